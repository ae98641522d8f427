"""The board of gaps, its causes, plans and points of contact, against counts by plain Python over the rows."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import STATES, Complaint, ComplaintAspect
from fmcrm_desktop.model.improvement import Suggestion
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import complaints, gaps, survey_answers, surveys
from fmcrm_desktop.services.gaps.board import COLUMNS, Spot
from fmcrm_desktop.services.gaps.plans import PlanForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying

GAP_CHOICES = ("resources", "response", "respect", "")


@pytest.fixture
def many(office: Office, sample: Sample) -> list[dict[str, Any]]:
    """Two hundred complaints at random over a year and a half, some withdrawn, some archived."""
    chance = random.Random(7)
    with office.store.reading(office.who, "test") as work:
        houses = list(work.column(text("select id from building")))
        trades = list(work.column(text("select id from category where subject = 'complaint'")))
    made = [
        {
            "number": f"X-{at}", "received": NOW - timedelta(minutes=chance.randrange(60 * 24 * 540)),
            "subject": "x", "gap": chance.choice(GAP_CHOICES), "building_id": chance.choice([*houses, None]),
            "category_id": chance.choice([*trades[:3], None]), "severity": chance.choice((None, 1, 3, 4, 5)),
            "loss": chance.choice(("", "", "lost")), "version": 1,
            "state": chance.choice(("received", "resolved", "withdrawn")),
            "archived": NOW if chance.random() < 0.1 else None,
        }
        for at in range(200)
    ]  # fmt: skip
    with office.store.writing(office.who, "test") as work:
        for row in made:
            work.add(Complaint(**{name: value for name, value in row.items() if name != "version"}))
    return made


def rows_of(path: Path) -> list[sqlite3.Row]:
    """Every complaint that counts, as the file has it."""
    file = sqlite3.connect(path)
    file.row_factory = sqlite3.Row
    return file.execute("select * from complaint where archived is null and state != 'withdrawn'").fetchall()


def local_month(said: str) -> str:
    """The month on Shanghai's clock, eight hours ahead and no daylight saving."""
    moment = datetime.fromisoformat(said).replace(tzinfo=UTC) + timedelta(hours=8)
    return f"{moment:%Y-%m}"


LAST = {
    1: ("2026-11",),
    3: ("2026-09", "2026-10", "2026-11"),
    6: tuple(f"2026-{at:02}" for at in range(6, 12)),
}


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("months", [1, 3, 6])
@pytest.mark.parametrize("by", ["building", "category", "month"])
def test_the_board_counts_what_is_there(office: Office, office_path: Path, by: str, months: int) -> None:
    board = office.ask(gaps.board, Spot(by, months))
    assert board.months == LAST[months]
    wanted: Counter[tuple[object, str]] = Counter()
    for row in rows_of(office_path):
        month = local_month(row["received"])
        if month in LAST[months]:
            wanted[(month if by == "month" else row[f"{by}_id"], row["gap"])] += 1
    found = {
        (row.key, gap): count
        for row in board.rows
        for gap, count in zip(COLUMNS, row.counts, strict=True)
        if count
    }
    assert found == dict(wanted)
    assert sum(board.totals) == sum(wanted.values()) > 0


@pytest.mark.usefixtures("many")
def test_each_cell_opens_exactly_its_complaints(office: Office) -> None:
    board = office.ask(gaps.board, Spot("building", 6))
    for row in board.rows:
        for gap, count in zip(COLUMNS, row.counts, strict=True):
            if row.key is None:
                continue
            where = {"gap": (gap,), "month": board.months, "building": (row.key,)}
            page = office.ask(complaints.page, Query(where=where))
            withdrawn = office.ask(complaints.page, Query(where={**where, "state": ("withdrawn",)}))
            assert len(page.ids) - len(withdrawn.ids) == count


@pytest.mark.usefixtures("many")
def test_what_to_fix_first_is_ranked_by_count_then_by_gravity(office: Office, office_path: Path) -> None:
    wanted: dict[tuple[Any, ...], list[int]] = {}
    for row in rows_of(office_path):
        if row["gap"] and local_month(row["received"]) in LAST[6]:
            sums = wanted.setdefault((row["gap"], row["category_id"], row["building_id"]), [0, 0, 0])
            sums[0] += 1
            sums[1] += (row["severity"] or 0) >= 4
            sums[2] += row["loss"] != ""
    found = office.ask(gaps.causes, 6)
    assert [[cause.count, cause.grave, cause.risky] for cause in found] == sorted(
        (sums for sums in wanted.values() if sums[0] > 1), reverse=True
    )[: len(found)]
    for cause in found:
        assert wanted[(cause.gap, cause.category_id, cause.building_id)] == [
            cause.count,
            cause.grave,
            cause.risky,
        ]


