"""The complaint register as a list: filters, orders, the rows on the screen with the clock that runs; counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, func, or_, select, union_all

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import OPEN, STATES, Complaint, ComplaintAspect, ComplaintPerson
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OPEN as ORDER_OPEN
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.building_kinds import of_kinds
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import clocks
from fmcrm_desktop.services.own_filter import narrowed
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.store.work import Work, ready_rows

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
    responsible_other: str
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

_is_open = Complaint.state.in_(bindparam("open", OPEN, expanding=True, literal_execute=True))
_is_resolved = Complaint.state == bindparam("resolved", "resolved", literal_execute=True)
_open = and_(_is_open, Complaint.archived.is_(None))
"""Written out in the statement, so that the indexes of what is still waited for are used."""
_next_due = case(
    (and_(Complaint.state.in_(OPEN), Complaint.acknowledged.is_(None)), Complaint.acknowledge_due),
    (and_(Complaint.state.in_(OPEN), Complaint.answered.is_(None)), Complaint.due),
    (Complaint.state == "resolved", Complaint.follow_up_due),
)


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[ComplaintRow]:
    """The register, newest first. Filters: "state" (keys of SHOWN), "category", "building", "building_kind",
    "responsible", "person", "concerned", "unit", "id", "gap", "touches" (a gap, main or further), "lack" (LACKS),
    "loss", "scale", "channel", "month" ("2026-11"), "own" (own_filter). Sorts: number, received, due, person, unit,
    subject, gap, state."""
    ids = select(Complaint.id).where(_gone(query), *_where(work, query))
    return page_of(work, query, "complaint", _ordered(ids, query), rows)


def _gone(query: Query) -> ColumnElement[bool]:
    return Complaint.archived.is_not(None) if query.archived else Complaint.archived.is_(None)


def _where(work: Work, query: Query) -> list[ColumnElement[bool]]:
    where = query.where
    found: list[ColumnElement[bool]] = [*narrowed(Complaint.id, where.get("own", ()))]
    if where.get("state"):
        found.append(_in_states(work, query))
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
    if where.get("building_kind"):
        found.append(Complaint.building_id.in_(of_kinds(where["building_kind"])))
    if where.get("touches"):
        named = select(ComplaintAspect.complaint_id).where(
            ComplaintAspect.kind == "gap", ComplaintAspect.value.in_(where["touches"])
        )
        found.append(or_(Complaint.gap.in_(where["touches"]), Complaint.id.in_(named)))
    if where.get("lack"):
        shown = (ComplaintAspect.kind == "lack", ComplaintAspect.value.in_(where["lack"]))
        found.append(Complaint.id.in_(select(ComplaintAspect.complaint_id).where(*shown)))
    if where.get("month"):
        found.append(_in_months(work, where["month"]))
    return found


def _in_months(work: Work, wanted: Sequence[object]) -> ColumnElement[bool]:
    """Months that follow each other are one span: twelve would be tried on every complaint."""
    spans: list[tuple[datetime, datetime]] = []
    for month in sorted({Month.read(str(said)) for said in wanted}):
        start, end = month.period(work.zone)
        if spans and spans[-1][1] == start:
            start = spans.pop()[0]
        spans.append((start, end))
    return or_(*(and_(Complaint.received >= start, Complaint.received < end) for start, end in spans))


def _in_states(work: Work, query: Query) -> ColumnElement[bool]:
    """Several kinds are gathered each from its own index: as one condition they would be tried on every complaint."""
    wanted, parts = query.where["state"], list[ColumnElement[bool]]()
    states = [state for state in wanted if state in STATES]
    if "open" in wanted or "to_do" in wanted:
        parts.append(_is_open)
    if "late" in wanted or "to_do" in wanted:
        parts.append(is_late(work.now))
    if states or not parts:
        parts.append(Complaint.state.in_(states))
    chosen = (select(Complaint.id).where(_gone(query), part).correlate(None) for part in parts)
    return Complaint.id.in_(union_all(*chosen)) if len(parts) > 1 else parts[0]


def is_late(now: Any) -> ColumnElement[bool]:
    """A clock that still runs is beyond its due moment: those of the clocks' own indexes, all together few."""
    clocks = (
        (_open, Complaint.acknowledged.is_(None), Complaint.acknowledge_due < now),
        (_open, Complaint.answered.is_(None), Complaint.due < now),
        (_is_resolved, Complaint.archived.is_(None), Complaint.follow_up_due < now),
    )
    return Complaint.id.in_(
        union_all(*(select(Complaint.id).where(*each).correlate(None) for each in clocks))
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
    elif query.sort == "number":
        columns = [Complaint.number, Complaint.id]
    elif query.sort in ("subject", "gap"):
        columns = [getattr(Complaint, query.sort), *columns]
    descending = query.descending if query.sort else True
    return ids.order_by(*(column.desc() if descending else column for column in columns))


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[ComplaintRow]:
    """The rows of these complaints, in this order."""
    columns, open_orders = _rows()
    wanted = list(ids)
    orders = {row[0]: row[1] for row in work.rows(open_orders, ids=wanted)}
    found = [_row(work, row, orders) for row in work.rows(columns, ids=wanted)]
    return in_order(ids, found, lambda row: row.id)


@cache
def _rows() -> tuple[Any, Any]:
    """The rows, and the number of the newest open order for each. Built once: building them takes longer than their
    answer. The orders are asked for all at once: beside each row SQLite looked through every open order, where few
    orders belong to complaints."""
    ids: Any = bindparam("ids", expanding=True)
    columns = (
        select(
            Complaint.id, Complaint.number, Complaint.subject, Complaint.gap, Complaint.channel, Complaint.archived,
            Person.name, Person.other_name, Unit.label, Building.code, Category.name, Category.other_name, Staff.name,
            Staff.other_name, Complaint.loss, BehaviourScale.name, BehaviourScale.other_name, *_MOMENTS,
        )
        .outerjoin(Person, Person.id == Complaint.person_id)
        .outerjoin(Unit, Unit.id == Complaint.unit_id)
        .outerjoin(Building, Building.id == Complaint.building_id)
        .outerjoin(Category, Category.id == Complaint.category_id)
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .outerjoin(BehaviourScale, BehaviourScale.id == Complaint.scale_id)
        .where(Complaint.id.in_(ids))
    )  # fmt: skip
    orders = (
        select(WorkOrder.complaint_id, func.max(WorkOrder.number))
        .where(WorkOrder.complaint_id.in_(ids), WorkOrder.state.in_(ORDER_OPEN), WorkOrder.archived.is_(None))
        .group_by(WorkOrder.complaint_id)
    )
    return columns, orders


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
        staff_other,
        loss,
        scale,
        scale_other,
    ) = row[:17]
    timed = _Timed(*row[17:])
    clock, left, standing = clocks.next_clock(work, timed) or ("", None, "")
    return ComplaintRow(
        id, number, timed.received, "" if timed.anonymous else name or "", "" if timed.anonymous else other or "",
        timed.anonymous, unit or "", building or "", subject, category or "", category_other or "", gap, timed.state,
        channel, staff or "", staff_other or "", archived is not None, orders.get(id, ""), clock, left, standing,
        loss, scale or "", scale_other or "",
    )  # fmt: skip


@needs("complaint.read")
def late_count(work: Work) -> int:
    """Complaints with a clock run over, for the badge; the list shows them as its state "late"."""
    late = select(func.count()).select_from(Complaint).where(Complaint.archived.is_(None), is_late(work.now))
    return int(work.value(late))


@needs("complaint.read")
def counts(work: Work) -> Counts:
    """Received this month, open, late."""
    start, end = Month.of(work.now, work.zone).period(work.zone)
    [row] = ready_rows(work, _counts(), start=start, end=end, now=work.now)
    return Counts(*row)


@cache
def _counts() -> Any:
    """Built once: building it takes longer than its answer."""
    start, end, now = (bindparam(name, type_=Moment()) for name in ("start", "end", "now"))
    kept = select(func.count()).select_from(Complaint).where(Complaint.archived.is_(None))
    month, late = kept.where(Complaint.received >= start, Complaint.received < end), kept.where(is_late(now))
    return select(month.scalar_subquery(), kept.where(_open).scalar_subquery(), late.scalar_subquery())
