"""Charges, bills and payments through the door: each line rounded once, bills frozen, sums that always hold."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.charge import Part
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import Fee
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.work_order import Visit, VisitStaff
from fmcrm_desktop.services import bills, charges, parts, search, work_orders
from fmcrm_desktop.services.bills import BillForm, PaymentForm, ReasonForm, WithdrawForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges import FeeForm, LabourForm, PartUseForm, VendorForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.parts import ManyPartsForm, PartForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.charging import DAY, check_accounts, cny, give, give_rates, order, rows


@pytest.fixture
def tap(office: Office, sample: Sample) -> int:
    """An order to charge for; the plumber costs 41.33 an hour and is charged at 70."""
    office.do(give_rates, sample.plumber, 4133, 7000)
    return order(office, sample)


@pytest.fixture
def washer(office: Office) -> int:
    form = PartForm(
        code="V-15", name="Ball valve", other_name="球阀", measure="piece", price=cny("18.35"), cost=cny("7.10"),
        stock=Decimal(10), least=Decimal(8),
    )  # fmt: skip
    return office.do(parts.add, form).result


@needs("order.write")
def agreed(work: Work, labour: bool, parts: bool, until: date | None = None) -> int:
    return work.add(
        Agreement(number="A-1", name="Full care", covers_labour=labour, covers_parts=parts, until_day=until)
    ).id


@needs("order.write")
def visited(work: Work, order_id: int, staff: int, minutes: int) -> None:
    began = work.now - timedelta(hours=3)
    visit = work.add(
        Visit(
            order_id=order_id, planned_from=began, planned_until=began + timedelta(hours=1), arrived=began,
            departed=began + timedelta(minutes=minutes, seconds=40),
        )
    )  # fmt: skip
    work.add(VisitStaff(visit_id=visit.id, staff_id=staff))


@needs("order.write")
def a_fee(work: Work, fixed: int) -> int:
    return work.add(Fee(name="Call-out", fixed=fixed)).id


def labour(sample: Sample, minutes: int, **more: object) -> LabourForm:
    return LabourForm(staff_id=sample.plumber, day=DAY, minutes=minutes, **more)  # type: ignore[arg-type]


def test_labour_is_rounded_once_a_line_half_up(office: Office, sample: Sample, tap: int) -> None:
    # 70.00 × 95 / 60 = 110.8333…; 41.33 × 95 / 60 = 65.4391…; 0.10 an hour for 3 minutes is half a fen and goes up
    office.do(charges.add, tap, labour(sample, 95))
    office.do(charges.add, tap, labour(sample, 3, rate=cny("0.10")))
    card = office.ask(charges.of_order, tap)
    assert [(line.amount, line.cost) for line in card.lines] == [(11083, 6544), (1, 207)]
    assert (card.billed, card.cost, card.margin) == (11084, 6751, 4333)


def test_what_visits_tell_of_is_suggested_once(office: Office, sample: Sample, tap: int) -> None:
    office.do(visited, tap, sample.plumber, 50)
    office.do(visited, tap, sample.plumber, 45)
    (told,) = office.ask(charges.of_order, tap).suggested
    assert (told.name, told.minutes) == ("Gao Jun", 95)
    form = office.ask(charges.new_form, tap, "labour", told.staff_id, told.minutes)
    assert (form.minutes, form.rate, form.day) == (95, cny("70"), DAY)
    office.do(charges.add, tap, form)
    assert office.ask(charges.of_order, tap).suggested == ()


def test_a_part_leaves_the_stock_and_comes_back(
    office: Office, sample: Sample, tap: int, washer: int
) -> None:
    first = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal("2.5")))
    second = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(1)))
    (row,) = office.ask(parts.page, Query(where={"stock": ("buy",)})).first
    assert (row.stock, row.buy) == (6500, True)
    assert office.ask(charges.of_order, tap).lines[0].amount == 4588  # 18.35 × 2.5 = 45.875
    office.undo(first.deed)  # what the second took stays taken
    assert office.ask(parts.rows, [washer])[0].stock == 9000
    office.do(charges.remove, second.result)
    assert office.ask(parts.rows, [washer])[0].stock == 10000
    assert not office.ask(parts.page, Query(where={"stock": ("buy",)})).ids


def test_a_changed_quantity_moves_the_stock_by_the_difference(office: Office, tap: int, washer: int) -> None:
    line = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(3))).result
    form = office.ask(charges.form_of, line)
    form.quantity = Decimal("0.125")
    office.do(charges.change, line, form)
    assert office.ask(parts.rows, [washer])[0].stock == 9875


def test_the_agreement_covers_what_it_says_and_a_word_changes_it(
    office: Office, sample: Sample, tap: int, washer: int
) -> None:
    office.do(give, tap, agreement_id=office.do(agreed, True, False).result)
    office.do(charges.add, tap, labour(sample, 60))
    office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY))
    with pytest.raises(Invalid) as refused:
        office.do(charges.add, tap, labour(sample, 30, covering="billed"))
    assert "why" in refused.value.fields
    office.do(charges.add, tap, labour(sample, 30, covering="billed", why="After office hours"))
    card = office.ask(charges.of_order, tap)
    assert [line.covered for line in card.lines] == [True, False, False]
    assert (card.covered, card.billed) == (7000, 1835 + 3500)
    assert card.state == "unbilled"
    told = office.ask(bills.proposal, BillForm(order_id=tap))
    assert (told.lines, told.total) == (2, 1835 + 3500), "what is covered goes on no bill"


def test_an_agreement_that_is_over_covers_nothing(office: Office, sample: Sample, tap: int) -> None:
    office.do(give, tap, agreement_id=office.do(agreed, True, True, DAY - timedelta(days=1)).result)
    office.do(charges.add, tap, labour(sample, 60))
    assert office.ask(charges.of_order, tap).billed == 7000


def test_vendors_and_fees(office: Office, sample: Sample, tap: int) -> None:
    fee = office.do(a_fee, 5000).result
    office.do(charges.add, tap, FeeForm(fee_id=fee, day=DAY))
    form = VendorForm(sample.electrician, DAY, "INV-9", cny("120"), cny("150"))
    office.do(charges.add, tap, form)
    card = office.ask(charges.of_order, tap)
    assert [(line.kind, line.amount, line.cost) for line in card.lines] == [
        ("fee", 5000, 0),
        ("vendor", 15000, 12000),
    ]
    with pytest.raises(Invalid):
        office.do(charges.add, tap, FeeForm(day=DAY, amount=cny("1")))


def bill_of(office: Office, tap: int) -> int:
    return office.do(bills.make, office.ask(bills.draft, {"order_id": tap})).result


def test_a_bill_freezes_its_charges(office: Office, sample: Sample, tap: int, office_path: Path) -> None:
    line = office.do(charges.add, tap, labour(sample, 60)).result
    bill = bill_of(office, tap)
    card = office.ask(bills.card, bill)
    assert (card.number, card.total, card.state) == ("R-2611-001", 7000, "unpaid")
    assert (card.due_day, card.person) == (date(2026, 12, 4), "王芳")
    for deed in (
        lambda: office.do(charges.remove, line),
        lambda: office.do(charges.change, line, office.ask(charges.form_of, line)),
        lambda: office.do(bills.make, BillForm(order_id=tap)),
    ):
        with pytest.raises(Refusal):
            deed()
    office.do(charges.add, tap, labour(sample, 30))
    assert office.ask(bills.proposal, BillForm(person_id=sample.owner)).total == 3500
    assert office.ask(bills.card, office.do(bills.make, BillForm(order_id=tap)).result).person == "王芳"
    check_accounts(office_path, {})


def test_payments_make_the_state(office: Office, sample: Sample, tap: int, office_path: Path) -> None:
    office.do(charges.add, tap, labour(sample, 60))
    bill = bill_of(office, tap)

    def pay(text: str, case: object = bills.pay) -> None:
        office.do(case, bill, PaymentForm(DAY, cny(text)))  # type: ignore[arg-type]

    pay("20")
    assert office.ask(bills.card, bill).state == "partly"
    with pytest.raises(Invalid):
        pay("50.01")
    pay("50")
    assert office.ask(bills.card, bill).state == "paid"
    pay("70", bills.give_back)
    assert (office.ask(bills.card, bill).state, office.ask(bills.owed, sample.owner)) == ("unpaid", 7000)
    with pytest.raises(Invalid):
        pay("0.01", bills.give_back)
    check_accounts(office_path, {})


def test_a_stale_bill_is_not_paid_twice(office: Office, sample: Sample, tap: int) -> None:
    office.do(charges.add, tap, labour(sample, 60))
    bill = bill_of(office, tap)
    seen = office.ask(bills.payment_form, bill)
    office.do(bills.pay, bill, seen)
    with pytest.raises(Stale):
        office.do(bills.pay, bill, seen)


def test_withdrawing_frees_the_charges_and_keeps_the_number(office: Office, sample: Sample, tap: int) -> None:
    line = office.do(charges.add, tap, labour(sample, 60)).result
    bill = bill_of(office, tap)
    office.do(bills.withdraw, bill, WithdrawForm("Wrong person"))
    for deed, form in (
        (bills.pay, PaymentForm(DAY, cny("1"))),
        (bills.write_off, ReasonForm("x")),
        (bills.counter, ReasonForm("x")),
    ):
        with pytest.raises(Refusal):
            office.do(deed, bill, form)
    office.do(charges.remove, line)
    office.do(charges.add, tap, labour(sample, 30))
    assert office.ask(bills.card, bill_of(office, tap)).number == "R-2611-002"
    (row,) = office.ask(bills.page, Query(archived=True)).first
    assert (row.number, row.archived, row.open) == ("R-2611-001", True, 0)


def test_a_counter_bill_sets_off_what_is_open_and_gives_back_what_was_paid(
    office: Office, sample: Sample, tap: int, washer: int, office_path: Path
) -> None:
    office.do(charges.add, tap, labour(sample, 60))
    office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(2)))
    bill = bill_of(office, tap)
    office.do(bills.pay, bill, PaymentForm(DAY, cny("40")))
    with pytest.raises(Refusal):
        office.do(bills.withdraw, bill, WithdrawForm("No"))
    against = office.do(bills.counter, bill, ReasonForm("Work was under warranty")).result
    first, second = office.ask(bills.card, bill), office.ask(bills.card, against)
    assert (first.state, first.open, second.total, second.open) == ("cancelled", 0, -10670, -4000)
    assert first.countered_by == (against, second.number) and second.counter_of == (bill, first.number)
    assert [[each.amount for each in card.payments] for card in (first, second)] == [[4000, 6670], [-6670]]
    assert office.ask(bills.owed, sample.owner) == -4000
    with pytest.raises(Invalid):
        office.do(bills.give_back, against, PaymentForm(DAY, cny("40.01")))
    office.do(bills.give_back, against, PaymentForm(DAY, cny("40")))
    assert office.ask(bills.owed, sample.owner) == 0
    assert office.ask(bills.card, against).state == "paid"
    assert office.ask(parts.rows, [washer])[0].stock == 8000  # what was used stays used
    check_accounts(office_path, {washer: 10000})


def test_what_is_written_off_is_owed_no_more_until_it_is_taken_up(
    office: Office, sample: Sample, tap: int
) -> None:
    office.do(charges.add, tap, labour(sample, 60))
    bill = bill_of(office, tap)
    with pytest.raises(Refusal, match="not written off"):
        office.do(bills.take_up, bill)
    office.do(bills.write_off, bill, ReasonForm("Moved abroad"))
    assert office.ask(bills.owed, sample.owner) == 0
    with pytest.raises(Refusal):
        office.do(bills.pay, bill, PaymentForm(DAY, cny("1")))
    office.do(bills.take_up, bill)
    assert office.ask(bills.owed, sample.owner) == 7000


def test_undo_is_refused_where_a_bill_or_payment_went_on_from_it(
    office: Office, sample: Sample, tap: int
) -> None:
    added = office.do(charges.add, tap, labour(sample, 60))
    form = office.ask(charges.form_of, added.result)
    form.text = "Night work"
    changed = office.do(charges.change, added.result, form)
    made = office.do(bills.make, office.ask(bills.draft, {"order_id": tap}))
    for deed in (changed.deed, added.deed):
        with pytest.raises(Refusal):
            office.undo(deed)
    paid = office.do(bills.pay, made.result, PaymentForm(DAY, cny("70")))
    with pytest.raises(Refusal):
        office.undo(made.deed)
    office.undo(paid.deed)
    office.undo(made.deed)
    office.undo(changed.deed)
    assert office.ask(charges.of_order, tap).lines[0].text == ""


def test_one_bill_for_all_of_a_persons_charges_in_a_period(office: Office, sample: Sample, tap: int) -> None:
    second = order(office, sample, "Sink blocked")
    office.do(charges.add, tap, labour(sample, 60))
    office.do(charges.add, second, labour(sample, 30))
    old = LabourForm(staff_id=sample.plumber, day=DAY - timedelta(days=1), minutes=60)
    office.do(charges.add, second, old)
    before = BillForm(
        person_id=sample.owner, from_day=DAY - timedelta(days=9), until_day=DAY - timedelta(days=1)
    )
    told = office.ask(bills.proposal, before)
    assert (told.lines, told.orders, told.total) == (1, 1, 7000)
    form = BillForm(person_id=sample.owner, from_day=DAY, until_day=DAY)
    told = office.ask(bills.proposal, form)
    assert (told.lines, told.orders, told.total) == (2, 2, 10500)
    card = office.ask(bills.card, office.do(bills.make, form).result)
    assert (card.total, card.due_day, card.overdue) == (10500, None, False)
    assert [row.overdue for row in office.ask(bills.rows, (card.id,))] == [False]
    with pytest.raises(Invalid):
        office.ask(bills.proposal, BillForm())


def test_the_list_of_bills_filters_and_finds(office: Office, sample: Sample, tap: int) -> None:
    office.do(charges.add, tap, labour(sample, 60))
    form = office.ask(bills.draft, {"order_id": tap})
    form.due_day = DAY - timedelta(days=1)
    bill = office.do(bills.make, form).result
    assert list(office.ask(bills.page, Query(where={"state": ("overdue",)})).ids) == [bill]
    assert list(office.ask(bills.page, Query(text="wang R-2611")).ids) == [bill]
    assert [found.ref for found in office.ask(search.find, "R-2611-001") if found.kind == "bill"] == [bill]
    for where in ({"state": ("paid",)}, {"month": ("2026-10",)}, {"month": ("2026-12",)}):
        assert not office.ask(bills.page, Query(where=where)).ids


def test_orders_are_listed_by_what_they_bring(office: Office, sample: Sample, tap: int) -> None:
    cheap, none = order(office, sample, "Lamp"), order(office, sample, "Nothing charged")
    office.do(charges.add, tap, labour(sample, 60))
    office.do(charges.add, cheap, VendorForm(sample.electrician, DAY, "", cny("90"), cny("10")))
    bill_of(office, cheap)

    def ids(**query: object) -> list[int]:
        return list(office.ask(work_orders.page, Query(**query)).ids)  # type: ignore[arg-type]

    assert ids(sort="margin") == [cheap, tap, none]
    assert ids(sort="amount", descending=True)[:2] == [tap, cheap]
    assert ids(where={"paid": ("unbilled",)}) == [tap]
    assert ids(where={"paid": ("unpaid", "loss")}) == [cheap]
    assert ids(where={"paid": ("loss",)}) == [cheap]
    row = next(row for row in office.ask(work_orders.page, Query()).first if row.id == cheap)
    assert (row.amount, row.margin, row.paid) == (1000, -8000, "unpaid")


def test_a_clerk_sees_no_costs_and_keeps_them(office: Office, sample: Sample, tap: int, washer: int) -> None:
    line = office.do(charges.add, tap, VendorForm(sample.electrician, DAY, "", cny("90"), cny("100"))).result
    office.who = Who(sample.clerk, "Li Na", "clerk")
    card = office.ask(charges.of_order, tap)
    assert (card.cost, card.margin, card.lines[0].cost) == (None, None, None)
    form = office.ask(parts.form_of, washer)
    form.price = cny("20")
    office.do(parts.change, washer, form)
    told = office.ask(charges.form_of, line)
    office.do(charges.change, line, told)
    assert list(office.ask(work_orders.page, Query(sort="margin")).ids) == [tap]
    office.who = Who(sample.manager, "Zhou Min", "manager")
    assert office.ask(parts.rows, [washer])[0].cost == 710
    assert office.ask(charges.of_order, tap).margin == 1000
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    with pytest.raises(NotAllowed):
        office.ask(charges.of_order, tap)
    assert office.ask(work_orders.page, Query()).first[0].amount is None


def test_parts_are_found_counted_and_dearer_together(office: Office, washer: int, office_path: Path) -> None:
    assert list(office.ask(parts.page, Query(text="qiu")).ids) == [washer]
    with pytest.raises(Invalid):
        office.do(parts.add, PartForm(code="V-15", name="Another"))
    with pytest.raises(Invalid):
        office.do(parts.add, PartForm(code="X", name="X", stock=Decimal("0.0001")))
    office.do(parts.change_many, [washer], ManyPartsForm(dearer=Decimal("2.5")))
    assert rows(office_path, "select price from part where id = ?", washer) == [(1881,)]  # 18.80875


def test_a_bill_is_made_on_the_offices_clock(office: Office, sample: Sample, tap: int) -> None:
    office.store.clock = lambda: datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    office.do(charges.add, tap, labour(sample, 60))
    card = office.ask(bills.card, bill_of(office, tap))
    assert (card.number, card.due_day) == ("R-2612-001", date(2026, 12, 15))


def test_the_statement_of_account_begins_with_what_was_open(office: Office, sample: Sample, tap: int) -> None:
    office.store.clock = lambda: datetime(2026, 10, 5, 2, 0, tzinfo=UTC)
    office.do(charges.add, tap, labour(sample, 60))
    bill = bill_of(office, tap)
    office.do(bills.pay, bill, PaymentForm(date(2026, 10, 20), cny("30")))
    office.store.clock = lambda: datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    office.do(charges.add, tap, labour(sample, 30))
    bill_of(office, tap)
    office.do(bills.pay, bill, PaymentForm(DAY, cny("15")))
    it = office.ask(bills.account, sample.owner, date(2026, 11, 1), date(2026, 11, 30))
    assert (it.before, [(line.amount, line.balance) for line in it.lines], it.after) == (
        4000, [(3500, 7500), (-1500, 6000)], 6000,
    )  # fmt: skip
    assert it.after == office.ask(bills.owed, sample.owner)
    office.do(bills.write_off, bill, ReasonForm("Moved abroad"))
    it = office.ask(bills.account, sample.owner, date(2026, 11, 1), date(2026, 11, 30))
    assert (it.before, [line.amount for line in it.lines]) == (4000, [3500, -1500, -2500])
    assert it.after == 3500 == office.ask(bills.owed, sample.owner)
    before = office.ask(bills.account, sample.owner, date(2026, 11, 1), date(2026, 11, 19))
    assert (before.lines, before.after) == ((), 4000), "written off on a later day"


def test_part_is_what_it_was(office: Office, washer: int) -> None:
    form = office.ask(parts.form_of, washer)
    assert (form.stock, form.least, form.price) == (Decimal(10), Decimal(8), cny("18.35"))
    assert Part.__table__.columns["stock"].info == {"summed": True}
