"""What each kind of record is found by: one select of columns a kind, many records at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.own_field import OwnField, OwnValue
from fmcrm_desktop.model.person import ContactPoint, Person, PersonName
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.reading import kind_token, number_tokens, pinyin_tokens, run_together, tokens
from fmcrm_desktop.model.work_order import Request, WorkOrder
from fmcrm_desktop.store.ready import REFS, rows_of

LONGEST = 4_000
"""Characters of a long text that can be found; what follows is read, not searched."""


@dataclass(frozen=True)
class Worded:
    """A document: what the search shows and what it finds it by."""

    ref: int
    title: str
    subtitle: str
    words: str


def joined(kind: str, texts: Iterable[str], *more: Iterable[str]) -> str:
    found = [kind_token(kind)]
    for text in texts:
        if text:
            found += tokens(text[:LONGEST])
    for extra in more:
        found += extra
    return " ".join(found)


def full_name(name: str, other: str) -> str:
    return f"{name} {other}" if other else name


def _asked(session: Session, statement: Any, refs: Sequence[int]) -> Sequence[Any]:
    """The rows for some records. The statements stand ready made, for building one costs more than running it."""
    return rows_of(session.connection(), statement, refs)


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    return groups


_REFS: Any = bindparam(REFS, expanding=True)
_NAMES = select(PersonName.person_id, PersonName.name).where(
    PersonName.person_id.in_(_REFS), PersonName.archived.is_(None)
)
_CONTACTS = select(ContactPoint.person_id, ContactPoint.value, ContactPoint.digits).where(
    ContactPoint.person_id.in_(_REFS), ContactPoint.archived.is_(None)
)
_UNITS_OF = (
    select(Relation.person_id, Unit.label)
    .join(Unit, Unit.id == Relation.unit_id)
    .where(
        Relation.person_id.in_(_REFS),
        Relation.archived.is_(None),
        Relation.until_day.is_(None),
        Unit.archived.is_(None),
    )
)
_PEOPLE = select(Person.id, Person.name, Person.other_name, Person.external_number, Person.account).where(
    Person.id.in_(_REFS), Person.archived.is_(None)
)
_PEOPLE_OF = (
    select(Relation.unit_id, Person.name, Person.other_name)
    .join(Person, Person.id == Relation.person_id)
    .where(
        Relation.unit_id.in_(_REFS),
        Relation.archived.is_(None),
        Relation.until_day.is_(None),
        Person.archived.is_(None),
    )
)
_UNITS = select(Unit.id, Unit.label, Unit.code, Unit.external_number).where(
    Unit.id.in_(_REFS), Unit.archived.is_(None)
)
_SAID_BY_OWN = (OwnField.kind != "tick", OwnField.archived.is_(None))


def _own_of(subject: str, id: Any) -> Any:
    """What the office's own fields say of a matter, a value a line, as a column of its row: a question less at every
    save."""
    said = select(func.aggregate_strings(OwnValue.value, "\n")).join(
        OwnField, OwnField.id == OwnValue.field_id
    )
    return said.where(OwnValue.record_id == id, OwnField.subject == subject, *_SAID_BY_OWN).scalar_subquery()


_ORDERS = (
    select(
        WorkOrder.id, WorkOrder.number, WorkOrder.summary, WorkOrder.description, WorkOrder.external_number,
        WorkOrder.fix, Request.own_words, Person.name, Person.other_name, Unit.label,
        _own_of("work_order", WorkOrder.id),
    )
    .outerjoin(Request, Request.id == WorkOrder.request_id)
    .outerjoin(Person, Person.id == WorkOrder.person_id)
    .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
    .where(WorkOrder.id.in_(_REFS), WorkOrder.archived.is_(None))
)  # fmt: skip
_COMPLAINTS = (
    select(
        Complaint.id, Complaint.number, Complaint.subject, Complaint.own_words, Complaint.external_number,
        Complaint.answer, Complaint.lesson, Person.name, Person.other_name, Unit.label,
        _own_of("complaint", Complaint.id),
    )
    .outerjoin(Person, Person.id == Complaint.person_id)
    .outerjoin(Unit, Unit.id == Complaint.unit_id)
    .where(Complaint.id.in_(_REFS), Complaint.archived.is_(None))
)  # fmt: skip
_CALLS = (
    select(Call.id, Call.topic, Call.notes, Call.number, Person.name, Person.other_name, Unit.label)
    .outerjoin(Person, Person.id == Call.person_id)
    .outerjoin(Unit, Unit.id == Call.unit_id)
    .where(Call.id.in_(_REFS), Call.archived.is_(None))
)
_EVENTS = select(Event.id, Event.title, Event.place, Event.notes).where(
    Event.id.in_(_REFS), Event.archived.is_(None)
)
_OWN = (
    select(OwnValue.record_id, OwnValue.value)
    .join(OwnField, OwnField.id == OwnValue.field_id)
    .where(
        OwnValue.record_id.in_(_REFS),
        OwnField.subject == bindparam("subject"),
        *_SAID_BY_OWN,
    )
    .order_by(OwnValue.id)
)


def _own(session: Session, subject: str, refs: Sequence[int]) -> dict[int, list[str]]:
    """What the office's own fields say of some records."""
    rows = rows_of(session.connection(), _OWN, refs, subject=subject)
    return {id: [row[1] for row in found] for id, found in _grouped(rows).items()}


