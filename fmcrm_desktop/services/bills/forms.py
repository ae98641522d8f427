"""The forms of bills: what goes on one, a payment, a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.charge import METHODS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_

WHOSE, WHAT = N_("For whom"), N_("Which charges")


@dataclass
class BillForm:
    """Which charges go on the bill: those of one order, or all of a person or unit that are on none yet."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person", group=WHOSE)] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=WHOSE)] = None
    order_id: Annotated[
        int | None, Field(N_("Work order"), pick="order", group=WHAT, hint=N_("Empty: all of them"))
    ] = None
    due_day: Annotated[date | None, Field(N_("To be paid by"), group=WHAT)] = None
    from_day: Annotated[date | None, Field(N_("Charges from"), group=WHAT)] = None
    until_day: Annotated[date | None, Field(N_("Charges until"), group=WHAT)] = None


@dataclass
class PaymentForm:
    """Money that came in, or went back."""

    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    amount: Annotated[Money | None, Field(N_("Amount"), required=True)] = None
    method: Annotated[str, Field(N_("How it was paid"), choices=METHODS, required=True)] = "cash"
    note: Annotated[str, Field(N_("Note"), longest=200)] = ""
    version: int | None = None


@dataclass
class ReasonForm:
    """Why something is done to a bill."""

    why: Annotated[str, Field(N_("Why"), longest=200, required=True)] = ""
    version: int | None = None


@dataclass
class WithdrawForm(ReasonForm):
    """Why a bill is withdrawn."""
