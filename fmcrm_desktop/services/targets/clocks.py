"""The clocks of a work order: when it is due by its target, and how each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Protocol

from fmcrm_desktop.model.tones import tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OVER, WorkOrder
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


@dataclass(frozen=True)
class Clock:
    """One of the three clocks. ``left`` are working minutes until due, negative beyond it; ``minutes`` the
    target, set by ``source`` with its name in it; ``lines`` the arithmetic from received to due. ``reached`` is when
    it stopped."""

    name: str
    state: str
    due: datetime
    reached: datetime | None
    left: int
    minutes: int
    round_the_clock: bool
    source: str
    source_name: str
    lines: tuple[Line, ...]

    @property
    def tone(self) -> str:
        return tone(self.state)


class Timed(Protocol):
    """What the clocks read of a work order; its record and its row have it."""

    @property
    def state(self) -> str: ...
    @property
    def round_the_clock(self) -> bool: ...
    @property
    def target_id(self) -> int | None: ...
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


def calendar(work: Work, round_the_clock: bool) -> WorkingCalendar:
    """The time a target runs in: the office's hours, or every hour there is."""
    return every_hour(settings.get(work, "office.zone")) if round_the_clock else working_calendar(work)


@lru_cache(maxsize=4)
def every_hour(zone: str) -> WorkingCalendar:
    """A calendar that never closes."""
    return WorkingCalendar(zone, ((Hours(0, 24 * 60),),) * 7)


def set_dues(work: Work, order: WorkOrder, held: Sequence[Pause] = ()) -> None:
    """Choose the target that holds for an order, and when it is to be responded to, arrived at and finished; only the
    finish waits for the owner."""
    from fmcrm_desktop.services.targets import choosing  # the first list reads clocks and chooses none

    aim = choosing.choose(work, order)
    when = calendar(work, aim.round_the_clock)
    order.target_id, order.round_the_clock = aim.rule_id, aim.round_the_clock
    order.respond_due = when.after(order.received, aim.respond).astimezone(UTC)
    order.arrive_due = when.after(order.received, aim.arrive).astimezone(UTC)
    order.due = when.after(order.received, aim.finish, held).astimezone(UTC)


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
    when = calendar(work, order.round_the_clock)
    minutes = when.between(order.received, order.due, held[:-1])
    return when.after(order.received, minutes, held).astimezone(UTC)


def clocks(work: Work, order: Timed, history: Iterable[Step]) -> tuple[Clock, ...]:
    """The three clocks as they stand now. What was never reached of an order given up is left out.

    Whoever stands there tells the customer what will happen: the response stops by the arrival at the latest. An order
    finished without anybody going there met both by being finished.
    """
    held = pauses(history, order.done or work.now)
    paused = order.state == PAUSING
    known = (
        ("respond", order.respond_due, order.responded or order.arrived or order.done, False),
        ("arrive", order.arrive_due, order.arrived or order.done, False),
        ("finish", order.due, order.done, paused),
    )
    from fmcrm_desktop.services.targets import choosing

    source = choosing.source(work, order.target_id)
    found = []
    for name, due, reached, stopped in known:
        if due is None or (reached is None and order.state in OVER):
            continue
        waits = held if name == "finish" else ()
        found.append(_clock(work, order, (name, due, reached, *source), waits, stopped))
    return tuple(found)


def _clock(
    work: Work,
    order: Timed,
    what: tuple[str, datetime, datetime | None, str, str],
    held: Sequence[Pause],
    stopped: bool,
) -> Clock:
    name, due, reached, source, source_name = what
    when = calendar(work, order.round_the_clock)
    if stopped:
        # The pause runs on, so the due moment moves with it until the owner answers.
        minutes = when.between(order.received, due, held[:-1])
        due = when.after(order.received, minutes, held)
    else:
        minutes = when.between(order.received, due, held)
    at = reached or work.now
    state = "late" if at > due else "kept" if reached else "paused" if stopped else "running"
    lines = when.explain(order.received, minutes, held)
    if order.round_the_clock:
        lines = _round_the_clock(when, lines)
    return Clock(
        name, state, due, reached, when.left(at, due), minutes, order.round_the_clock, source, source_name,
        tuple(lines),
    )  # fmt: skip


def _round_the_clock(when: WorkingCalendar, lines: Sequence[Line]) -> list[Line]:
    """One line for the whole run instead of one a day: there are no office hours in it."""
    first, *between, last = lines
    assert first.begin is not None and last.end is not None
    minutes = when.between(first.begin, last.end)
    run = Line(LineKind.HOURS, ROUND_THE_CLOCK, first.day, minutes, first.begin, last.end)
    return [first, run, *(line for line in between if line.kind is LineKind.PAUSE), last]


def left(work: Work, round_the_clock: bool, due: datetime) -> int:
    """Working minutes until due; negative when it has passed."""
    return calendar(work, round_the_clock).left(work.now, due)
