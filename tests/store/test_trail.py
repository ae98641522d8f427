"""The trail: who changed what is kept in the same transaction, read back with plain sqlite3."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from fmcrm_desktop.model.base import Link
from fmcrm_desktop.model.event import EventGuest
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import NotAllowed, Refusal, Stale
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.office import NOBODY, Office, needs
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample


@needs("person.write")
def rename(work: Work, person: int, name: str, seen: int | None = None) -> None:
    work.get(Person, person, seen=seen).name = name


@needs("person.write")
def rename_then_fail(work: Work, person: int) -> None:
    rename(work, person, "Nobody")
    work.session.flush()
    raise Refusal("stop {x}", x=1)


@needs("person.read")
def change_while_asking(work: Work, person: int) -> None:
    rename(work, person, "Nobody")
    work.session.flush()


@needs("person.write")
def change_in_bulk(work: Work) -> None:
    work.session.execute(update(Person).values(name="All"))


@needs("person.write")
def delete_in_bulk(work: Work) -> None:
    work.session.execute(delete(Person))


def no_right_declared(work: Work) -> None:
    raise AssertionError("the door let it in")


def rows(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(sql, values).fetchall()


def test_a_change_is_written_down_with_its_author_and_both_values(
    office: Office, sample: Sample, office_path: Path
) -> None:
    done = office.do(rename, sample.owner, "王方")
    [(who, case, action, changes)] = rows(
        office_path,
        'select d.who, d."case", a.action, a.changes from audit a join deed d on d.id = a.deed_id where d.id = ?',
        done.deed,
    )
    assert (who, case, action) == ("Zhou Min", "tests.rename", "change")
    assert json.loads(str(changes)) == {"name": ["王芳", "王方"]}
    assert done.touched == {"person": {sample.owner}}


def test_a_refused_deed_leaves_nothing_behind(office: Office, sample: Sample, office_path: Path) -> None:
    before = rows(office_path, "select count(*), max(id) from audit")
    with pytest.raises(Refusal):
        office.do(rename_then_fail, sample.owner)
    assert rows(office_path, "select count(*), max(id) from audit") == before
    assert rows(office_path, "select name from person where id = ?", sample.owner) == [("王芳",)]


def test_a_question_cannot_change_anything(office: Office, sample: Sample) -> None:
    with pytest.raises(AssertionError):
        office.ask(change_while_asking, sample.owner)


def test_what_somebody_else_changed_is_shown_and_not_overwritten(office: Office, sample: Sample) -> None:
    office.do(rename, sample.owner, "王方", seen=1)
    with pytest.raises(Stale) as caught:
        office.do(rename, sample.owner, "王房", seen=1)
    assert caught.value.theirs["name"] == "王方"


@pytest.mark.parametrize("case", [change_in_bulk, delete_in_bulk])
def test_changes_in_bulk_are_refused(office: Office, case: object) -> None:
    with pytest.raises(Refusal):
        office.do(case)  # type: ignore[arg-type]


def test_a_case_without_a_right_and_a_person_without_one_are_refused(office: Office, sample: Sample) -> None:
    with pytest.raises(NotAllowed):
        office.do(no_right_declared)
    office.who = NOBODY
    with pytest.raises(NotAllowed):
        office.do(rename, sample.owner, "x")


def test_a_deed_is_undone_once_and_only_while_nobody_went_on(
    office: Office, sample: Sample, office_path: Path
) -> None:
    first = office.do(rename, sample.owner, "王方")
    second = office.do(rename, sample.owner, "王房")
    assert first.deed is not None and second.deed is not None
    with pytest.raises(Refusal):
        office.undo(first.deed)
    office.undo(second.deed)
    assert rows(office_path, "select name from person where id = ?", sample.owner) == [("王方",)]
    with pytest.raises(Refusal):
        office.undo(second.deed)


@needs("person.write")
def identify(work: Work, person: int, number: str) -> None:
    work.get(Person, person).identity_number = number


def test_a_secret_that_was_nothing_before_is_undone_unless_it_was_changed_again(
    office: Office, sample: Sample, office_path: Path
) -> None:
    first = office.do(identify, sample.owner, "110101199001011234")
    assert rows(office_path, "select changes from audit where deed_id = ?", first.deed) == [
        ('{"identity_number": ["", "***"]}',)
    ]
    assert first.deed is not None
    office.undo(first.deed)
    assert rows(office_path, "select identity_number from person where id = ?", sample.owner) == [("",)]
    again = office.do(identify, sample.owner, "110101199001011234")
    office.do(identify, sample.owner, "440101199001011234")
    assert again.deed is not None
    with pytest.raises(Refusal):
        office.undo(again.deed)
    assert rows(office_path, "select identity_number from person where id = ?", sample.owner) == [
        ("440101199001011234",)
    ]


@needs("person.write")
def set_again(work: Work, person: int, name: str, moved: bool) -> None:
    record = work.get(Person, person)
    for each in ("Somebody else", name) if moved else (name,):
        record.name = each


@pytest.mark.parametrize("moved", [False, True], ids=["the same", "there and back"])
def test_what_is_set_to_what_it_was_leaves_no_line_and_no_news(
    office: Office, sample: Sample, office_path: Path, moved: bool
) -> None:
    [(name,)] = rows(office_path, "select name from person where id = ?", sample.owner)
    before = rows(office_path, "select count(*) from audit")
    heard: list[object] = []
    office.changed.append(heard.append)
    done = office.do(set_again, sample.owner, str(name), moved)
    assert (done.touched, done.deed, heard) == ({}, None, [])
    assert rows(office_path, "select count(*) from audit") == before


@needs("person.write")
def archive_and_look(work: Work, person: int) -> tuple[bool, int]:
    before = work.get(Person, person)
    before.notes = "Moves"
    work.archive_many(Person, [person])
    again = work.get(Person, person)
    again.notes = "Has moved"
    work.session.flush()
    return again.archived is not None, again.version


def test_what_was_archived_with_many_others_is_seen_to_be_so_in_the_same_deed(
    office: Office, office_path: Path, sample: Sample
) -> None:
    """And may be changed once more: what the deed holds of it is not the version of before."""
    gone, version = office.do(archive_and_look, sample.owner).result
    with sqlite3.connect(office_path) as plain:
        [(archived, kept, notes)] = plain.execute(
            "select archived is not null, version, notes from person where id = ?", (sample.owner,)
        )
    assert (gone, version, notes) == (bool(archived), kept, "Has moved") and gone


@needs("person.write")
def change_and_look(work: Work, person: int) -> tuple[str, int]:
    before = work.get(Person, person)
    before.notes = "Moves"
    work.change_many(Person, [person], "tier", before.tier, "A")
    again = work.get(Person, person)
    again.notes = "Has moved"
    work.session.flush()
    return again.tier, again.version


def test_what_was_changed_with_many_others_is_seen_to_be_so_in_the_same_deed(
    office: Office, office_path: Path, sample: Sample
) -> None:
    seen = office.do(change_and_look, sample.owner).result
    kept = rows(office_path, "select tier, version, notes from person where id = ?", sample.owner)
    assert kept == [(*seen, "Has moved")] and seen[0] == "A"


@needs("person.write")
def tie(work: Work, added: Link | None = None) -> None:
    if added is not None:
        work.add(added)
    else:
        work.remove(work.records(select(EventGuest))[0])


@pytest.mark.parametrize("came", [True, False, None])
def test_a_no_that_is_not_nothing_comes_back_with_its_tie(
    office: Office, office_path: Path, sample: Sample, came: bool | None
) -> None:
    event = office.do(
        calendar.add, EventForm(title="Party", starts=NOW, ends=NOW + timedelta(hours=1))
    ).result
    office.do(tie, EventGuest(event_id=event, person_id=sample.owner, attended=came))
    kept = rows(office_path, "select * from event_guest")
    gone = office.do(tie)
    assert gone.deed is not None
    office.undo(gone.deed)
    assert rows(office_path, "select * from event_guest") == kept
