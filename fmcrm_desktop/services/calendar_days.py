"""Everything on the days of the calendar: its own entries, works and outages, preventive work, ends of agreements, what
the office owes by a day (corrective actions, next steps with prospects …). Only the days asked for are read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, bindparam, or_, select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.event import KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.notice import Notice
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OPEN, Visit, WorkOrder
from fmcrm_desktop.services import agreed, notices, owed
from fmcrm_desktop.services.calendar_entries import Entry, read
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.plans import due
from fmcrm_desktop.store.work import Work

KIND_WORDS = {
    **KINDS, **owed.WHAT, "call_back": N_("Call-back"), "holiday": N_("Public holiday"), "notice": N_("Notice"),
    "preventive": N_("Preventive work"), "agreement": N_("End of an agreement"),
}  # fmt: skip
"""What each kind of entry is called."""
DUE_KINDS = frozenset(owed.WHAT) | {"preventive", "agreement"}
"""What is due on a day, beside what takes place on it."""
_OPENS = {
    "notice": ("notices", "notices"),
    "preventive": ("plans", "plans"),
    "agreement": ("agreements", "list"),
}


@needs("calendar.read")
def entries(work: Work, start: datetime, until: datetime) -> list[Entry]:
    """All entries that touch [start, until), by beginning: what takes somebody's time, its clashes marked, and what is
    due on these days. The same few statements for any days."""
    first = start.astimezone(work.zone).date()
    last = (until - timedelta(microseconds=1)).astimezone(work.zone).date()
    found = [*read(work, start, until), *_due(work, first, last)]
    found.sort(key=lambda each: (each.starts or each.span(work.zone)[0], _rank(each), each.table, each.id))
    return found


def opens(entry: Entry) -> Link | None:
    """Where an entry is kept that is not the calendar's own."""
    if entry.order_id is not None:
        return Link("work_orders", entry.order_id)
    place = _OPENS.get(entry.table) or owed.OPENS.get(entry.table)
    return Link(place[0], entry.id, section=place[1]) if place else None


def _rank(entry: Entry) -> int:
    """Of what stands side by side works and outages come first, and what is due comes last."""
    return 2 if entry.kind in DUE_KINDS else int(entry.kind != "notice")


def _due(work: Work, first: date, last: date) -> Iterator[Entry]:
    if work.who.may("call.read"):
        yield from _notices(work, first, last)
    if work.who.may("order.read"):
        yield from _made(work, first, last)
        yield from _to_make(work, first, last)
    yield from _agreements(work, first, last)
    if work.who.may("complaint.read"):
        for it in owed.between(work, first, last):
            staff = ((it.staff_id,), (it.staff,)) if it.staff_id is not None else ((), ())
            yield _whole(
                it.what, it.id, it.text, it.day, number=it.number, person=it.person, person_id=it.person_id,
                unit=it.unit, staff=staff[0], names=staff[1],
            )  # fmt: skip


def _whole(kind: str, id: int, title: str, day: date, **more: Any) -> Entry:
    """An entry of a whole day."""
    plain = Entry(kind, id, 0, kind, title, None, None, day, day, "", False, "", "", "", None, None)
    return plain._replace(**more)


_FIRST, _LAST = bindparam("first", type_=Date()), bindparam("last", type_=Date())
"""The statements below are made once: to put one together takes longer than its answer."""


@cache
def _notice_ids() -> Any:
    begin, end = (bindparam(name, type_=Notice.starts.type) for name in ("begin", "end"))
    found = select(Notice.id).where(Notice.archived.is_(None), Notice.starts < end)
    return found.where(or_(Notice.until.is_(None), Notice.until > begin)).order_by(Notice.starts)


