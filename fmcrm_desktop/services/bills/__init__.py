"""Bills: made of charges and frozen then; payments; what is owed; counter bills, withdrawing, writing off."""

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.bills.account import Account, AccountLine, account, account_by_number
    from fmcrm_desktop.services.bills.card import BillCard, PaymentLine, card, receipt, receipt_of
    from fmcrm_desktop.services.bills.forms import BillForm, PaymentForm, ReasonForm, WithdrawForm
    from fmcrm_desktop.services.bills.listing import FILTERED, BillRow, page, rows
    from fmcrm_desktop.services.bills.making import Proposal, counter, draft, make, proposal, withdraw
    from fmcrm_desktop.services.bills.paying import give_back, pay, payment_form, take_out, take_up, write_off
    from fmcrm_desktop.services.charges.owing import owed

__all__ = [
    "FILTERED", "Account", "AccountLine", "BillCard", "BillForm", "BillRow", "PaymentForm", "PaymentLine", "Proposal",
    "ReasonForm", "WithdrawForm", "account", "account_by_number", "card", "counter", "draft", "give_back",
    "make", "owed", "page", "pay", "payment_form", "proposal", "receipt", "receipt_of", "rows", "take_out", "take_up",
    "withdraw", "write_off",
]  # fmt: skip

face(__name__)
