"""Calendar files in: what becomes of what, known again, bad entries, hostile bytes; and the counts of foreign ones."""

from __future__ import annotations

import json
import os
import random
from datetime import UTC, datetime
from pathlib import Path
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.event import Event, EventGuest
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import calendar, imports
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Done, Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.work import Work

FOREIGN = Path(__file__).parent.parent / "calendars"
ALL: str = os.environ.get("FMCRM_CALENDARS", "")
"""A folder of more calendars with a counts.json by tests/calendars/oracle.py: the long run."""

LONGEST = 10.0
"""Seconds of work after which a file hangs the program, as docs/safety.md promises; not a measure."""


def bring(office: Office, path: Path) -> Done[imports.ImportResult]:
    file = ImportFile.open(Choice(path), "events", None, office.store.zone)
    return office.do(imports.run, file.source())


def calendar_of(*entries: str, head: str = "") -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", head, *entries, "END:VCALENDAR", ""])


def entry(*lines: str, uid: str = "a@x", kind: str = "VEVENT") -> str:
    return "\r\n".join([f"BEGIN:{kind}", f"UID:{uid}", "SUMMARY:Stand-up", *lines, f"END:{kind}"])


def written(tmp_path: Path, *entries: str, head: str = "", encoding: str = "utf-8") -> Path:
    path = tmp_path / "calendar.ics"
    path.write_bytes(calendar_of(*entries, head=head).encode(encoding))
    return path


def month(office: Office, year: int, month: int) -> list[Entry]:
    zone = ZoneInfo(office.store.zone)
    first = datetime(year, month, 1, tzinfo=zone).astimezone(UTC)
    until = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone).astimezone(UTC)
    return office.ask(calendar.entries, first, until)


def starts(found: list[Entry], zone: str = "Asia/Shanghai") -> list[str]:
    return [
        f"{each.starts.astimezone(ZoneInfo(zone)):%m-%d %H:%M}" if each.starts else f"{each.from_day:%m-%d}"
        for each in found
    ]


@needs("calendar.read")
def kept(work: Work) -> list[Any]:
    columns = select(Event.uid, Event.occurrence, Event.kind, Event.title, Event.rule, Event.except_days, Event.zone,
                     Event.series_id, Event.remind_before, Event.notes)  # fmt: skip
    return list(work.rows(columns.where(Event.archived.is_(None)).order_by(Event.id)))


@needs("calendar.read")
def guests(work: Work) -> list[Any]:
    return [tuple(row) for row in work.rows(select(EventGuest.name, EventGuest.email, EventGuest.answer))]


SERIES = (
    entry("DTSTART;TZID=America/New_York:20260302T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=5",
          "EXDATE;TZID=America/New_York:20260316T090000", "SEQUENCE:2"),
    entry("RECURRENCE-ID:20260309T130000Z", "DTSTART:20260310T130000Z", "DTEND:20260310T140000Z", "SEQUENCE:2"),
)  # fmt: skip


def test_a_series_keeps_its_zone_and_what_was_changed_or_left_out_of_it(
    empty_office: Office, tmp_path: Path
) -> None:
    path = written(tmp_path, *SERIES)
    result = bring(empty_office, path).result
    assert (result.read, result.added) == (2, 2)
    assert starts(month(empty_office, 2026, 3), "America/New_York") == [
        "03-02 09:00", "03-10 09:00", "03-23 09:00", "03-30 09:00",
    ]  # fmt: skip
    series, changed = empty_office.ask(kept)
    assert (series.zone, changed.occurrence, changed.uid) == (
        "America/New_York",
        "2026-03-09T09:00:00",
        "a@x",
    )
    assert changed.series_id is not None


def test_the_second_import_changes_nothing_a_newer_one_does_and_an_older_does_not(
    empty_office: Office, tmp_path: Path
) -> None:
    bring(empty_office, written(tmp_path, *SERIES))
    again = bring(empty_office, written(tmp_path, *SERIES))
    assert (again.result.same, again.deed) == (2, None)
    newer = [each.replace("Stand-up", "Sit-down").replace("SEQUENCE:2", "SEQUENCE:3") for each in SERIES]
    assert bring(empty_office, written(tmp_path, *newer)).result.updated == 2
    assert bring(empty_office, written(tmp_path, *SERIES)).result.same == 2
    assert {row.title for row in empty_office.ask(kept)} == {"Sit-down"}


def test_undo_takes_the_whole_import_back(empty_office: Office, tmp_path: Path) -> None:
    deed = bring(empty_office, written(tmp_path, *SERIES)).deed
    assert deed is not None
    empty_office.undo(deed)
    assert month(empty_office, 2026, 3) == []
    assert bring(empty_office, written(tmp_path, *SERIES)).result.added == 2


