"""A list's order is remembered, and never longer than it is true: whoever changed the office, and whatever is asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Select, event, select
from sqlalchemy.orm import with_loader_criteria

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import complaints, paging
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store import narrowing, remembered
from tests.conftest import NOW


@pytest.fixture
def three(office: Office) -> list[int]:
    with office.store.writing(office.who, "test") as work:
        made = [
            work.add(Complaint(number=f"Z-{at}", subject=f"Lamp {at}", received=NOW, gap=gap))
            for at, gap in enumerate(("respect", "response", "respect"))
        ]
        return [one.id for one in made]


@contextmanager
def counted(office: Office) -> Iterator[list[str]]:
    """The lists of ids that are read meanwhile."""
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        if "json_group_array" in sql or sql.startswith("SELECT complaint.id \nFROM"):
            said.append(sql)

    event.listen(office.store.readers, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        event.remove(office.store.readers, "before_cursor_execute", hear)


def of(*gaps: str) -> Select[Any]:
    return select(Complaint.id).where(Complaint.gap.in_(gaps)).order_by(Complaint.id)


def read(office: Office, *gaps: str) -> list[int]:
    with office.store.reading(office.who, "test") as work:
        return list(remembered.order(work, of(*gaps)))


def by_file(path: Path, *gaps: str) -> list[int]:
    with closing(sqlite3.connect(path)) as file:
        marks = ",".join("?" * len(gaps))
        rows = file.execute(f"select id from complaint where gap in ({marks}) order by id", gaps)
        return [id for (id,) in rows]


def test_it_is_read_once_while_nothing_changes(office: Office, three: list[int], office_path: Path) -> None:
    with counted(office) as said:
        assert read(office, "respect") == read(office, "respect") == by_file(office_path, "respect")
    assert len(said) == 1


def test_another_value_in_the_question_is_another_question(
    office: Office, three: list[int], office_path: Path
) -> None:
    for gaps in (
        ("respect",),
        ("response",),
        ("respect",),
        ("respect", "response"),
        ("response", "resources"),
    ):
        assert read(office, *gaps) == by_file(office_path, *gaps), gaps


def test_a_deed_of_this_desk_is_seen(office: Office, three: list[int], office_path: Path) -> None:
    before = read(office, "respect")
    with office.store.writing(office.who, "test") as work:
        work.get(Complaint, three[1]).gap = "respect"
    assert read(office, "respect") == by_file(office_path, "respect") == sorted([*before, three[1]])


def test_a_deed_of_another_desk_is_seen(office: Office, three: list[int], office_path: Path) -> None:
    before = read(office, "respect")
    with closing(sqlite3.connect(office_path)) as other:
        other.execute("update complaint set gap = 'respect' where id = ?", (three[1],))
        other.commit()
    assert read(office, "respect") == sorted([*before, three[1]])


def test_a_server_is_asked_once_while_nothing_changes_and_after_a_deed_of_another_desk(
    postgres_url: str,
) -> None:
    office = found_office(postgres_url, OfficeForm(name="Willow Court", manager="Zhou Min"))
    with closing(office), psycopg.connect(postgres_url) as other:
        with office.store.writing(office.who, "test") as work:
            made = [
                work.add(Complaint(number=f"Z-{at}", subject="Lamp", received=NOW, gap="respect")).id
                for at in range(3)
            ]
        with counted(office) as said:
            assert read(office, "respect") == read(office, "respect") == made
            assert len(said) == 1
            other.execute("update complaint set gap = 'response' where id = %s", (made[1],))
            assert read(office, "respect") == made, "it is not kept yet"
            other.commit()
            assert read(office, "respect") == read(office, "respect") == [made[0], made[2]]
            with office.store.writing(office.who, "test") as work:
                work.get(Complaint, made[0]).gap = "response"
            assert read(office, "respect") == [made[2]]


def test_a_deed_sees_what_it_changed_itself_and_nobody_what_was_taken_back(
    office: Office, three: list[int], office_path: Path
) -> None:
    before = read(office, "respect")
    with pytest.raises(ZeroDivisionError), office.store.writing(office.who, "test") as work:
        assert list(remembered.order(work, of("respect"))) == before
        work.get(Complaint, three[1]).gap = "respect"
        work.session.flush()
        assert list(remembered.order(work, of("respect"))) == sorted([*before, three[1]])
        raise ZeroDivisionError
    with office.store.writing(office.who, "test") as work:
        assert list(remembered.order(work, of("respect"))) == before
    assert read(office, "respect") == before


def test_a_narrowed_question_neither_gets_nor_leaves_the_whole_list(
    office: Office, three: list[int], office_path: Path
) -> None:
    asked = select(Complaint.id).order_by(Complaint.id)
    only = with_loader_criteria(Complaint, Complaint.id == three[1])
    for limits in ((), (only,), ()):
        with office.store.reading(office.who, "test") as work, narrowing.narrowed(work, *limits):
            found = list(remembered.order(work, asked))
        assert found == ([three[1]] if limits else by_file(office_path, "respect", "response", "")), limits


def test_words_typed_letter_by_letter_read_the_whole_list_once(
    office: Office, three: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MANY", 0)
    with counted(office) as said:
        found = [list(office.ask(complaints.page, Query("lamp"[:end])).ids) for end in range(1, 5)]
    assert found[-1] == sorted(three, reverse=True)
    # the words once a letter, the list itself once
    assert len([sql for sql in said if "document_fts" not in sql]) == 1
    with office.store.writing(office.who, "test") as work:
        work.archive(work.get(Complaint, three[0]))
    assert list(office.ask(complaints.page, Query("lamp")).ids) == sorted(three[1:], reverse=True)
