"""Training, goals, conduct and behaviour at their edges: the last day, what was put away, who is not of the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing, NotAllowed
from fmcrm_desktop.model.skill import Skill, StaffSkill
from fmcrm_desktop.model.staff import Staff, Who
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.services import behaviour, conduct, goals, self_evaluations, survey_answers, trainings
from fmcrm_desktop.services.behaviour import ScaleForm
from fmcrm_desktop.services.conduct import ConductForm
from fmcrm_desktop.services.goals import GoalForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.survey_answers import Given
from fmcrm_desktop.services.trainings import TrainingForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.rows import added, put

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)


@needs("office.read")
def held(work: Work, staff: int) -> list[tuple[date | None, bool]]:
    columns = select(StaffSkill.expires, StaffSkill.archived.is_(None)).where(StaffSkill.staff_id == staff)
    return [(expires, live) for expires, live in work.rows(columns.order_by(StaffSkill.id))]


@needs("office.read")
def courses(work: Work, staff: int) -> list[str]:
    return [row.course for row in trainings.of(work, staff)]


def test_a_course_of_one_day_is_one_and_ends_before_it_began_is_none(office: Office, sample: Sample) -> None:
    form = TrainingForm(sample.plumber, "Ladders", TODAY, "passed", TODAY)
    id = office.do(trainings.add, form).result
    with pytest.raises(Invalid) as said:
        office.do(trainings.add, replace(form, until_day=TODAY - DAY))
    assert set(said.value.fields) == {"until_day"}
    office.do(trainings.add, replace(form, course="Ropes", day=TODAY - DAY))
    assert office.ask(courses, sample.plumber) == ["Ladders", "Ropes"]
    office.do(trainings.archive, id)
    assert office.ask(courses, sample.plumber) == ["Ropes"]
    assert list(office.ask(trainings.page, Query(archived=True)).ids) == [id]


def test_a_skill_put_away_is_learnt_anew_and_one_for_ever_stays(office: Office, sample: Sample) -> None:
    skill = office.do(added, Skill, name="Height", other_name="").result
    old = office.do(
        added, StaffSkill, staff_id=sample.plumber, skill_id=skill, expires=TODAY, archived=NOW
    ).result
    form = TrainingForm(sample.plumber, "Height", TODAY, "passed", TODAY + 9 * DAY, skill)
    for result in ("coming", "failed"):
        office.do(trainings.add, replace(form, result=result))
    assert office.ask(held, sample.plumber) == [(TODAY, False)]
    office.do(trainings.add, form)
    assert office.ask(held, sample.plumber) == [(TODAY, False), (TODAY + 9 * DAY, True)]
    office.do(trainings.add, replace(form, until_day=None))
    office.do(trainings.add, form)
    assert office.ask(held, sample.plumber) == [(TODAY, False), (None, True)] and old


def test_a_goal_is_late_after_its_day_only_while_it_runs(office: Office, sample: Sample) -> None:
    form = GoalForm("Ring back", sample.clerk, due_day=TODAY, progress=0)
    ids = [
        office.do(goals.add, replace(form, due_day=TODAY - days * DAY, state=state, progress=progress)).result
        for days, state, progress in ((0, "running", 0), (1, "running", 99), (1, "reached", 100))
    ]
    assert [row.state for row in office.ask(goals.rows, ids)] == ["running", "overdue", "reached"]
    for state, id in zip(("running", "overdue", "reached"), ids, strict=True):
        assert list(office.ask(goals.page, Query(where={"state": (state,)})).ids) == [id]
    assert not office.ask(goals.page, Query(where={"staff": (sample.plumber,)})).ids
    for progress in (-1, 101):
        with pytest.raises(Invalid):
            office.do(goals.add, replace(form, progress=progress))


def test_a_goal_is_nobodys_but_ones_own(office: Office, sample: Sample) -> None:
    id = office.do(goals.add, GoalForm("Ring back", sample.plumber)).result
    form = office.ask(goals.form_of, id)
    office.who = Who(sample.clerk, "Li Na", "clerk")
    assert not office.ask(goals.page, Query()).ids and not office.ask(goals.rows, [id])
    for deed in (lambda: office.ask(goals.form_of, id), lambda: office.do(goals.archive, id),
                 lambda: office.do(goals.change, id, replace(form, staff_id=sample.clerk))):  # fmt: skip
        with pytest.raises(Missing):
            deed()
    with pytest.raises(Invalid) as said:
        office.do(goals.add, GoalForm("Ring back", sample.plumber))
    assert set(said.value.fields) == {"staff_id"}


def test_the_code_that_holds_is_the_newest_of_today_that_was_not_put_away(office: Office) -> None:
    day = {"2025": TODAY - 9 * DAY, "today": TODAY, "tomorrow": TODAY + DAY}
    ids = {
        name: office.do(conduct.add, ConductForm(name, begun, "We greet.")).result
        for name, begun in day.items()
    }

    def holds() -> str:
        row = office.ask(conduct.in_force).row
        return row.edition if row else ""

    assert [row.edition for row in office.ask(conduct.page, Query()).first] == ["tomorrow", "today", "2025"]
    assert holds() == "today"
    office.do(conduct.archive, ids["today"])
    assert holds() == "2025"
    office.do(conduct.archive, ids["2025"])
    assert holds() == ""
    assert office.ask(conduct.new).text == "We greet."


def test_only_the_offices_own_people_are_to_acknowledge(office: Office, sample: Sample) -> None:
    id = office.do(conduct.add, office.ask(conduct.new)).result
    for staff in (sample.clerk, sample.plumber):
        manager, office.who = office.who, Who(staff, "", "clerk")
        office.do(conduct.acknowledge, id)
        office.who = manager
    assert [(row.acknowledged, row.of) for row in office.ask(conduct.rows, [id])] == [(2, 4)]
    office.do(added, Staff, name="Lift Service Ltd", role="technician", vendor=True)
    office.do(put, Staff, sample.plumber, archived=NOW)
    assert [(row.acknowledged, row.of) for row in office.ask(conduct.rows, [id])] == [(1, 3)]
    office.who = Who(sample.electrician, "He Yan", "technician")
    sheet = office.ask(conduct.conduct_sheet, id)
    assert [(each.name, each.acknowledged) for each in sheet.readers] == [
        ("He Yan", None), ("Li Na", None), ("Zhou Min", None),
    ]  # fmt: skip


def _score(office: Office, staff: int, day: date, mark: int) -> None:
    scales = office.ask(behaviour.scoring).scales
    named = tuple((each.id, each.name, each.low, each.high) for each in scales)
    form = behaviour.scoring_form(named)(staff, day, **{f"score_{scales[0].id}": str(mark)})
    office.do(behaviour.score, form)


def test_profiles_are_of_the_offices_own_people_on_the_scales_that_are_used(
    office: Office, sample: Sample
) -> None:
    office.do(behaviour.add_twelve)
    office.do(added, Staff, name="Lift Service Ltd", role="technician", vendor=True)
    _score(office, sample.clerk, TODAY, 5)
    with pytest.raises(Invalid):
        _score(office, sample.clerk, TODAY + DAY, 5)

    def told() -> dict[str, tuple[int, int]]:
        return {row.name: (row.scored, row.scales) for row in office.ask(behaviour.staff_page, Query()).first}

    assert told() == {"Gao Jun": (0, 12), "He Yan": (0, 12), "Li Na": (1, 12), "Zhou Min": (0, 12)}
    office.do(behaviour.archive_scale, office.ask(behaviour.scoring).scales[0].id)
    assert told()["Li Na"] == (0, 11)
    office.who = Who(sample.clerk, "Li Na", "clerk")
    assert set(told()) == {"Li Na"}


def test_a_scale_stands_from_place_1_and_a_new_one_last(office: Office) -> None:
    form = ScaleForm("Calm", "", None, "Shouts", "", "Stays calm")
    first = office.do(behaviour.add_scale, replace(form, position=1)).result
    last = office.do(behaviour.add_scale, form).result
    assert [row.id for row in office.ask(behaviour.scale_page, Query()).first] == [first, last]
    assert office.ask(behaviour.scale_form, last).position == 2
    for place in (0, 1000):
        with pytest.raises(Invalid):
            office.do(behaviour.add_scale, replace(form, position=place))


def test_the_trend_ends_with_what_was_scored_last(office: Office, sample: Sample) -> None:
    office.do(behaviour.add_twelve)
    for at in range(20):
        _score(office, sample.clerk, TODAY - (20 - at) * DAY, at % 7 + 1)
    marks = office.ask(behaviour.profile, sample.clerk).scales[0].marks
    assert 0 < len(marks) < 20 and marks[-1].day == TODAY - DAY
    assert [mark.day for mark in marks] == [TODAY - (len(marks) - at) * DAY for at in range(len(marks))]


def test_a_year_of_customers_answers_stands_beside_the_last_own_ones(office: Office, sample: Sample) -> None:
    """The first moment of the day a year ago counts, the one before does not; what was taken back is forgotten."""
    first = NOW.replace(hour=16, minute=0, second=0, microsecond=0) - 366 * DAY  # midnight, eight hours ahead
    round = surveying.make(office, (("five", "empathy"), ("gap", "control")), 4, kind="needs")
    for sheet, answered, value in zip(
        round.sheets, (first, first - timedelta(microseconds=1), NOW, NOW), (2, 5, 4, 1), strict=True
    ):
        office.do(
            survey_answers.save,
            sheet,
            1,
            [Given(round.questions[0], None, value), Given(round.questions[1], 7, 1)],
        )
        office.do(put, SurveySheet, sheet, staff_id=sample.clerk, answered=answered)
    office.do(put, SurveySheet, round.sheets[3], archived=NOW)  # it was spoilt
    office.do(self_evaluations.add_ready)
    asked = office.ask(self_evaluations.questions_now)
    form = self_evaluations.answer_form(tuple((each.id, each.group, each.text) for each in asked))
    manager, office.who = office.who, Who(sample.clerk, "Li Na", "clerk")
    ids = [
        office.do(self_evaluations.answer, form(**{f"answer_{each.id}": mark for each in asked})).result
        for mark in ("5", "1")
    ]
    told = office.ask(self_evaluations.beside, sample.clerk).needs
    said = {each.need: (each.own, each.customers, each.answers) for each in told}
    assert (said["empathy"], said["control"]) == ((1.0, 3.0, 2), (1.0, None, 0))
    office.do(self_evaluations.withdraw, ids[1])
    told = office.ask(self_evaluations.beside, sample.clerk).needs
    assert (told[0].need, told[0].own, told[0].own_answers, told[0].difference) == ("empathy", 5.0, 2, 2.0)
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    with pytest.raises(NotAllowed):
        office.ask(self_evaluations.beside, sample.clerk)
    office.who = manager