def test_this_and_following_goes_on_from_the_changed_occurrence(empty_office: Office, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry("DTSTART:20260302T010000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=6"),
        entry(
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20260316T010000Z", "DTSTART:20260317T020000Z", "DURATION:PT2H"
        ),
    )
    bring(empty_office, path)
    found = month(empty_office, 2026, 3) + month(empty_office, 2026, 4)
    assert starts(found) == [
        "03-02 09:00",
        "03-09 09:00",
        "03-17 10:00",
        "03-24 10:00",
        "03-31 10:00",
        "04-07 10:00",
    ]
    assert bring(empty_office, path).result.same == 2


def test_a_bad_entry_is_named_with_its_line_and_the_rest_comes_in(
    empty_office: Office, tmp_path: Path
) -> None:
    path = written(
        tmp_path,
        entry("DTSTART:20260302T010000Z", uid="good"),
        entry("DTSTART:TOMORROW", uid="no time"),
        entry("DTSTART:20260302T010000Z", "RRULE:FREQ=SOMETIMES", uid="no rule"),
        entry("DTSTART:20260302T010000Z", "RRULE:FREQ=SECONDLY", uid="every second"),
        entry(uid="nothing"),
    )
    result = bring(empty_office, path).result
    assert (result.read, result.added, result.rejected) == (5, 1, 4)
    assert [each.why.values["field"] for each in result.rejects] == ["Starts", "Repeats", "Repeats", "Starts"]
    assert [each.line for each in result.rejects] == [9, 14, 20, 26]


def test_entries_without_uid_that_differ_only_in_hours_nobody_can_read_are_two(
    empty_office: Office, tmp_path: Path
) -> None:
    doors = (
        entry(f"DTSTART;VALUE=DATE:20110804T{hour}0000").replace("UID:a@x", "X-A:b") for hour in (12, 18)
    )
    path = written(tmp_path, *doors)
    assert bring(empty_office, path).result.added == 2
    assert bring(empty_office, path).result.same == 2


def test_nothing_comes_in_where_the_person_wants_all_or_nothing(empty_office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, entry("DTSTART:20260302T010000Z", uid="good"), entry(uid="no time"))
    source = ImportFile.open(Choice(path), "events", None, empty_office.store.zone).source()
    source.whole = True
    with pytest.raises(Refusal, match="line 9"):
        empty_office.do(imports.run, source)
    assert empty_office.ask(kept) == []


def test_tasks_memos_reminders_guests_and_what_was_called_off(empty_office: Office, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry("DUE;VALUE=DATE:20260305", kind="VTODO", uid="t"),
        entry(kind="VTODO", uid="undated"),
        entry("DTSTART;VALUE=DATE:20260306", kind="VJOURNAL", uid="j"),
        entry("DTSTART:20260307T010000Z", "ATTENDEE;CN=王伟;PARTSTAT=ACCEPTED:mailto:wang@example.org",
              "BEGIN:VALARM", "TRIGGER:-PT15M", "END:VALARM", uid="m"),
        entry("DTSTART:20260308T010000Z", "STATUS:CANCELLED", uid="off"),
    )  # fmt: skip
    result = bring(empty_office, path).result
    assert (result.added, result.same) == (4, 1)
    assert [each.kind for each in month(empty_office, 2026, 3)] == ["task", "memo", "meeting"]
    assert empty_office.ask(guests) == [("王伟", "wang@example.org", "accepted")]
    assert [row.remind_before for row in empty_office.ask(kept)] == [None, None, None, 15]
    assert bring(empty_office, path).deed is None


def test_a_time_that_never_was_is_kept_as_written_and_told(empty_office: Office, tmp_path: Path) -> None:
    path = written(tmp_path, entry("DTSTART;TZID=Europe/Berlin:20260329T023000", "DURATION:PT1H"))
    result = bring(empty_office, path).result
    assert [hint.values["count"] for hint in result.hints] == [1]
    assert starts(month(empty_office, 2026, 3), "UTC") == ["03-29 01:30"]
    assert "20260329T023000 Europe/Berlin" in empty_office.ask(kept)[0].notes


ZONE = "\r\n".join([
    "BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:20001029T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD", "BEGIN:DAYLIGHT", "DTSTART:20000326T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT", "END:VTIMEZONE",
])  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "head", "hour"),
    [
        ("W. Europe Standard Time", "", "02-02 08:00"),
        ("/mozilla.org/20050126_1/Europe/Berlin", "", "02-02 08:00"),
        ("europe/berlin", "", "02-02 08:00"),
        ("Ours", ZONE, "02-02 08:00"),
        ("Europe/lisbon", ZONE.replace("TZID:Ours", "TZID:Europe/lisbon"), "02-02 08:00"),
        ("Nowhere", "", "02-02 09:00"),
        ("Nowhere", "X-WR-TIMEZONE:Europe/Berlin", "02-02 08:00"),
    ],
)
def test_zones_are_known_by_any_name(
    empty_office: Office, tmp_path: Path, zone: str, head: str, hour: str
) -> None:
    said = "20260202T090000" if "09" in hour else "20260202T010000"
    bring(empty_office, written(tmp_path, entry(f"DTSTART;TZID={zone}:{said}"), head=head))
    assert starts(month(empty_office, 2026, 2)) == [hour]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_files_in_any_characters(empty_office: Office, tmp_path: Path, encoding: str) -> None:
    place = "会议室三楼，物业服务中心，请走东门"
    said = [entry("DTSTART:20260302T010000Z", f"LOCATION:{place}", uid=str(n)) for n in range(9)]
    bring(empty_office, written(tmp_path, *said, encoding=encoding))
    assert {each.place for each in month(empty_office, 2026, 3)} == {place}


