"""What no path may leave out: nothing is closed without an answer, nothing followed up without what was learned."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_, select

from fmcrm_desktop.model.complaint import Complaint, ComplaintPerson
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import held
from fmcrm_desktop.store.work import Work

CLOSED = ("resolved", "followed_up")
AT_ONCE = 500
NO_ANSWER = N_("A mere sign is no answer. Write down what this person was told.")


def waited_for() -> ColumnElement[bool]:
    """Somebody is known who waits for an answer: who complained, if only by a name that a file told, or another with
    the same complaint."""
    by_name = and_(Complaint.anonymous.is_(False), Complaint.external.contains('"person_name"'))
    others = exists().where(ComplaintPerson.complaint_id == Complaint.id)
    return or_(Complaint.person_id.is_not(None), by_name, others)


def owed(work: Work, record: Complaint) -> bool:
    """Whether somebody still waits for an answer. Asked before a change that may name nobody any more."""
    return record.answered is None and somebody(work, record)


def somebody(work: Work, record: Complaint) -> bool:
    """Whether anybody is known to answer."""
    if record.person_id is not None:
        return True
    return work.value(select(Complaint.id).where(Complaint.id == record.id, waited_for())) is not None


def check(work: Work, record: Complaint, was_owed: bool = False) -> None:
    """After a change of who complained: raises Invalid(person_id) where somebody would have got no answer, and
    Invalid(anonymous or people) where an answer was owed and nobody would be left to whom."""
    if record.answered is not None:
        return
    if somebody(work, record):
        if record.state in CLOSED:
            raise Invalid(
                person_id=N_("It is closed, and this person has got no answer yet. Reopen it first.")
            )
    elif was_owed:
        gone = N_(
            "Whoever was named here has got no answer yet: answer first. If the name was wrong, choose the right one; "
            "if nobody gave one, archive this complaint and enter it anew."
        )
        raise Invalid(anonymous=gone)


def still_answered(work: Work, lines: Sequence[tuple[str, int, str]]) -> None:
    """After an undo of these lines (table, id, changes): no complaint may be left closed without its answer or its
    lesson, nor one that was put away, for it may be brought back. Raises Refusal."""
    ids = {id for table, id, _ in lines if table == "complaint"}
    for table, _, changes in lines:
        if table == "complaint_person":
            ids.update(id for id in json.loads(changes).get("complaint_id", ()) if id is not None)
    if not ids:
        return
    work.session.flush()
    unanswered = and_(Complaint.state.in_(CLOSED), Complaint.answered.is_(None), waited_for())
    unlearned = and_(Complaint.state == "followed_up", Complaint.lesson == "")
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        held.complaints(work, some)
        wrong = select(Complaint.number).where(Complaint.id.in_(some), or_(unanswered, unlearned))
        if (number := work.value(wrong.limit(1))) is not None:
            raise Refusal(
                N_("{number} has been closed since with this. Reopen it first, then it can be undone."),
                number=number,
            )
