"""Prospects and the telephone: found at the call desk, made of a call in one deed, each call one of their steps."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import calls, prospects
from fmcrm_desktop.services.calls import CallForm, Prospect
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.prospects import StepForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.prospecting import TODAY, card, enter, lose, row

SOON = TODAY + timedelta(3)


def kept(path: Path, query: str) -> list[tuple[object, ...]]:
    """What stands in the file, asked by plain SQL."""
    db = sqlite3.connect(path)
    try:
        return db.execute(query).fetchall()
    finally:
        db.close()


@pytest.mark.parametrize(
    ("typed", "why", "matched"),
    [
        ("13600001234", "telephone", "136 0000 1234"),
        ("0000 12", "telephone", "0000 12"),
        ("vogt", "name", "Vogt"),
        ("lena@example.com", "email", "lena@example.com"),
        ("Hartwig", "name", "Hartwig"),
    ],
)
def test_an_open_prospect_is_found_with_the_reason(
    office: Office, typed: str, why: str, matched: str
) -> None:
    id = enter(office, "Lena Vogt", phone="136 0000 1234", email="lena@example.com", company="Hartwig Ltd")
    [found] = [each for each in office.ask(calls.who, typed) if isinstance(each, Prospect)]
    assert found.row.id == id
    assert found.reason.why == why
    assert found.reason.text[found.reason.start : found.reason.end] == matched


def test_a_prospect_is_found_by_number_beside_people_and_only_while_open(
    office: Office, sample: Sample
) -> None:
    id = enter(office, "Lena Vogt", phone="13800138000")  # the owner's own number
    number = row(office, id).number
    first = office.ask(calls.who, number)[0]
    assert isinstance(first, Prospect) and (first.row.id, first.reason.why) == (id, "matter")
    assert office.ask(calls.who, "1380013")[0].row.id == sample.owner, "part of a number is nobody's own"
    both = office.ask(calls.who, "13800138000")
    assert [isinstance(each, Prospect) for each in both] == [False, True]
    assert both[0].row.id == sample.owner
    lose(office, id)
    assert not [each for each in office.ask(calls.who, "13800138000") if isinstance(each, Prospect)]


def test_the_closed_ones_hide_no_open_prospect(office: Office) -> None:
    first = enter(office, "Lena Vogt")
    for _ in range(6):
        lose(office, enter(office, "Lena Vogt"))
    assert [each.row.id for each in office.ask(calls.who, "vogt")] == [first]


def test_a_caller_nobody_knows_becomes_a_prospect_in_one_deed(
    office: Office, sample: Sample, office_path: Path
) -> None:
    form = CallForm(
        number="136 0000 1234", topic="Looks for a flat", notes="Two rooms, quiet", new_name="Lena Vogt",
        unit_id=sample.unit, make_lead=True, next_step="Send the plan", next_day=SOON, purpose="rent",
    )  # fmt: skip
    done = office.do(calls.log, form)
    its = card(office, done.result.lead_id)
    assert (its.row.name, its.row.phone, its.needs) == ("Lena Vogt", "136 0000 1234", "Two rooms, quiet")
    assert (its.row.next_step, its.row.next_day, its.row.purpose) == ("Send the plan", SOON, "rent")
    assert (its.row.source, its.row.state, its.person) == ("phone", "new", None)
    assert [unit.id for unit in its.units] == [sample.unit]
    [step] = [each for each in its.history if each.kind == "step"]
    assert (step.call_id, step.text) == (done.result.id, "Looks for a flat · Two rooms, quiet")
    [followed] = office.ask(calls.card, done.result.id).followed
    assert (followed.kind, followed.id, followed.number) == ("lead", its.id, its.row.number)
    office.undo(done.deed)
    counted = "select (select count(*) from {0} where archived is null)"
    for table in ("lead", "lead_step", "call"):
        assert kept(office_path, counted.format(table)) == [(0,)], table


def test_a_person_who_calls_becomes_a_prospect_under_their_name(office: Office, sample: Sample) -> None:
    form = CallForm(
        sample.owner, topic="A second parking space", make_lead=True, next_step="Look", next_day=SOON
    )
    done = office.do(calls.log, form)
    its = card(office, done.result.lead_id)
    assert its.person is not None and its.person.id == sample.owner
    assert its.needs == "A second parking space"
    assert [each.kind for each in its.history if each.kind in ("step", "call")] == ["step"], "told once"
    assert [each.id for each in office.ask(calls.caller, sample.owner).leads] == [its.id]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"next_day": SOON}, "next_step"),
        ({"next_step": "Ring"}, "next_day"),
        ({"next_step": "Ring", "next_day": TODAY - timedelta(1)}, "next_day"),
        ({"next_step": "Ring", "next_day": SOON, "new_name": ""}, "new_name"),
    ],
)
def test_nobody_becomes_a_prospect_without_name_and_next_step(
    office: Office, more: dict[str, object], field: str, office_path: Path
) -> None:
    given: dict[str, object] = {"new_name": "Lena Vogt", **more}
    with pytest.raises(Invalid) as refused:
        office.do(calls.log, CallForm(topic="A flat", make_lead=True, **given))  # type: ignore[arg-type]
    assert field in refused.value.fields
    assert kept(office_path, "select (select count(*) from call), (select count(*) from lead)") == [(0, 0)]


def test_a_call_with_a_prospect_is_one_of_its_steps(office: Office) -> None:
    id = enter(office, "Lena Vogt", phone="136 0000 1234")
    form = office.ask(calls.draft, {"lead": id, "direction": "out"})
    assert (form.number, form.next_step, form.next_day) == ("136 0000 1234", "Ring back", TODAY)
    form.topic, form.notes, form.next_step, form.next_day = "The plan", "Likes it", "Show the flat", SOON
    first = office.do(calls.log, form).result
    its = card(office, id)
    [step] = [each for each in its.history if each.kind == "step"]
    assert (step.call_id, step.more, step.state) == (first.id, "Ring back", "call")
    assert (its.row.state, its.row.next_step, its.row.next_day) == ("contacted", "Show the flat", SOON)
    # A second call leaves what is planned as it is.
    again = office.ask(calls.draft, {"lead": id})
    again.topic, again.next_step, again.next_day = "Asks for the way", "", None
    office.do(calls.log, again)
    its = card(office, id)
    assert (its.row.next_step, its.row.next_day) == ("Show the flat", SOON)
    assert [each.more for each in its.history if each.kind == "step"] == ["", "Ring back"]


def test_calls_typed_to_the_same_minute_are_told_apart_and_stay_tied_when_put_right(office: Office) -> None:
    started = NOW - timedelta(hours=2)
    lena, chen = enter(office, "Lena Vogt"), enter(office, "Chen Bo")
    mine = office.do(calls.log, CallForm(topic="First", started=started, lead_id=lena)).result.id
    other = office.do(calls.log, CallForm(topic="Second", started=started, lead_id=chen)).result.id
    office.do(calls.log, CallForm(topic="With nobody", started=started))
    for call, lead in ((mine, lena), (other, chen)):
        assert [each.id for each in office.ask(calls.card, call).followed] == [lead]
    form = office.ask(calls.form, mine)
    form.started = started - timedelta(minutes=30)
    office.do(calls.change, mine, form)
    assert [each.id for each in office.ask(calls.card, mine).followed] == [lena]
    [step] = [each for each in card(office, lena).history if each.kind == "step"]
    assert step.call_id == mine


def test_a_missed_call_contacts_nobody_and_a_closed_prospect_takes_no_call(office: Office) -> None:
    id = enter(office)
    office.do(calls.log, CallForm(topic="Rang", outcome="missed", lead_id=id))
    assert row(office, id).state == "new"
    lose(office, id)
    with pytest.raises(Refusal, match="is closed"):
        office.do(calls.log, CallForm(topic="Rang", lead_id=id))


def test_a_prospect_that_was_put_away_takes_no_call_and_no_step(office: Office) -> None:
    id = enter(office)
    office.do(prospects.archive, id)
    call = office.do(calls.log, CallForm(topic="Rang")).result.id
    told = StepForm("call", "Rang", "new", "Send the plan", SOON)
    for deed in ((prospects.called, id, call), (prospects.step, id, told)):
        with pytest.raises(Refusal, match="archived. Restore it first"):
            office.do(*deed)


def test_a_call_that_was_logged_becomes_a_prospect_later(office: Office, sample: Sample) -> None:
    call = office.do(
        calls.log, CallForm(sample.owner, number="13800138000", topic="A flat", notes="Big")
    ).result.id
    form = office.ask(prospects.draft, {"call_id": call})
    assert (form.person_id, form.phone, form.needs, form.source) == (
        sample.owner,
        "13800138000",
        "Big",
        "phone",
    )
    form.next_step, form.next_day = "Ring", date(2026, 12, 1)
    lead = office.do(prospects.add, form).result
    assert [each.id for each in office.ask(calls.card, call).followed] == [lead]
