"""Receipt, statement of account and commission statement: what is on them, their sums, and sums carried over."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import bills, charges, commission, parts
from fmcrm_desktop.services.bills import PaymentForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges import FeeForm, LabourForm, PartUseForm
from fmcrm_desktop.services.charges.of_order import ChargeLine
from fmcrm_desktop.services.commission import RuleForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.parts import PartForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.charging import DAY, cny, order

THEN = datetime(2026, 10, 15, tzinfo=UTC)


@needs("person.write")
def speaks(work: Work, person: int, language: str) -> None:
    work.get(Person, person).language = language


def pages(office: Office, name: str, options: Options, folder: Path) -> list[str]:
    target = folder / f"{name}.pdf"
    making.write(office, name, options, target)
    return [page.extract_text() for page in pypdf.PdfReader(target).pages]


def amounts(text: str) -> list[Decimal]:
    return [Decimal(found.replace(",", "")) for found in re.findall(r"¥([\d,]+\.\d\d)", text)]


@pytest.fixture
def long_bill(office: Office, sample: Sample) -> int:
    """A bill of 90 lines, each another amount, so that it takes several pages."""
    id = order(office, sample)
    for at in range(90):
        office.do(charges.add, id, FeeForm(day=DAY, text=f"Fee {at}", amount=Money(1001 + 37 * at, "CNY")))
    return office.do(bills.make, office.ask(bills.draft, {"order_id": id})).result


def test_a_long_receipt_carries_its_sums_over(office: Office, long_bill: int, tmp_path: Path) -> None:
    told = pages(office, "receipt", Options(number="R-2611-001", language="en"), tmp_path)
    assert len(told) > 2
    carried = [
        [Decimal(found.replace(",", "")) for found in re.findall(r"Carried over\s*¥([\d,]+\.\d\d)", page)]
        for page in told
    ]
    whole = Decimal(sum(1001 + 37 * at for at in range(90))) / 100
    so_far = Decimal(0)
    for at, page in enumerate(told):
        own = [Decimal(1001 + 37 * n) / 100 for n in map(int, re.findall(r"Fee (\d+)\b", page))]
        assert (carried[at][0] if at else Decimal(0)) == so_far
        so_far += sum(own)
        if so_far < whole:
            assert carried[at][-1] == so_far
    assert so_far == whole and f"{whole:,}" in told[-1]


def test_a_chinese_receipt_says_what_was_paid_in_capital_characters(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    id = order(office, sample)
    office.do(charges.add, id, FeeForm(day=DAY, text="角阀", amount=Money(8500, "CNY")))
    bill = office.do(bills.make, office.ask(bills.draft, {"order_id": id})).result
    wanted = Options(number="R-2611-001", language="zh_CN")
    assert "大写" not in pages(office, "receipt", wanted, tmp_path)[0]
    office.do(bills.pay, bill, PaymentForm(day=DAY, amount=Money(8500, "CNY")))
    told = pages(office, "receipt", wanted, tmp_path)[0]
    assert "人民币捌拾伍元整" in told and "（盖章）" in told


def test_a_receipt_speaks_the_customers_language(
    office: Office, sample: Sample, long_bill: int, tmp_path: Path
) -> None:
    office.do(speaks, sample.owner, "zh_CN")
    (first, *_) = pages(office, "receipt", Options(number="R-2611-001", language="en"), tmp_path)
    assert "收据" in first and "王芳" in first and "Receipt" not in first
    with pytest.raises(Invalid):
        pages(office, "receipt", Options(number="R-1"), tmp_path)


@pytest.mark.parametrize(
    ("language", "said", "not_said"), [("en", "1 pc", "个"), ("zh_CN", "1 个", "pc")], ids=["en", "zh_CN"]
)
def test_a_part_is_counted_in_the_customers_language(
    office: Office, sample: Sample, tmp_path: Path, language: str, said: str, not_said: str
) -> None:
    valve = office.do(
        parts.add, PartForm("V-15", "个", "Ball valve", "球阀", cny("30"), other_measure="pc")
    ).result
    id = order(office, sample)
    office.do(charges.add, id, PartUseForm(part_id=valve, day=DAY, quantity=Decimal("1.000")))
    bill = office.do(bills.make, office.ask(bills.draft, {"order_id": id})).result
    office.do(speaks, sample.owner, language)
    (told,) = pages(office, "receipt", Options(number=office.ask(bills.rows, [bill])[0].number), tmp_path)
    assert said in told and not_said not in told and "1.0 " not in told


def test_a_statement_ends_with_what_is_owed(
    office: Office, sample: Sample, long_bill: int, tmp_path: Path
) -> None:
    office.do(bills.pay, long_bill, PaymentForm(DAY, cny("1000"), note="First half"))
    office.do(speaks, sample.owner, "en")
    told = "".join(
        pages(
            office,
            "statement",
            Options(number=f"#{sample.owner}", day=date(2026, 11, 1), until=DAY),
            tmp_path,
        )
    )
    owed = office.ask(bills.owed, sample.owner)
    assert str(Money(owed, "CNY")) in told and "First half" in told and "R-2611-001" in told
    assert amounts(told)[-1] == Decimal(owed) / 100


def test_commission_is_stated_in_both_languages(office: Office, sample: Sample, tmp_path: Path) -> None:
    office.do(commission.add_rule, RuleForm("Labour", "labour", Decimal("12.5")))
    for pay in (True, False):
        id = order(office, sample, state="closed", done=THEN, closed=THEN)
        office.do(charges.add, id, LabourForm(sample.plumber, DAY, 60, cny("70")))
        bill = office.do(bills.make, office.ask(bills.draft, {"order_id": id})).result
        if pay:
            office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
    options = Options(month=Month(2026, 10), language="en")
    (english,) = pages(office, "commission-statement", options, tmp_path)
    assert "Gao Jun" in english and "¥8.75" in english and "12.5 %" in english and "Not paid yet" in english
    (chinese,) = pages(
        office, "commission-statement", Options(month=Month(2026, 10), language="zh_CN"), tmp_path
    )
    assert "高军" in chinese and "提成单" in chinese and "尚未付清" in chinese and "12.5%" in chinese


def test_the_days_of_an_agreements_charge_are_said_in_the_language() -> None:
    empty = {each.name: None for each in fields(ChargeLine)}
    line = ChargeLine(**{**empty, "kind": "agreement", "text": "2026-10-01 – 2026-10-31"})
    assert line.noted(Words("en")) == "1 Oct 2026 – 31 Oct 2026"
    assert line.noted(Words("zh_CN")) == "2026年10月1日 – 2026年10月31日"
    assert (
        ChargeLine(**{**empty, "kind": "labour", "text": "on 2026-10-01"}).noted(Words("en"))
        == "on 2026-10-01"
    )
