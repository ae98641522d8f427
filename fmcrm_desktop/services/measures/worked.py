"""The measures in working time: how long until somebody came, how long until it was repaired."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from statistics import median
from typing import Any

from sqlalchemy import extract, literal, or_, select

from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services.measures.counting import Count, Period
from fmcrm_desktop.services.measures.declared import END, START
from fmcrm_desktop.store.work import Work

Seconds = int
Stretch = tuple[Seconds, Seconds]

WAITING = "waiting_owner"


class Ruler:
    """Working seconds up to a moment, counted from the first worked stretch of a span; moments in seconds
    since 1970. One list of stretches serves thousands of orders."""

    def __init__(self, calendar: WorkingCalendar, start: Seconds, end: Seconds) -> None:
        stretches = calendar.spans(_moment(start), _moment(end + 1))
        self._begins = [int(begin.timestamp()) for begin, _ in stretches]
        self._ends = [int(stop.timestamp()) for _, stop in stretches]
        self._before = [0]
        for begin, stop in zip(self._begins, self._ends, strict=True):
            self._before.append(self._before[-1] + stop - begin)

    def at(self, moment: Seconds) -> Seconds:
        """Working seconds from the ruler's start to the moment."""
        i = bisect_right(self._begins, moment) - 1
        if i < 0:
            return 0
        end = self._ends[i]
        return self._before[i] + (moment if moment < end else end) - self._begins[i]

    def minutes(self, start: Seconds, end: Seconds, pauses: Sequence[Stretch] = ()) -> float:
        """Working minutes between two moments less the pauses; 0 for a clock set back."""
        whole = self.at(end) - self.at(start)
        for a, b in pauses:
            if a < end and b > start:
                whole -= self.at(min(b, end)) - self.at(max(a, start))
        return whole / 60 if whole > 0 else 0.0


def worked(work: Work, period: Period, calendar: WorkingCalendar) -> dict[str, Count]:
    """On-site response (median) and mean time to repair, in working minutes. Preventive work was reported by nobody:
    it is left out of both."""
    values = {"start": period.start, "end": period.end}
    came = _pairs(work, WorkOrder.arrived, values)
    done = _pairs(work, WorkOrder.done, values)
    unseen = sum(1 for *_, arrived in done if arrived is None)
    if not came and not done:
        return {"on_site_response": Count(missing=unseen), "mean_time_to_repair": Count()}
    first = min(received for _, received, *_ in (*came, *done))
    ruler = Ruler(calendar, first, int(period.end.timestamp()))
    pauses = _pauses(work, values)
    response = [ruler.minutes(received, end) for _, received, end, _ in came]
    repair = [ruler.minutes(received, end, pauses.get(id, ())) for id, received, end, _ in done]
    return {
        "on_site_response": Count(
            sum(response), len(response), unseen, middle=median(response) if response else None
        ),
        "mean_time_to_repair": Count(sum(repair), len(repair)),
    }


def _pairs(work: Work, moment: Any, values: dict[str, Any]) -> list[tuple[int, Seconds, Seconds, Any]]:
    """(id, received, moment, arrived) of the orders whose moment is in the period, in seconds since 1970."""
    found = work.rows(_orders(moment), **values)
    return [(id, int(received), int(end), came) for id, received, end, came in found]


@cache
def _orders(moment: Any) -> Any:
    columns = (WorkOrder.received, moment, WorkOrder.arrived)
    return select(WorkOrder.id, *(extract("epoch", column) for column in columns)).where(
        WorkOrder.archived.is_(None), WorkOrder.plan_id.is_(None), moment >= START, moment < END
    )


@cache
def _waits() -> Any:
    """The moves into and out of waiting for the owner, of orders done in the period."""
    said = literal(WAITING, literal_execute=True)  # spelt out, or the index over just these moves is not seen
    return (
        select(
            Move.subject_id, Move.to_state, extract("epoch", Move.moment), extract("epoch", WorkOrder.done)
        )
        .join(WorkOrder, WorkOrder.id == Move.subject_id)
        .where(Move.subject == WorkOrder.__tablename__, or_(Move.to_state == said, Move.from_state == said))
        .where(WorkOrder.done >= START, WorkOrder.done < END)
        .order_by(Move.id)
    )


def _pauses(work: Work, values: dict[str, Any]) -> dict[int, list[Stretch]]:
    """By order done in the period: when it waited for the owner; a wait that was never ended lasts until done."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    for id, state, moment, done in work.rows(_waits(), **values):
        held = found[id]
        if state == WAITING:
            held.append((int(moment), int(done)))
        elif held:
            held[-1] = (held[-1][0], max(held[-1][0], int(moment)))
    return found


def _moment(seconds: Seconds) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
