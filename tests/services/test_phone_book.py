"""The phone book: any number is found by name, unit or part of it; the printed book holds everybody."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint
from fmcrm_desktop.services import phone_book, staff
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.staff import StaffForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample


@pytest.fixture
def book(office: Office, sample: Sample) -> Office:
    office.do(staff.add, StaffForm(name="Lift Works Ltd", phone="400 820 1234", trade="lifts", vendor=True))
    office.do(staff.add, StaffForm(name="Guard", phone="0755 3333 4444"))
    return office


def found(office: Office, text: str = "", **where: object) -> list[tuple[str, str]]:
    query = Query(text=text)
    for name, value in where.items():
        query = query.having(name, value)
    return [(row.group, row.name) for row in office.ask(phone_book.page, query).first]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("王芳", ["王芳"]), ("wangfang", ["王芳"]), ("0138", ["王芳"]), ("8001", ["王芳"]),
        ("3-1202", ["Sato Travel", "王芳"]),
        ("8888", ["J. Moreau"]), ("820 12", ["Lift Works Ltd"]), ("lifts", ["Lift Works Ltd"]), ("3333 4", ["Guard"]),
        ("no such", []),
    ],
)  # fmt: skip
def test_a_number_is_found_by_name_unit_or_any_part(book: Office, typed: str, names: list[str]) -> None:
    assert [name for _group, name in found(book, typed)] == names


def test_staff_and_firms_stand_before_the_people(book: Office, sample: Sample) -> None:
    groups = [group for group, _name in found(book)]
    assert groups == ["staff", "vendor", "person", "person", "person", "person"]
    assert found(book, group="vendor") == [("vendor", "Lift Works Ltd")]
    assert found(book, building=sample.second_building) == [("person", "A. Novak"), ("person", "J. Moreau")]


@needs("person.write")
def _forbid(work: Work, person: int) -> None:
    from sqlalchemy import select

    for point in work.records(select(ContactPoint).where(ContactPoint.person_id == person)):
        point.do_not_use = True


def test_a_number_that_must_not_be_used_is_in_no_book(book: Office, sample: Sample) -> None:
    book.do(_forbid, sample.owner)
    assert ("person", "王芳") not in found(book)
    printed = [line.names.name for _title, part in book.ask(phone_book.sheet).parts for line in part]
    assert "王芳" not in printed


def test_the_printed_book_by_building_and_by_name(book: Office) -> None:
    by_name = book.ask(phone_book.sheet)
    assert [title.name for title, _lines in by_name.parts] == ["Staff", "Outside firms", "Owners and tenants"]
    assert [(line.names.name, line.unit) for line in by_name.parts[-1][1]] == [
        ("A. Novak", "1-0304"), ("J. Moreau", "1-0304"), ("Sato Travel", "3-1202"), ("王芳", "3-1202, P-044"),
    ]  # fmt: skip
    by_building = book.ask(phone_book.sheet, "building")
    assert [title.name for title, _lines in by_building.parts[2:]] == ["1", "3", "Without a building"]
