"""Corrective actions of a complaint: agreed in the deed that moves it on, shown on its page with their proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import actions, matters
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.actions.proof import Proof, proofs
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class ActionLine:
    """A corrective action on the page."""

    id: int
    version: int
    kind: str
    text: str
    staff: str
    staff_other: str
    due_day: date | None
    done_day: date | None
    proof: str
    trained: str
    trained_other: str
    late: bool
    proved: Proof


@needs("complaint.write")
def agree_action(work: Work, id: int, form: ActionForm) -> int:
    """Agree on an action; the complaint is then "action agreed". Gives the action's id."""
    complaint = work.get(Complaint, id)
    action = add_action(work, id, form)
    if complaint.state != "action_agreed":
        matters.move(work, complaint, "action_agreed", form.text)
    return action


@needs("complaint.write")
def add_action(work: Work, id: int, form: ActionForm) -> int:
    """Write an action down without moving the complaint on (it may be resolved already)."""
    form.complaint_id = work.get(Complaint, id).id
    return actions.add(work, form)


def listed(work: Work, complaint: Complaint) -> tuple[ActionLine, ...]:
    """The actions of a complaint, in the order agreed, with the proof of those carried out."""
    today = work.now.astimezone(work.zone).date()
    lines = work.rows(_lines(), complaint=complaint.id)
    proved = proofs(work, complaint, (line.done_day for line in lines))
    return tuple(
        ActionLine(
            id, version, kind, text, staff or "", other or "", due, done, said, who or "", who_other or "",
            due is not None and (done or today) > due, proved[done],
        )
        for id, version, kind, text, staff, other, due, done, said, who, who_other in lines
    )  # fmt: skip


@cache
def _lines() -> Any:
    """Built once: building it takes longer than its answer."""
    trained = aliased(Staff)
    return (
        select(
            CorrectiveAction.id, CorrectiveAction.version, CorrectiveAction.kind, CorrectiveAction.text, Staff.name,
            Staff.other_name, CorrectiveAction.due_day, CorrectiveAction.done_day, CorrectiveAction.proof, trained.name,
            trained.other_name,
        )
        .outerjoin(Staff, Staff.id == CorrectiveAction.responsible_id)
        .outerjoin(trained, trained.id == CorrectiveAction.trained_id)
        .where(CorrectiveAction.complaint_id == bindparam("complaint"), CorrectiveAction.archived.is_(None))
        .order_by(CorrectiveAction.id)
    )  # fmt: skip
