"""Complaints: the register, and the actions that follow from complaints and from everything else, side by side."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_COMPLAINTS = "fmcrm_desktop.ui.tabs.complaints"


class ComplaintsTab(SectionsTab):
    name = "complaints"
    title = N_("Complaints")
    sections = (
        Section("register", N_("Complaint register"), f"{_COMPLAINTS}.register", "RegisterTab"),
        Section("actions", N_("Actions"), f"{_COMPLAINTS}.actions", "ActionsTab"),
    )
