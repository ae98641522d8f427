"""Rooms, and other things of which only one event can have one at a time: list, pickers, adding, renaming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.event import Room
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

OFFERED = 20


@dataclass
class RoomForm:
    """What a room is called."""

    name: Annotated[str, Field(N_("Name of the room"), longest=80, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=80)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in the list."""

    id: int
    name: str
    other_name: str
    archived: bool


def _columns() -> Any:
    return select(Room.id, Room.name, Room.other_name, Room.archived.is_not(None))


def _listed(work: Work, archived: bool = False) -> list[RoomRow]:
    gone = Room.archived.is_not(None) if archived else Room.archived.is_(None)
    return [RoomRow(*row) for row in work.rows(_columns().where(gone).order_by(Room.name, Room.id))]


@needs("calendar.read")
def page(work: Work, query: Query) -> Page[RoomRow]:
    """The rooms by name, narrowed by the words typed: there are few."""
    return few(query, _listed(work, query.archived), lambda row: f"{row.name} {row.other_name}")


@needs("calendar.read")
def rows(work: Work, ids: Sequence[int]) -> list[RoomRow]:
    """The rows of these rooms, in this order."""
    found = [RoomRow(*row) for row in work.rows(_columns().where(Room.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("calendar.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Rooms for pickers: those whose names hold what was typed, or the ones with these ids."""
    if ids:
        return [Choice(row.id, row.name, row.other_name) for row in rows(work, ids)]
    wanted = fold(text)
    found = [row for row in _listed(work) if says(f"{row.name} {row.other_name}", wanted)]
    return [Choice(row.id, row.name, row.other_name) for row in found[:OFFERED]]


@needs("calendar.write")
def add(work: Work, form: RoomForm) -> int:
    """A new room."""
    check(form)
    _name_is_free(work, form, None)
    return work.add(Room(name=form.name, other_name=form.other_name)).id


@needs("calendar.read")
def form_of(work: Work, id: int) -> RoomForm:
    """The form as it stands, with the version seen."""
    it = work.get(Room, id)
    return RoomForm(it.name, it.other_name, it.version)


@needs("calendar.write")
def change(work: Work, id: int, form: RoomForm) -> int:
    """Rename a room."""
    check(form)
    _name_is_free(work, form, id)
    it = work.get(Room, id, seen=form.version)
    it.name, it.other_name = form.name, form.other_name
    return id


@needs("calendar.write")
def archive(work: Work, id: int) -> int:
    """Offer a room no more; what takes place there keeps it."""
    work.archive(work.get(Room, id))
    return id


@needs("calendar.write")
def restore(work: Work, id: int) -> int:
    """Offer a room again."""
    work.restore(work.get(Room, id))
    return id


def _name_is_free(work: Work, form: RoomForm, own: int | None) -> None:
    if any(row.id != own and fold(row.name) == fold(form.name) for row in _listed(work)):
        raise Invalid(name=N_("There is a room of this name already."))
