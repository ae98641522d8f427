"""Saved views: kept, shown to whom they are for, changed, renamed, taken away; patient with what is gone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import views
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.views import Look, ViewForm
from tests.sample import Sample

LATE = Look(
    Query(text="电梯", where={"state": ("late", "open"), "staff": (3,)}, sort="number", descending=True),
    (("number", 96), ("summary", 300)),
)


def as_(office: Office, id: int, role: str = "clerk") -> None:
    office.who = Who(id, f"staff {id}", role)


def test_a_view_comes_back_as_it_was_kept(office: Office, sample: Sample) -> None:
    id = office.do(views.save, "work_orders", LATE, ViewForm("Late lifts")).result
    (view,) = office.ask(views.of_list, "work_orders")
    assert (view.id, view.name, view.look) == (id, "Late lifts", LATE)
    assert office.ask(views.of_list, "complaints") == []


def test_ones_own_views_are_seen_by_nobody_else_and_shared_ones_by_all(
    office: Office, sample: Sample
) -> None:
    as_(office, sample.clerk)
    office.do(views.save, "owners", LATE, ViewForm("mine"))
    office.do(views.save, "owners", LATE, ViewForm("ours", shared=True))
    as_(office, sample.plumber, "reader")
    (seen,) = office.ask(views.of_list, "owners")
    assert (seen.name, seen.shared, seen.mine) == ("ours", True, False)
    for case, args in ((views.change, (seen.id, LATE)), (views.archive, (seen.id,))):
        with pytest.raises(NotAllowed):
            office.do(case, *args)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        office.do(views.save, "owners", LATE, ViewForm("theirs", shared=True))
    office.do(views.save, "owners", LATE, ViewForm("a reader's own"))


def test_change_rename_remove_and_undo(office: Office, sample: Sample) -> None:
    id = office.do(views.save, "owners", LATE, ViewForm("one")).result
    office.do(views.save, "owners", LATE, ViewForm("two"))
    office.do(views.change, id, Look(Query(text="new")))
    with pytest.raises(Invalid):
        office.do(views.rename, id, ViewForm("TWO"))
    office.do(views.rename, id, ViewForm("three", shared=True))
    assert [(one.name, one.look.query.text) for one in office.ask(views.of_list, "owners")][-1] == (
        "three",
        "new",
    )
    done = office.do(views.archive, id)
    assert len(office.ask(views.of_list, "owners")) == 1
    assert done.deed is not None
    office.undo(done.deed)
    assert len(office.ask(views.of_list, "owners")) == 2


@pytest.mark.parametrize(
    "query", ["", "[]", "{", '{"where": [1], "sort": 4}', '{"where": {"a": "b", "c": [[1], 2]}}']
)
def test_what_cannot_be_read_is_left_out(
    office: Office, sample: Sample, office_path: Path, query: str
) -> None:
    office.do(views.save, "owners", LATE, ViewForm("one"))
    with sqlite3.connect(office_path) as connection:
        connection.execute("update saved_view set query = ?, columns = ?", (query, '[["name"], ["a", 3], 5]'))
    (view,) = office.ask(views.of_list, "owners")
    assert view.look.columns == (("a", 3),)
    assert set(view.look.query.where) <= {"c"}
