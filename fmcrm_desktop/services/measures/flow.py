"""How complaints and work orders went through a period: received, resolved, due, late, open at its end."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import Request, WorkOrder
from fmcrm_desktop.services.figures import Flow
from fmcrm_desktop.services.measures.counting import Period
from fmcrm_desktop.services.measures.declared import END, START, as_taken, count
from fmcrm_desktop.store.work import Work, ready_rows

DAY = 24 * 3600


@dataclass(frozen=True, eq=False)
class _Kind:
    """What a flow is made of: the table, its moments, and the states that end a matter without resolving it."""

    table: Any
    resolved: Any
    channel: Any
    ended: tuple[str, ...]

    def ended_before(self) -> ColumnElement[bool]:
        """Withdrawn, cancelled or declined before the period's end, as the moves tell."""
        move = exists().where(
            Move.subject == self.table.__tablename__,
            Move.subject_id == self.table.id,
            Move.to_state.in_(self.ended),
            Move.moment < END,
        )
        return and_(self.table.state.in_(self.ended), move)


_COMPLAINTS = _Kind(Complaint, Complaint.resolved, Complaint.channel, ("withdrawn",))
_ORDERS = _Kind(WorkOrder, WorkOrder.done, func.coalesce(Request.channel, "other"), ("cancelled", "declined"))


def complaints(work: Work, period: Period) -> Flow:
    """The complaints of a period."""
    return _flow(work, period, _COMPLAINTS)


def orders(work: Work, period: Period) -> Flow:
    """The work orders of a period; resolved means done, the channel is that of the request."""
    return _flow(work, period, _ORDERS)


def _flow(work: Work, period: Period, kind: _Kind) -> Flow:
    values = {"start": period.start, "end": period.end}
    by_channel = {str(channel): int(n) for channel, n in ready_rows(work, _by_channel(kind), **values)}
    done, due, late, total, still, later = ready_rows(work, _counts(kind), **values)[0]
    middle = None
    if done:
        two = 2 - done % 2  # an even number has two in the middle
        took = ready_rows(work, _in_order(kind), **values, take=two, skip=(done - 1) // 2)
        middle = sum(float(each) for (each,) in took) / two / DAY
    return Flow(
        received=sum(by_channel.values()),
        by_channel=by_channel,
        resolved=done,
        due=due,
        late=late,
        open_at_end=still + later,
        days_median=middle,
        days_mean=float(total) / done / DAY if done else None,
    )


@cache
def _by_channel(kind: _Kind) -> Any:
    """How many came in by each channel, most first."""
    table, number = kind.table, func.count()
    chosen = (
        select(kind.channel, number)
        .where(table.archived.is_(None), table.received >= START, table.received < END)
        .group_by(kind.channel)
        .order_by(number.desc(), kind.channel)
    )
    if table is WorkOrder:
        chosen = chosen.select_from(WorkOrder).outerjoin(Request, WorkOrder.request_id == Request.id)
    return chosen


@cache
def _counts(kind: _Kind) -> Any:
    """Resolved, with a due moment, late, seconds in all; still open, and ended after the period."""
    table, resolved = kind.table, kind.resolved
    kept = table.archived.is_(None)
    ended = select(
        func.count(), count(table.due.is_not(None)), count(resolved > table.due), func.sum(_took(kind))
    ).where(*_in_period(kind))
    # two counts, for each has an index: those without an end, and those that ended after the period
    still = select(func.count()).where(kept, table.received < END, resolved.is_(None), ~kind.ended_before())
    # written so that no index on the receipt is taken: nearly everything was received before the end
    before = case((table.received < END, 1)) == 1
    later = select(func.count()).where(kept, before, resolved >= END)
    return ended.add_columns(still.scalar_subquery(), later.scalar_subquery())


@cache
def _in_order(kind: _Kind) -> Any:
    """So many of the durations from so many on, shortest first."""
    took = _took(kind).label("took")
    return (
        select(took)
        .where(*_in_period(kind))
        .order_by(took)
        .limit(bindparam("take"))
        .offset(bindparam("skip"))
    )


def _took(kind: _Kind) -> ColumnElement[Any]:
    """What came in from elsewhere keeps its own moments; ours never end before they begin."""
    return as_taken(kind.resolved, kind.table.received)


def _in_period(kind: _Kind) -> tuple[ColumnElement[bool], ...]:
    return kind.table.archived.is_(None), kind.resolved >= START, kind.resolved < END
