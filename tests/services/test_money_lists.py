"""Lists around money: a parts list goes out and comes in, and those late with a bill are called."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.charge import Part
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint
from fmcrm_desktop.model.property import Fee
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import bills, call_lists, charges, day_list, imports, parts
from fmcrm_desktop.services.bills import BillForm
from fmcrm_desktop.services.call_lists import ListForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges import FeeForm, LabourForm, PartUseForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.parts import PartForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.charging import DAY, cny, give_rates, order, rows
from tests.services.rows import added


def test_a_parts_list_goes_out_and_comes_in_unchanged(office: Office, tmp_path: Path) -> None:
    form = PartForm(
        "V-15", "piece", "Ball valve", "球阀", cny("18.35"), cny("7.10"), Decimal(10), Decimal(8), other_measure="个"
    )  # fmt: skip
    washer = office.do(parts.add, form).result
    path = tmp_path / "parts.csv"
    lists_out.export(office, "parts", Query(), path, str)
    assert all(said in path.read_text(encoding="utf-8-sig") for said in ("V-15", "18.35", ",piece,个,"))
    file = ImportFile.open(Choice(path), "parts", None, "Asia/Shanghai")
    assert office.do(imports.run, file.source()).result.same == 1
    path.write_text(
        "Part number,Part name,Price,In stock,英文单位\nV-15,Ball valve,20.5,3.25,只\nN-1,Nut,0.05,,\nN-2,,1,,\n"
    )
    file = ImportFile.open(Choice(path), "parts", None, "Asia/Shanghai")
    done = office.do(imports.run, file.source())
    assert (done.result.updated, done.result.added, done.result.rejected) == (1, 1, 1)
    row = office.ask(parts.rows, [washer])[0]
    assert (row.price, row.stock, row.cost, row.measure, row.other_measure) == (
        2050,
        3250,
        710,
        "piece",
        "只",
    )
    office.undo(done.deed)
    assert office.ask(parts.rows, [washer])[0].stock == 10_000


def test_what_many_parts_are_counted_in_leaves_no_word_of_before(office: Office) -> None:
    form = PartForm("V-15", "piece", "Ball valve", other_measure="个")
    ids = [office.do(parts.add, form).result]
    office.do(parts.change_many, ids, parts.ManyPartsForm(other_measure="只"))
    row = office.ask(parts.rows, ids)[0]
    assert (row.measure, row.other_measure) == ("piece", "只")
    office.do(parts.change_many, ids, parts.ManyPartsForm(measure="metre"))
    row = office.ask(parts.rows, ids)[0]
    assert (row.measure, row.other_measure) == ("metre", "")


def test_a_call_list_holds_those_who_are_late_with_a_bill(
    office: Office, sample: Sample, office_path: Path
) -> None:
    tap = order(office, sample)
    office.do(charges.add, tap, LabourForm(sample.plumber, DAY, 60, cny("70")))
    form = office.ask(bills.draft, {"order_id": tap})
    form.due_day = DAY - timedelta(days=1)
    bill = office.do(bills.make, form).result
    made = office.do(call_lists.make, ListForm(name="Late", special="unpaid")).result
    found = rows(office_path, "select person_id, order_id from call_line where list_id = ?", made)
    assert found == [(sample.owner, tap)]
    office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
    with pytest.raises(Refusal):
        office.do(call_lists.make, ListForm(name="Nobody", special="unpaid"))


@needs("person.write")
def _three_numbers(work: Work, person: int) -> None:
    for value, purpose, bad in (
        ("13800000001", "billing", True),
        ("13800000002", "any", False),
        ("13800000003", "repairs", False),
        ("13800000004", "billing", False),
    ):
        work.add(
            ContactPoint(
                person_id=person, kind="mobile", value=value, digits=value, purpose=purpose, do_not_use=bad,
                preferred=purpose == "any",
            )
        )  # fmt: skip


def test_who_is_late_with_a_bill_is_called_under_the_number_kept_for_billing(
    office: Office, sample: Sample
) -> None:
    """On the card, in the list and on the day's paper; what is about an order has the number kept for repairs."""
    office.do(_three_numbers, sample.owner)
    tap = order(office, sample, state="done", done=NOW)
    office.do(charges.add, tap, LabourForm(sample.plumber, DAY, 60, cny("70")))
    form = office.ask(bills.draft, {"order_id": tap})
    form.due_day = DAY - timedelta(days=1)
    bill = office.do(bills.make, form).result

    def first(special: str) -> tuple[str, str, str]:
        everyone = ListForm(
            name=special or "all", special=special, words="王芳", staff_ids=(office.who.staff_id,)
        )
        made = office.do(call_lists.make, everyone).result
        [row] = office.ask(call_lists.lines, Query().having("list", made)).first
        [day] = [each for each in office.ask(day_list.sheet).calls if each.text == (special or "all")]
        return office.ask(call_lists.card, row.id).numbers[0].value, row.phone, day.number

    assert first("unpaid") == ("13800000004",) * 3
    office.do(bills.pay, bill, office.ask(bills.payment_form, bill))
    assert first("rating") == ("13800000003",) * 3
    assert set(first("")) == {"13800000002"}


def test_a_line_is_called_by_who_worked_the_part_or_the_fee(office: Office, sample: Sample) -> None:
    office.do(give_rates, sample.plumber, 4133, 7000)
    tap = order(office, sample)
    part = office.do(
        added, Part, code="V", name="Valve", other_name="阀门", measure="m", other_measure="米", price=100
    ).result
    listed = office.do(added, Fee, name="Call-out", fixed=500).result
    for form in (
        LabourForm(sample.plumber, DAY, 60), PartUseForm(part, DAY, Decimal("2.5")), FeeForm(listed, DAY),
        FeeForm(day=DAY, text="Extra", amount=cny("1")),
    ):  # fmt: skip
        line = office.do(charges.add, tap, form).result
    card = office.ask(charges.of_order, tap)
    assert [(each.name, each.other_name) for each in card.lines] == [
        ("Gao Jun", "高军"), ("Valve", "阀门"), ("Call-out", ""), ("", ""),
    ]  # fmt: skip
    assert [each.used(Words()) for each in card.lines] == ["", "2.5 m", "", ""]
    assert (card.agreement, card.total, card.billed) == ("", 7000 + 250 + 500 + 100, 7850)
    number = office.ask(bills.card, office.do(bills.make, BillForm(order_id=tap)).result).number
    with pytest.raises(Refusal) as refused:
        office.do(charges.remove, line)
    assert refused.value.values["number"] == number
