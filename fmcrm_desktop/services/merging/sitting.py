"""Meetings to which both records were asked: one attendance, one vote, and the same decisions as before."""

from __future__ import annotations

from collections.abc import Collection
from fractions import Fraction

from sqlalchemy import select

from fmcrm_desktop.model.committee import Attendance, CommitteeMeeting, Decision, Vote
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.voting import passes
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.committee import shares, votes
from fmcrm_desktop.store.work import Work

_RANK = ("present", "represented", "absent", "invited")
_OTHERWISE = N_(
    "Both stand in the attendance of {number}, and with one vote its decisions would be others. Put the attendance and "
    "the votes of the meeting right first, then merge the two."
)


def join(work: Work, keep: int, gone: int) -> dict[str, Collection[int]]:
    """Let the one kept stand once in each attendance, with one vote; gives the ids, by table, of the lines that stay
    archived. Raises Refusal where a decision would come out otherwise."""
    _came_themselves(work, keep, gone)
    stay: dict[str, list[int]] = {"attendance": [], "committee_vote": []}
    theirs = {each.meeting_id: each for each in _asked(work, gone)}
    for one in _asked(work, keep):
        other = theirs.pop(one.meeting_id, None)
        if other is None:
            continue
        meeting = work.get(CommitteeMeeting, one.meeting_id)
        _unite(meeting, one, other)
        work.archive(other)
        stay["attendance"].append(other.id)
        stay["committee_vote"] += _one_vote(work, meeting, one, other)
        work.session.flush()
        if not _as_before(work, meeting):
            raise Refusal(_OTHERWISE, number=meeting.number)
    return {**stay}


def _asked(work: Work, person: int) -> Collection[Attendance]:
    chosen = select(Attendance).where(Attendance.person_id == person, Attendance.archived.is_(None))
    return work.records(chosen.order_by(Attendance.id))


def _came_themselves(work: Work, keep: int, gone: int) -> None:
    """Who was represented by their own other record was there."""
    both = (keep, gone)
    chosen = select(Attendance).where(Attendance.person_id.in_(both), Attendance.by_id.in_(both))
    for each in work.records(chosen.where(Attendance.archived.is_(None))):
        each.presence, each.by_id = "present", None


def _unite(meeting: CommitteeMeeting, one: Attendance, other: Attendance) -> None:
    """There if either was. Heads are one; areas and units of both are one person's, and add up."""
    if _RANK.index(other.presence) < _RANK.index(one.presence):
        one.presence, one.by_id = other.presence, other.by_id
    mine, theirs = votes.fraction(one.weight), votes.fraction(other.weight)
    if meeting.counts == "head":
        one.weight = str(max(mine, theirs))
        entitled = votes.fraction(meeting.entitled) - min(mine, theirs)
        meeting.entitled = str(max(entitled, Fraction(0)))
    else:
        one.weight = str(mine + theirs)


def _one_vote(work: Work, meeting: CommitteeMeeting, one: Attendance, other: Attendance) -> list[int]:
    """One vote of theirs on each decision, as heavy as they are. Raises Refusal where the two voted differently."""
    chosen = (
        select(Vote)
        .join(Decision, Decision.id == Vote.decision_id)
        .where(Decision.meeting_id == meeting.id, Vote.person_id.in_((one.person_id, other.person_id)))
        .where(Decision.archived.is_(None), Vote.archived.is_(None))
        .order_by(Vote.person_id != one.person_id, Vote.id)
    )
    cast: dict[int, Vote] = {}
    gone = []
    for vote in work.records(chosen):
        first = cast.setdefault(vote.decision_id, vote)
        first.weight = one.weight
        if first is vote:
            continue
        if first.vote != vote.vote:
            raise Refusal(_OTHERWISE, number=meeting.number)
        work.archive(vote)
        gone.append(vote.id)
    return gone


def _as_before(work: Work, meeting: CommitteeMeeting) -> bool:
    there, entitled = votes.present(work, meeting), votes.fraction(meeting.entitled)
    for decision in votes.decisions(work, meeting.id):
        sums = votes.total(votes.of_decision(work, decision.id))
        passed = passes(shares.rule_of(meeting), sums, there, entitled)
        if sums.all > there or passed != decision.passed:
            return False
    return there <= entitled
