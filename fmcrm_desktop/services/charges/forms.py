"""The forms of charges, one for each kind of line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_

COVERING = {
    "": N_("As the agreement says"), "covered": N_("Covered by the agreement"), "billed": N_("To be billed"),
}  # fmt: skip

Day = Annotated[date | None, Field(N_("Date"), required=True)]
Text = Annotated[str, Field(N_("What for"), longest=200)]
Covering = Annotated[str, Field(N_("Who pays"), choices=COVERING)]
Why = Annotated[
    str, Field(N_("Why not as the agreement says"), longest=200, hint=N_("Needed only where it differs"))
]


@dataclass
class LabourForm:
    """Time somebody worked."""

    staff_id: Annotated[int | None, Field(N_("Who worked"), pick="staff", required=True)] = None
    day: Day = None
    minutes: Annotated[int | None, Field(N_("Minutes"), required=True)] = None
    rate: Annotated[Money | None, Field(N_("Rate an hour"), hint=N_("Empty: the person's own"))] = None
    text: Text = ""
    covering: Covering = ""
    why: Why = ""
    version: int | None = None


@dataclass
class PartUseForm:
    """A part that was used; it leaves the stock."""

    part_id: Annotated[int | None, Field(N_("Part"), pick="part", required=True)] = None
    day: Day = None
    quantity: Annotated[Decimal | None, Field(N_("Quantity"), required=True)] = Decimal(1)
    rate: Annotated[Money | None, Field(N_("Price"), hint=N_("Empty: that of the list"))] = None
    text: Text = ""
    covering: Covering = ""
    why: Why = ""
    version: int | None = None


@dataclass
class VendorForm:
    """What a vendor asks of the office, and what the office asks of the customer for it."""

    staff_id: Annotated[int | None, Field(N_("Vendor"), pick="staff", required=True)] = None
    day: Day = None
    vendor_number: Annotated[str, Field(N_("Number of the vendor's bill"), longest=60)] = ""
    cost: Annotated[Money | None, Field(N_("What the vendor asks"), required=True)] = None
    amount: Annotated[Money | None, Field(N_("Amount to charge"), hint=N_("Empty: the same"))] = None
    text: Text = ""
    covering: Covering = ""
    why: Why = ""
    version: int | None = None


@dataclass
class FeeForm:
    """A fixed fee of the price list, or one named here."""

    fee_id: Annotated[int | None, Field(N_("Fee of the price list"), pick="fee")] = None
    day: Day = None
    text: Text = ""
    amount: Annotated[Money | None, Field(N_("Amount"), hint=N_("Empty: that of the list"))] = None
    covering: Covering = ""
    why: Why = ""
    version: int | None = None


Form = LabourForm | PartUseForm | VendorForm | FeeForm
BY_KIND: dict[str, type[LabourForm] | type[PartUseForm] | type[VendorForm] | type[FeeForm]] = {
    "labour": LabourForm, "part": PartUseForm, "vendor": VendorForm, "fee": FeeForm,
}  # fmt: skip
