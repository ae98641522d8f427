"""The forms of procedures and of their reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.complaint import ACTION_KINDS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.words import N_

LONGEST = 20_000
"""Characters of a procedure; what is longer is a file kept with it."""
_FOUND, _CHANGED = N_("What was found"), N_("What will be changed")
STEPS_HINT = N_("One step a line; with a colon at its end it is a heading. In two languages: one | other")
CHECKLIST = N_("Checklist")
VERDICTS = {"good": N_("Suits the customer"), "bad": N_("Does not suit the customer")}


@dataclass
class ProcedureForm:
    """A way of doing things, who looks after it, and how often it is looked through."""

    name: Annotated[str, Field(N_("Name of the procedure"), longest=200, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=200)] = ""
    text: Annotated[str, Field(N_("How it is done"), longest=LONGEST, lines=8, hint=STEPS_HINT)] = ""
    owner_id: Annotated[int | None, Field(N_("Who looks after it"), pick="staff")] = None
    every_months: Annotated[int | None, Field(N_("Reviewed every so many months"), required=True)] = 12
    next_day: Annotated[date | None, Field(N_("Next review"))] = None
    version: int | None = None


@dataclass
class ReviewDay:
    """What every review begins with; the steps of the procedure follow (``checked_form``)."""

    day: Annotated[date | None, Field(N_("Reviewed on"), required=True)] = None


@dataclass
class ReviewForm(ReviewDay):
    """What was found; with words for it, a corrective action is agreed on in the same deed."""

    friendly: Annotated[bool, Field(N_("It suits the customer as it is"), group=_FOUND)] = True
    found: Annotated[str, Field(N_("Findings"), longest=4_000, lines=4, group=_FOUND)] = ""
    next_day: Annotated[date | None, Field(N_("Next review"), required=True, group=_FOUND)] = None
    action: Annotated[str, Field(N_("Corrective action"), longest=1_000, lines=2, group=_CHANGED)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=ACTION_KINDS, required=True, group=_CHANGED)] = "process"
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff", group=_CHANGED)] = None
    due_day: Annotated[date | None, Field(N_("Due"), group=_CHANGED)] = None
    version: int | None = None
