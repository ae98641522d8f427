"""The Reports tab: papers, seen before they are printed or saved."""

from fmcrm_desktop.ui.tabs.reports.tab import ReportsTab

__all__ = ["ReportsTab"]
