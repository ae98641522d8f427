"""The working calendar of one of the staff: the office's, own hours in its place, less leave and sick leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Date, bindparam, func, or_, select

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.event import IS_LEAVE, Event, EventStaff, StaffHours
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.working_time import OwnTime, Shift, WorkingCalendar
from fmcrm_desktop.services.calendar_of_office import read_week, working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.instances import Columns, Span, spans_of
from fmcrm_desktop.store.work import Work

BEHIND, AHEAD = 1, 2
"""Leave is read from the beginning of last year; what repeats, until the end of the second year from now."""


@dataclass
class _Own:
    """What was found of one person, as it is gathered."""

    shifts: list[Shift] = field(default_factory=list)
    days: list[tuple[date, date]] = field(default_factory=list)
    stretches: list[tuple[datetime, datetime]] = field(default_factory=list)


@needs("calendar.read")
def working_calendar_of(work: Work, staff_id: int) -> WorkingCalendar:
    """When this member of staff works; the office's own calendar where they have nothing of their own."""
    return working_calendars(work, (staff_id,))[staff_id]


@needs("calendar.read")
def working_calendars(
    work: Work, staff_ids: Collection[int], since: date | None = None
) -> dict[int, WorkingCalendar]:
    """The calendars of these, in four statements at most; the same one for the same time, so that its sums are
    remembered. Leave that was over before ``since`` (1 January of last year) is not looked at."""
    office = working_calendar(work)
    found: dict[int, _Own] = defaultdict(_Own)
    for row in work.rows(_own_hours(), staff=list(staff_ids)):
        found[row.staff_id].shifts.append(Shift(row.from_day, row.until_day, read_week(row.hours)))
    _add_leave(work, staff_ids, since or date(work.now.year - BEHIND, 1, 1), found)
    return {id: _kept(office, _frozen(found[id])) if id in found else office for id in staff_ids}


@lru_cache(maxsize=256)
def _kept(office: WorkingCalendar, own: OwnTime) -> WorkingCalendar:
    return replace(office, own=own)


def _frozen(own: _Own) -> OwnTime:
    return OwnTime(tuple(own.shifts), tuple(sorted(own.days)), tuple(sorted(own.stretches)))


def _add_leave(work: Work, staff_ids: Collection[int], since: date, found: dict[int, _Own]) -> None:
    begin = day_start(since, work.zone)
    recent = {"day": since, "moment": begin}
    whose: dict[int, list[int]] = defaultdict(list)
    for event_id, staff_id in work.rows(_ties(), **recent, staff=list(staff_ids)):
        whose[event_id].append(staff_id)
    if not whose:
        return
    window = begin, day_start(date(work.now.year + AHEAD + 1, 1, 1), work.zone)
    for row in work.rows(_leave(), **recent):
        if row.id not in whose:
            continue
        spans = spans_of(work, Columns.of(row), *window)
        days = [_days(span, work.zone) for span in spans] if row.starts is None else []
        for staff_id in whose[row.id]:
            found[staff_id].days.extend(days)
            if row.starts is not None:
                found[staff_id].stretches.extend(spans)


@cache
def _own_hours() -> Any:
    """Built once, as the next two: building them takes longer than their answers."""
    return (
        select(StaffHours.staff_id, StaffHours.from_day, StaffHours.until_day, StaffHours.hours)
        .where(StaffHours.staff_id.in_(bindparam("staff", expanding=True)), StaffHours.archived.is_(None))
        .order_by(StaffHours.from_day, StaffHours.id)
    )


def _recent() -> Any:
    repeats = or_(func.length(Event.rule) > 0, func.length(Event.extra_days) > 0)
    until_day, ends = bindparam("day", type_=Date()), bindparam("moment", type_=Moment())
    return or_(repeats, Event.until_day >= until_day, Event.ends > ends)


@cache
def _ties() -> Any:
    # by IN (…) and + 0, to begin with the leave there is and not with everything these people ever had
    return select(EventStaff.event_id, EventStaff.staff_id).where(
        EventStaff.event_id.in_(select(Event.id).where(IS_LEAVE, _recent())),
        (EventStaff.staff_id + 0).in_(bindparam("staff", expanding=True)),
    )


@cache
def _leave() -> Any:
    return select(
        Event.id, Event.starts, Event.ends, Event.from_day, Event.until_day, Event.rule, Event.except_days,
        Event.extra_days, Event.zone, Event.on_holiday,
    ).where(IS_LEAVE, _recent())  # fmt: skip


def _days(span: Span, zone: tzinfo) -> tuple[date, date]:
    """The first and the last day of a span of whole days."""
    begin, end = span
    return begin.astimezone(zone).date(), (end - timedelta(microseconds=1)).astimezone(zone).date()
