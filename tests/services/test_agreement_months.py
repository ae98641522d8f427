"""The charges of months: equal to an independent reckoning, made once, taken back whole, told with their reasons."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import agreements, bills
from fmcrm_desktop.services.agreements import AgreementForm, MonthForm, RaiseForm, TermsForm
from fmcrm_desktop.services.bills import ReasonForm, WithdrawForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample, fill
from tests.services.agreement_oracle import Told, month_of

COUNT = int(os.environ.get("FMCRM_AGREEMENTS", "200"))
MONTHS = ((2026, 1), (2026, 2), (2026, 11), (2028, 2))
NOW = datetime(2026, 11, 12, 9, tzinfo=UTC)
DUE = date(2026, 12, 1)


def told(chance: Random) -> Told:
    """An agreement as life brings it: open ends, part months, an index, other terms in the middle of a month."""
    first = date(2024, 1, 1) + timedelta(chance.randrange(900))
    last = first + timedelta(chance.randrange(30, 900)) if chance.random() < 0.6 else None
    it = Told(
        first, last, chance.randrange(1, 500_000), chance.choice(("month", "area", "service")),
        areas=[Fraction(chance.randrange(500, 30_000), 100) for _ in range(chance.randrange(1, 4))],
        renewed=chance.random() < 0.2,
    )  # fmt: skip
    if it.charged == "area":
        it.price = chance.randrange(1, 1_500)
    if chance.random() < 0.6:
        it.percent = Fraction(chance.randrange(1, 1_500), 100)
        it.index_day = chance.choice(
            (date(2024, 2, 29), first, first + timedelta(chance.randrange(1, 500)), date(2025, 2, 15))
        )
    if chance.random() < 0.3 and (last is None or last > NOW.date()):  # what has ended keeps its terms
        begins = chance.choice((date(2026, 11, 1), date(2026, 11, 16), date(2028, 2, 10)))
        if begins > first:
            it.changes = [(begins, chance.randrange(1, 900), chance.choice(("month", "area", "none")))]
    if it.charged == "service":
        it.orders = [date(2026, 11, chance.randrange(1, 31)) for _ in range(chance.randrange(6))]
    return it


@needs("office.settings")
def kept(work: Work, its: list[Told]) -> list[int]:
    """The same agreements in the program, by its own cases."""
    found = []
    for n, it in enumerate(its):
        person = work.add(Person(name=f"P{n}", sort_key=f"p{n}")).id
        units = tuple(
            work.add(Unit(code=f"{n}-{at}", label=f"{n}-{at}", area=int(area * 100))).id
            for at, area in enumerate(it.areas)
        )
        form = AgreementForm(
            name=f"Care {n}", person_id=person, units=units, from_day=it.first, until_day=it.last, price=it.price,
            charged=it.charged,
            index_percent=Decimal(it.percent.numerator) / Decimal(it.percent.denominator) if it.percent else None,
            index_from=it.index_day, renewal="open" if it.renewed else "none",
        )  # fmt: skip
        id = agreements.add(work, form)
        for begins, price, charged in it.changes:
            seen = agreements.terms_form(work, id)
            agreements.change_terms(
                work, id, TermsForm(begins, price, charged, seen.index_percent, seen.index_from, why="new")
            )
        for at, day in enumerate(it.orders):
            # the last minute of the day in Shanghai is still that day there, and already past noon in UTC
            moment = datetime(day.year, day.month, day.day, 15 if at % 2 else 1, 59, tzinfo=UTC)
            work.add(
                WorkOrder(
                    number=f"W-{n}-{at}", received=moment, summary="x", agreement_id=id, person_id=person
                )
            )
        found.append(id)
    return found


def expected(its: list[Told], ids: list[int], month: tuple[int, int]) -> dict[int, int]:
    sums = {id: month_of(it, *month) for id, it in zip(ids, its, strict=True)}
    return {id: total for id, total in sums.items() if total}


def previewed(office: Office, month: tuple[int, int]) -> dict[int, int]:
    return {line.id: line.amount for line in office.ask(agreements.preview, Month(*month)).lines}


def test_every_month_equals_the_reckoning_by_hand(office: Office, office_path: Path) -> None:
    chance = Random(8)
    its = [told(chance) for _ in range(COUNT)]
    office.store.clock = lambda: NOW
    ids = office.do(kept, its).result
    for month in MONTHS:
        assert previewed(office, month) == expected(its, ids, month), month
    of_november = expected(its, ids, (2026, 11))
    assert len(of_november) > COUNT // 4
    done = office.do(agreements.make_month, MonthForm("2026-11", DUE))
    assert done.result == len(of_november)
    with sqlite3.connect(office_path) as raw:
        made = dict(raw.execute("select agreement_id, amount from agreement_charge where archived is null"))
        billed = raw.execute(
            "select c.agreement_id, b.total, b.number, a.person_id = b.person_id from bill b "
            "join agreement_charge c on c.bill_id = b.id join agreement a on a.id = c.agreement_id"
        ).fetchall()
    assert made == of_november
    assert {id: total for id, total, _, _ in billed} == of_november
    assert len({number for _, _, number, _ in billed}) == len(billed)
    assert all(same for _, _, _, same in billed)


def test_a_month_is_charged_once_and_taken_back_whole(office: Office, sample: Sample) -> None:
    office.store.clock = lambda: NOW
    one = agreed(office, sample)
    other = agreed(office, sample, name="Lift")
    first = office.do(agreements.make_month, MonthForm("2026-11", DUE))
    assert first.result == 2
    with pytest.raises(Refusal):
        office.do(agreements.make_month, MonthForm("2026-11", DUE))
    late = agreed(office, sample, name="Late")
    again = office.do(agreements.make_month, MonthForm("2026-11", DUE))
    assert again.result == 1
    office.undo(again.deed)
    office.undo(first.deed)
    assert set(previewed(office, (2026, 11))) == {one, other, late}
    assert office.ask(bills.owed, sample.owner) == 0


def agreed(office: Office, sample: Sample, **more: object) -> int:
    form = AgreementForm(
        **{"name": "Care", "person_id": sample.owner, "from_day": date(2026, 1, 1), "price": 30_000, "charged": "month",
           "units": (sample.unit,), **more}
    )  # type: ignore[arg-type]  # fmt: skip
    return office.do(agreements.add, form).result


def test_what_was_paid_keeps_its_month_from_being_undone(office: Office, sample: Sample) -> None:
    office.store.clock = lambda: NOW
    agreed(office, sample)
    made = office.do(agreements.make_month, MonthForm("2026-11", DUE))
    (bill,) = bill_ids(office, sample)
    office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
    with pytest.raises(Refusal):
        office.undo(made.deed)
    assert office.ask(bills.owed, sample.owner) == 0


def bill_ids(office: Office, sample: Sample) -> list[int]:
    return list(office.ask(bills.page, Query(where={"person": (sample.owner,)})).ids)


@pytest.mark.parametrize("paid", [False, True])
def test_a_cancelled_or_withdrawn_bill_leaves_the_month_to_be_charged_anew(
    office: Office, sample: Sample, paid: bool
) -> None:
    office.store.clock = lambda: NOW
    id = agreed(office, sample)
    office.do(agreements.make_month, MonthForm("2026-11", DUE))
    (bill,) = bill_ids(office, sample)
    card = office.ask(bills.card, bill)
    ((line, agreement, _number),) = card.lines
    assert (line.kind, line.amount, agreement) == ("agreement", 30_000, id)
    if paid:
        office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
        against = office.do(bills.counter, bill, ReasonForm("wrong")).result
        assert office.ask(bills.card, against).lines[0][0].amount == -30_000
    else:
        office.do(bills.withdraw, bill, WithdrawForm("wrong"))
    assert previewed(office, (2026, 11)) == {id: 30_000}
    again = office.do(agreements.make_month, MonthForm("2026-11", DUE))
    assert again.result == 1
    office.undo(again.deed)


def test_what_is_left_out_is_told_with_its_reason(office: Office, sample: Sample) -> None:
    office.store.clock = lambda: NOW
    free = agreed(office, sample, charged="none")
    bare = agreed(office, sample, charged="area", units=(sample.parking,))
    nowhere = agreed(office, sample, charged="area", units=(), person_id=sample.company)
    none = agreed(office, sample, charged="service")
    agreed(office, sample, state="draft")
    agreed(office, sample, until_day=date(2026, 10, 31))
    made = agreed(office, sample)
    office.do(agreements.make_month, MonthForm("2026-11", DUE))
    found = office.ask(agreements.preview, Month(2026, 11))
    assert found.lines == ()
    told = {line.id: line.left_out for line in found.left_out}
    assert told == {free: "free", bare: "no_area", nowhere: "no_units", none: "zero", made: "made"}
    assert {line.bill for line in found.left_out if line.id == made} == {"R-2611-001"}


def test_the_reasons_say_days_area_and_rises(office: Office, sample: Sample) -> None:
    office.store.clock = lambda: NOW
    agreed(
        office, sample, charged="area", price=280, from_day=date(2025, 11, 10), until_day=date(2026, 11, 20),
        index_percent=Decimal(3), index_from=date(2025, 11, 15),
    )  # fmt: skip
    (line,) = office.ask(agreements.preview, Month(2026, 11)).lines
    before, after = line.pieces
    # 2.80 rises to 2.88 on 15 November 2025 and to 2.97 a year later
    assert (before.days, before.rate, before.quantity, before.raised) == (14, 288, 11_250, 1)
    assert (after.days, after.rate, after.raised) == (6, 297, 2)
    assert line.amount == 21_803  # 112.5 × (2.88 × 14 + 2.97 × 6) ÷ 30 = 218.025, half a fen upwards


def test_prices_are_raised_in_one_deed_from_a_day(office: Office, sample: Sample) -> None:
    office.store.clock = lambda: NOW
    one = agreed(office, sample, price=33_333)
    draft = agreed(office, sample, state="draft")
    form = RaiseForm(Decimal("2.5"), date(2026, 12, 16), "Wages")
    shown = {line.id: (line.before, line.after, bool(line.left_out))
             for line in office.ask(agreements.raised, [one, draft], form)}  # fmt: skip
    assert shown == {one: (33_333, 34_166, False), draft: (30_000, 30_000, True)}
    done = office.do(agreements.raise_prices, [one, draft], form)
    assert done.result == 1
    # 15 of 31 days at 333.33, 16 at 341.66
    assert previewed(office, (2026, 12)) == {one: 33_763}
    assert previewed(office, (2026, 11)) == {one: 33_333}
    office.undo(done.deed)
    assert previewed(office, (2026, 12)) == {one: 33_333}


def test_postgresql_comes_to_the_same_sums(postgres_url: str) -> None:
    chance = Random(9)
    its = [told(chance) for _ in range(40)]
    office = found_office(postgres_url, OfficeForm(name="Willow", zone="Asia/Shanghai"))
    office.store.clock = lambda: NOW
    fill(office)
    ids = office.do(kept, its).result
    for month in MONTHS:
        assert previewed(office, month) == expected(its, ids, month), month
    made = office.do(agreements.make_month, MonthForm("2026-11", DUE))
    assert made.result == len(expected(its, ids, (2026, 11)))
    office.undo(made.deed)
    assert previewed(office, (2026, 11)) == expected(its, ids, (2026, 11))
    office.close()
