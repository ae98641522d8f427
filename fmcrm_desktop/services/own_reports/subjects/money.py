"""Reports about charges and bills."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, or_

from fmcrm_desktop.model import charge, work_order
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Bill, Charge, Part
from fmcrm_desktop.model.own_report import CHOICE, DAY, MOMENT, MONEY, NAMED, NUMBER, TEXT, TICK
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.own_reports.declared import Column, Scope, Subject
from fmcrm_desktop.services.own_reports.subjects.parts import (
    CATEGORY,
    PLACES,
    UNIT,
    UNIT_JOINS,
    person,
    place_joins,
    staff,
)

AGES = {
    "settled": N_("Settled"), "unbilled": N_("Not billed yet"), "not_due": N_("Not due yet"),
    "d30": N_("Overdue up to 30 days"), "d60": N_("Overdue 31 to 60 days"), "d90": N_("Overdue 61 to 90 days"),
    "over": N_("Overdue more than 90 days"),
}  # fmt: skip
"""How long something has been owed."""
_SETTLED = ("paid", "cancelled", "written_off")
_C, _B = Charge, Bill


def _age(scope: Scope) -> Any:
    day = scope.today
    return case(
        (or_(_C.covered, _B.state.in_(_SETTLED)), "settled"), (_C.bill_id.is_(None), "unbilled"), *_late(day),
        else_="over",
    )  # fmt: skip


def _late(day: Any) -> tuple[Any, ...]:
    back = [(timedelta(30), "d30"), (timedelta(60), "d60"), (timedelta(90), "d90")]
    overdue = [(_B.due_day >= day - far, name) for far, name in back]
    return ((or_(_B.due_day.is_(None), _B.due_day >= day), "not_due"), *overdue)


_billed = case((_C.covered, 0), else_=_C.amount)

CHARGES = Subject(
    "charges",
    N_("Charges"),
    "money.read",
    _C,
    _C.id,
    (
        Column("day", N_("Date"), DAY, _C.day),
        Column("kind", N_("Kind"), CHOICE, _C.kind, charge.CHARGE_KINDS),
        Column("text", N_("Text"), TEXT, _C.text),
        Column("order", N_("Work order"), TEXT, WorkOrder.number),
        Column("priority", N_("Priority"), CHOICE, WorkOrder.priority, work_order.PRIORITIES),
        Column("order_state", N_("State of the order"), CHOICE, WorkOrder.state, work_order.STATES),
        CATEGORY,
        UNIT,
        *PLACES,
        person(),
        staff("staff", N_("Staff or vendor")),
        Column("part", N_("Part"), NAMED, Part.name, other=Part.other_name, same=Part.id),
        Column("quantity", N_("Quantity"), NUMBER, _C.quantity, scale=3),
        Column("minutes", N_("Minutes"), NUMBER, _C.minutes),
        Column("amount", N_("Charged"), MONEY, _billed),
        Column("covered_amount", N_("Within the agreement"), MONEY, case((_C.covered, _C.amount), else_=0)),
        Column("cost", N_("Cost"), MONEY, _C.cost, right="money.margin"),
        Column("profit", N_("Profit"), MONEY, _billed - _C.cost, right="money.margin"),
        Column("covered", N_("Covered by the agreement"), TICK, _C.covered),
        Column("bill", N_("Bill"), TEXT, _B.number),
        Column("bill_state", N_("State of the bill"), CHOICE, _B.state, charge.BILL_STATES),
        Column("bill_due", N_("To be paid by"), DAY, _B.due_day),
        Column("age", N_("Age of the debt"), CHOICE, _age, AGES),
    ),
    (
        (WorkOrder, WorkOrder.id == _C.order_id), *place_joins(WorkOrder),
        (Person, Person.id == WorkOrder.person_id), (Category, Category.id == WorkOrder.category_id),
        (Staff, Staff.id == _C.staff_id), (Part, Part.id == _C.part_id), (_B, _B.id == _C.bill_id),
    ),
    (_C.archived.is_(None),),
    opens="order",
    record=_C.order_id,
    starts=("day", "order", "kind", "text", "amount", "bill_state"),
)  # fmt: skip


def _bill_age(scope: Scope) -> Any:
    return case((_B.state.in_(_SETTLED), "settled"), *_late(scope.today), else_="over")


BILLS = Subject(
    "bills",
    N_("Bills"),
    "money.read",
    _B,
    _B.id,
    (
        Column("number", N_("No."), TEXT, _B.number),
        Column("made", N_("Made on"), MOMENT, _B.made),
        person(),
        UNIT,
        *PLACES,
        Column("total", N_("Total"), MONEY, _B.total),
        Column("paid", N_("Paid"), MONEY, _B.paid),
        Column("open", N_("Still to be paid"), MONEY, case((_B.state.in_(_SETTLED), 0), else_=_B.total - _B.paid)),
        Column("state", N_("State"), CHOICE, _B.state, charge.BILL_STATES),
        Column("due_day", N_("To be paid by"), DAY, _B.due_day),
        Column("age", N_("Age of the debt"), CHOICE, _bill_age, {k: v for k, v in AGES.items() if k != "unbilled"}),
    ),
    ((Person, Person.id == _B.person_id), (Unit, Unit.id == _B.unit_id), *UNIT_JOINS),
    (_B.archived.is_(None),),
    opens="bill",
    record=_B.id,
    starts=("number", "made", "person", "total", "paid", "state"),
)  # fmt: skip
