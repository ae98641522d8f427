"""Surveys, its lists side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.surveys"


class SurveysTab(SectionsTab):
    name = "surveys"
    title = N_("Surveys")
    sections = (
        Section("rounds", N_("Rounds"), f"{_HERE}.rounds", "RoundsSection"),
        Section("questionnaires", N_("Questionnaires"), f"{_HERE}.questionnaires", "QuestionnairesSection"),
    )
