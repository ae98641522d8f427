"""What the committee brings, is told and decides is followed to its end; its disputes, our duties, and its month."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from fmcrm_desktop.model.committee import CommitteeMeeting, Decision, Opinion
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing, Refusal
from fmcrm_desktop.services import (
    actions,
    committee,
    complaints,
    notices,
    search,
    suggestions,
    today,
    work_orders,
)
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.committee import (
    EndForm,
    OpinionForm,
    OutcomeForm,
    PartyLine,
    PassingForm,
    ReplyForm,
    TalkForm,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.meeting import DAY, EVENING, attended, body, decided, meeting


def test_a_decision_is_tracked_to_its_end(office: Office, sample: Sample) -> None:
    id = meeting(office, body(office, (sample.owner,)))
    attended(office, id)
    due = DAY + timedelta(days=1)
    decision = decided(office, id, {sample.owner: "yes"}, responsible_id=sample.clerk, due_day=due)
    late = office.ask(committee.decision_page, Query(where={"state": ("late",)}))
    assert late.ids.tolist() == [decision] and late.first[0].late
    lines = {(line.kind, line.link.tab, line.link.section) for line in office.ask(today.sheet).late}
    assert ("decision", "committee", "decisions") in lines
    action = office.do(actions.add, ActionForm("Ask three firms", decision_id=decision)).result
    row = office.ask(actions.rows, [action])[0]
    assert (row.source, row.source_id) == ("decision", decision) and row.about.startswith("CD-2611-01")
    order = office.do(
        work_orders.enter, OrderForm(summary="Lift", decision_id=decision, own_words="Lift")
    ).result
    card = office.ask(committee.decision_card, decision)
    assert card.row.order_id == order and [each.id for each in card.actions] == [action]
    with pytest.raises(Invalid):
        office.do(
            committee.end,
            decision,
            EndForm("dropped", version=office.ask(committee.end_form, decision).version),
        )
    office.do(committee.end, decision, replace(office.ask(committee.end_form, decision), result="New motor"))
    row = office.ask(committee.decision_rows, [decision])[0]
    assert (row.state, row.done_day, row.result, row.late) == ("done", date(2026, 11, 20), "New motor", False)
    assert not [line for line in office.ask(today.sheet).late if line.kind == "decision"]
    assert [(each.kind, each.ref) for each in office.ask(search.find, "motor")] == [("decision", decision)]


# opinions


def test_an_opinion_is_answered_and_may_become_something_else(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner,))
    draft = office.ask(committee.draft_opinion, {})
    assert (draft.body_id, draft.due_day) == (of, date(2026, 11, 27))
    id = office.do(committee.add_opinion, replace(draft, own_words="Too dark", person_id=sample.owner)).result
    late = office.do(
        committee.add_opinion, OpinionForm("Benches", of, received=EVENING, due_day=DAY + timedelta(days=1))
    ).result
    assert office.ask(committee.opinion_page, Query(where={"state": ("late",)})).ids.tolist() == [late]
    assert [line.link.id for line in office.ask(today.sheet).late if line.kind == "opinion"] == [late]
    start = {"own_words": "Too dark", "person": sample.owner, "channel": "committee", "opinion_id": id}
    complaint = office.do(complaints.register, office.ask(complaints.draft, start)).result
    slip = office.ask(
        suggestions.draft,
        {"own_words": "Benches", "channel": "committee", "opinion_id": late, "person": None},
    )
    suggestion = office.do(suggestions.add, slip).result
    rows = office.ask(committee.opinion_rows, [id, late])
    assert (rows[0].complaint_id, rows[1].suggestion_id) == (complaint, suggestion)
    assert office.ask(complaints.form_of, complaint).person_id == sample.owner
    with pytest.raises(Invalid):
        office.do(
            committee.reply, late, ReplyForm("", version=office.ask(committee.reply_form, late).version)
        )
    with pytest.raises(Invalid):
        office.do(committee.reply, late, ReplyForm("Yes", DAY - timedelta(1)))
    office.do(committee.reply, late, ReplyForm("Two benches in spring"))
    row = office.ask(committee.opinion_rows, [late])[0]
    assert (row.state, row.answered_day, row.late) == ("answered", date(2026, 11, 20), False)
    assert [(each.kind, each.ref) for each in office.ask(search.find, "spring")] == [("opinion", late)]


# passed on


def test_notices_are_passed_on_and_ticked_off(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner, sample.second_owner))
    ahead = datetime(2026, 12, 3, 1, tzinfo=UTC)
    notice = office.do(notices.add, notices.NoticeForm("works", title="Painting", starts=ahead)).result
    water = office.do(notices.add, notices.NoticeForm("water", title="Pipe work", starts=ahead)).result
    burst = NOW - timedelta(hours=1)
    office.do(notices.add, notices.NoticeForm("water", title="Burst pipe", starts=burst, until=ahead))
    planned = office.ask(committee.planned)
    assert [(each.id, each.shared_day) for each in planned] == [(notice, None), (water, None)]
    form = office.ask(committee.draft_passing, {"notice_id": notice})
    assert (form.body_id, form.people) == (of, (sample.owner, sample.second_owner))
    office.do(committee.pass_on, form)
    office.do(committee.pass_on, office.ask(committee.draft_passing, {"notice_id": notice, "whole": True}))
    rows = office.ask(committee.passing_page, Query()).first
    assert [row.person_id for row in rows] == [None, sample.second_owner, sample.owner]
    assert office.do(committee.confirm, [row.id for row in rows[:2]]).result == 2
    waiting = office.ask(committee.passing_page, Query(where={"state": ("waiting",)})).first
    assert [row.person_id for row in waiting] == [sample.owner]
    assert office.ask(committee.passing_page, Query("novak paint")).ids.tolist() == [rows[1].id]
    assert office.ask(committee.planned)[0].shared_day == date(2026, 11, 20)
    with pytest.raises(Invalid):
        office.do(committee.pass_on, PassingForm(None, None, of, (), DAY))


# disputes, duties


def test_a_dispute_with_talks_and_outcome(office: Office, sample: Sample) -> None:
    form = office.ask(committee.draft_dispute, {"person": sample.owner})
    form.matter = "Noise above"
    form.parties += (PartyLine("person", sample.second_owner, "Wants to practise"),)
    id = office.do(committee.add_dispute, form).result
    office.do(committee.talk, id, TalkForm(DAY, "Both sides", "Loud until ten", "Quiet after eight"))
    office.do(committee.talk, id, TalkForm(DAY + timedelta(1), "Both sides", "", "Kept so far"))
    card = office.ask(committee.dispute_card, id)
    assert [each.agreed for each in card.talks] == ["Kept so far", "Quiet after eight"]
    assert [(each.kind, each.person_id) for each in card.parties] == [
        ("person", sample.owner), ("office", None), ("person", sample.second_owner),
    ]  # fmt: skip
    with pytest.raises(Invalid):
        office.do(
            committee.close,
            id,
            OutcomeForm("settled", version=office.ask(committee.outcome_form, id).version),
        )
    office.do(
        committee.close, id, replace(office.ask(committee.outcome_form, id), outcome="Quiet hours agreed")
    )
    row = office.ask(committee.dispute_page, Query("quiet", where={"state": ("settled",)})).first[0]
    assert (row.number, row.talks, row.last, row.closed_day) == (
        "CX-2611-01",
        2,
        date(2026, 11, 19),
        date(2026, 11, 20),
    )
    with pytest.raises(Missing):
        office.ask(committee.dispute_card, 999)


def test_our_duties_have_a_ready_text_once(office: Office) -> None:
    many = office.do(committee.put_ready).result
    rows = office.ask(committee.duty_page, Query()).first
    assert (
        len(rows) == many
        and {row.side for row in rows} == {"yes", "no"}
        and all(row.other_text for row in rows)
    )
    assert [row.side for row in rows] == sorted((row.side for row in rows), reverse=True)
    with pytest.raises(Refusal):
        office.do(committee.put_ready)
    form = office.ask(committee.duty_form, rows[0].id)
    office.do(committee.change_duty, rows[0].id, replace(form, text="Roofs", done="no"))
    assert office.ask(committee.duty_rows, [rows[0].id])[0].side == "no"


# who they are, the month, and what leaves the office


def test_roles_are_told_of_the_persons_asked_for(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner, sample.second_owner))
    found = office.ask(committee.roles_of, [sample.owner, sample.tenant])
    assert [(role.body_id, role.post, role.current) for role in found[sample.owner]] == [(of, "chair", True)]
    assert set(found) == {sample.owner}
    form = office.ask(committee.body_form, of)
    form.members[0].until_day = date(2026, 11, 19)
    office.do(committee.change_body, of, form)
    assert [role.current for role in office.ask(committee.roles_of, [sample.owner])[sample.owner]] == [False]


def test_the_page_of_a_month_tells_what_was_and_what_is_owed(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner,))
    id = meeting(office, of)
    attended(office, id)
    decision = decided(office, id, {sample.owner: "yes"})
    lost = decided(office, id, {sample.owner: "no"})
    brought = datetime(2026, 10, 30, 2, tzinfo=UTC)
    old = office.do(committee.add_opinion, OpinionForm("Old", of, received=brought)).result
    new = office.do(committee.add_opinion, OpinionForm("New", of)).result
    office.do(committee.reply, old, ReplyForm("Answered"))
    told = office.ask(committee.month_sheet, Month(2026, 11)).told
    assert [each.id for each in told.meetings] == [id]
    assert [each.id for each in told.decisions] == [decision, lost]
    assert [each.id for each in told.opinions] == [old, new]
    assert [each.id for each in told.owed_opinions] == [new]
    assert [each.id for each in told.owed_decisions] == [decision]
    before = office.ask(committee.month_sheet, Month(2026, 10)).told
    assert [each.id for each in before.owed_opinions] == [old], "it was answered in November"
    assert before.meetings == () and before.owed_decisions == ()


def test_the_month_of_the_committee_is_cut_at_its_days(office: Office, sample: Sample) -> None:
    """On the office's clock, eight hours ahead; what is to come of the month that runs is not told yet. By hand."""
    first = datetime(2026, 10, 31, 16, tzinfo=UTC)
    days = {"before": date(2026, 10, 31), "first": date(2026, 11, 1), "today": DAY + timedelta(2)}
    days["tomorrow"] = days["today"] + timedelta(1)
    moments = {
        "before": first - timedelta(minutes=1),
        "first": first,
        "now": NOW,
        "soon": NOW + timedelta(minutes=1),
    }
    of = body(office, (sample.owner,))
    with office.store.writing(office.who, "test") as work:
        for name, moment in {**moments, "away": NOW}.items():
            gone = NOW if name == "away" else None
            work.add(CommitteeMeeting(number=name, body_id=of, starts=moment, archived=gone))
            work.add(Opinion(number=name, body_id=of, received=moment, own_words="x", archived=gone))
        for name, day in {**days, "away": days["first"]}.items():
            kept = {"number": name, "meeting_id": 1, "decided_day": day, "text": "x", "passed": True}
            work.add(Decision(**kept, archived=NOW if name == "away" else None))
            other = {
                "number": f"{name} answered",
                "body_id": of,
                "received": moments["before"],
                "own_words": "x",
            }
            work.add(Opinion(**other, answered_day=day, archived=NOW if name == "away" else None))
            done = {**kept, "number": f"{name} done", "decided_day": days["before"], "state": "done"}
            work.add(Decision(**done, done_day=day, archived=NOW if name == "away" else None))
        work.add(Decision(**{**kept, "number": "lost", "passed": False, "state": "rejected"}))
        due = {"meeting_id": 1, "decided_day": days["before"], "text": "x", "passed": True}
        work.add(Decision(number="due", **due, due_day=date(2027, 1, 1)))
        work.add(Opinion(number="due", body_id=of, received=first, own_words="x", due_day=date(2027, 1, 1)))

    def told(month: int) -> list[list[str]]:
        page = office.ask(committee.month_sheet, Month(2026, month)).told
        parts = (page.meetings, page.decisions, page.opinions, page.owed_opinions, page.owed_decisions)
        return [[each.number for each in part] for part in parts]

    done = [f"{name} done" for name in ("before", "first", "today", "tomorrow")]
    assert told(11) == [
        ["first", "now"],
        ["first", "lost", "today"],
        ["first answered", "today answered", "first", "due", "now", "soon"],
        ["due", "before", "first", "now", "soon", "tomorrow answered"],
        ["due", "before", "first", "today", "tomorrow done"],
    ]
    assert told(10) == [
        ["before"],
        ["before", *done, "due"],
        ["before", *(f"{name} answered" for name in days)],
        ["before", *(f"{name} answered" for name in list(days)[1:])],
        ["due", "before", *done[1:]],
    ]
