"""Who is wanted twice, against a comparison of every entry with every other; and that windows are found by index."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event as listening

from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar_entries import Entry, marked
from fmcrm_desktop.services.office import Office

START = datetime(2026, 11, 16, tzinfo=UTC)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for id in range(draw(st.integers(0, 12))):
        begins = START + timedelta(minutes=30 * draw(st.integers(0, 20)))
        ends = begins + timedelta(minutes=30 * draw(st.integers(1, 8)))
        day = begins.date() if draw(st.integers(0, 9)) == 0 else None
        kind = draw(st.sampled_from(["meeting", "visit", "leave", "memo"]))
        staff = tuple(draw(st.sets(st.integers(1, 3), max_size=2)))
        times = (None, None, day, day) if day else (begins, ends, None, None)
        found.append(Entry("event", id, 1, kind, "", *times, "", False, "", "", "", None, None, False, staff))
    return found


@given(entries(), st.randoms())
@settings(max_examples=200, deadline=None)
def test_the_marks_are_those_of_comparing_each_with_each(found: list[Entry], shuffle: object) -> None:
    wanted: set[int] = set()
    for one, other in combinations(found, 2):
        (a, b), (c, d) = one.span(UTC), other.span(UTC)
        if a < d and c < b and "memo" not in (one.kind, other.kind) and set(one.staff) & set(other.staff):
            wanted |= {one.id, other.id}
    shuffled = list(found)
    shuffle.shuffle(shuffled)  # type: ignore[attr-defined]
    told = marked(shuffled, UTC)
    assert {entry.id for entry in told if entry.clash} == wanted
    assert [entry.span(UTC)[0] for entry in told] == sorted(entry.span(UTC)[0] for entry in told)


def test_a_window_scans_no_table_of_events_or_visits(office: Office) -> None:
    said: list[tuple[str, object]] = []
    listening.listen(
        office.store.readers, "before_cursor_execute", lambda *args: said.append((args[2], args[3]))
    )
    office.ask(calendar.entries, START, START + timedelta(7))
    questions = [each for each in said if each[0].lstrip().lower().startswith("select")]
    with office.store.readers.connect() as connection:
        for question, values in questions:
            plan = connection.exec_driver_sql(f"explain query plan {question}", values)  # type: ignore[arg-type]
            steps = [row[3] for row in plan]
            assert not [step for step in steps if step.startswith(("SCAN event", "SCAN visit"))], steps
