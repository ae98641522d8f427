"""While somebody asks, another desk keeps something: an answer, and all figures of one paper, are of one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.store.work import Work


class Silent:
    path: Path | None = None

    def step(self, *_told: object, **_values: object) -> None:
        pass


@pytest.fixture
def desk(where: str) -> Iterator[Office]:
    office = found_office(where, OfficeForm(name="Willow Court", zone="Asia/Shanghai"))
    yield office
    office.close()


def add(desk: Office) -> None:
    desk.do(owners.add, NewPersonForm(name="Tan Wei"))


@needs("person.read")
def _twice(work: Work, between: Callable[[], None]) -> tuple[int, int]:
    counted = select(func.count()).select_from(Person)
    first = work.value(counted)
    between()
    return first, work.value(counted)


def test_an_answer_is_of_one_moment(desk: Office) -> None:
    assert desk.ask(_twice, lambda: add(desk)) == (0, 0)
    assert desk.ask(_twice, lambda: None) == (1, 1)


def test_the_questions_of_one_paper_are_of_one_moment(desk: Office, where: str, tmp_path: Path) -> None:
    progress = Silent()
    progress.path = tmp_path / "paper.pdf"
    with making.printing(progress, where, Options()) as (opened, _words, _printing):
        assert len(opened.ask(owners.page, Query()).ids) == 0
        add(desk)
        assert len(opened.ask(owners.page, Query()).ids) == 0
    with making.printing(progress, where, Options()) as (opened, _words, _printing):
        assert len(opened.ask(owners.page, Query()).ids) == 1


def test_who_writes_sees_what_others_kept_until_now(desk: Office, where: str) -> None:
    """A deed that began earlier gets the next number, not one that was given meanwhile."""
    with desk.store.one_moment():
        assert desk.ask(_twice, lambda: None) == (0, 0)
        add(desk)
        assert desk.do(_twice, lambda: None).result == (1, 1)
