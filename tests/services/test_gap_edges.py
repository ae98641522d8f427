"""The board's order, what is a cause, how a plan came out: each said by hand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.improvement import GapPlan, Suggestion
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import gaps, survey_answers, survey_results
from fmcrm_desktop.services.gaps.board import Spot
from fmcrm_desktop.services.gaps.plans import PlanForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying


@pytest.mark.parametrize("by", ["building", "category"])
def test_what_is_set_nowhere_stands_behind_its_equals_and_before_what_is_less(
    office: Office, sample: Sample, by: str
) -> None:
    other = sample.second_building if by == "building" else 2
    first = sample.building if by == "building" else 1
    for number, (key, times) in enumerate(((None, 2), (first, 2), (other, 1))):
        for at in range(times):
            row = {f"{by}_id": key, "number": f"U-{number}{at}", "received": NOW, "subject": "u"}
            with office.store.writing(office.who, "test") as work:
                work.add(Complaint(**row))
    assert [row.key for row in office.ask(gaps.board, Spot(by, 1)).rows] == [first, None, other]


def test_points_of_contact_stand_most_first_within_their_kind_and_count_what_came_in(office: Office) -> None:
    with office.store.writing(office.who, "test") as work:
        for kind, direction, times in (("email", "in", 1), ("fax", "in", 3), ("email", "out", 5)):
            for _ in range(times):
                work.add(Event(kind=kind, direction=direction, title="Post", starts=NOW, ends=NOW))
        for channel, times in (("counter", 1), ("suggestion_box", 3), ("email", 2)):
            for at in range(times):
                work.add(Suggestion(number=f"S-{channel}{at}", own_words="x", channel=channel, received=NOW))
    found = [(one.kind, one.channel, one.count) for one in office.ask(gaps.contact_points, 1)]
    assert found == [
        ("mail", "fax", 3), ("mail", "email", 1),
        ("suggestion", "suggestion_box", 3), ("suggestion", "email", 2), ("suggestion", "counter", 1),
    ]  # fmt: skip


def test_one_complaint_is_no_cause_and_a_gap_nobody_judged_is_none(office: Office, sample: Sample) -> None:
    places = (sample.building, sample.second_building)
    for gap, place, times in (("respect", places[0], 1), ("respect", places[1], 2), ("", places[1], 3)):
        for at in range(times):
            with office.store.writing(office.who, "test") as work:
                row = {"number": f"T-{gap}{place}{at}", "received": NOW, "subject": "t", "gap": gap}
                work.add(Complaint(**row, building_id=place))
    assert [(one.gap, one.building_id, one.count) for one in office.ask(gaps.causes, 1)] == [
        ("respect", sample.second_building, 2)
    ]


def test_a_plan_that_is_about_something_else_now_is_measured_before_the_day_it_was_made(
    office: Office,
) -> None:
    id = office.do(gaps.add, PlanForm(gap="respect", text="Greet")).result
    for number, days in (("R-1", -1), ("R-2", 5), ("R-3", 6)):
        with office.store.writing(office.who, "test") as work:
            work.add(
                Complaint(number=number, received=NOW + timedelta(days=days), subject="r", gap="response")
            )
    office.store.clock = lambda: NOW + timedelta(days=30)
    form = office.ask(gaps.form_of, id)
    form.gap = "response"
    office.do(gaps.change, id, form)
    (row,) = office.ask(gaps.rows, [id])
    assert (row.before, row.after) == (1, None)


@pytest.mark.parametrize(
    ("criterion", "before", "target", "after", "result"),
    [
        ("", 4, None, 2, "better"), ("", 2, None, 4, "worse"), ("", 4, None, 4, "same"),
        ("", 4, 1, 1, "reached"), ("", 4, 1, 2, "better"), ("", 4, 5, 4, "reached"),
        ("courtesy", -3000, None, -1000, "better"), ("courtesy", -1000, None, -3000, "worse"),
        ("courtesy", -1000, None, -1000, "same"), ("courtesy", None, None, -1000, "same"),
        ("courtesy", -3000, -500, -500, "reached"), ("courtesy", -3000, -500, -600, "better"),
        ("courtesy", -300, -500, -600, "worse"),
    ],
)  # fmt: skip
def test_fewer_complaints_are_better_and_so_is_more_of_a_criterion(
    office: Office, criterion: str, before: int | None, target: int | None, after: int, result: str
) -> None:
    day = NOW.date() - timedelta(days=90)
    with office.store.writing(office.who, "test") as work:
        id = work.add(
            GapPlan(
                gap="" if criterion else "respect", criterion=criterion, text="Greet", made_day=day, before=before,
                target=target, after=after, measured_day=NOW.date(),
            )
        ).id  # fmt: skip
    assert office.ask(gaps.rows, [id])[0].result == result


def test_a_sheet_that_was_put_away_is_not_measured(office: Office, office_path: Path) -> None:
    round = surveying.make(office, (("gap", "courtesy"),), sheets=2)
    for sheet, value in zip(round.sheets, (4, 1), strict=True):
        office.do(survey_answers.save, sheet, 1, [survey_answers.Given(round.questions[0], 7, value)])
    with closing(sqlite3.connect(office_path)) as plain, plain:
        plain.execute("update survey_sheet set archived = answered where id = ?", (round.sheets[1],))
    id = office.do(gaps.add, PlanForm(criterion="courtesy", text="Greet")).result
    assert office.ask(gaps.rows, [id])[0].before == -3000


def test_a_plan_rounds_as_the_round_it_is_measured_by(office: Office) -> None:
    """One point below in sixteen answers is −0.0625: both say −0.063."""
    round = surveying.make(office, (("gap", "courtesy"),), sheets=16)
    for at, sheet in enumerate(round.sheets):
        given = [survey_answers.Given(round.questions[0], 5, 4 if at == 0 else 5)]
        office.do(survey_answers.save, sheet, 1, given)
    plan = office.do(gaps.add, PlanForm(criterion="courtesy", text="Greet")).result
    (row,) = office.ask(gaps.rows, [plan])
    (courtesy,) = office.ask(survey_results.results, round.survey).criteria
    assert (row.before, courtesy.sums.gap) == (-63, -63)


def test_the_target_of_what_was_measured_stays(office: Office) -> None:
    """Else a plan that missed it would have reached it."""
    id = office.do(gaps.add, PlanForm(gap="respect", text="Greet", target=0)).result
    form = office.ask(gaps.form_of, id)
    office.do(gaps.change, id, replace(form, target=1))  # nothing is measured yet
    office.store.clock = lambda: NOW + timedelta(days=90)
    with office.store.writing(office.who, "test") as work:
        for at in range(2):
            work.add(
                Complaint(number=f"R-{at}", received=NOW + timedelta(days=5), subject="r", gap="respect")
            )
    office.do(gaps.measure, id)
    assert office.ask(gaps.rows, [id])[0].result == "worse"
    form = office.ask(gaps.form_of, id)
    for target in (2, None):
        with pytest.raises(Invalid) as refused:
            office.do(gaps.change, id, replace(form, target=target))
        assert set(refused.value.fields) == {"target"}
    office.do(gaps.change, id, replace(form, text="Greet by name"))
    (row,) = office.ask(gaps.rows, [id])
    assert (row.text, row.target, row.after) == ("Greet by name", 1, 2)
    form = office.ask(gaps.form_of, id)
    office.do(gaps.change, id, replace(form, gap="response", target=2))  # another plan altogether
    assert office.ask(gaps.rows, [id])[0].target == 2
