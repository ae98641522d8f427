"""Postings as a list: what hangs, what is planned, what must come down today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.channel import NoticePlace, NoticePosting
from fmcrm_desktop.model.notice import Notice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, turned
from fmcrm_desktop.store.work import Work

STATES = {
    "due": N_("To take down"), "put_up": N_("To put up"), "hanging": N_("Hangs"), "planned": N_("To come"),
    "down": N_("Taken down"),
}  # fmt: skip
FIRST = 60


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting in the list and on its page; ``state`` is a key of STATES today."""

    id: int
    version: int
    notice_id: int | None
    title: str
    other_title: str
    kind: str
    building: str
    place: str
    other_place: str
    from_day: date
    until_day: date | None
    put_up: datetime | None
    put_up_by: str
    taken_down: datetime | None
    taken_down_by: str
    note: str
    archived: bool
    state: str


def today(work: Work) -> date:
    """The office's day."""
    return work.now.astimezone(work.zone).date()


def _is(state: str, day: date) -> ColumnElement[bool]:
    it = NoticePosting
    if state == "down":
        return it.taken_down.is_not(None)
    over = and_(it.until_day.is_not(None), it.until_day <= day)
    if state == "due":
        return and_(it.taken_down.is_(None), over)
    waits = and_(it.taken_down.is_(None), or_(it.until_day.is_(None), it.until_day > day))
    if state == "hanging":
        return and_(waits, it.put_up.is_not(None))
    begun = it.from_day <= day
    return and_(waits, it.put_up.is_(None), begun if state == "put_up" else ~begun)


@needs("call.read")
def page(work: Work, query: Query) -> Page[PostingRow]:
    """Postings, the latest first; filters "state", "kind" (of the place), "building", "place", "notice"; sorts by
    from_day or until_day."""
    it = NoticePosting
    gone = it.archived.is_not(None) if query.archived else it.archived.is_(None)
    ids = select(it.id).join(NoticePlace, NoticePlace.id == it.place_id).where(gone)
    plain = {
        "kind": NoticePlace.kind, "building": NoticePlace.building_id, "place": it.place_id, "notice": it.notice_id,
    }  # fmt: skip
    for name, column in plain.items():
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    if query.where.get("state"):
        ids = ids.where(or_(*(_is(str(state), today(work)) for state in query.where["state"])))
    order: Any = it.until_day if query.sort == "until_day" else it.from_day
    down = query.descending if query.sort else True
    found = work.ids(ids.order_by(turned(order, down), turned(it.id, down)))
    if query.text.strip():
        # Like the notices themselves they are few, and have no search documents.
        words = fold(query.text).split()
        said = {
            row.id: fold(f"{row.title} {row.other_title} {row.place} {row.other_place} {row.building}")
            for row in rows(work, found)
        }
        found = type(found)("q", [id for id in found if all(word in said[id] for word in words)])
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[PostingRow]:
    """The rows of these postings, in this order."""
    return in_order(ids, _rows(work, _columns().where(NoticePosting.id.in_(ids))), lambda row: row.id)


@needs("call.read")
def of_notice(work: Work, notice: int) -> list[PostingRow]:
    """Where a notice hangs, hung or shall hang."""
    columns = _columns().where(NoticePosting.notice_id == notice, NoticePosting.archived.is_(None))
    return _rows(work, columns.order_by(NoticePosting.from_day, NoticePosting.id))


def _columns() -> Select[Any]:
    it, down = NoticePosting, aliased(Staff)
    columns: list[Any] = [
        it.id, it.version, it.notice_id, func.coalesce(Notice.title, it.title),
        func.coalesce(Notice.other_title, ""), NoticePlace.kind, func.coalesce(Building.code, ""), NoticePlace.place,
        NoticePlace.other_place, it.from_day, it.until_day, it.put_up, func.coalesce(Staff.name, ""), it.taken_down,
        func.coalesce(down.name, ""), it.note, it.archived.is_not(None),
    ]  # fmt: skip
    return (
        select(*columns)
        .join(NoticePlace, NoticePlace.id == it.place_id)
        .outerjoin(Building, Building.id == NoticePlace.building_id)
        .outerjoin(Notice, Notice.id == it.notice_id)
        .outerjoin(Staff, Staff.id == it.put_up_by_id)
        .outerjoin(down, down.id == it.taken_down_by_id)
    )


def _rows(work: Work, columns: Select[Any]) -> list[PostingRow]:
    day = today(work)
    return [_row(row, day) for row in work.rows(columns)]


def _row(row: Any, day: date) -> PostingRow:
    values: list[Any] = [*row, _state(row, day)]
    return PostingRow(*values)


def _state(row: Any, day: date) -> str:
    from_day, until_day, put_up, _by, taken_down = row[9:14]
    if taken_down is not None:
        return "down"
    if until_day is not None and until_day <= day:
        return "due"
    if put_up is not None:
        return "hanging"
    return "put_up" if from_day <= day else "planned"
