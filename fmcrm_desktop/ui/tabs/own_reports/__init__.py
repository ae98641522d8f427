"""Reports of one's own: the builder, and which fields are filled in."""

from fmcrm_desktop.ui.tabs.own_reports.tab import OwnReportsTab

__all__ = ["OwnReportsTab"]
