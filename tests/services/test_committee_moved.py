"""Meetings that are moved or put away, opinions and disputes put right: nothing is left that contradicts the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.services import calendar, committee
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.committee import (
    AttendanceLine,
    BodyForm,
    DecisionForm,
    MemberLine,
    OpinionForm,
    OutcomeForm,
    PassingForm,
    ReplyForm,
    VoteLine,
)
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.meeting import DAY, EVENING, attended, body, decided, meeting


def asked(office: Office, id: int) -> dict[int, tuple[str, int]]:
    """Who stands in the attendance, with their vote's weight; all that may vote weigh so much together."""
    card = office.ask(committee.meeting_card, id)
    found = {each.person_id: (each.presence, int(each.weight)) for each in card.people}
    assert card.entitled == sum(weight for _came, weight in found.values())
    return found


def test_a_meeting_of_another_day_or_body_asks_those_in_office_there(office: Office, sample: Sample) -> None:
    later = DAY + timedelta(days=2)
    lines = (
        MemberLine(sample.owner, "chair"),
        MemberLine(sample.second_owner, "member", until_day=DAY),
        MemberLine(sample.tenant, "secretary", from_day=later),
    )
    of = office.do(committee.add_body, BodyForm("Committee", members=lines)).result
    id = meeting(office, of)
    assert asked(office, id) == {sample.owner: ("invited", 1), sample.second_owner: ("invited", 1)}
    form = office.ask(committee.attendance_form, id)
    guest = AttendanceLine(sample.company, "invited")
    people = (*(replace(line, presence="invited") for line in form.people), guest)
    office.do(committee.attend, id, replace(form, people=people))
    form = office.ask(committee.meeting_form, id)
    form.starts = EVENING + timedelta(days=2)
    office.do(committee.change_meeting, id, form)
    now = {sample.company: ("invited", 0), sample.owner: ("invited", 1), sample.tenant: ("invited", 0)}
    assert asked(office, id) == now, "whoever was asked besides the members stays"
    other = body(office, (sample.owner, sample.second_owner))
    office.do(committee.change_meeting, id, replace(office.ask(committee.meeting_form, id), body_id=other))
    now = {sample.company: ("invited", 0), sample.owner: ("invited", 1), sample.second_owner: ("invited", 1)}
    assert asked(office, id) == now
    event = office.ask(committee.meeting_card, id).event_id
    guests = {guest.person_id for guest in office.ask(calendar.event, event or 0).guests}
    assert guests == {sample.owner, sample.second_owner}


def test_who_came_stays_where_the_day_of_a_meeting_is_put_right(office: Office, sample: Sample) -> None:
    lines = (MemberLine(sample.owner, "chair"), MemberLine(sample.tenant, "member", until_day=DAY))
    id = meeting(office, office.do(committee.add_body, BodyForm("Committee", members=lines)).result)
    attended(office, id, {sample.tenant: "absent"})
    form = office.ask(committee.meeting_form, id)
    form.starts = EVENING + timedelta(days=2)
    office.do(committee.change_meeting, id, form)
    assert asked(office, id) == {sample.owner: ("present", 1), sample.tenant: ("absent", 0)}


def test_a_meeting_that_has_decided_is_there_with_its_decisions(office: Office, sample: Sample) -> None:
    id = meeting(office, body(office, (sample.owner,)))
    attended(office, id)
    decision = decided(office, id, {sample.owner: "yes"})
    with pytest.raises(Refusal, match="has decided already"):
        office.do(committee.archive_meeting, id)
    away = office.do(committee.archive_decision, decision)
    gone = office.do(committee.archive_meeting, id)
    for deed in (
        lambda: office.do(committee.restore_decision, decision),
        lambda: decided(office, id, {sample.owner: "yes"}),
    ):
        with pytest.raises(Refusal, match="is archived"):
            deed()
    with pytest.raises(Refusal):
        office.undo(away.deed)
    office.undo(gone.deed)
    office.undo(away.deed)
    assert [row.archived for row in office.ask(committee.decision_rows, [decision])] == [False]


def test_no_undo_takes_a_meeting_from_below_its_decision(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner,))
    called = office.do(committee.add_meeting, committee.MeetingForm(of, "Called", EVENING))
    made = office.do(committee.decide, called.result, DecisionForm("Nobody came"))
    with pytest.raises(Refusal):
        office.undo(called.deed)
    office.undo(made.deed)
    office.undo(called.deed)


def test_no_undo_moves_a_meeting_away_from_the_day_it_decided_on(office: Office, sample: Sample) -> None:
    id = meeting(office, body(office, (sample.owner,)))
    attended(office, id)
    form = office.ask(committee.meeting_form, id)
    form.starts = EVENING + timedelta(days=2)
    moved = office.do(committee.change_meeting, id, form)
    made = office.do(committee.decide, id, DecisionForm("Yes", votes=(VoteLine(sample.owner, "yes"),)))
    with pytest.raises(Refusal):
        office.undo(moved.deed)
    office.undo(made.deed)
    office.undo(moved.deed)
    assert office.ask(committee.meeting_rows, [id])[0].starts == EVENING


def test_an_event_that_was_passed_on_by_mistake_is_none_the_committee_waits_for(
    office: Office, sample: Sample
) -> None:
    """A meeting of the office's own stands among the planned works only while it was passed on."""
    soon = NOW + timedelta(days=3)
    event = office.do(
        calendar.add, EventForm(title="Staff", starts=soon, ends=soon + timedelta(hours=1))
    ).result
    of = body(office, (sample.owner,))
    assert office.ask(committee.planned) == ()
    line = office.do(committee.pass_on, PassingForm(None, event, of, (), DAY)).result
    assert [(each.what, each.id, each.shared_day) for each in office.ask(committee.planned)] == [
        ("event", event, DAY)
    ]
    office.do(committee.archive_passing, line)
    assert office.ask(committee.planned) == ()


def test_no_opinion_is_answered_before_it_came(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner,))
    id = office.do(committee.add_opinion, OpinionForm("Benches", of, received=EVENING)).result
    office.do(committee.reply, id, ReplyForm("In spring", DAY))
    form = office.ask(committee.opinion_form, id)
    with pytest.raises(Invalid) as refused:
        office.do(committee.change_opinion, id, replace(form, received=EVENING + timedelta(days=1)))
    assert set(refused.value.fields) == {"received"}
    office.do(
        committee.change_opinion, id, replace(form, received=EVENING + timedelta(hours=4))
    )  # still that day
    (row,) = office.ask(committee.opinion_rows, [id])
    assert (row.received, row.answer, row.answered_day) == (EVENING + timedelta(hours=4), "In spring", DAY)


def test_no_dispute_ends_before_it_begins(office: Office, sample: Sample) -> None:
    form = replace(office.ask(committee.draft_dispute, {"person": sample.owner}), matter="Noise", opened=DAY)
    id = office.do(committee.add_dispute, form).result
    version = office.ask(committee.outcome_form, id).version
    office.do(committee.close, id, OutcomeForm("settled", "Quiet hours", DAY, version))
    form = office.ask(committee.dispute_form, id)
    with pytest.raises(Invalid) as refused:
        office.do(committee.change_dispute, id, replace(form, opened=date(2026, 11, 19)))
    assert set(refused.value.fields) == {"opened"}
    office.do(committee.change_dispute, id, replace(form, matter="Drums", opened=date(2026, 11, 1)))
    (row,) = office.ask(committee.dispute_rows, [id])
    assert (row.matter, row.opened, row.closed_day) == ("Drums", date(2026, 11, 1), DAY)
