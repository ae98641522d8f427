"""The page of one prospect: who, what they want, the next step, and everything that was done, in one line of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.issued_document import IssuedDocument
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.matter import Attachment, Note
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import OPEN, Lead, LeadStep, LeadUnit
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import agreed, matters
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.prospects.listing import LeadRow, rows
from fmcrm_desktop.store.work import Work

KINDS = {
    "move": N_("Stages"), "step": N_("Steps"), "note": N_("Notes"), "event": N_("Calendar"), "call": N_("Calls"),
    "issued": N_("Proposals"), "agreement": N_("Agreements"), "document": N_("Documents"),
}  # fmt: skip
MOST = 200


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that was done or is planned. ``state``: the stage come to, how a step was taken, an event's kind, a
    call's outcome, the state of a proposal or agreement; ``more`` the stage before, what had been planned, a paper's
    kind."""

    kind: str
    id: int
    moment: datetime
    text: str
    state: str = ""
    more: str = ""
    staff: str = ""
    given_to: str = ""
    day: date | None = None
    call_id: int | None = None
    """The call that a step was."""


@dataclass(frozen=True)
class LeadCard:
    """All of one prospect; ``person``, ``recommended``, ``warned``: who of the people kept they are."""

    row: LeadRow
    email: str
    needs: str
    person: Choice | None
    recommended: Choice | None
    warned: Choice | None
    campaign_id: int | None
    lost_reason: str
    lost_text: str
    reopened: int
    days: int
    """From the entry to the end, or until today."""
    units: tuple[Choice, ...]
    proposals: tuple[tuple[int, str, str], ...]
    """Id, number and state of each document made for it."""
    agreements: tuple[tuple[int, str, str], ...]
    allowed: tuple[str, ...]
    history: tuple[Happened, ...]

    @property
    def id(self) -> int:
        return self.row.id

    @property
    def archived(self) -> bool:
        return self.row.archived

    @property
    def open(self) -> bool:
        return self.row.state in OPEN


@needs("person.read")
def card(work: Work, id: int) -> LeadCard:
    """Everything about one prospect."""
    found = rows(work, [id])
    if not found:
        raise Missing("lead", id)
    lead, row = work.get(Lead, id), found[0]
    people = _people(work, lead)
    return LeadCard(
        row, lead.email, lead.needs, people.get(lead.person_id), people.get(lead.recommended_by_id),
        people.get(lead.warned_by_id), lead.campaign_id, lead.lost_reason, lead.lost_text, lead.reopened,
        max(0, (_day(work, lead.closed or work.now) - _day(work, lead.entered)).days), _units(work, id),
        _papers(work, IssuedDocument, id), _papers(work, Agreement, id), matters.allowed(lead),
        _history(work, lead),
    )  # fmt: skip


def _day(work: Work, moment: datetime) -> date:
    return moment.astimezone(work.zone).date()


def _people(work: Work, lead: Lead) -> dict[int | None, Choice]:
    wanted = [id for id in (lead.person_id, lead.recommended_by_id, lead.warned_by_id) if id is not None]
    columns = select(Person.id, Person.name, Person.other_name).where(Person.id.in_(wanted))
    return {id: Choice(id, name, other=other) for id, name, other in work.rows(columns)} if wanted else {}


def _units(work: Work, id: int) -> tuple[Choice, ...]:
    columns = (
        select(Unit.id, Unit.label).join(LeadUnit, LeadUnit.unit_id == Unit.id).where(LeadUnit.lead_id == id)
    )
    return tuple(Choice(unit, label) for unit, label in work.rows(columns.order_by(LeadUnit.id)))


def _papers(work: Work, table: Any, id: int) -> tuple[tuple[int, str, str], ...]:
    columns = select(table.id, table.number, table.state).where(table.lead_id == id, table.archived.is_(None))
    return tuple(
        (paper, number, state) for paper, number, state in work.rows(columns.order_by(table.id.desc()))
    )


def _history(work: Work, lead: Lead) -> tuple[Happened, ...]:
    found = [*_moves(work, lead.id), *_steps(work, lead.id), *_notes(work, lead.id), *_events(work, lead.id)]
    found += [*_papers_made(work, lead.id), *_agreed(work, lead.id), *_documents(work, lead.id)]
    if lead.person_id is not None and work.who.may("call.read"):
        told = {each.call_id for each in found if each.call_id is not None}
        found += [each for each in _calls(work, lead) if each.id not in told]
    # Of one moment what was written last stands first.
    found.sort(key=lambda each: (each.moment, each.kind, each.id), reverse=True)
    return tuple(found[:MOST])


