"""The tab: agreements and the charges of a month side by side as sections."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.agreements"


class AgreementsTab(SectionsTab):
    name = "agreements"
    title = N_("Agreements")
    sections = (
        Section("list", N_("Agreements"), f"{_HERE}.listed", "AgreementsSection"),
        Section("month", N_("Charges of a month"), f"{_HERE}.month", "MonthSection"),
    )
