"""Categories: the office's own list, found or added by code or name in either language."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.services import categories
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.categories import CategoryForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work


@needs("import.run")
def found(work: Work, subject: str, said: str) -> int | None:
    return categories.find_or_add(work, subject, said)


@needs("complaint.write")
def complain(work: Work, category: int) -> int:
    return work.add(Complaint(number="C-1", received=work.now, subject="Loud", category_id=category)).id


def kept(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


@pytest.mark.parametrize("said", ["noise", "Noise", "NOISE ", "噪音"])
def test_a_category_is_found_by_its_code_and_by_either_name(
    office: Office, office_path: Path, said: str
) -> None:
    id = office.do(found, "complaint", said).result
    assert kept(office_path, "select subject, code from category where id = ?", id) == [
        ("complaint", "noise")
    ]


def test_a_new_name_becomes_a_category_once(office: Office, office_path: Path) -> None:
    before = kept(office_path, "select count(*) from category")
    first = office.do(found, "complaint", "Pets & dogs").result
    assert office.do(found, "complaint", "pets & DOGS").result == first
    assert kept(office_path, "select code, name from category where id = ?", first) == [
        ("pets_dogs", "Pets & dogs")
    ]
    assert kept(office_path, "select count(*) from category") == [(before[0][0] + 1,)]


def test_codes_stay_apart_where_nothing_latin_is_in_the_names(office: Office, office_path: Path) -> None:
    ids = [office.do(found, "complaint", said).result for said in ("宠物", "快递", "宠物")]
    assert ids[0] == ids[2] != ids[1]
    codes = kept(office_path, "select code from category where id in (?, ?) order by id", *ids[:2])
    assert codes == [("category",), ("category_2",)]


def test_nothing_said_is_no_category(office: Office) -> None:
    assert office.do(found, "complaint", "  ").result is None


def test_orders_and_complaints_have_lists_of_their_own(office: Office) -> None:
    orders = {choice.text for choice in office.ask(categories.for_orders)}
    complaints = {choice.text for choice in office.ask(categories.for_complaints)}
    assert "Lift" in orders and "Lift" not in complaints and "Conduct" in complaints


def test_a_picker_finds_by_either_language(office: Office) -> None:
    assert [choice.text for choice in office.ask(categories.for_complaints, "服务")] == ["Conduct"]
    assert [choice.other for choice in office.ask(categories.for_orders, "shui")] == ["给排水"], (
        "as it sounds"
    )
    assert [choice.other for choice in office.ask(categories.for_orders, "GPS")] == ["给排水"], (
        "by its initials"
    )
    assert office.ask(categories.for_orders, "shuigei") == []


def test_a_name_is_given_once(office: Office) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(categories.add, CategoryForm(name="noise"))
    assert "name" in caught.value.fields
    office.do(categories.add, CategoryForm(subject="order", name="Noise"))


def test_a_category_in_use_is_not_taken_away(office: Office, office_path: Path) -> None:
    id = office.do(found, "complaint", "Noise").result
    assert id is not None
    complaint = office.do(complain, id).result
    with pytest.raises(InUse):
        office.do(categories.archive, id)
    with sqlite3.connect(office_path) as connection:
        connection.execute("update complaint set state = 'followed_up' where id = ?", (complaint,))
    office.do(categories.archive, id)
    assert "Noise" not in {choice.text for choice in office.ask(categories.for_complaints)}
    assert [choice.text for choice in office.ask(categories.for_complaints, "", (id,))] == ["Noise"]


def test_a_renamed_category_keeps_its_code(office: Office, office_path: Path) -> None:
    id = office.do(found, "complaint", "noise").result
    assert id is not None
    office.do(categories.change, id, CategoryForm(name="Noise at night", other_name="夜间噪音", version=1))
    assert kept(office_path, "select code, name from category where id = ?", id) == [
        ("noise", "Noise at night")
    ]
