"""The settings page: the office's own data, its days and hours, clocks, targets, numbers, categories, signing in."""

from fmcrm_desktop.ui.tabs.settings.tab import SettingsTab

__all__ = ["SettingsTab"]
