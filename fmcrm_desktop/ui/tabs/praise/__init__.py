"""Praise, suggestions and the case book that staff learn from."""

from fmcrm_desktop.ui.tabs.praise.tab import PraiseTab

__all__ = ["PraiseTab"]
