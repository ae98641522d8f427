"""Rows that name a unit or building the office has put away: told so, and no second one of the same name."""

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.services import buildings, imports, units
from tests.services.test_imports import ask, bring, table

OWNERS = [["Building", "Unit", "Owner", "Mobile"], ["3", "1202", "Ann Li", "13511110001"],
          ["3", "1203", "Bob Wu", "13511110002"]]  # fmt: skip
TOLD = "{name} is archived. Restore it, then import this row once more."


def the_unit(office, label="3-1202"):
    ((id,),) = ask(office, f"select id from unit where label = '{label}' and archived is null")
    return id


@pytest.mark.parametrize(
    ("kind", "header", "row"),
    [
        ("people", ["Building", "Unit", "Owner", "Mobile"], ["3", "1202室", "Cy Ma", "13511110003"]),
        ("people", ["Unit", "Owner", "Mobile"], ["3栋1202", "Cy Ma", "13511110003"]),
        ("units", ["Building", "Unit", "Floor"], ["3", "1202", "12"]),
        ("orders", ["Received", "Building", "Unit", "Title"], ["2026-11-02 09:00", "3", "1202", "Tap drips"]),
        ("equipment", ["Code", "Name", "Building", "Unit"], ["B-1", "Boiler", "3", "1202"]),
    ],
)
def test_a_row_of_an_archived_unit_says_so_and_comes_in_once_it_is_back(
    empty_office, tmp_path, kind, header, row
):
    bring(empty_office, table(tmp_path, OWNERS), "people")
    unit = the_unit(empty_office)
    empty_office.do(units.archive, unit)
    path = table(tmp_path, [header, row], "more.csv")
    choice = Choice(path)
    seen = empty_office.ask(
        imports.preview, ImportFile.open(choice, kind, None, empty_office.store.zone).source()
    )
    assert [(each.what, each.why.text, each.why.values) for each in seen.first] == [
        ("rejected", TOLD, {"name": "3-1202"})
    ]
    assert bring(empty_office, path, kind).result.rejected == 1
    assert ask(empty_office, "select count(*) from unit") == [(2,)]
    empty_office.do(units.restore, unit)
    assert bring(empty_office, path, kind).result.rejected == 0
    assert ask(empty_office, "select count(*) from unit") == [(2,)]


def test_the_same_number_behind_another_door_is_another_unit(empty_office, tmp_path):
    doors = [["Unit", "Owner"], ["3-1-101", "Ann Li"]]
    bring(empty_office, table(tmp_path, doors), "people")
    empty_office.do(units.archive, the_unit(empty_office, "3-1-101"))
    more = [["Unit", "Owner"], ["3-2-101", "Bob Wu"], ["3-1-101", "Cy Ma"]]
    result = bring(empty_office, table(tmp_path, more, "more.csv"), "people").result
    assert (result.added, [each.line for each in result.rejects]) == (1, [3])


def test_a_row_of_an_archived_building_says_so(empty_office, tmp_path):
    bring(empty_office, table(tmp_path, OWNERS[:2]), "people")
    empty_office.do(units.archive, the_unit(empty_office))
    ((building,),) = ask(empty_office, "select id from building")
    empty_office.do(buildings.archive, building)
    for rows, kind in (
        (OWNERS, "people"),
        ([["Building", "Address"], ["3", "1 Elm St"]], "buildings"),
    ):
        result = bring(empty_office, table(tmp_path, rows), kind).result
        assert {each.why.values["name"] for each in result.rejects} == {"3"}
        assert result.rejected == result.read
    assert ask(empty_office, "select count(*) from building") == [(1,)]


def test_what_went_with_an_import_that_was_undone_comes_again(empty_office, tmp_path):
    path = table(tmp_path, OWNERS)
    empty_office.undo(bring(empty_office, path, "people").deed)
    assert bring(empty_office, path, "people").result.added == 2
