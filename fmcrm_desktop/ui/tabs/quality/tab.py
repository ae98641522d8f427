"""Quality in sections: the measures and the records behind them, the board of gaps, plans, the work to
come, the points of contact."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.quality"


class QualityTab(SectionsTab):
    name = "quality"
    title = N_("Quality")
    sections = (
        Section("measures", N_("How we did"), f"{_HERE}.measures", "MeasuresSection"),
        Section("behind", N_("Records behind a figure"), f"{_HERE}.behind", "BehindSection"),
        Section("gaps", N_("Gap board"), f"{_HERE}.board", "GapSection"),
        Section("plans", N_("Plans to close gaps"), f"{_HERE}.plans", "PlansSection"),
        Section("efficiency", N_("Stages and vendors"), f"{_HERE}.efficiency", "EfficiencySection"),
        Section("forecast", N_("Work expected"), f"{_HERE}.forecast", "ForecastSection"),
        Section("points", N_("Points of contact"), f"{_HERE}.points", "PointsSection"),
    )
