"""Asking people: questionnaires, the rounds in which they are put, and what comes back."""

from fmcrm_desktop.ui.tabs.surveys.tab import SurveysTab

__all__ = ["SurveysTab"]
