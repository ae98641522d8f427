"""Taking charges back: the stock is start less what is used, and each line comes to its amount, whatever is undone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import charges, parts
from fmcrm_desktop.services.charges import PartUseForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.parts import PartForm
from tests.sample import Sample
from tests.services.charging import DAY, check_accounts, cny, order


@pytest.fixture
def tap(office: Office, sample: Sample) -> int:
    return order(office, sample)


@pytest.fixture
def washer(office: Office) -> int:
    form = PartForm("V-15", "piece", "Ball valve", price=cny("18.35"), cost=cny("7.10"), stock=Decimal(10))
    return office.do(parts.add, form).result


def corrected(office: Office, line: int, **values: Any) -> int:
    form = office.ask(charges.form_of, line)
    for name, value in values.items():
        setattr(form, name, value)
    return office.do(charges.change, line, form).deed


def refused(office: Office, deed: int) -> None:
    with pytest.raises(Refusal, match="changed again since"):
        office.undo(deed)


def test_a_line_corrected_since_is_taken_back_from_its_end(
    office: Office, tap: int, washer: int, office_path: Path
) -> None:
    used = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal("1.97")))
    dearer = corrected(office, used.result, quantity=Decimal("3.94"))
    refused(office, used.deed)
    check_accounts(office_path, {washer: 10_000})
    corrected(office, used.result, text="Both taps")  # words take nothing from the stock
    office.undo(dearer)
    office.undo(used.deed)
    assert office.ask(parts.rows, [washer])[0].stock == 10_000
    check_accounts(office_path, {washer: 10_000})


def test_a_line_that_came_back_and_was_corrected_does_not_go_by_an_undo(
    office: Office, tap: int, washer: int, office_path: Path
) -> None:
    line = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(1))).result
    back = office.undo(office.do(charges.remove, line).deed)
    more = corrected(office, line, quantity=Decimal(3))
    refused(office, back.deed)
    check_accounts(office_path, {washer: 10_000})
    office.undo(more)
    office.undo(back.deed)
    assert office.ask(parts.rows, [washer])[0].stock == 10_000


def test_another_part_is_not_put_back_for_a_quantity_entered_since(
    office: Office, tap: int, washer: int, office_path: Path
) -> None:
    form = PartForm("S-2", "piece", "Seal", price=cny("18.35"), cost=cny("7.10"), stock=Decimal(5))
    seal = office.do(parts.add, form).result
    line = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(1))).result
    other = corrected(office, line, part_id=seal)
    corrected(office, line, quantity=Decimal(2))
    refused(office, other)
    check_accounts(office_path, {washer: 10_000, seal: 5_000})


def test_an_undo_leaves_no_line_that_does_not_come_to_its_amount(
    office: Office, tap: int, washer: int, office_path: Path
) -> None:
    form = PartUseForm(part_id=washer, day=DAY, quantity=Decimal(1), rate=cny("0"))
    line = office.do(charges.add, tap, form).result
    more = corrected(office, line, quantity=Decimal(2))  # comes to nothing before and after
    corrected(office, line, rate=cny("5"))
    refused(office, more)
    check_accounts(office_path, {washer: 10_000})


def test_words_are_taken_back_whatever_was_counted_since(office: Office, tap: int, washer: int) -> None:
    line = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(1))).result
    said = corrected(office, line, text="Under the sink")
    corrected(office, line, quantity=Decimal(2))
    office.undo(said)
    (card,) = office.ask(charges.of_order, tap).lines
    assert (card.text, card.quantity) == ("", 2_000)
    assert office.ask(parts.rows, [washer])[0].stock == 8_000


def test_a_line_taken_out_since_is_left_where_it_is(office: Office, tap: int, washer: int) -> None:
    used = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(1)))
    said = corrected(office, used.result, text="Under the sink")
    office.do(charges.remove, used.result)
    for deed in (said, used.deed):
        refused(office, deed)
    assert office.ask(parts.rows, [washer])[0].stock == 10_000
