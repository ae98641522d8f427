"""What is typed for a task and for a memo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.words import N_

KEPT, NEVER = "kept", "never"
REMINDERS = {
    NEVER: N_("No reminder"),
    "0": N_("When it is time"),
    "10": N_("10 minutes before"),
    "30": N_("30 minutes before"),
    "60": N_("1 hour before"),
    "1440": N_("1 day before"),
    "10080": N_("1 week before"),
    KEPT: N_("As it was set in the calendar"),
}


@dataclass
class TaskForm:
    """A task as somebody writes it. Without a day it waits until it is done; without a time it is of the whole day."""

    title: Annotated[str, Field(N_("Task"), longest=200, required=True)] = ""
    due_day: Annotated[date | None, Field(N_("Due on"))] = None
    at: Annotated[time | None, Field(N_("At"), hint=N_("Any time of the day"))] = None
    staff: Annotated[tuple[int, ...], Field(N_("For"), pick="staff", hint=N_("Yourself"))] = ()
    repeat: Annotated[RuleText, Field(N_("Repetition"), longest=400)] = RuleText()
    remind: Annotated[str, Field(N_("Remind"), choices=REMINDERS, required=True)] = NEVER
    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit")] = None
    order_id: Annotated[int | None, Field(N_("Work order"), pick="order")] = None
    complaint_id: Annotated[int | None, Field(N_("Complaint"), pick="complaint")] = None
    notes: Annotated[str, Field(N_("Notes"), longest=4000, lines=4)] = ""
    call_id: int | None = None
    version: int | None = None


@dataclass
class MemoForm:
    """A quick note for oneself: one line, and whatever else is known."""

    title: Annotated[str, Field(N_("Memo"), longest=200, required=True)] = ""
    day: Annotated[date | None, Field(N_("Date"), hint=N_("Of no day in particular"))] = None
    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit")] = None
    order_id: Annotated[int | None, Field(N_("Work order"), pick="order")] = None
    complaint_id: Annotated[int | None, Field(N_("Complaint"), pick="complaint")] = None
    notes: Annotated[str, Field(N_("Notes"), longest=4000, lines=4)] = ""
    call_id: int | None = None
    version: int | None = None
