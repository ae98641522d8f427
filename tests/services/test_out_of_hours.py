"""Night and weekend work beside a count of every minute, taken from the file with plain sqlite3."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import out_of_hours, settings, staff_hours, staff_time
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.out_of_hours import Line
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOVEMBER = Month(2026, 11)
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
WORKED = (
    """select staff_id, arrived, departed from visit_staff join visit on visit.id = visit_id
       where departed is not null""",
    """select staff_id, started, strftime('%Y-%m-%d %H:%M:%f', started, seconds || ' seconds') from call
       where seconds is not null and outcome <> 'missed' and staff_id is not null""",
    """select staff_id, starts, ends from event_staff join event on event.id = event_id
       where kind in ('appointment', 'meeting', 'activity') and ends <= '2026-11-20 02:00:00.000000'""",
)


@needs("calendar.write")
def busy(work: Work, staff: list[int]) -> None:
    """Visits, calls and entries at any hour of the autumn, some over each other, some over midnight and month ends."""
    chance = random.Random(11)

    def span(longest: int) -> tuple[datetime, datetime]:
        start = datetime(2026, 10, 20, tzinfo=UTC) + timedelta(minutes=chance.randrange(45 * 1440))
        return start, start + timedelta(minutes=chance.randrange(1, longest))

    for n in range(60):
        start, end = span(600)
        order = work.add(WorkOrder(number=f"W-{n}", summary="x", state="done", received=start))
        over = None if n % 7 == 0 else end
        visit = work.add(
            Visit(order_id=order.id, planned_from=start, planned_until=end, arrived=start, departed=over)
        )
        for each in chance.sample(staff, 2):
            work.add(VisitStaff(visit_id=visit.id, staff_id=each))
        start, end = span(40)
        work.add(
            Call(started=start, seconds=None if n % 9 == 0 else (end - start).seconds, staff_id=chance.choice(staff),
                 outcome="missed" if n % 5 == 0 else "answered")
        )  # fmt: skip
        start, end = span(300)
        kind = chance.choice(["appointment", "meeting", "task", "memo", "phone", "activity"])
        event = work.add(Event(kind=kind, title="x", starts=start, ends=end))
        work.add(EventStaff(event_id=event.id, staff_id=chance.choice(staff)))


def counted(path: Path, works: dict[int, set[datetime]]) -> dict[int, tuple[int, int]]:
    """By member of staff the minutes worked in November until now, and those of them not among ``works``."""
    file = sqlite3.connect(path)
    spans: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for sql in WORKED:
        for staff, begin, end in file.execute(sql):
            spans[staff].append(
                tuple(datetime.fromisoformat(at[:16]).replace(tzinfo=UTC) for at in (begin, end))
            )  # type: ignore[arg-type]
    file.close()
    found = {}
    for staff, each in spans.items():
        minutes: set[datetime] = set()
        for begin, end in each:
            while begin < end:
                if datetime(2026, 11, 1, tzinfo=SHANGHAI) <= begin < NOW:
                    minutes.add(begin)
                begin += timedelta(minutes=1)
        found[staff] = (len(minutes), len(minutes - works[staff]))
    return found


def office_minutes() -> set[datetime]:
    """The minutes of November at which the office is open: Monday to Saturday, closed on the 11th."""
    at, found = datetime(2026, 11, 1, tzinfo=SHANGHAI), set()
    while at.month == 11:
        clock = at.hour * 60 + at.minute
        if at.weekday() < 6 and at.day != 11 and (510 <= clock < 720 or 810 <= clock < 1080):
            found.add(at.astimezone(UTC))
        at += timedelta(minutes=1)
    return found


@pytest.fixture
def worked(office: Office, sample: Sample) -> Office:
    office.do(settings.put, holidays=[{"day": "2026-11-11", "name": "Founders' Day"}])
    office.do(busy, [sample.clerk, sample.plumber, sample.electrician])
    return office


def lines(office: Office) -> dict[int, Line]:
    return {line.staff_id: line for line in office.ask(out_of_hours.month, NOVEMBER).lines}


def test_a_month_is_what_counting_every_minute_gives(
    worked: Office, office_path: Path, sample: Sample
) -> None:
    expected = counted(office_path, defaultdict(office_minutes))
    found = lines(worked)
    assert {id: (line.worked, line.out) for id, line in found.items()} == expected
    assert all(line.out > 500 and line.days_off > 50 for line in found.values())


def test_visits_and_calls_without_an_end_are_named_and_not_counted(worked: Office, office_path: Path) -> None:
    file = sqlite3.connect(office_path)
    within = "between '2026-10-31 16:00' and '2026-11-20 01:59:59'"
    visits = file.execute(
        "select count(*) from visit join visit_staff on visit_id = visit.id "
        f"where departed is null and arrived {within}"
    ).fetchone()[0]
    calls = file.execute(
        f"select count(*) from call where seconds is null and outcome <> 'missed' and started {within}"
    ).fetchone()[0]
    file.close()
    assert sum(line.unknown for line in lines(worked).values()) == visits + calls > 0


def test_a_night_watchmans_night_is_no_night_work_and_work_on_leave_is(
    worked: Office, sample: Sample
) -> None:
    before = lines(worked)[sample.plumber]
    worked.do(settings.put, holidays=[])
    nights = staff_hours.ShiftForm(
        from_day=date(2026, 11, 1),
        **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), "00:00-24:00"),
    )  # fmt: skip
    worked.do(staff_hours.add_shift, sample.plumber, nights)
    assert lines(worked)[sample.plumber].out == 0
    leave = staff_hours.LeaveForm(
        title="Leave", from_day=date(2026, 11, 1), until_day=date(2026, 11, 30), overrule="Called in"
    )
    worked.do(staff_hours.add_leave, sample.plumber, leave)
    after = lines(worked)[sample.plumber]
    assert after.out == after.days_off == after.worked == before.worked


def test_a_month_to_come_is_empty(worked: Office) -> None:
    assert worked.ask(out_of_hours.month, Month(2027, 1)).lines == ()


@needs("calendar.write")
def forgotten(work: Work, staff: int) -> None:
    """A departure written down three days too late, in the month after; and a night over the same midnight."""
    midnight = datetime(2026, 11, 1, tzinfo=SHANGHAI)
    for begin, end in ((timedelta(days=-3), timedelta(hours=5)), (timedelta(hours=-2), timedelta(hours=3))):
        arrived, departed = midnight + begin, midnight + end
        order = work.add(WorkOrder(number=f"W-{begin}", summary="x", state="done", received=arrived))
        visit = work.add(
            Visit(
                order_id=order.id,
                planned_from=arrived,
                planned_until=departed,
                arrived=arrived,
                departed=departed,
            )
        )
        work.add(VisitStaff(visit_id=visit.id, staff_id=staff))


@needs("report.read")
def together(work: Work, months: tuple[Month, ...]) -> list[list[Line]]:
    return out_of_hours.lines(work, months)


def test_months_asked_for_together_are_as_each_alone(worked: Office, sample: Sample) -> None:
    worked.do(forgotten, sample.plumber)
    months = (NOVEMBER, Month(2026, 10), Month(2026, 12), Month(2025, 11))
    every = worked.ask(together, months)
    assert every == [worked.ask(together, (month,))[0] for month in months]
    assert [any(line.worked for line in each) for each in every] == [True, True, False, False]
    page = worked.ask(staff_time.sheet, sample.plumber)
    assert [page.this_month, page.last_month] == [
        next(line for line in month if line.staff_id == sample.plumber) for month in every[:2]
    ]
