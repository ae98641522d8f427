"""Notices for buildings: entered once, read out to whoever calls from there, ended when they are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.notice import KINDS, Notice, NoticeBuilding
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import together
from fmcrm_desktop.services.paging import in_order, turned
from fmcrm_desktop.store.work import Work

STATES = {"now": N_("In force"), "coming": N_("To come"), "over": N_("Over")}
FIRST = 60
OFFERED = 20


@dataclass
class NoticeForm:
    """A notice as the clerk writes it; without a building it is for everybody."""

    kind: Annotated[str, Field(N_("Kind"), choices=KINDS, required=True)] = "water"
    buildings: Annotated[
        tuple[int, ...], Field(N_("Buildings"), pick="building", hint=N_("All of them"))
    ] = ()
    title: Annotated[str, Field(N_("Title"), longest=200, required=True)] = ""
    other_title: Annotated[str, Field(N_("Title in the other language"), longest=200)] = ""
    starts: Annotated[datetime | None, Field(N_("Starts"), required=True)] = None
    until: Annotated[datetime | None, Field(N_("Until"), hint=N_("Not known yet"), until=True)] = None
    text: Annotated[
        str, Field(N_("What is read out"), longest=2000, lines=4, hint=N_("What, how long, whom to ask"))
    ] = ""
    other_text: Annotated[
        str, Field(N_("What is read out, in the other language"), longest=2000, lines=4)
    ] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice in a list and on the caller's card; ``state`` is a key of STATES at the moment of asking."""

    id: int
    version: int
    kind: str
    title: str
    other_title: str
    text: str
    other_text: str
    starts: datetime
    until: datetime | None
    archived: bool
    buildings: str
    state: str


@needs("call.read")
def page(work: Work, query: Query) -> Page[NoticeRow]:
    """Notices, the newest first; filters "kind", "state" and "building"; sorts by starts, until or kind."""
    gone = Notice.archived.is_not(None) if query.archived else Notice.archived.is_(None)
    ids = select(Notice.id).where(gone)
    if query.where.get("kind"):
        ids = ids.where(Notice.kind.in_(query.where["kind"]))
    if query.where.get("state"):
        ids = ids.where(or_(*(_state_is(work, str(state)) for state in query.where["state"])))
    if query.where.get("building"):
        ids = ids.where(_for_buildings(list(query.where["building"])))
    columns: list[Any] = [Notice.starts, Notice.id]
    if query.sort in ("until", "kind"):
        columns = [getattr(Notice, query.sort), *columns]
    down = query.descending if query.sort else True
    found = work.ids(ids.order_by(*(turned(each, down) for each in columns)))
    if query.text.strip():
        # There are a few hundred in a year, so they have no search documents: the rows are looked through.
        typed = fold(query.text).split()
        said = {
            row.id: fold(f"{row.title} {row.other_title} {row.text} {row.buildings}")
            for row in rows(work, found)
        }
        found = type(found)("q", [id for id in found if all(word in said[id] for word in typed)])
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[NoticeRow]:
    """The rows of these notices, in this order."""
    return in_order(ids, _rows(work, _columns().where(Notice.id.in_(ids))), lambda row: row.id)


@needs("call.read")
def in_force(work: Work, units: Sequence[int] = (), moment: datetime | None = None) -> tuple[NoticeRow, ...]:
    """What holds now (or at a moment) for the buildings of these units, and for everybody; without units all there
    is. The latest first."""
    at = moment or work.now
    columns = _columns().where(
        Notice.archived.is_(None), Notice.starts <= at, or_(Notice.until.is_(None), Notice.until > at)
    )
    if units:
        buildings = work.column(
            select(Unit.building_id).where(Unit.id.in_(units), Unit.building_id.is_not(None))
        )
        columns = columns.where(_for_buildings(list(buildings)))
    return tuple(_rows(work, columns.order_by(Notice.starts.desc(), Notice.id.desc())))


