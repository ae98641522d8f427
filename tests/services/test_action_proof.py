"""Whether an action helped, counted by hand: which complaints are the same, and on which side of which midnight."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.services import actions
from fmcrm_desktop.services.actions import ActionForm, DoneForm, Proof
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.complaining import at, kept, moment
from tests.services.rows import added

MOMENT = timedelta(microseconds=1)
DAY = timedelta(days=1)
DONE = moment(2026, 11, 20, 0, 0)
"""The first moment of the day on which the action is carried out."""


@pytest.fixture
def trades(office_path: Path) -> list[int]:
    return [
        int(str(id))
        for (id,) in kept(office_path, "select id from category where subject = 'complaint' limit 2")
    ]


def came(office: Office, when: datetime, number: str, **more: object) -> int:
    usual = {
        "subject": "Noise",
        "own_words": "Noise",
        "state": "received",
        "anonymous": True,
        "channel": "letter",
    }
    return office.do(added, Complaint, number=number, received=when, **{**usual, **more}).result


def proved(office: Office, when: Iterable[datetime], others: dict[str, object], **its: object) -> Proof:
    """The proof of an action that follows from a complaint with ``its`` values, where others came at ``when``."""
    id = came(office, DONE + timedelta(hours=9), "C-0", **its)
    for n, each in enumerate(when, 1):
        came(office, each, f"C-{n}", **others)
    action = office.do(actions.add, ActionForm("Mats", complaint_id=id)).result
    office.do(actions.done, action, DoneForm(done_day=date(2026, 11, 20)))
    at(office, 2027, 3, 1, 9, 0)
    return office.ask(actions.sheet, action).proved


def around(*edges: datetime) -> list[datetime]:
    return [each for edge in edges for each in (edge - MOMENT, edge)]


BEFORE = around(DONE - 90 * DAY, DONE)
AFTER = around(DONE + DAY, DONE + 91 * DAY)
"""Of each four two are inside: the first moment of the ninety days and the last."""


def test_ninety_whole_days_count_on_either_side_of_the_day_itself(office: Office, trades: list[int]) -> None:
    found = proved(office, BEFORE + AFTER, {"category_id": trades[0]}, category_id=trades[0])
    assert (found.before, found.after, found.outcome, found.until) == (2, 2, "same", date(2027, 2, 18))


@pytest.mark.parametrize("late", [BEFORE[1], AFTER[0], AFTER[1], AFTER[2], AFTER[3]])
def test_each_moment_at_an_edge_by_itself(office: Office, trades: list[int], late: datetime) -> None:
    """What came at it tips the scale, or does not."""
    found = proved(
        office, [DONE - DAY, DONE + 2 * DAY, late], {"category_id": trades[0]}, category_id=trades[0]
    )
    counts = {BEFORE[1]: (2, 1), AFTER[0]: (1, 1), AFTER[1]: (1, 2), AFTER[2]: (1, 2), AFTER[3]: (1, 1)}[late]
    assert (found.before, found.after) == counts
    assert found.outcome == {(2, 1): "better", (1, 1): "same", (1, 2): "worse"}[counts]


@pytest.mark.parametrize("nothing", [{"state": "withdrawn"}, {"archived": DONE}])
def test_what_was_withdrawn_or_put_away_proves_nothing(
    office: Office, trades: list[int], nothing: dict[str, object]
) -> None:
    found = proved(office, BEFORE + AFTER, {"category_id": trades[0], **nothing}, category_id=trades[0])
    assert (found.before, found.after, found.outcome) == (0, 0, "same")


def test_without_a_category_those_without_one_are_the_same(office: Office, trades: list[int]) -> None:
    for n in range(3):
        came(office, DONE + (n + 1) * DAY, f"X-{n}", category_id=trades[0])
    found = proved(office, [DONE - DAY, DONE - 2 * DAY, DONE + DAY], {})
    assert (found.before, found.after, found.outcome) == (2, 1, "better")


def test_another_category_is_another_matter(office: Office, trades: list[int]) -> None:
    came(office, DONE - DAY, "X-1")
    found = proved(office, BEFORE + AFTER, {"category_id": trades[1]}, category_id=trades[0])
    assert (found.before, found.after) == (0, 0)


def test_of_no_building_all_buildings_count_of_one_only_that(
    office: Office, sample: Sample, trades: list[int]
) -> None:
    one, other = (
        {"category_id": trades[0], "building_id": each} for each in (sample.building, sample.second_building)
    )
    came(office, DONE + DAY, "X-1", **other)
    found = proved(office, [DONE - DAY, DONE - 2 * DAY], one, **one)
    assert (found.before, found.after) == (2, 0)
    office.store.clock = lambda: DONE + 10 * DAY
    again = proved(office, [], {}, category_id=trades[0])
    assert (again.before, again.after) == (2, 1)


def test_what_is_not_done_or_follows_from_no_complaint_is_proved_by_nothing(office: Office) -> None:
    id = came(office, DONE - DAY, "C-1")
    for form in (ActionForm("Mats", complaint_id=id), ActionForm("Mats")):
        action = office.do(actions.add, form).result
        assert office.ask(actions.sheet, action).proved == Proof()
    office.do(actions.done, action, DoneForm())
    assert office.ask(actions.sheet, action).proved == Proof()
