"""The page of money: bills, the months of commission and its rules, side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.money"


class MoneyTab(SectionsTab):
    name = "money"
    title = N_("Bills and commission")
    sections = (
        Section("bills", N_("Bills"), f"{_HERE}.bills", "BillsSection"),
        Section("commission", N_("Commission"), f"{_HERE}.commission", "CommissionSection", "money.margin"),
        Section("rules", N_("Rules of commission"), f"{_HERE}.rules", "RulesSection", "money.margin"),
    )
