"""Everything about one complaint on one page: who, the gap, stages, clocks, actions, orders, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Date, Integer, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import MOVES, Complaint
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.own_field import OwnLine
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Building, Relation, Site, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import matters, notes, own_fields, promises, telling_progress
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import actions, beside, clocks, entering, remedies
from fmcrm_desktop.services.complaints.actions import ActionLine
from fmcrm_desktop.services.complaints.beside import Other
from fmcrm_desktop.services.complaints.clocks import Clock
from fmcrm_desktop.services.complaints.forms import ANSWERED, REMEDIED
from fmcrm_desktop.services.complaints.order_times import OrderLine, orders
from fmcrm_desktop.services.complaints.ties import ties
from fmcrm_desktop.services.promises import PromiseRow
from fmcrm_desktop.services.telling_progress import Told
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Stage:
    """A stage of the line on the page, and when it was reached; None for what is still to come or was left out."""

    state: str
    moment: datetime | None


@dataclass(frozen=True)
class Complainer:
    """Who complains: what they are to the unit, how they prefer to be reached, what the office knows of them."""

    id: int
    name: str
    other_name: str
    role: str
    phone: str
    prefers: str
    warning: str
    complaints: int
    orders: int


@dataclass(frozen=True)
class HistoryLine:
    """One line of the history. ``kind``: received, moved, answered, given, remedied, call, note; ``state`` the new
    one of a move; ``text`` as somebody wrote it."""

    moment: datetime
    kind: str
    state: str
    staff: str
    text: str
    given_to: str = ""
    note_id: int | None = None
    rating: int | None = None


@dataclass(frozen=True)
class ComplaintCard:
    """What the page of a complaint shows. Codes, not words; names as they are written."""

    id: int
    version: int
    archived: datetime | None
    number: str
    received: datetime
    channel: str
    anonymous: bool
    state: str
    subject: str
    own_words: str
    expected: str
    delivered: str
    remedy: str
    cause: str
    answer: str
    answered: datetime | None
    lesson: str
    gap: str
    severity: int | None
    loss_risk: str
    reopened: int
    handed_off: int
    call_id: int | None
    external_number: str
    person: Complainer | None
    unit_id: int | None
    unit: str
    building: str
    site: str
    site_other: str
    category: str
    category_other: str
    responsible_id: int | None
    responsible: str
    responsible_other: str
    concerned: str
    concerned_other: str
    gaps: tuple[str, ...]
    criteria: tuple[str, ...]
    needs: tuple[str, ...]
    stages: tuple[Stage, ...]
    clocks: tuple[Clock, ...]
    actions: tuple[ActionLine, ...]
    orders: tuple[OrderLine, ...]
    promises: tuple[PromiseRow, ...]
    history: tuple[HistoryLine, ...]
    allowed: tuple[str, ...]
    """The states it may go to from here."""
    building_id: int | None
    loss: str
    scale: str
    scale_other: str
    thanks: str
    recovered: bool
    follow_up_rating: int | None
    notice: str
    other_notice: str
    told_day: date | None
    resolved: datetime | None
    remedy_amount: Money | None
    lacks: tuple[str, ...]
    consequences: tuple[str, ...]
    others: tuple[Other, ...]
    about: tuple[OrderLine, ...]
    """The work orders it is about; ``orders`` are those made for it."""
    own: tuple[OwnLine, ...] = ()
    told: tuple[Told, ...] = ()
    """What its people were told of it."""


_PLAIN = (
    "id", "version", "archived", "number", "received", "channel", "anonymous", "state", "subject", "own_words",
    "expected", "delivered", "remedy", "cause", "answer", "answered", "lesson", "gap", "severity", "loss_risk",
    "reopened", "handed_off", "call_id", "external_number", "unit_id", "building_id", "responsible_id", "loss",
    "thanks", "recovered", "follow_up_rating", "notice", "other_notice", "told_day", "resolved",
)  # fmt: skip


@needs("complaint.read")
def card(work: Work, id: int) -> ComplaintCard:
    """Everything the page of a complaint shows. Raises Missing."""
    record = work.get(Complaint, id)
    history = matters.moves(work, "complaint", id)
    aspects = ties(work, id).aspects
    made, about = orders(work, id)
    return ComplaintCard(
        **{name: getattr(record, name) for name in _PLAIN},
        **_named(work, record),
        person=_complainer(work, record),
        gaps=aspects["gap"],
        lacks=aspects["lack"],
        criteria=aspects["criterion"],
        needs=aspects["need"],
        consequences=aspects["consequence"],
        remedy_amount=remedies.amount(work, record),
        others=beside.others(work, id),
        about=about,
        stages=_stages(record, history),
        clocks=clocks.clocks(work, record, history),
        actions=actions.listed(work, record),
        orders=made,
        promises=tuple(promises.of_complaint(work, id)),
        history=_history(work, record, history),
        allowed=MOVES[record.state],
        own=own_fields.lines(work, "complaint", id),
        told=telling_progress.told(work, "complaint", id),
    )


_NAMES = (
    "unit", "building", "site", "site_other", "category", "category_other", "responsible", "responsible_other",
    "concerned", "concerned_other", "scale", "scale_other",
)  # fmt: skip


def _named(work: Work, record: Complaint) -> dict[str, Any]:
    """The names of what the complaint points to."""
    [row] = work.rows(_names(), complaint=record.id)
    found = {name: said or "" for name, said in zip(_NAMES, row, strict=True)}
    if not entering.may_see_concerned(work, record):
        found["concerned"] = found["concerned_other"] = ""
    return found


@cache
def _names() -> Any:
    """Built once, as the next: building it takes longer than its answer."""
    concerned = aliased(Staff)
    return (
        select(
            Unit.label, Building.code, Site.name, Site.other_name, Category.name, Category.other_name, Staff.name,
            Staff.other_name, concerned.name, concerned.other_name, BehaviourScale.name, BehaviourScale.other_name,
        )
        .select_from(Complaint)
        .outerjoin(Unit, Unit.id == Complaint.unit_id)
        .outerjoin(Building, Building.id == Complaint.building_id)
        .outerjoin(Site, Site.id == Building.site_id)
        .outerjoin(Category, Category.id == Complaint.category_id)
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .outerjoin(concerned, concerned.id == Complaint.concerned_id)
        .outerjoin(BehaviourScale, BehaviourScale.id == Complaint.scale_id)
        .where(Complaint.id == bindparam("complaint"))
    )  # fmt: skip


def _complainer(work: Work, record: Complaint) -> Complainer | None:
    if record.person_id is None or record.anonymous:
        return None
    today = work.now.astimezone(work.zone).date()
    asked = work.rows(_complaining(), person=record.person_id, unit=record.unit_id, today=today)
    row = next(iter(asked), None)
    if row is None:
        return None
    id, name, other, relation, phone, *rest = row
    return Complainer(id, name, other, relation or "", phone or "", *rest)


@cache
def _complaining() -> Any:
    person: Any = bindparam("person", type_=Integer)

    def count(table: Any) -> Any:
        return (
            select(func.count())
            .select_from(table)
            .where(table.person_id == person, table.archived.is_(None))
            .scalar_subquery()
        )

    today = bindparam("today", type_=Date)
    over = or_(Relation.until_day < today, Relation.from_day > today)
    role = (
        select(Relation.role)
        .where(
            Relation.person_id == person, Relation.unit_id == bindparam("unit", type_=Integer),
            Relation.archived.is_(None),
        )
        .order_by(case((over, 1), else_=0), Relation.role != "owner", Relation.id)
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip
    return select(
        Person.id, Person.name, Person.other_name, role, _phone(person), Person.prefers, Person.warning,
        count(Complaint), count(WorkOrder),
    ).where(Person.id == person)  # fmt: skip


def _phone(person: Any) -> Any:
    """The number to answer by: the preferred one first, none that is not to be used."""
    return (
        select(ContactPoint.value)
        .where(
            ContactPoint.person_id == person, ContactPoint.digits != "", ContactPoint.do_not_use.is_(False),
            ContactPoint.archived.is_(None),
        )
        .order_by(ContactPoint.preferred.desc(), ContactPoint.id)
        .limit(1)
        .scalar_subquery()
    )  # fmt: skip


def _stages(record: Complaint, history: Sequence[matters.MoveRow]) -> tuple[Stage, ...]:
    """The way to following up with when each stage was last reached; a withdrawn one ends there."""
    reached = {"received": record.received}
    reached |= {
        line.to_state: line.moment for line in history if line.from_state != line.to_state and line.from_state
    }
    kept = {
        "acknowledged": record.acknowledged, "resolved": record.resolved, "followed_up": record.followed_up
    }  # fmt: skip
    way = ["received", "acknowledged", "investigating", "action_agreed", "resolved", "followed_up"]
    if record.state == "withdrawn":
        way = [state for state in way if state in reached and state not in ("resolved", "followed_up")]
        way.append("withdrawn")
    return tuple(Stage(state, kept.get(state) if state in kept else reached.get(state)) for state in way)


def _history(work: Work, record: Complaint, history: Sequence[matters.MoveRow]) -> tuple[HistoryLine, ...]:
    """Moves in the order they happened (clocks can be set back), with calls and notes where they fall by time."""
    lines = [_moved(line) for line in history]
    if not history or history[0].from_state:  # what a file brought has no line of its entry
        lines.insert(0, HistoryLine(record.received, "received", "received", "", ""))
    others = _calls(work, record)
    others += [
        HistoryLine(note.moment, "note", "", note.staff, note.text, note_id=note.id)
        for note in notes.of(work, "complaint", record.id)
    ]
    for other in sorted(others, key=lambda line: line.moment):
        at = next((n for n, line in enumerate(lines) if line.moment > other.moment), len(lines))
        lines.insert(at, other)
    return tuple(lines)


def _moved(line: matters.MoveRow) -> HistoryLine:
    if not line.from_state:
        kind = "received"
    elif line.from_state != line.to_state:
        kind = "moved"
    elif line.why.startswith(f"{REMEDIED}: "):
        return HistoryLine(
            line.moment, "remedied", line.to_state, line.staff, line.why.removeprefix(f"{REMEDIED}: ")
        )
    else:
        kind = "given" if line.given_to else "answered"
    text = "" if kind == "answered" and line.why == ANSWERED else line.why
    return HistoryLine(line.moment, kind, line.to_state, line.staff, text, line.given_to, rating=line.rating)


def _calls(work: Work, record: Complaint) -> list[HistoryLine]:
    """The call the complaint came by and calls since then that promised something about it."""
    rows = work.rows(_called(), complaint=record.id)
    return [HistoryLine(moment, "call", "", staff or "", topic) for moment, staff, topic in rows]


@cache
def _called() -> Any:
    complaint = bindparam("complaint", type_=Integer)
    tied = select(Promise.call_id).where(Promise.complaint_id == complaint, Promise.archived.is_(None))
    # By ids alone: "this call or one of those" made SQLite look through every call.
    by = select(Complaint.call_id).where(Complaint.id == complaint)
    return (
        select(Call.started, Staff.name, Call.topic)
        .outerjoin(Staff, Staff.id == Call.staff_id)
        .where(Call.id.in_(tied.union_all(by)), Call.archived.is_(None))
    )
