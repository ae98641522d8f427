"""Statements that stand ready say what SQLAlchemy would say, and fail as it fails."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Boolean, Date, Select, Text, bindparam, literal, or_, select, text, type_coerce
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.keeping import Deed, Document
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store import documents, ready, wording, wording_channels, wording_committee, wording_more
from fmcrm_desktop.store.work import Work, ready_rows, ready_rows_each
from tests.conftest import NOW
from tests.sample import Sample

MODULES = (documents, wording, wording_more, wording_committee, wording_channels)
NAMED = {"kind": "person", "subject": "person"}


def asked() -> list[tuple[str, Select[*tuple[object, ...]]]]:
    """All selects about some records that the search documents are made of."""
    return [
        (f"{module.__name__.rpartition('.')[2]}.{name}", value)
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, Select) and ready.REFS in value.compile().params
    ]


@needs("office.read")
def both_ways(work: Work, refs: list[int]) -> dict[str, tuple[list[tuple[object, ...]], ...]]:
    connection, answers = work.session.connection(), {}
    for name, statement in asked():
        named = {key: value for key, value in NAMED.items() if key in statement.compile().params}
        core = connection.execute(statement, {"refs": refs, **named}).all()
        answers[name] = (
            [tuple(row) for row in core],
            [tuple(row) for row in ready.rows_of(connection, statement, refs, **named)],
        )
    return answers


def test_every_select_of_the_search_documents_answers_as_sqlalchemy_does(
    office: Office, sample: Sample
) -> None:
    answers = office.ask(both_ways, list(range(1, 40)))
    assert len(answers) > 25
    assert sum(bool(core) for core, _ in answers.values()) >= 5, "the office of the tests says too little"
    for name, (core, mine) in answers.items():
        assert mine == core, name
    one = office.ask(both_ways, [sample.owner])
    assert all(mine == core for core, mine in one.values())


def test_no_column_of_them_would_want_to_be_read_first(office: Office) -> None:
    dialect = office.store.readers.dialect
    for name, statement in asked():
        for column in statement.selected_columns:
            assert column.type.dialect_impl(dialect).result_processor(dialect, None) is None, (name, column)


AT, DAY, WORD = (
    bindparam("at", type_=Moment()),
    bindparam("day", type_=Date()),
    bindparam("word", type_=Text()),
)
NAMES = literal(NOW, Moment()), literal("it's 100 %", Text()), literal(True, Boolean())
BOUND = select(AT, DAY, WORD, *NAMES).where(
    or_(literal(NOW, Moment()) < AT, DAY.in_([NOW.date()])), WORD != "%(at)s"
)
"""Values that come with the question, and values that stand in it."""
SEVERAL = [
    {
        "at": NOW + timedelta(hours=n, microseconds=n),
        "day": NOW.date() - timedelta(n),
        "word": f"{n} % it's 王",
    }
    for n in (3, 0, -3)
]


@needs("office.read")
def answered(work: Work) -> tuple[list[list[tuple[object, ...]]], ...]:
    """By SQLAlchemy, one by one and all together; moments and days as the driver gives them."""
    said = (
        select(*(type_coerce(each, Text) for each in BOUND.subquery().c))
        if work.dialect == "sqlite"
        else BOUND
    )
    core = [[tuple(row) for row in work.rows(said, **values)] for values in SEVERAL]
    alone = [[tuple(row) for row in ready_rows(work, BOUND, **values)] for values in SEVERAL]
    return core, alone, [[tuple(row) for row in rows] for rows in ready_rows_each(work, BOUND, SEVERAL)]


def test_values_reach_the_database_as_sqlalchemy_sends_them(office: Office) -> None:
    core, alone, together = office.ask(answered)
    assert [len(rows) for rows in core] == [1, 1, 0]
    assert core == alone == together


def test_and_a_server_that_is_asked_once_for_several(postgres_url: str) -> None:
    served = found_office(
        postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    try:
        test_values_reach_the_database_as_sqlalchemy_sends_them(served)
    finally:
        served.close()


@needs("person.write")
def spoil(work: Work) -> None:
    row = {"id": work.value(select(Deed.id).limit(1)), "moment": work.now, "who": "", "case": ""}
    ready.insert_row(work.session.connection(), Deed.__table__, row)  # type: ignore[arg-type]


@needs("person.write")
def bare(work: Work) -> None:
    with pytest.raises(IntegrityError, match="UNIQUE constraint failed: deed.id"):
        spoil(work)


def test_what_fails_is_told_as_sqlalchemy_tells_it(office: Office, sample: Sample) -> None:
    office.do(bare)


@needs("complaint.write")
def met_twice(work: Work, owner: int) -> tuple[bool, bool]:
    """One record stays one object, also after a part of the deed was taken back."""
    first = work.get(Person, owner)
    same = work.get(Person, owner) is first
    complaint = work.add(Complaint(number="C-9", received=work.now, person_id=owner, subject="Lift")).id
    try:
        with work.attempt():
            work.get(Complaint, complaint).subject = "Door"
            work.session.flush()
            raise LookupError
    except LookupError:
        pass
    kept = work.session.execute(
        text("select subject from complaint where id = :id"), {"id": complaint}
    ).scalar()
    return same, work.get(Complaint, complaint).subject == kept == "Lift"


def test_a_record_is_read_once_and_anew_after_an_attempt(office: Office, sample: Sample) -> None:
    assert office.do(met_twice, sample.owner).result == (True, True)


@needs("office.read")
def documents_of(work: Work, kind: str) -> int:
    return len(work.rows(select(Document.id).where(Document.kind == kind)))


def test_hundreds_of_records_are_asked_for_at_once(office: Office, sample: Sample) -> None:
    assert office.ask(documents_of, "person") > 0
    answers = office.ask(both_ways, list(range(1, 501)))
    assert all(mine == core for core, mine in answers.values())


@pytest.mark.parametrize("zone", ["UTC", "Asia/Shanghai", "America/St_Johns", "Asia/Kathmandu"])
def test_a_moment_is_written_as_sqlalchemy_would_write_its_utc(zone: str) -> None:
    dialect = sqlite.dialect()
    theirs, ours = sqlite.DATETIME().bind_processor(dialect), Moment().bind_processor(dialect)
    for told in ("0001-01-03T04:05", "2026-11-01T01:30:00.000007", "2300-02-28T23:59:59.999999"):
        local = datetime.fromisoformat(told).replace(tzinfo=ZoneInfo(zone))
        assert ours(local) == theirs(local.astimezone(UTC).replace(tzinfo=None))
    assert ours(None) is None
    with pytest.raises(ValueError, match="without a zone"):
        ours(datetime.fromisoformat("2026-11-01T00:00"))
