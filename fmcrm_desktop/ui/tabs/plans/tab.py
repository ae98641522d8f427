"""Preventive work, its lists side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.plans"


class PlansTab(SectionsTab):
    name = "plans"
    title = N_("Preventive work")
    sections = (
        Section("plans", N_("Plans"), f"{_HERE}.plans", "PlansSection"),
        Section("workload", N_("Workload"), f"{_HERE}.workload", "WorkloadSection"),
        Section("checklists", N_("Checklists"), f"{_HERE}.checklists", "ChecklistsSection"),
    )
