"""Tasks and memos: one's own, those given, everybody's; and the quick notes."""

from fmcrm_desktop.ui.tabs.tasks.tab import TasksTab

__all__ = ["TasksTab"]
