"""Repeating events changed in part: every edit against instances that the test itself counts out with dateutil."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import ALL, FOLLOWING, THIS, EventForm, GuestForm, Mark
from fmcrm_desktop.services.calendar_entries import Entry, Ref
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

SHANGHAI = ZoneInfo("Asia/Shanghai")
NINE = datetime.fromisoformat("2026-11-16T09:00")
"""Monday 16 November, on the office's clock."""
WINDOW = (datetime(2026, 8, 1, tzinfo=UTC), datetime(2028, 12, 1, tzinfo=UTC))
TOKENS = (f"#{n}" for n in itertools.count())


def moment(local: datetime) -> datetime:
    return local.replace(tzinfo=SHANGHAI).astimezone(UTC)


def series(rule: str, local: datetime = NINE, **more: object) -> EventForm:
    form = EventForm("Stand-up", "meeting", starts=moment(local), ends=moment(local + timedelta(hours=1)))
    return replace(form, repeat=RuleText(rule), **more)  # type: ignore[arg-type]


def shown(office: Office, token: str = "") -> list[Entry]:
    found = office.ask(calendar.entries, *WINDOW)
    return [entry for entry in found if token in entry.title]


def local(entry: Entry) -> datetime:
    assert entry.starts is not None
    return entry.starts.astimezone(SHANGHAI).replace(tzinfo=None)


@dataclass
class Instance:
    """What the test believes: one time of a series, where it stood in it, whether it went its own way."""

    group: int
    at: datetime
    start: datetime
    title: str
    own: bool = False


@dataclass
class Edit:
    deed: str
    scope: str
    which: int
    by: timedelta


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    by = timedelta(days=draw(st.integers(-3, 3)), minutes=30 * draw(st.integers(-2, 4)))
    return Edit(
        draw(st.sampled_from(["move", "archive", "rename"])),
        draw(st.sampled_from([THIS, FOLLOWING, ALL])),
        draw(st.integers(0, 30)),
        by,
    )


RULES = st.sampled_from(
    [
        "FREQ=DAILY;COUNT=12", "FREQ=DAILY;INTERVAL=3;UNTIL=20270115", "FREQ=WEEKLY;COUNT=9",
        "FREQ=WEEKLY;BYDAY=MO,WE,FR;UNTIL=20270120", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=11",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20270401",
    ]
)  # fmt: skip


