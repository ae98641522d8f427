"""What a customer is worth: five factors, a score, a tier; how fairly all are served, who stays, what is offered."""

# mypy: implicit-reexport

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

face(__name__)
