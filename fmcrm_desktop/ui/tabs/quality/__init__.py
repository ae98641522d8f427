"""The Quality tab: where the office falls short, what is done about it, how customers reach it."""

from fmcrm_desktop.ui.tabs.quality.tab import QualityTab

__all__ = ["QualityTab"]
