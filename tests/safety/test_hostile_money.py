"""Hostile strings in all that is written about money, read back from receipt, account and commission statement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import bills, charges, commission, parts, staff
from fmcrm_desktop.services.bills import BillForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges import FeeForm, LabourForm, PartUseForm
from fmcrm_desktop.services.commission import RuleForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.parts import PartForm
from fmcrm_desktop.services.staff import StaffForm
from fmcrm_desktop.store.work import Work
from tests.safety.hostile import STRINGS, kept
from tests.safety.test_hostile_papers import on_paper, papers, stands
from tests.sample import Sample
from tests.services.charging import cny, order

CLOSED, DAY, MONTH = datetime(2026, 10, 15, 2, 0, tzinfo=UTC), date(2026, 10, 15), Month(2026, 10)


@dataclass(frozen=True)
class Billed:
    """What one string names: ``text`` as it is kept, the bill, its person and the member of staff."""

    text: str
    bill: int
    person: int


@needs("person.write")
def customer(work: Work, name: str) -> int:
    return work.add(Person(name=name, sort_key=name)).id


@needs("money.read")
def number(work: Work, bill: int) -> str:
    return bills.card(work, bill).number


@pytest.fixture
def billed(office: Office, sample: Sample) -> list[Billed]:
    """For each string an order called by it, of a customer and with a worker, a part, a fee and a payment called so."""
    office.do(commission.add_rule, RuleForm("Labour", "labour", Decimal(10)))
    found = []
    for n, each in enumerate(STRINGS):
        text = kept(kept(each)[:60])
        if not text:
            continue
        person = office.do(customer, text).result
        worker = office.do(staff.add, StaffForm(text, role="technician")).result
        part = office.do(parts.add, PartForm(f"P{n}", text[:20].strip(), text, price=cny("3"))).result
        state = {"state": "closed", "done": CLOSED, "closed": CLOSED, "person_id": person, "staff_id": worker}
        id = order(office, sample, text, **state)
        for form in (
            LabourForm(worker, DAY, 60, cny("70"), text), PartUseForm(part, DAY, text=text),
            FeeForm(None, DAY, text, cny("5")),
        ):  # fmt: skip
            office.do(charges.add, id, form)
        bill = office.do(bills.make, BillForm(order_id=id)).result
        payment = office.ask(bills.payment_form, bill)
        payment.note = text
        office.do(bills.pay, bill, payment)
        found.append(Billed(text, bill, person))
    assert len(found) > 40
    return found


def said(office: Office, to: Path, name: str, options: Options) -> list[str]:
    making.write(office, name, options, to)
    return papers(to)


def on(text: str) -> str:
    """The beginning of a string as it stands on paper, short enough for the narrowest column."""
    return on_paper(text)[:5]


def test_every_string_stands_on_receipt_and_account(
    office: Office, billed: list[Billed], tmp_path: Path
) -> None:
    """Five times on the receipt: customer, labour, part, fee, payment; twice on the account: customer and payment."""
    year = Options(day=date(2026, 1, 1), until=date(2026, 12, 31))
    for n, each in enumerate(billed):
        language = ("en", "zh_CN")[n % 2]
        asked = Options(number=office.ask(number, each.bill), language=language)
        (receipt,) = said(office, tmp_path / "a.pdf", "receipt", asked)
        asked = replace(year, number=f"#{each.person}", language=language)
        (account,) = said(office, tmp_path / "b.pdf", "statement", asked)
        assert stands(each.text, receipt) and stands(each.text, account), each.text
        if len(each.text) > 5:
            assert receipt.count(on(each.text)) >= 5 and account.count(on(each.text)) >= 2, each.text


def test_every_string_stands_on_the_commission_statements_before_and_after_the_close(
    office: Office, billed: list[Billed], tmp_path: Path
) -> None:
    for closed in (False, True):
        if closed:
            form = office.ask(commission.close_form, str(MONTH))
            form.checked = True
            office.do(commission.close, str(MONTH), form)
        asked = Options(month=MONTH, language="en")
        made = said(office, tmp_path / "c.pdf", "commission-statement", asked)
        whole = "".join(made)
        assert len(made) == len(billed)
        assert [each.text for each in billed if not stands(each.text, whole)] == []