def _notices(work: Work, first: date, last: date) -> Iterator[Entry]:
    """As whole days, for they take nobody's time; after the title their hours where they are of one day. Those whose
    end is not known yet lie until today."""
    begin, end = day_start(first, work.zone), day_start(last + timedelta(1), work.zone)
    ids = [id for (id,) in work.rows(_notice_ids(), begin=begin, end=end)]
    if not ids:
        return
    today = due.today(work)
    for row in notices.rows(work, ids):
        opened, hours = row.starts.astimezone(work.zone), ""
        over = max(opened.date(), today)
        if row.until is not None:
            ends = row.until.astimezone(work.zone)
            over = max(opened.date(), (ends - timedelta(microseconds=1)).date())
            hours = f" {opened:%H:%M}–{ends:%H:%M}" if over == opened.date() else ""
        if over >= first:
            yield _whole(
                "notice", row.id, row.title + hours, opened.date(), until_day=over, place=row.buildings,
                other_title=row.other_title + hours if row.other_title else "",
            )  # fmt: skip


@cache
def _orders_made() -> Any:
    it = WorkOrder
    planned = select(Visit.id).where(Visit.order_id == it.id, Visit.archived.is_(None)).exists()
    return (
        select(
            it.id, it.number, it.summary, it.plan_day, it.place, it.person_id, Person.name.label("person"),
            Unit.label.label("unit"), it.staff_id, Staff.name.label("staff"),
        )
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .outerjoin(Staff, Staff.id == it.staff_id)
        .where(
            it.plan_id.is_not(None), it.plan_day >= _FIRST, it.plan_day <= _LAST, it.archived.is_(None),
            it.state.in_(OPEN), ~planned,
        )
    )  # fmt: skip


def _made(work: Work, first: date, last: date) -> Iterator[Entry]:
    """Open orders of plans that nobody is planned to go to yet; the others stand there as visits."""
    for row in work.rows(_orders_made(), first=first, last=last):
        yield _whole(
            "preventive", row.id, row.summary, row.plan_day, number=row.number, place=row.place,
            person=row.person or "", unit=row.unit or "", order_id=row.id, person_id=row.person_id,
            **_who(row),
        )  # fmt: skip


def _to_make(work: Work, first: date, last: date) -> Iterator[Entry]:
    """The times of plans that have no order yet."""
    if last < due.today(work):
        return
    times = [each for dues in due.of_plans(work, None, last).values() for each in dues if each.day >= first]
    if not times:
        return
    columns: Any = (
        select(
            Plan.id, Plan.summary, Building.code, Unit.label.label("unit"), Plan.staff_id, Staff.name.label("staff")
        )
        .outerjoin(Building, Building.id == Plan.building_id)
        .outerjoin(Unit, Unit.id == Plan.unit_id)
        .outerjoin(Staff, Staff.id == Plan.staff_id)
        .where(Plan.id.in_({each.plan_id for each in times}))
    )  # fmt: skip
    plans = {row.id: row for row in work.rows(columns)}
    for each in times:
        row = plans[each.plan_id]
        place = row.unit or row.code or ""
        yield _whole("preventive", row.id, row.summary, each.day, unit=place, **_who(row))


@cache
def _ending() -> Any:
    it = Agreement
    return (
        select(
            it.id, it.number, it.name, it.person_id, Person.name.label("person"), it.from_day, it.until_day,
            it.state, it.renewal,
        )
        .outerjoin(Person, Person.id == it.person_id)
        .where(
            it.archived.is_(None), it.state.in_(agreed.AGREED), it.until_day <= _LAST,
            or_(it.until_day >= _FIRST, agreed.goes_on()),
        )
    )  # fmt: skip


def _agreements(work: Work, first: date, last: date) -> Iterator[Entry]:
    """The last day of what does not go on by itself; of the rest the day on which the running term ends."""
    for row in work.rows(_ending(), first=first, last=last):
        day = agreed.term_end(row, first)
        if day is not None and first <= day <= last:
            yield _whole(
                "agreement", row.id, row.name, day, number=row.number, person=row.person or "",
                person_id=row.person_id,
            )  # fmt: skip


def _who(row: Any) -> dict[str, Any]:
    return {} if row.staff_id is None else {"staff": (row.staff_id,), "names": (row.staff,)}
