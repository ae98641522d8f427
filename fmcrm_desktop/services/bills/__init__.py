"""Bills: made of charges and frozen then; payments; what is owed; counter bills, withdrawing, writing off."""

# mypy: implicit-reexport

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

face(__name__)
