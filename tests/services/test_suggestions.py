"""Suggestions through the door: entered from slips, handed to somebody, and none settled without an answer."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.improvement import SUGGESTION_STATES
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing, Refusal, Stale
from fmcrm_desktop.services import search, suggestions, timeline
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.suggestions import AnswerForm, ManySuggestionsForm, SuggestionForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.complaining import kept, moment

TODAY = date(2026, 11, 20)


def slip(office: Office, words: str = "A bench at the gate", **more: Any) -> int:
    given: dict[str, Any] = {"own_words": words, "anonymous": "person_id" not in more, **more}
    return office.do(suggestions.add, SuggestionForm(**given)).result


def row(office: Office, id: int) -> suggestions.SuggestionRow:
    return office.ask(suggestions.rows, [id])[0]


def listed(office: Office, text: str = "", **query: Any) -> list[int]:
    return list(office.ask(suggestions.page, Query(text=text, **query)).ids)


def settle(office: Office, id: int, state: str, answer: str) -> Any:
    form = office.ask(suggestions.answer_form, id)
    form.state, form.answer = state, answer
    return office.do(suggestions.answer, id, form)


def test_a_draft_has_somebody_responsible_and_two_weeks(office: Office, sample: Sample) -> None:
    form = office.ask(suggestions.draft, {"person": sample.owner})
    assert (form.responsible_id, form.due_day) == (office.who.staff_id, TODAY + timedelta(14))
    assert (form.person_id, form.unit_id, form.channel) == (sample.owner, sample.unit, "suggestion_box")


def test_a_slip_without_a_name_is_kept_under_its_number(office: Office, sample: Sample) -> None:
    id = slip(office, building_id=sample.building)
    found = row(office, id)
    assert (found.number, found.person, found.anonymous, found.state) == ("S-2611-001", "", True, "new")
    with pytest.raises(Invalid) as refused:
        office.do(suggestions.add, SuggestionForm(own_words="More lamps"))
    assert set(refused.value.fields) == {"person_id"}


def test_nothing_is_settled_without_an_answer(office: Office, office_path: Path) -> None:
    """Whatever is tried in whatever order: what is not new has an answer and its moment."""
    chance = random.Random(11)
    ids = [slip(office, f"Slip {n}") for n in range(6)]
    refused = 0
    for _ in range(120):
        id = chance.choice(ids)
        answer = chance.choice(("", "  ", "\n", "We shall do it"))
        try:
            settle(office, id, chance.choice((*SUGGESTION_STATES, "nonsense")), answer)
        except Invalid:
            refused += 1
        if chance.random() < 0.3:
            office.do(suggestions.change, id, office.ask(suggestions.form_of, id))
    found = kept(office_path, "select state, answer, answered from suggestion")
    assert refused and {state for state, _, _ in found} - {"new"}
    for state, answer, answered in found:
        assert (state == "new") == (not str(answer).strip()) == (answered is None)


def test_an_answer_is_carried_on_and_undone(office: Office) -> None:
    id = slip(office)
    seen = office.ask(suggestions.answer_form, id)
    first = settle(office, id, "accepted", "In spring")
    office.store.clock = lambda: NOW + timedelta(days=3)
    form = office.ask(suggestions.answer_form, id)
    assert (form.state, form.answer) == ("done", "In spring")
    settle(office, id, "done", "It stands there")
    found = row(office, id)
    assert (found.state, found.answer, found.answered) == ("done", "It stands there", NOW)
    with pytest.raises(Stale):
        office.do(suggestions.answer, id, AnswerForm("declined", "No", seen.version))
    other = slip(office)
    done = settle(office, other, "declined", "There is no room")
    office.undo(done.deed)
    assert (row(office, other).state, row(office, other).answer) == ("new", "")
    assert first.deed


def test_late_ones_are_told_until_they_are_answered(office: Office) -> None:
    late = slip(office, due_day=TODAY - timedelta(1))
    slip(office, due_day=TODAY)
    slip(office)
    assert listed(office, where={"state": ("late",)}) == [late]
    assert row(office, late).late
    settle(office, late, "accepted", "Yes")
    assert listed(office, where={"state": ("late",)}) == []
    assert listed(office, where={"state": ("late", "accepted")}) == [late]


def test_they_are_found_by_words_answer_and_number(office: Office, sample: Sample) -> None:
    one = slip(office, person_id=sample.second_owner, unit_id=sample.second_unit)
    two = slip(office, "请在大门口加一盏灯", responsible_id=sample.clerk)
    settle(office, one, "accepted", "Two oak seats")
    assert (listed(office, "oak"), listed(office, "novak bench"), listed(office, "大门")) == (
        [one],
        [one],
        [two],
    )
    assert listed(office, where={"responsible": (sample.clerk,)}) == [two]
    assert [(each.kind, each.ref) for each in office.ask(search.find, "S-2611-001")] == [("suggestion", one)]
    (entry,) = office.ask(timeline.unit, sample.second_unit, ("suggestion",))
    assert (entry.number, entry.state) == ("S-2611-001", "accepted")


def test_many_are_handed_over_and_put_away(office: Office, sample: Sample) -> None:
    ids = [slip(office), slip(office)]
    form = ManySuggestionsForm(responsible_id=sample.clerk, due_day=TODAY)
    assert office.do(suggestions.change_many, ids, form).result.done == 2
    assert {(row(office, id).responsible, row(office, id).due_day) for id in ids} == {("Li Na", TODAY)}
    office.do(suggestions.archive_many, ids)
    assert listed(office) == []
    office.do(suggestions.restore_many, ids)
    assert listed(office) == ids[::-1]


@pytest.mark.parametrize("sign", ["-", "——", "n/a", "N/A", "暂无", " 。 "])
def test_a_mere_sign_answers_no_suggestion(office: Office, office_path: Path, sign: str) -> None:
    id = slip(office)
    with pytest.raises(Invalid) as refused:
        settle(office, id, "declined", sign)
    assert set(refused.value.fields) == {"answer"} and "mere sign" in str(refused.value)
    assert kept(office_path, "select state, answer, answered from suggestion") == [("new", "", None)]


KEPT = (
    "select own_words, category_id, person_id, anonymous, unit_id, building_id, channel, received, responsible_id,"
    " due_day, state, answer from suggestion where id = ?"
)


def test_whatever_was_typed_wrongly_is_put_right(office: Office, sample: Sample, office_path: Path) -> None:
    """Each field by itself; what was answered stays, and so does a moment that is left empty."""
    [(trade,)] = kept(office_path, "select min(id) from category where subject = 'complaint'")
    id = slip(office, building_id=sample.building)
    settle(office, id, "accepted", "In spring")
    form = replace(
        office.ask(suggestions.form_of, id), own_words="Two benches", category_id=trade, person_id=sample.second_owner,
        anonymous=False, unit_id=sample.second_unit, building_id=None, channel="letter",
        received=moment(2026, 11, 12, 9, 30), responsible_id=sample.clerk, due_day=date(2026, 12, 1),
    )  # fmt: skip
    office.do(suggestions.change, id, form)
    [(second,)] = kept(office_path, "select building_id from unit where id = ?", sample.second_unit)
    right = (
        "Two benches", trade, sample.second_owner, 0, sample.second_unit, second, "letter",
        "2026-11-12 01:30:00.000000", sample.clerk, "2026-12-01", "accepted", "In spring",
    )  # fmt: skip
    assert kept(office_path, KEPT, id) == [right]
    version = office.ask(suggestions.form_of, id).version
    office.do(suggestions.change, id, replace(form, received=None, version=version))
    assert kept(office_path, KEPT, id) == [right]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"own_words": " "}, "own_words"), ({"anonymous": False}, "person_id"), ({"channel": "pigeon"}, "channel"),
        ({"received": NOW + timedelta(hours=1)}, "received"), ({"slip": "ABC"}, "slip"),
    ],
)  # fmt: skip
def test_a_change_is_looked_through_like_what_is_new(
    office: Office, office_path: Path, wrong: dict[str, Any], field: str
) -> None:
    id = slip(office)
    before = kept(office_path, "select * from suggestion")
    form = office.ask(suggestions.form_of, id)
    with pytest.raises(Invalid) as refused:
        office.do(suggestions.change, id, replace(form, **wrong))
    assert set(refused.value.fields) == {field}
    for strange in ({"responsible_id": 9999}, {"category_id": 9999}, {"building_id": 9999}):
        with pytest.raises(Missing):
            office.do(suggestions.change, id, replace(form, **strange))
    assert kept(office_path, "select * from suggestion") == before


def test_a_slip_is_typed_in_once(office: Office, office_path: Path) -> None:
    """Its code is its number; another slip is not given it, not even after the first was put away."""
    codes = office.ask(suggestions.slip)
    one, other, _ = suggestions.with_codes(codes).codes
    first, second = slip(office, slip=one.lower()), slip(office, "Lamps", slip=other)
    numbers = [f"{code[:3]}-{code[3:]}" for code in (one, other)]
    asked = "select number from suggestion order by id"
    assert kept(office_path, asked) == [(number,) for number in numbers]
    for _ in range(2):
        with pytest.raises(Invalid) as refused:
            slip(office, "Bench again", slip=one)
        assert set(refused.value.fields) == {"slip"} and "typed in already" in str(refused.value)
        form = office.ask(suggestions.form_of, second)
        assert form.slip.replace("-", "") == other
        with pytest.raises(Invalid, match="typed in already"):
            office.do(suggestions.change, second, replace(form, slip=one))
        office.do(suggestions.archive, first)
    office.do(suggestions.change, second, replace(form, own_words="Two lamps"))
    office.do(suggestions.change, second, replace(office.ask(suggestions.form_of, second), slip=""))
    assert kept(office_path, asked) == [(number,) for number in numbers]
    third = slip(office, "No code")
    assert office.ask(suggestions.form_of, third).slip == ""
    fresh = suggestions.with_codes(codes).codes[0]
    office.do(suggestions.change, third, replace(office.ask(suggestions.form_of, third), slip=fresh))
    assert kept(office_path, asked)[-1] == (f"{fresh[:3]}-{fresh[3:]}",)


def test_what_was_put_away_is_answered_only_once_it_is_back(office: Office, office_path: Path) -> None:
    id = slip(office)
    office.do(suggestions.archive, id)
    assert (listed(office), listed(office, archived=True)) == ([], [id])
    with pytest.raises(Refusal, match=r"S-2611-001|Restore it first"):
        settle(office, id, "accepted", "Yes")
    assert kept(office_path, "select state, archived is not null from suggestion") == [("new", 1)]
    office.do(suggestions.restore, id)
    settle(office, id, "accepted", "Yes")
    assert kept(office_path, "select state, archived from suggestion") == [("accepted", None)]
    assert (listed(office), listed(office, archived=True)) == ([id], [])
