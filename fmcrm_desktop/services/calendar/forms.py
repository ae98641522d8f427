"""What the calendar asks for and shows: the form of an event, its guests, the page of one, who is on the ticks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fmcrm_desktop.model.event import KINDS, ON_HOLIDAY
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.words import N_

THIS, FOLLOWING, ALL = "this", "following", "all"
"""What a change of a repeating event is about: one of its times, that one and all after it, the whole series."""

REMIND: dict[int | None, str] = {
    None: N_("No reminder"),
    0: N_("When it begins"),
    5: N_("5 minutes before"),
    15: N_("15 minutes before"),
    30: N_("30 minutes before"),
    60: N_("1 hour before"),
    120: N_("2 hours before"),
    1440: N_("1 day before"),
    2880: N_("2 days before"),
    10080: N_("1 week before"),
}

_MATTER = ("person_id", "unit_id", "order_id", "complaint_id", "lead_id")
_HOURS = ("whole_day", "starts", "ends", "from_day", "until_day")
_REPEAT = ("repeat", "on_holiday")
_MET = ("place", "room_id", *_HOURS, *_REPEAT, *_MATTER, "staff", "guests", "tell", "remind_before")
FIELDS: dict[str, tuple[str, ...]] = {
    "appointment": _MET,
    "meeting": _MET,
    "activity": _MET,
    "visit": ("place", *_HOURS, *_REPEAT, *_MATTER, "staff", "tell", "remind_before"),
    "phone": (*_HOURS, *_REPEAT, *_MATTER, "staff", "tell", "remind_before"),
    "email": ("starts", *_MATTER, "staff"),
    "fax": ("starts", *_MATTER, "staff"),
    "task": (*_HOURS, *_REPEAT, *_MATTER, "staff", "remind_before"),
    "memo": (*_HOURS, *_MATTER, "staff"),
    "leave": (*_HOURS, *_REPEAT, "staff"),
    "sick": (*_HOURS, "staff"),
}
"""What each kind asks for beside its title and notes; nothing else is kept."""
LOGGED = frozenset({"email", "fax"})
"""Kinds that are at one moment; what came of them is logged in the post room."""
UNDATED = frozenset({"task", "memo"})
"""Kinds that need no time: they are then only on their list."""


@dataclass(frozen=True)
class GuestForm:
    """Somebody from outside who is invited: one of the people kept, or only a name and an address."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    name: Annotated[str, Field(N_("or name"), longest=120)] = ""
    email: Annotated[str, Field(N_("Email"), longest=200)] = ""
    answer: str = ""
    id: int | None = None


@dataclass
class FoundForm:
    """What was found on a visit or said in a meeting."""

    found: Annotated[str, Field(N_("What was seen or heard"), longest=4000, lines=4, required=True)] = ""
    occurrence: str = ""


@dataclass
class EventForm:
    """An event as the clerk writes it. Timed: ``starts`` and ``ends``; whole days: ``from_day``, ``until_day``.

    Of a repeating event ``occurrence`` and ``scope`` say which of its times the form shows and how far a change
    goes. ``direction`` is kept of emails and faxes that were logged here: what came in or went out is logged in the
    post room, and here stands what is to be sent.
    """

    title: Annotated[str, Field(N_("Title"), longest=200, required=True)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=KINDS, required=True)] = "appointment"
    whole_day: Annotated[bool, Field(N_("Whole day"))] = False
    starts: Annotated[datetime | None, Field(N_("Starts"))] = None
    ends: Annotated[datetime | None, Field(N_("Ends"))] = None
    from_day: Annotated[date | None, Field(N_("First day"))] = None
    until_day: Annotated[date | None, Field(N_("Last day"))] = None
    repeat: Annotated[RuleText, Field(N_("Repetition"), longest=400)] = RuleText()
    on_holiday: Annotated[str, Field(N_("On days off"), choices=ON_HOLIDAY)] = ""
    staff: Annotated[tuple[int, ...], Field(N_("Staff"), pick="staff")] = ()
    place: Annotated[str, Field(N_("Place"), longest=200)] = ""
    room_id: Annotated[int | None, Field(N_("Room"), pick="room")] = None
    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit")] = None
    guests: Annotated[tuple[GuestForm, ...], Field(N_("Guests"))] = ()
    order_id: Annotated[int | None, Field(N_("Work order"), pick="order")] = None
    complaint_id: Annotated[int | None, Field(N_("Complaint"), pick="complaint")] = None
    lead_id: Annotated[int | None, Field(N_("Prospect"), pick="lead")] = None
    remind_before: Annotated[int | None, Field(N_("Reminder"), choices=REMIND)] = None
    notes: Annotated[str, Field(N_("Notes"), longest=4000, lines=4)] = ""
    overrule: Annotated[str, Field(N_("Reason to save all the same"), longest=200)] = ""
    tell: Annotated[bool, Field(N_("Tell the person and the guests"))] = False
    direction: str = ""
    version: int | None = None
    occurrence: str = ""
    scope: str = ALL


@dataclass
class ReasonForm:
    """Why an entry may clash after it was dragged there; ``scope`` as in EventForm."""

    reason: Annotated[str, Field(N_("Reason to save all the same"), longest=200, required=True)] = ""
    scope: str = THIS


@dataclass(frozen=True)
class StaffRow:
    """One of the staff as the calendar's ticks name them."""

    id: int
    name: str
    trade: str
    role: str


@dataclass(frozen=True)
class Invited:
    """Somebody on the page of a meeting: of the staff or from outside, their answer, and whether they came."""

    tie: int
    name: str
    attended: bool | None
    answer: str = ""
    guest: bool = False
    person_id: int | None = None


@dataclass(frozen=True)
class EventSheet:
    """What the page of an event says beyond its entry; ``first_day`` is the day its repeat began."""

    form: EventForm
    room: str = ""
    order: str = ""
    complaint: str = ""
    lead: str = ""
    by: str = ""
    clash_reason: str = ""
    first_day: date | None = None
    of_series: bool = False
    staff: tuple[Invited, ...] = ()
    guests: tuple[Invited, ...] = ()
