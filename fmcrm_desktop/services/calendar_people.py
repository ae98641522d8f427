"""When each of the staff works, to shade the rest of their column in the team's calendar."""

from __future__ import annotations

from collections.abc import Collection

from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@needs("calendar.read")
def hours_of(work: Work, staff: Collection[int]) -> dict[int, WorkingCalendar]:
    """The working calendar of each of these people: the office's for all of them."""
    return dict.fromkeys(staff, working_calendar(work))
