"""The owners' committee: bodies, meetings, decisions, opinions, what is passed on, disputes and our duties."""

from fmcrm_desktop.ui.tabs.committee.tab import CommitteeTab

__all__ = ["CommitteeTab"]
