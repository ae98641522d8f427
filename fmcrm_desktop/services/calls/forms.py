"""What is asked about a call, and what may follow from it in the same deed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from fmcrm_desktop.model.call import DIRECTIONS, OUTCOMES
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.prospect import PURPOSES as LOOKS_FOR
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES

THEN = N_("What follows")
LONGEST = timedelta(hours=4)
"""A form left open longer than that measured no call."""
_LENGTH = re.compile(r"(\d{1,4})(?:[:：](\d{1,2}))?")


@dataclass
class CallForm:
    """A call as the clerk writes it down. ``started`` None is when the clock began, or now; ``length`` is minutes
    or minutes:seconds, empty where the clock tells it; ``promise_id`` is the promise of a call-back that this call
    keeps. What is ticked below follows from the call in the same deed; ``new_name`` makes a person of a caller
    nobody knows, or is the name of the prospect they become. With a prospect (``lead_id``) the call is one of its
    steps, and its next step stays where none is named."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit")] = None
    number: Annotated[str, Field(N_("Telephone number"), longest=60)] = ""
    direction: Annotated[str, Field(N_("Direction"), choices=DIRECTIONS, required=True)] = "in"
    topic: Annotated[
        str, Field(N_("About"), longest=200, required=True, hint=N_("Enter saves the call, Tab goes on"))
    ] = ""
    outcome: Annotated[str, Field(N_("Outcome"), choices=OUTCOMES, required=True)] = "answered"
    notes: Annotated[
        str, Field(N_("What was said"), longest=4000, lines=5, hint=N_("In the customer's own words"))
    ] = ""
    started: Annotated[datetime | None, Field(N_("Began"), hint=N_("Now"))] = None
    length: Annotated[str, Field(N_("Length"), longest=10, hint=N_("Minutes:seconds"))] = ""
    new_name: Annotated[str, Field(N_("Name of the new person"), longest=120)] = ""
    call_back: Annotated[datetime | None, Field(N_("Call back until"), group=THEN, until=True)] = None
    remind: Annotated[datetime | None, Field(N_("Remind me at"), group=THEN)] = None
    make_order: Annotated[bool, Field(N_("Enter a work order"), group=THEN)] = False
    order_category_id: Annotated[int | None, Field(N_("Category"), pick="order_category", group=THEN)] = None
    order_priority: Annotated[str, Field(N_("Priority"), choices=PRIORITIES, required=True, group=THEN)] = (
        "normal"
    )
    make_complaint: Annotated[bool, Field(N_("Register a complaint"), group=THEN)] = False
    complaint_category_id: Annotated[
        int | None, Field(N_("Category of the complaint"), pick="complaint_category", group=THEN)
    ] = None
    make_appointment: Annotated[bool, Field(N_("Make an appointment"), group=THEN)] = False
    meet_from: Annotated[datetime | None, Field(N_("Appointment from"), group=THEN)] = None
    meet_until: Annotated[datetime | None, Field(N_("Appointment until"), group=THEN)] = None
    meet_place: Annotated[str, Field(N_("Place"), longest=200, group=THEN)] = ""
    meet_staff: Annotated[tuple[int, ...], Field(N_("Who is there"), pick="staff", group=THEN)] = ()
    overrule: Annotated[str, Field(N_("Reason to save all the same"), longest=200, group=THEN)] = ""
    make_call_back: Annotated[bool, Field(N_("Promise a call-back"), group=THEN)] = False
    lead_id: Annotated[int | None, Field(N_("Prospect"), pick="lead")] = None
    make_lead: Annotated[bool, Field(N_("Becomes a prospect"), group=THEN)] = False
    next_step: Annotated[str, Field(N_("Next step"), longest=300, group=THEN)] = ""
    next_day: Annotated[date | None, Field(N_("On the day"), group=THEN)] = None
    purpose: Annotated[str, Field(N_("Looks for"), choices=LOOKS_FOR, group=THEN)] = ""
    responsible_id: Annotated[
        int | None,
        Field(N_("Responsible"), pick="staff", group=THEN, hint=N_("Empty: whoever writes this down")),
    ] = None
    topic_id: int | None = None
    """The office's own topic; found by the words of ``topic`` where it is not given."""
    clock: datetime | None = None
    """When the clock of the form began to run."""
    promise_id: int | None = None
    line_id: int | None = None
    """The line of a call list that this call is made for."""
    version: int | None = None


def seconds_of(form: CallForm, now: datetime) -> int | None:
    """How long the call lasted: as typed, else by the clock. Raises Invalid."""
    said = form.length.strip()
    if said:
        match = _LENGTH.fullmatch(said)
        if match is None or int(match[2] or 0) > 59 or int(match[1]) > 24 * 60:
            raise Invalid(length=N_("Write the length like 4 or 4:30."))
        return int(match[1]) * 60 + int(match[2] or 0)
    if form.clock is None or form.outcome == "missed" or not timedelta() <= now - form.clock <= LONGEST:
        return None
    return int((now - form.clock).total_seconds())


def length_text(seconds: int | None) -> str:
    """4:05, as the form takes it."""
    return f"{seconds // 60}:{seconds % 60:02d}" if seconds is not None else ""
