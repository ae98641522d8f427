"""Clashes of people and rooms over whole series, against a comparison of every time with every other."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from sqlalchemy import event as listening

from fmcrm_desktop.model import repeating
from fmcrm_desktop.model.event import Event, EventStaff, Room
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import calendar, free_time, rooms
from fmcrm_desktop.services.busy import Span, Wanted, common, merged, without
from fmcrm_desktop.services.calendar import Clashing, EventForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.rooms import RoomForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample, fill

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = datetime.fromisoformat("2026-11-23")
"""A Monday after the office's today, which is Friday the 20th."""
HORIZON = timedelta(days=731)
RULES = (
    "",
    "",
    "FREQ=DAILY;INTERVAL=5",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYDAY=2TU",
    "FREQ=WEEKLY;COUNT=6",
)


def moment(local: datetime) -> datetime:
    return local.replace(tzinfo=SHANGHAI).astimezone(UTC)


def one(title: str, local: datetime, hours: float, **more: object) -> EventForm:
    form = EventForm(title, starts=moment(local), ends=moment(local + timedelta(hours=hours)))
    return replace(form, **more)  # type: ignore[arg-type]


def counted(form: EventForm) -> list[Span]:
    """The times of a form, counted out by other code, two years ahead."""
    if form.whole_day:
        assert form.from_day is not None and form.until_day is not None
        first = datetime.combine(form.from_day, time())
        return [(moment(first), moment(first + (form.until_day - form.from_day) + timedelta(1)))]
    assert form.starts is not None and form.ends is not None
    length, first = form.ends - form.starts, form.starts.astimezone(SHANGHAI).replace(tzinfo=None)
    if not form.repeat:
        return [(form.starts, form.ends)]
    found = rrulestr(form.repeat, dtstart=first).xafter(first, inc=True)
    spans = []
    for each in found:
        if each > TODAY + HORIZON + timedelta(70):
            break
        spans.append((moment(each), moment(each) + length))
    return spans


@pytest.fixture
def two_rooms(office: Office) -> tuple[int, int]:
    return tuple(office.do(rooms.add, RoomForm(name)).result for name in ("Hall", "Roof"))  # type: ignore[return-value]


def drawn(chance: random.Random, n: int, staff: list[int], halls: tuple[int, ...]) -> EventForm:
    first = TODAY + timedelta(days=chance.randrange(60), minutes=30 * chance.randrange(16, 36))
    form = one(
        f"No {n}",
        first,
        chance.choice([0.5, 1, 1.5, 30]),
        kind=chance.choice(["meeting", "appointment", "task"]),
        staff=tuple(chance.sample(staff, chance.randrange(3))),
        room_id=chance.choice([None, *halls]),
        overrule="On purpose",
    )
    if form.kind == "task":
        form.room_id = None
    if chance.random() < 0.15:
        return replace(form, whole_day=True, from_day=first.date(), until_day=first.date() + timedelta(1))
    return replace(form, repeat=RuleText(chance.choice(RULES)))


@pytest.mark.parametrize("seed", range(3))
def test_clashes_are_those_of_comparing_each_time_with_each(
    office: Office, sample: Sample, two_rooms: tuple[int, int], seed: int
) -> None:
    chance = random.Random(seed)
    names = {sample.clerk: "Li Na", sample.plumber: "Gao Jun", sample.manager: "Zhou Min"}
    halls = dict(zip(two_rooms, ("Hall", "Roof"), strict=True))
    kept = [drawn(chance, n, list(names), two_rooms) for n in range(25)]
    for form in kept:
        office.do(calendar.add, replace(form))
    known = [(form, counted(form)) for form in kept]
    for n in range(12):
        wanted = replace(drawn(chance, 99 + n, list(names), two_rooms), overrule="", kind="meeting")
        if not wanted.staff and wanted.room_id is None:
            continue
        mine = counted(wanted)
        first = mine[0][0]
        mine = [span for span in mine if span[0] < first + HORIZON]
        told = set()
        for other, spans in known:
            times = sum(a < d and c < b for a, b in mine for c, d in spans if c < first + HORIZON)
            if times and other.kind != "task":
                told |= {(names[id], other.title, times) for id in set(wanted.staff) & set(other.staff)}
                if wanted.room_id is not None and wanted.room_id == other.room_id:
                    told.add((halls[wanted.room_id], other.title, times))
        found = office.ask(calendar.clashes_of, wanted)
        assert {(clash.staff, clash.title, clash.times) for clash in found.clashes} == told
        if found.free is not None:
            taken_instead(office, wanted, found.free)


