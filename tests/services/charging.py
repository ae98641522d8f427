"""What the tests of money share: orders with rates, and an account read by plain sqlite3 with fractions."""

from __future__ import annotations

import sqlite3
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

DAY = date(2026, 11, 20)


def cny(text: str) -> Money:
    """¥ of a decimal text."""
    return Money(int(Fraction(text) * 100), "CNY")


@needs("staff.write")
def give_rates(work: Work, staff: int, cost: int, charge: int) -> None:
    it = work.get(Staff, staff)
    it.cost_rate, it.charge_rate = cost, charge


@needs("order.write")
def give(work: Work, order: int, **values: Any) -> None:
    """Set columns of an order as another part of the program would."""
    it = work.get(WorkOrder, order)
    for name, value in values.items():
        setattr(it, name, value)


def order(office: Office, sample: Sample, summary: str = "Tap drips", **values: Any) -> int:
    """An order of Wang Fang's flat, given to the plumber."""
    form = OrderForm(
        person_id=sample.owner,
        unit_id=sample.unit,
        summary=summary,
        own_words=summary,
        staff_id=sample.plumber,
    )
    id: int = office.do(work_orders.enter, form).result
    if values:
        office.do(give, id, **values)
    return id


def rows(path: Path | str, question: str, *values: object) -> list[tuple[Any, ...]]:
    """What plain sqlite3 finds."""
    return _opened(str(path)).execute(question, values).fetchall()


_OPEN: dict[str, sqlite3.Connection] = {}


def _opened(path: str) -> sqlite3.Connection:
    """One reader for all questions to a file: opening anew reads its schema each time. Each question sees what was
    committed before it, for no transaction is left open."""
    if path not in _OPEN:
        for other in _OPEN.values():
            other.close()
        _OPEN.clear()
        _OPEN[path] = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    return _OPEN[path]


def half_up(exact: Fraction) -> int:
    """Half away from zero, by another way than the program's."""
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def check_accounts(path: Path | str, start: dict[int, int]) -> None:
    """Every line, bill and part in the file against what fractions say. ``start``: the stock each part began with."""
    for id, kind, minutes, quantity, rate, amount in rows(
        path, "select id, kind, minutes, quantity, rate, amount from charge where archived is null"
    ):
        if kind == "labour" and minutes is not None:
            assert amount == half_up(Fraction(minutes * rate, 60)), id
        if kind == "part" and quantity is not None:
            assert amount == half_up(Fraction(quantity * rate, 1000)), id
    paid: dict[int, int] = {}
    for bill, amount in rows(path, "select bill_id, amount from payment where archived is null"):
        paid[bill] = paid.get(bill, 0) + amount
    lines: dict[int, int] = {}
    for bill, amount in rows(
        path, "select bill_id, amount from charge where archived is null and bill_id is not null"
    ):
        lines[bill] = lines.get(bill, 0) + amount
    countered = {row[0] for row in rows(path, "select counter_of_id from bill where archived is null")}
    for id, total, its_paid, state, archived in rows(
        path, "select id, total, paid, state, archived from bill"
    ):
        if archived is not None:
            assert id not in lines and id not in paid
            continue
        assert total == lines.get(id, 0), (id, "total")
        assert its_paid == paid.get(id, 0), (id, "paid")
        assert (state == "cancelled") == (id in countered), (id, state)
        if state in ("unpaid", "partly", "paid"):
            rest = total - its_paid
            assert state == ("paid" if rest == 0 else "unpaid" if its_paid == 0 else "partly"), (id, state)
    used: dict[int, int] = {}
    for part, quantity in rows(
        path, "select part_id, quantity from charge where archived is null and quantity is not null"
    ):
        used[part] = used.get(part, 0) + quantity
    for id, stock in rows(path, "select id, stock from part where stock is not null"):
        assert stock == start[id] - used.get(id, 0), (id, "stock")
