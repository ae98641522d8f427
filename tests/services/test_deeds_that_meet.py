"""Two desks on one server in each other's way: the server takes one deed back whole, and it is done again from what it
was given; what can be walked only once is told instead. Plain psycopg counts."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from sqlalchemy import Table, event, select

from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Met, Refusal
from fmcrm_desktop.services import imports, owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.imports import Source
from fmcrm_desktop.services.imports.sink import Sink
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.store import ids
from fmcrm_desktop.store.work import Work


@pytest.fixture
def desks(postgres_url: str) -> Iterator[tuple[Office, Office]]:
    first = found_office(postgres_url, OfficeForm(name="Willow Court", manager="Zhou Min"))
    second = open_office(postgres_url)
    yield first, second
    first.close()
    second.close()


def lines(url: str, id: int) -> int:
    """How often the change log says that a person was changed."""
    with psycopg.connect(url) as plain:
        asked = "select id from audit where record_table = 'person' and record_id = %s and action = 'change'"
        return len(plain.execute(asked, [id]).fetchall())


_BEGUN: list[int] = []
_BOTH = threading.Barrier(2)


@needs("person.write")
def crossed(work: Work, first: int, second: int, given: Iterator[int] | None = None) -> None:
    """Changes two people; both desks hold their first before they come to their second."""
    _BEGUN.append(first)
    for id in (first, second):
        work.get(Person, id).notes += "x"
        work.session.flush()
        if id == first and _BEGUN.count(first) == 1:
            _BOTH.wait(20)


def meet(desks: tuple[Office, Office], pair: tuple[int, int], given: Iterator[int] | None) -> list[object]:
    _BEGUN.clear()

    def run(at: int) -> object:
        try:
            return desks[at].do(crossed, *(pair if at else pair[::-1]), given).deed
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(2) as threads:
        return list(threads.map(run, range(2)))


def test_of_two_deeds_that_wait_for_each_other_both_are_done(
    desks: tuple[Office, Office], postgres_url: str
) -> None:
    one, two = (desks[0].do(owners.add, NewPersonForm(name=name)).result for name in ("One", "Two"))
    told = meet(desks, (one, two), None)
    assert all(isinstance(each, int) for each in told) and len(_BEGUN) > 2, told
    assert lines(postgres_url, one) == lines(postgres_url, two) == 2


def test_what_can_be_walked_only_once_is_not_begun_again(
    desks: tuple[Office, Office], postgres_url: str
) -> None:
    one, two = (desks[0].do(owners.add, NewPersonForm(name=name)).result for name in ("One", "Two"))
    told = meet(desks, (one, two), (n for n in (1, 2)))
    assert {type(each) for each in told} == {int, Met}
    assert len(_BEGUN) == 2 and "Nothing was lost" in str(next(e for e in told if isinstance(e, Met)))
    assert lines(postgres_url, one) == lines(postgres_url, two) == 1


def test_an_import_that_meets_a_save_is_told_and_not_taken_for_one_of_no_rows(
    desks: tuple[Office, Office], monkeypatch: pytest.MonkeyPatch
) -> None:
    importing, saving = desks
    values = {"number": "P-1", "name": "Tan Wei"}
    importing.do(imports.run, Source("people", [Incoming(1, dict(values), [], {}, [])]))
    id = saving.ask(owners.page, Query()).first[0].id
    row = Incoming(1, {**values, "occupation": "Baker"}, [], {}, [])
    real = Sink.change

    def met(self: Sink, table: Any, changes: Mapping[int, Mapping[str, Any]]) -> None:
        before = self.work.records(select(Person).where(Person.id == id))
        form = saving.ask(owners.form, id)
        form.notes = "typed meanwhile"
        saving.do(owners.change, id, form)
        assert before and changes
        real(self, table, changes)

    monkeypatch.setattr(Sink, "change", met)
    with pytest.raises(Met):
        importing.do(imports.run, Source("people", (each for each in [row])))
    assert saving.ask(owners.form, id).notes == "typed meanwhile"


def test_a_deed_is_taken_back_once_by_two_desks(desks: tuple[Office, Office], postgres_url: str) -> None:
    deed = desks[0].do(owners.add, NewPersonForm(name="Twice")).deed
    assert deed is not None
    together = threading.Barrier(2)

    def undo(desk: Office) -> str:
        together.wait(20)
        try:
            desk.undo(deed)
        except Refusal as refusal:
            return str(refusal)
        return ""

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(undo, desks))
    assert told == ["", "This has been undone already."]
    with psycopg.connect(postgres_url) as plain:
        assert plain.execute("select version from person where name = 'Twice'").fetchall() == [(2,)]


def test_fresh_ids_are_never_those_of_another_desk(desks: tuple[Office, Office], postgres_url: str) -> None:
    """The sequence gives others theirs in the middle of a block, and after each step of taking one."""
    table: Table = Person.__table__  # type: ignore[assignment]
    writer, others = desks[0].store.writer, list[int]()
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute("alter sequence person_id_seq increment by 2")

        def meanwhile(*_step: Any) -> None:
            others.extend(row[0] for row in other.execute("select nextval('person_id_seq')").fetchall())

        event.listen(writer, "after_cursor_execute", meanwhile)
        with desks[0].store.writing(desks[0].who, "test") as work:
            mine = list(ids.take(work.session, table, 3))
        event.remove(writer, "after_cursor_execute", meanwhile)
        meanwhile()
    assert others and len({*mine, *others}) == 3 + len(others), (mine, others)