def taken_instead(office: Office, wanted: EventForm, free: Span) -> None:
    """Nothing clashes at the time that is offered."""
    assert free[1] - free[0] == wanted.ends - wanted.starts  # type: ignore[operator]
    assert not office.ask(calendar.clashes_of, put(wanted, free)).clashes


def put(wanted: EventForm, free: Span) -> EventForm:
    """As the form has it when the free time is taken: a rule that names its day names the new one."""
    before, after = (each.astimezone(SHANGHAI).date() for each in (wanted.starts, free[0]))  # type: ignore[union-attr]
    rule = wanted.repeat and repeating.moved(wanted.repeat, before, after, SHANGHAI)
    return replace(wanted, starts=free[0], ends=free[1], repeat=RuleText(rule or wanted.repeat))


def test_a_series_that_finds_no_hour_on_its_day_is_offered_one_of_the_days_after(
    office: Office, sample: Sample
) -> None:
    full = one("Fair", TODAY + timedelta(hours=7), 14, staff=(sample.clerk,), repeat=RuleText("FREQ=WEEKLY"))
    office.do(calendar.add, full)
    weekly = one("Stand-up", TODAY + timedelta(hours=9), 1, staff=(sample.clerk,))
    for rule in ("FREQ=WEEKLY", f"FREQ=WEEKLY;BYDAY={TODAY:%a}".upper()[:-1]):
        weekly.repeat = RuleText(rule)
        found = office.ask(calendar.clashes_of, weekly)
        assert found.clashes and found.free is not None
        assert found.free[0] > moment(TODAY + timedelta(1))
        taken_instead(office, weekly, found.free)
    weekly.repeat = RuleText("FREQ=MONTHLY")
    assert office.ask(calendar.clashes_of, weekly).free is None


def test_a_clash_late_in_a_series_is_found_named_and_overruled(office: Office, sample: Sample) -> None:
    far = TODAY + timedelta(weeks=60)
    office.do(calendar.add, one("Fire inspection", far + timedelta(hours=9), 2, staff=(sample.clerk,)))
    weekly = one("Stand-up", TODAY + timedelta(hours=9, minutes=30), 1, staff=(sample.clerk, sample.manager))
    weekly.repeat = RuleText("FREQ=WEEKLY")
    with pytest.raises(Clashing, match="Li Na is already at “Fire inspection”") as told:
        office.do(calendar.add, replace(weekly))
    clash = told.value.clashes[0]
    assert (clash.starts, clash.times) == (moment(far + timedelta(hours=9)), 1)
    assert told.value.free == tuple(moment(TODAY + timedelta(hours=h)) for h in (11, 12))
    office.do(calendar.add, replace(weekly, overrule="She will be late once"))
    found = office.ask(calendar.entries, moment(far), moment(far + timedelta(1)))
    assert [entry.clash for entry in found] == [True, True]


def test_a_changed_or_left_out_time_of_a_series_makes_room(office: Office, sample: Sample) -> None:
    weekly = one(
        "Stand-up", TODAY + timedelta(hours=9), 1, staff=(sample.clerk,), repeat=RuleText("FREQ=WEEKLY")
    )
    id = office.do(calendar.add, weekly).result
    wish = one("Visit", TODAY + timedelta(days=7, hours=9), 1, staff=(sample.clerk,))
    assert office.ask(calendar.clashes_of, wish).clashes
    office.do(calendar.archive, id, None, "2026-11-30T09:00:00", calendar.THIS)
    assert not office.ask(calendar.clashes_of, wish).clashes
    seen = office.ask(calendar.event, id, "2026-12-07T09:00:00")
    seen.scope = calendar.THIS
    assert not office.ask(calendar.clashes_of, seen, id).clashes


