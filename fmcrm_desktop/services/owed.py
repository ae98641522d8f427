"""What the office owes by a day: corrective actions of every source, answers to suggestions, plans to be measured
again, procedures to be looked through, what the committee waits for, offers, own next steps. One statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, func, literal, or_, select, union_all

from fmcrm_desktop.model.committee import Decision, Opinion
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
from fmcrm_desktop.services import owed_channels
from fmcrm_desktop.services.owed_channels import NO_ID, NO_TEXT, columns
from fmcrm_desktop.store.work import Work

WHAT = {
    "action": N_("Corrective action"),
    "suggestion": N_("Answer to a suggestion"),
    "plan": N_("Measure a gap again"),
    "procedure": N_("Look a procedure through"),
    "proposal": N_("Proposal without an answer"),
    "next_step": N_("Next step with a prospect"),
    "opinion": N_("Answer to the committee"),
    "decision": N_("Decision of the committee"),
    "posting": N_("Take a posting down"),
    "fetched": N_("Post nobody fetched"),
    "post": N_("Answer to post"),
    "offer": N_("Ask again about an offer"),
}
"""What is owed, as Today says it."""
_DAY = 4
"""The place of the day among the columns of a part."""
OPENS = {
    "action": ("complaints", "actions"), "suggestion": ("praise", "suggestions"), "plan": ("quality", "plans"),
    "procedure": ("procedures", ""), "proposal": ("issued_documents", ""), "next_step": ("prospects", "leads"),
    "opinion": ("committee", "opinions"), "decision": ("committee", "decisions"), "posting": ("notices", "postings"),
    "fetched": ("channels", "post"), "post": ("channels", "post"), "offer": ("customer_value", "offers"),
}  # fmt: skip
"""The tab and section in which each is kept."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed; ``what`` is one of WHAT."""

    what: str
    id: int
    number: str
    text: str
    day: date
    person: str
    person_id: int | None
    unit: str
    staff: str
    staff_id: int | None = None

    @property
    def link(self) -> Link:
        tab, section = OPENS[self.what]
        return Link(tab, self.id, section=section)


def until(work: Work, day: date) -> Iterator[Owed]:
    """What is owed by ``day`` and not done, in no order."""
    parts = _parts(day, day + SOON, work.who.staff_id)
    if work.who.may("call.read"):
        parts += owed_channels.parts(work, day)
    yield from _owed(work, union_all(*parts))


def between(work: Work, first: date, last: date) -> Iterator[Owed]:
    """What is owed on these days and not done, everybody's next steps; not the post, which is not due on a day."""
    yield from _owed(work, _within(work.who.may("call.read")), first=first, last=last)


@cache
def _within(with_post: bool) -> Any:
    last = bindparam("last", type_=Date())
    found = [*_parts(last, last, None), *(owed_channels.on_days(last) if with_post else ())]
    parts = union_all(*found).subquery()
    return select(parts).where(list(parts.c)[_DAY] >= bindparam("first", type_=Date()))


def _owed(work: Work, statement: Any, **values: date) -> Iterator[Owed]:
    for row in work.rows(statement, **values):
        what, id, number, text, due, person, person_id, unit, staff, staff_id = row
        yield Owed(what, id, number, text, due, person or "", person_id, unit or "", staff or "", staff_id)


def _parts(day: Any, ending: Any, who: int | None) -> list[Select[*tuple[Any, ...]]]:
    """``ending``: by when a proposal's time ends; ``who``: whose next steps, of everybody where it is None."""
    return [
        _actions(day),
        _suggestions(day),
        _plans(day),
        _procedures(day),
        _proposals(ending),
        _opinions(day),
        _decisions(day),
        _offers(day),
        _next_steps(day, who),
    ]


def _actions(day: Any) -> Select[*tuple[Any, ...]]:
    it = CorrectiveAction
    return (
        columns(
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


def _proposals(day: Any) -> Select[*tuple[Any, ...]]:
    """Proposals that are out and whose time ends by then."""
    it = IssuedDocument
    return (
        columns(
            "proposal", it.id, it.number, func.coalesce(func.nullif(it.title, ""), it.other_title), it.valid_until,
            Person.name, Person.id, Unit.label, Staff.name,
        )
        .select_from(it)
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .outerjoin(Staff, Staff.id == it.staff_id)
        .where(
            it.archived.is_(None), it.state == "issued", it.kind == "proposal", it.valid_until <= day
        )
    )  # fmt: skip


def _suggestions(day: Any) -> Select[*tuple[Any, ...]]:
    it = Suggestion
    return (
        columns(
            "suggestion", it.id, it.number, func.substr(it.own_words, 1, 200), it.due_day, Person.name, Person.id,
            Unit.label, Staff.name,
        )
        .select_from(it)
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(it.archived.is_(None), it.state == "new", it.due_day <= day)
    )  # fmt: skip


def _plans(day: Any) -> Select[*tuple[Any, ...]]:
    it = GapPlan
    return (
        columns(
            "plan", it.id, NO_TEXT, it.text, it.due_day, NO_TEXT, NO_ID, Building.code, Staff.name
        )
        .select_from(it)
        .outerjoin(Building, Building.id == it.building_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(it.archived.is_(None), it.after.is_(None), it.due_day <= day)
    )  # fmt: skip


def _procedures(day: Any) -> Select[*tuple[Any, ...]]:
    it = Procedure
    return (
        columns(
            "procedure", it.id, NO_TEXT, it.name, it.next_day, NO_TEXT, NO_ID, NO_TEXT, Staff.name
        )
        .select_from(it)
        .outerjoin(Staff, Staff.id == it.owner_id)
        .where(it.archived.is_(None), it.next_day <= day)
    )  # fmt: skip


def _next_steps(day: Any, who: int | None) -> Select[*tuple[Any, ...]]:
    """Those of one person; of everybody where nobody is named."""
    it = Lead
    text = it.name + literal(": ") + it.next_step
    steps = (
        columns("next_step", it.id, it.number, text, it.next_day, NO_TEXT, NO_ID, NO_TEXT, Staff.name)
        .select_from(it)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(STILL_OPEN, it.next_day <= day)
    )
    return steps if who is None else steps.where(it.responsible_id == who)


def _opinions(day: Any) -> Select[*tuple[Any, ...]]:
    it = Opinion
    return (
        columns(
            "opinion", it.id, it.number, func.substr(it.own_words, 1, 200), it.due_day, Person.name, Person.id,
            NO_TEXT, Staff.name,
        )
        .select_from(it)
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(it.archived.is_(None), it.answered_day.is_(None), it.due_day <= day)
    )  # fmt: skip


def _decisions(day: Any) -> Select[*tuple[Any, ...]]:
    it = Decision
    return (
        columns(
            "decision", it.id, it.number, func.substr(it.text, 1, 200), it.due_day, NO_TEXT, NO_ID, NO_TEXT,
            Staff.name,
        )
        .select_from(it)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .where(it.archived.is_(None), it.state == "open", it.due_day <= day)
    )  # fmt: skip


def _offers(day: Any) -> Select[*tuple[Any, ...]]:
    it = Offer
    return (
        columns(
            "offer", it.id, NO_TEXT, it.what, it.again_day, Person.name, Person.id, NO_TEXT, Staff.name
        )
        .select_from(it)
        .join(Person, Person.id == it.person_id)
        .outerjoin(Staff, Staff.id == it.staff_id)
        .where(it.archived.is_(None), it.answer == "later", it.again_day <= day)
    )  # fmt: skip
