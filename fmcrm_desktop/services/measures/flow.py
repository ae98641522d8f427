"""How complaints and work orders went through a period: received, resolved, due, late, open at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import Request, WorkOrder
from fmcrm_desktop.services.figures import Flow
from fmcrm_desktop.services.measures.counting import Period
from fmcrm_desktop.services.measures.declared import END, START, count, seconds
from fmcrm_desktop.store.work import Work

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
    table, resolved = kind.table, kind.resolved
    kept = table.archived.is_(None)
    in_period = (kept, resolved >= START, resolved < END)
    channels = work.rows(
        _by_channel(kind).where(kept, table.received >= START, table.received < END), **values
    )
    took = seconds(resolved, table.received)
    done, due, late, total = work.rows(
        select(
            func.count(), count(table.due.is_not(None)), count(resolved > table.due), func.sum(took)
        ).where(*in_period),
        **values,
    )[0]
    # two counts, for each has an index: those without an end, and those that ended after the period
    still = work.rows(
        select(func.count()).where(kept, table.received < END, resolved.is_(None), ~kind.ended_before()),
        **values,
    )[0][0]
    # written so that no index on the receipt is taken: nearly everything was received before the end
    before = case((table.received < END, 1)) == 1
    later = work.rows(select(func.count()).where(kept, before, resolved >= END), **values)[0][0]
    by_channel = {str(channel): int(n) for channel, n in channels}
    return Flow(
        received=sum(by_channel.values()),
        by_channel=by_channel,
        resolved=done,
        due=due,
        late=late,
        open_at_end=still + later,
        days_median=_median(work, select(took.label("took")).where(*in_period), done, values),
        days_mean=float(total) / done / DAY if done else None,
    )


def _by_channel(kind: _Kind) -> Any:
    chosen = (
        select(kind.channel, func.count()).group_by(kind.channel).order_by(func.count().desc(), kind.channel)
    )
    if kind.table is WorkOrder:
        chosen = chosen.select_from(WorkOrder).outerjoin(Request, WorkOrder.request_id == Request.id)
    return chosen


def _median(work: Work, took: Any, of: int, values: dict[str, Any]) -> float | None:
    """The middle of so many values in days, or the mean of the middle two, found by the database."""
    if not of:
        return None
    middle = took.order_by("took").limit(2 - of % 2).offset((of - 1) // 2)
    return sum(float(each) for (each,) in work.rows(middle, **values)) / (2 - of % 2) / DAY


def received_complaints(work: Work, period: Period) -> int:
    """Complaints received in the period."""
    chosen = select(func.count()).where(
        Complaint.archived.is_(None), Complaint.received >= START, Complaint.received < END
    )
    return int(work.rows(chosen, start=period.start, end=period.end)[0][0])
