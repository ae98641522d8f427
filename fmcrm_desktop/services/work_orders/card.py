"""One work order with everything the clerk wants to see beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint, ComplaintOrder
from fmcrm_desktop.model.knowledge import Problem
from fmcrm_desktop.model.matter import Move, Note
from fmcrm_desktop.model.own_field import OwnLine
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Building, Relation, Unit
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Request, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import own_fields, targets, telling_progress
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.telling_progress import Told
from fmcrm_desktop.services.work_orders import moving
from fmcrm_desktop.services.work_orders.ties import TieRow, ties
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class VisitCard:
    """One going there, and who goes."""

    id: int
    planned_from: datetime
    planned_until: datetime
    arrived: datetime | None
    departed: datetime | None
    result: str
    clash_reason: str
    names: tuple[tuple[str, str], ...]
    """Of those who go, in both scripts."""
    staff_ids: tuple[int, ...]


@dataclass(frozen=True)
class HistoryLine:
    """A change of state, a hand-over or a note (``note_id``), which has no ``to_state``. ``given_to`` names who got
    it."""

    moment: datetime
    from_state: str
    to_state: str
    who: str
    why: str
    given_to: str = ""
    note_id: int | None = None


@dataclass(frozen=True)
class OrderCard:
    """Everything about one order; ``steps`` are the cases allowed now, the next sensible one first."""

    id: int
    version: int
    number: str
    archived: bool
    state: str
    priority: str
    summary: str
    description: str
    own_words: str
    channel: str
    received: datetime
    responded: datetime | None
    arrived: datetime | None
    done: datetime | None
    closed: datetime | None
    cause: str
    fix: str
    alternative: str
    reopened: int
    handed_off: int
    category_id: int | None
    category: str
    category_other: str
    staff_id: int | None
    staff: str
    staff_other: str
    person_id: int | None
    person: str
    person_other: str
    warning: str
    prefers: str
    roles: tuple[str, ...]
    phones: tuple[str, ...]
    unit_id: int | None
    unit: str
    building_id: int | None
    building: str
    building_other: str
    place: str
    complaint_id: int | None
    complaint: str
    call_id: int | None
    repeat_of_id: int | None
    repeat_of: str
    earlier: int
    external_number: str
    choice: str
    problem_id: int | None
    problem: str
    problem_other: str
    way: str
    minutes: int | None
    progress: int | None
    dispatch_error: str
    rating: int | None
    rated_by: str
    rating_words: str
    agreement_id: int | None
    agreement: str
    ties: tuple[TieRow, ...]
    steps: tuple[str, ...]
    clocks: tuple[targets.Clock, ...]
    visits: tuple[VisitCard, ...]
    history: tuple[HistoryLine, ...]
    told: tuple[Told, ...]
    """What the customer was told of it."""
    own: tuple[OwnLine, ...] = ()
    about: tuple[tuple[int, str], ...] = ()
    """Complaints about it, by id and number."""

    @property
    def late(self) -> bool:
        return any(clock.state == "late" for clock in self.clocks)


_PLAIN = (
    "id", "version", "number", "state", "priority", "summary", "description", "received", "responded", "arrived",
    "done", "closed", "cause", "fix", "alternative", "reopened", "handed_off", "category_id", "staff_id",
    "person_id", "unit_id", "building_id", "place", "complaint_id", "repeat_of_id", "external_number",
    "choice", "problem_id", "way", "minutes", "progress", "dispatch_error", "rating", "rated_by", "rating_words",
    "agreement_id",
)  # fmt: skip


@needs("order.read")
def card(work: Work, id: int) -> OrderCard:
    """The order with its people, clocks, visits and history. Raises Missing."""
    row = _main(work, id)
    moves = _moves(work, id)
    stopped = row.archived is not None
    return OrderCard(
        **{name: getattr(row, name) for name in _PLAIN},
        archived=stopped, own_words=row.own_words or "", channel=row.channel or "", call_id=row.call_id,
        category=row.category or "", category_other=row.category_other or "", staff=row.staff or "",
        staff_other=row.staff_other or "", person=row.person or "", person_other=row.person_other or "",
        warning=row.warning or "", prefers=row.prefers or "", roles=_roles(work, row.person_id, row.unit_id),
        phones=_phones(work, row.person_id), unit=row.unit or "",
        building=row.building_name or row.building or "", building_other=row.building_other or "",
        complaint=row.complaint or "",
        problem=row.problem or "", problem_other=row.problem_other or "", agreement=row.agreement or "",
        ties=tuple(ties(work, id)), repeat_of=row.repeat_of or "", earlier=_earlier(work, row),
        steps=() if stopped else moving.steps(row.state, row.responded),
        clocks=targets.clocks(work, row, moves), visits=_visits(work, id),
        history=_history(moves, _notes(work, id)), told=telling_progress.told(work, "work_order", id),
        own=own_fields.lines(work, "work_order", id), about=_about(work, id),
    )  # fmt: skip


def _main(work: Work, id: int) -> Any:
    row = work.row(_columns(), id=id)
    if row is None:
        raise Missing("work_order", id)
    return row


@cache
def _columns() -> Any:
    """The order's question, built once: building it takes longer than its answer."""
    before = aliased(WorkOrder)
    return (
        select(
            *(getattr(WorkOrder, name) for name in _PLAIN), WorkOrder.archived, WorkOrder.target_id,
            WorkOrder.round_the_clock, WorkOrder.respond_due,
            WorkOrder.arrive_due, WorkOrder.due, Request.own_words, Request.channel, Request.call_id,
            Category.name.label("category"), Category.other_name.label("category_other"),
            Staff.name.label("staff"), Staff.other_name.label("staff_other"),
            Person.name.label("person"), Person.other_name.label("person_other"), Person.warning,
            Person.prefers, Unit.label.label("unit"), Building.code.label("building"),
            Building.name.label("building_name"), Building.other_name.label("building_other"),
            Complaint.number.label("complaint"),
            before.number.label("repeat_of"), Problem.name.label("problem"),
            Problem.other_name.label("problem_other"), Agreement.number.label("agreement"),
        )
        .outerjoin(Request, Request.id == WorkOrder.request_id)
        .outerjoin(Category, Category.id == WorkOrder.category_id)
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .outerjoin(Person, Person.id == WorkOrder.person_id)
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .outerjoin(Building, Building.id == WorkOrder.building_id)
        .outerjoin(Complaint, Complaint.id == WorkOrder.complaint_id)
        .outerjoin(Problem, Problem.id == WorkOrder.problem_id)
        .outerjoin(Agreement, Agreement.id == WorkOrder.agreement_id)
        .outerjoin(before, before.id == WorkOrder.repeat_of_id)
        .where(WorkOrder.id == bindparam("id"))
    )  # fmt: skip


