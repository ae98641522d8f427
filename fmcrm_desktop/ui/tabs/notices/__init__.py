"""Notices, where they hang, and the boards and windows there are."""

from fmcrm_desktop.ui.tabs.notices.tab import NoticesTab

__all__ = ["NoticesTab"]
