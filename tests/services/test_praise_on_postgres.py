"""Praise, suggestions, cases and procedures on PostgreSQL: the same lists, search, timelines and undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import case_book, commendations, procedures, search, suggestions, timeline
from fmcrm_desktop.services.case_book import CaseForm
from fmcrm_desktop.services.commendations import CommendationForm, ThankForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.procedures import ProcedureForm
from fmcrm_desktop.services.suggestions import AnswerForm, SuggestionForm
from tests.sample import Sample


def test_everything_is_kept_found_and_taken_back(served: tuple[Office, Sample]) -> None:
    office, sample = served
    form = CommendationForm(
        "高师傅很耐心", person_id=sample.owner, unit_id=sample.unit, staff_id=sample.plumber
    )
    praise = office.do(commendations.add, form).result
    office.do(commendations.thank, praise, ThankForm())
    made = office.do(commendations.recognise, praise, office.ask(commendations.recognition_form, praise))
    assert office.ask(commendations.rows, [praise])[0].state == "recognised"
    office.undo(made.deed)
    assert office.ask(commendations.rows, [praise])[0].state == "thanked"

    slip = office.do(suggestions.add, SuggestionForm("A bench at the gate", anonymous=True)).result
    office.do(suggestions.answer, slip, AnswerForm("accepted", "In spring"))
    day = office.ask(procedures.draft).next_day
    assert day is not None
    key = office.do(
        procedures.add, ProcedureForm("Handing over keys", next_day=day - timedelta(days=800))
    ).result
    review = replace(office.ask(procedures.review_form, key), action="One form")
    office.do(procedures.review, key, review)
    told = office.ask(case_book.draft, {"commendation": praise})
    assert told.told == "维修师傅很耐心"
    case = office.do(case_book.add, replace(told, title="Patience")).result
    office.do(case_book.add, CaseForm(title="The wet stair", told="Somebody slipped"))

    for of, query, found in (
        (commendations.page, Query("高军", where={"state": ("thanked",)}), [praise]),
        (commendations.page, Query(sort="received"), [praise]),
        (suggestions.page, Query(where={"state": ("late", "accepted")}), [slip]),
        (suggestions.page, Query("spring"), [slip]),
        (procedures.page, Query(where={"state": ("planned",)}), [key]),
        (case_book.page, Query(where={"kind": ("good",)}), [case]),
        (case_book.page, Query("patience"), [case]),
    ):
        assert list(office.ask(of, query).ids) == found
    assert office.ask(procedures.card, key).reviews[0].actions[0].text == "One form"
    assert [each.kind for each in office.ask(search.find, "keys")] == ["procedure"]
    kinds = {each.kind for each in office.ask(timeline.person, sample.owner)}
    assert "commendation" in kinds and "commendation" in office.ask(timeline.present, "unit", sample.unit)
