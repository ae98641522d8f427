"""The complaint register as a list: filters, orders, the rows on the screen with the clock that runs; counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select

from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import OPEN, STATES, Complaint, ComplaintPerson
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OPEN as ORDER_OPEN
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import clocks
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.store.work import Work

SHOWN = {"to_do": N_("To do"), "open": N_("Still open"), "late": N_("Late"), **STATES}
"""What the filter "state" takes: open, late (any clock that runs), to do (either), or states."""


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """One line of the register. ``clock`` is the one that runs now (acknowledge, answer, follow_up; empty for
    none), ``left`` its minutes, negative beyond due, ``standing`` running, at_risk or late. ``order`` is the
    number of a work order still open for it."""

    id: int
    number: str
    received: datetime
    person: str
    other_name: str
    anonymous: bool
    unit: str
    building: str
    subject: str
    category: str
    category_other: str
    gap: str
    state: str
    channel: str
    responsible: str
    archived: bool
    order: str
    clock: str
    left: int | None
    standing: str
    loss: str
    scale: str
    scale_other: str


@dataclass(frozen=True)
class Counts:
    """For the status line and the tab's badge; ``late`` counts complaints with a clock run over."""

    this_month: int
    open: int
    late: int


class _Timed(NamedTuple):
    """A row's moments, as the clocks read them."""

    state: str
    anonymous: bool
    received: datetime
    acknowledge_due: datetime | None
    due: datetime | None
    follow_up_due: datetime | None
    acknowledged: datetime | None
    answered: datetime | None
    resolved: datetime | None
    followed_up: datetime | None


_MOMENTS = (
    Complaint.state, Complaint.anonymous, Complaint.received, Complaint.acknowledge_due, Complaint.due,
    Complaint.follow_up_due, Complaint.acknowledged, Complaint.answered, Complaint.resolved, Complaint.followed_up,
)  # fmt: skip

_open = and_(
    Complaint.state.in_(bindparam("open", OPEN, expanding=True, literal_execute=True)),
    Complaint.archived.is_(None),
)
"""Written out in the statement, so that the index of open complaints is used."""
_next_due = case(
    (and_(Complaint.state.in_(OPEN), Complaint.acknowledged.is_(None)), Complaint.acknowledge_due),
    (and_(Complaint.state.in_(OPEN), Complaint.answered.is_(None)), Complaint.due),
    (Complaint.state == "resolved", Complaint.follow_up_due),
)


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[ComplaintRow]:
    """The register, newest first. Filters: "state" (keys of SHOWN), "category", "building", "responsible",
    "person", "concerned", "unit", "id", "gap", "loss", "scale", "channel", "month" ("2026-11"), "late". Sorts: number,
    received, due, person, unit, subject, gap, state."""
    gone = Complaint.archived.is_not(None) if query.archived else Complaint.archived.is_(None)
    ids = select(Complaint.id).where(gone, *_where(work, query))
    return page_of(work, query, "complaint", _ordered(ids, query), rows)


def _where(work: Work, query: Query) -> list[ColumnElement[bool]]:
    where = query.where
    found: list[ColumnElement[bool]] = []
    if where.get("state"):
        found.append(_in_states(work, where["state"]))
    if where.get("person"):
        too = select(ComplaintPerson.complaint_id).where(ComplaintPerson.person_id.in_(where["person"]))
        found.append(or_(Complaint.person_id.in_(where["person"]), Complaint.id.in_(too)))
    if where.get("concerned") and not work.who.may("quality.staff"):
        raise Refusal(N_("Complaints by member of staff are seen by the manager only."))
    plain = {
        "category": Complaint.category_id, "building": Complaint.building_id, "responsible": Complaint.responsible_id,
        "concerned": Complaint.concerned_id, "loss": Complaint.loss, "scale": Complaint.scale_id,
        "id": Complaint.id, "unit": Complaint.unit_id, "gap": Complaint.gap, "channel": Complaint.channel,
    }  # fmt: skip
    found += [column.in_(where[name]) for name, column in plain.items() if where.get(name)]
    if where.get("late"):
        found.append(is_late(work.now))
    if where.get("month"):
        spans = [Month.read(str(said)).period(work.zone) for said in where["month"]]
        found.append(or_(*(and_(Complaint.received >= a, Complaint.received < b) for a, b in spans)))
    return found


def _in_states(work: Work, wanted: Sequence[object]) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = []
    if "open" in wanted or "to_do" in wanted:
        parts.append(Complaint.state.in_(OPEN))
    if "late" in wanted or "to_do" in wanted:
        parts.append(is_late(work.now))
    parts.append(Complaint.state.in_([state for state in wanted if state in STATES]))
    return or_(*parts)


