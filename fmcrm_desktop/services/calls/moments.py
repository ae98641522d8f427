"""Calls by the hour and the weekday on the office's clock, and missed ones that were answered within a day."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_, select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.phone import plain_digits
from fmcrm_desktop.store.work import Work

A_DAY = timedelta(hours=24)
SAME, FEWEST = 10, 5
"""So many last figures make two ways of writing one number the same, and so few tell nobody."""
ON_THE_CLOCK = ("hour", "weekday", "returned")
"""Filters that no column answers: they need the office's clock, or other calls."""


class Clock:
    """Hour and weekday of moments in a zone, remembered by the quarter: a zone changes on no other occasion."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[datetime, tuple[int, int]] = {}

    def __call__(self, moment: datetime) -> tuple[int, int]:
        quarter = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
        known = self._known.get(quarter)
        if known is None:
            local = quarter.astimezone(self._zone)
            known = self._known[quarter] = (local.hour, local.weekday())
        return known


def figures(number: str) -> str:
    """The last figures of a number, empty where they are too few to tell one from another."""
    digits = "".join(filter(str.isdigit, number)) if number.isascii() else plain_digits(number)
    return digits[-SAME:] if len(digits) >= FEWEST else ""


def returned(calls: Iterable[Any]) -> set[int]:
    """Of calls (id, started, direction, outcome, person, number) in order of time, the missed ones after which the
    office called the same person or number, or took a call from them, within 24 hours."""
    spoken: dict[object, list[datetime]] = defaultdict(list)
    missed = []
    known: dict[str, str] = {}
    for id, started, direction, outcome, person, number, *_rest in calls:
        digits = known.get(number)
        if digits is None:
            digits = known[number] = figures(number)
        if direction == "in" and outcome == "missed":
            missed.append((id, started, person, digits))
        elif direction == "out" or outcome != "missed":
            if person is not None:
                spoken[person].append(started)
            if digits:
                spoken[digits].append(started)
    return {
        id
        for id, started, person, digits in missed
        if _soon(spoken.get(person), started) or _soon(spoken.get(digits), started)
    }


def _soon(moments: list[datetime] | None, started: datetime) -> bool:
    """Whether one of the moments, in order, lies within a day after."""
    if not moments:
        return False
    at = bisect_right(moments, started)
    return at < len(moments) and moments[at] <= started + A_DAY


def condition(work: Work, where: Mapping[str, Sequence[object]]) -> list[ColumnElement[bool]]:
    """What columns answer of the filters "topic" (an id, or the clerk's words) and "month" (2026-11)."""
    made: list[ColumnElement[bool]] = []
    if where.get("topic"):
        ids = [one for one in where["topic"] if isinstance(one, int)]
        texts = [one for one in where["topic"] if isinstance(one, str)]
        said = and_(Call.topic_id.is_(None), Call.topic.in_(texts)) if texts else false()
        made.append(or_(Call.topic_id.in_(ids), said) if ids else said)
    if where.get("month"):
        spans = [Month.read(str(one)).period(work.zone) for one in where["month"]]
        made.append(or_(*(and_(Call.started >= start, Call.started < end) for start, end in spans)))
    if where.get("staff") and None in where["staff"]:
        made.append(Call.staff_id.is_(None))
    return made


def narrowed(work: Work, where: Mapping[str, Sequence[object]], ids: array[int]) -> array[int]:
    """The ids that also meet the filters "hour", "weekday" (0 is Monday) and "returned"."""
    if not any(where.get(name) for name in ON_THE_CLOCK):
        return ids
    kept: Collection[int] = _at(work, where)
    if where.get("returned"):
        back = _returned(work, where)
        kept = {id for id in kept if (id in back) in where["returned"]}
    return array("q", (id for id in ids if id in kept))


def _at(work: Work, where: Mapping[str, Sequence[object]]) -> set[int]:
    hours, days, clock = where.get("hour", ()), where.get("weekday", ()), Clock(work.zone)
    columns: Any = select(Call.id, Call.started).where(Call.archived.is_(None), *condition(work, where))
    found = set()
    for id, started in work.rows(columns):
        hour, day = clock(started)
        if (not hours or hour in hours) and (not days or day in days):
            found.add(id)
    return found


def _returned(work: Work, where: Mapping[str, Sequence[object]]) -> set[int]:
    columns = select(Call.id, Call.started, Call.direction, Call.outcome, Call.person_id, Call.number)
    columns = columns.where(Call.archived.is_(None))
    if where.get("month"):
        spans = [Month.read(str(one)).period(work.zone) for one in where["month"]]
        first, last = min(start for start, _ in spans), max(end for _, end in spans)
        columns = columns.where(Call.started >= first, Call.started < last + A_DAY)
    rows = work.rows(columns.order_by(Call.started, Call.id))
    return returned(rows)
