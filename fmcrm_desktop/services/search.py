"""The search over everything: exact numbers first, then people and units, then what happened lately."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, literal, or_, select, union_all

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.keeping import Document
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.matter import Note
from fmcrm_desktop.model.phone import SHORTEST, normalise
from fmcrm_desktop.model.skill import StaffSkill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import abilities, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import by_end, named
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

KINDS = {
    "person": N_("People"),
    "unit": N_("Units"),
    "work_order": N_("Work orders"),
    "complaint": N_("Complaints"),
    "call": N_("Calls"),
    "event": N_("Calendar"),
    "building": N_("Buildings"),
    "equipment": N_("Equipment"),
    "plan": N_("Plans"),
    "notice": N_("Notices"),
    "skill": N_("Skills"),
    "territory": N_("Territories"),
    "article": N_("Knowledge"),
    "commendation": N_("Praise"),
    "suggestion": N_("Suggestions"),
    "post_item": N_("Post in and out"),
    "counter_visit": N_("Counter"),
    "case_study": N_("Case book"),
    "procedure": N_("Procedures"),
    "corrective_action": N_("Corrective actions"),
    "gap_plan": N_("Plans to close gaps"),
    "committee_meeting": N_("Meetings of the committee"),
    "decision": N_("Decisions"),
    "opinion": N_("Opinions"),
    "dispute": N_("Disputes"),
    "survey": N_("Surveys"),
    "lead": N_("Prospects"),
    "campaign": N_("Campaigns"),
    "letter": N_("Letters"),
    "agreement": N_("Agreements"),
    "issued_document": N_("Contracts and documents"),
    "bill": N_("Bills"),
    "part": N_("Parts list"),
    "note": N_("Notes"),
}
"""The groups of the answer, in their order."""
RIGHTS = {
    "person": "person.read", "unit": "person.read", "work_order": "order.read", "complaint": "complaint.read",
    "call": "call.read", "event": "calendar.read", "building": "person.read", "notice": "office.read",
    "letter": "person.read", "issued_document": "person.read", "bill": "money.read", "part": "money.read",
    "agreement": "office.read", "equipment": "order.read", "plan": "order.read",
    "article": "office.read",
    "post_item": "call.read", "counter_visit": "call.read",
    "commendation": "complaint.read", "suggestion": "complaint.read", "case_study": "complaint.read",
    "procedure": "complaint.read",
    "survey": "complaint.read", "corrective_action": "complaint.read", "gap_plan": "complaint.read",
    "lead": "person.read", "campaign": "person.read", "committee_meeting": "complaint.read",
    "decision": "complaint.read", "opinion": "complaint.read", "dispute": "complaint.read",
}  # fmt: skip
_NUMBER = re.compile(r"[^\W\d_]{1,4}-?\d{2,}(-\d+)?")
_PHONE = re.compile(r"[+＋(（]?[\d０-９][\d０-９\s()（）./-]{5,24}")
_CHECKLIST = re.compile(r"PR-?(\d{1,9})", re.IGNORECASE)
"""The code on a printed checklist (procedures.code)."""
FEW = 6
"""So many people and units are found even where newer matters alone would fill the answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its table, its id, and how it is told from others."""

    kind: str
    ref: int
    title: str
    subtitle: str
    on: tuple[str, int] | None = None
    """The record a note or letter hangs on, which opens in its place."""


@needs("office.read")
def find(work: Work, typed: str, limit: int = 20) -> tuple[Found, ...]:
    """What the words typed mean: an exact number first, then in the groups of KINDS, newest first in each."""
    typed = typed.strip()
    if not typed:
        return ()
    found = [Found(*row) for row in _exact(work, typed)]
    most = limit * 20 if work.limits else limit  # of many found a few may be one's own
    rest = _worded(work, typed, most)
    if not any(each.kind in ("person", "call") for each in rest) and _PHONE.fullmatch(typed):
        rest = [*_numbered(work, typed, most), *rest]
    known = {(each.kind, each.ref) for each in found}
    rest = [each for each in rest if (each.kind, each.ref) not in known]
    order = list(KINDS)
    rest.sort(key=lambda each: order.index(each.kind) if each.kind in order else len(order))
    told = _hanging(work, _able(work, _seen(work, [*found, *rest])))
    return tuple([each for each in told if work.who.may(_right(each))][:limit])


def _able(work: Work, found: list[Found]) -> list[Found]:
    """Beside a skill stand the people who have it."""
    skills = [each.ref for each in found if each.kind == "skill"]
    if not skills:
        return found
    today = work.now.astimezone(work.zone).date()
    people: dict[int, list[str]] = {}
    for id, name in work.rows(
        select(StaffSkill.skill_id, Staff.name)
        .join(Staff, Staff.id == StaffSkill.staff_id)
        .where(StaffSkill.skill_id.in_(skills), abilities.good(today), Staff.archived.is_(None))
        .order_by(StaffSkill.level.desc(), Staff.name)
    ):
        people.setdefault(id, []).append(name)
    return [
        replace(each, subtitle=", ".join(people.get(each.ref, ()))) if each.kind == "skill" else each
        for each in found
    ]


def _seen(work: Work, found: list[Found]) -> list[Found]:
    """Without the orders, and notes on them, that this person does not see: documents are found by words alone."""
    if not work.limits:
        return found
    kept = {
        (kind, id)
        for kind, table in (("work_order", WorkOrder), ("note", Note))
        for id in work.column(select(table.id).where(table.id.in_([f.ref for f in found if f.kind == kind])))
    }
    return [
        each for each in found if each.kind not in ("work_order", "note") or (each.kind, each.ref) in kept
    ]


def _right(found: Found) -> str:
    """Who may see what it hangs on may see a note."""
    kind = found.on[0] if found.kind == "note" and found.on else found.kind
    return RIGHTS.get(kind, "office.read")


def _worded(work: Work, typed: str, limit: int) -> list[Found]:
    found = {("person", row.ref): row for row in _people(work, named(work, typed, FEW))}
    for kind, most in (("person", FEW), ("unit", FEW), ("", limit)):
        for row in search.find(work, typed, kind, most):
            found.setdefault((row.kind, row.ref), Found(row.kind, row.ref, row.title, row.subtitle))
    for person in _people(work, by_end(work, typed)):
        found.setdefault(("person", person.ref), person)
    return list(found.values())


def _people(work: Work, people: list[int]) -> list[Found]:
    """The documents of these, in this order."""
    asked = select(Document.ref, Document.title, Document.subtitle).where(
        Document.kind == "person", Document.ref.in_(people)
    )
    return (
        in_order(people, [Found("person", *row) for row in work.rows(asked)], lambda row: row.ref)
        if people
        else []
    )


def _numbered(work: Work, typed: str, limit: int) -> list[Found]:
    """A telephone number as people write it, with blanks, strokes and the country before it."""
    phone = normalise(typed, settings.get(work, "office.country"))
    for digits in dict.fromkeys((*sorted(phone.forms, key=len, reverse=True), phone.digits)):
        if len(digits) >= SHORTEST and (found := _worded(work, digits, limit)):
            return found
    return []


def _hanging(work: Work, found: list[Found]) -> list[Found]:
    """Notes and letters with whom or what they are on: its name stands beside them, and it opens for them."""
    on: dict[tuple[str, int], tuple[str, int]] = {}
    notes = [each.ref for each in found if each.kind == "note"]
    if notes:
        asked = select(Note.id, Note.subject, Note.subject_id).where(Note.id.in_(notes))
        on |= {("note", id): (subject, ref) for id, subject, ref in work.rows(asked)}
    letters = [each.ref for each in found if each.kind == "letter"]
    if letters:
        written = select(Letter.id, Letter.person_id).where(Letter.id.in_(letters))
        on |= {("letter", id): ("person", ref) for id, ref in work.rows(written)}
    if not on:
        return found
    titled = select(Document.kind, Document.ref, Document.title).where(
        or_(*(and_(Document.kind == kind, Document.ref == ref) for kind, ref in set(on.values())))
    )
    titles = {(kind, ref): title for kind, ref, title in work.rows(titled)}
    return [
        replace(each, subtitle=titles.get(there, ""), on=there)
        if (there := on.get((each.kind, each.ref)))
        else each
        for each in found
    ]


def _exact(work: Work, typed: str) -> list[Any]:
    if (sheet := _CHECKLIST.fullmatch(typed)) is not None:
        its = Document
        chosen = select(its.kind, its.ref, its.title, its.subtitle).where(its.kind == "procedure")
        return list(work.rows(chosen.where(its.ref == int(sheet[1]))))
    if not _NUMBER.fullmatch(typed):
        return []
    number = typed.upper()
    complaints = select(literal("complaint"), Complaint.id, Complaint.number, Complaint.subject).where(
        Complaint.number == number, Complaint.archived.is_(None)
    )
    orders = select(literal("work_order"), WorkOrder.id, WorkOrder.number, WorkOrder.summary).where(
        WorkOrder.number == number, WorkOrder.archived.is_(None)
    )
    return list(work.rows(union_all(complaints, orders)))
