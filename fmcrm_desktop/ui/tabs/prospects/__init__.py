"""Prospects: list, board of stages, campaigns with costs and responses, figures."""

from fmcrm_desktop.ui.tabs.prospects.tab import ProspectsTab

__all__ = ["ProspectsTab"]
