"""The Complaints tab: the register with the page of one complaint, and the list of all actions."""

from fmcrm_desktop.ui.tabs.complaints.tab import ComplaintsTab

__all__ = ["ComplaintsTab"]
