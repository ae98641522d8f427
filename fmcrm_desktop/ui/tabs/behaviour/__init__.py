"""Staff and service: profiles on the scales, self-evaluation, observation, code of conduct and goals as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.behaviour"


class BehaviourTab(SectionsTab):
    name = "behaviour"
    title = N_("Staff and service")
    sections = (
        Section("profiles", N_("Profiles"), f"{_HERE}.profiles", "ProfilesSection"),
        Section("scales", N_("Scales"), f"{_HERE}.scales", "ScalesSection"),
        Section("evaluations", N_("Self-evaluation"), f"{_HERE}.evaluations", "EvaluationsSection"),
        Section("questions", N_("Questions"), f"{_HERE}.questions", "QuestionsSection"),
        Section("observations", N_("At the counter"), f"{_HERE}.observations", "ObservationsSection"),
        Section("conduct", N_("Code of conduct"), f"{_HERE}.conduct", "ConductSection"),
        Section("goals", N_("Goals"), f"{_HERE}.goals", "GoalsSection"),
    )


__all__ = ["BehaviourTab"]
