"""Telling of calendar entries: who is told, what is said in each language, and who is left alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fmcrm_desktop.model.event import Event, EventGuest, EventStaff
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.services import settings, telling_events
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 09:00 in Shanghai
HOUR = timedelta(hours=1)


@needs("calendar.write")
def put(work: Work, staff: tuple[int, ...], guests: bool | None = None, **values: Any) -> int:
    times = (
        {"starts": NINE, "ends": NINE + HOUR} if "from_day" not in values and "starts" not in values else {}
    )
    event = work.add(Event(title="周会", **{"place": "Room 1", **times, **values}))
    for each in staff:
        work.add(EventStaff(event_id=event.id, staff_id=each))
    work.add(EventGuest(event_id=event.id, name="Sato", email="sato@example.com"))
    return telling_events.made(work, event.id, guests)


@needs("calendar.write")
def change(work: Work, id: int, staff: tuple[int, ...] | None = None, **values: Any) -> None:
    event = work.get(Event, id)
    for name, value in values.items():
        setattr(event, name, value)
    if staff is not None:
        for tie in work.records(select(EventStaff).where(EventStaff.event_id == id)):
            if tie.staff_id not in staff:
                work.remove(tie)
        there = work.column(select(EventStaff.staff_id).where(EventStaff.event_id == id))
        for each in staff:
            if each not in there:
                work.add(EventStaff(event_id=id, staff_id=each))
    telling_events.moved(work, id)


@needs("calendar.write")
def cancel(work: Work, id: int) -> None:
    work.archive(work.get(Event, id))
    telling_events.cancelled(work, id)


def told(office: Office, since: int = 0) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(office.store.path)) as file:
        return file.execute(
            "select name, channel, method, subject from message where id > ? and subject_of = 'event' order by id",
            (since,),
        ).fetchall()


def text(office: Office, name: str) -> str:
    with closing(sqlite3.connect(office.store.path)) as file:
        return str(
            file.execute("select text from message where name = ? order by id desc", (name,)).fetchone()[0]
        )


def test_the_staff_concerned_are_told_but_not_whoever_did_it_and_guests_only_when_wanted(
    office: Office, sample: Sample
) -> None:
    staff = (sample.manager, sample.clerk, sample.plumber)
    office.do(put, staff, person_id=sample.owner)
    new = "New entry: 周会, 23 Nov 2026, 09:00–10:00"
    assert told(office) == [("Li Na", "program", "", new), ("Gao Jun", "program", "", new)]
    assert text(office, "Li Na") == "周会\nWhen: 23 Nov 2026, 09:00–10:00\nWhere: Room 1\nBy Zhou Min"
    office.do(put, (), True, person_id=sample.owner)
    assert told(office, 2) == [("王芳", "text", "", new), ("Sato", "email", "REQUEST", new)]
    office.do(settings.put, **{"tell.guests": True})
    office.do(put, ())
    assert told(office, 4) == [("Sato", "email", "REQUEST", new)]


def test_what_was_moved_says_the_time_before_and_reaches_the_guests_told_before(
    office: Office, sample: Sample
) -> None:
    id = office.do(put, (sample.clerk,), True).result
    quiet = office.do(put, (sample.clerk,)).result
    for each in (id, quiet):
        office.do(change, each, starts=NINE + HOUR, ends=NINE + 2 * HOUR)
    moved = "Moved: 周会, 23 Nov 2026, 10:00–11:00"
    assert told(office, 3) == [
        ("Li Na", "program", "", moved), ("Sato", "email", "REQUEST", moved), ("Li Na", "program", "", moved),
    ]  # fmt: skip
    assert "Before: 23 Nov 2026, 09:00–10:00" in text(office, "Sato")
    office.do(change, id, notes="bring tea")
    assert len(told(office, 6)) == 0
    office.do(change, id, place="Room 2")
    assert [row[3] for row in told(office, 6)] == ["Changed: 周会, 23 Nov 2026, 10:00–11:00"] * 2


def test_who_comes_and_who_goes_is_told_just_that(office: Office, sample: Sample) -> None:
    id = office.do(put, (sample.clerk, sample.plumber)).result
    office.do(change, id, staff=(sample.plumber, sample.electrician))
    when = "周会, 23 Nov 2026, 09:00–10:00"
    assert told(office, 2) == [
        ("He Yan", "program", "", f"New entry: {when}"), ("Li Na", "program", "", f"Cancelled: {when}"),
    ]  # fmt: skip


def test_what_is_cancelled_reaches_all_who_were_told(office: Office, sample: Sample) -> None:
    id = office.do(put, (sample.clerk,), True).result
    office.do(cancel, id)
    off = "Cancelled: 周会, 23 Nov 2026, 09:00–10:00"
    assert told(office, 2) == [("Li Na", "program", "", off), ("Sato", "email", "CANCEL", off)]
    assert "This does not take place." in text(office, "Sato")


def test_a_chinese_office_speaks_chinese_and_an_english_guest_english(office: Office, sample: Sample) -> None:
    @needs("person.write")
    def speak(work: Work) -> None:
        work.get(Person, sample.tenant).language = "en"

    office.do(speak)
    office.do(settings.put, **{"office.language": "zh_CN"})
    office.do(put, (sample.clerk,), True, person_id=sample.tenant, starts=None, ends=None, from_day=date(2026, 11, 23),
              until_day=date(2026, 11, 24))  # fmt: skip
    subjects = {row[0]: row[3] for row in told(office)}
    assert subjects["Li Na"] == "新日程：周会，2026年11月23日 – 2026年11月24日"
    assert subjects["J. Moreau"] == "New entry: 周会, 23 Nov 2026 – 24 Nov 2026"
    assert text(office, "Li Na").splitlines()[-1] == "操作人：Zhou Min"


@pytest.mark.parametrize("values", [
    {"starts": NINE - timedelta(days=7), "ends": NINE - timedelta(days=7) + HOUR},
    {"from_day": date(2026, 11, 19), "until_day": date(2026, 11, 19)},
])  # fmt: skip
def test_what_has_passed_is_told_to_nobody(office: Office, sample: Sample, values: dict[str, Any]) -> None:
    office.do(put, (sample.clerk,), True, **values)
    assert told(office) == []


def test_one_time_of_a_series_that_is_moved_says_when_it_would_have_been(
    office: Office, sample: Sample
) -> None:
    series = office.do(put, (sample.clerk,), rule="FREQ=WEEKLY").result

    @needs("calendar.write")
    def move_one(work: Work) -> None:
        made = work.add(Event(title="周会", starts=NINE + HOUR, ends=NINE + 2 * HOUR, series_id=series,
                              occurrence="2026-11-23T09:00:00"))  # fmt: skip
        work.add(EventStaff(event_id=made.id, staff_id=sample.clerk))
        telling_events.moved(work, made.id)

    office.do(move_one)
    assert told(office, 1) == [("Li Na", "program", "", "Moved: 周会, 23 Nov 2026, 10:00–11:00")]
    assert "Before: 23 Nov 2026, 09:00–10:00" in text(office, "Li Na")
