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
        Section("answers", N_("Type in answers"), f"{_HERE}.answers", "AnswersSection"),
        Section("differences", N_("Differences"), f"{_HERE}.answers_differences", "DifferencesSection"),
        Section("results", N_("Results"), f"{_HERE}.results", "ResultsSection"),
    )