@given(RULES, st.lists(edits(), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_edits_of_a_series_are_those_of_its_instances_one_by_one(
    office: Office, rule: str, changes: list[Edit]
) -> None:
    token = next(TOKENS)
    office.do(calendar.add, replace(series(rule), title=f"Meeting {token}"))
    plain = rrulestr(rule + ("T235959" if "UNTIL" in rule else ""), dtstart=NINE)
    believed = [Instance(0, at, at, f"Meeting {token}") for at in plain]
    groups: Iterator[int] = itertools.count(1)
    for change in changes:
        if not believed:
            break
        believed.sort(key=lambda one: (one.start, one.title))
        target = believed[change.which % len(believed)]
        there = [entry for entry in shown(office, token) if local(entry) == target.start]
        same = [one for one in believed if one.start == target.start]
        if len(same) > 1:
            continue  # two at one time: the test could not say which it means
        do(office, there[0], change)
        believed = believe(believed, target, change, groups)
    assert sorted((local(each), each.title) for each in shown(office, token)) == sorted(
        (each.start, each.title) for each in believed
    )


def do(office: Office, entry: Entry, change: Edit) -> None:
    assert entry.starts is not None and entry.ends is not None
    if change.deed == "archive":
        office.do(calendar.archive, entry.id, entry.version, entry.occurrence, change.scope)
    elif change.deed == "move":
        start, end = entry.starts + change.by, entry.ends + change.by
        office.do(calendar.move, entry.ref, start, end, "", change.scope)
    else:
        form = office.ask(calendar.event, entry.id, entry.occurrence)
        form.title, form.scope = entry.title + "!", change.scope
        office.do(calendar.change, entry.id, form)


def believe(
    believed: list[Instance], target: Instance, change: Edit, groups: Iterator[int]
) -> list[Instance]:
    """The same edit, done to the list."""
    if target.own or change.scope == THIS:
        meant = [target]
    else:
        meant = [
            one
            for one in believed
            if one.group == target.group and (change.scope == ALL or one.at >= target.at)
        ]
    if change.deed == "archive":
        return [one for one in believed if one not in meant]
    new = next(groups)
    for one in meant:
        alone = one.own or change.scope == THIS
        if one is target or not one.own:
            one.start += change.by if change.deed == "move" else timedelta(0)
            one.title += "!" if change.deed == "rename" else ""
        if not target.own and change.scope != THIS:
            one.group = new if change.scope == FOLLOWING else one.group
            one.at += change.by if change.deed == "move" else timedelta(0)
        one.own = alone
    return believed


def test_this_one_alone_is_changed_and_undo_takes_it_back(office: Office, sample: Sample) -> None:
    id = office.do(calendar.add, series("FREQ=WEEKLY;COUNT=4", staff=(sample.clerk,))).result
    second = shown(office)[1]
    assert second.repeats and second.occurrence and second.ref.occurrence == second.occurrence
    deed = office.do(calendar.move, second.ref, *later(second), "", THIS).deed
    starts = [local(entry) - NINE for entry in shown(office)]
    assert starts == [timedelta(0), timedelta(days=7, hours=2), timedelta(14), timedelta(21)]
    kept = office.ask(record, id)
    alone = office.ask(records_of, id)
    assert (kept["except_days"], kept["sequence"]) == ("2026-11-23T09:00:00", 0)
    assert [(each["occurrence"], each["sequence"], each["rule"]) for each in alone] == [
        ("2026-11-23T09:00:00", 1, "")
    ]
    assert shown(office)[1].names == ("Li Na",) and not shown(office)[1].repeats
    assert deed is not None
    office.undo(deed)
    assert [local(entry) - NINE for entry in shown(office)] == [timedelta(7 * n) for n in range(4)]
    assert office.ask(record, id)["except_days"] == ""


def later(entry: Entry, hours: float = 2) -> tuple[datetime, datetime]:
    assert entry.starts is not None and entry.ends is not None
    return entry.starts + timedelta(hours=hours), entry.ends + timedelta(hours=hours)


@needs("calendar.read")
def record(work: Work, id: int) -> dict[str, object]:
    kept = work.get(Event, id)
    return {column.key: getattr(kept, column.key) for column in Event.__table__.columns}


@needs("calendar.read")
def records_of(work: Work, series: int) -> list[dict[str, object]]:
    from sqlalchemy import select

    ids = work.column(select(Event.id).where(Event.series_id == series).order_by(Event.id))
    return [record(work, id) for id in ids]


def test_this_and_following_begin_a_series_of_their_own_with_their_exceptions(office: Office) -> None:
    id = office.do(calendar.add, series("FREQ=WEEKLY;COUNT=6")).result
    office.do(calendar.archive, id, None, "2026-12-14T09:00:00", THIS)
    office.do(calendar.move, shown(office)[3].ref, *later(shown(office)[3], 1), "", THIS)
    third = shown(office)[2]
    before = shown(office)
    deed = office.do(calendar.move, third.ref, *later(third, 24), "", FOLLOWING).deed
    assert [local(entry).isoformat(" ", "minutes")[5:] for entry in shown(office)] == [
        "11-16 09:00", "11-23 09:00", "12-01 09:00", "12-07 10:00", "12-22 09:00",
    ]  # fmt: skip
    old, new = office.ask(record, id), office.ask(record, shown(office)[2].id)
    assert old["rule"] == "FREQ=WEEKLY;UNTIL=20261129T155959Z" and new["rule"] == "FREQ=WEEKLY;COUNT=4"
    assert new["except_days"] == "2026-12-08T09:00:00,2026-12-15T09:00:00"
    assert [each["occurrence"] for each in office.ask(records_of, shown(office)[2].id)] == [
        "2026-12-08T09:00:00"
    ]
    assert deed is not None
    office.undo(deed)
    assert [entry._replace(version=0) for entry in shown(office)] == [
        entry._replace(version=0) for entry in before
    ]


def test_all_keep_what_was_changed_alone_and_the_repeat_can_be_said_anew(office: Office) -> None:
    id = office.do(calendar.add, series("FREQ=MONTHLY;BYDAY=3MO;COUNT=4")).result
    office.do(calendar.archive, id, None, "2026-12-21T09:00:00", THIS)
    first = shown(office)[0]
    office.do(calendar.move, first.ref, *later(first, 24), "", ALL)
    assert office.ask(record, id)["rule"] == "FREQ=MONTHLY;BYDAY=3TU;COUNT=4"
    assert [local(entry).date() for entry in shown(office)] == [
        date(2026, 11, 17), date(2027, 1, 19), date(2027, 2, 16),
    ]  # fmt: skip
    form = office.ask(calendar.event, id, shown(office)[1].occurrence)
    form.repeat = RuleText("FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20270301")
    office.do(calendar.change, id, form)
    assert [local(entry).date() for entry in shown(office)] == [
        date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28),
    ]  # fmt: skip


def test_a_series_begins_with_the_first_time_its_rule_gives(office: Office) -> None:
    office.do(calendar.add, series("FREQ=WEEKLY;BYDAY=TH;COUNT=2"))
    assert [local(entry).date() for entry in shown(office)] == [date(2026, 11, 19), date(2026, 11, 26)]
    with pytest.raises(Invalid) as never:
        office.do(calendar.add, series("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))
    assert set(never.value.fields) == {"repeat"}
    with pytest.raises(Invalid) as over:
        office.do(calendar.add, series("FREQ=DAILY;UNTIL=20261101"))
    assert set(over.value.fields) == {"repeat"}


def test_whole_days_repeat_and_are_changed_as_days(office: Office) -> None:
    form = EventForm("Rota", "activity", whole_day=True, from_day=NINE.date(), until_day=NINE.date())
    id = office.do(
        calendar.add, replace(form, repeat=RuleText("FREQ=DAILY;INTERVAL=2;UNTIL=20261122"))
    ).result
    assert office.ask(record, id)["rule"] == "FREQ=DAILY;INTERVAL=2;UNTIL=20261122"
    days = [entry.from_day for entry in shown(office)]
    assert days == [date(2026, 11, 16), date(2026, 11, 18), date(2026, 11, 20), date(2026, 11, 22)]
    assert shown(office)[2].occurrence == "2026-11-20"
    office.do(calendar.move, shown(office)[2].ref, date(2026, 11, 21), date(2026, 11, 23), "", FOLLOWING)
    assert [(entry.from_day, entry.until_day) for entry in shown(office)] == [
        (date(2026, 11, 16), date(2026, 11, 16)), (date(2026, 11, 18), date(2026, 11, 18)),
        (date(2026, 11, 21), date(2026, 11, 23)), (date(2026, 11, 23), date(2026, 11, 25)),
    ]  # fmt: skip


def test_a_time_moved_for_a_day_off_is_shown_and_shifted_where_it_really_is(office: Office) -> None:
    sunday = NINE + timedelta(days=6)
    id = office.do(calendar.add, series("FREQ=WEEKLY;COUNT=3", sunday, on_holiday="after")).result
    first = shown(office)[0]
    assert local(first) == sunday + timedelta(1) and first.occurrence == "2026-11-22T09:00:00"
    assert office.ask(calendar.event, id, first.occurrence).starts == first.starts
    office.do(calendar.move, first.ref, *later(first, 2), "", ALL)
    assert [local(entry) for entry in shown(office)] == [
        sunday + timedelta(days=1 + 7 * n, hours=2) for n in range(3)
    ]


def test_what_cannot_be_meant_is_refused(office: Office) -> None:
    id = office.do(calendar.add, series("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=16")).result
    first = shown(office)[0]
    with pytest.raises(Refusal, match="rule of its own"):
        office.do(calendar.move, first.ref, *later(first, 24), "", ALL)
    with pytest.raises(Stale):
        office.do(calendar.move, Ref("event", id, 99, first.occurrence), *later(first), "", THIS)
    office.do(calendar.move, first.ref, *later(first, 1), "", ALL)
    assert local(shown(office)[0]) == NINE + timedelta(hours=1)
    undated = EventForm("Buy lamps", "task", repeat=RuleText("FREQ=DAILY"))
    with pytest.raises(Invalid) as told:
        office.do(calendar.add, undated)
    assert set(told.value.fields) == {"repeat"}


def test_a_task_or_memo_needs_no_day_and_says_who_wrote_it(office: Office, sample: Sample) -> None:
    for kind in ("task", "memo"):
        id = office.do(calendar.add, EventForm("Buy lamps", kind, staff=(sample.clerk,))).result
        kept = office.ask(record, id)
        assert (kept["starts"], kept["from_day"], kept["by_id"]) == (None, None, office.who.staff_id)
        assert office.ask(calendar.event, id).starts is None
    due = EventForm("Buy lamps", "task", whole_day=True, until_day=date(2026, 11, 19))
    id = office.do(calendar.add, due).result
    assert office.ask(record, id)["from_day"] == date(2026, 11, 19)
    with pytest.raises(Invalid):
        office.do(calendar.add, EventForm("Talk", "meeting"))


def test_a_kind_keeps_only_what_it_asks_for(office: Office, sample: Sample) -> None:
    form = series("FREQ=DAILY", kind="email", place="Lobby", direction="out", person_id=sample.owner)
    kept = office.ask(record, office.do(calendar.add, form).result)
    assert (kept["place"], kept["rule"], kept["direction"], kept["person_id"]) == (
        "",
        "",
        "out",
        sample.owner,
    )
    assert kept["starts"] == moment(NINE) and kept["ends"] == moment(NINE) + timedelta(minutes=15)


def test_one_time_of_a_repeating_task_is_ticked_off_alone(office: Office) -> None:
    id = office.do(calendar.add, series("FREQ=DAILY;COUNT=3", kind="task")).result
    office.do(calendar.finish, id, True, shown(office)[1].occurrence)
    assert [entry.done for entry in shown(office)] == [False, True, False]


def test_a_meeting_has_guests_with_answers_and_says_who_came(office: Office, sample: Sample) -> None:
    guests = (GuestForm(sample.owner), GuestForm(None, "Mr Hale", "hale@example.org"))
    form = series("FREQ=WEEKLY;COUNT=3", staff=(sample.clerk, sample.manager), guests=guests)
    id = office.do(calendar.add, form).result
    office.do(calendar.answer, id, Mark(True, 1), "accepted")
    at = shown(office)[1].occurrence
    alone = office.do(calendar.attend, id, Mark(True, 1), True, at).result
    office.do(calendar.attend, alone, Mark(False, 0), False)
    sheet = office.ask(calendar.sheet, alone)
    assert [(one.name, one.attended, one.answer) for one in sheet.guests] == [
        ("王芳", None, ""), ("Mr Hale", True, "accepted"),
    ]  # fmt: skip
    assert [(one.name, one.attended) for one in sheet.staff] == [("Li Na", False), ("Zhou Min", None)]
    assert sheet.of_series and len(shown(office)) == 3
    assert [one.attended for one in office.ask(calendar.sheet, id).guests] == [None, None]
    office.do(calendar.all_came, alone)
    sheet = office.ask(calendar.sheet, alone)
    assert all(one.attended for one in (*sheet.guests, *sheet.staff))
    kept = office.ask(calendar.event, alone)
    kept.guests = (kept.guests[1], GuestForm(None, "Ms Ito"))
    office.do(calendar.change, alone, kept)
    names = [(one.name, one.attended) for one in office.ask(calendar.sheet, alone).guests]
    assert names == [("Mr Hale", True), ("Ms Ito", None)]
    kept = office.ask(calendar.event, alone)
    kept.guests = (GuestForm(None, "", ""),)
    with pytest.raises(Invalid):
        office.do(calendar.change, alone, kept)


def test_the_whole_series_goes_with_its_changed_times_and_comes_back_with_them(office: Office) -> None:
    id = office.do(calendar.add, series("FREQ=WEEKLY;COUNT=3")).result
    office.do(calendar.move, shown(office)[1].ref, *later(shown(office)[1]), "", THIS)
    office.do(calendar.archive, id)
    assert shown(office) == []
    office.do(calendar.restore, id)
    assert len(shown(office)) == 3
