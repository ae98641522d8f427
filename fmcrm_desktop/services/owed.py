"""What the office owes by a day: corrective actions of every source, answers to suggestions, plans to be measured
again, procedures to be looked through, offers to be made once more, one's own next steps with prospects. One statement,
for Today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, Select, Text, and_, cast, func, literal, null, or_, select, union_all

from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.customer_value import Offer
from fmcrm_desktop.model.improvement import GapPlan, Procedure, Suggestion
from fmcrm_desktop.model.issued_document import IssuedDocument
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.prospect import STILL_OPEN, Lead
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work

WHAT = {
    "action": N_("Corrective action"),
    "suggestion": N_("Answer to a suggestion"),
    "plan": N_("Measure a gap again"),
    "procedure": N_("Look a procedure through"),
    "offer": N_("Ask again about an offer"),
    "proposal": N_("Proposal without an answer"),
    "next_step": N_("Next step with a prospect"),
}
"""What is owed, as Today says it."""
_OPENS = {
    "action": ("complaints", "actions"), "suggestion": ("praise", "suggestions"), "plan": ("quality", "plans"),
    "procedure": ("procedures", ""), "offer": ("customer_value", "offers"),
    "proposal": ("issued_documents", ""), "next_step": ("prospects", "leads"),
}  # fmt: skip
_NO_TEXT, _NO_ID = cast(literal(""), Text), cast(null(), Integer)


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed; ``what`` is one of WHAT."""

    what: str
    link: Link
    number: str
    text: str
    day: date
    person: str
    person_id: int | None
    unit: str
    staff: str


def until(work: Work, day: date) -> Iterator[Owed]:
    """What is owed by ``day`` and not done, in no order."""
    for row in work.rows(union_all(*_parts(work, day))):
        what, id, number, text, due, person, person_id, unit, staff = row
        tab, section = _OPENS[what]
        link = Link(tab, id, section=section)
        yield Owed(what, link, number, text, due, person or "", person_id, unit or "", staff or "")


def _parts(work: Work, day: date) -> list[Select[*tuple[Any, ...]]]:
    return [
        _actions(day),
        _suggestions(day),
        _plans(day),
        _procedures(day),
        _offers(day),
        _proposals(day),
        _next_steps(day, work.who.staff_id),
    ]


def _columns(what: str, *rest: Any) -> Select[*tuple[Any, ...]]:
    """One part of the statement: id, number, text, day, person and their id, unit, staff."""
    return select(cast(literal(what), Text), *rest)


def _actions(day: date) -> Select[*tuple[Any, ...]]:
    it = CorrectiveAction
    return (
        _columns(
            "action", it.id, func.coalesce(Complaint.number, ""), it.text, it.due_day, Person.name, Person.id,
            Unit.label, Staff.name,
        )
        .select_from(it)
        .outerjoin(Complaint, Complaint.id == it.complaint_id)
        .outerjoin(Person, Person.id == Complaint.person_id)
        .outerjoin(Unit, Unit.id == Complaint.unit_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(
            it.archived.is_(None), it.done_day.is_(None), it.due_day <= day,
            or_(it.complaint_id.is_(None), and_(Complaint.archived.is_(None), Complaint.state != "withdrawn")),
        )
    )  # fmt: skip


SOON = timedelta(7)
"""So long before a proposal is no longer valid, an answer is asked for."""


def _proposals(day: date) -> Select[*tuple[Any, ...]]:
    """Proposals that are out and whose time ends soon."""
    it = IssuedDocument
    return (
        _columns(
            "proposal", it.id, it.number, func.coalesce(func.nullif(it.title, ""), it.other_title), it.valid_until,
            Person.name, Person.id, Unit.label, Staff.name,
        )
        .select_from(it)
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .outerjoin(Staff, Staff.id == it.staff_id)
        .where(
            it.archived.is_(None), it.state == "issued", it.kind == "proposal", it.valid_until <= day + SOON
        )
    )  # fmt: skip


def _suggestions(day: date) -> Select[*tuple[Any, ...]]:
    it = Suggestion
    return (
        _columns(
            "suggestion", it.id, it.number, func.substr(it.own_words, 1, 200), it.due_day, Person.name, Person.id,
            Unit.label, Staff.name,
        )
        .select_from(it)
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(it.archived.is_(None), it.state == "new", it.due_day <= day)
    )  # fmt: skip


def _plans(day: date) -> Select[*tuple[Any, ...]]:
    it = GapPlan
    return (
        _columns(
            "plan", it.id, _NO_TEXT, it.text, it.due_day, _NO_TEXT, _NO_ID, Building.code, Staff.name
        )
        .select_from(it)
        .outerjoin(Building, Building.id == it.building_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(it.archived.is_(None), it.after.is_(None), it.due_day <= day)
    )  # fmt: skip


def _procedures(day: date) -> Select[*tuple[Any, ...]]:
    it = Procedure
    return (
        _columns(
            "procedure", it.id, _NO_TEXT, it.name, it.next_day, _NO_TEXT, _NO_ID, _NO_TEXT, Staff.name
        )
        .select_from(it)
        .outerjoin(Staff, Staff.id == it.owner_id)
        .where(it.archived.is_(None), it.next_day <= day)
    )  # fmt: skip


def _offers(day: date) -> Select[*tuple[Any, ...]]:
    it = Offer
    return (
        _columns(
            "offer", it.id, _NO_TEXT, it.what, it.again_day, Person.name, Person.id, _NO_TEXT, Staff.name
        )
        .select_from(it)
        .join(Person, Person.id == it.person_id)
        .outerjoin(Staff, Staff.id == it.staff_id)
        .where(it.archived.is_(None), it.answer == "later", it.again_day <= day)
    )  # fmt: skip


def _next_steps(day: date, who: int | None) -> Select[*tuple[Any, ...]]:
    """One's own; where nobody signs in, everybody's."""
    it = Lead
    text = it.name + literal(": ") + it.next_step
    columns = (
        _columns("next_step", it.id, it.number, text, it.next_day, _NO_TEXT, _NO_ID, _NO_TEXT, Staff.name)
        .select_from(it)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(STILL_OPEN, it.next_day <= day)
    )
    return columns if who is None else columns.where(it.responsible_id == who)
