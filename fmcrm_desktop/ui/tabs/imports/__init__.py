"""The import page: a file, its table, its columns, a preview, and what came of it."""

from fmcrm_desktop.ui.tabs.imports.tab import ImportsTab

__all__ = ["ImportsTab"]
