"""Who is tied to a person: household, helpers and contacts, as a page shows them from either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, case, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.person import ContactPoint, Person, PersonTie
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

BACK = {"spouse": "spouse", "child": "parent", "parent": "child", "relative": "relative"}
"""What somebody is seen from the other side; what has no word of its own is told as it is."""


@dataclass(frozen=True, slots=True)
class TieRow:
    """One of a person's household, helpers and contacts. ``kind`` is what ``other`` is to the person, or with ``back``
    what the person is to ``other`` where that has no word of its own."""

    id: int
    version: int
    other_id: int
    name: str
    other_name: str
    person_kind: str
    kind: str
    back: bool
    phone: str
    note: str
    from_day: date | None
    until_day: date | None
    current: bool


@needs("person.read")
def ties_of(work: Work, person: int) -> tuple[TieRow, ...]:
    """Everybody tied to a person, from both sides, those of today first."""
    day = work.now.astimezone(work.zone).date()
    rows = work.rows(_tied(), person=person)
    phones = _phones(work, [row[3] for row in rows])
    found = [_row(row, person, phones, day) for row in rows]
    return tuple(sorted(found, key=lambda row: not row.current))


@cache
def _tied() -> Any:
    other, person = aliased(Person), bindparam("person", type_=Integer)
    return (
        select(
            PersonTie.id, PersonTie.version, PersonTie.person_id, other.id, other.name, other.other_name, other.kind,
            PersonTie.kind, PersonTie.note, PersonTie.from_day, PersonTie.until_day,
        )
        .join(other, other.id == case((PersonTie.person_id == person, PersonTie.other_id), else_=PersonTie.person_id))
        .where(
            or_(PersonTie.person_id == person, PersonTie.other_id == person),
            PersonTie.archived.is_(None), other.archived.is_(None),
        )
        .order_by(PersonTie.id)
    )  # fmt: skip


def _row(row: Any, person: int, phones: dict[int, str], day: date) -> TieRow:
    id, version, first, other, name, other_name, person_kind, kind, note, since, until = row
    seen_back = first != person
    said = BACK.get(kind, kind) if seen_back else kind
    current = (since is None or since <= day) and (until is None or until >= day)
    return TieRow(
        id, version, other, name, other_name, person_kind, said, seen_back and kind not in BACK,
        phones.get(other, ""), note, since, until, current,
    )  # fmt: skip


def _phones(work: Work, people: Sequence[int]) -> dict[int, str]:
    """The first number of each, those not to be used left out."""
    columns = (
        select(ContactPoint.person_id, ContactPoint.value)
        .where(
            ContactPoint.person_id.in_(people), ContactPoint.archived.is_(None), ContactPoint.digits != "",
            ContactPoint.do_not_use.is_(False),
        )
        .order_by(ContactPoint.preferred, ContactPoint.id.desc())
    )  # fmt: skip
    return {row[0]: row[1] for row in work.rows(columns)} if people else {}
