"""The calendar tab: day, week and month of everything dated."""

from fmcrm_desktop.ui.tabs.calendar.tab import CalendarTab

__all__ = ["CalendarTab"]
