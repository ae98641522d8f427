"""What a customer is worth: five factors, a score, a tier; how fairly all are served, who stays, what is offered."""

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.customer_value.card import Entered, FactorLine, ValueCard, card
    from fmcrm_desktop.services.customer_value.counting import count, counted, out_of_date
    from fmcrm_desktop.services.customer_value.entering import (
        EntryForm,
        TierForm,
        WeightsForm,
        enter,
        entry_form,
        keep_weights,
        set_tier,
        tier_form,
        weights,
    )
    from fmcrm_desktop.services.customer_value.fairness import FairLine, FairSheet, fairness
    from fmcrm_desktop.services.customer_value.lacking import Lack, lacking
    from fmcrm_desktop.services.customer_value.listing import STANDING, page, rows
    from fmcrm_desktop.services.customer_value.tiers import Preview, apply, preview

__all__ = [
    "STANDING", "Entered", "EntryForm", "FactorLine", "FairLine", "FairSheet", "Lack", "Preview",
    "TierForm", "ValueCard", "WeightsForm", "apply", "card", "count", "counted", "enter",
    "entry_form", "fairness", "keep_weights", "lacking", "out_of_date", "page", "preview", "rows", "set_tier",
    "tier_form", "weights",
]  # fmt: skip

face(__name__)
