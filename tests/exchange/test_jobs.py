"""An import in a process of its own: tried, run, undone, taken back whole by Cancel."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.exchange.jobs import Plan, bring_in, take_back, try_out
from fmcrm_desktop.jobs import Cancelled, Job, Running
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import imports, owners
from fmcrm_desktop.services.office import Office

OWNERS = Path(__file__).parents[1] / "fixtures" / "imports" / "owners.gbk.csv"


class Heard:
    """Progress as the work sees it, with a hand on Cancel once rows have gone through."""

    path = None

    def __init__(self, *, cancel: bool = False) -> None:
        self.steps: list[int] = []
        self.cancel = cancel

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
        self.steps.append(done)
        if self.cancel and done:
            raise Cancelled


def plan(office: Office) -> Plan:
    choice, zone = Choice(OWNERS), office.store.zone
    return Plan(choice, "people", ImportFile.open(choice, "people", None, zone).mapping, zone, office.who)


def people(office: Office) -> int:
    return len(office.ask(owners.page, Query()))


def test_another_process_tries_an_import_and_hands_the_preview_back(empty_office: Office) -> None:
    heard: list[tuple[object, ...]] = []
    job = Job("fmcrm_desktop.exchange.jobs:try_out", (empty_office.store.address, plan(empty_office)))
    Running(job).messages(heard.append)
    state, told = heard[-1]
    assert (state, told.result.read, told.result.added) == ("done", 4, 4)  # type: ignore[attr-defined]
    assert people(empty_office) == 0


def test_what_was_brought_in_can_be_undone_and_its_columns_are_remembered(empty_office: Office) -> None:
    wanted, address = plan(empty_office), empty_office.store.address
    assert try_out(Heard(), address, wanted).result.added == 4
    told = bring_in(Heard(), address, wanted)
    assert told.result.added == 4 and "person" in told.touched
    assert people(empty_office) == 4
    assert empty_office.ask(imports.recalled, told.file.signature) is not None
    assert told.deed is not None
    take_back(Heard(), address, told.deed, empty_office.who)
    assert people(empty_office) == 0


def test_cancel_leaves_nothing_behind(empty_office: Office) -> None:
    with pytest.raises(Cancelled):
        bring_in(Heard(cancel=True), empty_office.store.address, plan(empty_office))
    assert people(empty_office) == 0
