"""Own weekly hours of a member of staff, from one day until another: entered, changed, ended, taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated

from sqlalchemy import select

from fmcrm_desktop.model.event import StaffHours
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.calendar_of_office import read_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.days_worked import HoursForm, shown_week, week_of
from fmcrm_desktop.store.work import Work


@dataclass
class _Term:
    from_day: Annotated[date | None, Field(N_("From"), required=True)] = None
    until_day: Annotated[date | None, Field(N_("Until (empty: until further notice)"))] = None
    name: Annotated[str, Field(N_("Name of the shift"), longest=80, hint=N_("Early shift"))] = ""


@dataclass
class ShiftForm(HoursForm, _Term):
    """Somebody's own week in place of the office's; an empty weekday is not worked."""

    version: int | None = None


@dataclass
class EndForm:
    """The last day of a shift; afterwards the office's hours hold again, or the shift before."""

    until_day: Annotated[date | None, Field(N_("Last day"), required=True)] = None


@dataclass(frozen=True)
class ShiftRow:
    """One shift on the page of a member of staff; ``week`` as the settings keep it."""

    id: int
    name: str
    from_day: date
    until_day: date | None
    week: dict[str, list[list[str]]]


def listed(work: Work, staff_id: int) -> list[ShiftRow]:
    """The shifts of somebody, the latest first."""
    columns = select(
        StaffHours.id, StaffHours.name, StaffHours.from_day, StaffHours.until_day, StaffHours.hours
    ).where(StaffHours.staff_id == staff_id, StaffHours.archived.is_(None))
    rows = work.rows(columns.order_by(StaffHours.from_day.desc(), StaffHours.id))
    return [ShiftRow(id, name, first, last, json.loads(week)) for id, name, first, last, week in rows]


@needs("calendar.read")
def new_shift(work: Work, staff_id: int) -> ShiftForm:
    """A form that begins today with the office's week, or with the shift that holds now."""
    today = work.now.astimezone(work.zone).date()
    current = next((each for each in listed(work, staff_id) if _holds(each, today)), None)
    week = current.week if current else settings.get(work, "hours")
    return replace(ShiftForm(from_day=today), **shown_week(week))


@needs("staff.write")
def add_shift(work: Work, staff_id: int, form: ShiftForm) -> int:
    """Give somebody hours of their own; gives the id. Raises Invalid."""
    work.get(Staff, staff_id)
    kept = StaffHours(staff_id=staff_id)
    _fill(work, kept, form)
    return work.add(kept).id


@needs("calendar.read")
def shift_form(work: Work, id: int) -> ShiftForm:
    """A shift as its form, with the version seen."""
    kept = work.get(StaffHours, id)
    form = ShiftForm(kept.from_day, kept.until_day, kept.name, version=kept.version)
    return replace(form, **shown_week(json.loads(kept.hours)))


@needs("staff.write")
def change_shift(work: Work, id: int, form: ShiftForm) -> None:
    """Change a shift the clerk saw at ``form.version``. Raises Invalid, Stale."""
    _fill(work, work.get(StaffHours, id, seen=form.version), form)


@needs("staff.write")
def end_shift(work: Work, id: int, form: EndForm) -> None:
    """Let a shift end with a day. Raises Invalid(until_day)."""
    check(form)
    kept = work.get(StaffHours, id)
    _in_order(kept.from_day, form.until_day)
    kept.until_day = form.until_day


@needs("staff.write")
def archive_shift(work: Work, id: int) -> None:
    """Take back a shift that was never meant; the office's hours hold as if it had not been."""
    work.archive(work.get(StaffHours, id))


@needs("calendar.read")
def end_form(work: Work, id: int) -> EndForm:
    """Ends with yesterday, or where it begins later, with its first day."""
    yesterday = work.now.astimezone(work.zone).date() - timedelta(1)
    return EndForm(max(yesterday, work.get(StaffHours, id).from_day))


def _fill(work: Work, kept: StaffHours, form: ShiftForm) -> None:
    check(form)
    assert form.from_day is not None
    _in_order(form.from_day, form.until_day)
    week = week_of(form)
    if not week:
        raise Invalid(monday=N_("Give hours on at least one day. For time away, enter leave."))
    _read(work, week)
    same_day = select(StaffHours.id).where(
        StaffHours.staff_id == kept.staff_id,
        StaffHours.from_day == form.from_day,
        StaffHours.archived.is_(None),
    )
    if any(id != kept.id for id in work.column(same_day)):
        raise Invalid(from_day=N_("Hours from this day are there already. Change those."))
    kept.name, kept.from_day, kept.until_day = form.name.strip(), form.from_day, form.until_day
    kept.hours = json.dumps(week)


def _read(work: Work, week: dict[str, list[list[str]]]) -> None:
    """What the calendar refuses (spans that overlap) is refused below the first weekday that has hours."""
    try:
        read_calendar(settings.get(work, "office.zone"), week, ())
    except Invalid as invalid:
        raise Invalid(monday=invalid.fields["hours"]) from invalid


def _in_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise Invalid(until_day=N_("The last day is before the first."))


def _holds(shift: ShiftRow, day: date) -> bool:
    return shift.from_day <= day and (shift.until_day is None or day <= shift.until_day)
