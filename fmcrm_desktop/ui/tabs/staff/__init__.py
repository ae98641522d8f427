"""The staff page: who works here, when they work, what their role may, and first passwords."""

from fmcrm_desktop.ui.tabs.staff.tab import StaffTab

__all__ = ["StaffTab"]
