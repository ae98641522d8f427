"""Where entries lie: nothing shares space, nothing is lost, and the order of asking does not matter."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from fmcrm_desktop.ui.kit.layout import DAY, Bar, Box, Item, Row, bars, timed

MONDAY = 739_000


@st.composite
def an_item(draw: st.DrawFn) -> Item:
    first = MONDAY + draw(st.integers(-3, 9))
    days = draw(st.sampled_from([0, 0, 0, 1, 2, 9]))
    if draw(st.booleans()):
        return Item(0, first, first + days)
    begin = draw(st.integers(0, DAY - 1))
    end = draw(st.integers(begin + 1, DAY)) if days == 0 else draw(st.integers(1, DAY))
    return Item(0, first, first + days, begin, end)


items = st.lists(an_item(), max_size=40).map(
    lambda found: [item._replace(key=key) for key, item in enumerate(found)]
)


def cells(box: Box) -> set[int]:
    return set(range(box.lane, box.lane + box.span))


@given(items, st.integers(2, 9), st.permutations(range(40)))
@settings(max_examples=200, deadline=None)
def test_no_two_boxes_share_space_and_every_timed_entry_appears(
    found: list[Item], most: int, shuffled: list[int]
) -> None:
    lanes = timed(found, MONDAY, 7, most=most)
    for one, other in itertools.combinations(lanes.boxes, 2):
        if one.day == other.day and one.top < other.bottom and other.top < one.bottom:
            assert one.lanes == other.lanes and not cells(one) & cells(other)
    for more in lanes.mores:
        for box in lanes.boxes:
            if box.day == more.day and box.top < more.bottom and more.top < box.bottom:
                assert more.lane not in cells(box)
    told = {(box.key, box.day) for box in lanes.boxes}
    told |= {(key, more.day) for more in lanes.mores for key in more.keys}
    wanted = {
        (item.key, day - MONDAY)
        for item in found
        if not item.is_long
        for day in range(item.first, item.last + 1)
        if MONDAY <= day < MONDAY + 7
    }
    assert told == wanted
    assert all(
        0 <= box.top < box.bottom <= DAY and box.lane + box.span <= box.lanes <= most for box in lanes.boxes
    )
    again = timed([found[n] for n in shuffled if n < len(found)], MONDAY, 7, most=most)
    assert set(again.boxes) == set(lanes.boxes)


@given(items, st.integers(1, 6), st.booleans(), st.permutations(range(40)))
@settings(max_examples=200, deadline=None)
def test_bars_never_lie_upon_each_other_and_what_is_not_shown_is_counted(
    found: list[Item], rows: int, only_long: bool, shuffled: list[int]
) -> None:
    row = bars(found, MONDAY, 7, rows, only_long)
    covered = [(bar.row, day) for bar in row.bars for day in range(bar.first, bar.last + 1)]
    assert len(covered) == len(set(covered))
    shown = {bar.key: bar for bar in row.bars}
    for item in found:
        days = set(range(item.first - MONDAY, item.last - MONDAY + 1)) & set(range(7))
        if only_long and not item.is_long:
            days = set()
        hidden = {day for day in range(7) if item.key in row.hidden[day]}
        if item.key in shown:
            assert set(range(shown[item.key].first, shown[item.key].last + 1)) == days
            assert hidden == set()
        else:
            assert hidden == days
    for day, keys in enumerate(row.hidden):
        assert not keys or (rows - 1, day) not in covered
    assert bars([found[n] for n in shuffled if n < len(found)], MONDAY, 7, rows, only_long) == row


def test_two_at_the_same_time_lie_side_by_side_and_one_alone_takes_the_width() -> None:
    found = [
        Item(0, MONDAY, MONDAY, 540, 660),
        Item(1, MONDAY, MONDAY, 600, 690),
        Item(2, MONDAY, MONDAY, 720, 780),
    ]
    boxes = timed(found, MONDAY, 7).boxes
    assert boxes == (Box(0, 0, 540, 660, 0, 2, 1), Box(1, 0, 600, 690, 1, 2, 1), Box(2, 0, 720, 780, 0, 1, 1))


def test_a_bar_that_goes_on_beyond_the_week_says_so() -> None:
    row = bars([Item(0, MONDAY - 2, MONDAY + 8), Item(1, MONDAY + 1, MONDAY + 1)], MONDAY, 7, 4)
    assert row == Row((Bar(0, 0, 6, 0, True, True), Bar(1, 1, 1, 1, False, False)), ((),) * 7)


def test_of_ten_thousand_only_as_many_boxes_are_laid_out_as_there_is_room_for() -> None:
    found = [Item(n, MONDAY + n % 7, MONDAY + n % 7, n * 7 % 1380, n * 7 % 1380 + 60) for n in range(10_000)]
    lanes, row = timed(found, MONDAY, 7), bars(found, MONDAY, 7, 5, only_long=False)
    told = [box.key for box in lanes.boxes] + [key for more in lanes.mores for key in more.keys]
    assert sorted(told) == list(range(10_000)) and len(lanes.boxes) < 7 * 7 * 30
    assert len(row.bars) == 7 * 4 and sum(map(len, row.hidden)) == 10_000 - len(row.bars)
