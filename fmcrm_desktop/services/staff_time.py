"""The page of a member of staff from one moment: who they are, when they work, and what they worked out of hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.services import abilities, out_of_hours, staff
from fmcrm_desktop.services.abilities import Abilities
from fmcrm_desktop.services.calendar_of_staff import working_calendar_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.out_of_hours import Line
from fmcrm_desktop.services.staff import StaffSheet
from fmcrm_desktop.services.staff_hours import leave, shifts
from fmcrm_desktop.services.staff_hours.leave import LeaveRow
from fmcrm_desktop.services.staff_hours.shifts import ShiftRow
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class TimeSheet:
    """Who it is and what they can do; shifts, leave, the minutes of this week by their calendar, and what they worked
    out of hours in this month and the last."""

    staff: StaffSheet
    shifts: tuple[ShiftRow, ...]
    leave: tuple[LeaveRow, ...]
    this_week: int
    this_month: Line
    last_month: Line
    abilities: Abilities


@needs("calendar.read")
def sheet(work: Work, staff_id: int) -> TimeSheet:
    particulars = staff.sheet(work, staff_id)
    today = work.now.astimezone(work.zone).date()
    monday = today - timedelta(today.weekday())
    week = (day_start(monday, work.zone), day_start(monday + timedelta(7), work.zone))
    month = Month.of(work.now, work.zone)
    [now], [before] = out_of_hours.lines(work, (month, month.plus(-1)), staff_id)
    return TimeSheet(
        particulars,
        tuple(shifts.listed(work, staff_id)), tuple(leave.listed(work, staff_id)),
        working_calendar_of(work, staff_id).between(*week), now, before,
        abilities.of(work, staff_id),
    )  # fmt: skip
