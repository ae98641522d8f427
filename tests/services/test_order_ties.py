"""Orders and each other: ties without rings, merged as duplicates, split into parts; problems, ratings, what helped."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import problems, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.problems import ProblemForm
from fmcrm_desktop.services.work_orders import (
    AssignForm,
    CloseForm,
    DoneForm,
    MergeForm,
    OrderForm,
    SplitForm,
    TieForm,
)
from tests.sample import Sample


def enter(office: Office, summary: str = "Tap drips", **given: Any) -> int:
    return office.do(work_orders.enter, OrderForm(summary=summary, **given)).result


def tie(office: Office, id: int, kind: str, other: int) -> int:
    return office.do(work_orders.tie, id, TieForm(kind, other)).result


def seen(office: Office, id: int) -> list[tuple[str, bool, int]]:
    return [(row.kind, row.back, row.other_id) for row in office.ask(work_orders.card, id).ties]


def finished(office: Office, fix: str, **given: Any) -> int:
    id = enter(office, **given)
    office.do(work_orders.assign, id, AssignForm(1))
    office.do(work_orders.done, id, DoneForm(fix=fix))
    return id


def test_a_tie_is_seen_from_both_sides_and_goes_again(office: Office) -> None:
    one, two = enter(office), enter(office)
    id = tie(office, one, "blocks", two)
    assert (seen(office, one), seen(office, two)) == ([("blocks", False, two)], [("blocks", True, one)])
    deed = office.do(work_orders.untie, id).deed
    assert (seen(office, one), seen(office, two)) == ([], [])
    office.undo(deed)
    assert seen(office, two) == [("blocks", True, one)]


def test_itself_twice_and_rings_are_refused(office: Office) -> None:
    one, two, three = (enter(office) for _ in range(3))
    tie(office, one, "part_of", two)
    tie(office, two, "part_of", three)
    for kind, first, second in (("part_of", one, one), ("part_of", one, two), ("part_of", three, one)):
        with pytest.raises(Invalid) as refused:
            tie(office, first, kind, second)
        assert set(refused.value.fields) == {"other_id"}
    tie(office, three, "follows_from", one)


def test_merging_cancels_the_duplicate_and_names_the_other(office: Office, sample: Sample) -> None:
    stays, goes = enter(office), enter(office, staff_id=sample.plumber)
    version = office.ask(work_orders.card, goes).version
    office.do(work_orders.merge, goes, MergeForm(stays, version))
    card = office.ask(work_orders.card, goes)
    assert (card.state, card.history[-1].why) == ("cancelled", "W-2611-001")
    assert seen(office, stays) == [("duplicate_of", True, goes)]


def test_nothing_is_merged_into_finished_work(office: Office) -> None:
    over, fresh = finished(office, "Mended"), enter(office)
    with pytest.raises(Invalid):
        office.do(work_orders.merge, fresh, MergeForm(over))
    assert office.ask(work_orders.card, fresh).state == "requested"


def test_a_part_is_split_off_for_the_same_person_and_place(office: Office, sample: Sample) -> None:
    whole = enter(office, person_id=sample.owner, unit_id=sample.unit, category_id=1, priority="high")
    part = office.do(work_orders.split, whole, SplitForm("Paint the wall", 2, sample.electrician)).result
    card, before = office.ask(work_orders.card, part), office.ask(work_orders.card, whole)
    assert (card.person_id, card.unit_id, card.category_id, card.staff_id) == (
        sample.owner, sample.unit, 2, sample.electrician,
    )  # fmt: skip
    assert (card.received, card.priority, seen(office, part)) == (
        before.received, "high", [("part_of", False, whole)],
    )  # fmt: skip
    with pytest.raises(Refusal):
        office.do(work_orders.split, finished(office, "Mended"), SplitForm("More"))


def test_a_rating_is_kept_at_closing_or_later(office: Office, office_path: Path) -> None:
    first, second = finished(office, "Mended"), finished(office, "Mended")
    office.do(work_orders.close, first, CloseForm(4, "call", "Quick", None))
    office.do(work_orders.close, second)
    office.do(work_orders.rate, second, CloseForm(2, "paper"))
    with sqlite3.connect(office_path) as connection:
        kept = connection.execute(
            "select state, rating, rated_by, rating_words, rated is not null from work_order order by id"
        )
        assert kept.fetchall() == [("closed", 4, "call", "Quick", 1), ("closed", 2, "paper", "", 1)]
    with pytest.raises(Invalid):
        office.do(work_orders.rate, second, CloseForm())
    with pytest.raises(Refusal):
        office.do(work_orders.rate, enter(office), CloseForm(5))


def problem(office: Office, **more: Any) -> int:
    form = ProblemForm(category_id=1, name="Tap drips", other_name="龙头漏水", minutes=40, **more)
    return office.do(problems.add, form).result


def test_a_problem_brings_its_category_and_time(office: Office) -> None:
    id = enter(office, problem_id=problem(office))
    card = office.ask(work_orders.card, id)
    assert (card.category_id, card.problem, card.problem_other, card.minutes) == (
        1,
        "Tap drips",
        "龙头漏水",
        40,
    )
    with pytest.raises(Invalid) as refused:
        enter(office, problem_id=1, category_id=2)
    assert set(refused.value.fields) == {"problem_id"}


def test_what_was_chosen_needs_what_was_offered(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        enter(office, choice="Tomorrow")
    assert set(refused.value.fields) == {"alternative"}
    card = office.ask(work_orders.card, enter(office, alternative="Tomorrow at 8", choice="Agreed"))
    assert (card.alternative, card.choice) == ("Tomorrow at 8", "Agreed")


def test_open_orders_of_the_unit_are_named_whatever_their_category(office: Office, sample: Sample) -> None:
    lamp = enter(office, unit_id=sample.unit, category_id=2)
    old = finished(office, "Mended", unit_id=sample.unit, category_id=2)
    assert [each.id for each in office.ask(work_orders.repeats, sample.unit, 1)] == [lamp]
    assert [each.id for each in office.ask(work_orders.repeats, sample.unit, 2)] == [old, lamp]
    assert office.ask(work_orders.repeats, None, 2) == []


def test_what_helped_before_is_ranked_by_whether_it_held(office: Office, sample: Sample) -> None:
    drip = problem(office)
    given = {"problem_id": drip, "unit_id": sample.unit}
    worse = [finished(office, "Tightened it", **given) for _ in range(3)]
    better = [finished(office, fix, **given) for fix in ("New washer", "new  Washer", "New washer")]
    finished(office, "Another trade", category_id=2)
    for again in worse[:2]:
        enter(office, repeat_of_id=again, **given)
    first, second = office.ask(work_orders.similar, drip, 1)
    assert (first.text, first.times, first.held, first.order_id) == ("New washer", 3, 3, better[-1])
    assert (second.text, second.times, second.held) == ("Tightened it", 3, 1)


def test_without_a_problem_the_words_of_the_summary_find_it(office: Office) -> None:
    finished(office, "Reset the sensor", summary="Lift door will not close", category_id=1)
    finished(office, "New lamp", summary="Lamp in the lobby", category_id=1)
    found = office.ask(work_orders.similar, None, 1, "door of the lift stays open")
    assert [fix.text for fix in found] == ["Reset the sensor"]
    assert [fix.text for fix in office.ask(work_orders.similar, None, 1, "lift door")] == ["Reset the sensor"]
    assert office.ask(work_orders.similar, None, 2, "lift door") == []
    assert office.ask(work_orders.similar, None, None, "") == []


def test_one_lucky_fix_does_not_beat_nine_of_ten(office: Office) -> None:
    drip = problem(office)
    office.store.clock = lambda: datetime(2026, 11, 20, 2, tzinfo=UTC) + timedelta(days=1)
    many = [finished(office, "New washer", problem_id=drip) for _ in range(10)]
    enter(office, repeat_of_id=many[0], problem_id=drip)
    finished(office, "Hit it", problem_id=drip)
    assert [fix.text for fix in office.ask(work_orders.similar, drip, None)] == ["New washer", "Hit it"]
