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


def counted(office: Office, part: int, stock: Decimal | None) -> int:
    """Enter what is in stock, None where it is counted no more; gives the deed."""
    form = office.ask(parts.form_of, part)
    form.stock = stock
    return office.do(parts.change, part, form).deed


def stock_of(office: Office, part: int) -> int | None:
    return office.ask(parts.rows, [part])[0].stock


def test_a_line_of_before_the_count_gives_back_what_it_used(office: Office, tap: int, washer: int) -> None:
    counted(office, washer, None)
    used = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(2)))
    more = corrected(office, used.result, quantity=Decimal(3))
    assert stock_of(office, washer) is None
    counted(office, washer, Decimal(7))
    back = office.undo(more)
    assert stock_of(office, washer) == 8_000
    again = office.undo(back.deed)
    assert stock_of(office, washer) == 7_000
    office.undo(again.deed)
    gone = office.undo(used.deed)
    assert stock_of(office, washer) == 10_000, "as taking the line out gives back"
    counted(office, washer, None)
    office.undo(gone.deed)
    assert stock_of(office, washer) is None
    removed = office.do(charges.remove, used.result).deed
    counted(office, washer, Decimal(10))
    office.undo(removed)
    assert stock_of(office, washer) == 8_000, "the line that came back takes it again"


def test_a_count_given_up_does_not_come_back_without_what_was_used_since(
    office: Office, tap: int, washer: int
) -> None:
    given_up = counted(office, washer, None)
    line = office.do(charges.add, tap, PartUseForm(part_id=washer, day=DAY, quantity=Decimal(2))).result
    with pytest.raises(Refusal, match="used since"):
        office.undo(given_up)
    assert stock_of(office, washer) is None
    seal = office.do(parts.add, PartForm("S-2", "piece", "Seal", price=cny("1"), stock=Decimal(5))).result
    corrected(office, line, part_id=seal)
    with pytest.raises(Refusal, match="used since"):
        office.undo(given_up)  # who knows whether it came back
    other = counted(office, seal, None)
    corrected(office, line, text="Under the sink")  # words use nothing
    office.undo(other)
    assert stock_of(office, seal) == 3_000
