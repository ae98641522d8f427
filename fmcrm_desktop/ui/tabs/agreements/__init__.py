"""The tab of agreements: the list with their pages, and the charges of a month."""

from fmcrm_desktop.ui.tabs.agreements.tab import AgreementsTab

__all__ = ["AgreementsTab"]
