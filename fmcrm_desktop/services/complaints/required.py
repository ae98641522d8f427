"""What no path may leave out: nothing is closed without an answer, nothing followed up without what was learned."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, or_, select

from fmcrm_desktop.model.complaint import Complaint, ComplaintPerson
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work

CLOSED = ("resolved", "followed_up")
AT_ONCE = 500


def waited_for() -> ColumnElement[bool]:
    """Somebody is known who waits for an answer: who complained, or another with the same complaint."""
    return or_(Complaint.person_id.is_not(None), exists().where(ComplaintPerson.complaint_id == Complaint.id))


def somebody(work: Work, record: Complaint) -> bool:
    """Whether anybody is known to answer."""
    if record.person_id is not None:
        return True
    return work.value(select(Complaint.id).where(Complaint.id == record.id, waited_for())) is not None


def check(work: Work, record: Complaint) -> None:
    """After a change of who complained: raises Invalid(person_id) where somebody would have got no answer."""
    if record.state in CLOSED and record.answered is None and somebody(work, record):
        raise Invalid(person_id=N_("It is closed, and this person has got no answer yet. Reopen it first."))


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
    for start in range(0, len(ids), AT_ONCE):
        wrong = select(Complaint.number).where(
            Complaint.id.in_(sorted(ids)[start : start + AT_ONCE]),
            or_(unanswered, unlearned),
        )
        if (number := work.value(wrong.limit(1))) is not None:
            raise Refusal(
                N_("{number} has been closed since with this. Reopen it first, then it can be undone."),
                number=number,
            )
