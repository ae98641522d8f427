"""Prospects in sections: the list, the board of stages, campaigns, what they cost, who answered, the figures."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.prospects"


class ProspectsTab(SectionsTab):
    name = "prospects"
    title = N_("Prospects")
    sections = (
        Section("leads", N_("Prospects"), f"{_HERE}.leads", "LeadsSection"),
        Section("board", N_("Board of stages"), f"{_HERE}.board", "BoardSection"),
        Section("campaigns", N_("Campaigns"), f"{_HERE}.campaigns", "CampaignsSection"),
        Section("costs", N_("Costs of winning customers"), f"{_HERE}.costs", "CostsSection"),
        Section("responses", N_("Who answered"), f"{_HERE}.responses", "ResponsesSection"),
        Section("figures", N_("Figures"), f"{_HERE}.figures", "FiguresSection"),
    )
