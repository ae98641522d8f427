"""The account of one order: its lines, their sums, what is paid, and the labour that its visits suggest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.charge import AGREED, Bill, Charge, Part
from fmcrm_desktop.model.property import Fee
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.states import state_of
from fmcrm_desktop.services.parts import figure
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """A line: ``name`` is who worked, the part or the fee, in both languages; ``cost`` only for who may see it."""

    id: int
    version: int
    kind: str
    day: date
    name: str
    other_name: str
    text: str
    vendor_number: str
    minutes: int | None
    quantity: int | None
    measure: str
    other_measure: str
    rate: int
    amount: int
    cost: int | None
    covered: bool
    why: str
    bill_id: int | None
    bill: str
    bill_state: str

    def used(self, words: Words) -> str:
        """2.5 m, as the reader calls the unit of measure; empty where nothing is counted."""
        if self.quantity is None:
            return ""
        measure = suiting(self.measure, self.other_measure, words)
        return f"{figure(self.quantity):,f} {measure}".strip()

    def noted(self, words: Words) -> str:
        """What was noted; of an agreement's charge its days, in the way of the language."""
        if self.kind != AGREED:
            return self.text
        return re.sub(r"\d{4}-\d\d-\d\d", lambda day: words.date(date.fromisoformat(day.group())), self.text)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Labour that visits tell of and no line charges yet."""

    staff_id: int
    name: str
    minutes: int


@dataclass(frozen=True)
class OrderCharges:
    """Everything the card shows. ``margin`` is what is billed less what it all cost, for those who may see it."""

    order_id: int
    person_id: int | None
    lines: tuple[ChargeLine, ...]
    suggested: tuple[Suggestion, ...]
    agreement: str
    billed: int
    covered: int
    unbilled: int
    cost: int | None
    state: str

    @property
    def total(self) -> int:
        return self.billed + self.covered

    @property
    def margin(self) -> int | None:
        return None if self.cost is None else self.billed - self.cost


@needs("money.read")
def of_order(work: Work, order_id: int) -> OrderCharges:
    """The account of an order."""
    order = work.get(WorkOrder, order_id)
    lines = lines_where(work, Charge.order_id == order_id)
    agreement = ""
    if order.agreement_id is not None:
        agreement = work.value(select(Agreement.number).where(Agreement.id == order.agreement_id)) or ""
    billed = [line for line in lines if not line.covered]
    return OrderCharges(
        order_id, order.person_id, lines, _suggested(work, order_id), agreement,
        billed=sum(line.amount for line in billed),
        covered=sum(line.amount for line in lines if line.covered),
        unbilled=sum(line.amount for line in billed if line.bill_id is None),
        cost=sum(line.cost or 0 for line in lines) if work.who.may("money.margin") else None,
        state=state_of([(line.covered, line.bill_id, line.bill_state) for line in lines]),
    )  # fmt: skip


def lines_where(work: Work, *conditions: Any) -> tuple[ChargeLine, ...]:
    """Lines that are not taken out, by day."""
    columns = (
        select(
            Charge.id, Charge.version, Charge.kind, Charge.day, Staff.name.label("who"),
            Staff.other_name.label("who_other"), Part.name.label("part"), Part.other_name.label("part_other"),
            Part.measure, Part.other_measure, Fee.name.label("fee"), Charge.text, Charge.vendor_number, Charge.minutes,
            Charge.quantity, Charge.rate, Charge.amount, Charge.cost, Charge.covered, Charge.why, Charge.bill_id,
            Bill.number, Bill.state,
        )
        .outerjoin(Staff, Staff.id == Charge.staff_id)
        .outerjoin(Part, Part.id == Charge.part_id)
        .outerjoin(Fee, Fee.id == Charge.fee_id)
        .outerjoin(Bill, Bill.id == Charge.bill_id)
        .where(Charge.archived.is_(None), *conditions)
        .order_by(Charge.day, Charge.id)
    )  # fmt: skip
    costs = work.who.may("money.margin")
    return tuple(
        ChargeLine(
            row.id, row.version, row.kind, row.day, row.part or row.fee or row.who or "",
            (row.part_other if row.part else "" if row.fee else row.who_other) or "", row.text, row.vendor_number,
            row.minutes, row.quantity, row.measure or "",
            row.other_measure or "", row.rate, row.amount, row.cost if costs else None,
            row.covered, row.why, row.bill_id, row.number or "", row.state or "",
        )
        for row in work.rows(columns)
    )  # fmt: skip


def _suggested(work: Work, order_id: int) -> tuple[Suggestion, ...]:
    """Whole minutes between arrival and departure, for each who went, less what is charged already."""
    went = (
        select(VisitStaff.staff_id, Staff.name, Visit.arrived, Visit.departed)
        .join(Visit, Visit.id == VisitStaff.visit_id)
        .join(Staff, Staff.id == VisitStaff.staff_id)
        .where(
            Visit.order_id == order_id, Visit.archived.is_(None), Visit.arrived.is_not(None),
            Visit.departed.is_not(None), Staff.vendor.is_(False),
        )
        .order_by(VisitStaff.staff_id)
    )  # fmt: skip
    charged = (
        select(Charge.staff_id, func.sum(Charge.minutes))
        .where(Charge.order_id == order_id, Charge.kind == "labour", Charge.archived.is_(None))
        .group_by(Charge.staff_id)
    )
    done = {staff: int(minutes or 0) for staff, minutes in work.rows(charged)}
    worked: dict[int, tuple[str, int]] = {}
    for staff, name, arrived, departed in work.rows(went):
        before = worked.get(staff, (name, 0))[1]
        worked[staff] = (name, before + max(0, int((departed - arrived).total_seconds()) // 60))
    return tuple(
        Suggestion(staff, name, minutes - done.get(staff, 0))
        for staff, (name, minutes) in worked.items()
        if minutes > done.get(staff, 0)
    )
