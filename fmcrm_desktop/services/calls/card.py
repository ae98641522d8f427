"""Everything about one call on one page: what was said, and each thing that followed from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select, union_all

from fmcrm_desktop.model.call import Call, CallTopic, Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.prospect import Lead, LeadStep
from fmcrm_desktop.model.work_order import Request, WorkOrder
from fmcrm_desktop.services import promises
from fmcrm_desktop.services.calls.listing import CallRow, rows
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that followed from a call: its table, and how it stands."""

    kind: str
    id: int
    number: str
    title: str
    state: str
    due: datetime | None
    what: str = ""
    """What was promised."""


@dataclass(frozen=True)
class CallCard:
    """What the page of a call shows."""

    row: CallRow
    version: int
    archived: datetime | None
    unit_id: int | None
    topic: Names
    """The topic in both languages; empty where the call has none of the list."""
    notes: str
    followed: tuple[Followed, ...]


@needs("call.read")
def card(work: Work, id: int) -> CallCard:
    """A call and what followed from it. Raises Missing."""
    it = work.get(Call, id)
    [row] = rows(work, [id])
    topic = work.row(select(CallTopic.name, CallTopic.other_name).where(CallTopic.id == it.topic_id))
    named = Names(*topic) if topic is not None else Names()
    return CallCard(row, it.version, it.archived, it.unit_id, named, it.notes, _followed(work, id))


def _followed(work: Work, call: int) -> tuple[Followed, ...]:
    matters: Any = union_all(
        select(
            literal("work_order"), WorkOrder.id, WorkOrder.number, WorkOrder.summary, WorkOrder.state, WorkOrder.due
        )
        .join(Request, Request.id == WorkOrder.request_id)
        .where(Request.call_id == call, WorkOrder.archived.is_(None)),
        select(
            literal("complaint"), Complaint.id, Complaint.number, Complaint.subject, Complaint.state, Complaint.due
        ).where(Complaint.call_id == call, Complaint.archived.is_(None)),
        select(literal("event"), Event.id, literal(""), Event.title, Event.kind, Event.starts).where(
            Event.call_id == call, Event.archived.is_(None)
        ),
        select(literal("lead"), Lead.id, Lead.number, Lead.name, Lead.state, literal(None))
        .join(LeadStep, LeadStep.lead_id == Lead.id)
        .where(LeadStep.call_id == call, Lead.archived.is_(None), LeadStep.archived.is_(None)),
    )  # fmt: skip
    found = [Followed(*row) for row in work.rows(matters)]
    given: Any = select(
        Promise.id, Promise.kind, Promise.text, Promise.due, Promise.kept, Promise.dropped
    ).where(Promise.call_id == call, Promise.archived.is_(None))
    for id, kind, text, due, kept, dropped in work.rows(given):
        found.append(
            Followed("promise", id, "", text, promises.state(due, kept, dropped, work.now), due, kind)
        )
    return tuple(found)