def is_late(now: datetime) -> ColumnElement[bool]:
    """A clock that still runs is beyond its due moment."""
    return or_(
        and_(_open, Complaint.acknowledged.is_(None), Complaint.acknowledge_due < now),
        and_(_open, Complaint.answered.is_(None), Complaint.due < now),
        and_(Complaint.state == "resolved", Complaint.follow_up_due < now),
    )


def _ordered(ids: Select[Any], query: Query) -> Select[Any]:
    columns: list[Any] = [Complaint.received, Complaint.id]
    if query.sort == "person":
        ids = ids.outerjoin(Person, Person.id == Complaint.person_id)
        columns = [Person.sort_key.is_(None), Person.sort_key, *columns]
    elif query.sort == "unit":
        ids = ids.outerjoin(Unit, Unit.id == Complaint.unit_id)
        columns = [Unit.sort_key.is_(None), Unit.sort_key, *columns]
    elif query.sort == "due":
        columns = [_next_due.is_(None), _next_due, *columns]
    elif query.sort == "state":
        columns = [
            case({state: place for place, state in enumerate(STATES)}, value=Complaint.state),
            *columns,
        ]
    elif query.sort in ("number", "subject", "gap"):
        columns = [getattr(Complaint, query.sort), *columns]
    descending = query.descending if query.sort else True
    return ids.order_by(*(column.desc() if descending else column for column in columns))


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[ComplaintRow]:
    """The rows of these complaints, in this order."""
    columns = (
        select(
            Complaint.id, Complaint.number, Complaint.subject, Complaint.gap, Complaint.channel, Complaint.archived,
            Person.name, Person.other_name, Unit.label, Building.code, Category.name, Category.other_name, Staff.name,
            Complaint.loss, BehaviourScale.name, BehaviourScale.other_name, *_MOMENTS,
        )
        .outerjoin(Person, Person.id == Complaint.person_id)
        .outerjoin(Unit, Unit.id == Complaint.unit_id)
        .outerjoin(Building, Building.id == Complaint.building_id)
        .outerjoin(Category, Category.id == Complaint.category_id)
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .outerjoin(BehaviourScale, BehaviourScale.id == Complaint.scale_id)
        .where(Complaint.id.in_(ids))
    )  # fmt: skip
    orders = _open_orders(work, ids)
    return in_order(ids, [_row(work, row, orders) for row in work.rows(columns)], lambda row: row.id)


def _open_orders(work: Work, ids: Sequence[int]) -> dict[int, str]:
    """The number of the newest open order for each complaint. Asked for all at once: beside each row SQLite looked
    through every open order, where few orders belong to complaints."""
    chosen = (
        select(WorkOrder.complaint_id, func.max(WorkOrder.number))
        .where(WorkOrder.complaint_id.in_(ids), WorkOrder.state.in_(ORDER_OPEN), WorkOrder.archived.is_(None))
        .group_by(WorkOrder.complaint_id)
    )
    return {row[0]: row[1] for row in work.rows(chosen)}


def _row(work: Work, row: Any, orders: dict[int, str]) -> ComplaintRow:
    (
        id,
        number,
        subject,
        gap,
        channel,
        archived,
        name,
        other,
        unit,
        building,
        category,
        category_other,
        staff,
        loss,
        scale,
        scale_other,
    ) = row[:16]
    timed = _Timed(*row[16:])
    clock, left, standing = clocks.next_clock(work, timed) or ("", None, "")
    return ComplaintRow(
        id, number, timed.received, "" if timed.anonymous else name or "", "" if timed.anonymous else other or "",
        timed.anonymous, unit or "", building or "", subject, category or "", category_other or "", gap, timed.state,
        channel, staff or "", archived is not None, orders.get(id, ""), clock, left, standing,
        loss, scale or "", scale_other or "",
    )  # fmt: skip


@needs("complaint.read")
def late_count(work: Work) -> int:
    """Complaints with a clock run over, for the badge; the list's filter "late" shows them."""
    late = select(func.count()).select_from(Complaint).where(Complaint.archived.is_(None), is_late(work.now))
    return int(work.value(late))


@needs("complaint.read")
def counts(work: Work) -> Counts:
    """Received this month, open, late."""
    kept = select(func.count()).select_from(Complaint).where(Complaint.archived.is_(None))
    start, end = Month.of(work.now, work.zone).period(work.zone)
    month = kept.where(Complaint.received >= start, Complaint.received < end)
    late = kept.where(is_late(work.now))
    row = work.row(
        select(month.scalar_subquery(), kept.where(_open).scalar_subquery(), late.scalar_subquery())
    )
    assert row is not None
    return Counts(*row)
