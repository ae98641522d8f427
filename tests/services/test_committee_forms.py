"""What is typed at the committee's desk comes back as typed, goes to the bin and out of it, and has its bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Missing, Refusal
from fmcrm_desktop.services import calendar, committee, notices, work_orders
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.committee import (
    AttendanceLine,
    BodyForm,
    DecisionForm,
    DisputeForm,
    DutyForm,
    EndForm,
    MeetingForm,
    MemberLine,
    OpinionForm,
    OutcomeForm,
    PartyLine,
    PassingForm,
    ReplyForm,
    TalkForm,
    VoteLine,
)
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.meeting import DAY, EVENING, attended, body, decided, meeting

TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)


def bare(form: Any) -> Any:
    """A form without versions and ids: what was typed."""

    def said(value: Any) -> Any:
        lines = isinstance(value, tuple)
        return tuple(bare(line) if hasattr(line, "was") else line for line in value) if lines else value

    kept = ("version", "known", "id", "was")
    return {name: said(value) for name, value in vars(form).items() if name not in kept}


def forms(office: Office, sample: Sample) -> dict[str, tuple[Callable[..., Any], ...] | Any]:
    """Of each kind: add, read, change, archive, restore, list, the form, and what it is changed to."""
    of = body(office, (sample.owner,))
    order = office.do(work_orders.enter, OrderForm(summary="Lift", own_words="Lift")).result
    ahead = datetime(2026, 12, 3, 1, tzinfo=UTC)
    notice = office.do(notices.add, notices.NoticeForm("works", title="Painting", starts=ahead)).result
    return {
        "opinion": (
            committee.add_opinion, committee.opinion_form, committee.change_opinion, committee.archive_opinion,
            committee.restore_opinion, committee.opinion_page,
            OpinionForm("Benches", of, sample.owner, EVENING, sample.clerk, TOMORROW, None, order),
            {"own_words": "Two"},
        ),
        "passing": (
            committee.pass_on, committee.passing_form, committee.change_passing, committee.archive_passing,
            committee.restore_passing, committee.passing_page,
            PassingForm(notice, None, of, (sample.owner,), DAY, DAY, "By hand"), {"people": (), "note": "In the box"},
        ),
        "dispute": (
            committee.add_dispute, committee.dispute_form, committee.change_dispute, committee.archive_dispute,
            committee.restore_dispute, committee.dispute_page,
            DisputeForm("Noise", of, DAY, sample.clerk, (PartyLine("person", sample.owner, "A"), PartyLine("office"))),
            {"matter": "Drums", "parties": (PartyLine("committee"),)},
        ),
        "duty": (
            committee.add_duty, committee.duty_form, committee.change_duty, committee.archive_duty,
            committee.restore_duty, committee.duty_page, DutyForm("no", "Fences", "围栏", 3),
            {"done": "yes", "position": 1},
        ),
        "body": (
            committee.add_body, committee.body_form, committee.change_body, committee.archive_body,
            committee.restore_body, committee.body_page,
            BodyForm("Group", "小组", "group", None, sample.building,
                     (MemberLine(sample.owner, "chair", DAY, TOMORROW),),
                     "area", "1/3", False, "2/3", False, "all", "Lift"),
            {"quorum": "", "members": (MemberLine(sample.tenant, "member"),)},
        ),
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["opinion", "passing", "dispute", "duty", "body"])
def test_it_comes_back_as_it_was_typed_and_out_of_the_bin(office: Office, sample: Sample, kind: str) -> None:
    add, read, change, archive, restore, page, form, edit = forms(office, sample)[kind]
    typed = bare(form)
    id = office.do(add, form).result
    told = office.ask(read, id)
    assert bare(told) == typed
    changed = office.do(change, id, replace(told, **edit))
    again = office.ask(read, id)
    assert bare(again) == typed | bare(replace(told, **edit))
    before = list(office.ask(page, Query()).ids)
    assert id in before
    gone = office.do(archive, id)
    assert id not in office.ask(page, Query()).ids and list(office.ask(page, Query(archived=True)).ids) == [
        id
    ]
    office.do(restore, id)
    assert list(office.ask(page, Query()).ids) == before
    with pytest.raises(Refusal):
        office.undo(gone.deed)
    office.undo(changed.deed)
    assert bare(office.ask(read, id)) == typed


def voting(office: Office, sample: Sample) -> int:
    """A meeting to which a chair, a member who was represented and an alternate came, and one did not."""
    lines = (
        MemberLine(sample.owner, "chair"), MemberLine(sample.second_owner, "member"),
        MemberLine(sample.tenant, "alternate"), MemberLine(sample.company, "member"),
    )  # fmt: skip
    id = meeting(office, office.do(committee.add_body, BodyForm("Committee", members=lines)).result)
    form = office.ask(committee.attendance_form, id)
    for line in form.people:
        line.presence = {sample.company: "absent", sample.second_owner: "represented"}.get(
            line.person_id or 0, "present"
        )
        line.by_id = sample.owner if line.presence == "represented" else None
    office.do(committee.attend, id, form)
    return id


def test_a_vote_begins_with_who_came_and_may_vote(office: Office, sample: Sample) -> None:
    id = voting(office, sample)
    lift, gate = office.ask(committee.meeting_card, id).items
    draft = office.ask(committee.draft_decision, id, lift.id)
    assert (draft.text, draft.other_text, draft.item_id) == ("The lift", "电梯", lift.id)
    assert [(line.person_id, line.vote) for line in draft.votes] == [
        (sample.owner, ""),
        (sample.second_owner, ""),
    ]
    assert office.ask(committee.draft_decision, id).text == ""
    form = replace(draft, votes=(VoteLine(sample.second_owner, "yes"),), more_abstained=None)
    decision = office.do(committee.decide, id, form).result
    told = office.ask(committee.decision_form, decision)
    assert [(line.person_id, line.vote) for line in told.votes] == [
        (sample.second_owner, "yes"),
        (sample.owner, ""),
    ]
    for person in (sample.company, sample.tenant):  # absent; without a vote
        with pytest.raises(Invalid) as refused:
            office.do(committee.change_decision, decision, replace(told, votes=(VoteLine(person, "no"),)))
        assert set(refused.value.fields) == {"votes"}
    twice = (VoteLine(sample.owner, "no"), VoteLine(sample.owner, "yes"))
    for wrong, field in (({"votes": twice}, "votes"), ({"more_no": Decimal(-1)}, "more_no"),
                         ({"more_yes": Decimal(2)}, "more_yes")):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            office.do(committee.change_decision, decision, replace(told, **wrong))
        assert set(refused.value.fields) == {field}
    with pytest.raises(Missing):
        office.do(committee.change_decision, decision, replace(told, responsible_id=99))
    lines = (VoteLine(sample.owner, "no"), VoteLine(sample.second_owner, "abstained"))
    office.do(committee.change_decision, decision, replace(told, votes=lines, responsible_id=sample.clerk))
    card = office.ask(committee.decision_card, decision)
    assert [(each.person_id, each.name, each.vote) for each in card.votes] == [
        (sample.owner, "王芳", "no"), (sample.second_owner, "A. Novak", "abstained"),
    ]  # fmt: skip
    assert (card.row.responsible, card.row.item_id, card.row.passed) == ("Li Na", lift.id, False)
    sheet = office.ask(committee.meeting_sheet, " CM-2611-01 ")
    assert sheet.votes == {decision: card.votes} and [each.id for each in sheet.card.items] == [
        lift.id,
        gate.id,
    ]
    assert [(each.post, each.by) for each in sheet.card.people] == [
        ("chair", ""), ("member", "王芳"), ("alternate", ""), ("member", ""),
    ]  # fmt: skip
    with pytest.raises(Invalid):
        office.ask(committee.meeting_sheet, "CM-2611-02")


def test_what_became_of_a_decision_has_its_day_and_reason(office: Office, sample: Sample) -> None:
    id = meeting(office, body(office, (sample.owner,)))
    attended(office, id)
    decision = decided(office, id, {sample.owner: "yes"})
    for wrong, field in ((EndForm("done", TOMORROW), "done_day"), (EndForm("dropped"), "result")):
        with pytest.raises(Invalid) as refused:
            office.do(committee.end, decision, wrong)
        assert set(refused.value.fields) == {field}
    office.do(committee.end, decision, EndForm("done", DAY))
    told = office.ask(committee.end_form, decision)
    assert (told.state, told.done_day) == ("done", DAY)
    office.do(committee.end, decision, EndForm("dropped", None, "Too dear"))
    assert office.ask(committee.end_form, decision).state == "dropped"
    office.do(committee.end, decision, EndForm("open", TODAY))
    told = office.ask(committee.end_form, decision)
    assert (told.state, told.done_day) == ("done", None), "most likely it is done now"


def test_a_meeting_put_away_leaves_the_calendar_and_comes_back_to_it(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner,))
    draft = office.ask(committee.draft_meeting, {})
    assert draft.body_id == of
    id = office.do(committee.add_meeting, replace(draft, starts=EVENING)).result
    event = office.ask(committee.meeting_card, id).event_id or 0
    assert office.ask(calendar.event, event).ends == EVENING + timedelta(hours=2)

    def on_the_calendar() -> bool:
        with office.store.reading(office.who, "test") as work:
            return work.get(Event, event).archived is None

    entry = office.ask(calendar.event, event)
    assert (entry.title, entry.staff) == ("CM-2611-01 Willow committee", ())
    form = office.ask(committee.meeting_form, id)
    office.do(committee.change_meeting, id, replace(form, title="Lift", staff=(sample.clerk,)))
    assert office.ask(calendar.event, event).title == "CM-2611-01 Lift"
    assert office.ask(committee.meeting_form, id).staff == (sample.clerk,)
    office.do(committee.archive_meeting, id)
    assert [row.archived for row in office.ask(committee.meeting_rows, [id])] == [True]
    assert not on_the_calendar()
    office.do(committee.restore_meeting, id)
    assert on_the_calendar()
    office.do(calendar.archive, event)
    office.do(committee.change_meeting, id, replace(office.ask(committee.meeting_form, id), place="Hall"))
    assert not on_the_calendar()
    office.do(committee.archive_meeting, id)
    office.do(calendar.restore, event)
    office.do(committee.restore_meeting, id)
    assert on_the_calendar()
    body(office, (sample.tenant,))
    for draft_of in (committee.draft_meeting, committee.draft_opinion, committee.draft_dispute):
        assert office.ask(draft_of, {}).body_id is None, "of two bodies one is chosen"
        assert office.ask(draft_of, {"body_id": of}).body_id == of


def test_what_cannot_be_is_refused_beside_its_field(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner,))
    notice = office.do(notices.add, notices.NoticeForm("works", title="Painting", starts=NOW)).result
    handed = PassingForm(notice, None, of, (), DAY, DAY)
    line = office.do(committee.pass_on, handed).result  # confirmed on the day it was given
    dispute = office.do(committee.add_dispute, DisputeForm("Noise", of, DAY)).result
    opinion = office.do(committee.add_opinion, OpinionForm("Benches", of)).result
    id = meeting(office, of)
    term = (MemberLine(sample.owner, "chair", DAY, DAY - timedelta(days=1)),)
    attendance = office.ask(committee.attendance_form, id)

    def came(*lines: AttendanceLine) -> tuple[Any, ...]:
        return committee.attend, id, replace(attendance, people=lines)

    for field, deed in (
        ("confirmed_day", (committee.pass_on, replace(handed, confirmed_day=DAY - timedelta(days=1)))),
        ("people", (committee.change_passing, line, replace(handed, people=(sample.owner, sample.tenant)))),
        ("notice_id", (committee.change_passing, line, replace(handed, notice_id=None))),
        ("day", (committee.talk, dispute, TalkForm(TOMORROW, "Both"))),
        ("who", (committee.talk, dispute, TalkForm(TODAY))),
        ("opened", (committee.add_dispute, DisputeForm("Noise", of, TOMORROW))),
        ("parties", (committee.add_dispute, DisputeForm("Noise", of, DAY, None, (PartyLine("person"),)))),
        ("outcome", (committee.close, dispute, OutcomeForm("failed"))),
        ("closed_day", (committee.close, dispute, OutcomeForm("failed", "No", TOMORROW))),
        ("closed_day", (committee.close, dispute, OutcomeForm("failed", "No", DAY - timedelta(days=1)))),
        ("text", (committee.add_duty, DutyForm())),
        ("received", (committee.add_opinion, OpinionForm("Later", of, received=NOW + timedelta(days=1)))),
        ("members", (committee.add_body, BodyForm("Group", members=term))), ("name", (committee.add_body, BodyForm())),
        ("matter", (committee.add_dispute, DisputeForm("", of, DAY))),
        ("answer", (committee.reply, opinion, ReplyForm())),
        ("own_words", (committee.change_opinion, opinion, OpinionForm("", of))),
        ("quorum", (committee.add_body, BodyForm("Group", quorum="half"))),
        ("majority", (committee.add_body, BodyForm("Group", majority="3/2"))),
        ("ends", (committee.add_meeting, MeetingForm(of, "", EVENING, EVENING))),
        ("people", came(AttendanceLine(sample.owner), AttendanceLine(sample.owner))),
        ("people", came(AttendanceLine(sample.owner, "represented"))),
        ("people", came(AttendanceLine(sample.owner, "represented", sample.owner))),
        ("people", came(AttendanceLine(sample.owner, "present", sample.tenant))),
        ("more", (committee.attend, id, replace(attendance, more=Decimal(-1)))),
        ("text", (committee.decide, id, DecisionForm())),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            office.do(*deed)
        assert set(refused.value.fields) == {field}, deed
    for deed in (
        (committee.add_body, BodyForm("Group", members=(MemberLine(99),))),
        (committee.add_body, BodyForm("Group", site_id=99)),
        (committee.pass_on, replace(handed, notice_id=99)), (committee.pass_on, replace(handed, people=(99,))),
        (committee.add_opinion, OpinionForm("Benches", of, 99)), (committee.talk, 99, TalkForm(TODAY, "Both")),
        (committee.add_dispute, DisputeForm("Noise", 99, DAY)),
        (committee.decide, id, DecisionForm("Lift", order_id=99)),
    ):  # fmt: skip
        with pytest.raises(Missing):
            office.do(*deed)


def test_a_dispute_that_ended_may_begin_again(office: Office, sample: Sample) -> None:
    dispute = office.do(committee.add_dispute, DisputeForm("Noise", None, DAY)).result
    talks = [
        office.do(committee.talk, dispute, TalkForm(day, "Both", agreed=f"{day}")).result
        for day in (DAY, TODAY, DAY)
    ]
    assert [talk.id for talk in office.ask(committee.dispute_card, dispute).talks] == [
        talks[1],
        talks[2],
        talks[0],
    ]
    office.do(committee.archive_talk, talks[1])
    row = office.ask(committee.dispute_rows, [dispute])[0]
    assert (row.talks, row.last) == (2, DAY)
    assert office.ask(committee.draft_talk, dispute).day == TODAY
    office.do(committee.close, dispute, OutcomeForm("failed", "Court", DAY))
    told = office.ask(committee.outcome_form, dispute)
    assert (told.state, told.outcome, told.closed_day) == ("failed", "Court", DAY)
    office.do(committee.close, dispute, OutcomeForm("open", closed_day=TODAY))
    row = office.ask(committee.dispute_rows, [dispute])[0]
    assert (row.state, row.closed_day) == ("open", None)
    assert office.ask(committee.outcome_form, dispute).state == "settled", "most likely it is settled now"


def test_a_duty_without_a_place_comes_last(office: Office) -> None:
    last = [
        office.do(committee.add_duty, DutyForm("yes", text, position=at)).result
        for text, at in (("A", 4), ("B", None))
    ]
    assert [row.position for row in office.ask(committee.duty_rows, last)] == [4, 5]
    assert office.ask(committee.duty_form, last[1]).done == "yes"
    assert [row.id for row in office.ask(committee.duty_rows, last[::-1])] == last[::-1]


def test_an_opinion_is_late_from_the_day_after_its_day(office: Office, sample: Sample) -> None:
    of = body(office, (sample.owner,))
    ids = [
        office.do(committee.add_opinion, OpinionForm("x", of, received=EVENING, due_day=day)).result
        for day in (None, TODAY, TODAY - timedelta(days=1))
    ]
    assert [row.late for row in office.ask(committee.opinion_rows, ids)] == [False, False, True]
    office.do(committee.reply, ids[2], ReplyForm("Yes", DAY))
    assert [row.state for row in office.ask(committee.opinion_rows, ids)] == ["open", "open", "answered"]


def test_events_are_offered_latest_first_by_their_title(office: Office) -> None:
    def event(title: str, days: int) -> int:
        starts = NOW + timedelta(days=days)
        return office.do(
            calendar.add, EventForm(title=title, starts=starts, ends=starts + timedelta(hours=1))
        ).result

    old, new, gone, other = (
        event("Lantern walk", 1),
        event("Lantern show", 9),
        event("Lantern", 5),
        event("Fair", 3),
    )
    office.do(calendar.archive, gone)
    assert [each.id for each in office.ask(committee.event_choices, "lantern")] == [new, old]
    assert [each.id for each in office.ask(committee.event_choices)] == [new, other, old]
    told = office.ask(committee.event_choices, "nothing", [gone, old])
    assert [(each.id, each.text) for each in told] == [(gone, "Lantern"), (old, "Lantern walk")]


def test_works_to_come_are_told_to_the_moment(office: Office, sample: Sample) -> None:
    """Two months from now: what has begun and lasts, what begins, not what begins when they are over."""

    def works(starts: datetime, until: datetime | None = None) -> int:
        form = notices.NoticeForm("works", title="Painting", starts=starts, until=until)
        return office.do(notices.add, form).result

    far = NOW + timedelta(days=62)
    wanted = [works(NOW - timedelta(days=9), NOW), works(NOW), works(far - timedelta(minutes=1))]
    gone = works(NOW)
    office.do(notices.archive, gone)
    works(NOW - timedelta(minutes=1))
    works(NOW - timedelta(days=9), NOW - timedelta(minutes=1))
    works(far)
    assert [each.id for each in office.ask(committee.planned)] == wanted


def test_who_left_a_body_or_whose_body_is_no_more_sits_there_no_longer(
    office: Office, sample: Sample
) -> None:
    of = body(office, (sample.owner, sample.second_owner))
    form = office.ask(committee.body_form, of)
    office.do(committee.change_body, of, replace(form, members=form.members[:1]))
    card = office.ask(committee.meeting_card, meeting(office, of))
    assert [(each.person_id, each.weight) for each in card.people] == [
        (sample.owner, 1)
    ] and card.entitled == 1
    line = office.do(
        committee.pass_on, office.ask(committee.draft_passing, {"event_id": card.event_id})
    ).result
    [row] = office.ask(committee.passing_rows, [line])
    assert (row.person_id, row.state) == (sample.owner, "waiting")
    assert office.do(committee.confirm, [line, line]).result == 1
    [row] = office.ask(committee.passing_rows, [line])
    assert (row.state, row.confirmed_day) == ("confirmed", TODAY)
    [role] = office.ask(committee.roles_of, [sample.owner, sample.second_owner])[sample.owner]
    assert role.current
    office.do(committee.archive_body, of)
    [role] = office.ask(committee.roles_of, [sample.owner])[sample.owner]
    assert not role.current
