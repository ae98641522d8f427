"""Post as a list: what lies here, what waits too long, what is owed an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from fmcrm_desktop.model.channel import PostItem
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings, voices
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

STATES = {
    "overdue": N_("Not fetched"), "lies": N_("Lies here"), "handed": N_("Fetched"),
    "late": N_("Answer overdue"), "to_answer": N_("To be answered"), "answered": N_("Was answered"),
    "entered": N_("Entered"), "out": N_("Went out"),
}  # fmt: skip
FETCHED = ("letter", "parcel")


@dataclass(frozen=True, slots=True)
class PostRow:
    """Post in the list and on its page; ``state`` is a key of STATES now, ``days`` since it came."""

    id: int
    version: int
    number: str
    channel: str
    direction: str
    moment: datetime
    person_id: int | None
    person: str
    person_other: str
    name: str
    unit_id: int | None
    unit: str
    subject: str
    text: str
    carrier: str
    tracking: str
    place: str
    responsible: str
    responsible_other: str
    handed_off: int
    reply_by: date | None
    answered: datetime | None
    answer: str
    handed: datetime | None
    handed_to: str
    handed_by: str
    order_id: int | None
    order: str
    complaint_id: int | None
    complaint: str
    archived: bool
    state: str
    days: int


def days(work: Work) -> int:
    """After so many days what nobody fetched is called to mind."""
    return int(settings.get(work, "post.days"))


def today(work: Work) -> date:
    """The office's day."""
    return work.now.astimezone(work.zone).date()


def lies() -> ColumnElement[bool]:
    """Letters and parcels that came and were not handed over, in the words of their index."""
    it = PostItem
    return and_(it.channel.in_(FETCHED), it.direction == "in", it.handed.is_(None))


def missed(work: Work) -> ColumnElement[bool]:
    """Answered too late or not at all, or lying here for too many days."""
    it, old = PostItem, work.now - timedelta(days=days(work))
    late = or_(it.answered > it.reply_due, and_(it.answered.is_(None), it.reply_due < work.now))
    return or_(late, and_(lies(), it.answered.is_(None), it.moment <= old))


def _is(work: Work, state: str) -> ColumnElement[bool]:
    it, since = PostItem, work.now - timedelta(days(work))
    owed = and_(it.reply_by.is_not(None), it.answered.is_(None))
    return {
        "overdue": and_(lies(), it.moment <= since),
        "lies": lies(),
        "handed": it.handed.is_not(None),
        "late": and_(owed, it.reply_by < today(work)),
        "to_answer": owed,
        "answered": it.answered.is_not(None),
        "out": it.direction == "out",
        "entered": and_(it.direction == "in", ~lies(), it.handed.is_(None), it.answered.is_(None), ~owed),
    }[state]


@needs("call.read")
def page(work: Work, query: Query) -> Page[PostRow]:
    """Post, the latest first; filters "state", "channel", "direction", "responsible", "person", "unit", "order",
    "complaint", "month" ("2026-11"), "id", "missed" and "handed" (ticks); sorts by moment."""
    it = PostItem
    gone = it.archived.is_not(None) if query.archived else it.archived.is_(None)
    ids = select(it.id).where(gone)
    plain = {
        "channel": it.channel, "direction": it.direction, "responsible": it.responsible_id, "person": it.person_id,
        "unit": it.unit_id, "order": it.order_id, "complaint": it.complaint_id, "id": it.id,
    }  # fmt: skip
    for name, column in plain.items():
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    if query.where.get("state"):
        ids = ids.where(or_(*(_is(work, str(state)) for state in query.where["state"])))
    if query.where.get("month"):
        spans = (Month.read(str(said)).period(work.zone) for said in query.where["month"])
        ids = ids.where(or_(*(and_(it.moment >= start, it.moment < end) for start, end in spans)))
    if query.where.get("missed"):
        ids = ids.where(missed(work))
    if query.where.get("handed"):
        ids = ids.where(it.handed_off > 0)
    down = query.descending if query.sort else True
    return page_of(work, query, "post_item", ids.order_by(turned(it.moment, down), turned(it.id, down)), rows)


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[PostRow]:
    """The rows of this post, in this order."""
    it = PostItem
    by = select(Staff.name).where(Staff.id == it.handed_by_id).correlate(it).scalar_subquery()
    columns = (
        select(
            it.id, it.version, it.number, it.channel, it.direction, it.moment, it.person_id,
            Person.name.label("person"), Person.other_name.label("person_other"), it.name, it.unit_id,
            Unit.label.label("unit"), it.subject, it.text, it.carrier, it.tracking, it.place,
            Staff.name.label("responsible"), Staff.other_name.label("responsible_other"), it.handed_off, it.reply_by,
            it.answered, it.answer, it.handed, it.handed_to, func.coalesce(by, "").label("handed_by"), it.order_id,
            WorkOrder.number.label("order"), it.complaint_id, Complaint.number.label("complaint"),
            it.archived.is_not(None).label("archived"),
        )
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .outerjoin(Staff, Staff.id == it.responsible_id)
        .outerjoin(WorkOrder, WorkOrder.id == it.order_id)
        .outerjoin(Complaint, Complaint.id == it.complaint_id)
        .where(it.id.in_(ids))
    )  # fmt: skip
    after = days(work)
    found = [_row(row, work, after) for row in work.rows(columns)]
    return in_order(ids, found, lambda row: row.id)


@needs("call.read")
def of_matter(work: Work, subject: str, id: int) -> list[PostRow]:
    """The letters, faxes and emails that belong to a complaint or a work order ("complaint", "work_order"), in their
    order."""
    whose = {"complaint": PostItem.complaint_id, "work_order": PostItem.order_id}[subject]
    found = select(PostItem.id).where(whose == id, PostItem.archived.is_(None))
    return rows(work, list(work.column(found.order_by(PostItem.moment, PostItem.id))))


@needs("call.read")
def staff_options(work: Work) -> list[tuple[int, str, str]]:
    """Those responsible for post, for a filter."""
    return voices.who_is_named(work, PostItem.responsible_id)


def _row(row: Any, work: Work, after: int) -> PostRow:
    names = ("person", "person_other", "unit", "responsible", "responsible_other", "order", "complaint")
    told = {name: row._mapping[name] or "" for name in names}
    age = max(0, (work.now - row.moment).days)
    state = _state(row, today(work), age >= after)
    return PostRow(**{**row._mapping, **told}, state=state, days=age)


def _state(row: Any, day: date, old: bool) -> str:
    """What matters most about it now."""
    if row.reply_by is not None and row.answered is None:
        return "late" if row.reply_by < day else "to_answer"
    if row.direction == "out":
        return "out"
    if row.handed is not None:
        return "handed"
    if row.answered is not None:
        return "answered"
    if row.channel in FETCHED:
        return "overdue" if old else "lies"
    return "entered"