def test_whom_complaints_are_about_is_for_the_manager(office: Office) -> None:
    office.who = Who(office.who.staff_id, "Li Na", "clerk")
    with pytest.raises(Refusal):
        office.ask(gaps.board, Spot("concerned"))
    with pytest.raises(Refusal):
        office.ask(complaints.page, Query(where={"concerned": (1,)}))


def test_a_plan_measures_before_and_after(office: Office, many: list[dict[str, Any]]) -> None:
    def counted(until: datetime) -> int:
        since = until - timedelta(days=90)
        live = [row for row in many if row["archived"] is None and row["state"] != "withdrawn"]
        return sum(row["gap"] == "respect" and since <= row["received"] < until for row in live)

    with pytest.raises(Invalid):
        office.do(gaps.add, PlanForm(text="Train the gate"))
    form = PlanForm(gap="respect", text="Train the gate", target=0)
    id = office.do(gaps.add, form).result
    tonight = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    (row,) = office.ask(gaps.rows, [id])
    assert row.before == counted(tonight) > 0
    assert (row.result, row.after) == ("open", None)
    with pytest.raises(Refusal):
        office.do(gaps.measure, id)
    office.store.clock = lambda: NOW + timedelta(days=90)
    office.do(gaps.measure, id)
    (row,) = office.ask(gaps.rows, [id])
    assert (row.after, row.result) == (0, "reached"), "nothing came in the 90 days"
    changed = office.ask(gaps.form_of, id)
    changed.gap = "response"
    office.do(gaps.change, id, changed)
    (row,) = office.ask(gaps.rows, [id])
    assert (row.after, row.result) == (None, "due"), "another gap is another measurement"


@pytest.mark.parametrize("building", [False, True])
@pytest.mark.parametrize("category", [False, True])
def test_a_plan_counts_its_own_place_and_category_alone(
    office: Office, many: list[dict[str, Any]], building: bool, category: bool
) -> None:
    house = next(row["building_id"] for row in many if row["building_id"])
    trade = next(row["category_id"] for row in many if row["category_id"])
    form = PlanForm("respect", building_id=house if building else None, text="Greet")
    form.category_id = trade if category else None
    (row,) = office.ask(gaps.rows, [office.do(gaps.add, form).result])
    tonight = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    assert row.before == sum(
        one["gap"] == "respect" and tonight - timedelta(days=90) <= one["received"] < tonight
        for one in many
        if one["archived"] is None and one["state"] != "withdrawn"
        and (not building or one["building_id"] == house) and (not category or one["category_id"] == trade)
    )  # fmt: skip


def test_a_plan_for_a_criterion_measures_each_sheet_once_in_its_own_building(
    office: Office, sample: Sample
) -> None:
    """Perceived less expected, in thousandths: the second typing, other criteria and halves of answers stand aside."""
    places = (sample.building, sample.building, sample.second_building)
    round = surveying.make(office, (("gap", "courtesy"), ("gap", "access")), sheets=3, places=places)
    courtesy, access = round.questions
    for sheet, (expected, value) in zip(round.sheets, ((7, 4), (6, 6), (7, 1)), strict=True):
        given = [survey_answers.Given(courtesy, expected, value), survey_answers.Given(access, None, 7)]
        office.do(survey_answers.save, sheet, 1, given)
    office.do(survey_answers.save, round.sheets[0], 2, [survey_answers.Given(courtesy, 7, 1)])
    for building, wanted in ((None, -3_000), (sample.building, -1_500), (sample.second_building, -6_000)):
        form = PlanForm(criterion="courtesy", building_id=building, text="Greet", target=5)
        (row,) = office.ask(gaps.rows, [office.do(gaps.add, form).result])
        assert (row.before, row.target) == (wanted, -500)
    (none,) = office.ask(gaps.rows, [office.do(gaps.add, PlanForm(criterion="access", text="Ramps")).result])
    assert none.before is None, "nobody said what was expected"


def test_a_plan_is_due_when_it_can_be_measured_and_not_before(office: Office) -> None:
    first = NOW.date() + timedelta(days=90)
    for day in (NOW.date(), first - timedelta(days=1)):
        with pytest.raises(Invalid) as refused:
            office.do(gaps.add, PlanForm(gap="respect", text="Greet", due_day=day))
        assert set(refused.value.fields) == {"due_day"} and f"{first}" in str(refused.value)
    id = office.do(gaps.add, PlanForm(gap="respect", text="Greet")).result
    form = office.ask(gaps.form_of, id)
    assert form.due_day == first
    form.due_day = first - timedelta(days=1)
    with pytest.raises(Invalid):
        office.do(gaps.change, id, form)
    for days, result in ((89, "open"), (90, "due")):
        office.store.clock = lambda days=days: NOW + timedelta(days=days)  # type: ignore[misc]
        (row,) = office.ask(gaps.rows, [id])
        assert row.result == result
    office.do(gaps.measure, id)