def _about(work: Work, id: int) -> tuple[tuple[int, str], ...]:
    columns = (
        select(Complaint.id, Complaint.number)
        .join(ComplaintOrder, ComplaintOrder.complaint_id == Complaint.id)
        .where(ComplaintOrder.order_id == id, Complaint.archived.is_(None))
        .order_by(Complaint.id)
    )
    return tuple((complaint, number) for complaint, number in work.rows(columns))


def _for_repairs() -> Any:
    """Numbers kept for repairs first, one kept for something else last."""
    return case({"repairs": 0, "any": 1, "emergency": 2}, value=ContactPoint.purpose, else_=3)


def _phones(work: Work, person: int | None) -> tuple[str, ...]:
    if person is None:
        return ()
    columns = (
        select(ContactPoint.value)
        .where(
            ContactPoint.person_id == person, ContactPoint.archived.is_(None), ContactPoint.digits != "",
            ContactPoint.do_not_use.is_(False),
        )
        .order_by(_for_repairs(), ContactPoint.preferred.desc(), ContactPoint.id)
        .limit(3)
    )  # fmt: skip
    return tuple(work.column(columns))


def _roles(work: Work, person: int | None, unit: int | None) -> tuple[str, ...]:
    """What the person is to the unit today."""
    if person is None or unit is None:
        return ()
    today = work.now.astimezone(work.zone).date()
    columns = select(Relation.role, Relation.from_day, Relation.until_day).where(
        Relation.person_id == person, Relation.unit_id == unit, Relation.archived.is_(None)
    )
    return tuple(
        dict.fromkeys(
            row.role
            for row in work.rows(columns)
            if (row.from_day is None or row.from_day <= today)
            and (row.until_day is None or row.until_day >= today)
        )
    )


