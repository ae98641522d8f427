"""Moments on the office's clock inside SQL: the day, week, month, year, weekday and hour of a column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, DateTime, Integer, case, cast, extract, func, type_coerce

from fmcrm_desktop.model.own_report import MOMENT
from fmcrm_desktop.services.own_reports.declared import Scope

_FIRST_YEAR, _AHEAD, _RECENT = 1970, 5, 10
_SQLITE = {
    "day": (), "week": ("weekday 0", "-6 days"), "month": ("start of month",), "year": ("start of year",),
}  # fmt: skip


def stepped(scope: Scope, kind: str, column: Any, step: str) -> Any:
    """The first day of the day, week (Monday), month or year; the weekday from 0 (Monday); the hour."""
    if scope.dialect == "sqlite":
        shifted = (_offset(scope.zone, column),) if kind == MOMENT else ()
        if step == "hour":
            return cast(func.strftime("%H", column, *shifted), Integer)
        if step == "weekday":
            return (cast(func.strftime("%w", column, *shifted), Integer) + 6) % 7
        return type_coerce(func.date(column, *shifted, *_SQLITE[step]), Date)
    local = func.timezone(scope.zone.key, column) if kind == MOMENT else cast(column, DateTime)
    if step == "hour":
        return cast(extract("hour", local), Integer)
    if step == "weekday":
        return cast(extract("isodow", local), Integer) - 1
    return cast(func.date_trunc(step, local), Date)


def day_of(scope: Scope, column: Any) -> Any:
    """The day of a moment."""
    return stepped(scope, MOMENT, column, "day")


def _offset(zone: ZoneInfo, column: Any) -> Any:
    """The zone's difference to UTC at each moment, as SQLite's date functions take it: a tree of comparisons, in which
    the last ten years are found first."""
    changes = _changes(zone)
    recent = sum(begins.year < datetime.now(UTC).year - _RECENT for begins, _ in changes)
    return _tree(column, changes, min(max(recent, 1), len(changes) - 1))


def _tree(column: Any, changes: Sequence[tuple[datetime, int]], at: int = 0) -> Any:
    if len(changes) == 1:
        return _said(changes[0][1])
    at = at or len(changes) // 2
    later, earlier = _tree(column, changes[at:]), _tree(column, changes[:at])
    return case((column >= changes[at][0], later), else_=earlier)


def _said(minutes: int) -> str:
    return f"{minutes:+d} minutes"


@lru_cache(maxsize=8)
def _changes(zone: ZoneInfo) -> tuple[tuple[datetime, int], ...]:
    """When the difference changed, each with its minutes from then on; the first is where we begin."""
    end = datetime(datetime.now(UTC).year + _AHEAD, 1, 1, tzinfo=UTC)
    at = datetime(_FIRST_YEAR, 1, 1, tzinfo=UTC)
    found = [(at, _minutes(zone, at))]
    while at < end:
        later = at + timedelta(days=1)
        if _minutes(zone, later) != found[-1][1]:
            found.append((_turn(zone, at, later), _minutes(zone, later)))
        at = later
    return tuple(found)


def _turn(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The minute in which the difference changes between two moments."""
    start = _minutes(zone, before)
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if _minutes(zone, middle) == start else (before, middle)
    return after.replace(second=0, microsecond=0)


def _minutes(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset is not None else 0
