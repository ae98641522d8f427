"""The page of buildings: two sections, the buildings themselves and the sites they stand on."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.buildings"


class BuildingsTab(SectionsTab):
    name = "buildings"
    title = N_("Buildings")
    sections = (
        Section("buildings", N_("Buildings"), f"{_HERE}.buildings", "BuildingsSection"),
        Section("sites", N_("Sites"), f"{_HERE}.sites", "SitesSection"),
    )
