"""What the change log calls the records of money and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fmcrm_desktop.model import agreement, charge, property
from fmcrm_desktop.model.charged import CHARGED, RENEWALS
from fmcrm_desktop.model.words import N_

SUBJECTS = {
    "part": N_("Part"),
    "charge": N_("Charge of an order"),
    "bill": N_("Bill"),
    "payment": N_("Payment taken"),
    "commission_rule": N_("Rule of commission"),
    "commission_month": N_("Month of commission"),
    "commission_line": N_("Line of commission"),
    "agreement_party": N_("Signer of an agreement"),
    "agreement_terms": N_("Earlier terms of an agreement"),
    "agreement_line": N_("Service of an agreement"),
    "agreement_belief": N_("What a customer believes"),
    "agreement_charge": N_("Month of an agreement"),
}
WORDS: dict[str, Mapping[str, str]] = {
    "charge.kind": charge.CHARGE_KINDS,
    "bill.state": charge.BILL_STATES,
    "payment.method": charge.METHOD_NAMES,
    "commission_rule.basis": charge.COMMISSION_BASES,
    "agreement.state": agreement.AGREEMENT_STATES,
    "agreement.charged": CHARGED,
    "agreement.renewal": RENEWALS,
    "agreement_terms.charged": CHARGED,
    "agreement_line.kind": agreement.INCLUDED,
    "agreement_belief.mark": agreement.MARKS,
}
LABELS = {
    "stock": N_("In stock"),
    "least": N_("Buy again below"),
    "cost": N_("Cost"),
    "rate": N_("Price or rate"),
    "amount": N_("Amount"),
    "quantity": N_("Quantity"),
    "covered": N_("Covered by the agreement"),
    "bill_id": N_("Bill"),
    "counter_of_id": N_("Counter bill of"),
    "why_day": N_("Day of that"),
    "total": N_("Total"),
    "paid": N_("Paid"),
    "due_day": N_("To be paid by"),
    "month": N_("Month"),
    "base": N_("Amount it is worked out from"),
    "left_out": N_("Left out, and why"),
    "percent": N_("Percent"),
    "basis": N_("Paid by"),
    "measure": N_("Unit of measure"),
    "other_measure": N_("Unit in the other language"),
    "minutes": N_("Minutes"),
    "vendor_number": N_("Number of the vendor's bill"),
    "fee_id": N_("Fee"),
    "part_id": N_("Part"),
    "agreement_id": N_("Agreement"),
    "rule_id": N_("Rule of commission"),
    "month_id": N_("Month of commission"),
    "charged": N_("How it is charged"),
    "renewal": N_("After the last day"),
    "notice_days": N_("Days of notice"),
    "index_percent": N_("Index, percent"),
    "index_from": N_("First rise on"),
    "covers_labour": N_("Labour is covered"),
    "covers_parts": N_("Parts are covered"),
    "pieces": N_("How it was worked out"),
    "belief": N_("The customer thinks"),
    "contract": N_("The agreement says"),
    "mark": N_("Compared"),
    "changed": N_("When"),
    "lead_id": N_("Prospect"),
}
NAMES: dict[str, Any] = {
    "part_id": charge.Part.name,
    "bill_id": charge.Bill.number,
    "counter_of_id": charge.Bill.number,
    "agreement_id": agreement.Agreement.number,
    "fee_id": property.Fee.name,
    "rule_id": charge.CommissionRule.name,
    "month_id": charge.CommissionMonth.month,
}
"""Columns that name another record: what that one is called."""
