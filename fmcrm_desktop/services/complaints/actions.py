"""Corrective actions of a complaint: what we change so that it cannot happen again, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from sqlalchemy import func, select

from fmcrm_desktop.model.complaint import ACTION_KINDS, Complaint, CorrectiveAction
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import matters
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

PROOF_DAYS = 90
OUTCOMES = {
    "better": N_("Better"),
    "same": N_("No change"),
    "worse": N_("Worse"),
    "too_early": N_("Too early to say"),
}


@dataclass
class ActionForm:
    """A corrective action to agree on."""

    text: Annotated[str, Field(N_("What will be changed"), longest=1_000, lines=2, required=True)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=ACTION_KINDS, required=True)] = "remedy"
    responsible_id: Annotated[int | None, Field(N_("Who"), pick="staff")] = None
    due_day: Annotated[date | None, Field(N_("Due"))] = None
    version: int | None = None


@dataclass
class DoneForm:
    """When an action was carried out, and how one can see it; no day is today."""

    done_day: Annotated[date | None, Field(N_("Done on"), hint=N_("Empty: today"))] = None
    proof: Annotated[str, Field(N_("Proof"), longest=1_000, lines=2)] = ""
    version: int | None = None


@dataclass(frozen=True)
class ActionRow:
    """A corrective action on the page; ``outcome`` tells whether complaints of the kind became fewer: ``before``
    and ``after`` count those of the same category and place in the 90 days on either side of its day."""

    id: int
    version: int
    kind: str
    text: str
    staff: str
    due_day: date | None
    done_day: date | None
    proof: str
    late: bool
    outcome: str = ""
    before: int = 0
    after: int = 0


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
    check(form)
    work.get(Complaint, id)
    action = CorrectiveAction(
        complaint_id=id,
        kind=form.kind,
        text=form.text,
        responsible_id=form.responsible_id,
        due_day=form.due_day,
    )
    return work.add(action).id


@needs("complaint.read")
def action_form(work: Work, action: int) -> ActionForm:
    """An action as it stands, with the version seen."""
    record = work.get(CorrectiveAction, action)
    return ActionForm(record.text, record.kind, record.responsible_id, record.due_day, record.version)


@needs("complaint.write")
def change_action(work: Work, action: int, form: ActionForm) -> int:
    """Put an action right."""
    check(form)
    record = work.get(CorrectiveAction, action, seen=form.version)
    record.text, record.kind = form.text, form.kind
    record.responsible_id, record.due_day = form.responsible_id, form.due_day
    return action


@needs("complaint.write")
def action_done(work: Work, action: int, form: DoneForm) -> int:
    """Note that an action was carried out. Raises Invalid(done_day) for a day to come."""
    check(form)
    record = work.get(CorrectiveAction, action, seen=form.version)
    today = work.now.astimezone(work.zone).date()
    day = form.done_day or today
    if day > today:
        raise Invalid(done_day=N_("This day is still to come."))
    record.done_day, record.proof = day, form.proof
    return action


@needs("complaint.write")
def archive_action(work: Work, action: int) -> int:
    """Take an action away that was not meant."""
    work.archive(work.get(CorrectiveAction, action))
    return action


def listed(work: Work, complaint: Complaint) -> tuple[ActionRow, ...]:
    """The actions of a complaint, in the order agreed, with the proof of those carried out."""
    columns = (
        select(
            CorrectiveAction.id, CorrectiveAction.version, CorrectiveAction.kind, CorrectiveAction.text, Staff.name,
            CorrectiveAction.due_day, CorrectiveAction.done_day, CorrectiveAction.proof,
        )
        .outerjoin(Staff, Staff.id == CorrectiveAction.responsible_id)
        .where(CorrectiveAction.complaint_id == complaint.id, CorrectiveAction.archived.is_(None))
        .order_by(CorrectiveAction.id)
    )  # fmt: skip
    today = work.now.astimezone(work.zone).date()
    found = []
    for id, version, kind, text, staff, due, done, proof in work.rows(columns):
        late = due is not None and (done or today) > due
        outcome, before, after = _outcome(work, complaint, done, today) if done else ("", 0, 0)
        found.append(
            ActionRow(id, version, kind, text, staff or "", due, done, proof, late, outcome, before, after)
        )
    return tuple(found)


def _outcome(work: Work, complaint: Complaint, done: date, today: date) -> tuple[str, int, int]:
    """How the same complaints went in the 90 days before and after a day; too early until these have passed."""
    before = _count(work, complaint, done - timedelta(PROOF_DAYS), done)
    after = _count(work, complaint, done + timedelta(1), done + timedelta(PROOF_DAYS + 1))
    if today <= done + timedelta(PROOF_DAYS):
        return "too_early", before, after
    return "better" if after < before else "worse" if after > before else "same", before, after


def _count(work: Work, complaint: Complaint, first: date, until: date) -> int:
    """Complaints of the same category and building (all buildings when it names none) in [first, until)."""
    chosen = select(func.count()).where(
        Complaint.archived.is_(None),
        Complaint.received >= day_start(first, work.zone),
        Complaint.received < day_start(until, work.zone),
        Complaint.category_id == complaint.category_id
        if complaint.category_id is not None
        else Complaint.category_id.is_(None),
    )
    if complaint.building_id is not None:
        chosen = chosen.where(Complaint.building_id == complaint.building_id)
    return int(work.value(chosen))
