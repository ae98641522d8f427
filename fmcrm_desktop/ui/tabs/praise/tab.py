"""What customers liked and what they propose, and the cases told without names, side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.praise"


class PraiseTab(SectionsTab):
    name = "praise"
    title = N_("Praise and suggestions")
    sections = (
        Section("commendations", N_("Praise"), f"{_HERE}.commendations", "CommendationsSection"),
        Section("suggestions", N_("Suggestions"), f"{_HERE}.suggestions", "SuggestionsSection"),
        Section("case_book", N_("Case book"), f"{_HERE}.case_book", "CaseBookSection"),
    )
