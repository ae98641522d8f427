"""Weighing votes: weights on the meeting's day, the quorum, and which decisions passed. Fractions all the way."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from sqlalchemy import select

from fmcrm_desktop.model.committee import THERE, Attendance, CommitteeBody, CommitteeMeeting, Decision, Vote
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.voting import Tally, passes, tally
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.committee import shares
from fmcrm_desktop.store.work import Work


def fraction(kept: str) -> Fraction:
    """A weight as it is kept."""
    return Fraction(kept or "0")


def weigh(work: Work, meeting: CommitteeMeeting) -> None:
    """Give everybody asked the weight of their vote on the meeting's day, and the meeting what all weigh together."""
    body = work.get(CommitteeBody, meeting.body_id)
    roll = shares.roll(work, body, meeting.counts, meeting.starts.astimezone(work.zone).date())
    meeting.entitled, meeting.no_area = str(roll.entitled), roll.no_area
    for each in attendance(work, meeting.id):
        each.weight = str(roll.weights.get(each.person_id, Fraction(0)))


def count_anew(work: Work, meeting: CommitteeMeeting) -> None:
    """Weigh everything again: who came, their votes, and what passed. Raises Invalid where more came than there are,
    or somebody voted who now was not there."""
    weigh(work, meeting)
    there = present(work, meeting)
    if there > fraction(meeting.entitled):
        raise Invalid(more=N_("More came than may vote."))
    weights = {each.person_id: each.weight for each in attendance(work, meeting.id) if each.presence in THERE}
    day = meeting.starts.astimezone(work.zone).date()
    for decision in decisions(work, meeting.id):
        decision.decided_day = day
        votes = of_decision(work, decision.id)
        for vote in votes:
            if vote.person_id is not None:
                if vote.person_id not in weights:
                    raise Invalid(people=N_("Somebody who voted must have come, or been represented."))
                vote.weight = weights[vote.person_id]
        judge(meeting, decision, total(votes), there)


def judge(meeting: CommitteeMeeting, decision: Decision, votes: Tally, there: Fraction) -> None:
    """Whether a decision passed; one that did not is not carried out, and one that now did waits to be."""
    if votes.all > there:
        raise Invalid(more_yes=N_("There are more votes than came to the meeting."))
    decision.passed = passes(shares.rule_of(meeting), votes, there, fraction(meeting.entitled))
    if not decision.passed:
        decision.state, decision.done_day = "rejected", None
    elif decision.state == "rejected":
        decision.state = "open"


def present(work: Work, meeting: CommitteeMeeting) -> Fraction:
    """What those weigh who came or were represented, those counted together too."""
    named = (fraction(each.weight) for each in attendance(work, meeting.id) if each.presence in THERE)
    return sum(named, fraction(meeting.more_present))


def total(votes: Iterable[Vote]) -> Tally:
    """Votes added up."""
    return tally((vote.vote, fraction(vote.weight)) for vote in votes)


def attendance(work: Work, meeting: int) -> list[Attendance]:
    """The attendance of a meeting, in the order of the list."""
    chosen = select(Attendance).where(Attendance.meeting_id == meeting, Attendance.archived.is_(None))
    return list(work.records(chosen.order_by(Attendance.id)))


def decisions(work: Work, meeting: int) -> list[Decision]:
    """What a meeting voted on."""
    chosen = select(Decision).where(Decision.meeting_id == meeting, Decision.archived.is_(None))
    return list(work.records(chosen.order_by(Decision.id)))


def of_decision(work: Work, decision: int) -> list[Vote]:
    """The votes on a decision."""
    chosen = select(Vote).where(Vote.decision_id == decision, Vote.archived.is_(None))
    return list(work.records(chosen.order_by(Vote.id)))