def people(session: Session, refs: Sequence[int]) -> list[Worded]:
    names = _grouped(_asked(session, _NAMES, refs))
    contacts = _grouped(_asked(session, _CONTACTS, refs))
    units = _grouped(_asked(session, _UNITS_OF, refs))
    own = _own(session, "person", refs)
    found = []
    for id, name, other, external, account in _asked(session, _PEOPLE, refs):
        labels = list(dict.fromkeys(row[1] for row in units[id]))
        all_names = [name, other, *(row[1] for row in names[id])]
        digits = [end for row in contacts[id] if row[2] for end in number_tokens(row[2])]
        written = [row[1] for row in contacts[id] if not row[2]]
        pinyin = [said for each in all_names for said in (*pinyin_tokens(each), *run_together(each))]
        words = joined(
            "person", [*all_names, *labels, *written, external, account, *own.get(id, ())], pinyin, digits
        )
        phone = next((row[1] for row in contacts[id] if row[2]), "")
        subtitle = " · ".join(part for part in (", ".join(labels[:3]), phone) if part)
        found.append(Worded(id, full_name(name, other), subtitle, words))
    return found


def units(session: Session, refs: Sequence[int]) -> list[Worded]:
    people_of = _grouped(_asked(session, _PEOPLE_OF, refs))
    own = _own(session, "unit", refs)
    found = []
    for id, label, code, external in _asked(session, _UNITS, refs):
        names = [full_name(row[1], row[2]) for row in people_of[id]]
        words = joined("unit", [label, code, external, *names, *own.get(id, ())])
        found.append(Worded(id, label, ", ".join(names[:3]), words))
    return found


def orders(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [_matter("work_order", *row) for row in _asked(session, _ORDERS, refs)]


def complaints(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [_matter("complaint", *row) for row in _asked(session, _COMPLAINTS, refs)]


def _matter(kind: str, id: int, number: str, subject: str, *rest: str | None) -> Worded:
    *texts, name, other, label, own = (part or "" for part in rest)
    who = full_name(name, other).strip()
    subtitle = " · ".join(part for part in (label, who) if part)
    words = joined(
        kind, [number, subject, label, name, other, *texts, *own.split("\n")], pinyin_tokens(name or other)
    )
    return Worded(id, f"{number} {subject}", subtitle, words)


def calls(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, topic, notes, number, name, other, label in _asked(session, _CALLS, refs):
        digits = number_tokens("".join(c for c in number if c.isdigit()))
        who = full_name(name or "", other or "").strip() or number
        subtitle = " · ".join(part for part in (who, label) if part)
        words = joined("call", [topic, notes, name or "", other or "", label or ""], digits if number else ())
        found.append(Worded(id, topic or notes[:80] or number, subtitle, words))
    return found


def events(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(id, title, place, joined("event", [title, place, notes]))
        for id, title, place, notes in _asked(session, _EVENTS, refs)
    ]


SOURCES: dict[str, Callable[[Session, Sequence[int]], list[Worded]]] = {
    "person": people,
    "unit": units,
    "work_order": orders,
    "complaint": complaints,
    "call": calls,
    "event": events,
}
