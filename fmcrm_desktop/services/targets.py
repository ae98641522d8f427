"""Targets and clocks of a work order: when it is due by its priority, and how each clock stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol

from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OVER
from fmcrm_desktop.model.working_time import Hours, Line, LineKind, Pause, WorkingCalendar
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.store.work import Work

CLOCKS = {"respond": N_("First response"), "arrive": N_("Arrival"), "finish": N_("Finish")}
CLOCK_STATES = {
    "running": N_("Running"),
    "paused": N_("Paused"),
    "kept": N_("In time"),
    "late": N_("Late"),
}
PAUSING = "waiting_owner"
"""The one state that stops the finish clock; the other waits are the office's own business."""
ROUND_THE_CLOCK = N_("Round the clock {begin}–{end}: {minutes}")
OFFICE_TARGET = N_("The office's target for this priority")


@dataclass(frozen=True)
class Target:
    """Minutes within which to respond, arrive and finish; ``source`` names who set them."""

    respond: int
    arrive: int
    finish: int
    round_the_clock: bool
    source: str = OFFICE_TARGET


@dataclass(frozen=True)
class Clock:
    """One of the three clocks. ``left`` are working minutes until due, negative beyond it; ``minutes`` the
    target; ``lines`` the arithmetic from received to due. ``reached`` is when it stopped."""

    name: str
    state: str
    due: datetime
    reached: datetime | None
    left: int
    minutes: int
    round_the_clock: bool
    source: str
    lines: tuple[Line, ...]

    @property
    def tone(self) -> str:
        return tone(self.state)


class Timed(Protocol):
    """What the clocks read of a work order; its record and its row have it."""

    @property
    def state(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def received(self) -> datetime: ...
    @property
    def respond_due(self) -> datetime | None: ...
    @property
    def arrive_due(self) -> datetime | None: ...
    @property
    def due(self) -> datetime | None: ...
    @property
    def responded(self) -> datetime | None: ...
    @property
    def arrived(self) -> datetime | None: ...
    @property
    def done(self) -> datetime | None: ...


class Step(Protocol):
    """What pauses are read from: a line of the history."""

    @property
    def to_state(self) -> str: ...
    @property
    def moment(self) -> datetime: ...


def target(work: Work, priority: str) -> Target:
    """The target that holds for an order; today the office's own by priority."""
    kept = settings.get(work, "targets")
    chosen = kept.get(priority) or kept["normal"]
    return Target(
        int(chosen["respond"]), int(chosen["arrive"]), int(chosen["finish"]), bool(chosen["round_the_clock"])
    )


def calendar(work: Work, aim: Target) -> WorkingCalendar:
    """The time a target runs in: the office's hours, or every hour there is."""
    return every_hour(settings.get(work, "office.zone")) if aim.round_the_clock else working_calendar(work)


@lru_cache(maxsize=4)
def every_hour(zone: str) -> WorkingCalendar:
    """A calendar that never closes."""
    return WorkingCalendar(zone, ((Hours(0, 24 * 60),),) * 7)


def dues(
    work: Work, priority: str, received: datetime, pauses: Sequence[Pause] = ()
) -> tuple[datetime, datetime, datetime]:
    """When to have responded, arrived and finished; only the finish waits for the owner."""
    aim = target(work, priority)
    when = calendar(work, aim)
    return (
        when.after(received, aim.respond).astimezone(UTC),
        when.after(received, aim.arrive).astimezone(UTC),
        when.after(received, aim.finish, pauses).astimezone(UTC),
    )


def pauses(history: Iterable[Step], now: datetime) -> tuple[Pause, ...]:
    """The stretches in which the order waited for the owner, the last one until now if it still does."""
    found: list[Pause] = []
    begun: datetime | None = None
    for each in history:
        if each.to_state == PAUSING:
            begun = begun or each.moment
        elif begun is not None:
            found.append((begun, each.moment))
            begun = None
    if begun is not None:
        found.append((begun, now))
    return tuple(found)


def pushed(work: Work, order: Timed, held: Sequence[Pause]) -> datetime | None:
    """The finish due moved on by the last pause; its own target is read back from where it stood before."""
    if order.due is None or not held:
        return order.due
    when = calendar(work, target(work, order.priority))
    minutes = when.between(order.received, order.due, held[:-1])
    return when.after(order.received, minutes, held).astimezone(UTC)


def clocks(work: Work, order: Timed, history: Iterable[Step]) -> tuple[Clock, ...]:
    """The three clocks as they stand now. What was never reached of an order given up is left out.

    An order finished without anybody going there met its arrival by being finished.
    """
    held = pauses(history, order.done or work.now)
    paused = order.state == PAUSING
    known = (
        ("respond", order.respond_due, order.responded, False),
        ("arrive", order.arrive_due, order.arrived or order.done, False),
        ("finish", order.due, order.done, paused),
    )
    found = []
    for name, due, reached, stopped in known:
        if due is None or (reached is None and order.state in OVER):
            continue
        found.append(_clock(work, order, (name, due, reached), held if name == "finish" else (), stopped))
    return tuple(found)


def _clock(
    work: Work,
    order: Timed,
    what: tuple[str, datetime, datetime | None],
    held: Sequence[Pause],
    stopped: bool,
) -> Clock:
    name, due, reached = what
    aim = target(work, order.priority)
    when = calendar(work, aim)
    if stopped:
        # The pause runs on, so the due moment moves with it until the owner answers.
        minutes = when.between(order.received, due, held[:-1])
        due = when.after(order.received, minutes, held)
    else:
        minutes = when.between(order.received, due, held)
    at = reached or work.now
    state = "late" if at > due else "kept" if reached else "paused" if stopped else "running"
    lines = when.explain(order.received, minutes, held)
    if aim.round_the_clock:
        lines = _round_the_clock(when, lines)
    return Clock(
        name, state, due, reached, when.left(at, due), minutes, aim.round_the_clock, aim.source, tuple(lines)
    )


def _round_the_clock(when: WorkingCalendar, lines: Sequence[Line]) -> list[Line]:
    """One line for the whole run instead of one a day: there are no office hours in it."""
    first, *between, last = lines
    assert first.begin is not None and last.end is not None
    minutes = when.between(first.begin, last.end)
    run = Line(LineKind.HOURS, ROUND_THE_CLOCK, first.day, minutes, first.begin, last.end)
    return [first, run, *(line for line in between if line.kind is LineKind.PAUSE), last]


def left(work: Work, priority: str, due: datetime) -> int:
    """Working minutes until due by the priority's own calendar; negative when it has passed."""
    return calendar(work, target(work, priority)).left(work.now, due)
