"""The forms of a round: what is asked and when, whom a drawing means, how many copies lie at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.person import PRINT_LANGUAGES
from fmcrm_desktop.model.words import N_

WHOM = {
    "served": N_("Whom we served: work that was done"),
    "both": N_("Owners and tenants"),
    "owner": N_("Owners"),
    "tenant": N_("Tenants"),
}
ROLES_OF = {"both": ("owner", "tenant"), "owner": ("owner",), "tenant": ("tenant",)}


@dataclass
class RoundForm:
    """A round: a questionnaire put to people between two days."""

    questionnaire_id: Annotated[
        int | None, Field(N_("Questionnaire"), pick="questionnaire", required=True)
    ] = None
    name: Annotated[str, Field(N_("Name of the round"), longest=120, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120)] = ""
    from_day: Annotated[date | None, Field(N_("From"), required=True)] = None
    until_day: Annotated[date | None, Field(N_("Answers until"), hint=N_("Printed on the forms"))] = None
    not_again_days: Annotated[
        int | None,
        Field(N_("Not again within days"), hint=N_("Whoever was asked by any round so lately is left out")),
    ] = 90
    note: Annotated[str, Field(N_("Note"), longest=1000, lines=2)] = ""
    version: int | None = None


@dataclass
class SampleForm:
    """Who is drawn; ``seed``: the same number draws the same people out of the same."""

    whom: Annotated[str, Field(N_("Who is asked"), choices=WHOM, required=True)] = "served"
    done_from: Annotated[date | None, Field(N_("Work done from"))] = None
    done_until: Annotated[date | None, Field(N_("Work done until"))] = None
    category_id: Annotated[int | None, Field(N_("Category"), pick="order_category")] = None
    staff_id: Annotated[int | None, Field(N_("Done by"), pick="staff")] = None
    building_ids: Annotated[
        tuple[int, ...], Field(N_("Buildings"), pick="building", hint=N_("None: all of them"))
    ] = ()
    territory_id: Annotated[int | None, Field(N_("Territory"), pick="territory")] = None
    most: Annotated[int | None, Field(N_("At most people"), required=True)] = 60
    seed: Annotated[
        int | None,
        Field(N_("Number of the drawing"), hint=N_("The same number draws the same people"), required=True),
    ] = 1


@dataclass
class CopiesForm:
    """Forms for nobody in particular: for the counter, a meeting, a door."""

    count: Annotated[int | None, Field(N_("How many"), required=True)] = 20
    language: Annotated[str, Field(N_("Language"), choices=PRINT_LANGUAGES)] = ""
    building_id: Annotated[int | None, Field(N_("Building"), pick="building")] = None