def _moves(work: Work, id: int) -> Iterator[Happened]:
    for line in matters.moves(work, "lead", id):
        yield Happened(
            "move", line.id, line.moment, line.why, line.to_state, line.from_state, line.staff, line.given_to
        )


def _steps(work: Work, id: int) -> Iterator[Happened]:
    its = LeadStep
    called = and_(Call.id == its.call_id, Call.archived.is_(None))
    columns = (
        select(its.id, its.moment, its.result, its.way, its.planned, Staff.name, Call.id)
        .outerjoin(Staff, Staff.id == its.staff_id)
        .outerjoin(Call, called)
    )
    newest = columns.where(its.lead_id == id, its.archived.is_(None)).order_by(its.id.desc()).limit(MOST)
    for step, moment, result, way, planned, staff, call in work.rows(newest):
        yield Happened("step", step, moment, result, way, planned, staff or "", call_id=call)


def _notes(work: Work, id: int) -> Iterator[Happened]:
    columns = select(Note.id, Note.moment, Note.text, Staff.name).outerjoin(Staff, Staff.id == Note.staff_id)
    on_it = columns.where(Note.subject == "lead", Note.subject_id == id, Note.archived.is_(None))
    for note, moment, text, staff in work.rows(on_it.order_by(Note.id.desc()).limit(MOST)):
        yield Happened("note", note, moment, text, staff=staff or "")


def _events(work: Work, id: int) -> Iterator[Happened]:
    by = aliased(Staff)
    columns = select(Event.id, Event.starts, Event.from_day, Event.title, Event.kind, by.name).outerjoin(
        by, by.id == Event.by_id
    )
    for event, starts, day, title, kind, staff in work.rows(
        columns.where(Event.lead_id == id, Event.archived.is_(None)).order_by(Event.id.desc()).limit(MOST)
    ):
        moment = starts or (day_start(day, work.zone) if day else None)
        if moment is not None:
            yield Happened(
                "event", event, moment, title, kind, staff=staff or "", day=None if starts else day
            )


def _calls(work: Work, lead: Lead) -> Iterator[Happened]:
    """Calls with the person since the entry."""
    columns = select(Call.id, Call.started, Call.topic, Call.notes, Call.outcome, Staff.name).outerjoin(
        Staff, Staff.id == Call.staff_id
    )
    since = columns.where(
        Call.person_id == lead.person_id, Call.started >= lead.entered, Call.archived.is_(None)
    )
    for call, started, topic, notes, outcome, staff in work.rows(
        since.order_by(Call.started.desc()).limit(MOST)
    ):
        yield Happened("call", call, started, topic or notes, outcome, staff=staff or "")


def _papers_made(work: Work, id: int) -> Iterator[Happened]:
    """Proposals and other papers made for the prospect, when they went out or, before that, when they were begun."""
    its = IssuedDocument
    title = func.coalesce(func.nullif(its.title, ""), its.other_title)
    columns = select(
        its.id, func.coalesce(its.issued, its.made), its.number, title, its.state, its.kind, Staff.name
    )
    for paper, moment, number, said, state, kind, staff in work.rows(
        columns.outerjoin(Staff, Staff.id == its.staff_id).where(its.lead_id == id, its.archived.is_(None))
    ):
        yield Happened("issued", paper, moment, f"{number} {said}".strip(), state, kind, staff or "")


def _agreed(work: Work, id: int) -> Iterator[Happened]:
    """Agreements that came of it, each where its history begins, so that one not yet signed stands there too."""
    its = Agreement
    columns = select(its.id, its.number, its.name, its.from_day, its.state, its.until_day, its.renewal)
    today = work.now.astimezone(work.zone).date()
    for row in work.rows(columns.where(its.lead_id == id, its.archived.is_(None))):
        first = next(iter(matters.moves(work, "agreement", row.id)), None)
        day = row.from_day if first is None else None
        moment = first.moment if first is not None else day_start(day or today, work.zone)
        said = f"{row.number} {row.name}"
        yield Happened("agreement", row.id, moment, said, agreed.state_on(row, today), day=day)


def _documents(work: Work, id: int) -> Iterator[Happened]:
    its = Attachment
    columns = select(its.id, its.added, its.name)
    for file, added, name in work.rows(
        columns.where(its.subject == "lead", its.subject_id == id, its.archived.is_(None))
    ):
        yield Happened("document", file, added, name)
