"""The boards and windows of the office: where notices hang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.channel import PLACE_KINDS, NoticePlace, NoticePosting
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

OFFERED = 30


@dataclass
class PlaceForm:
    """A board or a window, and where it is."""

    kind: Annotated[str, Field(N_("Kind"), choices=PLACE_KINDS, required=True)] = "board"
    building_id: Annotated[int | None, Field(N_("Building"), pick="building")] = None
    place: Annotated[
        str, Field(N_("Place"), longest=120, required=True, hint=N_("Ground floor, beside the lift"))
    ] = ""
    other_place: Annotated[str, Field(N_("Place in the other language"), longest=120)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in the list; ``hanging`` counts what hangs there now."""

    id: int
    kind: str
    building: str
    place: str
    other_place: str
    archived: bool
    hanging: int


def _columns() -> Any:
    hanging = (
        select(func.count())
        .where(
            NoticePosting.place_id == NoticePlace.id, NoticePosting.archived.is_(None),
            NoticePosting.put_up.is_not(None), NoticePosting.taken_down.is_(None),
        )
        .scalar_subquery()
    )  # fmt: skip
    columns: list[Any] = [
        NoticePlace.id, NoticePlace.kind, func.coalesce(Building.code, ""), NoticePlace.place, NoticePlace.other_place,
        NoticePlace.archived.is_not(None), hanging,
    ]  # fmt: skip
    return select(*columns).outerjoin(Building, Building.id == NoticePlace.building_id)


def _listed(work: Work, archived: bool = False) -> list[PlaceRow]:
    gone = NoticePlace.archived.is_not(None) if archived else NoticePlace.archived.is_(None)
    order = (Building.sort_key.is_(None), Building.sort_key, NoticePlace.place, NoticePlace.id)
    return [PlaceRow(*row) for row in work.rows(_columns().where(gone).order_by(*order))]


@needs("call.read")
def page(work: Work, query: Query) -> Page[PlaceRow]:
    """The places by building, narrowed by the words typed and by "kind": there are few."""
    kinds = query.where.get("kind")
    found = [row for row in _listed(work, query.archived) if not kinds or row.kind in kinds]
    return few(query, found, lambda row: f"{row.building} {row.place} {row.other_place}")


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[PlaceRow]:
    """The rows of these places, in this order."""
    found = [PlaceRow(*row) for row in work.rows(_columns().where(NoticePlace.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("call.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Places for pickers."""
    wanted = fold(text)
    found = rows(work, ids) if ids else _listed(work)
    return [
        Choice(row.id, row.place, row.building, row.other_place)
        for row in found
        if ids or says(f"{row.building} {row.place} {row.other_place}", wanted)
    ][: None if ids else OFFERED]


@needs("call.write")
def add(work: Work, form: PlaceForm) -> int:
    """A new board or window."""
    check(form)
    return work.add(NoticePlace(**_values(work, form))).id


@needs("call.read")
def form_of(work: Work, id: int) -> PlaceForm:
    """The form as it stands, with the version seen."""
    it = work.get(NoticePlace, id)
    return PlaceForm(it.kind, it.building_id, it.place, it.other_place, it.version)


@needs("call.write")
def change(work: Work, id: int, form: PlaceForm) -> int:
    """Put a place right."""
    check(form)
    it = work.get(NoticePlace, id, seen=form.version)
    for name, value in _values(work, form).items():
        setattr(it, name, value)
    return id


@needs("call.write")
def archive(work: Work, id: int) -> int:
    """Post there no more; what hung there stays known."""
    work.archive(work.get(NoticePlace, id))
    return id


@needs("call.write")
def restore(work: Work, id: int) -> int:
    """Post there again."""
    work.restore(work.get(NoticePlace, id))
    return id


def _values(work: Work, form: PlaceForm) -> dict[str, Any]:
    if form.building_id is not None:
        work.get(Building, form.building_id)
    return {name: getattr(form, name) for name in ("kind", "building_id", "place", "other_place")}
