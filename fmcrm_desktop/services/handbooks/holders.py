"""Owners and the handbook they have: which edition, since when, signed or not; and who lacks the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from fmcrm_desktop.model.channel import HandbookEdition, HandbookIssue
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.handbooks.editions import current
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.services.paging import page_of
from fmcrm_desktop.store.work import Work

HAS = {
    "current": N_("Has the current edition"), "older": N_("Has an older edition"), "none": N_("Has none"),
    "unsigned": N_("Receipt not signed"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HolderRow:
    """An owner and the latest edition they were given; ``state`` is current, older or none."""

    id: int
    name: str
    other_name: str
    units: str
    phone: str
    edition: str
    issued: datetime | None
    signed: bool
    state: str
    issue_id: int | None
    archived: bool = False


def _given(edition: int | None = None) -> Any:
    """An issue to the person; of one edition, or of any that was not put away."""
    it = HandbookIssue
    given = select(it.id).where(it.person_id == Person.id, it.archived.is_(None))
    return given.where(it.edition_id == edition) if edition is not None else given


def _has(state: str, held: int | None) -> ColumnElement[bool]:
    now = exists(_given(held)) if held is not None else Person.id < 0
    if state == "current":
        return now
    if state == "none":
        return ~exists(_given())
    if state == "unsigned":
        return exists(_given().where(HandbookIssue.signed.is_(False)))
    return and_(exists(_given()), ~now)


@needs("person.read")
def holders(work: Work, query: Query) -> Page[HolderRow]:
    """Owners of today by name; filters "state" (keys of HAS) and "building"; sorts by name."""
    tie = select(Relation.id).where(
        Relation.person_id == Person.id, Relation.role == "owner", holds(today(work))
    )
    if query.where.get("building"):
        tie = tie.join(Unit, Unit.id == Relation.unit_id).where(Unit.building_id.in_(query.where["building"]))
    gone = Person.archived.is_not(None) if query.archived else Person.archived.is_(None)
    ids = select(Person.id).where(gone, exists(tie))
    if query.where.get("state"):
        held = current(work)
        ids = ids.where(or_(*(_has(str(state), held) for state in query.where["state"])))
    columns = [Person.sort_key, Person.id]
    order = [column.desc() for column in columns] if query.descending else columns
    return page_of(work, query, "person", ids.order_by(*order), holders_rows)


@needs("person.read")
def holders_rows(work: Work, ids: Sequence[int]) -> list[HolderRow]:
    """The rows of these owners, in this order."""
    held = current(work)
    it = HandbookIssue
    given = (
        select(
            it.id,
            it.person_id,
            it.edition_id,
            it.issued,
            it.signed,
            HandbookEdition.edition,
        )
        .join(HandbookEdition, HandbookEdition.id == it.edition_id)
        .where(it.person_id.in_(ids), it.archived.is_(None))
        .order_by(HandbookEdition.day, it.issued, it.id)
    )
    latest = {row.person_id: row for row in work.rows(given)}
    return [_row(person, latest.get(person.id), held) for person in owners.rows(work, ids)]


def _row(person: Any, given: Any, held: int | None) -> HolderRow:
    if given is None:
        return HolderRow(
            person.id,
            person.name,
            person.other_name,
            person.units,
            person.phone,
            "",
            None,
            False,
            "none",
            None,
        )
    state = "current" if given.edition_id == held else "older"
    return HolderRow(
        person.id, person.name, person.other_name, person.units, person.phone, given.edition,
        given.issued, given.signed, state, given.id,
    )  # fmt: skip
