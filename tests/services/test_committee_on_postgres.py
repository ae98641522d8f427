"""The committee on PostgreSQL: the same votes, lists, search, Today, page of the month and undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import committee, exports, notices, owners, search, today
from fmcrm_desktop.services.committee import OpinionForm, ReplyForm, TalkForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample
from tests.services.meeting import DAY, attended, body, decided, meeting


def test_everything_is_kept_counted_found_and_taken_back(served: tuple[Office, Sample]) -> None:
    office, sample = served
    of = body(office, (sample.owner, sample.second_owner), counts="area", quorum="2/3")
    id = meeting(office, of)
    attended(office, id)
    card = office.ask(committee.meeting_card, id)
    assert (card.entitled, card.present, card.quorate) == (Fraction(22_500), Fraction(22_500), True)
    done = office.do(
        committee.decide, id, replace(office.ask(committee.draft_decision, id), text="Repair", due_day=DAY)
    )
    decision = done.result
    form = office.ask(committee.decision_form, decision)
    form.votes[0].vote = "yes"
    changed = office.do(committee.change_decision, decision, form)
    assert office.ask(committee.decision_rows, [decision])[0].passed
    office.undo(changed.deed)
    assert office.ask(committee.decision_rows, [decision])[0].tally.all == 0
    lost = decided(office, id, {sample.owner: "no"}, due_day=date(2026, 12, 1))
    won = decided(office, id, {sample.owner: "yes"}, due_day=DAY, responsible_id=sample.clerk)

    opinion = office.do(committee.add_opinion, OpinionForm("Too dark", of, sample.owner, due_day=DAY)).result
    dispute = office.do(
        committee.add_dispute,
        replace(office.ask(committee.draft_dispute, {"person": sample.owner}), matter="Noise"),
    ).result
    office.do(committee.talk, dispute, TalkForm(DAY, "Both", "", "Quiet"))
    starts = datetime(2026, 12, 3, 1, tzinfo=UTC)
    notice = office.do(notices.add, notices.NoticeForm("works", title="Painting", starts=starts)).result
    passing = office.do(committee.pass_on, office.ask(committee.draft_passing, {"notice_id": notice})).result
    office.do(committee.put_ready)

    for page, query, found in (
        (committee.meeting_page, Query("lift", where={"state": ("held",), "body": (of,)}), [id]),
        (committee.decision_page, Query(where={"state": ("late",)}), [won]),
        (
            committee.decision_page,
            Query(sort="due_day", where={"state": ("rejected", "open")}),
            [decision, won, lost],
        ),
        (committee.opinion_page, Query("dark", where={"state": ("late",)}), [opinion]),
        (committee.dispute_page, Query("noise", where={"state": ("open",)}), [dispute]),
        (committee.passing_page, Query(where={"state": ("waiting",)}), [passing + 1, passing]),
        (committee.body_page, Query("willow"), [of]),
    ):
        found_ids = office.ask(page, query).ids.tolist()
        assert (set(found_ids) if query.sort else found_ids) == (set(found) if query.sort else found)
    assert office.ask(committee.planned)[0].shared_day == date(2026, 11, 20)
    kinds = {line.kind for line in office.ask(today.sheet).late}
    assert {"opinion", "decision"} <= kinds
    assert {each.kind for each in office.ask(search.find, "dark")} == {"opinion"}
    told = office.ask(committee.month_sheet, Month(2026, 11)).told
    assert [each.id for each in told.owed_opinions] == [opinion]
    assert [each.id for each in told.owed_decisions] == [won]
    office.do(committee.reply, opinion, ReplyForm("A lamp"))
    assert office.ask(owners.card, sample.owner).roles[0].post == "chair"
    for kind, many in (("decisions", 3), ("opinions", 1)):
        assert office.ask(exports.through, kind, Query(), lambda out: len(list(out.rows))) == many
    assembly = body(office, (), kind="assembly", counts="unit", base="all")
    met = meeting(office, assembly)
    attended(office, met, more=Decimal("1.5"))
    assert office.ask(committee.meeting_card, met).entitled == 2
    assert len(office.ask(committee.duty_page, Query())) == 12
