"""Moves of a matter: where a complaint, a work order or a prospect changes its state, with who, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model import complaint, prospect, work_order
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import tidy
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_, Term, Terms
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import telling_progress
from fmcrm_desktop.store.work import Work

Matter = Complaint | WorkOrder | Lead

_STATES: Mapping[str, Mapping[str, str]] = {
    "complaint": complaint.STATES, "work_order": work_order.STATES, "lead": prospect.STAGES,
}  # fmt: skip
_MOVES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "complaint": complaint.MOVES, "work_order": work_order.MOVES, "lead": prospect.MOVES,
}  # fmt: skip
_OPEN: Mapping[str, tuple[str, ...]] = {
    "complaint": complaint.OPEN, "work_order": work_order.OPEN, "lead": prospect.OPEN,
}  # fmt: skip


@dataclass(frozen=True)
class MoveRow:
    """One change of state as a history shows it; ``from_state`` is empty for the entry."""

    id: int
    from_state: str
    to_state: str
    moment: datetime
    staff_id: int | None
    staff: str
    why: str
    given_to: str = ""
    """Who got the matter with this line; its state may have stayed the same."""
    staff_other: str = ""
    given_other: str = ""
    rating: int | None = None
    """What the customer said when it was followed up."""


def allowed(record: Matter) -> tuple[str, ...]:
    """The states this matter may go to from where it is."""
    return _MOVES[record.__tablename__][record.state]


def begin(work: Work, record: Matter) -> Move:
    """Write the first line of the history of a matter that has just been added."""
    return _write(work, record, "", record.state, "")


def come_back(work: Work, record: Matter) -> None:
    """Take an archived matter back. One whose entry was undone has lost its history with it and begins anew."""
    work.restore(record)
    if not moves(work, record.__tablename__, record.id):
        begin(work, record)


def move(work: Work, record: Matter, to: str, why: str = "") -> Move:
    """Change a matter's state; going back among the open ones counts as reopened. Raises Refusal."""
    subject, before = record.__tablename__, record.state
    states = _STATES[subject]
    if to not in allowed(record):
        raise Refusal(
            N_("{number} is “{state}” and cannot become “{to}”. Possible now: {allowed}."),
            number=record.number,
            state=Term(states[before]),
            to=Term(states.get(to, to)),
            allowed=Terms(states[each] for each in allowed(record)),
        )
    if before not in _OPEN[subject] and to in _OPEN[subject]:
        record.reopened += 1
    record.state = to
    line = _write(work, record, before, to, why)
    if not isinstance(record, Lead):
        telling_progress.moved(work, record, to)
    return line


def stay(work: Work, record: Matter, why: str) -> Move:
    """A line in the history without a change of state: an answer, a hand-over."""
    return _write(work, record, record.state, record.state, why)


def here_still(record: Matter) -> None:
    """Raises Refusal for what was archived on a page that nobody has looked at since."""
    if record.archived is not None:
        raise Refusal(N_("{number} is archived. Restore it first."), number=record.number)


def _write(work: Work, record: Matter, before: str, to: str, why: str) -> Move:
    here_still(record)
    line = Move(
        subject=record.__tablename__,
        subject_id=record.id,
        from_state=before,
        to_state=to,
        moment=work.now,
        staff_id=work.who.staff_id,
        why=tidy(why, lines=2)[:2000],
    )
    return work.add(line)


def moves(work: Work, subject: str, id: int) -> list[MoveRow]:
    """The history of a matter ("complaint", "work_order" or "lead") in the order it happened, not by the clock."""
    return [
        MoveRow(
            id,
            before,
            after,
            moment,
            staff_id,
            name or "",
            why,
            given_to or "",
            other or "",
            given_other or "",
            rating,
        )
        for id, before, after, moment, staff_id, name, why, given_to, other, given_other, rating in work.rows(
            _moves(), subject=subject, id=id
        )
    ]


@cache  # an alias takes longer to make than the rows to read
def _moves() -> Select[*tuple[Any, ...]]:
    receiver = aliased(Staff)
    return (
        select(
            Move.id, Move.from_state, Move.to_state, Move.moment, Move.staff_id, Staff.name, Move.why, receiver.name,
            Staff.other_name, receiver.other_name.label("given_other"), Move.rating,
        )
        .outerjoin(Staff, Staff.id == Move.staff_id)
        .outerjoin(receiver, receiver.id == Move.given_to_id)
        .where(Move.subject == bindparam("subject"), Move.subject_id == bindparam("id"))
        .order_by(Move.id)
    )  # fmt: skip
