"""Money of work orders: parts, charges, bills and payments, commission."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, counted, listed
from fmcrm_desktop.model.words import N_

CHARGE_KINDS = {
    "labour": N_("Labour"),
    "part": N_("Parts"),
    "vendor": N_("Vendor bill"),
    "fee": N_("Fixed fee"),
}
AGREED = "agreement"
LINE_KINDS = {**CHARGE_KINDS, AGREED: N_("Agreement")}
"""What a line of a bill is for: a charge of an order, or an agreement's month."""
BILL_STATES = {
    "unpaid": N_("Unpaid"),
    "partly": N_("Partly paid"),
    "paid": N_("Paid"),
    "written_off": N_("Written off"),
    "cancelled": N_("Cancelled"),
}
METHODS = {
    "cash": N_("Cash"),
    "transfer": N_("Bank transfer"),
    "card": N_("Card"),
    "phone": N_("Phone payment"),
}
SET_OFF = "set_off"
METHOD_NAMES = {**METHODS, SET_OFF: N_("Set off against the counter bill")}
COMMISSION_BASES = {
    "labour": N_("Percent of labour"),
    "parts": N_("Percent of parts"),
    "margin": N_("Percent of the margin"),
    "fixed": N_("Fixed for each order"),
}


class Part(Record):
    """A part with its price and cost, in minor units of the office's currency for one ``measure``."""

    __tablename__ = "part"
    __table_args__ = (listed("part", "code", "id"),)

    code: Mapped[str]
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    """Piece, metre, litre."""
    other_measure: Mapped[str] = mapped_column(default="")
    """In the other language; empty where it has one only."""
    price: Mapped[int] = mapped_column(BigInteger, default=0)
    cost: Mapped[int] = mapped_column(BigInteger, default=0)
    stock: Mapped[int | None] = mapped_column(BigInteger, info={"summed": True})
    """What is in stock, in thousandths of the measure; None: it is not counted."""
    least: Mapped[int | None] = mapped_column(BigInteger)
    """Below this the part is to be bought again; thousandths."""


class Charge(Record):
    """A line of an order's account. ``amount`` is what the line comes to, rounded once, in minor units; ``cost`` what
    it costs the office."""

    __tablename__ = "charge"
    __table_args__ = (
        Index(None, "day"),
        counted("charge", "month", "day", "amount", "kind", "covered", "agreement_id"),
        # From it alone lists of orders are sorted by what they bring, and narrowed to what is not paid; the only index
        # that begins with the order, for SQLite would take a narrower one and look up every row.
        Index("ix_charge_money", "order_id", "archived", "covered", "amount", "cost", "bill_id"),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"))
    kind: Mapped[str]
    day: Mapped[date]
    text: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """Who did the labour, or the vendor whose bill it is."""
    part_id: Mapped[int | None] = mapped_column(ForeignKey("part.id"), index=True)
    fee_id: Mapped[int | None] = mapped_column(ForeignKey("fee.id"))
    minutes: Mapped[int | None]
    quantity: Mapped[int | None] = mapped_column(BigInteger)
    """Of parts, in thousandths."""
    rate: Mapped[int] = mapped_column(BigInteger, default=0)
    """Minor units an hour of labour, or a piece of the part."""
    amount: Mapped[int] = mapped_column(BigInteger, default=0)
    cost: Mapped[int] = mapped_column(BigInteger, default=0)
    covered: Mapped[bool] = mapped_column(default=False)
    """Covered by the agreement: it is not billed."""
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    bill_id: Mapped[int | None] = mapped_column(ForeignKey("bill.id"), index=True)
    vendor_number: Mapped[str] = mapped_column(default="")
    """The number on the vendor's bill."""
    why: Mapped[str] = mapped_column(default="")
    """Why it is billed, or not, otherwise than the agreement says."""


class Bill(Record):
    """What somebody is asked to pay: charges of one or several orders under a number R-YYMM-NNN."""

    __tablename__ = "bill"
    __table_args__ = (Index(None, "number"), listed("bill", "made", "id"))

    number: Mapped[str]
    made: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    due_day: Mapped[date | None]
    total: Mapped[int] = mapped_column(BigInteger)
    """The sum of its charges when it was made; they are frozen since."""
    paid: Mapped[int] = mapped_column(BigInteger, default=0)
    """The sum of its payments, kept with each of them."""
    state: Mapped[str] = mapped_column(default="unpaid")
    why: Mapped[str] = mapped_column(default="")
    """Why it was written off, cancelled or withdrawn."""
    why_day: Mapped[date | None]
    """The day of that."""
    counter_of_id: Mapped[int | None] = mapped_column(ForeignKey("bill.id"))
    """The bill that this one cancels, line by line."""


class Payment(Record):
    """Money that came in for a bill; negative when it was given back."""

    __tablename__ = "payment"

    bill_id: Mapped[int] = mapped_column(ForeignKey("bill.id"), index=True)
    day: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    method: Mapped[str] = mapped_column(default="cash")
    note: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class CommissionRule(Record):
    """Who is paid for what: somebody's or everybody's, of one category or all."""

    __tablename__ = "commission_rule"

    name: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    basis: Mapped[str] = mapped_column(default="labour")
    percent: Mapped[int] = mapped_column(default=0)
    """In hundredths of a percent: 12.5 % is 1250."""
    fixed: Mapped[int] = mapped_column(BigInteger, default=0)
    """Minor units for each order."""
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]


class CommissionMonth(Link):
    """A closed month of commission: what its lines say stays, whatever is changed afterwards."""

    __tablename__ = "commission_month"
    __table_args__ = (Index(None, "month", unique=True),)

    month: Mapped[str]
    """2026-11."""
    closed: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class CommissionLine(Link):
    """What an order brought somebody in a closed month, or why it brought nothing."""

    __tablename__ = "commission_line"

    month_id: Mapped[int] = mapped_column(ForeignKey("commission_month.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("commission_rule.id"))
    base: Mapped[int] = mapped_column(BigInteger, default=0)
    amount: Mapped[int] = mapped_column(BigInteger, default=0)
    left_out: Mapped[str] = mapped_column(default="")
    """The reason by name; empty when it counts."""
