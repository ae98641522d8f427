"""Own fields: defined, saved in the record's deed, found, exported, printed; whatever is typed comes back equal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import (
    complaints,
    exports,
    own_fields,
    own_values,
    owners,
    search,
    units,
    work_orders,
)
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.work_orders import OrderForm
from tests.safety import hostile
from tests.sample import Sample


def define(
    office: Office, subject: str = "person", kind: str = "text", name: str = "Plate", **more: object
) -> int:
    return int(office.do(own_fields.add, OwnFieldForm(subject, kind, name, **more)).result)  # type: ignore[arg-type]


def change_own(office: Office, person: int, *values: str) -> int:
    """Save these values in the person's own fields; gives the deed."""
    form = office.ask(owners.form, person)
    form.own = tuple(replace(entry, value=value) for entry, value in zip(form.own, values, strict=True))
    deed = office.do(owners.change, person, form).deed
    assert deed is not None
    return deed


def said(office: Office, person: int) -> list[str]:
    return [entry.value for entry in office.ask(owners.form, person).own]


def test_a_value_is_saved_with_the_form_found_and_undone(office: Office, sample: Sample) -> None:
    define(office)
    define(office, kind="date", name="Lease")
    deed = change_own(office, sample.owner, "粤B·88Q66", "2026-12-31")
    card = office.ask(owners.card, sample.owner)
    assert [(line.name, line.value) for line in card.own] == [("Plate", "粤B·88Q66"), ("Lease", "2026-12-31")]
    assert list(office.ask(owners.page, Query("88Q66")).ids) == [sample.owner]
    office.undo(deed)
    assert said(office, sample.owner) == ["", ""]
    assert list(office.ask(owners.page, Query("88Q66")).ids) == []


def test_nobody_is_found_by_a_field_that_is_asked_no_more(office: Office, sample: Sample) -> None:
    field = define(office)
    change_own(office, sample.owner, "粤B·88Q66")
    office.do(own_fields.archive, field)
    assert list(office.ask(owners.page, Query("88Q66")).ids) == []
    assert office.ask(search.find, "88Q66") == ()
    assert said(office, sample.owner) == []
    office.do(own_fields.restore, field)
    assert list(office.ask(owners.page, Query("88Q66")).ids) == [sample.owner]
    assert said(office, sample.owner) == ["粤B·88Q66"]


def test_what_was_not_touched_is_left_alone_and_two_desks_are_told(office: Office, sample: Sample) -> None:
    define(office)
    mine = office.ask(owners.form, sample.owner)
    change_own(office, sample.owner, "theirs")
    office.do(owners.change, sample.owner, mine)
    assert said(office, sample.owner) == ["theirs"]
    mine = office.ask(owners.form, sample.owner)
    mine.own = (replace(mine.own[0], was="", value="mine"),)
    with pytest.raises(Invalid) as wrong:
        office.do(owners.change, sample.owner, mine)
    assert list(wrong.value.fields) == ["own"]


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("number", "1,234.50", "1234.50"), ("number", "１２３４", "1234"), ("number", "-0,5", "-0.5"),
        ("number", "1,234", "1234"), ("number", "1 234,5", "1234.5"),
        ("date", "2026/2/3", "2026-02-03"), ("date", "2026年2月3日", "2026-02-03"), ("date", "3.2.2026", "2026-02-03"),
        ("choice", "GOLD", "Gold"), ("tick", "是", "1"), ("tick", "no", ""), ("tick", "x", "1"), ("text", " a ", "a"),
    ],
)  # fmt: skip
def test_each_kind_reads_what_people_write(kind: str, typed: str, kept: str) -> None:
    assert own_values.read(kind, typed, ("Gold", "Silver")) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "abc"), ("number", "1e9999999"), ("number", "9" * 60), ("number", "1.2.3.4"), ("date", "2026-02-30"),
        ("date", "soon"), ("date", "1066-10-14"), ("choice", "Bronze"), ("tick", "maybe"), ("text", "x" * 1001),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_beside_the_own_fields(
    office: Office, sample: Sample, kind: str, typed: str
) -> None:
    define(office, kind=kind, choices=("Gold",))
    with pytest.raises(Invalid) as wrong:
        change_own(office, sample.owner, typed)
    assert list(wrong.value.fields) == ["own"]


