"""The forms of work orders: what is asked at entry, for a visit, and for the moves that need a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fmcrm_desktop.model.complaint import CHANNELS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import (
    DISPATCH_ERRORS,
    PRIORITIES,
    RATED_BY,
    RATINGS,
    STATES,
    TIES,
    WAITING,
    WAYS,
)

WHO, WHAT, GOES, MORE = N_("Who and where"), N_("What"), N_("Who goes and when"), N_("Further")

WAITS = {each: STATES[each] for each in WAITING}

Person = Annotated[int | None, Field(N_("Person"), pick="person", group=WHO)]
Unit = Annotated[int | None, Field(N_("Unit"), pick="unit", group=WHO)]
Building = Annotated[
    int | None,
    Field(N_("Building"), pick="building", group=MORE, hint=N_("For what belongs to no unit")),
]
Place = Annotated[str, Field(N_("Place"), longest=200, group=MORE, hint=N_("Lobby, stairs, pump room…"))]
Equipment = Annotated[int | None, Field(N_("Equipment"), pick="equipment", group=MORE)]
Summary = Annotated[str, Field(N_("Summary"), longest=200, required=True, group=WHAT)]
Category = Annotated[int | None, Field(N_("Category"), pick="order_category", group=WHAT)]
Problem = Annotated[int | None, Field(N_("Problem"), pick="problem", group=WHAT)]
Way = Annotated[str, Field(N_("How it is done"), choices=WAYS, required=True, group=MORE)]
Minutes = Annotated[
    int | None, Field(N_("Work in minutes"), group=MORE, hint=N_("What it is thought to take"))
]
Alternative = Annotated[
    str,
    Field(N_("Not possible as asked: offered instead"), longest=500, lines=2, group=MORE),
]
Choice = Annotated[str, Field(N_("What the customer chose"), longest=500, lines=2, group=MORE)]
Priority = Annotated[str, Field(N_("Priority"), choices=PRIORITIES, required=True, group=WHAT)]
Description = Annotated[str, Field(N_("Note for the job sheet"), longest=4000, lines=2, group=MORE)]
Told = Annotated[bool, Field(N_("The customer knows what will happen"), group=GOES)]
Overrule = Annotated[str, Field(N_("Reason to save all the same"), longest=200, group=GOES)]
Own = Annotated[tuple[OwnEntry, ...], Field(N_("Own fields"), pick="work_order")]
Why = Annotated[str, Field(N_("Why"), longest=500, lines=2, required=True)]


@dataclass
class OrderForm:
    """A request as the clerk takes it down, the fields of every day first; with ``staff_id`` it is assigned at
    once, with ``visit_from`` scheduled at once. ``received`` None is now. The last four are not asked but brought
    along."""

    person_id: Person = None
    unit_id: Unit = None
    summary: Summary = ""
    category_id: Category = None
    problem_id: Problem = None
    own_words: Annotated[str, Field(N_("In the customer's words"), longest=4000, lines=3, group=WHAT)] = ""
    priority: Priority = "normal"
    channel: Annotated[str, Field(N_("Channel"), choices=CHANNELS, required=True, group=WHAT)] = "phone"
    staff_id: Annotated[int | None, Field(N_("Assign to"), pick="technician", group=GOES)] = None
    told: Told = False
    visit_from: Annotated[datetime | None, Field(N_("Visit from"), group=GOES)] = None
    visit_until: Annotated[
        datetime | None, Field(N_("Visit until"), group=GOES, hint=N_("An hour later"))
    ] = None
    overrule: Overrule = ""
    building_id: Building = None
    place: Place = ""
    equipment_id: Equipment = None
    stands_still: Annotated[bool, Field(N_("The equipment stands still"), group=MORE)] = False
    received: Annotated[datetime | None, Field(N_("Reported"), group=MORE, hint=N_("Now"))] = None
    description: Description = ""
    way: Way = "on_site"
    minutes: Minutes = None
    alternative: Alternative = ""
    choice: Choice = ""
    own: Own = ()
    call_id: int | None = None
    complaint_id: int | None = None
    repeat_of_id: int | None = None
    opinion_id: int | None = None
    decision_id: int | None = None
    """What the committee said or decided that it carries out."""
    version: int | None = None


@dataclass
class ChangeForm:
    """What may be put right on an order afterwards; the customer's own words are not among it."""

    person_id: Person = None
    unit_id: Unit = None
    summary: Summary = ""
    category_id: Category = None
    problem_id: Problem = None
    priority: Priority = "normal"
    building_id: Building = None
    place: Place = ""
    equipment_id: Equipment = None
    description: Description = ""
    way: Way = "on_site"
    minutes: Minutes = None
    progress: Annotated[int | None, Field(N_("Done so far (%)"), group=MORE)] = None
    alternative: Alternative = ""
    choice: Choice = ""
    dispatch_error: Annotated[str, Field(N_("Dispatch error"), choices=DISPATCH_ERRORS, group=MORE)] = ""
    own: Own = ()
    version: int | None = None


