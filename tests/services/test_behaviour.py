"""Behaviour scales: scores with the cases they rest on, the profile, and who may see it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import behaviour, complaints, work_orders
from fmcrm_desktop.services.behaviour import ScoringForm
from fmcrm_desktop.services.behaviour.ready import TWELVE
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from tests.sample import Sample

DAY = date(2026, 11, 20)


def scored(office: Office, staff: int, day: date = DAY, **given: Any) -> int:
    """Score somebody; ``given`` are fields of the form by the scale's place: score_1=5, cases_1=(…)."""
    known = office.ask(behaviour.scoring)
    named = tuple((each.id, each.name, each.low, each.high) for each in known.scales)
    by_place = {each.position: each.id for each in known.scales}
    fields = {}
    for name, value in given.items():
        field, _, place = name.partition("_")
        fields[f"{field}_{by_place[int(place)]}"] = value
    return int(office.do(behaviour.score, behaviour.scoring_form(named)(staff, day, **fields)).result)


@pytest.fixture
def scaled(office: Office) -> Office:
    office.do(behaviour.add_twelve)
    return office


def test_the_twelve_scales_of_the_rules_come_once_with_both_ends_in_both_languages(office: Office) -> None:
    assert office.do(behaviour.add_twelve).result == 12
    assert office.do(behaviour.add_twelve).result == 0
    found = office.ask(behaviour.scale_page, Query())
    assert [row.name for row in found.first] == [
        "Greeting", "Listening", "Taking ownership", "Keeping promises", "Explaining",
        "Flexibility within the rules", "Fairness", "Handling complaints", "Respect for the home", "Follow-through",
        "Teamwork at hand-over", "Recovery after a mistake",
    ]  # fmt: skip
    texts = [text for each in TWELVE for pair in each for text in pair]
    assert len(set(texts)) == 72 and all(texts)
    assert found.first[0].other_low.startswith("客户") and found.first[11].other_high


def test_a_scale_is_changed_put_elsewhere_and_archived(scaled: Office) -> None:
    first = scaled.ask(behaviour.scale_page, Query()).first[0]
    form = scaled.ask(behaviour.scale_form, first.id)
    scaled.do(behaviour.change_scale, first.id, replace(form, name="Welcome", position=13))
    assert scaled.ask(behaviour.scale_page, Query()).first[-1].name == "Welcome"
    with pytest.raises(Invalid, match="1 to 999"):
        scaled.do(behaviour.change_scale, first.id, replace(form, position=0, version=None))
    scaled.do(behaviour.archive_scale, first.id)
    assert len(scaled.ask(behaviour.profile, scaled.who.staff_id).scales) == 11
    found = scaled.ask(behaviour.scale_page, Query(text="rubbish")).first
    assert [row.name for row in found] == ["Respect for the home"]


def test_a_profile_has_the_last_score_the_change_and_the_cases(scaled: Office, sample: Sample) -> None:
    order = scaled.do(work_orders.enter, OrderForm(summary="Tap drips", unit_id=sample.unit)).result
    form = ComplaintForm(subject="Nobody greeted me", own_words="Nobody looked up", person_id=sample.owner)
    complaint = scaled.do(complaints.register, form).result
    scored(scaled, sample.clerk, DAY - timedelta(90), score_1="3", score_2="4")
    scored(
        scaled,
        sample.clerk,
        score_1="6",
        note_1="Stood up for the customer",
        cases_1=(3 * complaint, 3 * order + 2),
    )
    told = {each.scale.name: each for each in scaled.ask(behaviour.profile, sample.clerk).scales}
    greeting = told["Greeting"]
    assert [mark.score for mark in greeting.marks] == [3, 6]
    assert greeting.change == 3
    assert greeting.last is not None and greeting.last.by == "Zhou Min"
    assert [(each.kind, each.id) for each in greeting.last.evidence] == [
        ("complaint", complaint),
        ("order", order),
    ]
    assert told["Listening"].change is None and not told["Listening"].last.evidence
    assert told["Explaining"].last is None
    row = scaled.ask(behaviour.staff_rows, [sample.clerk])[0]
    assert (row.scored, row.scales, row.day) == (2, 12, DAY)


def test_a_score_taken_back_is_no_longer_counted(scaled: Office, sample: Sample) -> None:
    scored(scaled, sample.clerk, score_1="3")
    mark = scaled.ask(behaviour.profile, sample.clerk).scales[0].last
    assert mark is not None
    scaled.do(behaviour.take_back, mark.id)
    assert scaled.ask(behaviour.profile, sample.clerk).scales[0].last is None


def test_a_scoring_of_nothing_of_a_note_alone_or_of_tomorrow_is_refused(
    scaled: Office, sample: Sample
) -> None:
    with pytest.raises(Invalid, match="at least one scale"):
        scored(scaled, sample.clerk)
    with pytest.raises(Invalid, match="Give a score"):
        scored(scaled, sample.clerk, score_1="3", note_2="Listens well")
    with pytest.raises(Invalid, match="still to come"):
        scored(scaled, sample.clerk, DAY + timedelta(1), score_1="3")
    with pytest.raises(Invalid, match="one of the list"):
        scored(scaled, sample.clerk, score_1="8")
    assert scaled.ask(behaviour.staff_rows, [sample.clerk])[0].scored == 0


def test_without_scales_nobody_is_scored(office: Office) -> None:
    with pytest.raises(Refusal, match="no scales yet"):
        office.ask(behaviour.scoring)


def test_cases_are_found_by_number_and_by_words_and_named_by_id(scaled: Office, sample: Sample) -> None:
    order = scaled.do(work_orders.enter, OrderForm(summary="Tap drips", unit_id=sample.unit)).result
    found = scaled.ask(behaviour.evidence, "drips")
    assert [each.id for each in found] == [3 * order + 2]
    assert [each.text for each in scaled.ask(behaviour.evidence, "", (3 * order + 2,))] == [found[0].text]
    number = found[0].text
    assert [each.id for each in scaled.ask(behaviour.evidence, number)] == [3 * order + 2]


def test_nobody_but_oneself_and_the_manager_sees_a_profile(
    scaled: Office, sample: Sample, office_path: Path
) -> None:
    scored(scaled, sample.clerk, score_1="2", note_1="zanzibar")
    scored(scaled, sample.plumber, score_1="7")
    manager = scaled.who
    for id, role in ((sample.clerk, "clerk"), (sample.plumber, "technician"), (None, "reader")):
        scaled.who = Who(id, "X", role)
        seen = list(scaled.ask(behaviour.staff_page, Query()).ids)
        assert seen == ([id] if id else [])
        assert [row.id for row in scaled.ask(behaviour.staff_rows, [sample.clerk, sample.plumber])] == seen
        for other in {sample.clerk, sample.plumber, sample.electrician} - {id}:
            for case in (behaviour.profile, behaviour.profile_sheet):
                with pytest.raises(NotAllowed):
                    scaled.ask(case, other)
        with pytest.raises(NotAllowed):
            scaled.do(behaviour.score, ScoringForm(id, DAY))
    scaled.who = Who(sample.clerk, "Li Na", "clerk")
    assert scaled.ask(behaviour.profile, sample.clerk).scales[0].last.note == "zanzibar"
    scaled.who = manager
    assert len(scaled.ask(behaviour.staff_page, Query()).ids) == 4
    with sqlite3.connect(office_path) as plain:
        assert plain.execute("select count(*) from behaviour_score where note = 'zanzibar'").fetchone() == (
            1,
        )
        found = plain.execute("select count(*) from document where words like '%zanzibar%'").fetchone()
    assert found == (0,)