def test_hostile_strings_come_back_equal_on_form_page_list_and_export(
    office: Office, office_path: Path
) -> None:
    define(office)
    entry = office.ask(own_fields.blank, "person")[0]
    kept = {}
    for text in hostile.STRINGS:
        form = NewPersonForm(name="Somebody", own=(replace(entry, value=text),))
        kept[office.do(owners.add, form).result] = hostile.kept(text)
    assert len(kept) > 15
    for id, text in kept.items():
        assert said(office, id) == [text]
    with closing(sqlite3.connect(office_path)) as file:
        stored = dict(file.execute("select record_id, value from own_value"))
    assert stored == {id: text for id, text in kept.items() if text}

    def column(exported: exports.Exported) -> list[object]:
        at = exported.header.index("Plate")
        return [row[at] for row in exported.rows]

    written = office.ask(exports.through, "people", Query(), column)
    assert sorted(str(each) for each in written if each is not None) == sorted(stored.values())


def test_units_orders_and_complaints_have_theirs_too(office: Office, sample: Sample) -> None:
    for subject in ("unit", "work_order", "complaint"):
        define(office, subject, "choice", "Grade", choices=("Amber", "Crimson"))
    form = office.ask(units.form, sample.unit)
    form.own = (replace(form.own[0], value="Crimson"),)
    office.do(units.change, sample.unit, form)
    assert [line.value for line in office.ask(units.card, sample.unit).own] == ["Crimson"]
    entry = office.ask(own_fields.blank, "work_order")[0]
    order = office.do(
        work_orders.enter, OrderForm(summary="Tap drips", own=(replace(entry, value="Amber"),))
    ).result
    assert [line.value for line in office.ask(work_orders.card, order).own] == ["Amber"]
    change = office.ask(work_orders.change_form, order)
    change.own = (replace(change.own[0], value="Crimson"),)
    office.do(work_orders.change, order, change)
    entry = office.ask(own_fields.blank, "complaint")[0]
    told = ComplaintForm(own_words="Noise", anonymous=True, own=(replace(entry, value="Amber"),))
    complaint = office.do(complaints.register, told).result
    assert [line.value for line in office.ask(complaints.card, complaint).own] == ["Amber"]
    assert list(office.ask(work_orders.page, Query("crimson")).ids) == [order]
    assert list(office.ask(complaints.page, Query("amber")).ids) == [complaint]
    assert list(office.ask(units.page, Query("crimson")).ids) == [sample.unit]
    assert {hit.kind for hit in office.ask(search.find, "crimson")} == {"unit", "work_order"}


def test_definitions_are_guarded(office: Office, sample: Sample) -> None:
    first = define(office, other_name="车牌")
    for name in ("plate", "车牌"):
        with pytest.raises(Invalid):
            define(office, name=name)
    with pytest.raises(Invalid):
        define(office, kind="choice", name="Empty")
    assert office.ask(own_fields.form_of, first).other_name == "车牌"
    change_own(office, sample.owner, "B 1")
    form = office.ask(own_fields.form_of, first)
    form.kind = "number"
    with pytest.raises(Invalid):
        office.do(own_fields.change, first, form)
    second = define(office, name="Lease")
    office.do(own_fields.move, second, -1)
    assert [entry.name for entry in office.ask(own_fields.blank, "person")] == ["Lease", "Plate"]
    office.do(own_fields.archive, first)
    assert [entry.name for entry in office.ask(own_fields.blank, "person")] == ["Lease"]
    assert [(row.name, row.count) for row in office.ask(own_fields.listed) if row.archived] == [("Plate", 1)]
    office.do(own_fields.restore, first)
    assert said(office, sample.owner) == ["", "B 1"]
