"""Duplicates: pairs of people who look like one, side by side, to be merged or told apart."""

from fmcrm_desktop.ui.tabs.duplicates.tab import DuplicatesTab

__all__ = ["DuplicatesTab"]
