"""Two records side by side: what differs and can be chosen, how each is reached, and how much history each has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.issued_document import IssuedDocument
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.matter import Note
from fmcrm_desktop.model.own_field import OwnField, OwnValue
from fmcrm_desktop.model.person import ContactPoint, Person, PersonName
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.merging.forms import (
    BOTH,
    CHOICES,
    FIELDS,
    GONE,
    KEEP,
    LABELS,
    can_be_both,
    is_empty,
    usual,
)
from fmcrm_desktop.services.owners.listing import OwnerRow, rows
from fmcrm_desktop.store.work import Work

HISTORY: dict[str, tuple[str, type[Any]]] = {
    "call": (N_("Calls"), Call),
    "work_order": (N_("Work orders"), WorkOrder),
    "complaint": (N_("Complaints"), Complaint),
    "promise": (N_("Promises"), Promise),
    "event": (N_("Calendar"), Event),
    "letter": (N_("Letters"), Letter),
    "issued_document": (N_("Contracts and documents"), IssuedDocument),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A field in which the two differ. ``label`` is marked unless ``own``; ``may_choose`` the choices there are;
    ``chosen`` the usual one."""

    key: str
    label: str
    keep: object
    gone: object
    may_choose: tuple[str, ...]
    chosen: str
    words: Mapping[str, str] | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: who, how reached, in which units, and how many matters of each kind there are."""

    row: OwnerRow
    version: int
    names: tuple[str, ...]
    contacts: tuple[str, ...]
    units: tuple[str, ...]
    history: tuple[tuple[str, int], ...]
    """Marked title and number, in the order of HISTORY, notes last."""
    identity: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """``fills``: how many empty fields of the one kept the other fills."""

    keep: Side
    gone: Side
    lines: tuple[Line, ...]
    fills: int


@needs("person.read")
def compare(work: Work, keep: int, gone: int) -> Comparison:
    """Two people side by side, as they would be merged into the first."""
    mine, theirs = work.get(Person, keep), work.get(Person, gone)
    lines, fills = [], 0
    for name in FIELDS:
        one, other = getattr(mine, name), getattr(theirs, name)
        if one == other or is_empty(other):
            continue
        if is_empty(one):
            fills += 1
            continue
        if name == "name" and fold(other) == fold(mine.other_name):
            continue  # the same name in its other script: nothing to choose
        choices = (KEEP, GONE, BOTH) if can_be_both(name, one, other) else (KEEP, GONE)
        lines.append(
            Line(name, LABELS[name], one, other, choices, usual(name, one, other), CHOICES.get(name))
        )
    own, more = _own(work, keep, gone)
    return Comparison(_side(work, mine), _side(work, theirs), (*lines, *own), fills + more)


def _own(work: Work, keep: int, gone: int) -> tuple[list[Line], int]:
    columns = (
        select(OwnField.id, OwnField.name, OwnValue.record_id, OwnValue.value)
        .join(OwnValue, OwnValue.field_id == OwnField.id)
        .where(OwnField.subject == "person", OwnValue.record_id.in_((keep, gone)))
        .order_by(OwnField.position, OwnField.id)
    )
    found: dict[int, tuple[str, dict[int, str]]] = {}
    for id, name, person, value in work.rows(columns):
        found.setdefault(id, (name, {}))[1][person] = value
    lines = [
        Line(f"own:{id}", name, values[keep], values[gone], (KEEP, GONE), KEEP, own=True)
        for id, (name, values) in found.items()
        if len(values) == 2 and values[keep] != values[gone]
    ]
    return lines, sum(1 for _, values in found.values() if set(values) == {gone})


def _side(work: Work, person: Person) -> Side:
    id = person.id
    contacts = select(ContactPoint.value).where(ContactPoint.person_id == id, ContactPoint.archived.is_(None))
    units = (
        select(Unit.label)
        .join(Relation, Relation.unit_id == Unit.id)
        .where(Relation.person_id == id, Relation.archived.is_(None))
        .order_by(Unit.sort_key)
    )
    names = select(PersonName.name).where(PersonName.person_id == id, PersonName.archived.is_(None))
    return Side(
        rows(work, [id])[0],
        person.version,
        tuple(work.column(names)),
        tuple(dict.fromkeys(work.column(contacts.order_by(ContactPoint.id)))),
        tuple(dict.fromkeys(work.column(units))),
        _history(work, id),
        bool(person.identity_number),
    )


def _history(work: Work, id: int) -> tuple[tuple[str, int], ...]:
    def count(table: Any, *where: Any) -> Any:
        return (
            select(func.count()).select_from(table).where(table.archived.is_(None), *where).scalar_subquery()
        )

    counts = [count(table, table.person_id == id) for _, table in HISTORY.values()]
    row = work.row(select(*counts, count(Note, Note.subject == "person", Note.subject_id == id)))
    assert row is not None
    titles = [*(title for title, _ in HISTORY.values()), N_("Notes")]
    return tuple(zip(titles, row, strict=True))
