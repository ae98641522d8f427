"""The three clocks of a complaint: acknowledge, answer, follow up; how they stand now and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from fmcrm_desktop.model.complaint import OPEN
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.working_time import Line, LineKind
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.store.work import Work

CLOCKS = {"acknowledge": N_("Acknowledge"), "answer": N_("Answer"), "follow_up": N_("Follow up")}
CLOCK_STATES = {
    "running": N_("Running"),
    "at_risk": N_("At risk"),
    "kept": N_("In time"),
    "late": N_("Late"),
}
RISK = 4
"""A clock is at risk in the last quarter of its time."""


@dataclass(frozen=True)
class Clock:
    """One clock. ``left``: minutes until due (working ones, but plain ones for following up), negative beyond
    it; ``lines``: the arithmetic from the start to due; ``reached``: when it stopped."""

    name: str
    state: str
    due: datetime
    reached: datetime | None
    left: int
    lines: tuple[Line, ...]


class Timed(Protocol):
    """What the clocks read of a complaint; its record and its row have it."""

    @property
    def state(self) -> str: ...
    @property
    def anonymous(self) -> bool: ...
    @property
    def received(self) -> datetime: ...
    @property
    def acknowledge_due(self) -> datetime | None: ...
    @property
    def due(self) -> datetime | None: ...
    @property
    def follow_up_due(self) -> datetime | None: ...
    @property
    def acknowledged(self) -> datetime | None: ...
    @property
    def answered(self) -> datetime | None: ...
    @property
    def resolved(self) -> datetime | None: ...
    @property
    def followed_up(self) -> datetime | None: ...


class Step(Protocol):
    """A line of the history."""

    @property
    def from_state(self) -> str: ...
    @property
    def to_state(self) -> str: ...
    @property
    def moment(self) -> datetime: ...


def dues(work: Work, start: datetime) -> tuple[datetime, datetime]:
    """When a complaint that starts now must be acknowledged and answered."""
    calendar = working_calendar(work)
    first = calendar.after(start, int(settings.get(work, "clock.acknowledge_minutes")))
    answer = calendar.after(start, int(settings.get(work, "clock.answer_minutes")))
    return first.astimezone(UTC), answer.astimezone(UTC)


def follow_up_due(work: Work, resolved: datetime) -> datetime:
    """The same time of day so many days after resolving, on the office's clock."""
    local = resolved.astimezone(work.zone)
    return (local + timedelta(days=int(settings.get(work, "clock.follow_up_days")))).astimezone(UTC)


def started(received: datetime, history: Iterable[Step]) -> datetime:
    """When the present run of the clocks began: received, or taken up again."""
    start = received
    for step in history:
        if step.from_state and step.from_state not in OPEN and step.to_state in OPEN:
            start = step.moment
    return start


def clocks(work: Work, record: Timed, history: Sequence[Step]) -> tuple[Clock, ...]:
    """The clocks as they stand; of a withdrawn complaint only those that were reached."""
    start = started(record.received, history)
    # Nobody can be answered who gave no name: resolving ends that clock.
    answered = record.answered or (record.resolved if record.anonymous else None)
    known = (
        (
            "acknowledge",
            record.received if record.acknowledged else start,
            record.acknowledge_due,
            record.acknowledged,
        ),
        ("answer", start, record.due, answered),
        ("follow_up", record.resolved, record.follow_up_due, record.followed_up),
    )
    found = []
    for name, begun, due, reached in known:
        if begun is None or due is None or (reached is None and record.state == "withdrawn"):
            continue
        found.append(_clock(work, name, begun, due, reached))
    return tuple(found)


def _clock(work: Work, name: str, start: datetime, due: datetime, reached: datetime | None) -> Clock:
    at = reached or work.now
    calendar = working_calendar(work)
    if name == "follow_up":
        left, whole = _plain(at, due), _plain(start, due)
        lines = _days(work, start, due)
    else:
        left, whole = calendar.left(at, due), calendar.between(start, due)
        lines = tuple(calendar.account(start, due))
    return Clock(name, standing(left, whole, at > due, reached is not None), due, reached, left, lines)


def standing(left: int, whole: int, over: bool, stopped: bool) -> str:
    """late, kept, at_risk or running."""
    if over:
        return "late"
    if stopped:
        return "kept"
    return "at_risk" if left * RISK <= whole else "running"


def next_clock(work: Work, record: Timed) -> tuple[str, int, str] | None:
    """The clock that runs now, its minutes left and its state, from the columns of a row alone; None when
    nothing is awaited. A row that was never acknowledged may well be late twice: the first counts."""
    if record.state in OPEN:
        if record.acknowledged is None and record.acknowledge_due is not None:
            return _running(work, "acknowledge", record.acknowledge_due)
        if record.answered is None and record.due is not None:
            return _running(work, "answer", record.due)
    elif record.state == "resolved" and record.follow_up_due is not None:
        due = record.follow_up_due
        left = _plain(work.now, due)
        whole = int(settings.get(work, "clock.follow_up_days")) * 24 * 60
        return "follow_up", left, standing(left, whole, work.now > due, False)
    return None


def left(work: Work, name: str, due: datetime) -> int:
    """Minutes until due as the clock of this name counts them, negative beyond it."""
    return _plain(work.now, due) if name == "follow_up" else working_calendar(work).left(work.now, due)


def _running(work: Work, name: str, due: datetime) -> tuple[str, int, str]:
    remains = left(work, name, due)
    whole = int(settings.get(work, f"clock.{name}_minutes"))
    return name, remains, standing(remains, whole, work.now > due, False)


def _plain(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)


def _days(work: Work, start: datetime, due: datetime) -> tuple[Line, ...]:
    first, last = start.astimezone(work.zone).date(), due.astimezone(work.zone).date()
    return (
        Line(LineKind.START, N_("Resolved {begin}"), first, begin=start),
        Line(LineKind.DUE, N_("{name} days later: due {end}"), last, _plain(start, due), end=due,
             name=str((last - first).days)),
    )  # fmt: skip
