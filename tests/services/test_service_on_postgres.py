"""Scores, self-evaluation, time at the counter, the code and goals on PostgreSQL: the same as on SQLite."""

from __future__ import annotations

from datetime import date, timedelta

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import (
    actions,
    behaviour,
    conduct,
    goals,
    observations,
    self_evaluations,
    work_orders,
)
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.goals import GoalForm
from fmcrm_desktop.services.observations import ObservationForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.test_behaviour import scored
from tests.services.test_personal import answered
from tests.services.test_self_evaluations import survey

TODAY = date(2026, 11, 20)


def test_a_profile_with_its_cases(served: tuple[Office, Sample]) -> None:
    office, sample = served
    order = office.do(work_orders.enter, OrderForm(summary="Tap drips", unit_id=sample.unit)).result
    assert office.do(behaviour.add_twelve).result == 12
    case = office.ask(behaviour.evidence, "drips")[0].id
    scored(office, sample.clerk, TODAY - timedelta(30), score_1="3")
    scored(office, sample.clerk, score_1="5", cases_1=(case,))
    told = office.ask(behaviour.profile, sample.clerk).scales[0]
    assert told.change == 2 and told.last is not None
    assert [(each.kind, each.id) for each in told.last.evidence] == [("order", order)]
    row = office.ask(behaviour.staff_rows, [sample.clerk])[0]
    assert (row.scored, row.day) == (1, TODAY)


def test_own_answers_beside_the_customers(served: tuple[Office, Sample]) -> None:
    office, sample = served
    office.do(self_evaluations.add_ready)
    office.do(survey, 1, (sample.clerk, office.who.staff_id))
    id = answered(office, answer_0="5", answer_1="4", answer_12="2")
    row = office.ask(self_evaluations.page, Query(text="zhou")).first[0]
    assert (row.id, row.answered, row.needs, row.trust) == (id, 3, 4.5, 2.0)
    first = office.ask(self_evaluations.beside, office.who.staff_id).needs[0]
    assert first.need == "friendliness" and first.own == 4.5 and first.answers > 0


def test_counter_code_and_goals(served: tuple[Office, Sample]) -> None:
    office, sample = served
    seen = office.do(
        observations.add, ObservationForm(NOW, 30, manager_id=office.who.staff_id, found="No chairs")
    ).result
    office.do(actions.add, ActionForm("Chairs", observation_id=seen))
    assert office.ask(observations.page, Query()).first[0].open == 1
    code = office.do(conduct.add, office.ask(conduct.new)).result
    office.do(conduct.acknowledge, code)
    assert office.ask(conduct.rows, [code])[0].own == NOW
    office.do(goals.add, GoalForm("Later", sample.clerk))
    office.do(goals.add, GoalForm("Late", sample.clerk, due_day=TODAY - timedelta(1)))
    assert [row.state for row in office.ask(goals.page, Query()).first] == ["overdue", "running"]
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    assert len(office.ask(goals.page, Query())) == len(office.ask(observations.page, Query())) == 0
