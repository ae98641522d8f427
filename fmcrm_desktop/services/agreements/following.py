"""What follows when an agreement is brought to another state: its history, and the open orders done under it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, or_, select

from fmcrm_desktop.model.agreement import AGREEMENT_STATES, MOVES, Agreement, AgreementUnit
from fmcrm_desktop.model.field import tidy
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Term, Terms
from fmcrm_desktop.model.work_order import OVER, WorkOrder
from fmcrm_desktop.services import agreed, targets
from fmcrm_desktop.services.agreements.listing import today_of
from fmcrm_desktop.store.work import Work


def begin(work: Work, it: Agreement) -> None:
    """The first line of its history."""
    _write(work, it, "", it.state, "")


def move(work: Work, it: Agreement, to: str, why: str = "") -> None:
    """Bring an agreement to another state, from the one it has today. Raises Refusal."""
    before = agreed.state_on(it, today_of(work))
    if to not in MOVES[before] or it.archived is not None:
        raise Refusal(
            N_("{number} is “{state}” and cannot become “{to}”. Possible now: {allowed}."),
            number=it.number, state=Term(AGREEMENT_STATES[before]), to=Term(AGREEMENT_STATES[to]),
            allowed=Terms(AGREEMENT_STATES[each] for each in MOVES[before]),
        )  # fmt: skip
    it.state = to
    _write(work, it, before, to, why)


def stay(work: Work, it: Agreement, why: str) -> None:
    """A line in its history without a change of state."""
    state = agreed.state_on(it, today_of(work))
    _write(work, it, state, state, why)


def _write(work: Work, it: Agreement, before: str, to: str, why: str) -> None:
    work.add(
        Move(
            subject="agreement", subject_id=it.id, from_state=before, to_state=to, moment=work.now,
            staff_id=work.who.staff_id, why=tidy(why)[:2000],
        )
    )  # fmt: skip


def orders(work: Work, it: Agreement) -> int:
    """The open orders that it may hold for find their agreement anew by the day they came, and their clocks with it;
    how many have another one now."""
    work.session.flush()
    over: BindParameter[Any] = bindparam("over", OVER, expanding=True, literal_execute=True)
    named = select(AgreementUnit.unit_id).where(AgreementUnit.agreement_id == it.id)
    owned = select(Relation.unit_id).where(
        Relation.person_id == it.person_id, Relation.role == "owner", Relation.archived.is_(None)
    )
    whose = [WorkOrder.agreement_id == it.id, WorkOrder.unit_id.in_(named)]
    if it.person_id is not None:
        whose += [WorkOrder.person_id == it.person_id, WorkOrder.unit_id.in_(owned)]
    asked = select(WorkOrder).where(or_(*whose), WorkOrder.state.not_in(over), WorkOrder.archived.is_(None))
    changed = 0
    for order in work.records(asked):
        found = targets.agreement_for(work, order.person_id, order.unit_id, order.received)
        changed += found != order.agreement_id
        order.agreement_id = found
    if changed:
        targets.recount(work)
    return changed
