"""Rounds at their edges: days to the minute, what was put away, borders that moved, who is rung up and with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from fmcrm_desktop.model.call import CallLine, CallList
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import Question, Questionnaire, Survey, SurveySheet
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import categories, questionnaires, settings, survey_answers, surveys, work_orders
from fmcrm_desktop.services.categories import CategoryForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.survey_answers import Given
from fmcrm_desktop.services.surveys import CopiesForm, RoundForm, SampleForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.complaining import kept
from tests.services.rows import added, put

TODAY, DAY = date(2026, 11, 20), timedelta(days=1)
MIDNIGHT = NOW.replace(hour=16, minute=0, second=0, microsecond=0) - DAY
"""The first moment of TODAY on the office's clock, which is eight hours ahead."""
BOTH = SampleForm("both", most=100)


def round_of(office: Office, kind: str = "needs", **other: Any) -> int:
    id = next(row.id for row in office.ask(questionnaires.page, Query()).first if row.kind == kind)
    return int(office.do(surveys.add, replace(RoundForm(id, "Autumn", "", TODAY), **other)).result)


def found(office: Office, round: int, form: SampleForm) -> int:
    return int(office.do(surveys.preview, round, form).result.found)


def served(office: Office, sample: Sample, **given: Any) -> int:
    """A piece of work that was done for the owner."""
    usual = {"number": "W-1", "received": NOW - 9 * DAY, "summary": "Tap", "state": "done", "done": NOW - DAY}
    return int(office.do(added, WorkOrder, **{"person_id": sample.owner, **usual, **given}).result)


def test_a_territory_has_the_buildings_it_holds_today(office: Office, sample: Sample) -> None:
    """North gave the house away yesterday and South took it over; West gets it tomorrow."""
    spans = {"North": (None, TODAY - DAY), "South": (TODAY, TODAY), "West": (TODAY + DAY, None)}
    round, counts = round_of(office, "criteria"), {}
    for name, (begin, end) in spans.items():
        id = office.do(added, Territory, name=name).result
        of = {"territory_id": id, "building_id": sample.building}
        office.do(added, TerritoryBuilding, **of, from_day=begin, until_day=end)
        counts[name] = found(office, round, SampleForm("owner", territory_id=id))
    assert counts == {"North": 0, "South": 1, "West": 0}


def test_served_are_those_of_the_days_to_the_minute_where_the_house_stands(
    office: Office, sample: Sample
) -> None:
    round = round_of(office)
    today = SampleForm("served", TODAY, TODAY)
    order = served(office, sample, done=MIDNIGHT, unit_id=sample.unit)
    assert found(office, round, today) == 1
    for done, many in (
        (MIDNIGHT - timedelta(microseconds=1), 0),
        (MIDNIGHT + DAY, 0),
        (MIDNIGHT + DAY / 2, 1),
    ):
        office.do(put, WorkOrder, order, done=done)
        assert found(office, round, today) == many
    for buildings, many in (((sample.building,), 1), ((sample.second_building,), 0)):
        assert found(office, round, replace(today, building_ids=buildings)) == many  # by the unit's building
    office.do(put, WorkOrder, order, building_id=sample.second_building)
    assert found(office, round, replace(today, building_ids=(sample.second_building,))) == 1
    office.do(put, WorkOrder, order, archived=NOW)
    assert found(office, round, today) == 0


def test_of_work_done_at_once_the_later_entered_is_asked_about_and_a_category_narrows(
    office: Office, sample: Sample, office_path: Path
) -> None:
    """All three at one moment and without a unit: the sheets then lie by the people."""
    tap, lift = (office.do(categories.add, CategoryForm("order", name)).result for name in ("Taps", "Lifts"))
    served(office, sample, category_id=lift, person_id=sample.tenant, number="W-1")
    served(office, sample, category_id=lift, number="W-2")
    later = served(office, sample, category_id=tap, number="W-3")
    round = round_of(office)
    counts = [found(office, round, SampleForm("served", category_id=id, most=9)) for id in (tap, lift, None)]
    assert counts == [1, 2, 2]
    office.do(surveys.ask_people, round, SampleForm("served", most=9))
    sheets = kept(office_path, "select person_id, order_id = ? from survey_sheet order by id", later)
    assert sheets == [(sample.owner, 1), (sample.tenant, 0)]


