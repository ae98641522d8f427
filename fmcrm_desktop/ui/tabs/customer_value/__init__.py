"""Customer value: what each customer is worth, the tiers, how fairly all are served, who stays, what is offered."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.sections import Section, SectionsTab

_HERE = "fmcrm_desktop.ui.tabs.customer_value"


class CustomerValueTab(SectionsTab):
    name = "customer_value"
    title = N_("Customer value")
    sections = (
        Section("customers", N_("Customers"), f"{_HERE}.customers", "CustomersSection"),
        Section("tiers", N_("Weights and tiers"), f"{_HERE}.tiers", "TiersSection"),
        Section("fairness", N_("Fairness"), f"{_HERE}.fairness", "FairnessSection"),
        Section("loyalty", N_("Loyalty"), f"{_HERE}.loyalty", "LoyaltySection"),
        Section("offers", N_("Offers"), f"{_HERE}.offers", "OffersSection"),
        Section("time", N_("Time spent"), f"{_HERE}.time_spent", "TimeSection"),
    )


__all__ = ["CustomerValueTab"]