@needs("call.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Notices for a picker, the latest first."""
    found = rows(work, ids) if ids else page(work, Query(text=text)).first[:OFFERED]
    return [Choice(row.id, row.title, row.buildings, row.other_title) for row in found]


@needs("call.write")
def add(work: Work, form: NoticeForm) -> int:
    """Put up a notice."""
    _check(form)
    notice = work.add(Notice(**_values(form)))
    _tie(work, notice.id, form.buildings)
    return notice.id


@needs("call.read")
def form_of(work: Work, id: int) -> NoticeForm:
    """A notice as it is stored, with the version the clerk then saw."""
    it = work.get(Notice, id)
    tied = (
        select(NoticeBuilding.building_id).where(NoticeBuilding.notice_id == id).order_by(NoticeBuilding.id)
    )
    return NoticeForm(
        it.kind, tuple(work.column(tied)), it.title, it.other_title, it.starts, it.until, it.text, it.other_text,
        it.version,
    )  # fmt: skip


@needs("call.write")
def change(work: Work, id: int, form: NoticeForm) -> int:
    """Correct a notice: a longer outage, another building."""
    _check(form)
    it = work.get(Notice, id, seen=form.version)
    for name, value in _values(form).items():
        setattr(it, name, value)
    _tie(work, id, form.buildings)
    return id


@needs("call.write")
def end(work: Work, id: int, seen: int | None = None) -> int:
    """It is over now: the water runs again."""
    work.get(Notice, id, seen=seen).until = work.now
    return id


@needs("call.write")
def archive(work: Work, id: int) -> int:
    """Take a notice out of the list."""
    work.archive(work.get(Notice, id))
    return id


@needs("call.write")
def restore(work: Work, id: int) -> int:
    """Bring an archived notice back."""
    work.restore(work.get(Notice, id))
    return id


def _check(form: NoticeForm) -> None:
    check(form)
    if form.until is not None and form.starts is not None and form.until <= form.starts:
        raise Invalid(until=N_("The end must be after the start."))


def _values(form: NoticeForm) -> dict[str, Any]:
    names = ("kind", "title", "other_title", "text", "other_text", "starts", "until")
    return {name: getattr(form, name) for name in names}


def _tie(work: Work, notice: int, wanted: Sequence[int]) -> None:
    """Only what differs is untied and tied, so that the change log tells what happened."""
    ties = {
        tie.building_id: tie
        for tie in work.records(select(NoticeBuilding).where(NoticeBuilding.notice_id == notice))
    }
    for building in dict.fromkeys(wanted):
        if building in ties:
            del ties[building]
        else:
            work.get(Building, building)
            work.add(NoticeBuilding(notice_id=notice, building_id=building))
    for tie in ties.values():
        work.remove(tie)


def _for_buildings(buildings: Sequence[Any]) -> ColumnElement[bool]:
    tied = select(NoticeBuilding.notice_id)
    return or_(Notice.id.in_(tied.where(NoticeBuilding.building_id.in_(buildings))), Notice.id.not_in(tied))


def _state_is(work: Work, state: str) -> ColumnElement[bool]:
    if state == "coming":
        return Notice.starts > work.now
    if state == "over":
        return Notice.until <= work.now
    return (Notice.starts <= work.now) & or_(Notice.until.is_(None), Notice.until > work.now)


def _columns() -> Select[Any]:
    buildings = (
        select(func.aggregate_strings(Building.code, "\n"))
        .join(NoticeBuilding, NoticeBuilding.building_id == Building.id)
        .where(NoticeBuilding.notice_id == Notice.id)
        .scalar_subquery()
    )
    columns: list[Any] = [
        Notice.id, Notice.version, Notice.kind, Notice.title, Notice.other_title, Notice.text, Notice.other_text,
        Notice.starts, Notice.until, Notice.archived.is_not(None), buildings,
    ]  # fmt: skip
    return select(*columns)


def _rows(work: Work, columns: Select[Any]) -> list[NoticeRow]:
    found = []
    for row in work.rows(columns):
        *plain, starts, until, archived, buildings = row
        state = (
            "coming" if starts > work.now else "over" if until is not None and until <= work.now else "now"
        )
        id, version, *texts = plain
        kind, title, other_title, text, other_text = texts
        found.append(
            NoticeRow(
                id, version, kind, title, other_title, text, other_text, starts, until, archived, together(buildings),
                state,
            )
        )  # fmt: skip
    return found
