"""The forms of work orders: what is asked at entry, for a visit, and for the moves that need a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fmcrm_desktop.model.complaint import CHANNELS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES, STATES, WAITING

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
    own: Own = ()
    call_id: int | None = None
    complaint_id: int | None = None
    repeat_of_id: int | None = None
    version: int | None = None


@dataclass
class ChangeForm:
    """What may be put right on an order afterwards; the customer's own words are not among it."""

    person_id: Person = None
    unit_id: Unit = None
    summary: Summary = ""
    category_id: Category = None
    priority: Priority = "normal"
    building_id: Building = None
    place: Place = ""
    equipment_id: Equipment = None
    description: Description = ""
    own: Own = ()
    version: int | None = None


@dataclass
class VisitForm:
    """When who goes there; ``planned_until`` None is an hour later."""

    staff: Annotated[tuple[int, ...], Field(N_("Who goes"), pick="technician", required=True)] = ()
    planned_from: Annotated[datetime | None, Field(N_("From"), required=True)] = None
    planned_until: Annotated[datetime | None, Field(N_("Until"))] = None
    told: Annotated[bool, Field(N_("The customer knows the time"))] = True
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
    """Why an order is not taken on, and what the customer was offered instead."""

    why: Why = ""
    alternative: Annotated[str, Field(N_("What was offered instead"), longest=500, lines=2)] = ""
    version: int | None = None


@dataclass
class ReopenForm:
    """Why the work is taken up again, and by whom if by somebody else."""

    why: Why = ""
    staff_id: Annotated[int | None, Field(N_("Assign to"), pick="technician")] = None
    version: int | None = None