def test_what_repeats_for_years_each_time_is_not_taken(empty_office: Office, tmp_path: Path) -> None:
    long = ("DTSTART:20260302T010000Z", "DURATION:P3000D", "RRULE:FREQ=DAILY")
    path = written(tmp_path, entry(*long), entry("DTSTART:20260303T010000Z", uid="short"))
    assert bring(empty_office, path).result.rejected == 1
    assert len(month(empty_office, 2026, 3)) == 1
    assert month(empty_office, 9998, 11) == []


def test_a_change_from_here_on_without_a_start_is_named(empty_office: Office, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        entry("DTSTART:20260302T010000Z", "RRULE:FREQ=DAILY;COUNT=5"),
        entry("RECURRENCE-ID;RANGE=THISANDFUTURE:20260304T010000Z"),
    )
    assert bring(empty_office, path).result.rejected == 1


def hostile(random_: random.Random, seeds: list[bytes]) -> bytes:
    data = bytearray(random_.choice(seeds))
    for _ in range(random_.randint(1, 6)):
        at = random_.randrange(len(data) or 1)
        match random_.randrange(4):
            case 0:
                data[at : at + 1] = bytes([random_.randrange(256)])
            case 1:
                del data[at : at + random_.randint(1, 200)]
            case 2:
                other = random_.choice(seeds)
                cut = random_.randrange(len(other))
                data[at:at] = other[cut : cut + random_.randint(1, 400)]
            case _:
                data[at:at] = random_.choice(NASTY)
    return bytes(data)


NASTY = [
    b"\r\nRRULE:FREQ=SECONDLY\r\n", b"\r\nRRULE:FREQ=DAILY;COUNT=1000000000\r\n", b"\r\nDTSTART:99991231T235959Z\r\n",
    b"\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=3\r\n",
    b"\r\nRRULE:FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30\r\n",
    b"\r\nDURATION:P99999999999D\r\n", b"\r\nDTSTART:00010101T000000\r\n", b"\r\nBEGIN:VEVENT\r\n", b"\x00\xff\xfe",
    b"\r\nRRULE:FREQ=YEARLY;INTERVAL=999999999\r\n", b"\r\nRDATE:20260101T000000Z/P9999W\r\n",
    b"\r\nTRIGGER:-P99999W\r\n",
    b"\r\nEXDATE;VALUE=DATE:\r\n", b"\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260101T000000Z\r\n",
    b"\r\nSEQUENCE:99999999999\r\n",
]  # fmt: skip


def test_hostile_files_never_crash_hang_or_come_in_by_half(empty_office: Office, tmp_path: Path) -> None:
    random_ = random.Random(15)
    seeds = [path.read_bytes() for path in sorted(FOREIGN.glob("*.ics"))]
    path = tmp_path / "hostile.ics"
    for _ in range(int(os.environ.get("FMCRM_HOSTILE", "120"))):
        path.write_bytes(hostile(random_, seeds))
        before, begun = len(empty_office.ask(kept)), process_time()
        try:
            result = bring(empty_office, path).result
        except Refusal:
            assert len(empty_office.ask(kept)) == before
        else:
            assert result.read == result.added + result.updated + result.same + result.rejected
            month(empty_office, 2026, 3)
            month(empty_office, 9998, 11)
        assert process_time() - begun < LONGEST


def foreign() -> list[tuple[Path, str, dict[str, int]]]:
    found = []
    for folder in (FOREIGN, *([Path(ALL)] if ALL else [])):
        counted = json.loads((folder / "counts.json").read_text(encoding="utf-8"))
        found += [
            (folder / name, counted["zone"], months) for name, months in counted["files"].items() if months
        ]
    return found


@pytest.mark.parametrize(("path", "zone", "months"), foreign(), ids=lambda each: getattr(each, "name", ""))
def test_each_month_of_a_foreign_calendar_has_as_many_entries_as_others_count(
    tmp_path: Path, path: Path, zone: str, months: dict[str, int]
) -> None:
    office = found_office(
        str(tmp_path / "office.fmcrm"), OfficeForm(name="Willow Court", zone=zone, manager="Zhou Min")
    )
    try:
        bring(office, path)
        found = {
            said: sum(each.kind not in ("task", "memo") for each in month(office, *map(int, said.split("-"))))
            for said in months
        }
    finally:
        office.close()
    assert found == months
