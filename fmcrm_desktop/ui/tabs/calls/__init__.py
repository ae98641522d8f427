"""The Calls tab: the call desk and the log of calls."""

from fmcrm_desktop.ui.tabs.calls.tab import CallsTab

__all__ = ["CallsTab"]