def test_the_points_of_contact(office: Office) -> None:
    with office.store.writing(office.who, "test") as work:
        for minutes, rating in ((60, 5), (180, 2), (None, None)):
            work.add(
                Complaint(
                    number=f"Y-{minutes}", received=NOW - timedelta(days=2), subject="y", channel="committee",
                    acknowledged=NOW - timedelta(days=2) + timedelta(minutes=minutes) if minutes else None,
                    acknowledge_due=NOW - timedelta(days=2) + timedelta(minutes=90), handed_off=1,
                    follow_up_rating=rating,
                )
            )  # fmt: skip
    (point,) = [one for one in office.ask(gaps.contact_points, 1) if one.channel == "committee"]
    assert (point.kind, point.count, point.replied, point.handed, point.rated) == ("complaint", 3, 2, 3, 2)
    assert point.hours == pytest.approx(2)
    assert point.rating == pytest.approx(3.5)
    assert point.missed == 2, "one came too late, one is overdue"
    lone = {"direction": "in", "seconds": 60, "number": ""}
    with office.store.writing(office.who, "test") as work:
        for outcome in ("missed", "answered", "passed_on", "missed"):
            work.add(Call(started=NOW, outcome=outcome, **lone))
        work.add(Call(started=NOW, outcome="missed", **{**lone, "direction": "out"}))
    (calls,) = [one for one in office.ask(gaps.contact_points, 1) if one.kind == "call"]
    assert (calls.count, calls.missed, calls.handed) == (4, 2, 1)


def test_requests_on_the_map_are_those_of_customers(office: Office, sample: Sample) -> None:
    """What a plan made, was cancelled or put away asked nobody to wait; what came by no channel known stands apart."""
    kinds = (
        {},
        {},
        {"plan_id": 1},
        {"state": "cancelled"},
        {"archived": NOW},
        {"received": NOW - timedelta(40)},
    )
    with office.store.writing(office.who, "test") as work:
        work.add(Plan(name="Lamps", rule="FREQ=MONTHLY", from_day=NOW.date(), summary="Lamps"))
        for at, kind in enumerate(kinds):
            row = {
                "number": f"V-{at}",
                "summary": "Lamp",
                "received": NOW - timedelta(days=1),
                "state": "requested",
            }
            work.add(WorkOrder(**{**row, **kind}))  # type: ignore[arg-type]
    (point,) = [one for one in office.ask(gaps.contact_points, 1) if one.kind == "order"]
    assert (point.channel, point.count, point.replied) == ("other", 2, 0)
    with office.store.writing(office.who, "test") as work:
        came = {"arrived": NOW - timedelta(hours=20), "respond_due": NOW - timedelta(hours=23)}
        work.add(
            WorkOrder(
                number="V-9", summary="Lamp", received=NOW - timedelta(days=1), state="in_progress", **came
            )
        )
    (point,) = [one for one in office.ask(gaps.contact_points, 1) if one.kind == "order"]
    assert (point.count, point.replied, point.hours, point.missed) == (3, 1, 4, 1), (
        "who came has replied, here late"
    )


def test_a_suggestion_is_missed_by_the_day_its_answer_came_not_by_today(office: Office) -> None:
    """Due on a day: answered that day or before it is kept for ever, answered later or not at all it is missed."""
    days = ((0, NOW), (-1, NOW), (5, None), (-2, None), (None, None))
    with office.store.writing(office.who, "test") as work:
        for at, (due, answered) in enumerate(days):
            day = None if due is None else NOW.date() + timedelta(days=due)
            row = {
                "number": f"S-{at}",
                "own_words": "Lamps",
                "received": NOW - timedelta(days=4),
                "due_day": day,
            }
            work.add(Suggestion(**row, answered=answered))
    for later in (0, 3):
        office.store.clock = lambda later=later: NOW + timedelta(days=later)  # type: ignore[misc]
        (point,) = [one for one in office.ask(gaps.contact_points, 1) if one.kind == "suggestion"]
        assert (point.count, point.missed, point.replied, point.hours) == (5, 2, 2, 96)


