"""Checklists: written, given to orders, filled, holding the order back; what failed becomes an order in one deed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.services import checklists, failed_checks, work_orders
from fmcrm_desktop.services.checklists import ChecklistForm, CheckRow, GiveForm, ItemLine, LeaveOutForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import DoneForm, OrderForm
from tests.sample import Sample

ITEMS = (
    ItemLine("Cabin clean"),
    ItemLine("Doors", kind="pass"),
    ItemLine("Oil pressure", kind="number", unit="bar", low=Decimal("1.5"), high=Decimal(3)),
    ItemLine("Remarks", kind="text", required=False),
    ItemLine("Rope", kind="choice", choices="good; worn；!broken"),
)


def template(office: Office, category: int | None = None, items: tuple[ItemLine, ...] = ITEMS) -> int:
    return office.do(checklists.add, ChecklistForm("Lift, monthly", "电梯月检", category, items)).result


def order(office: Office, sample: Sample, **more: object) -> int:
    form = OrderForm(summary="Lift service", staff_id=sample.plumber, **more)  # type: ignore[arg-type]
    return office.do(work_orders.enter, form).result


def given(office: Office, sample: Sample) -> tuple[int, dict[str, CheckRow]]:
    id = order(office, sample)
    assert office.do(checklists.give, id, GiveForm(template(office))).result == 5
    return id, items(office, id)


def items(office: Office, id: int) -> dict[str, CheckRow]:
    return {row.text: row for row in office.ask(checklists.of_order, id)}


def test_a_template_is_written_and_changed_its_items_in_order(office: Office) -> None:
    id = template(office)
    form = office.ask(checklists.form_of, id)
    assert [line.text for line in form.items] == [line.text for line in ITEMS]
    assert form.items[2].low == Decimal("1.5") and form.items[4].choices == "good; worn; !broken"
    form.items = (form.items[4], *form.items[:3])
    office.do(checklists.change, id, form)
    card = office.ask(checklists.card, id)
    assert [each.text for each in card.items] == ["Rope", "Cabin clean", "Doors", "Oil pressure"]
    form.items = form.items[::-1]
    with pytest.raises(Refusal):  # who opened it before does not put it back
        office.do(checklists.change, id, form)
    assert [row.items for row in office.ask(checklists.page, Query(text="电梯")).first] == [4]


@pytest.mark.parametrize(
    "line",
    [
        ItemLine(""),
        ItemLine("Rope", kind="choice", choices="good"),
        ItemLine("Oil", kind="number", low=Decimal(3), high=Decimal(2)),
        ItemLine("Oil", kind="number", low=Decimal("1e30")),
    ],
)
def test_an_item_that_checks_nothing_is_refused_by_its_name(office: Office, line: ItemLine) -> None:
    with pytest.raises(Invalid) as refused:
        template(office, items=(line,))
    assert "items" in refused.value.fields
    with pytest.raises(Invalid):
        template(office, items=())


def test_an_order_of_the_category_is_given_it_at_entry(office: Office, sample: Sample) -> None:
    template(office, category=3)
    assert len(office.ask(checklists.of_order, order(office, sample, category_id=3))) == 5
    assert not office.ask(checklists.of_order, order(office, sample, category_id=1))


def test_what_is_entered_decides_whether_it_is_in_order(office: Office, sample: Sample) -> None:
    _, rows = given(office, sample)
    for text, typed, state, value in (
        ("Cabin clean", "1", "ok", ""), ("Cabin clean", "", "", ""),
        ("Doors", "failed", "failed", ""), ("Doors", "ok", "ok", ""),
        ("Oil pressure", "1,5", "ok", "1.5"), ("Oil pressure", "1.499", "failed", "1.499"),
        ("Oil pressure", "3 bar", "ok", "3"), ("Oil pressure", "3.001", "failed", "3.001"),
        ("Remarks", "Some rust", "ok", "Some rust"),
        ("Rope", "worn", "ok", "worn"), ("Rope", "!broken", "failed", "!broken"),
    ):  # fmt: skip
        office.do(checklists.enter, rows[text].id, typed)
        found = items(office, next(iter(rows.values())) and _order_of(office, rows[text].id))[text]
        assert (found.state, found.value) == (state, value), (text, typed)
        assert (found.checked is None) == (state == "")
    for text, typed in (
        ("Oil pressure", "much"),
        ("Doors", "maybe"),
        ("Rope", "green"),
        ("Remarks", "x" * 401),
    ):
        with pytest.raises(Invalid):
            office.do(checklists.enter, rows[text].id, typed)


def _order_of(office: Office, check: int) -> int:
    for id in office.ask(work_orders.page, Query()).ids:
        if any(row.id == check for row in office.ask(checklists.of_order, id)):
            return id
    raise AssertionError(check)


def test_done_is_refused_naming_what_is_open(office: Office, sample: Sample) -> None:
    id, rows = given(office, sample)
    with pytest.raises(Refusal) as refused:
        office.do(work_orders.done, id, DoneForm(fix="Served"))
    assert refused.value.values["items"] == "Cabin clean; Doors; Oil pressure; Rope"
    for text, typed in (("Cabin clean", "1"), ("Doors", "ok"), ("Rope", "!broken")):
        office.do(checklists.enter, rows[text].id, typed)
    with pytest.raises(Refusal) as refused:
        office.do(work_orders.done, id, DoneForm(fix="Served"))
    assert refused.value.values["items"] == "Oil pressure"
    office.do(checklists.leave_out, rows["Oil pressure"].id, LeaveOutForm("No gauge"))
    office.do(work_orders.done, id, DoneForm(fix="Served"))
    assert office.ask(work_orders.card, id).state == "done"
    with pytest.raises(Refusal):  # what was found stays as it was found
        office.do(checklists.enter, rows["Doors"].id, "failed")


def test_a_changed_template_changes_no_order(office: Office, sample: Sample) -> None:
    id, _ = given(office, sample)
    (checklist,) = office.ask(checklists.page, Query()).ids
    form = office.ask(checklists.form_of, checklist)
    form.items = form.items[:1]
    office.do(checklists.change, checklist, form)
    assert len(items(office, id)) == 5
    with pytest.raises(Invalid):
        office.do(checklists.give, id, GiveForm(checklist))


def test_a_list_given_by_mistake_goes_again_unless_something_was_checked(
    office: Office, sample: Sample
) -> None:
    id, _ = given(office, sample)
    assert office.do(checklists.take_away, id).result == 5
    assert not items(office, id)
    office.do(checklists.give, id, GiveForm(office.ask(checklists.page, Query()).ids[0]))
    office.do(checklists.enter, items(office, id)["Doors"].id, "ok")
    with pytest.raises(Refusal):
        office.do(checklists.take_away, id)


def test_two_desks_do_not_overwrite_each_other(office: Office, sample: Sample) -> None:
    _, rows = given(office, sample)
    office.do(checklists.enter, rows["Doors"].id, "ok", rows["Doors"].version)
    with pytest.raises(Stale):
        office.do(checklists.enter, rows["Doors"].id, "failed", rows["Doors"].version)


def test_a_failed_item_becomes_a_linked_order_in_one_deed(office: Office, sample: Sample) -> None:
    id, rows = given(office, sample)
    doors = rows["Doors"].id
    with pytest.raises(Refusal):
        office.do(failed_checks.make_order, doors, failed_checks.FailedForm("Doors"))
    office.do(checklists.enter, doors, "failed")
    form = office.ask(failed_checks.draft, doors)
    assert (form.summary, form.staff_id) == ("Doors", sample.plumber)
    done = office.do(failed_checks.make_order, doors, form)
    row = items(office, id)["Doors"]
    assert row.made_order_id == done.result and row.made_number.startswith("W-")
    assert done.touched.keys() >= {"order_tie", "order_check", "work_order"}
    with pytest.raises(Refusal):
        office.do(failed_checks.make_order, doors, form)
    assert done.deed is not None
    office.undo(done.deed)
    assert items(office, id)["Doors"].made_order_id is None
