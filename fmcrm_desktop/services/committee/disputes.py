"""Disputes the office explains in and mediates: their sides, the talks, and how they ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.committee import (
    DISPUTE_STATES,
    PARTY_KINDS,
    CommitteeBody,
    Dispute,
    DisputeParty,
    DisputeTalk,
)
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, Missing, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import lines, numbers, voices
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import bodies
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

_PLAIN = ("body_id", "opened", "matter", "responsible_id")


@dataclass
class PartyLine:
    """One side: an owner or resident by name, the committee, the office."""

    kind: Annotated[str, Field(N_("Side"), choices=PARTY_KINDS, required=True)] = "person"
    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    wants: Annotated[str, Field(N_("Wants"), longest=500)] = ""
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass
class DisputeForm:
    """What is disputed, and between whom."""

    matter: Annotated[str, Field(N_("What it is about"), longest=4_000, lines=4, required=True)] = ""
    body_id: Annotated[int | None, Field(N_("Body"), pick="committee_body")] = None
    opened: Annotated[date | None, Field(N_("Since"), required=True)] = None
    responsible_id: Annotated[int | None, Field(N_("Responsible"), pick="staff")] = None
    parties: Annotated[tuple[PartyLine, ...], Field(N_("Sides"))] = ()
    version: int | None = None
    known: tuple[int, ...] = ()


@dataclass
class TalkForm:
    """A talk: who was there, what was said, what was agreed."""

    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    who: Annotated[str, Field(N_("Who was there"), longest=300, required=True)] = ""
    said: Annotated[str, Field(N_("What was said"), longest=4_000, lines=4)] = ""
    agreed: Annotated[str, Field(N_("What was agreed"), longest=2_000, lines=2)] = ""
    version: int | None = None


@dataclass
class OutcomeForm:
    """How the dispute ended; open again needs no outcome."""

    state: Annotated[str, Field(N_("State"), choices=DISPUTE_STATES, required=True)] = "settled"
    outcome: Annotated[str, Field(N_("Outcome"), longest=4_000, lines=4)] = ""
    closed_day: Annotated[date | None, Field(N_("Ended on"), hint=N_("Empty: today"))] = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute in the list."""

    id: int
    number: str
    opened: date
    matter: str
    state: str
    body: str
    body_other: str
    responsible: str
    responsible_other: str
    outcome: str
    closed_day: date | None
    talks: int
    last: date | None
    archived: bool


@dataclass(frozen=True)
class PartyRow:
    """One side of a dispute."""

    kind: str
    person_id: int | None
    name: str
    other_name: str
    wants: str


@dataclass(frozen=True)
class TalkRow:
    """One talk."""

    id: int
    day: date
    who: str
    said: str
    agreed: str


@dataclass(frozen=True)
class DisputeCard:
    """A dispute with its sides and talks, the latest first."""

    id: int
    archived: bool
    row: DisputeRow
    parties: tuple[PartyRow, ...]
    talks: tuple[TalkRow, ...]


@needs("complaint.read")
def dispute_page(work: Work, query: Query) -> Page[DisputeRow]:
    """Disputes, the newest first; filters state, responsible, body, id."""
    its = Dispute
    ids = select(its.id).where(its.archived.is_not(None) if query.archived else its.archived.is_(None))
    plain = {"state": its.state, "responsible": its.responsible_id, "body": its.body_id, "id": its.id}
    for name, column in plain.items():
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    down = query.descending if query.sort else True
    return page_of(
        work, query, "dispute", ids.order_by(turned(its.opened, down), turned(its.id, down)), dispute_rows
    )


