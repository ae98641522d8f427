"""Skills and training: what staff can do, what their posts need, what runs out, side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_SKILLS = "fmcrm_desktop.ui.tabs.skills"


class SkillsTab(SectionsTab):
    name = "skills"
    title = N_("Skills and training")
    sections = (
        Section("skills", N_("Skills"), f"{_SKILLS}.skills", "SkillsSection"),
        Section("training", N_("Training"), f"{_SKILLS}.training", "TrainingSection"),
        Section("expiring", N_("Runs out"), f"{_SKILLS}.expiring", "ExpiringSection"),
        Section("posts", N_("Posts"), f"{_SKILLS}.posts", "PostsSection"),
    )


__all__ = ["SkillsTab"]
