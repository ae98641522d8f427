"""Today: what is late, due today, promised and planned, as one sheet whose lines open their matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, Text, and_, bindparam, cast, literal, select, union_all

from fmcrm_desktop.model import complaint
from fmcrm_desktop.model.call import PROMISE_KINDS, Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import calendar_entries, expiring, notices, office_settings, owed, targets, tasks
from fmcrm_desktop.services.agreements import soon as agreements_soon
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import clocks
from fmcrm_desktop.services.notices import NoticeRow
from fmcrm_desktop.services.tasks import TaskRow
from fmcrm_desktop.services.work_orders import listing
from fmcrm_desktop.store.work import Work

WHAT = {
    "respond": N_("First response"),
    "arrive": N_("Arrival"),
    "finish": N_("Finish"),
    "acknowledge": N_("Acknowledge"),
    "answer": N_("Answer"),
    "follow_up": N_("Follow up"),
    **owed.WHAT,
    "call_back": PROMISE_KINDS["call_back"],
}
"""Which clock of a matter a line is about."""


@dataclass(frozen=True)
class TodayLine:
    """One line of a card. ``due`` is the moment it is about, ``day`` a whole day instead, ``left`` the minutes of
    its clock as the lists count them; ``until`` the end of something planned. ``kind``: order, complaint, what is
    owed (owed.WHAT), promise, visit, or the kind of a calendar event."""

    kind: str
    link: Link
    text: str
    what: str = ""
    number: str = ""
    who: str = ""
    unit: str = ""
    staff: str = ""
    due: datetime | None = None
    until: datetime | None = None
    day: date | None = None
    late: bool = False
    done: bool = False
    clash: bool = False
    promise_id: int | None = None
    person_id: int | None = None
    left: int | None = None


@dataclass(frozen=True)
class TodaySheet:
    """The four cards of a day; each line once, under what matters most about it."""

    day: date
    now: datetime
    late: tuple[TodayLine, ...]
    due: tuple[TodayLine, ...]
    promised: tuple[TodayLine, ...]
    planned: tuple[TodayLine, ...]
    notices: tuple[NoticeRow, ...] = ()
    """Outages and works in force now."""
    tasks: tuple[TaskRow, ...] = ()
    """One's own, overdue and due today."""
    expiring: int = 0
    """Skills and courses that run out within 60 days, for who looks after the staff."""
    agreements: int = 0
    """What ends, or can be ended by a notice, within 60 days."""
    year_lacking: int | None = None
    """The year of which no day off is known, told to who may enter them."""


@needs("office.read")
def sheet(work: Work) -> TodaySheet:
    """The office's day as it stands now; what the role may not read is left out. Eleven statements at most."""
    day = work.now.astimezone(work.zone).date()
    start, end = day_start(day, work.zone), day_start(day + timedelta(1), work.zone)
    matters: list[TodayLine] = []
    if work.who.may("order.read"):
        matters += _orders(work, end)
    if work.who.may("complaint.read"):
        matters += [*_complaints(work, end), *_owed(work, day)]
    matters.sort(key=_order)
    return TodaySheet(
        day=day,
        now=work.now,
        late=tuple(line for line in matters if line.late),
        due=tuple(line for line in matters if not line.late),
        promised=tuple(_promises(work, end)) if work.who.may("call.read") else (),
        planned=tuple(_planned(work, start, end)) if work.who.may("calendar.read") else (),
        notices=notices.in_force(work) if work.who.may("call.read") else (),
        tasks=tasks.of_day(work) if work.who.may("calendar.read") else (),
        expiring=expiring.count(work) if work.who.may("staff.write") else 0,
        agreements=len(agreements_soon(work)) if work.who.may("money.write") else 0,
        year_lacking=office_settings.lacking(work) if work.who.may("office.settings") else None,
    )


def _order(line: TodayLine) -> tuple[bool, datetime, str]:
    """What customers wait for before what the office owes itself; then by what ran out first."""
    day = line.day or date.max
    moment = line.due or datetime(day.year, day.month, day.day, tzinfo=UTC)
    return line.what == "follow_up" or line.what in owed.WHAT, moment, line.number


def _orders(work: Work, end: datetime) -> Iterable[TodayLine]:
    columns = (
        select(
            WorkOrder.id, WorkOrder.number, WorkOrder.summary, WorkOrder.state, WorkOrder.respond_due,
            WorkOrder.arrive_due, WorkOrder.due, WorkOrder.responded, WorkOrder.arrived, Person.name.label("person"),
            WorkOrder.person_id, WorkOrder.round_the_clock, WorkOrder.place, Unit.label.label("unit"),
            Staff.name.label("staff"),
        )
        .outerjoin(Person, Person.id == WorkOrder.person_id)
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .where(listing.still_open(), listing.late_now(end))
    )  # fmt: skip
    for row in work.rows(columns):
        name, due = listing.next_clock(row)
        if due is not None:
            yield TodayLine(
                "order", Link("work_orders", row.id), row.summary, name, row.number, row.person or "",
                row.unit or row.place, row.staff or "", due, late=due < work.now, person_id=row.person_id,
                left=targets.left(work, row.round_the_clock, due),
            )  # fmt: skip


