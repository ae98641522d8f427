"""How long the way between two buildings takes, which the dispatch board allows for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import keep
from fmcrm_desktop.store.work import Work

LONGEST = 240


@dataclass
class DispatchForm:
    """What the board warns of."""

    travel: Annotated[
        int | None, Field(N_("Minutes between two buildings"), required=True, hint=N_("0 warns of nothing"))
    ] = None


@needs("office.read")
def dispatching(work: Work) -> DispatchForm:
    return DispatchForm(int(settings.get(work, "dispatch.travel_minutes")))


@needs("office.settings")
def keep_dispatching(work: Work, form: DispatchForm) -> None:
    """Keep how many minutes are to lie between visits in two buildings. Raises Invalid."""
    check(form)
    if form.travel is None or not 0 <= form.travel <= LONGEST:
        raise Invalid(travel=N_("Between 0 and 240 minutes."))
    keep(work, {"dispatch.travel_minutes": form.travel})
