"""The hours of each member of staff: their working calendar, their own weekly hours, their leave.

working_calendar_of(work, staff_id) -> WorkingCalendar: when one of the staff works; working_calendars for several.
"""

from fmcrm_desktop.services.staff_hours.calendars import working_calendar_of, working_calendars
from fmcrm_desktop.services.staff_hours.leave import LeaveForm, LeaveRow, add_leave, new_leave
from fmcrm_desktop.services.staff_hours.shifts import (
    EndForm,
    ShiftForm,
    ShiftRow,
    add_shift,
    archive_shift,
    change_shift,
    end_form,
    end_shift,
    new_shift,
    shift_form,
)

__all__ = [
    "EndForm", "LeaveForm", "LeaveRow", "ShiftForm", "ShiftRow", "add_leave", "add_shift", "archive_shift",
    "change_shift", "end_form", "end_shift", "new_leave", "new_shift", "shift_form", "working_calendar_of",
    "working_calendars",
]  # fmt: skip