def test_a_room_is_named_as_taken(office: Office, two_rooms: tuple[int, int]) -> None:
    office.do(calendar.add, one("Choir", TODAY + timedelta(hours=9), 2, room_id=two_rooms[0]))
    with pytest.raises(Clashing, match="Hall is taken by “Choir” then"):
        office.do(calendar.add, one("Yoga", TODAY + timedelta(hours=10), 2, room_id=two_rooms[0]))
    office.do(calendar.add, one("Yoga", TODAY + timedelta(hours=10), 2, room_id=two_rooms[1]))


def test_free_time_is_common_to_all_and_in_working_hours(office: Office, sample: Sample) -> None:
    for staff, start, hours in ((sample.clerk, 9, 2), (sample.manager, 10.5, 2), (sample.plumber, 13.25, 4)):
        at = TODAY + timedelta(hours=start)
        office.do(calendar.add, one("Busy", at, hours, staff=(staff,), overrule="x"))
    wish = one("Meeting", TODAY + timedelta(hours=9), 1)
    wish.staff = (sample.clerk, sample.manager, sample.plumber)
    found = office.ask(calendar.free_times, wish)
    plan = office.ask(calendar.hours)
    assert found and found[0][0] > moment(TODAY)
    for start, end in found:
        assert plan.between(start, end) == 60 and end - start == timedelta(hours=1)
        assert not office.ask(calendar.clashes_of, replace(wish, starts=start, ends=end)).clashes
    everything_before = [
        moment(TODAY) + timedelta(minutes=15 * n)
        for n in range(96)
        if moment(TODAY) + timedelta(minutes=15 * n) < found[0][0]
    ]
    for start in everything_before:
        end = start + timedelta(hours=1)
        busy = office.ask(calendar.clashes_of, replace(wish, starts=start, ends=end)).clashes
        assert busy or plan.between(start, end) < 60


@needs("calendar.write")
def many_series(work: Work, staff: int, count: int) -> None:
    first = moment(TODAY - timedelta(days=364))
    ids = work.add_many(
        Event,
        [
            {
                "title": f"Series {n}", "kind": "meeting", "rule": ("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=TU,TH")[n % 2],
                "starts": first + timedelta(minutes=n), "ends": first + timedelta(minutes=n + 1),
            }
            for n in range(count)
        ],
    )  # fmt: skip
    work.add_many(EventStaff, [{"event_id": id, "staff_id": staff} for id in ids])


