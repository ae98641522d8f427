"""The Letters page: templates, and a letter or a label to each of many people."""

from fmcrm_desktop.ui.tabs.letters.tab import LettersTab

__all__ = ["LettersTab"]
