"""The Complaints tab: the register on the left; one complaint, or a form, on the right."""

from fmcrm_desktop.ui.tabs.complaints.tab import ComplaintsTab

__all__ = ["ComplaintsTab"]
