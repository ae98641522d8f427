"""The Owners tab: people and units, the page of one with everything, and writing a call down."""

from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab

__all__ = ["OwnersTab"]
