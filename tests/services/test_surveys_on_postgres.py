"""Rounds on PostgreSQL: the same people drawn by the same number, sheets, figures and forms as on SQLite."""

from __future__ import annotations

from dataclasses import replace

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import (
    complaints,
    gaps,
    questionnaires,
    self_evaluations,
    survey_answers,
    survey_results,
    surveys,
    work_orders,
)
from fmcrm_desktop.services.gaps.board import Spot
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.survey_answers import Given
from fmcrm_desktop.services.surveys import CopiesForm, RoundForm, SampleForm
from fmcrm_desktop.services.work_orders import AssignForm, DoneForm, OrderForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.complaining import rude_guard
from tests.services.test_personal import answered


def walk(office: Office, sample: Sample) -> list[object]:
    """What a round brings, told without ids."""
    order = office.do(
        work_orders.enter, OrderForm(summary="Tap", unit_id=sample.unit, person_id=sample.owner)
    ).result
    office.do(work_orders.assign, order, AssignForm(sample.plumber))
    office.do(work_orders.done, order, DoneForm(cause="Worn", fix="Renewed"))
    kinds = {row.kind: row.id for row in office.ask(questionnaires.page, Query()).first}
    id = office.do(surveys.add, RoundForm(kinds["needs"], "Autumn", "秋季", NOW.date())).result
    seen: list[object] = []
    for form in (
        SampleForm("served", staff_id=sample.plumber), SampleForm("served", staff_id=sample.electrician),
        SampleForm("both", most=2, seed=9), SampleForm("owner", building_ids=(sample.building,)),
    ):  # fmt: skip
        drawn = office.do(surveys.preview, id, form).result
        seen.append((drawn.found, drawn.lately, drawn.unwanted, drawn.count, drawn.names))
    office.do(surveys.ask_people, id, SampleForm("served"))
    office.do(surveys.ask_people, id, SampleForm("both", most=2, seed=9))
    office.do(surveys.make_copies, id, CopiesForm(3))
    card = office.ask(surveys.card, id)
    seen += [card.figures, [(each.person, each.unit) for each in card.waiting], len(card.draws)]
    seen.append([(each.person, each.unit) for each in office.ask(surveys.forms_of, id).sheets])
    seen.append([row.name for row in office.ask(surveys.page, Query("qiuji")).first])
    return seen


def test_a_round_is_the_same_on_both_databases(
    served: tuple[Office, Sample], office: Office, sample: Sample
) -> None:
    there = walk(*served)
    assert there == walk(office, sample)
    assert there[0][0] == 1 and there[1][0] == 0, "the plumber served one, the electrician nobody"  # type: ignore[index]


def compared(office: Office, sample: Sample) -> list[object]:
    """What the round before brought, how gaps showed and how the office sees itself, told without ids."""
    for value in (3, 6):
        round = surveying.make(office, (("gap", "access"), ("five", "empathy")), 2, (sample.building, None))
        first, second = round.questions
        given = [Given(first, 7, value), Given(second, None, value - 1)]
        office.do(survey_answers.save, round.sheets[0], 1, given)
    told = office.ask(survey_results.results, round.survey, sample.building).before
    assert told is not None
    office.do(complaints.register, replace(rude_guard(sample), lacks=("tone", "silent")))
    board = office.ask(gaps.board, Spot("lack"))
    office.do(self_evaluations.add_ready)
    answered(office, answer_0="5", answer_1="2")
    return [
        told.names.name, told.of("gap", "access").gap, told.of("five", "empathy").satisfaction,
        [(row.key, row.counts) for row in board.rows], board.total, office.ask(self_evaluations.whole),
    ]  # fmt: skip


def test_what_is_compared_is_the_same_on_both_databases(
    served: tuple[Office, Sample], office: Office, sample: Sample
) -> None:
    there = compared(*served)
    assert there == compared(office, sample)
    assert there[1:3] == [-4000, 0]
    assert there[3] == [("silent", (0, 1, 0, 0)), ("tone", (0, 0, 1, 0))]
