"""The working calendar of one of the staff: own hours in place of the office's, less leave, whatever its form."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event as on

from fmcrm_desktop.model.event import Event, EventStaff, StaffHours
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import calendar, calendar_of_staff, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
OFFICE_DAY = 8 * 60


def at(day: date, clock: str = "00:00") -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=SHANGHAI).astimezone(UTC)


@needs("calendar.write")
def leave(work: Work, staff: list[int], **columns: Any) -> int:
    event = work.add(Event(**{"kind": "leave", "title": "Leave"} | columns))
    for each in staff:
        work.add(EventStaff(event_id=event.id, staff_id=each))
    return event.id


@needs("calendar.write")
def shift(work: Work, staff: int, from_day: date, until_day: date | None, week: dict[str, Any]) -> int:
    kept = StaffHours(staff_id=staff, from_day=from_day, until_day=until_day, hours=json.dumps(week))
    return work.add(kept).id


def minutes(calendar: WorkingCalendar, first: date, days: int = 1) -> list[int]:
    """The working minutes of each of these days."""
    return [calendar.between(at(first + timedelta(n)), at(first + timedelta(n + 1))) for n in range(days)]


def of(office: Office, staff: int) -> WorkingCalendar:
    return office.ask(calendar_of_staff.working_calendar_of, staff)


def test_somebody_with_nothing_of_their_own_has_the_offices_very_calendar(
    office: Office, sample: Sample
) -> None:
    assert of(office, sample.clerk) is office.ask(calendar.hours)
    office.do(leave, [sample.plumber], from_day=MONDAY, until_day=MONDAY)
    assert of(office, sample.clerk) is office.ask(calendar.hours)
    assert of(office, sample.plumber) is of(office, sample.plumber)


def test_leave_of_whole_days_half_days_and_hours_is_not_worked(office: Office, sample: Sample) -> None:
    office.do(leave, [sample.plumber, sample.clerk], from_day=MONDAY, until_day=MONDAY + timedelta(1))
    wednesday, thursday = MONDAY + timedelta(2), MONDAY + timedelta(3)
    office.do(leave, [sample.plumber], starts=at(wednesday, "13:00"), ends=at(wednesday, "18:00"))
    office.do(leave, [sample.plumber], kind="sick", starts=at(thursday, "10:00"), ends=at(thursday, "11:00"))
    assert minutes(of(office, sample.plumber), MONDAY, 7) == [0, 0, 210, 420, 480, 480, 0]
    assert minutes(of(office, sample.clerk), MONDAY, 7) == [0, 0, 480, 480, 480, 480, 0]
    due = of(office, sample.plumber).after(at(MONDAY, "09:00"), 60)
    assert due == at(wednesday, "09:30")


def test_other_kinds_of_entry_and_leave_taken_back_are_worked(office: Office, sample: Sample) -> None:
    office.do(leave, [sample.plumber], kind="meeting", from_day=MONDAY, until_day=MONDAY)
    gone = office.do(leave, [sample.plumber], from_day=MONDAY, until_day=MONDAY).result
    assert minutes(of(office, sample.plumber), MONDAY) == [0]
    office.do(calendar.archive, gone)
    assert minutes(of(office, sample.plumber), MONDAY) == [OFFICE_DAY]


def test_leave_that_repeats_leaves_out_what_was_cancelled_and_changed(office: Office, sample: Sample) -> None:
    friday = date(2026, 11, 27)
    series = office.do(
        leave, [sample.plumber], rule="FREQ=WEEKLY;BYDAY=FR", starts=at(friday, "13:00"), ends=at(friday, "18:00"),
        except_days="2026-12-04T13:00:00,2026-12-11T13:00:00", extra_days="2026-12-08T13:00:00",
    ).result  # fmt: skip
    office.do(
        leave, [sample.plumber], series_id=series, occurrence="2026-12-11T13:00:00",
        starts=at(date(2026, 12, 10), "08:30"), ends=at(date(2026, 12, 10), "09:30"),
    )  # fmt: skip
    worked = of(office, sample.plumber)
    days = [
        friday,
        date(2026, 12, 4),
        date(2026, 12, 8),
        date(2026, 12, 10),
        date(2026, 12, 11),
        date(2026, 12, 18),
    ]
    assert [minutes(worked, day)[0] for day in days] == [210, 480, 210, 420, 480, 210]
    assert minutes(worked, date(2028, 12, 29)) == [210]  # two years on it still repeats
    office.do(leave, [sample.clerk], rule="FREQ=MONTHLY;BYMONTHDAY=1", from_day=date(2026, 12, 1),
              until_day=date(2026, 12, 2))  # fmt: skip
    assert minutes(of(office, sample.clerk), date(2027, 1, 31), 4) == [0, 0, 0, 480]


def test_own_hours_stand_in_place_of_the_offices_from_day_to_day(office: Office, sample: Sample) -> None:
    mornings = {str(day): [["08:00", "12:00"]] for day in range(3)}
    nights = {str(day): [["22:00", "06:00"]] for day in range(7)}
    office.do(shift, sample.plumber, MONDAY, None, mornings)
    office.do(shift, sample.plumber, date(2026, 12, 2), date(2026, 12, 3), nights)
    # Wednesday and Thursday nights in the midst of it, the second running into Friday
    assert minutes(of(office, sample.plumber), date(2026, 11, 20), 16) == [
        480, 480, 0, 240, 240, 240, 0, 0, 0, 0, 240, 240, 120, 480, 360, 0,
    ]  # fmt: skip


def test_the_offices_days_off_and_make_up_days_are_everybodys(office: Office, sample: Sample) -> None:
    office.do(shift, sample.plumber, MONDAY, None, {"0": [["08:00", "12:00"]]})
    days = [{"day": "2026-11-30", "name": "Closed"}, {"day": "2026-12-05", "hours": [["09:00", "10:00"]]}]
    office.do(settings.put, holidays=days)
    assert minutes(of(office, sample.plumber), date(2026, 11, 30), 6) == [0, 0, 0, 0, 0, 60]


def test_a_night_off_takes_the_night_and_not_the_morning_before(office: Office, sample: Sample) -> None:
    office.do(shift, sample.plumber, MONDAY, None, {str(day): [["22:00", "06:00"]] for day in range(7)})
    office.do(leave, [sample.plumber], from_day=date(2026, 12, 2), until_day=date(2026, 12, 2))
    assert minutes(of(office, sample.plumber), date(2026, 12, 1), 4) == [480, 360, 120, 480]


@pytest.mark.parametrize("many", [1, 50])
def test_any_number_of_staff_takes_the_same_statements(office: Office, sample: Sample, many: int) -> None:

    office.do(leave, [sample.plumber], rule="FREQ=DAILY;COUNT=3", from_day=MONDAY, until_day=MONDAY)
    said: list[str] = []
    on.listen(office.store.readers, "before_cursor_execute", lambda *given: said.append(given[2]))
    found = office.ask(calendar_of_staff.working_calendars, [sample.plumber, *range(1000, 1000 + many - 1)])
    assert len(found) == many
    assert len([each for each in said if "staff_hours" in each or "event" in each]) == 3
