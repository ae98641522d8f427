"""Everything about the owners' committee, side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.committee"


class CommitteeTab(SectionsTab):
    name = "committee"
    title = N_("Owners' committee")
    sections = (
        Section("opinions", N_("Opinions"), f"{_HERE}.opinions", "OpinionsSection"),
        Section("meetings", N_("Meetings"), f"{_HERE}.meetings", "MeetingsSection"),
        Section("decisions", N_("Decisions"), f"{_HERE}.decisions", "DecisionsSection"),
        Section("bodies", N_("Members"), f"{_HERE}.bodies", "BodiesSection"),
        Section("passing", N_("Passed to members"), f"{_HERE}.passing", "PassingSection"),
        Section("disputes", N_("Disputes"), f"{_HERE}.disputes", "DisputesSection"),
        Section("duties", N_("Our duties"), f"{_HERE}.duties", "DutiesSection"),
    )
