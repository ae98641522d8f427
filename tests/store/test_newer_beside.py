"""A program of today beside a newer one that has brought the office on the server up: it says so and changes nothing,
whether the tables are still as it knows them or not. Plain psycopg stands for the newer one and counts."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import InUse
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.store.schema import VERSION
from fmcrm_desktop.store.soundness import Newer

BROUGHT_UP = f"update alembic_version set version_num = '{VERSION + 1:04d}'"
Counted = list[tuple[int, int, int]]


@pytest.fixture
def desk(postgres_url: str) -> Iterator[Office]:
    office = found_office(postgres_url, OfficeForm(name="Willow Court", manager="Zhou Min"))
    yield office
    office.close()


def counted(url: str, *first: str) -> Counted:
    with psycopg.connect(url) as newer:
        for each in first:
            newer.execute(each)
        columns = ", ".join(f"(select count(*) from {table})" for table in ("person", "audit", "deed"))
        return newer.execute(f"select {columns}").fetchall()


@pytest.mark.parametrize(
    "changed",
    [
        ("alter table person add column weight integer",),
        ("alter table person add column weight integer not null",),
        ("alter table person rename column notes to remarks",),
    ],
    ids=["more", "wanted", "renamed"],
)
def test_a_save_of_an_older_program_is_refused_whole(
    desk: Office, postgres_url: str, changed: tuple[str, ...]
) -> None:
    before = counted(postgres_url, *changed, BROUGHT_UP)
    for _ in range(2):
        with pytest.raises(Newer, match="newer version"):
            desk.do(owners.add, NewPersonForm(name="Tan Wei"))
    assert counted(postgres_url) == before
    with pytest.raises(Newer):
        open_office(postgres_url)


def test_a_question_that_the_newer_tables_do_not_answer_says_so(desk: Office, postgres_url: str) -> None:
    counted(postgres_url, "alter table person rename column name to called", BROUGHT_UP)
    with pytest.raises(Newer, match="newer version"):
        desk.ask(owners.page, Query())


def test_what_is_missing_in_tables_of_today_is_no_newer_program(desk: Office, postgres_url: str) -> None:
    counted(postgres_url, "alter table person add column weight integer not null")
    with pytest.raises(InUse):
        desk.do(owners.add, NewPersonForm(name="Tan Wei"))
