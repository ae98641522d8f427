"""Staff: lists, pickers, adding, changing, leaving."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import staff
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.staff import StaffForm
from tests.sample import Sample


def names(office: Office, query: Query) -> list[str]:
    return [row.name for row in office.ask(staff.page, query).first]


def test_the_list_is_in_order_and_filtered(office: Office, sample: Sample) -> None:
    assert names(office, Query()) == ["Gao Jun", "He Yan", "Li Na", "Zhou Min"]
    assert names(office, Query(descending=True, sort="name"))[0] == "Zhou Min"
    assert names(office, Query(where={"role": ("technician",)})) == ["Gao Jun", "He Yan"]
    assert names(office, Query(text="高军")) == names(office, Query(text="plumb")) == ["Gao Jun"]
    assert names(office, Query(text="%")) == names(office, Query(text="_")) == []


def test_a_picker_finds_by_name_in_either_script_and_by_id(office: Office, sample: Sample) -> None:
    assert [choice.text for choice in office.ask(staff.choices, "李娜")] == ["Li Na"]
    assert [choice.text for choice in office.ask(staff.choices, "", (sample.plumber,))] == ["Gao Jun"]


def test_staff_are_found_as_their_names_are_typed_in_pinyin(office: Office, sample: Sample) -> None:
    office.do(staff.add, StaffForm(name="单芳", role="clerk"))
    for typed, found in {"gaojun": ["Gao Jun"], "GaoJ": ["Gao Jun"], "gj": ["Gao Jun"], "shanf": ["单芳"],
                         "danfang": ["单芳"], "sf": ["单芳"], "fangshan": []}.items():  # fmt: skip
        assert (
            [choice.text for choice in office.ask(staff.choices, typed)]
            == found
            == names(office, Query(text=typed))
        )


def test_only_technicians_and_outside_firms_take_work_orders(office: Office) -> None:
    office.do(staff.add, StaffForm(name="Lift Service Ltd", role="reader", vendor=True))
    found = {choice.text for choice in office.ask(staff.technicians)}
    assert found == {"Gao Jun", "He Yan", "Lift Service Ltd"}


def test_who_has_left_is_offered_no_more_but_still_named(
    office: Office, sample: Sample, office_path: Path
) -> None:
    office.do(staff.archive, sample.plumber)
    assert "Gao Jun" not in {choice.text for choice in office.ask(staff.choices, "")}
    assert [choice.text for choice in office.ask(staff.choices, "", (sample.plumber,))] == ["Gao Jun"]
    assert names(office, Query(archived=True)) == ["Gao Jun"]
    office.do(staff.restore, sample.plumber)
    with sqlite3.connect(office_path) as connection:
        assert connection.execute(
            "select archived from staff where id = ?", (sample.plumber,)
        ).fetchone() == (None,)


def test_a_change_is_kept_and_a_stale_one_refused(office: Office, sample: Sample, office_path: Path) -> None:
    mine, theirs = office.ask(staff.form_of, sample.clerk), office.ask(staff.form_of, sample.clerk)
    theirs.role = "dispatcher"
    office.do(staff.change, sample.clerk, theirs)
    with pytest.raises(Stale):
        office.do(staff.change, sample.clerk, mine)
    with sqlite3.connect(office_path) as connection:
        kept = connection.execute("select name, role from staff where id = ?", (sample.clerk,)).fetchone()
    assert kept == ("Li Na", "dispatcher")


@pytest.mark.parametrize(
    ("form", "field"), [(StaffForm(), "name"), (StaffForm(name="X", role="king"), "role")]
)
def test_what_cannot_be_saved_is_named_by_its_field(office: Office, form: StaffForm, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        office.do(staff.add, form)
    assert set(caught.value.fields) == {field}


def test_only_a_manager_changes_staff(office: Office, sample: Sample) -> None:
    office.who = Who(sample.clerk, "Li Na", "clerk")
    assert office.may(staff.choices) and not office.may(staff.add) and not office.may(staff.change)
