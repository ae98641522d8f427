"""What is asked about a prospect: at entry, with each step, and when it is won, lost or taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.prospect import LOST_REASONS, OPEN, PURPOSES, SOURCES, STAGES, STEP_WAYS
from fmcrm_desktop.model.words import N_

WHO, WANTS, FROM, NEXT = (
    N_("Who it is"), N_("What they are looking for"), N_("How they came to us"), N_("What happens next"),
)  # fmt: skip
OPEN_STAGES = {stage: STAGES[stage] for stage in OPEN}


# The order of these classes is the order of the fields: who it is, what happens next, and the rest below.


@dataclass
class _Who:
    """Who it is and how to reach them."""

    name: Annotated[str, Field(N_("Name"), longest=120, required=True, group=WHO)] = ""
    phone: Annotated[str, Field(N_("Telephone"), longest=60, group=WHO)] = ""
    email: Annotated[str, Field(N_("Email"), longest=200, group=WHO)] = ""
    company: Annotated[str, Field(N_("Company"), longest=120, group=WHO)] = ""
    other_name: Annotated[str, Field(N_("Name in the other script"), longest=120, group=WHO)] = ""
    person_id: Annotated[
        int | None,
        Field(N_("Known as"), pick="person", group=WHO, hint=N_("If they are among our people already")),
    ] = None


@dataclass
class _Given(_Who):
    """Who follows it."""

    responsible_id: Annotated[
        int | None, Field(N_("Responsible"), pick="staff", required=True, group=NEXT)
    ] = None


@dataclass
class _Step(_Given):
    """What is done next: no new prospect is without."""

    next_step: Annotated[str, Field(N_("Next step"), longest=300, required=True, group=NEXT)] = ""
    next_day: Annotated[date | None, Field(N_("On the day"), required=True, group=NEXT)] = None


@dataclass
class _Wants(_Given):
    """What they look for, and how they came to us."""

    purpose: Annotated[str, Field(N_("Looks for"), choices=PURPOSES, group=WANTS)] = ""
    needs: Annotated[str, Field(N_("Needs in their words"), longest=4000, lines=3, group=WANTS)] = ""
    units: Annotated[tuple[int, ...], Field(N_("Units of interest"), pick="unit", group=WANTS)] = ()
    budget: Annotated[Money | None, Field(N_("Budget"), group=WANTS)] = None
    source: Annotated[str, Field(N_("Source"), choices=SOURCES, required=True, group=FROM)] = "phone"
    recommended_by_id: Annotated[int | None, Field(N_("Recommended by"), pick="person", group=FROM)] = None
    campaign_id: Annotated[int | None, Field(N_("Campaign"), pick="campaign", group=FROM)] = None


@dataclass
class LeadForm(_Wants):
    """A prospect put right."""

    version: int | None = None


@dataclass
class NewLeadForm(LeadForm, _Step):
    """A new prospect, with the next step. ``call_id``: the call it came of."""

    call_id: int | None = None


@dataclass
class StepForm:
    """A step that was taken, and the next one."""

    way: Annotated[str, Field(N_("How"), choices=STEP_WAYS, required=True)] = "call"
    result: Annotated[str, Field(N_("Outcome of the step"), longest=2000, lines=3, required=True)] = ""
    state: Annotated[str, Field(N_("Sales stage"), choices=OPEN_STAGES, required=True)] = "contacted"
    next_step: Annotated[str, Field(N_("Next step"), longest=300, required=True)] = ""
    next_day: Annotated[date | None, Field(N_("On the day"), required=True)] = None
    version: int | None = None


@dataclass
class MoveForm:
    """Another stage, and why where there is something to say."""

    state: Annotated[str, Field(N_("Sales stage"), choices=OPEN_STAGES, required=True)] = "contacted"
    why: Annotated[str, Field(N_("Why"), longest=300)] = ""
    version: int | None = None


@dataclass
class ReopenForm:
    """Why somebody won or lost is a prospect again, and what is done next."""

    why: Annotated[str, Field(N_("Why"), longest=300, required=True)] = ""
    next_step: Annotated[str, Field(N_("Next step"), longest=300, required=True)] = ""
    next_day: Annotated[date | None, Field(N_("On the day"), required=True)] = None
    version: int | None = None


@dataclass
class WonForm:
    """Whom the office has won: the person (made from what is known where none is named), the unit and since when."""

    person_id: Annotated[
        int | None, Field(N_("Person"), pick="person", hint=N_("Empty: made from this prospect"))
    ] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit")] = None
    role: Annotated[str, Field(N_("Relation"), choices=ROLES, required=True)] = "owner"
    from_day: Annotated[date | None, Field(N_("Since"))] = None
    agreement_id: Annotated[int | None, Field(N_("Agreement"), pick="agreement")] = None
    why: Annotated[str, Field(N_("What decided it"), longest=300)] = ""
    version: int | None = None


@dataclass
class LostForm:
    """Why a prospect went elsewhere."""

    reason: Annotated[str, Field(N_("Reason"), choices=LOST_REASONS, required=True)] = ""
    text: Annotated[str, Field(N_("In their words"), longest=1000, lines=3)] = ""
    warned_by_id: Annotated[int | None, Field(N_("Who advised against us"), pick="person")] = None
    version: int | None = None


@dataclass
class PersonOfForm:
    """Which of the people kept a prospect is; a new one where none is named."""

    person_id: Annotated[
        int | None, Field(N_("Person"), pick="person", hint=N_("Empty: made from this prospect"))
    ] = None
    version: int | None = None


@dataclass
class ManyLeadsForm:
    """What changes on all of them; a field left empty changes nothing."""

    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    next_step: Annotated[str, Field(N_("Next step"), longest=300)] = ""
    next_day: Annotated[date | None, Field(N_("On the day"))] = None
    campaign_id: Annotated[int | None, Field(N_("Campaign"), pick="campaign")] = None
