"""The page of one agreement: figures, units, services, beliefs, targets, terms, moves, charges, the newest orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.agreement import (
    Agreement,
    AgreementBelief,
    AgreementCharge,
    AgreementLine,
    AgreementParty,
    AgreementUnit,
)
from fmcrm_desktop.model.agreement_sum import price_on
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Bill
from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.target import TargetRule
from fmcrm_desktop.model.work_order import OPEN, WorkOrder
from fmcrm_desktop.services import agreed, matters
from fmcrm_desktop.services.agreements import charging, moving, terms
from fmcrm_desktop.services.agreements.listing import AgreementRow, next_day, rows, today_of
from fmcrm_desktop.services.agreements.terms import TermsRow
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.matters import MoveRow
from fmcrm_desktop.store.work import Work

NEWEST = 12
"""Orders and charges that stand on the page; the others are a click away."""


@dataclass(frozen=True, slots=True)
class Included:
    """A service: in words, or the category of orders it is."""

    kind: str
    text: str
    category: str
    category_other: str


@dataclass(frozen=True, slots=True)
class Belief:
    """What the customer thinks, and what the agreement says."""

    belief: str
    contract: str
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class TargetLine:
    """Minutes promised to this customer, for one priority or every one (empty)."""

    id: int
    priority: str
    respond: int
    arrive: int
    finish: int
    round_the_clock: bool


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """What a month came to, and its bill."""

    month: str
    amount: int
    bill_id: int
    bill: str
    bill_state: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order done under it."""

    id: int
    number: str
    received: datetime
    summary: str
    state: str


@dataclass(frozen=True)
class AgreementCard:
    """An agreement with all that hangs on it. ``month_sum`` is what the present month comes to."""

    row: AgreementRow
    units: tuple[tuple[int, str], ...]
    signers: tuple[tuple[int, str], ...] = ()
    lines: tuple[Included, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    targets: tuple[TargetLine, ...] = ()
    terms: tuple[TermsRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
    charges: tuple[ChargeRow, ...] = ()
    orders: tuple[OrderRow, ...] = ()
    steps: tuple[str, ...] = ()
    version: int = 0
    price: int | None = None
    """Today's price with its index."""
    month_sum: int | None = None
    month_left_out: str = ""
    term_end: date | None = None
    must: tuple[str, date | None] = ("end", None)
    """The next day that must not be missed: ("end" or "notice", day)."""
    orders_this_year: int = 0
    open_orders: int = 0


@needs("office.read")
def card(work: Work, id: int) -> AgreementCard | None:
    """An agreement with all that hangs on it; None when it is gone."""
    found = rows(work, [id])
    if not found:
        return None
    row, today = found[0], today_of(work)
    money = work.who.may("money.read")
    month = _month(work, id) if money else None
    last = terms.of_many(work, [id], today)[id]
    now = next((each for each in last if each.until_day is None or each.until_day >= today), last[-1])
    year = day_start(date(today.year, 1, 1), work.zone)
    under = (WorkOrder.agreement_id == id, WorkOrder.archived.is_(None))
    ordered = work.who.may("order.read")
    return AgreementCard(
        row, _named(work, id, AgreementUnit, Unit), _named(work, id, AgreementParty, Person), _included(work, id),
        _beliefs(work, id), _targets(work, id), terms.history(work, id), tuple(matters.moves(work, "agreement", id)),
        _charges(work, id) if money else (), _orders(work, under) if ordered else (), moving.allowed(work, id),
        work.get(Agreement, id).version,
        price=price_on(now, today) if money else None, month_sum=month.amount if month else None,
        month_left_out=month.left_out if month else "", term_end=agreed.term_end(row, today),
        must=next_day(row, today),
        orders_this_year=_count(work, *under, WorkOrder.received >= year),
        open_orders=_count(work, *under, WorkOrder.state.in_(OPEN)),
    )  # fmt: skip


def _month(work: Work, id: int) -> charging.MonthLine | None:
    """This month of one agreement."""
    preview = charging.preview_of(work, Month.of(work.now, work.zone), [id])
    return next(iter((*preview.lines, *preview.left_out)), None)


def _named(work: Work, id: int, tie: Any, table: Any) -> tuple[tuple[int, str], ...]:
    """The ids and names of the units or people tied to it."""
    column, name = (tie.unit_id, Unit.label) if table is Unit else (tie.person_id, Person.name)
    chosen = select(table.id, name).join(tie, column == table.id).where(tie.agreement_id == id)
    return tuple((row[0], row[1]) for row in work.rows(chosen.order_by(table.sort_key, table.id)))


def _included(work: Work, id: int) -> tuple[Included, ...]:
    it = AgreementLine
    chosen = (
        select(it.kind, it.text, func.coalesce(Category.name, ""), func.coalesce(Category.other_name, ""))
        .outerjoin(Category, Category.id == it.category_id)
        .where(it.agreement_id == id, it.archived.is_(None))
        .order_by(it.kind.desc(), it.id)
    )
    return tuple(Included(*row) for row in work.rows(chosen))


def _beliefs(work: Work, id: int) -> tuple[Belief, ...]:
    it = AgreementBelief
    chosen = select(it.belief, it.contract, it.mark, it.note).where(
        it.agreement_id == id, it.archived.is_(None)
    )
    return tuple(Belief(*row) for row in work.rows(chosen.order_by(it.id)))


def _targets(work: Work, id: int) -> tuple[TargetLine, ...]:
    it = TargetRule
    chosen = select(it.id, it.priority, it.respond, it.arrive, it.finish, it.round_the_clock).where(
        it.agreement_id == id, it.archived.is_(None)
    )
    return tuple(TargetLine(*row) for row in work.rows(chosen.order_by(it.id)))


def _charges(work: Work, id: int) -> tuple[ChargeRow, ...]:
    it = AgreementCharge
    chosen = (
        select(it.month, it.amount, Bill.id, Bill.number, Bill.state)
        .join(Bill, Bill.id == it.bill_id)
        .where(it.agreement_id == id, it.archived.is_(None))
        .order_by(it.month.desc(), it.id.desc())
        .limit(NEWEST)
    )
    return tuple(ChargeRow(*row) for row in work.rows(chosen))


def _orders(work: Work, under: Sequence[Any]) -> tuple[OrderRow, ...]:
    it = WorkOrder
    chosen = select(it.id, it.number, it.received, it.summary, it.state).where(*under)
    return tuple(OrderRow(*row) for row in work.rows(chosen.order_by(it.received.desc()).limit(NEWEST)))


def _count(work: Work, *conditions: Any) -> int:
    return int(work.value(select(func.count()).select_from(WorkOrder).where(*conditions)) or 0)
