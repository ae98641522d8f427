"""The measures in working time: how long until somebody came, until it was repaired, and in which state it waited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import extract, literal, or_, select

from fmcrm_desktop.model.complaint import OPEN as OPEN_COMPLAINT
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import OPEN, WorkOrder
from fmcrm_desktop.model.working_ruler import Ruler, Seconds, Stretch, ruler_of
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.measures import staffed
from fmcrm_desktop.services.measures.counting import Given, GivenBy, Period
from fmcrm_desktop.services.measures.declared import END, START
from fmcrm_desktop.services.measures.remembered import once_each
from fmcrm_desktop.store.work import Work, ready_rows_each

WAITING = "waiting_owner"
Rows = Sequence[Any]


def worked(work: Work, periods: Sequence[Period], names: Collection[str]) -> list[GivenBy]:
    """What each record gives in each period, by the name that a measure's ``worked`` says; only those that are asked
    for."""
    every: list[GivenBy] = [{} for _ in periods]
    for at, (kinds, work_out) in enumerate(_WORKED):
        if any(name in names for name in kinds):
            given = once_each(work, ("worked", at), periods, partial(work_out, work))
            for found, one in zip(every, given, strict=True):
                found |= one
    return every


def kinds_of(name: str) -> str:
    """The kind of record that is behind what has this name."""
    return next(kinds[name] for kinds, _ in _WORKED if name in kinds)


def _timed(work: Work, periods: Sequence[Period]) -> list[GivenBy]:
    """Report to first arrival, and to done less waiting for the owner. Preventive work was reported by nobody: it is
    left out."""
    values = [{"start": each.start, "end": each.end} for each in periods]
    asked = (_orders(WorkOrder.arrived), _orders(WorkOrder.done), _waits())
    came, done, waits = (ready_rows_each(work, each, values) for each in asked)
    ruler = _ruler(work, periods, (received for some in (*came, *done) for _, received, *_ in some))
    return [_times(ruler, *each) for each in zip(came, done, waits, strict=True)]


def _times(ruler: Ruler, came: Rows, done: Rows, waits: Rows) -> GivenBy:
    """``came`` and ``done`` are the orders whose moment is in the period: id, received, moment in seconds since 1970,
    and whether somebody arrived."""
    unseen = [Given("work_order", id, 0, 0, 1) for id, *_, arrived in done if not arrived]
    pauses = _pauses(waits)
    return {
        "response": [
            *(Given("work_order", id, ruler.minutes(int(since), int(end)), 1, 0) for id, since, end, _ in came),
            *unseen,
        ],
        "response_by_clock": [
            *(Given("work_order", id, max(int(end) - int(since), 0) / 60, 1, 0) for id, since, end, _ in came),
            *unseen,
        ],
        "repair": [
            Given("work_order", id, ruler.minutes(int(since), int(end), pauses.get(id, ())), 1, 0)
            for id, since, end, _ in done
        ],
    }  # fmt: skip


def _stages(
    table: Any, ended: Any, states: Sequence[str], work: Work, periods: Sequence[Period]
) -> list[GivenBy]:
    """How long each matter that ended in the period was in each state."""
    values = [{"start": each.start, "end": each.end} for each in periods]
    asked = (_ended(table, ended), _moves(table, ended))
    matters, moves = (ready_rows_each(work, each, values) for each in asked)
    ruler = _ruler(work, periods, (received for some in matters for _, received in some))
    spent = partial(_spent, table.__tablename__, states, ruler)
    return [spent(*each) for each in zip(matters, moves, strict=True)]


def _spent(kind: str, states: Sequence[str], ruler: Ruler, ended: Rows, moves: Rows) -> GivenBy:
    """From one move to the next."""
    matters = {id: int(since) for id, since in ended}
    spent: dict[int, dict[str, float]] = {}
    # the state a matter is in while its moves are read, and since when
    present: dict[int, tuple[str, Seconds]] = {}
    for _, id, before, state, moment in sorted(moves):
        if id not in present:
            present[id] = (before or state, matters[id])
            spent[id] = {}
        was, since = present[id]
        if state != was:
            spent[id][was] = spent[id].get(was, 0.0) + ruler.minutes(since, int(moment))
            present[id] = (state, int(moment))
    unknown = [Given(kind, id, 0, 0, 1) for id in matters if id not in spent]
    return {
        f"{kind}.{state}": [
            *(Given(kind, id, states_of[state], 1, 0) for id, states_of in spent.items() if state in states_of),
            *unknown,
        ]
        for state in states
    }  # fmt: skip


def _ruler(work: Work, periods: Sequence[Period], begun: Iterable[Any]) -> Ruler:
    """From the year of what had begun first."""
    end = max(int(each.end.timestamp()) for each in periods)
    first = datetime.fromtimestamp(int(min(begun, default=end)), UTC)
    return ruler_of(working_calendar(work), int(datetime(first.year, 1, 1, tzinfo=UTC).timestamp()), end)


@cache
def _orders(moment: Any) -> Any:
    columns = (extract("epoch", WorkOrder.received), extract("epoch", moment), WorkOrder.arrived.is_not(None))
    return select(WorkOrder.id, *columns).where(
        WorkOrder.archived.is_(None), WorkOrder.plan_id.is_(None), moment >= START, moment < END
    )


@cache
def _ended(table: Any, ended: Any) -> Any:
    received = extract("epoch", table.received)
    return select(table.id, received).where(table.archived.is_(None), ended >= START, ended < END)


@cache
def _moves(table: Any, ended: Any) -> Any:
    return (
        select(Move.id, Move.subject_id, Move.from_state, Move.to_state, extract("epoch", Move.moment))
        .join(table, table.id == Move.subject_id)
        .where(Move.subject == table.__tablename__, table.archived.is_(None), ended >= START, ended < END)
    )


@cache
def _waits() -> Any:
    """The moves into and out of waiting for the owner, of orders done in the period."""
    said = literal(WAITING, literal_execute=True)  # spelt out, or the index over just these moves is not seen
    return (
        select(
            Move.id, Move.subject_id, Move.to_state, extract("epoch", Move.moment),
            extract("epoch", WorkOrder.done),
        )
        .join(WorkOrder, WorkOrder.id == Move.subject_id)
        .where(Move.subject == WorkOrder.__tablename__, or_(Move.to_state == said, Move.from_state == said))
        # handed over while waiting it goes on waiting
        .where(Move.to_state != Move.from_state)
        .where(WorkOrder.done >= START, WorkOrder.done < END)
    )  # fmt: skip


def _pauses(waits: Rows) -> dict[int, list[Stretch]]:
    """By order done in the period: when it waited for the owner; a wait that was never ended lasts until done."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    for _, id, state, moment, done in sorted(waits):
        held = found[id]
        if state == WAITING:
            held.append((int(moment), int(done)))
        elif held:
            held[-1] = (held[-1][0], max(held[-1][0], int(moment)))
    return found


_Work = Callable[[Work, Sequence[Period]], Sequence[GivenBy]]
_WORKED: tuple[tuple[dict[str, str], _Work], ...] = (
    (dict.fromkeys(("response", "response_by_clock", "repair"), "work_order"), _timed),
    (
        {f"work_order.{state}": "work_order" for state in OPEN},
        partial(_stages, WorkOrder, WorkOrder.done, OPEN),
    ),
    (
        {f"complaint.{state}": "complaint" for state in OPEN_COMPLAINT},
        partial(_stages, Complaint, Complaint.resolved, OPEN_COMPLAINT),
    ),
    ({"on_visits": "staff"}, staffed.on_visits),
    (dict.fromkeys(("available", "person_days"), "staff"), staffed.available),
    ({"out_of_hours": "staff"}, staffed.out_of_hours),
    ({"downtime": "equipment"}, staffed.downtime),
    ({"other_revenue": ""}, staffed.other_revenue),
)
"""What is worked out together, with the kind of record behind each, and by what."""
