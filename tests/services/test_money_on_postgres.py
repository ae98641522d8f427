"""Money on PostgreSQL: the same sums, states, lists, undo and months as on SQLite."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import bills, charges, commission, parts, work_orders
from fmcrm_desktop.services.bills import ReasonForm
from fmcrm_desktop.services.charges import LabourForm, PartUseForm, states
from fmcrm_desktop.services.commission import CloseForm, RuleForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.parts import PartForm
from tests.sample import Sample
from tests.services.charging import DAY, cny, order

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
THEN = datetime(2026, 10, 15, tzinfo=UTC)


def test_money_works_on_the_server(served: tuple[Office, Sample]) -> None:
    office, sample = served
    id = order(office, sample, state="closed", done=THEN, closed=THEN)
    valve = PartForm(
        "V", "piece", "Valve", price=cny("3.33"), cost=cny("1"), stock=Decimal(5), least=Decimal(4)
    )
    part = office.do(parts.add, valve).result
    office.do(commission.add_rule, RuleForm("Labour", "labour", Decimal("12.5")))
    office.do(charges.add, id, LabourForm(sample.plumber, DAY, 50, cny("70")))
    used = office.do(charges.add, id, PartUseForm(part, DAY, Decimal("1.5")))
    office.undo(used.deed)
    office.do(charges.add, id, PartUseForm(part, DAY, Decimal("1.5")))
    for sort in ("code", "name", "price", "cost", "stock"):
        found = office.ask(parts.page, Query(sort=sort, where={"stock": ("buy",)}))
        assert [row.stock for row in found.first] == [3500], sort
    made = office.do(bills.make, office.ask(bills.draft, {"order_id": id}))
    assert office.ask(bills.card, made.result).total == 5833 + 500
    for sort in ("", "number", "made", "person", "unit", "due_day", "total", "paid", "open", "state"):
        assert list(office.ask(bills.page, Query(sort=sort)).ids) == [made.result], sort
    for state in states.FILTERED:
        wanted = [id] if state == "unpaid" else []
        assert list(office.ask(work_orders.page, Query(where={"paid": (state,)})).ids) == wanted, state
    for sort in ("amount", "margin"):
        assert list(office.ask(work_orders.page, Query(sort=sort)).ids) == [id]
    office.do(bills.pay, made.result, office.ask(bills.payment_form, made.result))
    with pytest.raises(Refusal):
        office.undo(made.deed)
    amount = office.ask(commission.close_form, "2026-10").amount
    assert amount == 729  # 12.5 % of 58.33
    office.do(commission.close, "2026-10", CloseForm(True, amount))
    office.do(bills.counter, made.result, ReasonForm("Warranty"))
    (row,) = office.ask(commission.page, Query(where={"month": ("2026-10",)})).first
    assert (row.amount, row.changed) == (729, True)
    assert office.ask(bills.account, sample.owner).after == office.ask(bills.owed, sample.owner) == -6333
