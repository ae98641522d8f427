"""The hours of each member of staff: their working calendar, their own weekly hours, their leave."""

from fmcrm_desktop.services.staff_hours.calendars import working_calendar_of, working_calendars

__all__ = ["working_calendar_of", "working_calendars"]
