"""The calendar through the door: what is on it, clashes, moving, repeats, and how much it asks the database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event as listening

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal, Stale
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import Clashing, EventForm
from fmcrm_desktop.services.calendar_entries import Entry, Ref
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample, fill

MONDAY = datetime(2026, 11, 15, 16, 0, tzinfo=UTC)
"""Monday 16 November 2026, 00:00 in Shanghai."""
WEEK = (MONDAY, MONDAY + timedelta(7))


def at(day: int, hour: float) -> datetime:
    """A moment of that week: day 0 is Monday."""
    return MONDAY + timedelta(days=day, hours=hour)


def form(title: str, start: datetime, hours: float = 1.0, **more: object) -> EventForm:
    made = EventForm(title=title, starts=start, ends=start + timedelta(hours=hours))
    for name, value in more.items():
        setattr(made, name, value)
    return made


@needs("order.write")
def make_visit(work: Work, start: datetime, staff: int, unit: int) -> int:
    order = work.add(
        WorkOrder(number="W-2611-104", received=start, summary="lift, with vendor", unit_id=unit)
    )
    visit = work.add(Visit(order_id=order.id, planned_from=start, planned_until=start + timedelta(hours=2)))
    work.add(VisitStaff(visit_id=visit.id, staff_id=staff))
    return visit.id


@needs("call.write")
def make_promise(work: Work, due: datetime, person: int, staff: int) -> int:
    return work.add(
        Promise(person_id=person, staff_id=staff, made=work.now, due=due, text="about the bill")
    ).id


@needs("calendar.write")
def make_repeat(work: Work, start: datetime, rule: str) -> int:
    return work.add(
        Event(title="Stand-up", kind="meeting", starts=start, ends=start + timedelta(hours=1), rule=rule)
    ).id


def week(office: Office, *kinds: str) -> list[Entry]:
    return office.ask(calendar.entries, *WEEK, (), kinds)


def test_events_visits_and_promised_call_backs_stand_in_one_week_in_order(
    office: Office, sample: Sample
) -> None:
    office.do(calendar.add, form("Committee call", at(1, 9), staff=(sample.clerk, sample.manager)))
    office.do(make_visit, at(0, 12), sample.plumber, sample.unit)
    office.do(make_promise, at(4, 9), sample.second_owner, sample.clerk)
    office.do(
        calendar.add, EventForm("Window cleaning", "activity", whole_day=True, from_day=date(2026, 11, 20))
    )
    found = week(office)
    assert [(entry.table, entry.kind, entry.title) for entry in found] == [
        ("visit", "visit", "lift, with vendor"),
        ("event", "appointment", "Committee call"),
        ("event", "activity", "Window cleaning"),
        ("promise", "call_back", "about the bill"),
    ]
    assert (found[0].number, found[0].unit, found[0].names) == ("W-2611-104", "3-1202", ("Gao Jun",))
    assert found[1].names == ("Li Na", "Zhou Min") and found[1].starts == at(1, 9)
    assert (found[2].from_day, found[2].until_day, found[2].starts) == (date(2026, 11, 20),) * 2 + (None,)
    assert found[3].person == "A. Novak"
    assert week(office, "visit") == found[:1]
    only_plumber = office.ask(calendar.entries, *WEEK, (sample.plumber,))
    assert [entry.title for entry in only_plumber] == ["lift, with vendor", "Window cleaning"]


def test_a_window_of_the_calendar_takes_two_statements(office: Office, sample: Sample) -> None:
    office.do(make_visit, at(0, 12), sample.plumber, sample.unit)
    said: list[str] = []
    listening.listen(office.store.readers, "before_cursor_execute", lambda *args: said.append(args[2]))
    week(office)
    assert len([each for each in said if each.lstrip().lower().startswith("select")]) == 2


def test_what_touches_the_edges_of_the_window_is_in_it_and_what_only_meets_them_is_not(
    office: Office,
) -> None:
    for start, hours in ((at(-1, 23), 1.0), (at(-1, 23), 1.5), (at(6, 23.5), 2.0), (at(7, 0), 1.0)):
        office.do(calendar.add, form(f"{start:%d %H:%M} {hours}", start, hours))
    office.do(
        calendar.add,
        EventForm("Leave", "leave", whole_day=True, from_day=date(2026, 11, 1), until_day=date(2026, 11, 16)),
    )
    office.do(calendar.add, EventForm("Next", "memo", whole_day=True, from_day=date(2026, 11, 23)))
    assert [entry.title for entry in week(office)] == ["Leave", "15 15:00 1.5", "22 15:30 2.0"]


def test_a_clash_is_told_with_names_before_and_at_saving_and_needs_a_reason(
    office: Office, sample: Sample
) -> None:
    office.do(make_visit, at(2, 9), sample.plumber, sample.unit)
    wanted = form("Fire drill", at(2, 10), staff=(sample.clerk, sample.plumber))
    told = office.ask(calendar.clashes_of, wanted).clashes
    assert [(clash.staff, clash.title, clash.number) for clash in told] == [
        ("Gao Jun", "lift, with vendor", "W-2611-104")
    ]
    with pytest.raises(Clashing, match="Gao Jun is already at “lift, with vendor”"):
        office.do(calendar.add, wanted)
    assert len(week(office)) == 1
    wanted.overrule = "The drill is short"
    done = office.do(calendar.add, wanted)
    assert [entry.clash for entry in week(office)] == [True, True]
    assert office.ask(reason_of, done.result) == "The drill is short"


@needs("calendar.read")
def reason_of(work: Work, id: int) -> str:
    return work.get(Event, id).clash_reason


def test_back_to_back_is_no_clash_and_an_entry_never_clashes_with_itself(
    office: Office, sample: Sample
) -> None:
    first = office.do(calendar.add, form("Meeting", at(2, 9), staff=(sample.clerk,))).result
    office.do(calendar.add, form("Next meeting", at(2, 10), staff=(sample.clerk,)))
    office.do(calendar.add, form("A memo of hers", at(2, 9), kind="memo", staff=(sample.clerk,)))
    assert not any(entry.clash for entry in week(office))
    seen = office.ask(calendar.event, first)
    seen.title = "Longer meeting"
    office.do(calendar.change, first, seen)
    assert office.ask(calendar.event, first).title == "Longer meeting"


def test_leave_takes_the_whole_day(office: Office, sample: Sample) -> None:
    leave = EventForm("Leave", "leave", whole_day=True, from_day=date(2026, 11, 18), staff=(sample.plumber,))
    office.do(calendar.add, leave)
    assert office.ask(calendar.clashes, (sample.plumber,), at(2, 23), at(3, 1))
    assert not office.ask(calendar.clashes, (sample.plumber,), at(3, 0), at(3, 1))
    assert not office.ask(calendar.clashes, (), at(2, 8), at(2, 9))


def test_an_event_and_a_visit_can_be_moved_and_the_move_taken_back(office: Office, sample: Sample) -> None:
    event = office.do(calendar.add, form("Meeting", at(2, 9), staff=(sample.clerk,))).result
    visit = office.do(make_visit, at(0, 12), sample.plumber, sample.unit).result
    office.do(calendar.move, Ref("event", event, 1), at(3, 14), at(3, 16))
    deed = office.do(calendar.move, Ref("visit", visit, 1), at(1, 8), at(1, 9)).deed
    assert [(entry.starts, entry.ends) for entry in week(office)] == [
        (at(1, 8), at(1, 9)),
        (at(3, 14), at(3, 16)),
    ]
    assert deed is not None
    office.undo(deed)
    assert week(office)[0].starts == at(0, 12)
    office.do(calendar.move, Ref("event", event), date(2026, 11, 19), date(2026, 11, 20))
    moved = week(office)[1]
    assert (moved.starts, moved.from_day, moved.until_day) == (None, date(2026, 11, 19), date(2026, 11, 20))


def test_a_move_that_cannot_be_is_refused_with_a_sentence(office: Office, sample: Sample) -> None:
    visit = office.do(make_visit, at(0, 12), sample.plumber, sample.unit).result
    office.do(calendar.add, form("Meeting", at(2, 9), staff=(sample.plumber,)))
    promise = office.do(make_promise, at(4, 9), sample.second_owner, sample.clerk).result
    with pytest.raises(Clashing):
        office.do(calendar.move, Ref("visit", visit), at(2, 9), at(2, 10))
    office.do(calendar.move, Ref("visit", visit), at(2, 9), at(2, 10), "Two at once is fine here")
    for ref, start, end, sentence in (
        (Ref("visit", visit), date(2026, 11, 18), date(2026, 11, 18), "needs a time"),
        (Ref("visit", visit), at(2, 9), at(2, 9), "after the start"),
        (Ref("promise", promise), at(2, 9), at(2, 10), "cannot be moved"),
    ):
        with pytest.raises(Refusal, match=sentence):
            office.do(calendar.move, ref, start, end)
    with pytest.raises(Stale):
        office.do(calendar.move, Ref("visit", visit, 1), at(3, 9), at(3, 10))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (EventForm("", starts=at(0, 9), ends=at(0, 10)), "title"),
        (EventForm("No time"), "starts"),
        (EventForm("No end", starts=at(0, 9)), "ends"),
        (EventForm("Backwards", starts=at(0, 9), ends=at(0, 8)), "ends"),
        (EventForm("Endless", starts=at(0, 9), ends=at(60, 8)), "ends"),
        (EventForm("No day", whole_day=True), "from_day"),
        (
            EventForm("Days", whole_day=True, from_day=date(2026, 11, 2), until_day=date(2026, 11, 1)),
            "until_day",
        ),
        (EventForm("Odd", kind="party", starts=at(0, 9), ends=at(0, 10)), "kind"),
    ],
)
def test_an_event_that_cannot_be_names_the_field(office: Office, wrong: EventForm, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        office.do(calendar.add, wrong)
    assert list(refusal.value.fields) == [field]


def test_a_repeating_meeting_stands_in_each_week_at_the_same_time(office: Office) -> None:
    office.do(make_repeat, at(0, 9), "FREQ=WEEKLY;BYDAY=MO,WE")
    starts = [entry.starts for entry in office.ask(calendar.entries, MONDAY, MONDAY + timedelta(14))]
    assert starts == [at(0, 9), at(2, 9), at(7, 9), at(9, 9)]
    assert office.ask(calendar.entries, MONDAY - timedelta(30), MONDAY) == []


def test_what_is_archived_leaves_the_calendar_and_comes_back(office: Office, sample: Sample) -> None:
    event = office.do(calendar.add, form("Meeting", at(2, 9), staff=(sample.clerk,))).result
    office.do(calendar.finish, event)
    assert week(office)[0].done
    office.do(calendar.archive, event)
    assert week(office) == [] and not office.ask(calendar.clashes, (sample.clerk,), at(2, 9), at(2, 10))
    office.do(calendar.restore, event)
    assert len(week(office)) == 1
    assert [row.name for row in office.ask(calendar.people)] == ["Gao Jun", "He Yan", "Li Na", "Zhou Min"]


def test_a_reader_sees_the_calendar_and_writes_nothing_on_it(office: Office) -> None:
    office.who = Who(office.who.staff_id, "Reader", "reader")
    assert week(office) == []
    with pytest.raises(NotAllowed):
        office.do(calendar.add, form("Meeting", at(2, 9)))


@needs("calendar.write")
def make_many(work: Work, count: int, staff: int) -> None:
    ids = work.add_many(
        Event,
        [
            {"title": f"Event {n}", "kind": "meeting", "starts": at(0, n * 0.01), "ends": at(0, n * 0.01 + 1)}
            for n in range(count)
        ],
    )
    work.add_many(EventStaff, [{"event_id": id, "staff_id": staff} for id in ids])


def test_ten_thousand_entries_are_read_by_as_many_questions_as_ten(office: Office, sample: Sample) -> None:
    """What it takes of time: ``dev.py bench --only calendar``."""
    said: list[str] = []
    office.do(make_many, 10, sample.clerk)
    listening.listen(office.store.readers, "before_cursor_execute", lambda *args: said.append(args[2]))
    few = office.ask(calendar.entries, MONDAY, MONDAY + timedelta(31))
    asked = len(said)
    office.do(make_many, 9_990, sample.clerk)
    said.clear()
    found = office.ask(calendar.entries, MONDAY, MONDAY + timedelta(31))
    assert (len(few), len(found)) == (10, 10_000)
    assert 0 < len(said) == asked


def test_postgresql_reads_the_same_week(postgres_url: str, empty_office: Office) -> None:
    server = found_office(postgres_url, OfficeForm(name="W", zone="Asia/Shanghai", manager="Zhou Min"))
    server.store.clock = empty_office.store.clock
    read = []
    for each in (empty_office, server):
        there = fill(each)
        each.do(make_visit, at(0, 12), there.plumber, there.unit)
        each.do(make_promise, at(4, 9), there.second_owner, there.clerk)
        each.do(calendar.add, form("Meeting", at(0, 13), staff=(there.plumber,), overrule="Short"))
        each.do(calendar.add, EventForm("Cleaning", "activity", whole_day=True, from_day=date(2026, 11, 20)))
        each.do(make_repeat, at(-7, 9), "FREQ=WEEKLY")
        read.append(week(each))
    server.close()
    assert [entry._replace(version=0) for entry in read[0]] == [
        entry._replace(version=0) for entry in read[1]
    ]
    assert len(read[0]) == 5 and sum(entry.clash for entry in read[0]) == 2