def _earlier(work: Work, row: Any) -> int:
    """How many other orders the unit has had."""
    if row.unit_id is None:
        return 0
    counted = select(func.count()).where(
        WorkOrder.unit_id == row.unit_id, WorkOrder.id != row.id, WorkOrder.archived.is_(None)
    )
    return int(work.value(counted) or 0)


def _visits(work: Work, id: int) -> tuple[VisitCard, ...]:
    columns = (
        select(
            Visit.id, Visit.planned_from, Visit.planned_until, Visit.arrived, Visit.departed, Visit.result,
            Visit.clash_reason, Staff.name, Staff.other_name, Staff.id.label("staff_id"),
        )
        .outerjoin(VisitStaff, VisitStaff.visit_id == Visit.id)
        .outerjoin(Staff, Staff.id == VisitStaff.staff_id)
        .where(Visit.order_id == id, Visit.archived.is_(None))
        .order_by(Visit.planned_from, Visit.id, VisitStaff.id)
    )  # fmt: skip
    grouped: dict[int, list[Any]] = {}
    for row in work.rows(columns):
        grouped.setdefault(row.id, []).append(row)
    return tuple(
        VisitCard(
            first.id, first.planned_from, first.planned_until, first.arrived, first.departed, first.result,
            first.clash_reason, tuple((row.name, row.other_name) for row in each if row.name),
            tuple(row.staff_id for row in each if row.staff_id),
        )
        for first, each in ((each[0], each) for each in grouped.values())
    )  # fmt: skip


def _moves(work: Work, id: int) -> list[Any]:
    return list(work.rows(_moved(), id=id))


@cache
def _moved() -> Any:
    given = aliased(Staff)
    return (
        select(
            Move.from_state, Move.to_state, Move.moment, Move.why, Staff.name.label("who"),
            given.name.label("given_to"),
        )
        .outerjoin(Staff, Staff.id == Move.staff_id)
        .outerjoin(given, given.id == Move.given_to_id)
        .where(Move.subject == "work_order", Move.subject_id == bindparam("id"))
        .order_by(Move.id)
    )  # fmt: skip


def _notes(work: Work, id: int) -> list[HistoryLine]:
    columns = (
        select(Note.moment, Staff.name, Note.text, Note.id)
        .outerjoin(Staff, Staff.id == Note.staff_id)
        .where(Note.subject == "work_order", Note.subject_id == id, Note.archived.is_(None))
        .order_by(Note.id)
    )
    return [
        HistoryLine(moment, "", "", who or "", text, note_id=id)
        for moment, who, text, id in work.rows(columns)
    ]


def _history(moves: list[Any], notes: list[HistoryLine]) -> tuple[HistoryLine, ...]:
    """Moves in the order they happened, the notes among them by the clock."""
    found = [
        HistoryLine(
            move.moment, move.from_state, move.to_state, move.who or "", move.why, move.given_to or ""
        )
        for move in moves
    ]
    for note in notes:
        place = next((n for n, line in enumerate(found) if line.moment > note.moment), len(found))
        found.insert(place, note)
    return tuple(found)
