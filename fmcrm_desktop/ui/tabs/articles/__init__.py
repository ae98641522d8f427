"""Knowledge: problems and solutions, guides, policies and tips, with what staff think of them."""

from fmcrm_desktop.ui.tabs.articles.tab import ArticlesTab

__all__ = ["ArticlesTab"]