@needs("complaint.read")
def dispute_rows(work: Work, ids: Sequence[int]) -> list[DisputeRow]:
    """The rows of these disputes, in this order."""
    its, body, talk = Dispute, CommitteeBody, DisputeTalk
    of_it = (talk.dispute_id == its.id, talk.archived.is_(None))
    chosen = (
        select(
            its.id, its.number, its.opened, its.matter, its.state, func.coalesce(body.name, ""),
            func.coalesce(body.other_name, ""), func.coalesce(Staff.name, ""), func.coalesce(Staff.other_name, ""),
            its.outcome, its.closed_day, select(func.count()).where(*of_it).scalar_subquery(),
            select(func.max(talk.day)).where(*of_it).scalar_subquery(), its.archived.is_not(None),
        )
        .outerjoin(body, body.id == its.body_id)
        .outerjoin(Staff, Staff.id == its.responsible_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [DisputeRow(*row) for row in work.rows(chosen)], lambda row: row.id)


@needs("complaint.read")
def dispute_card(work: Work, id: int) -> DisputeCard:
    """Everything the page of a dispute shows. Raises Missing."""
    found = dispute_rows(work, [id])
    if not found:
        raise Missing("dispute", id)
    side, talk = DisputeParty, DisputeTalk
    parties = (
        select(
            side.kind,
            side.person_id,
            func.coalesce(Person.name, ""),
            func.coalesce(Person.other_name, ""),
            side.wants,
        )
        .outerjoin(Person, Person.id == side.person_id)
        .where(side.dispute_id == id, side.archived.is_(None))
        .order_by(side.id)
    )
    talks = (
        select(talk.id, talk.day, talk.who, talk.said, talk.agreed)
        .where(talk.dispute_id == id, talk.archived.is_(None))
        .order_by(talk.day.desc(), talk.id.desc())
    )
    return DisputeCard(
        id, found[0].archived, found[0], tuple(PartyRow(*row) for row in work.rows(parties)),
        tuple(TalkRow(*row) for row in work.rows(talks)),
    )  # fmt: skip


@needs("complaint.read")
def dispute_staff(work: Work) -> list[tuple[int, str, str]]:
    """Those who mediate, for a filter."""
    return voices.who_is_named(work, Dispute.responsible_id)


@needs("complaint.read")
def draft_dispute(work: Work, given: Mapping[str, Any]) -> DisputeForm:
    """A form of today, with a person who comes with it as one side."""
    person = given.get("person")
    parties = (PartyLine("person", person), PartyLine("office")) if person is not None else ()
    return DisputeForm(
        body_id=given.get("body_id") or bodies.the_only(work), opened=_today(work), responsible_id=work.who.staff_id,
        parties=parties,
    )  # fmt: skip


@needs("complaint.write")
def add_dispute(work: Work, form: DisputeForm) -> int:
    """Keep a dispute under its number."""
    _check(work, form)
    record = Dispute(number=numbers.next(work, "dispute"), **{name: getattr(form, name) for name in _PLAIN})
    work.add(record)
    lines.keep(work, DisputeParty, form.parties, form.known, dispute_id=record.id)
    return record.id


@needs("complaint.read")
def dispute_form(work: Work, id: int) -> DisputeForm:
    """A dispute as it stands, with the version seen."""
    it, side = work.get(Dispute, id), DisputeParty
    kept = work.records(select(side).where(side.dispute_id == id, side.archived.is_(None)).order_by(side.id))
    parties = tuple(lines.as_read(PartyLine(each.kind, each.person_id, each.wants, each.id)) for each in kept)
    values = {name: getattr(it, name) for name in _PLAIN}
    return DisputeForm(**values, parties=parties, version=it.version, known=tuple(each.id for each in kept))


@needs("complaint.write")
def change_dispute(work: Work, id: int, form: DisputeForm) -> int:
    """Put a dispute right."""
    _check(work, form)
    record = work.get(Dispute, id, seen=form.version)
    if record.closed_day is not None and form.opened is not None and record.closed_day < form.opened:
        raise Invalid(opened=N_("The last day is before the first."))
    for name in _PLAIN:
        setattr(record, name, getattr(form, name))
    lines.keep(work, DisputeParty, form.parties, form.known, dispute_id=id)
    return id


@needs("complaint.read")
def draft_talk(work: Work, dispute: int) -> TalkForm:
    """A talk of today."""
    work.get(Dispute, dispute)
    return TalkForm(_today(work))


@needs("complaint.write")
def talk(work: Work, dispute: int, form: TalkForm) -> int:
    """Note a talk; gives its id."""
    check(form)
    work.get(Dispute, dispute)
    assert form.day is not None
    if form.day > _today(work):
        raise Invalid(day=N_("This day is still to come."))
    made = DisputeTalk(dispute_id=dispute, day=form.day, who=form.who, said=form.said, agreed=form.agreed)
    return work.add(made).id


@needs("complaint.write")
def archive_talk(work: Work, id: int) -> int:
    """It was entered by mistake."""
    work.archive(work.get(DisputeTalk, id))
    return id


@needs("complaint.read")
def outcome_form(work: Work, id: int) -> OutcomeForm:
    """How it ended so far; most likely it is settled now."""
    it = work.get(Dispute, id)
    return OutcomeForm("settled" if it.state == "open" else it.state, it.outcome, it.closed_day, it.version)


@needs("complaint.write")
def close(work: Work, id: int, form: OutcomeForm) -> int:
    """End a dispute with its outcome, or open it again."""
    check(form)
    record = work.get(Dispute, id, seen=form.version)
    wrong: dict[str, str | Refusal] = {}
    if form.state != "open" and not form.outcome:
        wrong["outcome"] = N_("Say how it ended.")
    if form.closed_day is not None and not record.opened <= form.closed_day <= _today(work):
        wrong["closed_day"] = N_("From the day it began until today.")
    if wrong:
        raise Invalid(**wrong)
    record.state, record.outcome = form.state, form.outcome
    record.closed_day = None if form.state == "open" else form.closed_day or _today(work)
    return id


@needs("complaint.write")
def archive_dispute(work: Work, id: int) -> int:
    """It was entered by mistake."""
    work.archive(work.get(Dispute, id))
    return id


@needs("complaint.write")
def restore_dispute(work: Work, id: int) -> int:
    """Take an archived dispute back."""
    work.restore(work.get(Dispute, id))
    return id


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def _check(work: Work, form: DisputeForm) -> None:
    check(form)
    if form.opened is not None and form.opened > _today(work):
        raise Invalid(opened=N_("This day is still to come."))
    for table, id in ((CommitteeBody, form.body_id), (Staff, form.responsible_id)):
        if id is not None:
            work.get(table, id)
    for line in form.parties:
        check(line)
        if line.person_id is not None:
            work.get(Person, line.person_id)
        elif line.kind == "person":
            raise Invalid(parties=N_("Say which owner or resident it is."))
