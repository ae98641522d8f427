"""The unit passport on paper: one unit, whose it was and is, what was done there, what was complained of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Executable, case, false, or_, select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import agreements, attachments, equipment, units
from fmcrm_desktop.services.agreements import AgreementRow
from fmcrm_desktop.services.attachments import OnPaper
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.equipment import EquipmentRow
from fmcrm_desktop.services.owners.card import Tie
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.services.units import UnitCard
from fmcrm_desktop.store.work import Work

LINES = 300
"""Work orders and complaints, and documents, each at most; the paper says where there are more."""


@dataclass(frozen=True, slots=True)
class Line:
    """A work order or complaint; ``over`` is when it was done or resolved, ``what`` what was done or answered."""

    number: str
    received: datetime
    title: str
    state: str
    over: datetime | None
    staff: Names
    what: str


@dataclass(frozen=True)
class UnitPassport:
    """All that is on the paper; ``more`` where the lists were longer than a paper should be."""

    head: Head
    card: UnitCard
    owners: tuple[Tie, ...]
    """Now and before, the first one first."""
    people: tuple[Tie, ...]
    """Everybody else, now and before."""
    orders: tuple[Line, ...]
    complaints: tuple[Line, ...]
    documents: tuple[OnPaper, ...]
    more: bool
    equipment: tuple[EquipmentRow, ...] = ()
    agreements: tuple[AgreementRow, ...] = ()


@needs("person.read")
def sheet(work: Work, number: str) -> UnitPassport:
    """The passport of the unit with this label or number of the system before, or ours with # before it; raises
    Invalid(number)."""
    return sheet_of(work, _id(work, number))


@needs("person.read")
def sheet_of(work: Work, id: int) -> UnitPassport:
    """The passport of a unit by its id."""
    card = units.card(work, id)
    ties = sorted(card.people, key=lambda tie: (tie.from_day or date.min, tie.id))
    # Who may not see complaints or work orders gets the paper without them.
    may = work.who.may
    orders = work.rows(_orders(card.id)) if may("order.read") else ()
    complaints = work.rows(_complaints(card.id)) if may("complaint.read") else ()
    documents = attachments.on_paper(work, "unit", card.id)
    return UnitPassport(
        head(work), card,
        owners=tuple(tie for tie in ties if tie.role == "owner"),
        people=tuple(tie for tie in ties if tie.role != "owner"),
        orders=_lines(orders), complaints=_lines(complaints),
        documents=documents[-LINES:],
        more=any(len(each) > LINES for each in (orders, complaints, documents)),
        equipment=tuple(equipment.at_place(work, card.id)) if may("order.read") else (),
        agreements=tuple(agreements.of_unit(work, card.id)),
    )  # fmt: skip


def _id(work: Work, number: str) -> int:
    wanted = number.strip()
    old = Unit.external_number == wanted if wanted else false()
    ours = wanted.startswith("#") and wanted[1:].isdecimal() and len(wanted) < 18
    same = Unit.id == int(wanted[1:]) if ours else false()
    found = work.column(
        select(Unit.id)
        .where(or_(Unit.sort_key == sort_key(wanted), old, same))
        .order_by(case((Unit.label == wanted, 0), (same, 2), else_=1), Unit.archived.is_not(None), Unit.id)
        .limit(1)
    )
    if not wanted or not found:
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=number))
    return int(found[0])


def _orders(unit: int) -> Executable:
    return (
        select(
            WorkOrder.number, WorkOrder.received, WorkOrder.summary, WorkOrder.state, WorkOrder.done, Staff.name,
            Staff.other_name, WorkOrder.fix,
        )
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .where(WorkOrder.unit_id == unit, WorkOrder.archived.is_(None))
        .order_by(WorkOrder.received.desc(), WorkOrder.id.desc())
        .limit(LINES + 1)
    )  # fmt: skip


def _complaints(unit: int) -> Executable:
    return (
        select(
            Complaint.number, Complaint.received, Complaint.subject, Complaint.state, Complaint.resolved, Staff.name,
            Staff.other_name, Complaint.answer,
        )
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .where(Complaint.unit_id == unit, Complaint.archived.is_(None))
        .order_by(Complaint.received.desc(), Complaint.id.desc())
        .limit(LINES + 1)
    )  # fmt: skip


def _lines(rows: Sequence[Any]) -> tuple[Line, ...]:
    return tuple(
        Line(number, received, title, state, over, Names(staff or "", other or ""), what or "")
        for number, received, title, state, over, staff, other, what in rows[:LINES]
    )
