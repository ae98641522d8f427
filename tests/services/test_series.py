"""Series on the calendar: their own zone, days besides and left out, working days, whole days, lengths, undated."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.services import calendar, settings
from fmcrm_desktop.services.calendar_entries import Entry, Ref
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")


@needs("calendar.write")
def make(work: Work, **values: object) -> int:
    return work.add(Event(**{"title": "Series", "kind": "meeting", **values})).id


def timed(office: Office, rule: str, start: datetime, minutes: int = 60, **values: object) -> int:
    begins = start.astimezone(UTC)
    ends = begins + timedelta(minutes=minutes)
    return office.do(make, starts=begins, ends=ends, rule=rule, **values).result


def entries(office: Office, first: str, until: str) -> list[Entry]:
    window = (
        datetime.fromisoformat(each).replace(tzinfo=SHANGHAI).astimezone(UTC) for each in (first, until)
    )
    return office.ask(calendar.entries, *window)


def local(found: list[Entry], zone: ZoneInfo = SHANGHAI) -> list[str]:
    return [f"{entry.starts.astimezone(zone):%m-%d %H:%M}" for entry in found if entry.starts is not None]


def test_nine_in_new_york_stays_nine_in_new_york_seen_from_shanghai(empty_office: Office) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=NEW_YORK)
    id = timed(empty_office, "FREQ=WEEKLY", start, zone="America/New_York")
    found = entries(empty_office, "2026-03-01", "2026-03-18")
    assert local(found, NEW_YORK) == ["03-02 09:00", "03-09 09:00", "03-16 09:00"]
    assert local(found) == ["03-02 22:00", "03-09 21:00", "03-16 21:00"]
    assert found[1].ref == Ref("event", id, 1, "2026-03-09T09:00:00")


def test_days_besides_and_days_left_out(empty_office: Office) -> None:
    timed(
        empty_office, "FREQ=WEEKLY;COUNT=3", datetime(2026, 3, 2, 9, tzinfo=SHANGHAI),
        extra_days="2026-03-04T10:00:00,2026-04-01T09:00:00", except_days="2026-03-09T09:00:00",
    )  # fmt: skip
    assert local(entries(empty_office, "2026-03-01", "2026-05-01")) == [
        "03-02 09:00", "03-04 10:00", "03-16 09:00", "04-01 09:00",
    ]  # fmt: skip


def test_on_days_not_worked_an_occurrence_is_left_out_or_moved_and_keeps_its_name(
    empty_office: Office,
) -> None:
    holidays = [{"day": "2026-10-01", "name": "国庆节"}, {"day": "2026-10-02", "name": "国庆节"}]
    empty_office.do(settings.put, holidays=holidays)
    ids = {
        how: timed(
            empty_office,
            "FREQ=MONTHLY;BYMONTHDAY=1",
            datetime(2026, 9, 1, 9, tzinfo=SHANGHAI),
            on_holiday=how,
        )
        for how in ("", "skip", "before", "after")
    }
    found = entries(empty_office, "2026-09-30", "2026-10-04")
    by_id = {entry.id: (local([entry])[0], entry.occurrence) for entry in found}
    assert by_id == {  # Saturday is worked in this office
        ids[""]: ("10-01 09:00", "2026-10-01T09:00:00"),
        ids["before"]: ("09-30 09:00", "2026-10-01T09:00:00"),
        ids["after"]: ("10-03 09:00", "2026-10-01T09:00:00"),
    }
    assert ids["before"] not in {entry.id for entry in entries(empty_office, "2026-10-01", "2026-10-31")}


def test_two_moved_onto_one_day_are_one_and_a_first_one_may_move_before_the_series(
    empty_office: Office,
) -> None:
    daily = timed(empty_office, "FREQ=DAILY", datetime(2026, 11, 14, 9, tzinfo=SHANGHAI), on_holiday="after")
    first = timed(empty_office, "FREQ=WEEKLY", datetime(2026, 11, 1, 9, tzinfo=SHANGHAI), on_holiday="before")
    november = entries(empty_office, "2026-11-14", "2026-11-18")
    assert local([e for e in november if e.id == daily]) == [f"11-{day} 09:00" for day in (14, 16, 17)]
    october = entries(empty_office, "2026-10-01", "2026-11-01")
    assert local([e for e in october if e.id == first]) == ["10-31 09:00"]


def test_whole_days_repeat_with_their_length_and_are_known_by_their_day(empty_office: Office) -> None:
    empty_office.do(make, from_day=date(2026, 2, 27), until_day=date(2026, 3, 1), rule="FREQ=MONTHLY")
    found = entries(empty_office, "2026-03-01", "2026-03-28")
    assert [(e.from_day, e.until_day, e.occurrence) for e in found] == [
        (date(2026, 2, 27), date(2026, 3, 1), "2026-02-27"),
        (date(2026, 3, 27), date(2026, 3, 29), "2026-03-27"),
    ]


def test_what_lasts_over_midnight_touches_both_days_and_no_length_stands_at_its_start(
    empty_office: Office,
) -> None:
    timed(empty_office, "FREQ=DAILY;COUNT=2", datetime(2026, 3, 2, 22, tzinfo=SHANGHAI), 480)
    timed(empty_office, "", datetime(2026, 3, 4, tzinfo=SHANGHAI), 0)
    timed(empty_office, "FREQ=DAILY", datetime(2026, 3, 4, tzinfo=SHANGHAI), 0)
    assert len(entries(empty_office, "2026-03-03", "2026-03-04")) == 2
    assert local(entries(empty_office, "2026-03-04", "2026-03-05")) == [
        "03-03 22:00",
        "03-04 00:00",
        "03-04 00:00",
    ]


def test_a_length_is_the_same_exact_time_over_a_daylight_change(empty_office: Office) -> None:
    timed(
        empty_office,
        "FREQ=DAILY;COUNT=3",
        datetime(2026, 3, 7, 0, 30, tzinfo=NEW_YORK),
        240,
        zone="America/New_York",
    )
    found = entries(empty_office, "2026-03-06", "2026-03-12")
    assert {e.ends - e.starts for e in found if e.ends and e.starts} == {timedelta(hours=4)}
    assert local(found, NEW_YORK) == ["03-07 00:30", "03-08 00:30", "03-09 00:30"]


def test_a_changed_occurrence_stands_for_itself(empty_office: Office) -> None:
    start = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    series = timed(empty_office, "FREQ=WEEKLY", start, except_days="2026-03-09T09:00:00")
    changed = timed(
        empty_office, "", start + timedelta(8), series_id=series, occurrence="2026-03-09T09:00:00"
    )
    found = entries(empty_office, "2026-03-08", "2026-03-15")
    assert [(e.id, e.occurrence, local([e])) for e in found] == [(changed, "", ["03-10 09:00"])]


def test_what_has_no_day_is_in_no_window(empty_office: Office) -> None:
    empty_office.do(make, kind="task")
    empty_office.do(make, kind="memo", rule="FREQ=DAILY")
    assert entries(empty_office, "1950-01-01", "2150-01-01") == []
