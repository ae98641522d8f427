"""Two records of a person are made one while somebody else has a form open on the one that goes: what they keep is
the kept one's. In one office file and on a server, there also in the same moment. Plain SQL looks."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import calendar, calls, complaints, merging, notes, owners, relations, work_orders
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.merging.giving import places
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW, PATIENCE
from tests.sample import Sample, fill

Rows = Callable[[str], list[tuple[Any, ...]]]
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def desks(where: str) -> Iterator[tuple[Office, Office, Sample]]:
    """Two desks of one office."""
    first = found_office(where, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min"))
    both = first, open_office(where)
    for desk in both:
        desk.store.clock = lambda: NOW
    yield *both, fill(first)
    for desk in both:
        desk.close()


@pytest.fixture
def rows(where: str) -> Rows:
    def read(question: str) -> list[tuple[Any, ...]]:
        if "://" in where:
            with psycopg.connect(where) as plain:
                return plain.execute(question).fetchall()  # type: ignore[arg-type]
        with closing(sqlite3.connect(where)) as file:
            return file.execute(question).fetchall()

    return read


def twin(desk: Office) -> int:
    return desk.do(owners.add, NewPersonForm(name="Wang Fang")).result


def named(rows: Rows, person: int) -> set[tuple[str, str]]:
    """Where a row that is not put away names somebody; the record of who went apart."""
    found = set()
    for table, name, told in places():
        columns = table.__table__.columns
        there = " and archived is null" if "archived" in columns else ""
        there += " and subject = 'person'" if told else ""
        if rows(f"select 1 from {table.__tablename__} where {name} = {person}{there}"):
            found.add((table.__tablename__, name))
    return found


def test_forms_opened_before_keep_for_the_one_kept(desks: tuple[Office, Office, Sample], rows: Rows) -> None:
    here, there, sample = desks
    gone = twin(here)
    form = here.ask(owners.form, sample.second_owner)
    there.do(merging.merge, MergeForm(sample.owner, gone))
    here.do(complaints.register, ComplaintForm(own_words="The lift stands still", person_id=gone,
                                               people=(sample.tenant,), promise=LATER))  # fmt: skip
    here.do(work_orders.enter, OrderForm(summary="Tap", person_id=gone, unit_id=sample.unit))
    here.do(calls.log, CallForm(gone, topic="Water", call_back=LATER, make_order=True, make_complaint=True))
    here.do(
        calendar.add, EventForm(title="Keys", starts=LATER, ends=LATER + timedelta(hours=1), person_id=gone)
    )
    here.do(notes.add, "person", gone, NoteForm("Rings twice"))
    here.do(relations.add, RelationForm(gone, sample.second_unit, "tenant"))
    here.do(owners.change, sample.second_owner, form)
    assert named(rows, gone) == set()
    told = {("complaint", "person_id"), ("work_order", "person_id"), ("call", "person_id"), ("event", "person_id"),
            ("note", "subject_id"), ("relation", "person_id"), ("promise", "person_id")}  # fmt: skip
    assert told <= named(rows, sample.owner)


def test_a_record_given_to_who_is_gone_is_the_kept_ones(
    desks: tuple[Office, Office, Sample], rows: Rows
) -> None:
    here, there, sample = desks
    gone = twin(here)
    order = here.do(work_orders.enter, OrderForm(summary="Tap", person_id=sample.tenant)).result
    form = here.ask(work_orders.change_form, order)
    there.do(merging.merge, MergeForm(sample.owner, gone))
    here.do(work_orders.change, order, replace(form, person_id=gone))
    assert rows("select person_id from work_order") == [(sample.owner,)]


@needs("office.settings")
def _many(work: Work, person: int) -> None:
    from fmcrm_desktop.model.person import ContactPoint

    work.add_many(ContactPoint, [{"person_id": person, "value": f"1380000000{n}"} for n in range(3)])


def test_many_rows_at_once_follow_too_over_two_merges(
    desks: tuple[Office, Office, Sample], rows: Rows
) -> None:
    here, there, sample = desks
    gone, also = twin(here), twin(here)
    there.do(merging.merge, MergeForm(also, gone))
    there.do(merging.merge, MergeForm(sample.owner, also))
    here.do(_many, gone)
    assert rows("select distinct person_id from contact_point where value like '1380000000_'") == [
        (sample.owner,)
    ]


def test_the_undo_of_a_merge_gives_back_what_was_given_over(
    desks: tuple[Office, Office, Sample], rows: Rows
) -> None:
    here, there, sample = desks
    gone = twin(here)
    here.do(work_orders.enter, OrderForm(summary="Before", person_id=gone))
    deed = there.do(merging.merge, MergeForm(sample.owner, gone)).deed
    here.do(work_orders.enter, OrderForm(summary="After", person_id=gone))
    assert deed is not None
    there.undo(deed)
    found = dict(rows("select summary, person_id from work_order"))
    assert found == {"Before": gone, "After": sample.owner}


def test_who_is_gone_is_not_changed_any_more_and_it_is_said_who_is_kept(
    desks: tuple[Office, Office, Sample], rows: Rows
) -> None:
    here, there, sample = desks
    gone = twin(here)
    form = here.ask(owners.form, gone)
    there.do(merging.merge, MergeForm(sample.owner, gone))
    form.notes = "Has a dog"
    with pytest.raises(Refusal) as caught:
        here.do(owners.change, gone, form)
    assert str(caught.value) == (
        "Wang Fang has been merged into 王芳 meanwhile. Open 王芳 and enter the change there."
    )
    assert not rows("select 1 from person where notes <> ''")


def waiting(where: str) -> bool:
    """Whether a connection of the server waits for a lock of another."""
    asked = "select 1 from pg_locks where not granted"
    with psycopg.connect(where) as plain:
        return bool(plain.execute(asked).fetchall())


def in_the_middle(where: str, first: Office, one: Callable[[Work], Any], second: Callable[[], Any]) -> None:
    """``one`` at the first desk has written but not ended when ``second`` comes, and has to wait."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            second()
        except BaseException as error:  # noqa: BLE001  told by the test
            failed.append(error)

    thread = threading.Thread(target=run)
    with first.store.writing(first.who, "test") as work:
        one(work)
        work.session.flush()
        thread.start()
        until = monotonic() + PATIENCE / 1000
        while thread.is_alive() and not waiting(where) and monotonic() < until:
            sleep(0.005)
        assert thread.is_alive(), "it did not wait"
    thread.join(PATIENCE / 1000)
    assert not thread.is_alive() and not failed, failed


@pytest.mark.parametrize("where", ["server"], indirect=True)
@pytest.mark.parametrize("merge_first", [True, False])
def test_in_the_same_moment(
    desks: tuple[Office, Office, Sample], rows: Rows, where: str, merge_first: bool
) -> None:
    here, there, sample = desks
    gone = twin(here)
    both, form = MergeForm(sample.owner, gone), OrderForm(summary="Tap", person_id=gone)
    if merge_first:
        in_the_middle(
            where, there, lambda work: merging.merge(work, both), lambda: here.do(work_orders.enter, form)
        )
    else:
        in_the_middle(
            where, here, lambda work: work_orders.enter(work, form), lambda: there.do(merging.merge, both)
        )
    assert rows("select person_id from work_order") == [(sample.owner,)]
