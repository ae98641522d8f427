"""Buildings and sites: what there is, of which kind, with how many units."""

from fmcrm_desktop.ui.tabs.buildings.tab import BuildingsTab

__all__ = ["BuildingsTab"]
