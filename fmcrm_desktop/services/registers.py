"""The registers on paper: complaints and work orders of a month, or all of them, as plain rows."""

from __future__ import annotations

from sqlalchemy import Select, case, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import OPEN, WorkOrder
from fmcrm_desktop.services import other_names, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.sheets import (
    ComplaintRegister,
    ComplaintRow,
    Head,
    Names,
    OrderRegister,
    OrderRow,
)
from fmcrm_desktop.store.work import Work


@needs("complaint.read")
def complaints(work: Work, month: Month | None = None) -> ComplaintRegister:
    """The complaints received in a month, or all, oldest first."""
    return ComplaintRegister(head(work), month, tuple(complaint_rows(work, month)))


@needs("order.read")
def orders(work: Work, month: Month | None = None) -> OrderRegister:
    """The work orders received in a month, or all, oldest first."""
    return OrderRegister(head(work), month, tuple(order_rows(work, month)))


def head(work: Work) -> Head:
    """Whose paper, printed now, by whom."""
    office, (_name, other) = settings.get(work, "office.name"), staff_names(work, work.who.staff_id)
    return Head(office, work.now, work.who.name, other_names.known(work), other)


def staff_names(work: Work, id: int | None) -> tuple[str, str]:
    """What a member of staff is called in both scripts; by who it is, for two may have one name."""
    row = work.row(select(Staff.name, Staff.other_name).where(Staff.id == id)) if id is not None else None
    return (row.name, row.other_name) if row is not None else ("", "")


def complaint_rows(work: Work, month: Month | None) -> list[ComplaintRow]:
    """The rows of the complaint register."""
    chosen = _in_month(
        work,
        month,
        select(
            Complaint.number, Complaint.received, Complaint.channel, Unit.label, Building.code, Complaint.anonymous,
            Person.name, Person.other_name, Complaint.subject, Category.name, Category.other_name, Complaint.gap,
            Complaint.state, Complaint.due, Complaint.resolved, Complaint.lesson,
        )
        .select_from(Complaint)
        .outerjoin(Unit, Unit.id == Complaint.unit_id)
        .outerjoin(Building, Building.id == Complaint.building_id)
        .outerjoin(Person, Person.id == Complaint.person_id)
        .outerjoin(Category, Category.id == Complaint.category_id),
        Complaint,
    )  # fmt: skip
    return [
        ComplaintRow(
            number, received, channel, unit or building or "", Names() if anonymous else Names(name or "", other or ""),
            subject, Names(category or "", category_other or ""), gap, state, due, resolved, lesson,
        )
        for number, received, channel, unit, building, anonymous, name, other, subject, category, category_other, gap,
            state, due, resolved, lesson in work.rows(chosen)
    ]  # fmt: skip


def order_rows(work: Work, month: Month | None) -> list[OrderRow]:
    """The rows of the work order register."""
    chosen = _in_month(
        work,
        month,
        select(
            WorkOrder.number, WorkOrder.received, Unit.label, Building.code, WorkOrder.place,
            case((Equipment.place == WorkOrder.place, Equipment.other_place), else_=""), Person.name,
            Person.other_name, WorkOrder.summary, Category.name, Category.other_name, WorkOrder.priority,
            WorkOrder.state, Staff.name, Staff.other_name, WorkOrder.due, WorkOrder.done,
        )
        .select_from(WorkOrder)
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .outerjoin(Building, Building.id == WorkOrder.building_id)
        .outerjoin(Person, Person.id == WorkOrder.person_id)
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .outerjoin(Category, Category.id == WorkOrder.category_id)
        .outerjoin(Equipment, Equipment.id == WorkOrder.equipment_id),
        WorkOrder,
    )  # fmt: skip
    now = work.now
    return [
        OrderRow(
            number, received, unit or place or building or "", Names(name or "", other or ""), summary,
            Names(category or "", category_other or ""), priority, state, staff or "", due, done,
            due is not None and (done > due if done else state in OPEN and now > due),
            staff_other or "", "" if unit else place_other,
        )
        for number, received, unit, building, place, place_other, name, other, summary, category, category_other,
            priority, state, staff, staff_other, due, done in work.rows(chosen)
    ]  # fmt: skip


def _in_month(
    work: Work, month: Month | None, chosen: Select[*tuple[object, ...]], table: type[Complaint | WorkOrder]
) -> Select[*tuple[object, ...]]:
    chosen = chosen.where(table.archived.is_(None)).order_by(table.received, table.id)
    if month is None:
        return chosen
    start, end = month.period(settings.zone(work))
    return chosen.where(table.received >= start, table.received < end)
