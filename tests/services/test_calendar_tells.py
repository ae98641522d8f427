"""The calendar tells those concerned: a new entry, a moved one, one time or the rest of a series, what is cancelled."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar

from fmcrm_desktop.exchange import posting
from fmcrm_desktop.exchange.mail import Line
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.services import calendar, settings
from fmcrm_desktop.services.calendar import EventForm, GuestForm
from fmcrm_desktop.services.calendar.forms import ALL, FOLLOWING, THIS
from fmcrm_desktop.services.calendar_entries import Ref
from fmcrm_desktop.services.office import UPKEEP, Office
from tests.mail_server import PostBox, serving
from tests.sample import Sample

NINE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 09:00 in Shanghai
HOUR = timedelta(hours=1)


def told(office: Office) -> list[tuple[Any, ...]]:
    """What was told since the last time this was asked: name and subject."""
    with closing(sqlite3.connect(office.store.path)) as file:
        since = getattr(office, "asked", 0)
        rows = file.execute(
            "select id, name, subject from message where id > ? order by id", (since,)
        ).fetchall()
    office.asked = max((row[0] for row in rows), default=since)  # type: ignore[attr-defined]
    return [row[1:] for row in rows]


def meeting(sample: Sample, **more: Any) -> EventForm:
    guests = (GuestForm(name="Sato", email="sato@example.com"),)
    staff = (sample.manager, sample.clerk)
    return EventForm("周会", "meeting", starts=NINE, ends=NINE + HOUR, staff=staff, guests=guests, **more)


def test_a_meeting_is_told_moved_and_cancelled(office: Office, sample: Sample) -> None:
    id = office.do(calendar.add, meeting(sample, tell=True)).result
    new = "New entry: 周会, 23 Nov 2026, 09:00–10:00"
    assert told(office) == [("Li Na", new), ("Sato", new)]
    office.do(calendar.move, Ref("event", id, 1), NINE + HOUR, NINE + 2 * HOUR)
    moved = "Moved: 周会, 23 Nov 2026, 10:00–11:00"
    assert told(office) == [("Li Na", moved), ("Sato", moved)]
    office.do(calendar.archive, id)
    off = "Cancelled: 周会, 23 Nov 2026, 10:00–11:00"
    assert told(office) == [("Li Na", off), ("Sato", off)]


def test_guests_hear_nothing_unless_the_form_says_so(office: Office, sample: Sample) -> None:
    id = office.do(calendar.add, meeting(sample)).result
    assert [name for name, _ in told(office)] == ["Li Na"]
    form = office.ask(calendar.event, id)
    form.notes = "bring tea"
    office.do(calendar.change, id, form)
    assert told(office) == []
    form = office.ask(calendar.event, id)
    form.place, form.tell = "Room 2", True
    office.do(calendar.change, id, form)
    assert [name for name, _ in told(office)] == ["Li Na", "Sato"]


def test_parts_of_a_series_are_told_as_what_they_are(office: Office, sample: Sample) -> None:
    id = office.do(calendar.add, meeting(sample, repeat=RuleText("FREQ=WEEKLY"), tell=True)).result
    told(office)
    week, local = timedelta(days=7), "2026-11-30T09:00:00"
    for scope, moved in (
        (THIS, "Moved: 周会, 30 Nov 2026, 10:00–11:00"),
        (FOLLOWING, "周会, 7 Dec 2026, 10:00–11:00"),
    ):
        form = office.ask(calendar.event, id, local)
        form.scope, form.starts, form.ends = scope, NINE + week + HOUR, NINE + week + 2 * HOUR
        if scope == FOLLOWING:
            form = office.ask(calendar.event, id, "2026-12-07T09:00:00")
            form.scope, form.starts, form.ends = scope, NINE + 2 * week + HOUR, NINE + 2 * week + 2 * HOUR
        office.do(calendar.change, id, form)
        said = told(office)
        assert [name for name, _ in said] == ["Li Na", "Sato"], said
        assert all(subject.endswith(moved) for _, subject in said), said
    office.do(calendar.archive, id, None, "", ALL)
    assert [name for name, _ in told(office)] == ["Li Na", "Sato"]


def test_guests_get_the_calendar_file_and_its_cancelling(office: Office, sample: Sample) -> None:
    box, post = PostBox(), Office(office.store, UPKEEP)
    with serving(box) as running:
        office.do(settings.put, **running.settings())
        id = office.do(calendar.add, meeting(sample, tell=True)).result
        assert posting.work_off(post, Line()).sent == 1
        office.do(calendar.move, Ref("event", id, 1), NINE + HOUR, NINE + 2 * HOUR)
        office.do(calendar.archive, id)
        assert posting.work_off(post, Line()).sent == 2
    read = []
    for got in box.got:
        (part,) = (part for part in got.mail.walk() if part.get_content_type() == "text/calendar")
        (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
        read.append((part["Content-Type"].params["method"], str(event["UID"]), int(event["SEQUENCE"])))
        assert str(event["SUMMARY"]) == "周会"
    assert [method for method, _, _ in read] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({uid for _, uid, _ in read}) == 1
    assert read[0][2] < read[1][2] <= read[2][2]  # what is made later counts