def test_two_years_of_many_series_cost_as_many_comparisons_as_there_are_times(
    office: Office, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.do(many_series, sample.clerk, 40)
    wish = one(
        "Stand-up", TODAY + timedelta(hours=9), 1, staff=(sample.clerk,), repeat=RuleText("FREQ=DAILY")
    )
    statements: list[str] = []
    listening.listen(office.store.readers, "before_cursor_execute", lambda *args: statements.append(args[2]))
    asked = []
    from fmcrm_desktop.services import busy

    plain = busy.Line.met_by
    monkeypatch.setattr(busy.Line, "met_by", lambda self, *span: asked.append(1) or plain(self, *span))
    assert not office.ask(calendar.clashes_of, wish).clashes
    assert len([each for each in statements if each.lstrip().lower().startswith("select")]) <= 4
    assert len(asked) < 40 * 735


SPANS = [(a, b) for a in range(6) for b in range(a + 1, 7)]


def test_spans_joined_met_and_taken_out_are_those_of_their_minutes() -> None:
    chance = random.Random(7)
    start = datetime(2026, 11, 23, tzinfo=UTC)
    for _ in range(300):
        sets = []
        for _ in range(2):
            plain = [chance.choice(SPANS) for _ in range(chance.randrange(5))]
            sets.append([(start + timedelta(hours=a), start + timedelta(hours=b)) for a, b in plain])
        one, other = merged(sets[0]), merged(sets[1])
        assert cover(one) == cover(sets[0]) and all(a[1] < b[0] for a, b in pairwise(one))
        assert cover(common(one, other)) == cover(one) & cover(other)
        assert cover(without(one, other)) == cover(one) - cover(other)


def cover(spans: list[Span]) -> set[datetime]:
    return {
        start + timedelta(hours=h)
        for start, end in spans
        for h in range(int((end - start) / timedelta(hours=1)))
    }


@needs("order.write")
def visit(work: Work, start: datetime, staff: int, unit: int) -> int:
    order = work.add(WorkOrder(number="W-1", received=start, summary="Lift", unit_id=unit))
    made = work.add(Visit(order_id=order.id, planned_from=start, planned_until=start + timedelta(hours=2)))
    work.add(VisitStaff(visit_id=made.id, staff_id=staff))
    return made.id


@needs("calendar.read")
def free(work: Work, wanted: Wanted, since: datetime) -> list[Span]:
    return free_time.first(work, wanted, timedelta(hours=1), since)


def test_a_visit_takes_a_technicians_time(office: Office, sample: Sample) -> None:
    office.do(visit, moment(TODAY + timedelta(hours=9)), sample.plumber, sample.unit)
    wish = one("Drill", TODAY + timedelta(hours=10), 1, staff=(sample.plumber,))
    wish.repeat = RuleText("FREQ=DAILY")
    assert [(each.title, each.number) for each in office.ask(calendar.clashes_of, wish).clashes] == [
        ("Lift", "W-1")
    ]
    spans = office.ask(free, Wanted((sample.plumber,)), moment(TODAY + timedelta(hours=9)))
    assert spans[0][0] == moment(TODAY + timedelta(hours=11))


def test_rooms_are_added_renamed_and_archived(office: Office) -> None:
    id = office.do(rooms.add, RoomForm("Hall", "大厅")).result
    with pytest.raises(Exception, match="."):
        office.do(rooms.add, RoomForm("hall"))
    form = office.ask(rooms.form_of, id)
    form.name = "Great hall"
    office.do(rooms.change, id, form)
    assert [choice.text for choice in office.ask(rooms.choices, "great")] == ["Great hall"]
    office.do(rooms.archive, id)
    assert office.ask(rooms.choices, "") == [] and office.ask(rooms.choices, "", (id,))[0].id == id
    office.do(rooms.restore, id)
    assert office.ask(free_room_names) == ["Great hall"]


@needs("calendar.read")
def free_room_names(work: Work) -> list[str]:
    from sqlalchemy import select

    return list(work.column(select(Room.name).where(Room.archived.is_(None))))


def test_postgresql_finds_the_same_clashes(postgres_url: str, empty_office: Office) -> None:
    server = found_office(postgres_url, OfficeForm(name="W", zone="Asia/Shanghai", manager="Zhou Min"))
    server.store.clock = empty_office.store.clock
    told = []
    for each in (empty_office, server):
        there = fill(each)
        hall = each.do(rooms.add, RoomForm("Hall")).result
        start = TODAY + timedelta(hours=9)
        each.do(visit, moment(start), there.plumber, there.unit)
        each.do(calendar.add, one("Choir", start, 2, room_id=hall, repeat=RuleText("FREQ=WEEKLY")))
        leave = EventForm("Leave", "leave", whole_day=True, from_day=(TODAY + timedelta(7)).date())
        each.do(calendar.add, replace(leave, staff=(there.clerk,)))
        wish = one("Drill", start, 1, staff=(there.plumber, there.clerk), room_id=hall)
        told.append(each.ask(calendar.clashes_of, replace(wish, repeat=RuleText("FREQ=WEEKLY;COUNT=5"))))
        told[-1].clashes.sort(key=lambda clash: clash.title)
    server.close()
    assert told[0] == told[1] and [(one.title, one.times) for one in told[0].clashes] == [
        ("Choir", 5), ("Leave", 1), ("Lift", 1),
    ]  # fmt: skip
