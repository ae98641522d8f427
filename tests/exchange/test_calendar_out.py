"""Events out as calendar files and invitations, read back by icalendar and by our own import."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from fmcrm_desktop.exchange import ics_out, lists_out
from fmcrm_desktop.model.event import Event, EventGuest
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import outgoing_events
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.exchange.test_calendar_files import SERIES, bring, month, written
from tests.sample import Sample

START = datetime(2026, 3, 2, 1, tzinfo=UTC)


@needs("calendar.write")
def make(work: Work, **values: Any) -> int:
    return work.add(Event(**{"title": "Stand-up", "kind": "meeting", **values})).id


@needs("calendar.write")
def invite(work: Work, id: int, person: int) -> None:
    work.add(EventGuest(event_id=id, person_id=person, email="owner@example.org", answer="accepted"))


def fill(office: Office) -> int:
    """Everything that a calendar file has a word for."""
    timed = {"starts": START, "ends": START + timedelta(hours=1)}
    series = office.do(
        make, **timed, rule="FREQ=WEEKLY;UNTIL=20260430T090000", except_days="2026-03-09T09:00:00,2026-03-16T09:00:00",
        extra_days="2026-03-18T10:00:00", remind_before=30, place="三楼；东门, \\ 1", notes="a\nb",
    ).result  # fmt: skip
    later = {"starts": START + timedelta(8), "ends": START + timedelta(8, hours=2)}
    office.do(make, **later, series_id=series, occurrence="2026-03-09T09:00:00", title="Moved")
    office.do(make, **timed, rule="FREQ=DAILY;COUNT=4", zone="America/New_York", kind="visit")
    days = {"from_day": date(2026, 3, 5), "until_day": date(2026, 3, 7)}
    office.do(make, **days, kind="leave")
    office.do(make, **days, rule="FREQ=MONTHLY;UNTIL=20260601", kind="activity")
    office.do(make, from_day=date(2026, 3, 9), until_day=date(2026, 3, 9), kind="task", done=START)
    office.do(make, kind="memo")
    return series


def seen(office: Office) -> list[tuple[Any, ...]]:
    found = [each for number in range(1, 8) for each in month(office, 2026, number)]
    return [
        (
            each.kind,
            each.title,
            each.starts,
            each.ends,
            each.from_day,
            each.until_day,
            each.place,
            each.done,
            each.occurrence,
        )
        for each in found
    ]


def test_what_goes_out_comes_into_an_empty_office_as_it_was_and_back_into_its_own_without_change(
    office: Office, empty_office: Office, tmp_path: Path
) -> None:
    fill(office)
    path = tmp_path / "out.ics"
    assert lists_out.export(office, "events", Query(), path, str).rows == 7
    again = bring(office, path)
    assert (again.result.same, again.deed) == (7, None)
    assert bring(empty_office, path).result.added == 7
    assert sorted(seen(empty_office), key=str) == sorted(seen(office), key=str)


def test_a_foreign_file_brought_in_and_written_out_means_the_same_to_others(
    empty_office: Office, tmp_path: Path
) -> None:
    bring(empty_office, written(tmp_path, *SERIES))
    path = tmp_path / "out.ics"
    lists_out.export(empty_office, "events", Query(), path, str)
    series, changed = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert series["UID"] == changed["UID"] == "a@x"
    assert series["DTSTART"].dt.isoformat() == "2026-03-02T09:00:00-05:00"
    assert [each.dt.isoformat() for each in series["EXDATE"].dts] == ["2026-03-16T09:00:00-04:00"]
    assert changed["RECURRENCE-ID"].dt.isoformat() == "2026-03-09T09:00:00-04:00"


def test_an_invitation_names_who_is_asked_and_a_cancellation_the_same_uid(
    office: Office, sample: Sample
) -> None:
    id = fill(office)
    office.do(invite, id, sample.owner)
    event = office.ask(outgoing_events.outgoing, id)
    asked = icalendar.Calendar.from_ical(ics_out.invitation(event, "REQUEST"))
    assert asked["METHOD"] == "REQUEST"
    first = asked.walk("VEVENT")[0]
    assert str(first["ATTENDEE"]) == "mailto:owner@example.org"
    assert first["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert asked.walk("VALARM")[0]["TRIGGER"].dt == timedelta(minutes=-30)
    assert asked.walk("VTIMEZONE")[0]["TZID"] == "Asia/Shanghai"
    off = icalendar.Calendar.from_ical(ics_out.invitation(office.ask(outgoing_events.outgoing, id), "CANCEL"))
    assert (off["METHOD"], off.walk("VEVENT")[0]["STATUS"]) == ("CANCEL", "CANCELLED")
    assert off.walk("VEVENT")[0]["UID"] == first["UID"]


def test_zones_are_described_as_they_are(empty_office: Office) -> None:
    described = icalendar.Calendar.from_ical(
        "\r\n".join(["BEGIN:VCALENDAR", *ics_out._zone("America/New_York", 2026), "END:VCALENDAR", ""])
    )
    zone = described.walk("VTIMEZONE")[0].to_tz()
    for moment in (
        datetime(2026, 3, 8, 6, 59, tzinfo=UTC),
        datetime(2026, 3, 8, 7, tzinfo=UTC),
        datetime(2026, 11, 1, 6, tzinfo=UTC),
    ):
        assert (
            moment.astimezone(zone).utcoffset() == moment.astimezone(ZoneInfo("America/New_York")).utcoffset()
        )
