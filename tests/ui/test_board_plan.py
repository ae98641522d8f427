"""The board's geometry: nothing is lost, nothing overlaps, what is hit is what is drawn; drags by pure arithmetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from fmcrm_desktop.services.dispatch import Block, BoardSheet, Held, Job, Worker
from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.work_orders.board_plan import (
    HEAD,
    PEOPLE,
    STEP,
    Aim,
    BoardPlan,
    Spot,
    carried,
    minutes_of,
    moment,
    stretched,
)

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 22, 16, tzinfo=UTC)

times = st.tuples(st.integers(-20, 6 * 96), st.integers(1, 40))
"""Quarter hours from the first midnight, and how many."""


def sheet_of(crew: list[list[tuple[int, int]]], days: int) -> BoardSheet:
    """Each person's visits by their times."""
    blocks, workers = [], []
    for who, theirs in enumerate(crew, 1):
        held = []
        for start, length in theirs:
            begin = MIDNIGHT + timedelta(minutes=15 * start)
            end = begin + timedelta(minutes=15 * length)
            id = len(blocks) + 1
            job = Job(id, f"W-{id}", "Tap", 1, visit_id=id, staff=(who,))
            blocks.append(Block(id, job, begin, end, "scheduled", "normal", "", "", False, False, False))
            held.append(Held(begin, end, "Tap", id))
        workers.append(Worker(who, f"P{who}", held=tuple(held)))
    window = MIDNIGHT, MIDNIGHT + timedelta(days)
    inside = {each.id for each in blocks if each.starts < window[1] and each.ends > window[0]}
    kept = tuple(each for each in blocks if each.id in inside)
    crew_kept = tuple(
        replace(each, held=tuple(held for held in each.held if held.visit_id in inside)) for each in workers
    )
    return BoardSheet(FIRST, days, MIDNIGHT, crew_kept, kept, {}, 0, window)


def laid(crew: list[list[tuple[int, int]]], days: int, width: int = 1000) -> BoardPlan:
    plan = BoardPlan(ZONE)
    plan.arrange(sheet_of(crew, days), width)
    return plan


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(times, max_size=8), min_size=1, max_size=5))
def test_a_day_shows_every_visit_once_inside_its_row_and_apart_from_the_others(crew):
    plan = laid(crew, 1)
    assert sorted(box.key for box in plan.boxes) == list(range(len(plan.sheet.blocks)))
    rows = {row.worker.id: row for row in plan.rows}
    for box in plan.boxes:
        row = rows[box.who]
        assert row.top <= box.top and box.top + box.high <= row.top + row.high + 0.01
        assert box.left >= PEOPLE - 0.01
    for a in plan.boxes:
        for b in plan.boxes:
            if a.key < b.key and a.who == b.who:
                entry, other = plan.entries[a.key], plan.entries[b.key]
                if entry.starts < other.ends and other.starts < entry.ends:
                    assert a.top + a.high <= b.top + 0.01 or b.top + b.high <= a.top + 0.01


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(times, max_size=12), min_size=1, max_size=4))
def test_a_week_shows_or_counts_every_day_of_every_visit(crew):
    plan = laid(crew, 7)
    touched = 0
    for who, theirs in enumerate(crew, 1):
        assert plan.row_of(who) is not None
        for start, length in theirs:
            first, last = start // 96, (start + length - 1) // 96
            touched += len([day for day in range(first, last + 1) if 0 <= day < 7])
    assert touched == len(plan.boxes) + sum(count for row in plan.rows for *_, count in row.hidden)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(times, max_size=6), min_size=1, max_size=4), st.integers(400, 2000))
def test_the_middle_of_a_box_hits_it_and_its_person(crew, width):
    for days in (1, 7):
        plan = laid(crew, days, width)
        for box in plan.boxes:
            x, y = box.left + box.wide / 2, box.top + box.high / 2
            found = plan.box_at(x, y)
            assert found is not None and plan.entries[found[0].key] in plan.entries
            spot = plan.spot(min(x, width - 1), y)
            assert spot is not None and spot.who == box.who
        assert plan.spot(PEOPLE - 1, HEAD + 5) is None and plan.spot(PEOPLE + 5, HEAD - 1) is None


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 95), st.integers(600, 2000))
def test_where_a_quarter_hour_is_drawn_the_mouse_finds_it(quarter, width):
    plan = laid([[(0, 1), (95, 1)]], 1, width)  # the whole day is shown
    spot = plan.spot(plan.x(quarter * STEP) + 0.5, HEAD + 10)
    assert spot == Spot(1, plan.day + quarter * STEP)


aims = st.builds(
    lambda start, length: Aim(1, start * STEP, (start + length) * STEP),
    st.integers(0, 9999),
    st.integers(1, 90),
)
spots = st.builds(lambda who, at: Spot(who, at * STEP), st.integers(1, 5), st.integers(0, 9999))


@settings(deadline=None, max_examples=80)
@given(aims, spots, spots, st.booleans())
def test_what_is_moved_keeps_its_length_and_goes_back_the_same_way(aim, grab, at, week):
    moved = carried(aim, grab, at, "", week)
    assert moved.end - moved.start == aim.end - aim.start and moved.who == at.who
    assert carried(moved, at, grab, "", week)[1:] == aim[1:]
    if week:
        assert (moved.start - aim.start) % DAY == 0


@settings(deadline=None, max_examples=80)
@given(aims, spots, spots, st.integers(-200, 200))
def test_an_edge_never_passes_the_other(aim, grab, at, by):
    late, early = carried(aim, grab, at, "end", False), carried(aim, grab, at, "start", False)
    assert late.start == aim.start and late.end >= late.start + STEP and late.who == aim.who
    assert early.end == aim.end and early.end >= early.start + STEP
    assert stretched(aim, by * STEP).end >= aim.start + STEP


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 700 * DAY), st.integers(1, 900))
def test_the_offices_minutes_and_moments_are_the_same(start, length):
    start = MIDNIGHT + timedelta(minutes=start)
    begin, end = minutes_of(start, start + timedelta(minutes=length), ZONE)
    assert moment(begin, ZONE) == start and end - begin == length
