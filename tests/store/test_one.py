"""A record fetched by the text made once is what the session itself would have loaded."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from fmcrm_desktop.model.base import Base, Record
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample


def told(record: Any) -> dict[str, Any]:
    return {
        each.key: (type(value := getattr(record, each.key)), value)
        for each in inspect(type(record)).column_attrs
    }


@needs("office.read")
def both_ways(work: Work, table: type[Base], id: int) -> tuple[Any, Any]:
    mine = work.get(table, id)
    state: Any = inspect(mine)
    assert state.persistent
    assert not work.session.is_modified(mine)
    assert work.get(table, id) is mine
    with Session(work.session.connection()) as other:
        theirs = other.scalars(select(table).where(inspect(table).primary_key[0] == id)).one()
        return told(mine), told(theirs)


def test_every_table_s_record_is_what_the_session_would_load(year: Office) -> None:
    """Value by value and type by type; the last row of each table that has any."""
    seen = 0
    for mapper in Base.registry.mappers:
        table, key = mapper.class_, mapper.primary_key[0]
        if len(mapper.primary_key) > 1 or not issubclass(table, Record):
            continue
        with year.store.readers.connect() as connection:
            ids = connection.execute(select(key).order_by(key.desc()).limit(3)).scalars().all()
        for id in ids:
            mine, theirs = year.ask(both_ways, table, id)
            assert mine == theirs, table.__tablename__
            seen += 1
    assert seen > 60, "the office of the tests says too little"


@needs("person.write")
def change_twice(work: Work, person: int) -> tuple[str, int]:
    record = work.get(Person, person)
    record.name = "Once"
    work.session.flush()
    work.session.expunge(record)
    again = work.get(Person, person)
    again.name = f"{again.name}, twice"
    work.session.flush()
    return again.name, again.version


def test_what_the_deed_itself_wrote_is_read_and_its_version_goes_on(office: Office, sample: Sample) -> None:
    before = office.ask(both_ways, Person, sample.owner)[1]["version"][1]
    assert office.do(change_twice, sample.owner).result == ("Once, twice", before + 2)


@needs("person.read")
def names_of(work: Work, person: int) -> list[str]:
    return [each.name for each in work.get(Person, person).names]


def test_what_hangs_on_it_is_loaded_when_it_is_asked_for(office: Office, sample: Sample) -> None:
    with office.store.readers.connect() as connection:
        asked = "select name from person_name where person_id = ? order by id"
        known = connection.exec_driver_sql(asked, (sample.owner,)).scalars().all()
    assert office.ask(names_of, sample.owner) == list(known)


@needs("person.read")
def nobody(work: Work) -> None:
    work.get(Person, 987_654)


def test_who_is_not_there_is_missing(office: Office) -> None:
    with pytest.raises(Missing):
        office.ask(nobody)
