"""The hours of each member of staff: their own weekly hours, and their leave."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
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

face(__name__)
