"""Leave and sick leave of a member of staff: entered in one form as an entry of the calendar, and listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.event import IS_LEAVE, KINDS, Event, EventStaff
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.office_hours import NOON, Part
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar_of_staff import working_calendar_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.days_worked import PARTS, spans_of
from fmcrm_desktop.store.work import Work

KEPT_IN_SIGHT = timedelta(days=60)
"""How long leave that is over still stands on the page."""


@dataclass
class LeaveForm:
    """Time away: whole days, one half of a day, or some hours of it."""

    from_day: Annotated[date | None, Field(N_("First day"), required=True)] = None
    until_day: Annotated[date | None, Field(N_("Last day"))] = None
    part: Annotated[str, Field(N_("Part of the day"), choices=PARTS, required=True)] = Part.WHOLE.value
    hours: Annotated[str, Field(N_("Only these hours"), longest=20, hint=N_("10:00-11:30"))] = ""
    title: Annotated[str, Field(N_("On the calendar as"), longest=200, required=True)] = ""
    overrule: Annotated[str, Field(N_("Reason to save all the same"), longest=200)] = ""
    kind: str = "leave"


@dataclass(frozen=True)
class LeaveRow:
    """One leave as the page lists it: moments, or first and last day."""

    id: int
    kind: str
    title: str
    starts: datetime | None
    ends: datetime | None
    from_day: date | None
    until_day: date | None
    repeats: bool


@needs("calendar.read")
def new_leave(work: Work, kind: str, title: str) -> LeaveForm:
    """A form for today; Save is all that is left to press."""
    today = work.now.astimezone(work.zone).date()
    return LeaveForm(title=title, from_day=today, until_day=today, kind=kind)


@needs("calendar.write")
def add_leave(work: Work, staff_id: int, form: LeaveForm) -> int:
    """Put somebody's leave on the calendar; gives the entry's id. Raises Invalid, and calendar.Clashing unless the form
    says why it may clash."""
    check(form)
    assert form.from_day is not None
    entry = calendar.EventForm(
        title=form.title,
        kind=form.kind if form.kind in KINDS else "leave",
        staff=(staff_id,),
        overrule=form.overrule,
    )
    if form.part == Part.WHOLE.value and not form.hours.strip():
        entry.whole_day, entry.from_day, entry.until_day = (
            True,
            form.from_day,
            form.until_day or form.from_day,
        )
    else:
        if form.until_day not in (None, form.from_day):
            raise Invalid(until_day=N_("Half a day or some hours are of one day only."))
        entry.starts, entry.ends = _stretch(work, staff_id, form)
    return calendar.add(work, entry)


def _stretch(work: Work, staff_id: int, form: LeaveForm) -> tuple[datetime, datetime]:
    """The hours of the form, or what the person would work in that half of the day."""
    assert form.from_day is not None
    midnight = day_start(form.from_day, work.zone)
    if form.hours.strip():
        spans = spans_of(form.hours)
        if len(spans) != 1:
            raise Invalid(hours=N_("Give one span, like 10:00-11:30."))
        begin, end = (_clock(work, form.from_day, each) for each in spans[0])
        return begin, end if end > begin else end + timedelta(days=1)
    noon = midnight + timedelta(minutes=NOON)
    half = (midnight, noon) if form.part == Part.MORNING.value else (noon, midnight + timedelta(days=1))
    worked = working_calendar_of(work, staff_id).spans(*half)
    return (worked[0][0], worked[-1][1]) if worked else half


def _clock(work: Work, day: date, clock: str) -> datetime:
    hour, minute = (int(part) for part in clock.split(":"))
    over, hour = divmod(hour, 24)
    local = day + timedelta(over)
    return datetime(local.year, local.month, local.day, hour, minute, tzinfo=work.zone)


def listed(work: Work, staff_id: int) -> list[LeaveRow]:
    """Somebody's leave of the last weeks, now and ahead, by beginning; what repeats stands first."""
    since = work.now - KEPT_IN_SIGHT
    rows = work.rows(
        select(
            Event.id, Event.kind, Event.title, Event.starts, Event.ends, Event.from_day, Event.until_day,
            func.length(Event.rule) > 0,
        )
        .where(
            IS_LEAVE,
            Event.id.in_(select(EventStaff.event_id).where(EventStaff.staff_id == staff_id)),
            or_(
                func.length(Event.rule) > 0,
                Event.ends > since,
                Event.until_day >= since.astimezone(work.zone).date(),
            ),
        )
    )  # fmt: skip
    found = [LeaveRow(*row) for row in rows]
    return sorted(found, key=lambda each: (not each.repeats, _begins(work, each), each.id))


def _begins(work: Work, row: LeaveRow) -> date:
    if row.starts is not None:
        return row.starts.astimezone(work.zone).date()
    return row.from_day or date.max
