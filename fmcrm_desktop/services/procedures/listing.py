"""Procedures as a list, the next review first; one with its reviews and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.complaint import CorrectiveAction
from fmcrm_desktop.model.improvement import Procedure, Review
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import actions, voices
from fmcrm_desktop.services.actions import ActionRow
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

STATES = {"overdue": N_("Review overdue"), "planned": N_("Review planned"), "none": N_("No review planned")}


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """A procedure in the list; ``state`` is one of STATES, ``last`` its last review."""

    id: int
    name: str
    other_name: str
    owner: str
    owner_other: str
    every_months: int
    next_day: date | None
    last: date | None
    state: str
    archived: bool


@dataclass(frozen=True)
class ReviewRow:
    """One review, with its actions."""

    id: int
    day: date
    staff: str
    found: str
    friendly: bool
    actions: tuple[ActionRow, ...]


@dataclass(frozen=True)
class ProcedureCard:
    """A procedure with its reviews, latest first."""

    id: int
    archived: bool
    row: ProcedureRow
    text: str
    reviews: tuple[ReviewRow, ...]


_LAST = (
    select(Review.day)
    .where(Review.procedure_id == Procedure.id, Review.archived.is_(None))
    .order_by(Review.day.desc())
    .limit(1)
    .scalar_subquery()
)


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[ProcedureRow]:
    """Procedures, the one to be looked through next at the top; filters state, owner, id. An office has few."""
    gone = Procedure.archived.is_not(None) if query.archived else Procedure.archived.is_(None)
    chosen = _columns().where(gone).order_by(Procedure.next_day.is_(None), Procedure.next_day, Procedure.id)
    for name, column in (("owner", Procedure.owner_id), ("id", Procedure.id)):
        if query.where.get(name):
            chosen = chosen.where(column.in_(query.where[name]))
    found = _rows(work, chosen)
    if query.where.get("state"):
        found = [row for row in found if row.state in query.where["state"]]
    if query.sort in ("name", "last", "next_day"):
        key = {
            "name": lambda row: row.name, "last": lambda row: row.last or date.min,
            "next_day": lambda row: row.next_day or date.max,
        }[query.sort]  # fmt: skip
        found.sort(key=key, reverse=query.descending)
    return few(query, found, lambda row: f"{row.name} {row.other_name} {row.owner} {row.owner_other}")


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[ProcedureRow]:
    """The rows of these procedures, in this order."""
    return in_order(ids, _rows(work, _columns().where(Procedure.id.in_(ids))), lambda row: row.id)


@needs("complaint.read")
def owner_options(work: Work) -> list[tuple[int, str, str]]:
    """Those who look after procedures, for a filter."""
    return voices.who_is_named(work, Procedure.owner_id)


@needs("complaint.read")
def card(work: Work, id: int) -> ProcedureCard:
    """A procedure with its reviews and what was agreed on."""
    found = rows(work, [id])
    if not found:
        raise Missing("procedure", id)
    text = work.value(select(Procedure.text).where(Procedure.id == id))
    return ProcedureCard(id, found[0].archived, found[0], text or "", _reviews(work, id))


def _columns() -> Any:
    return select(
        Procedure.id, Procedure.name, Procedure.other_name, Staff.name.label("owner"),
        Staff.other_name.label("owner_other"), Procedure.every_months, Procedure.next_day, _LAST.label("last"),
        Procedure.archived.is_not(None).label("archived"),
    ).outerjoin(Staff, Staff.id == Procedure.owner_id)  # fmt: skip


def _rows(work: Work, chosen: Any) -> list[ProcedureRow]:
    today = work.now.astimezone(work.zone).date()
    found = []
    for row in work.rows(chosen):
        day = row.next_day
        state = "none" if day is None else "overdue" if day < today else "planned"
        named = {"owner": row.owner or "", "owner_other": row.owner_other or ""}
        found.append(ProcedureRow(**{**row._mapping, **named}, state=state))
    return found


def _reviews(work: Work, procedure: int) -> tuple[ReviewRow, ...]:
    chosen = (
        select(Review.id, Review.day, Staff.name, Review.found, Review.friendly)
        .outerjoin(Staff, Staff.id == Review.staff_id)
        .where(Review.procedure_id == procedure, Review.archived.is_(None))
        .order_by(Review.day.desc(), Review.id.desc())
    )
    kept = list(work.rows(chosen))
    agreed = _actions(work, [row.id for row in kept])
    return tuple(
        ReviewRow(id, day, staff or "", found, friendly, tuple(agreed.get(id, ())))
        for id, day, staff, found, friendly in kept
    )


def _actions(work: Work, reviews: Sequence[int]) -> dict[int | None, list[ActionRow]]:
    its = CorrectiveAction
    chosen = select(its.id).where(its.review_id.in_(reviews), its.archived.is_(None)).order_by(its.id)
    found: dict[int | None, list[ActionRow]] = {}
    for row in actions.rows(work, work.column(chosen)):
        found.setdefault(row.source_id, []).append(row)
    return found