def _complaints(work: Work, end: datetime) -> Iterable[TodayLine]:
    seen: set[int] = set()
    for row in sorted(work.rows(union_all(*_clocks_of_complaints(end))), key=lambda row: (row.due, row.id)):
        # A complaint that is neither acknowledged nor answered is named once, by what is due first.
        if row.id in seen:
            continue
        seen.add(row.id)
        yield TodayLine(
            "complaint", Link("complaints", row.id), row.text, row.what, row.number, row.person or "",
            row.unit or "", row.staff or "", row.due, late=row.due < work.now, person_id=row.person_id,
            left=clocks.left(work, row.what, row.due),
        )  # fmt: skip


def _owed(work: Work, day: date) -> Iterable[TodayLine]:
    for it in owed.until(work, day):
        yield TodayLine(
            it.what, it.link, it.text, it.what, it.number, it.person, it.unit, it.staff, day=it.day,
            late=it.day < day, person_id=it.person_id,
        )  # fmt: skip


def _clocks_of_complaints(end: datetime) -> list[Select[*tuple[Any, ...]]]:
    # Written out in the statement, so that the indexes of what is still waited for are used.
    is_open = Complaint.state.in_(bindparam("open", complaint.OPEN, expanding=True, literal_execute=True))
    is_resolved = Complaint.state == bindparam("resolved", "resolved", literal_execute=True)
    clocks: tuple[tuple[str, Any, Any], ...] = (
        ("acknowledge", Complaint.acknowledge_due, and_(is_open, Complaint.acknowledged.is_(None))),
        ("answer", Complaint.due, and_(is_open, Complaint.answered.is_(None))),
        ("follow_up", Complaint.follow_up_due, is_resolved),
    )
    return [
        select(
            cast(literal(name), Text).label("what"), Complaint.id.label("id"), Complaint.number.label("number"),
            Complaint.subject.label("text"), due.label("due"), Person.name.label("person"),
            Complaint.person_id.label("person_id"), Unit.label.label("unit"), Staff.name.label("staff"),
        )
        .select_from(Complaint)
        .outerjoin(Person, Person.id == Complaint.person_id)
        .outerjoin(Unit, Unit.id == Complaint.unit_id)
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .where(Complaint.archived.is_(None), running, due < end)
        for name, due, running in clocks
    ]  # fmt: skip


def _promises(work: Work, end: datetime) -> Iterable[TodayLine]:
    """What was promised until the end of today and is not settled, also of days before."""
    columns = (
        select(
            Promise.id, Promise.kind, Promise.text, Promise.due, Promise.person_id, Promise.call_id,
            Promise.order_id, Promise.complaint_id, Person.name.label("person"), Staff.name.label("staff"),
        )
        .outerjoin(Person, Person.id == Promise.person_id)
        .outerjoin(Staff, Staff.id == Promise.staff_id)
        .where(
            Promise.kept.is_(None), Promise.dropped.is_(None), Promise.archived.is_(None), Promise.due < end
        )
        .order_by(Promise.due, Promise.id)
    )  # fmt: skip
    for row in work.rows(columns):
        yield TodayLine(
            "promise", _promise_link(row), row.text, row.kind, who=row.person or "", staff=row.staff or "",
            due=row.due, late=row.due < work.now, promise_id=row.id, person_id=row.person_id,
        )  # fmt: skip


def _promise_link(row: Any) -> Link:
    """The matter the promise was about; else the person; else the call it was given in."""
    if row.order_id is not None:
        return Link("work_orders", row.order_id)
    if row.complaint_id is not None:
        return Link("complaints", row.complaint_id)
    return (
        Link("owners", row.person_id)
        if row.person_id is not None
        else Link("calls", row.call_id, section="log")
    )


def _planned(work: Work, start: datetime, end: datetime) -> Iterable[TodayLine]:
    for entry in calendar_entries.read(work, start, end):
        if entry.table == "promise" or entry.kind == "task":
            continue  # these have cards of their own
        link = Link("work_orders", entry.order_id) if entry.table == "visit" else Link("calendar", entry.id)
        yield TodayLine(
            entry.kind, link, entry.title, number=entry.number or "", who=entry.person or "",
            unit=entry.unit or entry.place, staff="\n".join(entry.names), due=entry.starts, until=entry.ends,
            day=entry.from_day, done=entry.done, clash=entry.clash,
        )  # fmt: skip
