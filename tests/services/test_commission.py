"""Commission: who gets what of which order and why one is left out, closing, freezing, and what changed since."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import bills, charges, commission
from fmcrm_desktop.services.bills import BillForm, PaymentForm
from fmcrm_desktop.services.charges import LabourForm, VendorForm
from fmcrm_desktop.services.commission import CloseForm, RuleForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.charging import cny, give, half_up, order, rows

OCTOBER = datetime(2026, 10, 15, 2, 0, tzinfo=UTC)
DAY = date(2026, 10, 15)
MONTH = "2026-10"


@pytest.fixture
def rule(office: Office) -> int:
    """Everybody gets 12.5 % of the labour."""
    form = RuleForm("Labour", "labour", Decimal("12.5"))
    return office.do(commission.add_rule, form).result


def done(office: Office, sample: Sample, minutes: int = 60, pay: str = "all", **values: object) -> int:
    """An order closed in October with an hour of the plumber's labour at 70, billed and paid as said."""
    known = {"state": "closed", "done": OCTOBER, "closed": OCTOBER}
    id = order(office, sample, **known | values)
    if minutes:
        form = LabourForm(staff_id=sample.plumber, day=DAY, minutes=minutes, rate=cny("70"))
        office.do(charges.add, id, form)
    if pay != "no bill":
        bill = office.do(bills.make, BillForm(order_id=id)).result
        if pay == "all":
            office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
    return id


def month_of(office: Office, month: str = MONTH) -> dict[str, object]:
    (row,) = [
        row
        for row in office.ask(commission.page, Query(where={"month": (month,)})).first
        if row.staff == "Gao Jun"
    ]
    it = office.ask(commission.of_person, row.id)
    return {
        "amount": row.amount, "changed": row.changed, "state": row.state,
        "counted": [(line.order_id, line.base, line.amount) for line in it.counted],
        "left_out": {line.order_id: line.left_out for line in it.left_out},
    }  # fmt: skip


def close(office: Office, month: str = MONTH) -> None:
    form = office.ask(commission.close_form, month)
    form.checked = True
    office.do(commission.close, month, form)


def test_every_order_counts_or_says_why_not(office: Office, sample: Sample, rule: int) -> None:
    counts = done(office, sample, 95)
    reasons = {
        done(office, sample, state="done"): "not_closed",
        done(office, sample, pay="no"): "not_paid",
        done(office, sample, pay="no bill"): "not_billed",
        done(office, sample, reopened=1): "reopened",
        done(office, sample, 0, "no bill"): "nothing",
    }
    again = done(office, sample)
    reasons[again] = "repeat"
    order(office, sample, repeat_of_id=again)
    off = done(office, sample, pay="no")
    (bill,) = office.ask(bills.page, Query(where={"state": ("unpaid",)}, sort="number", descending=True)).ids[
        :1
    ]
    office.do(bills.write_off, bill, bills.ReasonForm("Gone"))
    reasons[off] = "written_off"
    covered = done(office, sample, 0, "no bill")
    form = LabourForm(sample.plumber, DAY, 60, cny("70"), covering="covered", why="Goodwill")
    office.do(charges.add, covered, form)
    reasons[covered] = "covered"
    found = month_of(office)
    assert found["counted"] == [(counts, 11083, half_up(Fraction(11083 * 125, 1000)))]
    assert found["left_out"] == reasons


def test_the_most_particular_rule_holds_and_its_days(office: Office, sample: Sample, rule: int) -> None:
    own = RuleForm("His own", "labour", Decimal(20), staff_id=sample.plumber, until_day=date(2026, 10, 14))
    id = office.do(commission.add_rule, own).result
    done(office, sample)
    assert month_of(office)["amount"] == 875
    form = office.ask(commission.rule_form, id)
    form.until_day = DAY
    office.do(commission.change_rule, id, form)
    assert month_of(office)["amount"] == 1400
    office.do(commission.add_rule, RuleForm("Each", "fixed", fixed=cny("5")))
    assert month_of(office)["amount"] == 1900
    office.do(commission.add_rule, RuleForm("Margin", "margin", Decimal(10)))
    assert month_of(office)["amount"] == 2600


def test_the_margin_counts_every_cost(office: Office, sample: Sample) -> None:
    office.do(commission.add_rule, RuleForm("Margin", "margin", Decimal(10)))
    id = done(office, sample, pay="no bill")
    office.do(charges.add, id, VendorForm(sample.electrician, DAY, "", cny("45.05"), cny("45.05")))
    bill = office.do(bills.make, BillForm(order_id=id)).result
    office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
    assert month_of(office)["counted"] == [(id, 7000, 700)]


def test_without_a_rule_nobody_gets_anything(office: Office, sample: Sample) -> None:
    id = done(office, sample)
    assert month_of(office)["left_out"] == {id: "no_rule"}


def test_a_closed_month_stays_and_tells_what_changed(
    office: Office, sample: Sample, rule: int, office_path: Path
) -> None:
    first, late = done(office, sample), done(office, sample, pay="no")
    close(office)
    before = rows(office_path, "select * from commission_line order by id")
    office.do(give, first, reopened=1)
    form = office.ask(commission.rule_form, rule)
    form.percent = Decimal(50)
    office.do(commission.change_rule, rule, form)
    found = month_of(office)
    assert rows(office_path, "select * from commission_line order by id") == before
    assert (found["amount"], found["changed"], found["state"]) == (875, True, "closed")
    (row,) = office.ask(commission.page, Query(where={"month": (MONTH,)})).first
    now = {line.order_id: line.now for line in office.ask(commission.of_person, row.id).counted}
    assert now == {first: (0, "reopened")}
    # what was not paid is looked at again, and paid once only
    (bill,) = office.ask(bills.page, Query(where={"state": ("unpaid",)})).ids
    office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
    assert month_of(office, "2026-11")["counted"] == [(late, 7000, 3500)]


def test_nothing_is_paid_twice(office: Office, sample: Sample, rule: int) -> None:
    id = done(office, sample)
    close(office)
    office.do(give, id, done=datetime(2026, 11, 5, tzinfo=UTC))
    assert month_of(office, "2026-11")["left_out"] == {id: "counted"}


def test_closing_asks_for_a_look_and_is_not_undone(office: Office, sample: Sample, rule: int) -> None:
    done(office, sample)
    seen = office.ask(commission.close_form, MONTH)
    with pytest.raises(Invalid):
        office.do(commission.close, MONTH, seen)
    with pytest.raises(Refusal, match="meanwhile"):
        office.do(commission.close, MONTH, CloseForm(True, seen.amount + 1))
    with pytest.raises(Refusal, match="not over"):
        office.do(commission.close, "2026-11", CloseForm(True))
    deed = office.do(commission.close, MONTH, CloseForm(True, seen.amount)).deed
    with pytest.raises(Refusal):
        office.undo(deed)
    with pytest.raises(Refusal, match="already"):
        office.do(commission.close, MONTH, CloseForm(True, seen.amount))


def test_statements_are_for_the_manager(office: Office, sample: Sample, rule: int) -> None:
    done(office, sample)
    assert [it.amount for it in office.ask(commission.sheets, Month(2026, 10))] == [875]
    with pytest.raises(Invalid):
        office.ask(commission.sheets, Month(2026, 5))
    office.who = Who(sample.clerk, "Li Na", "clerk")
    with pytest.raises(NotAllowed):
        office.ask(commission.page, Query())
    assert PaymentForm().method == "cash"
