"""Targets and escalation: whose targets differ from the office's, and what happens when a clock runs out."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_TARGETS = "fmcrm_desktop.ui.tabs.targets"


class TargetsTab(SectionsTab):
    name = "targets"
    title = N_("Targets and escalation")
    sections = (
        Section("rules", N_("Targets"), f"{_TARGETS}.rules", "RulesTab"),
        Section("escalation", N_("Escalation"), f"{_TARGETS}.escalation", "EscalationTab"),
    )
