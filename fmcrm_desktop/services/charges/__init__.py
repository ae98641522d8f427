"""Charges of work orders: labour, parts, vendor bills and fees, each line rounded once, billed or covered."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.charges import states
    from fmcrm_desktop.services.charges.forms import FeeForm, LabourForm, PartUseForm, VendorForm
    from fmcrm_desktop.services.charges.keeping import add, change, fees, form_of, new_form, remove
    from fmcrm_desktop.services.charges.listing import page, rows
    from fmcrm_desktop.services.charges.of_order import ChargeLine, OrderCharges, Suggestion, of_order

face(__name__)