def test_a_form_that_was_taken_out_counts_as_never_asked_on_the_map_too(office: Office) -> None:
    round = surveying.make(office, (("five", "empathy"),), sheets=3)
    surveying.at(office, NOW + timedelta(hours=2))
    for sheet, value in zip(round.sheets[:2], (4, 2), strict=True):
        given = [survey_answers.Given(round.questions[0], value=value)]
        office.do(survey_answers.save, sheet, 1, given)
    office.do(survey_answers.save, round.sheets[0], 2, [survey_answers.Given(round.questions[0], value=1)])
    (before,) = [one for one in office.ask(gaps.contact_points, 1) if one.kind == "survey"]
    assert (before.channel, before.count, before.replied, before.hours) == ("paper", 3, 2, pytest.approx(2))
    assert (before.rating, before.rated) == (3, 2), "the second typing of a sheet is no second answer"
    office.do(surveys.take_out, round.sheets[2])
    (after,) = [one for one in office.ask(gaps.contact_points, 1) if one.kind == "survey"]
    assert (after.count, after.replied) == (2, 2)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("by", ["building", "month"])
def test_further_gaps_are_counted_beside_the_main_one_and_each_cell_opens_them(
    office: Office, office_path: Path, by: str
) -> None:
    chance = random.Random(11)
    with office.store.writing(office.who, "test") as work:
        for id in list(work.column(text("select id from complaint order by id"))):
            for gap in chance.sample(GAP_CHOICES[:3], chance.choice((0, 0, 1, 2))):
                work.add(ComplaintAspect(complaint_id=id, kind="gap", value=gap))
            work.add(ComplaintAspect(complaint_id=id, kind="criterion", value="courtesy"))
    named: dict[int, set[str]] = {}
    with sqlite3.connect(office_path) as file:
        for id, gap in file.execute("select complaint_id, value from complaint_aspect where kind = 'gap'"):
            named.setdefault(id, set()).add(gap)
    wanted: Counter[tuple[object, str]] = Counter()
    whole: Counter[object] = Counter()
    for row in rows_of(office_path):
        month = local_month(row["received"])
        if month in LAST[6]:
            key = month if by == "month" else row[f"{by}_id"]
            whole[key] += 1
            wanted.update((key, gap) for gap in {row["gap"], *named.get(row["id"], ())})
    board = office.ask(gaps.board, Spot(by, 6, further=True))
    found = {
        (row.key, gap): count
        for row in board.rows
        for gap, count in zip(COLUMNS, row.counts, strict=True)
        if count
    }
    assert found == dict(wanted)
    assert {row.key: row.total for row in board.rows if row.total} == dict(whole)
    assert board.total == sum(whole.values()) < sum(board.totals)
    states = tuple(state for state in STATES if state != "withdrawn")
    for (key, gap), count in wanted.items():
        if key is not None and gap:
            where = {"touches": (gap,), "month": board.months, by: (key,), "state": states}
            assert len(office.ask(complaints.page, Query(where=where)).ids) == count


@pytest.mark.usefixtures("many")
def test_how_a_gap_showed_is_counted_once_a_complaint_and_each_line_opens_them(
    office: Office, office_path: Path
) -> None:
    chance = random.Random(12)
    signs = ("people", "late", "silent", "attempts", "tone", "attention")
    with office.store.writing(office.who, "test") as work:
        for id in list(work.column(text("select id from complaint order by id"))):
            for sign in chance.sample(signs, chance.choice((0, 1, 2))):
                work.add(ComplaintAspect(complaint_id=id, kind="lack", value=sign))
    with sqlite3.connect(office_path) as file:
        ticked = file.execute(
            "select complaint_id, value from complaint_aspect where kind = 'lack'"
        ).fetchall()
    within = {row["id"] for row in rows_of(office_path) if local_month(row["received"]) in LAST[3]}
    wanted = Counter(sign for id, sign in ticked if id in within)
    board = office.ask(gaps.board, Spot("lack", 3))
    assert [row.total for row in board.rows] == sorted(wanted.values(), reverse=True)
    assert {row.key: row.total for row in board.rows} == dict(wanted)
    assert board.total == len(within) > 0
    where = {row.key: dict(zip(COLUMNS, row.counts, strict=True)) for row in board.rows}
    assert (where["people"]["resources"], where["late"]["response"], where["tone"]["respect"]) == (
        wanted["people"], wanted["late"], wanted["tone"]
    )  # fmt: skip
    states = tuple(state for state in STATES if state != "withdrawn")
    for sign, count in wanted.items():
        asked = Query(where={"lack": (sign,), "month": board.months, "state": states})
        assert len(office.ask(complaints.page, asked).ids) == count