@dataclass
class VisitForm:
    """When who goes there; ``planned_until`` None is an hour later."""

    staff: Annotated[tuple[int, ...], Field(N_("Who goes"), pick="technician", required=True)] = ()
    planned_from: Annotated[datetime | None, Field(N_("Visit from"), required=True)] = None
    planned_until: Annotated[datetime | None, Field(N_("Visit until"))] = None
    told: Annotated[bool, Field(N_("The customer knows the time"))] = True
    tell: Annotated[bool, Field(N_("Write to the customer when somebody comes"))] = False
    overrule: Annotated[str, Field(N_("Reason to save all the same"), longest=200)] = ""
    version: int | None = None


@dataclass
class AssignForm:
    """To whom an order is given; taking it from somebody needs a reason."""

    staff_id: Annotated[int | None, Field(N_("Assign to"), pick="technician", required=True)] = None
    why: Annotated[
        str,
        Field(N_("Why"), longest=500, lines=2, hint=N_("Needed when somebody else had it")),
    ] = ""
    version: int | None = None


@dataclass
class WaitForm:
    """What an order waits for."""

    what: Annotated[str, Field(N_("Waits for"), choices=WAITS, required=True)] = "waiting_parts"
    why: Annotated[str, Field(N_("Why"), longest=500, lines=2)] = ""
    result: Annotated[str, Field(N_("Result of the visit"), longest=1000, lines=2)] = ""
    version: int | None = None


@dataclass
class DoneForm:
    """What was found and done. The times are for work that is written down afterwards."""

    fix: Annotated[str, Field(N_("What was done"), longest=2000, lines=3, required=True)] = ""
    cause: Annotated[str, Field(N_("Cause"), longest=2000, lines=2)] = ""
    result: Annotated[str, Field(N_("Result of the visit"), longest=1000, lines=2)] = ""
    arrived: Annotated[datetime | None, Field(N_("Arrived at"), hint=N_("If earlier"))] = None
    departed: Annotated[datetime | None, Field(N_("Finished at"), hint=N_("Now"))] = None
    version: int | None = None


@dataclass
class WhyForm:
    """A move that must be explained."""

    why: Why = ""
    version: int | None = None


@dataclass
class DeclineForm:
    """Why an order is not taken on, what the customer was offered instead, and what was chosen."""

    why: Why = ""
    alternative: Annotated[str, Field(N_("What was offered instead"), longest=500, lines=2)] = ""
    version: int | None = None
    choice: Annotated[str, Field(N_("What the customer chose"), longest=500, lines=2)] = ""


@dataclass
class ReopenForm:
    """Why the work is taken up again, and by whom if by somebody else."""

    why: Why = ""
    staff_id: Annotated[int | None, Field(N_("Assign to"), pick="technician")] = None
    version: int | None = None


@dataclass
class CloseForm:
    """What the customer thinks of the work, where it was asked; all may stay empty."""

    rating: Annotated[int | None, Field(N_("The customer's rating"), choices=RATINGS)] = None
    rated_by: Annotated[str, Field(N_("Asked"), choices=RATED_BY)] = ""
    rating_words: Annotated[str, Field(N_("In the customer's words"), longest=1000, lines=2)] = ""
    version: int | None = None


@dataclass
class TieForm:
    """What an order is to another one."""

    kind: Annotated[str, Field(N_("This order is"), choices=TIES, required=True)] = "part_of"
    other_id: Annotated[int | None, Field(N_("Work order"), pick="order", required=True)] = None


@dataclass
class MergeForm:
    """Into which order this one goes, being the same matter."""

    other_id: Annotated[int | None, Field(N_("The order that stays"), pick="order", required=True)] = None
    version: int | None = None


@dataclass
class SplitForm:
    """A part of the work as an order of its own."""

    summary: Summary = ""
    category_id: Category = None
    staff_id: Annotated[int | None, Field(N_("Assign to"), pick="technician", group=GOES)] = None