def test_whoever_is_put_away_is_asked_nothing(office: Office, sample: Sample) -> None:
    round = round_of(office)
    served(office, sample)
    before = found(office, round, BOTH)
    office.do(put, Person, sample.owner, archived=NOW)
    assert found(office, round, SampleForm("served")) == 0
    assert found(office, round, BOTH) == before - 1


def test_the_last_moment_of_the_days_still_counts_as_lately(office: Office, sample: Sample) -> None:
    first, second = round_of(office, not_again_days=30), round_of(office, not_again_days=30)
    count = office.do(surveys.ask_people, first, BOTH).result
    for after, lately in ((timedelta(), count), (timedelta(microseconds=1), 0)):
        surveying.at(office, NOW + 30 * DAY + after)
        assert office.do(surveys.preview, second, BOTH).result.lately == lately


def test_the_bounds_of_a_round_and_of_a_drawing(office: Office) -> None:
    one_day = round_of(office, until_day=TODAY, not_again_days=0)
    round_of(office, not_again_days=3650)
    for wrong in ({"until_day": TODAY - DAY}, {"not_again_days": 3651}, {"not_again_days": -1}):
        with pytest.raises(Invalid) as said:
            round_of(office, **wrong)  # type: ignore[arg-type]
        assert set(said.value.fields) == set(wrong)
    office.do(surveys.preview, one_day, SampleForm("served", TODAY, TODAY, most=2000))
    for drawing, field in (
        (SampleForm("served", TODAY, TODAY - DAY), "done_until"), (SampleForm(most=2001), "most"),
        (SampleForm(most=0), "most"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as said:
            office.do(surveys.preview, one_day, drawing)
        assert set(said.value.fields) == {field}


def test_a_drawing_begins_with_whom_the_questions_mean_and_a_number_of_its_own(office: Office) -> None:
    begun = {kind: round_of(office, kind) for kind in ("needs", "short", "committee", "criteria")}
    forms = {kind: office.ask(surveys.sample_draft, id) for kind, id in begun.items()}
    assert {kind: form.whom for kind, form in forms.items()} == {
        "needs": "served", "short": "served", "committee": "owner", "criteria": "both",
    }  # fmt: skip
    assert forms["needs"].done_from == TODAY - 30 * DAY and forms["needs"].done_until == TODAY
    office.do(surveys.make_copies, begun["needs"], CopiesForm(3))
    seeds = [form.seed for form in forms.values()] + [office.ask(surveys.sample_draft, begun["needs"]).seed]
    assert len(set(seeds)) == 5
    assert office.ask(surveys.draft, {}).until_day == TODAY + 30 * DAY


def test_rounds_are_listed_from_the_latest_and_picked_while_they_run(office: Office) -> None:
    late, early = round_of(office, name="Late"), round_of(office, from_day=TODAY - DAY, name="Early")
    other = round_of(office, "criteria", from_day=TODAY + DAY, name="Next")
    assert list(office.ask(surveys.page, Query()).ids) == [other, late, early]
    asked = {name: id for id, name, _ in office.ask(surveys.questionnaire_options)}
    form = office.ask(surveys.form_of, other).questionnaire_id
    assert form in asked.values()
    assert list(office.ask(surveys.page, Query(where={"questionnaire": (form,)})).ids) == [other]
    office.do(surveys.archive, early)
    office.do(put, Questionnaire, form, archived=NOW)
    assert [each.id for each in office.ask(surveys.choices)] == [other, late]
    assert [each.id for each in office.ask(surveys.choices, "", (early,))] == [early]
    assert form not in {id for id, *_ in office.ask(surveys.questionnaire_options)}


def test_rung_up_is_who_was_asked_by_name_and_is_still_waited_for(office: Office, sample: Sample) -> None:
    round = round_of(office, until_day=TODAY + 9 * DAY)
    office.do(surveys.ask_people, round, BOTH)
    office.do(surveys.make_copies, round, CopiesForm(2))
    waiting = office.ask(surveys.card, round).waiting
    assert len(waiting) > 2
    office.do(surveys.take_out, waiting[0].id)
    office.do(put, SurveySheet, waiting[1].id, answered=NOW)
    made = office.do(surveys.by_telephone, round).result
    due, lines = office.ask(_called, made)
    assert due == TODAY + 9 * DAY
    assert lines == [(each.person_id, f"{each.code[:3]}-{each.code[3:]}") for each in waiting[2:]]
    assert [each.id for each in office.ask(surveys.card, round).waiting] == [each.id for each in waiting[2:]]
    office.do(put, SurveySheet, waiting[2].id, language="zh_CN")
    office.do(put, Person, waiting[2].person_id, language="en")
    office.do(put, Person, waiting[3].person_id, language="en") if len(waiting) > 3 else None
    printed = office.ask(surveys.forms_of, round, False).sheets
    assert printed[0].language == "zh_CN", "a form made in a language stays in it"
    assert len(printed) == len(waiting) - 2 + 2 and {sheet.unit for sheet in printed} == {""}


@needs("office.read")
def _called(work: Work, id: int) -> tuple[date | None, list[tuple[int | None, str]]]:
    lines = (
        select(CallLine.person_id, CallLine.note).where(CallLine.list_id == id).order_by(CallLine.position)
    )
    return work.get(CallList, id).due_day, [(person, note) for person, note in work.rows(lines)]


def test_a_round_runs_from_its_first_day_to_its_last(office: Office, sample: Sample) -> None:
    order = office.do(work_orders.enter, OrderForm(summary="Tap drips", person_id=sample.owner)).result
    round = surveying.make(office, kind="needs", sheets=0).survey
    for begin, end in ((TODAY + DAY, None), (TODAY - DAY, TODAY - DAY)):
        office.do(put, Survey, round, from_day=begin, until_day=end)
        with pytest.raises(Refusal, match="No round about services"):
            office.do(survey_answers.ask_about, order)
    office.do(put, Survey, round, from_day=TODAY, until_day=TODAY)
    sheet = office.do(survey_answers.ask_about, order).result
    office.do(put, SurveySheet, sheet, archived=NOW)  # spoilt: as if never asked, so a new one is made
    assert office.do(survey_answers.ask_about, order).result != sheet


def test_the_last_moment_of_the_days_still_forbids_to_ask_again(office: Office, sample: Sample) -> None:
    first, second = (
        office.do(work_orders.enter, OrderForm(summary=text, person_id=sample.owner)).result
        for text in ("Tap drips", "Bell is dead")
    )
    surveying.make(office, kind="needs", sheets=0)
    office.do(survey_answers.ask_about, first)
    surveying.at(office, NOW + 90 * DAY)
    with pytest.raises(Refusal, match="nobody is asked twice"):
        office.do(survey_answers.ask_about, second)


def test_the_answers_are_about_whoever_came_last(office: Office, sample: Sample) -> None:
    """The plumber was sent first, the electrician later; a visit that was put away counts for
    nothing, nor does one that is only planned."""
    surveying.make(office, kind="needs", sheets=0)
    came = {}
    people = ("plumber", "electrician", "gone", "to come")
    for visits in [people[:count] for count in range(5)]:
        order = served(office, sample, person_id=None, staff_id=sample.clerk, number=f"W-{len(visits)}")
        for at, who in enumerate(visits):
            day, gone = NOW - (9 - at) * DAY, NOW if who == "gone" else None
            day = NOW + DAY if who == "to come" else day
            visit = office.do(
                added, Visit, order_id=order, planned_from=day, planned_until=day + DAY / 24, archived=gone
            ).result
            staff = getattr(sample, who, sample.manager)
            office.do(added, VisitStaff, visit_id=visit, staff_id=staff)
        sheet = office.do(survey_answers.ask_about, order).result
        came[visits] = office.ask(_about_whom, sheet)
    assert list(came.values()) == [sample.clerk, sample.plumber, *[sample.electrician] * 3]


@needs("office.read")
def _about_whom(work: Work, sheet: int) -> int | None:
    return work.get(SurveySheet, sheet).staff_id


def test_a_question_taken_out_is_not_asked(office: Office) -> None:
    round = surveying.make(office)
    office.do(put, Question, round.questions[0], archived=NOW)
    asked = office.ask(survey_answers.by_code, round.codes[0]).questions
    assert [each.id for each in asked] == round.questions[1:] and asked[0].number == 1


def test_alone_is_who_has_nobody_left_to_type_the_second_time(office: Office, sample: Sample) -> None:
    round = surveying.make(office)
    office.do(_sign_in)
    office.do(put, Staff, sample.manager, login="zhou")
    given = [Given(round.questions[0], 5, 4)]
    office.do(survey_answers.save, round.sheets[0], 1, given)
    for changes, alone in (
        ({"login": ""}, True), ({"login": "li", "archived": NOW}, True), ({"login": "li", "archived": None}, False),
    ):  # fmt: skip
        office.do(put, Staff, sample.clerk, **changes)
        if alone:
            assert "Only one person" in office.ask(survey_answers.by_code, round.codes[0]).note
        else:
            with pytest.raises(Refusal, match="yourself"):
                office.ask(survey_answers.by_code, round.codes[0])


@needs("office.settings")
def _sign_in(work: Work) -> None:
    settings.put(work, sign_in=True)


def test_a_way_nobody_knows_leaves_the_sheet_on_paper(office: Office) -> None:
    round = surveying.make(office)
    office.do(survey_answers.save, round.sheets[0], 1, [Given(round.questions[0], 5, 4)], "pigeon")
    assert office.ask(survey_answers.by_code, round.codes[0]).way == "paper"


def test_no_undo_takes_away_what_the_second_entry_was_compared_with(
    office: Office, office_path: Path
) -> None:
    round = surveying.make(office, (("gap", "access"), ("five", "empathy")), sheets=1)
    [sheet], (gap, five) = round.sheets, round.questions
    entries = [
        office.do(survey_answers.save, sheet, entry, [Given(gap, 7, value), Given(five, None, value)])
        for entry, value in ((1, 4), (2, 3))
    ]
    with pytest.raises(Refusal, match="gone on from this"):
        office.undo(entries[0].deed)
    ids = [row.id for row in office.ask(survey_answers.page, Query()).first]
    settled = [office.do(survey_answers.take, id, 2) for id in ids]
    for deed in (*entries, settled[0]):
        with pytest.raises(Refusal):
            office.undo(deed.deed)
    typed = "select entry, expected, value from survey_answer order by entry, question_id"
    assert kept(office_path, typed) == [(1, 7, 3), (1, None, 3), (2, 7, 3), (2, None, 3)]
    for deed in (settled[1], settled[0], entries[1], entries[0]):  # the last first
        office.undo(deed.deed)
    assert kept(office_path, typed) == []
    assert kept(office_path, "select answered, checked, second_id from survey_sheet") == [(None, None, None)]


def test_a_round_whose_sheets_have_come_back_is_not_undone(office: Office, office_path: Path) -> None:
    """Their answers would count no more."""
    round = surveying.make(office, (("five", "empathy"),), sheets=0)
    made = office.do(surveys.make_copies, round.survey, CopiesForm(2))
    [(sheet, code), _] = kept(office_path, "select id, code from survey_sheet order by id")
    saved = office.do(survey_answers.save, sheet, 1, [Given(round.questions[0], None, 4)])
    with pytest.raises(Refusal, match=f"{str(code)[:3]}-{str(code)[3:]}"):
        office.undo(made.deed)
    assert kept(office_path, "select count(*) from survey_sheet where archived is not null") == [(0,)]
    office.undo(saved.deed)
    office.undo(made.deed)


def test_a_form_that_was_taken_out_does_not_come_back_to_who_was_asked_since(
    office: Office, sample: Sample, office_path: Path
) -> None:
    one, other = round_of(office, not_again_days=30), round_of(office, "short", not_again_days=30)
    assert office.do(surveys.ask_people, one, replace(BOTH, most=1)).result == 1
    [(sheet, person)] = kept(office_path, "select id, person_id from survey_sheet")
    taken = office.do(surveys.take_out, sheet)
    office.undo(taken.deed)  # nobody was asked meanwhile
    taken = office.do(surveys.take_out, sheet)
    surveying.at(office, NOW + 29 * DAY)
    office.do(surveys.ask_people, other, BOTH)
    assert kept(office_path, "select count(*) from survey_sheet where person_id = ?", person) == [(2,)]
    with pytest.raises(Refusal, match="nobody is asked twice within 30 days"):
        office.undo(taken.deed)
    assert kept(office_path, "select archived is null from survey_sheet where id = ?", sheet) == [(0,)]


def test_an_order_is_asked_about_in_the_newest_round_that_runs(office: Office, sample: Sample) -> None:
    """By its first day, and of two that begin on one day the later made; none put away, none to come, none of another
    kind."""
    begun = [
        round_of(office, kind, from_day=day)
        for kind, day in (
            ("short", TODAY - 3 * DAY), ("needs", TODAY - DAY), ("short", TODAY - DAY), ("needs", TODAY - 2 * DAY),
            ("needs", TODAY), ("short", TODAY + DAY), ("criteria", TODAY),
        )
    ]  # fmt: skip
    office.do(surveys.archive, begun[4])
    order = served(office, sample, building_id=sample.second_building, unit_id=sample.unit)
    sheet = office.do(survey_answers.ask_about, order).result
    asked = "select survey_id, order_id, unit_id, building_id, way from survey_sheet where id = ?"
    assert kept(Path(office.store.path), asked, sheet) == [
        (begun[2], order, sample.unit, sample.second_building, "call")
    ]


def test_the_sheet_that_waits_is_taken_before_the_one_that_was_answered(
    office: Office, sample: Sample, office_path: Path
) -> None:
    """Whichever of them was made later, and of two that wait the later."""
    round = surveying.make(office, (("five", "empathy"),), sheets=4, kind="needs")
    order = served(office, sample)
    older, answered, newer, late = round.sheets
    for sheet in (older, answered):
        office.do(put, SurveySheet, sheet, order_id=order)
    office.do(survey_answers.save, answered, 1, [Given(round.questions[0], None, 4)])
    assert office.do(survey_answers.ask_about, order).result == older
    office.do(put, SurveySheet, newer, order_id=order)
    assert office.do(survey_answers.ask_about, order).result == newer
    office.do(put, SurveySheet, late, order_id=order, archived=NOW)
    assert office.do(survey_answers.ask_about, order).result == newer
    assert kept(office_path, "select count(*) from survey_sheet") == [(4,)]


@pytest.mark.parametrize(
    ("language", "named", "said"), [("zh_CN", True, "zh_CN"), ("en", True, "en"), ("en", False, "")]
)
def test_who_is_asked_is_asked_in_their_own_language(
    office: Office, sample: Sample, office_path: Path, language: str, named: bool, said: str
) -> None:
    round_of(office)
    office.do(put, Person, sample.tenant, language=language)
    office.do(put, Person, sample.owner, language="zh_CN" if language == "en" else "en")
    sheet = office.do(
        survey_answers.ask_about, served(office, sample, person_id=sample.tenant if named else None)
    ).result
    assert kept(office_path, "select language from survey_sheet where id = ?", sheet) == [(said,)]
