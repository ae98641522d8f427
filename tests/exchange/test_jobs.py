"""Imports and exports as another process does them: its own opening, its own person, stopped at a step."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmcrm_desktop.exchange import jobs
from fmcrm_desktop.exchange.import_file import Choice
from fmcrm_desktop.exchange.mapping import guessed
from fmcrm_desktop.jobs import Cancelled
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import imports, owners
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office

FILE = Path(__file__).parents[1] / "fixtures" / "imports" / "owners.gbk.csv"


class Steps:
    """Keeps the steps; stops the work at the ``last`` one."""

    path = None

    def __init__(self, last=1_000_000):
        self.last, self.seen = last, 0

    def step(self, done, of=0, text="", **values):
        self.seen += 1
        if self.seen >= self.last:
            raise Cancelled


def plan_for(office):
    header = Choice(FILE).table().header
    return jobs.Plan(Choice(FILE), "people", guessed(header, "people"), "Asia/Shanghai", office.who)


def people(office):
    return len(office.ask(owners.page, Query()).ids)


def test_an_import_beside_an_open_office_is_one_deed_that_can_be_undone(office):
    before = people(office)
    told = jobs.bring_in(Steps(), office.store.address, plan_for(office))
    assert people(office) == before + told.result.added > before
    assert "person" in told.touched
    assert "person" in jobs.take_back(Steps(), office.store.address, told.deed, office.who)
    assert people(office) == before


def test_the_columns_are_remembered_with_the_import(office):
    told = jobs.bring_in(Steps(), office.store.address, plan_for(office))
    assert office.ask(imports.recalled, told.file.signature)["columns"] == told.file.mapping.columns


def test_trying_an_import_changes_nothing(office):
    before = people(office)
    assert jobs.try_out(Steps(), office.store.address, plan_for(office)).result.added > 0
    assert people(office) == before


def test_an_import_that_is_stopped_leaves_nothing(office):
    before = people(office)
    with pytest.raises(Cancelled):
        jobs.bring_in(Steps(last=2), office.store.address, plan_for(office))
    assert people(office) == before


def test_the_other_process_has_the_rights_of_the_person_who_asked(office):
    office.who = Who(office.who.staff_id, "Clerk", "clerk")
    with pytest.raises(NotAllowed):
        jobs.bring_in(Steps(), office.store.address, plan_for(office))


def test_a_list_is_written_in_the_persons_language(office, tmp_path):
    wish = jobs.Wish("people", Query(), tmp_path / "people.csv", "zh_CN", office.who)
    written = jobs.take_out(Steps(), office.store.address, wish)
    text = (tmp_path / "people.csv").read_text(encoding="utf-8-sig")
    assert written.rows == people(office)
    assert "姓名" in text.splitlines()[0]


def test_an_export_that_is_stopped_leaves_no_file(office, tmp_path):
    wish = jobs.Wish("people", Query(), tmp_path / "people.csv", "en", office.who)
    with pytest.raises(Cancelled):
        jobs.take_out(Steps(last=2), office.store.address, wish)
    assert list(tmp_path.iterdir()) == [] or not any(
        one.suffix in (".csv", ".part") for one in tmp_path.iterdir()
    )


def test_a_list_nobody_knows_is_refused(office, tmp_path):
    wish = jobs.Wish("ghosts", Query(), tmp_path / "ghosts.csv", "en", office.who)
    with pytest.raises(Refusal):
        jobs.take_out(Steps(), office.store.address, wish)


def test_the_server_takes_the_same_import_from_another_process(postgres_url, tmp_path):
    office = found_office(
        postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    try:
        told = jobs.bring_in(Steps(), office.store.address, plan_for(office))
        assert people(office) == told.result.added > 0
        wish = jobs.Wish("people", Query(), tmp_path / "people.xlsx", "en", office.who)
        assert jobs.take_out(Steps(), office.store.address, wish).rows == told.result.added
        jobs.take_back(Steps(), office.store.address, told.deed, office.who)
        assert people(office) == 0
    finally:
        office.close()
