"""Calls with a prospect: each is one of its steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.prospect import OPEN, STILL_OPEN, Lead, LeadStep
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import matters
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.prospects.listing import LeadRow, rows
from fmcrm_desktop.services.prospects.next_day import check_next
from fmcrm_desktop.store.work import Work

LONGEST = 2000
MOST = 5


@dataclass
class NextStep:
    """What is done next; empty, it stays as it is."""

    step: str = ""
    day: date | None = None


@needs("person.write")
def called(work: Work, id: int, call_id: int, then: NextStep | None = None) -> int:
    """Keep a call with an open prospect among its steps; gives the id of the step. Who was only entered is contacted
    by it, unless nobody was reached. Raises Refusal, Invalid."""
    lead, call = work.get(Lead, id), work.get(Call, call_id)
    matters.here_still(lead)
    if lead.state not in OPEN:
        raise Refusal(N_("{number} is closed. Take it up again first."), number=lead.number)
    if lead.state == "new" and call.outcome != "missed":
        matters.move(work, lead, "contacted")
    planned = _plan(work, lead, then or NextStep())
    return keep_step(work, lead, call, planned)


def keep_step(work: Work, lead: Lead, call: Call, planned: NextStep | None = None) -> int:
    """The step that a call was, with what had been planned where the call did it."""
    said = " · ".join(part for part in (call.topic, call.notes) if part)
    step = LeadStep(
        lead_id=lead.id, call_id=call.id, way="call", moment=call.started, staff_id=call.staff_id,
        result=said[:LONGEST],
        planned=planned.step if planned else "", planned_day=planned.day if planned else None,
    )  # fmt: skip
    return work.add(step).id


def follow(work: Work, call: Call) -> None:
    """A call was put right: the step it was goes with it."""
    for step in work.records(
        select(LeadStep).where(LeadStep.call_id == call.id, LeadStep.archived.is_(None))
    ):
        step.moment = call.started


@needs("person.read")
def of_person(work: Work, person: int) -> tuple[LeadRow, ...]:
    """The open prospects that a person is."""
    found = select(Lead.id).where(STILL_OPEN, Lead.person_id == person)
    return tuple(rows(work, work.column(found.order_by(Lead.next_day, Lead.id).limit(MOST))))


@needs("person.read")
def open_of(work: Work, ids: Sequence[int], digits: Sequence[str]) -> tuple[LeadRow, ...]:
    """Those of these prospects, and whoever has one of these telephone numbers, that are open."""
    if not ids and not digits:
        return ()
    # An OR would be answered from no index, and the digits come first.
    numbered = (
        work.column(select(Lead.id).where(STILL_OPEN, Lead.digits.in_(digits)).limit(MOST)) if digits else ()
    )
    known = set(work.column(select(Lead.id).where(STILL_OPEN, Lead.id.in_(ids)))) if ids else set()
    wanted = list(dict.fromkeys((*numbered, *(id for id in ids if id in known))))
    return tuple(rows(work, wanted[:MOST])) if wanted else ()


def _plan(work: Work, lead: Lead, then: NextStep) -> NextStep | None:
    """Set the next step where another is named; what the call has done of the plan."""
    step, day = then.step or lead.next_step, then.day or lead.next_day
    if (step, day) == (lead.next_step, lead.next_day):
        return None
    if not then.step:
        raise Invalid(next_step=N_("Fill in this field."))
    check_next(work, day)
    done = NextStep(lead.next_step, lead.next_day)
    lead.next_step, lead.next_day = step, day
    return done
