"""Editions of the handbook: the one of the latest day is the current one, as soon as that day has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.channel import HandbookEdition, HandbookIssue
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

_FIELDS = ("name", "other_name", "edition", "day", "note")


@dataclass
class EditionForm:
    """What the edition is called, and from which day it holds; its file hangs on its page."""

    name: Annotated[str, Field(N_("Title"), longest=160, required=True)] = ""
    other_name: Annotated[str, Field(N_("Title in the other language"), longest=160)] = ""
    edition: Annotated[str, Field(N_("Edition"), longest=40, required=True, hint=N_("2026, second"))] = ""
    day: Annotated[date | None, Field(N_("Holds from"), required=True)] = None
    note: Annotated[str, Field(N_("What changed"), longest=2000, lines=3)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition in the list; ``issued`` counts who was given it, ``signed`` the receipts that came back."""

    id: int
    name: str
    other_name: str
    edition: str
    day: date
    note: str
    archived: bool
    issued: int
    signed: int
    current: bool


def current(work: Work) -> int | None:
    """The edition that holds today."""
    it = HandbookEdition
    today = work.now.astimezone(work.zone).date()
    held = select(it.id).where(it.archived.is_(None), it.day <= today)
    return work.value(held.order_by(it.day.desc(), it.id.desc()))  # type: ignore[no-any-return]


def _listed(work: Work, archived: bool = False, ids: Sequence[int] = ()) -> list[EditionRow]:
    it, held = HandbookEdition, current(work)
    given = select(func.count(HandbookIssue.person_id.distinct())).where(
        HandbookIssue.edition_id == it.id, HandbookIssue.archived.is_(None)
    )
    signed = given.where(HandbookIssue.signed.is_(True))
    columns: list[Any] = [
        it.id, it.name, it.other_name, it.edition, it.day, it.note, it.archived.is_not(None),
        given.scalar_subquery(), signed.scalar_subquery(),
    ]  # fmt: skip
    chosen = it.id.in_(ids) if ids else it.archived.is_not(None) if archived else it.archived.is_(None)
    order = (it.day.desc(), it.id.desc())
    asked = select(*columns).where(chosen).order_by(*order)
    return [_row(row, held) for row in work.rows(asked)]


def _row(row: Any, held: int | None) -> EditionRow:
    values: list[Any] = [*row, row[0] == held]
    return EditionRow(*values)


@needs("person.read")
def page(work: Work, query: Query) -> Page[EditionRow]:
    """The editions, the latest first: there are few."""
    return few(query, _listed(work, query.archived), lambda row: f"{row.name} {row.other_name} {row.edition}")


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[EditionRow]:
    """The rows of these editions, in this order."""
    return in_order(ids, _listed(work, ids=ids), lambda row: row.id) if ids else []


@needs("person.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Editions for pickers."""
    wanted = fold(text)
    return [
        Choice(
            row.id,
            f"{row.name} {row.edition}",
            row.day.isoformat(),
            f"{row.other_name} {row.edition}".strip(),
        )
        for row in _listed(work, ids=ids)
        if ids or says(f"{row.name} {row.other_name} {row.edition}", wanted)
    ]


@needs("person.write")
def add(work: Work, form: EditionForm) -> int:
    """A new edition."""
    check(form)
    return work.add(HandbookEdition(**{name: getattr(form, name) for name in _FIELDS})).id


@needs("person.read")
def form_of(work: Work, id: int) -> EditionForm:
    """The form as it stands, with the version seen."""
    it = work.get(HandbookEdition, id)
    return EditionForm(**{name: getattr(it, name) for name in (*_FIELDS, "version")})


@needs("person.write")
def change(work: Work, id: int, form: EditionForm) -> int:
    """Put an edition right."""
    check(form)
    it = work.get(HandbookEdition, id, seen=form.version)
    for name in _FIELDS:
        setattr(it, name, getattr(form, name))
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """An edition that should not have been entered."""
    work.archive(work.get(HandbookEdition, id))
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Take an archived edition back."""
    work.restore(work.get(HandbookEdition, id))
    return id
