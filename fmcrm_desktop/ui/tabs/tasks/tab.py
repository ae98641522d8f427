"""The page of tasks and memos, its lists side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_TASKS = "fmcrm_desktop.ui.tabs.tasks"


class TasksTab(SectionsTab):
    name = "tasks"
    title = N_("Tasks and memos")
    sections = (
        Section("mine", N_("Mine"), f"{_TASKS}.lists", "MineTab"),
        Section("given", N_("Given by me"), f"{_TASKS}.lists", "GivenTab"),
        Section("all", N_("All"), f"{_TASKS}.lists", "AllTab"),
        Section("memos", N_("Memos"), f"{_TASKS}.memos", "MemosTab"),
    )
