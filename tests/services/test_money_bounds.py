"""Bills, charges and payments at their edges: lists against plain SQL, and what no payment or counter bill may do."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge
from fmcrm_desktop.model.charge import BILL_STATES, Bill, Charge, Payment
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import bills, charges, work_orders
from fmcrm_desktop.services.bills import BillForm, PaymentForm, ReasonForm, WithdrawForm
from fmcrm_desktop.services.bills.soundness import faults
from fmcrm_desktop.services.charges import FeeForm, LabourForm, VendorForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.charging import DAY, check_accounts, cny, give, give_rates, order
from tests.services.rows import added, put

INSTANT = timedelta(microseconds=1)
OCTOBER, NOVEMBER = (datetime(2026, month, 1, tzinfo=UTC) - timedelta(hours=8) for month in (10, 11))


def read(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(sql).fetchall()


def fee(text: str, **more: Any) -> FeeForm:
    return FeeForm(day=DAY, text="Call-out", amount=cny(text), **more)


@pytest.fixture
def tap(office: Office, sample: Sample) -> int:
    office.do(give_rates, sample.plumber, 4133, 7000)
    return order(office, sample)


def bill_of(office: Office, tap: int, text: str = "70") -> int:
    """A bill of one fee."""
    office.do(charges.add, tap, fee(text))
    return office.do(bills.make, office.ask(bills.draft, {"order_id": tap})).result


@pytest.fixture
def many(office: Office, sample: Sample) -> None:
    """Many bills at random, of no order: as lists see them."""
    chance = random.Random(11)
    with office.store.writing(office.who, "test") as work:
        for at in range(400):
            total, edge = chance.randrange(-3, 6) * 1000, chance.choice((OCTOBER, NOVEMBER))
            work.add(
                Bill(
                    number=f"R-{chance.randrange(20):03}", made=edge + chance.choice((-1, 0, 1, 999)) * INSTANT,
                    person_id=chance.choice((sample.owner, sample.tenant, None)), total=total,
                    unit_id=chance.choice((sample.unit, sample.second_unit, None)),
                    due_day=chance.choice((None, *(DAY + timedelta(days=days) for days in (-1, 0, 1)))),
                    paid=chance.choice((0, total, 1000)), state=chance.choice(list(BILL_STATES)),
                    archived=NOW if at % 7 == 0 else None,
                )
            )  # fmt: skip


LATE = f"(state in ('unpaid', 'partly') and due_day < '{DAY}' and total > paid)"
MONTHS = {
    "2026-09": "made < '2026-09-30 16:00:00'",
    "2026-10": "made >= '2026-09-30 16:00:00' and made < '2026-10-31 16:00:00'",
    "2026-11": "made >= '2026-10-31 16:00:00'",
}


@pytest.mark.usefixtures("many")
def test_bills_are_narrowed_by_state_month_and_whose_they_are(
    office: Office, sample: Sample, office_path: Path
) -> None:
    told = {f"state = '{state}'": {"state": (state,)} for state in BILL_STATES} | {
        LATE: {"state": ("overdue",)}, f"({LATE} or state = 'paid')": {"state": ("overdue", "paid")},
        f"person_id = {sample.owner}": {"person": (sample.owner,)},
        f"unit_id in ({sample.unit}, {sample.second_unit})": {"unit": (sample.unit, sample.second_unit)},
        f"{LATE} and person_id = {sample.tenant}": {"state": ("overdue",), "person": (sample.tenant,)},
        "id in (3, 7)": {"id": (3, 7)}, "1": {},
        **{such: {"month": (month,)} for month, such in MONTHS.items()},
        f"({MONTHS['2026-09']} or {MONTHS['2026-11']})": {"month": ("2026-09", "2026-11")},
    }  # fmt: skip
    for such, where in told.items():
        for gone in (False, True):
            sql = f"select id from bill where (archived is not null) = {gone} and {such} order by made desc, id desc"
            wanted = [id for (id,) in read(office_path, sql)]
            assert list(office.ask(bills.page, Query(where=where, archived=gone)).ids) == wanted, where
            assert wanted or gone, such


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    ("sort", "by"),
    [("number", "number"), ("made", "made"), ("due_day", "due_day"), ("total", "total"), ("paid", "paid"),
     ("open", "total - paid"), ("state", "state"), ("person", "p.sort_key"), ("unit", "u.sort_key")],
)  # fmt: skip
def test_bills_are_sorted_up_and_down(office: Office, office_path: Path, sort: str, by: str) -> None:
    joined = "bill b left join person p on p.id = b.person_id left join unit u on u.id = b.unit_id"
    for down, way in ((False, "asc"), (True, "desc")):
        nulls = "nulls last" if down else "nulls first"
        sql = f"select b.id from {joined} where b.archived is null order by {by} {way} {nulls}, b.id {way}"
        found = office.ask(bills.page, Query(sort=sort, descending=down)).ids
        assert list(found) == [id for (id,) in read(office_path, sql)]


@pytest.mark.usefixtures("many")
def test_a_row_and_its_page_say_what_is_open_and_whether_it_is_late(
    office: Office, office_path: Path
) -> None:
    asked = """
        select b.id, b.state in ('unpaid', 'partly') and b.archived is null, total - paid, due_day,
        coalesce(p.name, ''), coalesce(p.other_name, ''), coalesce(u.label, '')
        from bill b left join person p on p.id = b.person_id left join unit u on u.id = b.unit_id
    """
    for id, open_, rest, due, *whose in read(office_path, asked):
        (row,) = office.ask(bills.rows, [id])
        assert [row.person, row.person_other, row.unit] == whose
        owed = rest if open_ else 0
        late = bool(due) and due < f"{DAY}" and owed > 0
        assert (row.open, row.overdue) == (owed, late)
        card = office.ask(bills.card, id)
        assert (card.open, card.overdue, card.archived) == (owed, late, row.archived)
    every = [id for (id,) in read(office_path, "select id from bill order by id desc")]
    assert [row.id for row in office.ask(bills.rows, every)] == every


def test_money_that_came_in_or_goes_back_has_its_bounds(office: Office, tap: int) -> None:
    bill = bill_of(office, tap)
    for amount in (Money(0, "CNY"), Money(-1, "CNY")):
        for case in (bills.pay, bills.give_back):
            with pytest.raises(Invalid):
                office.do(case, bill, PaymentForm(DAY, amount))
    with pytest.raises(Invalid) as refused:
        office.do(bills.give_back, bill, PaymentForm(DAY, cny("0.01")))
    assert "¥0.00" in str(refused.value.fields["amount"])
    assert office.ask(bills.payment_form, bill).amount == cny("70")
    assert office.ask(bills.payment_form, bill, True).amount is None
    office.do(bills.pay, bill, PaymentForm(DAY, cny("70")))
    office.do(bills.give_back, bill, PaymentForm(DAY, cny("30")))
    assert office.ask(bills.payment_form, bill).amount == cny("30")
    came, back = office.ask(bills.card, bill).payments
    with pytest.raises(Refusal, match="More would have gone back"):
        office.do(bills.take_out, came.id)
    office.do(bills.take_out, back.id)
    office.do(bills.take_out, came.id)
    office.do(bills.take_out, came.id)  # taken out already: nothing more happens
    assert office.ask(bills.card, bill).state == "unpaid"


@pytest.mark.parametrize(
    ("paid", "state", "owed"), [("", "paid", 0), ("40", "unpaid", -4000), ("70", "unpaid", -7000)]
)
def test_a_counter_bill_owes_what_was_paid(
    office: Office, sample: Sample, office_path: Path, tap: int, paid: str, state: str, owed: int
) -> None:
    bill = bill_of(office, tap)
    if paid:
        office.do(bills.pay, bill, PaymentForm(DAY, cny(paid)))
    against = office.do(bills.counter, bill, ReasonForm("Warranty")).result
    card = office.ask(bills.card, against)
    want = state if paid in ("", "70") else "partly"
    assert (card.state, card.open, office.ask(bills.owed, sample.owner)) == (want, owed, owed)
    form = office.ask(bills.payment_form, against, True)
    assert form.amount == (Money(-owed, "CNY") if owed else None)
    assert office.ask(bills.payment_form, against).amount is None
    for case in (bills.write_off, bills.counter, bills.withdraw):
        asked = WithdrawForm("x") if case is bills.withdraw else ReasonForm("x")
        with pytest.raises(Refusal):
            office.do(case, against, asked)
    for payment in office.ask(bills.card, bill).payments:
        with pytest.raises(Refusal):
            office.do(bills.take_out, payment.id)
    if owed:
        office.do(bills.give_back, against, form)
        assert office.ask(bills.card, against).state == "paid"
    check_accounts(office_path, {})


def agreed_bill(office: Office, sample: Sample, number: str, amount: int) -> int:
    agreement = office.do(added, Agreement, number=number, name="Full care").result
    bill = office.do(
        added, Bill, number=f"R-{number}", made=NOW, person_id=sample.owner, total=amount
    ).result  # fmt: skip
    month = {"month": "2026-10", "day": date(2026, 10, 31), "pieces": "[]"}
    office.do(added, AgreementCharge, agreement_id=agreement, amount=amount, bill_id=bill, **month)
    return bill


def test_a_bill_that_is_cancelled_or_withdrawn_leaves_the_months_of_others(
    office: Office, sample: Sample, office_path: Path
) -> None:
    one, other, third = (agreed_bill(office, sample, f"A-{at}", at * 1000) for at in (1, 2, 3))
    against = office.do(bills.counter, one, ReasonForm("Wrong area")).result
    office.do(bills.withdraw, other, WithdrawForm("Twice"))
    told = "select bill_id, amount, archived is null from agreement_charge order by id"
    assert read(office_path, told) == [
        (one, 1000, 1),
        (other, 2000, 0),
        (third, 3000, 1),
        (against, -1000, 1),
    ]
    with office.store.reading(office.who, "test") as work:
        assert faults(work, (one, other, third, against)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"total": 1},
        {"paid": 1},
        {"state": "paid"},
        {"state": "cancelled"},
        {"archived": NOW},
        {"paid": 1, "state": "partly"},
    ],
)
def test_a_bill_that_its_lines_or_payments_contradict_is_found(
    office: Office, tap: int, wrong: dict[str, Any]
) -> None:
    bill = bill_of(office, tap)
    office.do(put, Bill, bill, **wrong)
    with office.store.reading(office.who, "test") as work:
        assert faults(work, (bill,)) == [bill]


def test_a_bill_of_several_is_nobodys(office: Office, sample: Sample, tap: int) -> None:
    second = order(office, sample, "Lamp", person_id=sample.tenant)
    for id in (tap, second, second):
        office.do(charges.add, id, fee("10"))
    told = office.ask(bills.proposal, BillForm(unit_id=sample.unit))
    assert (told.lines, told.orders, told.total) == (3, 2, 3000)
    card = office.ask(bills.card, office.do(bills.make, BillForm(unit_id=sample.unit)).result)
    assert (card.person_id, card.unit_id, card.due_day) == (None, sample.unit, None)
    assert {order for _line, order, _number in card.lines} == {tap, second}
    draft = office.ask(bills.draft, {"unit_id": sample.unit})
    assert (draft.person_id, draft.unit_id, draft.due_day) == (None, sample.unit, DAY + timedelta(days=14))
    for typed in (card.number, f" {card.number.lower()} "):
        assert office.ask(bills.receipt, typed).card.id == card.id
    with pytest.raises(Invalid):
        office.ask(bills.receipt, card.number[:-1])


COVERS = [("", True), ("covered", True), ("billed", False)]


@pytest.mark.parametrize("agreed", [True, False])
@pytest.mark.parametrize(("covering", "covered"), COVERS)
def test_who_pays_a_line_is_the_agreements_word_or_the_clerks(
    office: Office, sample: Sample, tap: int, agreed: bool, covering: str, covered: bool
) -> None:
    agreement = office.do(added, Agreement, number="A-1", name="Care", covers_labour=agreed).result
    office.do(give, tap, agreement_id=agreement)
    covered = agreed if not covering else covered
    form = LabourForm(sample.plumber, DAY, 60, covering=covering, why="Said so")
    line = office.do(charges.add, tap, form).result
    [kept] = office.ask(charges.of_order, tap).lines
    assert (kept.covered, kept.why) == (covered, "Said so" if covered != agreed else "")
    told = office.ask(charges.form_of, line)
    assert told.covering == ("" if covered == agreed else covering)
    office.do(charges.change, line, replace(told, minutes=30))
    [again] = office.ask(charges.of_order, tap).lines
    assert (again.covered, again.amount) == (covered, 3500)


def test_an_account_of_an_archived_order_is_closed(office: Office, tap: int) -> None:
    line = office.do(charges.add, tap, fee("10")).result
    office.do(put, WorkOrder, tap, archived=NOW)
    for deed in (
        lambda: office.do(charges.add, tap, fee("10")),
        lambda: office.do(charges.change, line, office.ask(charges.form_of, line)),
        lambda: office.do(bills.make, BillForm(order_id=tap)),
    ):
        with pytest.raises(Refusal):
            deed()


def test_a_new_line_begins_with_who_works_on_the_order(office: Office, sample: Sample, tap: int) -> None:
    form = office.ask(charges.new_form, tap, "labour")
    assert (form.staff_id, form.rate, form.minutes) == (sample.plumber, cny("70"), None)
    office.do(give_rates, sample.electrician, 1, 5000)
    form = office.ask(charges.new_form, tap, "labour", sample.electrician, 5)
    assert (form.staff_id, form.rate, form.minutes) == (sample.electrician, cny("50"), 5)
    assert office.ask(charges.new_form, tap, "vendor").staff_id is None, "the plumber is our own"
    vendor = office.do(added, Staff, name="Lift firm", role="technician", vendor=True)
    office.do(give, tap, staff_id=vendor.result)
    assert office.ask(charges.new_form, tap, "vendor").staff_id == vendor.result
    office.do(give, tap, staff_id=None)
    form = office.ask(charges.new_form, tap, "labour")
    assert (form.staff_id, form.rate) == (None, None)


def test_what_a_vendor_asks_is_put_right_by_whoever_sees_it(office: Office, sample: Sample, tap: int) -> None:
    line = office.do(charges.add, tap, VendorForm(sample.electrician, DAY, "", cny("90"), cny("100"))).result
    form = office.ask(charges.form_of, line)
    office.do(charges.change, line, replace(form, cost=cny("80")))
    [kept] = office.ask(charges.of_order, tap).lines
    assert (kept.cost, kept.amount) == (8000, 10000)


def test_all_charges_are_listed_latest_first(
    office: Office, sample: Sample, tap: int, office_path: Path
) -> None:
    bill = bill_of(office, tap)
    lines = [
        office.do(charges.add, tap, replace(fee("10"), day=DAY - timedelta(days=n % 2))).result
        for n in range(4)
    ]
    office.do(charges.remove, lines[0])
    for gone in (False, True):
        sql = f"select id from charge where (archived is not null) = {gone} order by day desc, id desc"
        wanted = [id for (id,) in read(office_path, sql)]
        page = office.ask(charges.page, Query(archived=gone))
        assert list(page.ids) == wanted and [row.id for row in page.first] == wanted
    number = office.ask(bills.card, bill).number
    assert {row.bill for row in office.ask(charges.rows, lines)} == {""}
    assert number in {row.bill for row in office.ask(charges.page, Query()).first}


def test_the_statement_of_account_is_of_twelve_months_and_the_present_one(
    office: Office, sample: Sample, tap: int
) -> None:
    kept = {"person_id": sample.owner, "state": "unpaid", "unit_id": None}
    first = datetime(2025, 10, 31, 16, tzinfo=UTC)
    for number, moment in (("R-1", first - INSTANT), ("R-2", first), ("R-3", NOW)):
        office.do(added, Bill, number=number, made=moment, total=1000, **kept)
    told = office.ask(bills.account, sample.owner)
    assert (told.from_day, told.until_day, told.before) == (date(2025, 11, 1), DAY, 1000)
    assert [(line.number, line.balance) for line in told.lines] == [("R-2", 2000), ("R-3", 3000)]
    lost = office.do(added, Bill, number="R-4", made=NOW, total=500, **kept).result
    office.do(added, Payment, bill_id=lost, day=DAY, amount=200)
    office.do(put, Bill, lost, paid=200, state="written_off", why="Moved", why_day=DAY + timedelta(days=1))
    until = office.ask(bills.account, sample.owner, DAY, DAY)
    assert (until.before, [line.amount for line in until.lines], until.after) == (
        2000,
        [1000, 500, -200],
        3300,
    )
    later = office.ask(bills.account, sample.owner, DAY, DAY + timedelta(days=1))
    assert (later.lines[-1].method, later.lines[-1].amount, later.after) == ("written_off", -300, 3000)


@pytest.mark.parametrize("seed", [1, 2])
def test_orders_are_found_by_the_worst_of_their_lines(
    office: Office, sample: Sample, office_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    states = {
        state: office.do(added, Bill, number=state, made=NOW, total=1, state=state).result
        for state in ("unpaid", "partly", "written_off", "paid", "cancelled")
    }
    worst = ("unbilled", "unpaid", "partly", "written_off", "paid", "covered")
    wanted: dict[int, tuple[str, int]] = {}
    for at in range(24):
        id = office.do(
            added, WorkOrder, number=f"W-{at}", received=NOW, summary="x", state="requested"
        ).result
        found, margin = set(), 0
        for _ in range(chance.randrange(4)):
            said = chance.choice((*states, "unbilled", "covered", "gone"))
            amount, cost = chance.randrange(3) * 1000, chance.randrange(3) * 1000
            with office.store.writing(office.who, "test") as work:
                work.add(
                    Charge(
                        order_id=id, day=DAY, amount=amount, cost=cost, covered=said == "covered", kind="fee",
                        bill_id=states.get(said), archived=NOW if said == "gone" else None,
                    )
                )  # fmt: skip
            if said != "gone":
                found.add("paid" if said == "cancelled" else said)
                margin += (amount if said != "covered" else 0) - cost
        wanted[id] = (next((state for state in worst if state in found), ""), margin)
    for state in worst:
        listed = office.ask(work_orders.page, Query(where={"paid": (state,)})).ids
        assert set(listed) == {id for id, (said, _) in wanted.items() if said == state}, state
    loss = {id for id, (_, margin) in wanted.items() if margin < 0}
    assert set(office.ask(work_orders.page, Query(where={"paid": ("loss",)})).ids) == loss
    either = {id for id, (said, _) in wanted.items() if said == "covered"} | loss
    assert set(office.ask(work_orders.page, Query(where={"paid": ("loss", "covered")})).ids) == either
    for id, (said, margin) in wanted.items():
        [row] = office.ask(work_orders.rows, [id])
        assert (row.paid, row.margin or 0) == (said, margin)
