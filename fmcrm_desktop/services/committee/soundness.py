"""What must hold of every meeting, checked after each undo: who voted came, what passed follows from the votes, and
what has decided is there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from fmcrm_desktop.model.committee import THERE, Attendance, CommitteeMeeting, Decision, Vote
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.voting import passes
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.committee import shares, votes
from fmcrm_desktop.store.work import Work

CHANGED = N_("This has been changed again since and cannot be undone.")


def still_counted(work: Work, lines: Sequence[tuple[str, int, str]]) -> None:
    """After an undo of these lines (table, id, changes): no decision may be left that the attendance or the votes
    contradict. Raises Refusal."""
    touched: dict[str, list[int]] = {}
    for table, id, _changes in lines:
        touched.setdefault(table, []).append(id)
    if not touched.keys() & {"committee_meeting", "attendance", "decision", "committee_vote"}:
        return
    work.session.flush()
    of_votes = select(Vote.decision_id).where(Vote.id.in_(touched.get("committee_vote", ())))
    decided = {*touched.get("decision", ()), *work.column(of_votes)}
    meetings = {
        *touched.get("committee_meeting", ()),
        *work.column(select(Attendance.meeting_id).where(Attendance.id.in_(touched.get("attendance", ())))),
        *work.column(select(Decision.meeting_id).where(Decision.id.in_(decided))),
    }
    if not all(_holds(work, id) for id in meetings):
        raise Refusal(CHANGED)


def _holds(work: Work, id: int) -> bool:
    meeting = work.get(CommitteeMeeting, id)
    if meeting.archived is not None:
        return not votes.decisions(work, id)
    weights = {each.person_id: each.weight for each in votes.attendance(work, id) if each.presence in THERE}
    day = meeting.starts.astimezone(work.zone).date()
    there, entitled = votes.present(work, meeting), votes.fraction(meeting.entitled)
    for decision in votes.decisions(work, id):
        cast = votes.of_decision(work, decision.id)
        named = [vote for vote in cast if vote.person_id is not None]
        if any(weights.get(vote.person_id) != vote.weight for vote in named if vote.person_id is not None):
            return False
        sums = votes.total(cast)
        passed = passes(shares.rule_of(meeting), sums, there, entitled)
        if (
            decision.decided_day != day
            or sums.all > there
            or decision.passed != passed
            or (decision.state == "rejected") == passed
        ):
            return False
    return there <= entitled
