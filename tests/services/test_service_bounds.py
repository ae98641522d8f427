"""Complaints and service at their edges: whose things are counted and listed, and whose are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.channel import CounterVisit, PostItem
from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.customer_value import LeavingEntry
from fmcrm_desktop.model.improvement import Suggestion
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.refusal import Invalid, Missing
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.survey import Survey, SurveySheet
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import (
    actions,
    complaints,
    conduct,
    gaps,
    goals,
    observations,
    self_evaluations,
    settings,
    survey_answers,
    survey_results,
    surveys,
    trainings,
)
from fmcrm_desktop.services.actions import ActionForm, DoneForm
from fmcrm_desktop.services.complaints import AnswerForm, ManyComplaintsForm, NoticeForm, RemedyForm
from fmcrm_desktop.services.conduct import ConductForm
from fmcrm_desktop.services.customer_value import loyalty
from fmcrm_desktop.services.gaps.plans import PlanForm
from fmcrm_desktop.services.observations import ObservationForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.trainings import TrainingForm
from fmcrm_desktop.services.work_orders import OrderForm, enter
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.complaining import kept, rude_guard
from tests.services.test_personal import answered

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)
NOVEMBER = NOW.replace(month=10, day=31, hour=16, minute=0)
"""Its first moment on the office's clock; December's is thirty days later."""


@needs("office.settings")
def added(work: Work, kind: type[Any], /, **given: Any) -> int:
    return int(work.add(kind(**given)).id)


@needs("office.settings")
def put(work: Work, kind: type[Any], id: int, **given: Any) -> None:
    for name, value in given.items():
        setattr(work.get(kind, id), name, value)


@pytest.fixture
def id(office: Office, sample: Sample) -> int:
    return int(office.do(complaints.register, rude_guard(sample)).result)


def test_who_complained_is_not_made_nobody(office: Office, id: int) -> None:
    form = office.ask(complaints.form_of, id)
    with pytest.raises(Invalid) as said:
        office.do(complaints.change, id, replace(form, person_id=None))
    assert set(said.value.fields) == {"person_id"}


def test_a_building_that_is_not_there_is_not_complained_of(office: Office, id: int) -> None:
    form = office.ask(complaints.form_of, id)
    with pytest.raises(Missing):
        office.do(complaints.change, id, replace(form, unit_id=None, building_id=999))


def test_a_complaint_of_no_unit_keeps_its_building(office: Office, sample: Sample, id: int) -> None:
    form = office.ask(complaints.form_of, id)
    office.do(complaints.change, id, replace(form, unit_id=None, building_id=sample.second_building))
    form = office.ask(complaints.form_of, id)
    office.do(complaints.change, id, replace(form, subject="The gate is open at night"))
    assert office.ask(complaints.card, id).building_id == sample.second_building


def test_a_notice_in_one_language_is_not_begun_in_the_other(office: Office, id: int) -> None:
    office.do(complaints.write_notice, id, NoticeForm(other_notice="保安先问好。"))
    form = office.ask(complaints.notice_form, id)
    assert (form.notice, form.other_notice) == ("", "保安先问好。")


def test_an_answer_keeps_no_promise_that_was_put_away(office: Office, id: int, office_path: Path) -> None:
    for archived in (None, NOW):
        office.do(
            added,
            Promise,
            kind="answer",
            complaint_id=id,
            due=NOW + DAY,
            made=NOW,
            text="Answer",
            archived=archived,
        )
    office.do(complaints.answer, id, AnswerForm("We are sorry"))
    assert kept(office_path, "select kept is not null, archived is not null from promise order by id") == [
        (1, 0), (0, 1),
    ]  # fmt: skip


def test_many_are_changed_by_any_one_field(office: Office, sample: Sample, id: int) -> None:
    for form in (ManyComplaintsForm(responsible_id=sample.clerk), ManyComplaintsForm(severity=2)):
        assert office.do(complaints.change_many, [id], form).result.done == 1
    with pytest.raises(Invalid):
        office.do(complaints.change_many, [id], ManyComplaintsForm(why="Because"))


def test_whoever_is_none_of_the_staff_gives_nothing_away(office: Office, id: int) -> None:
    office.who = Who(None, "Nobody", "clerk")
    with pytest.raises(Invalid) as said:
        office.do(complaints.remedy, id, RemedyForm("Flowers", Money(1, "CNY")))
    assert set(said.value.fields) == {"amount"}
    office.do(complaints.remedy, id, RemedyForm("Said sorry"))


def test_an_acknowledgement_taken_back_is_none(office: Office) -> None:
    code, other = (office.do(conduct.add, ConductForm(name, TODAY, "We greet.")).result for name in "AB")
    deed = office.do(conduct.acknowledge, code).deed
    form = office.ask(conduct.form_of, other)
    office.do(conduct.change, other, replace(form, text="We greet first."))  # the other one was acknowledged
    assert [row.acknowledged for row in office.ask(conduct.rows, [code, other])] == [1, 0]
    assert deed is not None
    office.undo(deed)
    rows = office.ask(conduct.rows, [code, other])
    assert [(row.acknowledged, row.own) for row in rows] == [(0, None), (0, None)]
    form = office.ask(conduct.form_of, code)
    office.do(conduct.change, code, replace(form, text="We greet everybody."))
    office.do(conduct.acknowledge, code)
    assert [row.acknowledged for row in office.ask(conduct.rows, [code, other])] == [1, 0]


def test_a_first_code_begins_in_the_language_of_the_office(office: Office) -> None:
    english = office.ask(conduct.new)
    office.do(set_language, "zh_CN")
    chinese = office.ask(conduct.new)
    assert english.text.isascii() and (chinese.text, chinese.other_text) == (english.other_text, english.text)


@needs("office.settings")
def set_language(work: Work, name: str) -> None:
    settings.put(work, **{"office.language": name})


def test_a_new_goal_is_of_the_person_it_is_begun_for(office: Office, sample: Sample) -> None:
    assert office.ask(goals.new, sample.plumber).staff_id == sample.plumber
    assert office.ask(goals.new).staff_id == office.who.staff_id


def test_time_at_the_counter_is_listed_apart_with_its_own_actions(office: Office) -> None:
    seen, away = (
        office.do(
            observations.add, ObservationForm(NOW, 30, found=found, manager_id=office.who.staff_id)
        ).result
        for found in ("No chairs", "No pens")
    )
    action = office.do(actions.add, ActionForm("Chairs", observation_id=seen, due_day=TODAY)).result
    office.do(actions.done, action, DoneForm())  # on its day is not late
    office.do(observations.archive, away)
    assert list(office.ask(observations.page, Query()).ids) == [seen]
    assert list(office.ask(observations.page, Query(archived=True)).ids) == [away]
    cards = [office.ask(observations.card, each) for each in (seen, away)]
    assert [[(one.text, one.late) for one in card.actions] for card in cards if card] == [
        [("Chairs", False)],
        [],
    ]


def test_an_evaluation_taken_back_stands_with_what_was_put_away(office: Office) -> None:
    office.do(self_evaluations.add_ready)
    id = answered(office, answer_0="4")
    assert list(office.ask(self_evaluations.page, Query()).ids) == [id]
    office.do(self_evaluations.withdraw, id)
    assert not office.ask(self_evaluations.page, Query()).ids
    assert list(office.ask(self_evaluations.page, Query(archived=True)).ids) == [id]


def test_a_customer_is_asked_in_the_round_that_began_last(office: Office, sample: Sample) -> None:
    later, earlier = (surveying.make(office, (("five", "empathy"),), 0, kind="needs") for _ in range(2))
    for round, day in ((later, TODAY - DAY), (earlier, TODAY - 9 * DAY)):
        office.do(put, Survey, round.survey, from_day=day)
    order = office.do(enter, OrderForm(summary="Tap", person_id=sample.owner)).result
    sheet = office.do(survey_answers.ask_about, order).result
    assert office.ask(survey_answers.by_id, sheet).survey_id == later.survey


def test_courses_are_found_however_they_are_written_and_stand_latest_first(
    office: Office, sample: Sample
) -> None:
    old, new = (
        office.do(trainings.add, TrainingForm(sample.plumber, course, TODAY - days * DAY)).result
        for course, days in (("LADDERS", 30), ("ladders again", 1))
    )
    assert list(office.ask(trainings.page, Query(text="Ladders")).ids) == [new, old]


def test_what_is_not_due_yet_is_missed_by_nobody(office: Office) -> None:
    for due in (NOW + DAY, NOW - DAY):
        row = {"number": f"D-{due}", "received": NOW - 2 * DAY, "subject": "d", "channel": "social"}
        office.do(added, Complaint, **row, acknowledge_due=due)
    (point,) = [one for one in office.ask(gaps.contact_points, 1) if one.channel == "social"]
    assert (point.count, point.missed) == (2, 1)


def test_the_map_counts_a_month_to_the_moment(office: Office) -> None:
    instant = timedelta(microseconds=1)
    for moment in (NOVEMBER - instant, NOVEMBER, NOVEMBER + 30 * DAY - instant, NOVEMBER + 30 * DAY):
        office.do(added, CounterVisit, ticket=1, arrived=moment, kind="complaint", handed_off=1, went=True)
        office.do(added, PostItem, number=f"P-{moment}", moment=moment, channel="letter", direction="in")
        office.do(added, PostItem, number=f"O-{moment}", moment=moment, channel="letter", direction="out")
        order = {"number": f"W-{moment}", "received": moment, "summary": "Lamp", "state": "requested"}
        office.do(added, WorkOrder, **order, responded=moment, respond_due=moment)
        office.do(added, Suggestion, number=f"S-{moment}", received=moment, own_words="Lamps", channel="box")
    found = {one.kind: one for one in office.ask(gaps.contact_points, 1)}
    assert {kind: found[kind].count for kind in ("counter", "post", "suggestion", "order")} == {
        "counter": 2, "post": 2, "suggestion": 2, "order": 2,
    }  # fmt: skip
    assert (found["counter"].handed, found["counter"].missed) == (2, 2)
    assert found["order"].missed == 0, "at its due moment is in time"
    assert (found["suggestion"].handed, found["suggestion"].missed) == (0, 0)


def test_a_customer_lost_is_listed_with_the_behaviour_that_caused_it(office: Office, sample: Sample) -> None:
    scales = {name: office.do(added, BehaviourScale, name=name).result for name in ("Greeting", "Listening")}
    for person, name in ((sample.owner, "Listening"), (sample.tenant, "")):
        office.do(
            added,
            LeavingEntry,
            person_id=person,
            day=TODAY,
            kind="lost",
            reason="conduct",
            scale_id=scales.get(name),
        )
    found = office.ask(loyalty.page, Query()).first
    assert {(row.person_id, row.scale) for row in found if row.source == "entry"} == {
        (sample.owner, "Listening"), (sample.tenant, ""),
    }  # fmt: skip


def test_an_agreement_that_went_on_by_itself_is_renewed_on_the_day_after_its_last(
    office: Office, sample: Sample
) -> None:
    """Until the last of October: told of the first of November, in November."""
    row = {"number": "A-1", "name": "Care", "state": "active", "from_day": date(2025, 11, 1)}
    office.do(added, Agreement, **row, person_id=sample.owner, until_day=date(2026, 10, 31), renewal="auto")
    for number, first, last in (("A-2", None, date(2026, 10, 31)), ("A-3", date(2026, 11, 5), None)):
        row |= {"number": number, "from_day": first, "person_id": sample.tenant}
        office.do(added, Agreement, **row, until_day=last, renewal="none")  # since when is known to nobody
    november = Query(where={"month": ("2026-11",)})
    assert {(one.person_id, one.kind, one.day) for one in office.ask(loyalty.page, november).first} == {
        (sample.owner, "renewed", date(2026, 11, 1)), (sample.tenant, "renewed", date(2026, 11, 5)),
    }  # fmt: skip


def test_a_promise_is_given_with_a_change_too(office: Office, id: int, office_path: Path) -> None:
    office.do(complaints.change, id, replace(office.ask(complaints.form_of, id), promise=NOW + DAY))
    assert kept(office_path, "select complaint_id, kind from promise") == [(id, "answer")]


def test_what_is_put_away_is_listed_apart(office: Office, id: int) -> None:
    codes = [office.do(conduct.add, ConductForm(name, TODAY, "We greet.")).result for name in "AB"]
    deeds = [
        office.do(actions.add, ActionForm(text, complaint_id=id)).result for text in ("Script", "Chairs")
    ]
    office.do(conduct.archive, codes[0])
    office.do(put, CorrectiveAction, deeds[0], archived=NOW)
    for page, ids in ((conduct.page, codes), (actions.page, deeds)):
        assert list(office.ask(page, Query()).ids) == [ids[1]]
        assert list(office.ask(page, Query(archived=True)).ids) == [ids[0]]


def test_own_words_stand_newest_first_and_sheets_of_no_building_last(office: Office, sample: Sample) -> None:
    round = surveying.make(office, (("text", ""),), 2, (None, sample.building))
    for sheet, day, said in zip(round.sheets, (1, 2), ("Good", "Better"), strict=True):
        surveying.at(office, NOW + day * DAY)
        office.do(survey_answers.save, sheet, 1, [survey_answers.Given(round.questions[0], text=said)])
    found = office.ask(survey_results.results, round.survey)
    assert found.words == {round.questions[0]: ("Better", "Good")}
    assert [part.key for part in found.buildings] == [sample.building, None]


def test_a_plan_is_checked_when_it_is_changed_too(office: Office) -> None:
    form = office.ask(gaps.form_of, id := office.do(gaps.add, PlanForm("respect", text="Greet")).result)
    for wrong, field in ((replace(form, target=-1), "target"), (replace(form, criterion="courtesy"), "gap")):
        with pytest.raises(Invalid) as said:
            office.do(gaps.change, id, wrong)
        assert set(said.value.fields) == {field}


def test_a_sheet_about_a_service_belongs_to_the_building_of_its_unit(
    office: Office, sample: Sample, office_path: Path
) -> None:
    surveying.make(office, (("five", "empathy"),), 0, kind="needs")
    order = office.do(enter, OrderForm(summary="Tap", person_id=sample.owner, unit_id=sample.unit)).result
    office.do(put, WorkOrder, order, building_id=None)
    office.do(survey_answers.ask_about, order)
    assert kept(office_path, "select building_id from survey_sheet") == [(sample.building,)]


def test_who_is_waited_for_is_of_the_round_whether_they_have_a_unit_or_not(
    office: Office, sample: Sample, office_path: Path
) -> None:
    mine, other = (surveying.make(office, (("five", "empathy"),), 1) for _ in range(2))
    for round, person in ((mine, sample.company), (other, sample.tenant)):
        office.do(put, SurveySheet, round.sheets[0], person_id=person)
    assert [row.person_id for row in office.ask(surveys.card, mine.survey).waiting] == [sample.company]
    office.do(surveys.by_telephone, mine.survey)
    assert kept(office_path, "select person_id from call_line") == [(sample.company,)]
    assert office.ask(surveys.forms_called, "Autumn").sheets[0].person.name == "J. Moreau", "the later round"


def test_who_moved_out_on_the_last_of_a_month_is_lost_in_it(office: Office, sample: Sample) -> None:
    tie = kept_tie(office, sample.tenant)
    office.do(put, Relation, tie, until_day=date(2026, 10, 31))
    for month, many in (("2026-09", 0), ("2026-10", 1), ("2026-11", 0)):
        assert len(office.ask(loyalty.page, Query(where={"month": (month,)})).ids) == many


def kept_tie(office: Office, person: int) -> int:
    with office.store.reading(office.who, "test") as work:
        return int(work.value(select(Relation.id).where(Relation.person_id == person)))
