"""The demo's money: a parts list, charges of the finished orders, bills and what was paid of them, rules."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.charge import Bill, Charge, CommissionRule, Part, Payment
from fmcrm_desktop.model.money import portion
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services import numbers
from fmcrm_desktop.store.work import Work

PARTS = (
    ("V-15", "Ball valve DN15", "球阀 DN15", "个", "pc", 3200, 1450, 24_000, 10_000),
    ("V-20", "Ball valve DN20", "球阀 DN20", "个", "pc", 4500, 2100, 6_000, 10_000),
    ("C-08", "Ceramic tap cartridge", "陶瓷阀芯", "个", "pc", 2800, 900, 31_000, 12_000),
    ("H-50", "Drain hose 50 mm", "排水软管 50 mm", "米", "m", 1650, 620, 42_500, 20_000),
    ("E-25", "Circuit breaker 25 A", "断路器 25 A", "个", "pc", 5800, 3300, 9_000, 8_000),
    ("E-LED", "LED lamp 9 W", "LED 灯泡 9 W", "个", "pc", 1500, 480, 64_000, 30_000),
    ("D-CL", "Door closer", "闭门器", "个", "pc", 16800, 9800, 3_000, 4_000),
    ("S-01", "Sealing compound", "密封胶", "支", "tube", 2200, 850, None, None),
)
HOUR = 60


def charge_orders(work: Work, chance: Random) -> int:
    """Charge most of the finished orders; gives the number of bills."""
    rates = {}
    for person in work.records(select(Staff).where(Staff.role == "technician")):
        person.cost_rate, person.charge_rate = (0, 9000) if person.vendor else (4200, 8000)
        rates[person.id] = person
    rows = [
        {"code": code, "name": name, "other_name": other, "measure": measure, "other_measure": unit,
         "price": price, "cost": cost, "stock": stock, "least": least}
        for code, name, other, measure, unit, price, cost, stock, least in PARTS
    ]  # fmt: skip
    parts = list(zip(work.add_many(Part, rows), rows, strict=True))
    for name, basis, percent in (("人工提成 Labour", "labour", 1250), ("材料提成 Parts", "parts", 300)):
        work.add(CommissionRule(name=name, basis=basis, percent=percent))
    finished = select(WorkOrder.id, WorkOrder.done, WorkOrder.staff_id, WorkOrder.person_id, WorkOrder.unit_id).where(
        WorkOrder.state.in_(FINISHED), WorkOrder.done.is_not(None), WorkOrder.staff_id.is_not(None)
    )
    orders = [row for row in work.rows(finished.order_by(WorkOrder.done)) if row.staff_id in rates and chance.random() < 0.8]
    lines = [_lines(work, chance, row, rates[row.staff_id], parts) for row in orders]
    billed = [(row, its) for row, its in zip(orders, lines, strict=True) if chance.random() < 0.85]
    bills = _bills(work, chance, billed)
    for bill, (_, its) in zip(bills, billed, strict=True):
        for line in its:
            line["bill_id"] = bill
    work.add_many(Charge, [line | {"bill_id": line.get("bill_id")} for its in lines for line in its])
    return len(bills)


def _lines(work: Work, chance: Random, order: Any, who: Staff, parts: list[Any]) -> list[dict[str, Any]]:
    day = order.done.astimezone(work.zone).date()
    base = {"order_id": order.id, "day": day, "text": "", "covered": False}
    minutes = chance.randrange(20, 130, 5)
    rate = portion(who.charge_rate, minutes, HOUR)
    found = [base | {
        "kind": "labour", "staff_id": who.id, "part_id": None, "minutes": minutes, "quantity": None,
        "rate": who.charge_rate, "amount": rate, "cost": portion(who.cost_rate, minutes, HOUR),
    }]  # fmt: skip
    if chance.random() < 0.6:
        part, values = chance.choice(parts)
        quantity = chance.choice((1000, 1000, 2000, 2500))
        found.append(base | {
            "kind": "part", "staff_id": None, "part_id": part, "minutes": None, "quantity": quantity,
            "rate": values["price"], "amount": portion(values["price"], quantity, 1000),
            "cost": portion(values["cost"], quantity, 1000),
        })  # fmt: skip
    return found


def _bills(work: Work, chance: Random, billed: list[Any]) -> list[int]:
    rows, paid = [], []
    for order, lines in billed:
        made = min(order.done + timedelta(days=1), work.now)
        total = sum(line["amount"] for line in lines)
        share = chance.choice((total, total, total, total, total // 2, 0))
        state = "paid" if share == total else "partly" if share else "unpaid"
        day = made.astimezone(work.zone).date()
        rows.append({
            "number": numbers.next(work, "bill", made), "made": made, "person_id": order.person_id,
            "unit_id": order.unit_id, "due_day": day + timedelta(days=14), "total": total, "paid": share,
            "state": state,
        })  # fmt: skip
        paid.append((day, share))
    ids = work.add_many(Bill, rows)
    work.add_many(Payment, [
        {"bill_id": id, "day": day, "amount": amount, "method": chance.choice(("cash", "transfer", "phone"))}
        for id, (day, amount) in zip(ids, paid, strict=True)
        if amount
    ])  # fmt: skip
    return ids
