"""Papers about one matter: the complaint's receipt and the technician's job sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import BindParameter, bindparam, or_, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Building, Site, Unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Request, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.model.working_time import Line
from fmcrm_desktop.services import attachments, checklists, matters, own_fields, settings, targets
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import (
    AnswerSheet,
    Board,
    Boards,
    Contact,
    Earlier,
    Head,
    JobSheet,
    Names,
    PlannedVisit,
    Receipt,
    Told,
)
from fmcrm_desktop.store.work import Work

T = TypeVar("T", Complaint, WorkOrder)

EARLIER = 3


@needs("complaint.read")
def receipt(work: Work, number: str) -> Receipt:
    """The receipt of the complaint with this number; raises Invalid(number)."""
    return _receipt(work, by_number(work, Complaint, number))


@needs("complaint.read")
def receipt_of(work: Work, id: int) -> Receipt:
    """The receipt of a complaint by its id."""
    return _receipt(work, work.get(Complaint, id))


def _receipt(work: Work, complaint: Complaint) -> Receipt:
    return Receipt(
        head=head(work),
        number=complaint.number,
        received=complaint.received,
        channel=complaint.channel,
        person=Names() if complaint.anonymous else _person(work, complaint.person_id)[0],
        anonymous=complaint.anonymous,
        unit=_place(work, complaint.unit_id, complaint.building_id)[0],
        category=_category(work, complaint.category_id),
        subject=complaint.subject,
        own_words=complaint.own_words,
        expected=complaint.expected,
        acknowledge_due=complaint.acknowledge_due,
        due=complaint.due,
        responsible=_names(work, complaint.responsible_id),
        remedy=complaint.remedy,
        answer=complaint.answer,
        state=complaint.state,
        lines=_answer_lines(work, complaint),
    )


def _answer_lines(work: Work, complaint: Complaint) -> tuple[Line, ...]:
    """How the answer's due time is counted, as the complaint's page says it."""
    from fmcrm_desktop.services.complaints import clocks

    found = clocks.clocks(work, complaint, matters.moves(work, "complaint", complaint.id))
    return next((clock.lines for clock in found if clock.name == "answer"), ())


@needs("complaint.read")
def answer(work: Work, number: str) -> AnswerSheet:
    """The answer to the complaint with this number; raises Invalid(number), also while there is none."""
    it = by_number(work, Complaint, number)
    if it.answered is None or not it.answer:
        raise Invalid(number=Refusal(N_("{number} has got no answer yet."), number=it.number))
    person = work.get(Person, it.person_id) if it.person_id is not None and not it.anonymous else None
    done = select(CorrectiveAction.text).where(
        CorrectiveAction.complaint_id == it.id, CorrectiveAction.archived.is_(None)
    )
    return AnswerSheet(
        head(work), it.number, it.received, Names(person.name, person.other_name) if person else Names(),
        person.language if person else "", _place(work, it.unit_id, it.building_id)[0], it.subject, it.own_words,
        it.answer, it.remedy, tuple(work.column(done.order_by(CorrectiveAction.id))), it.lesson,
        _names(work, it.responsible_id),
    )  # fmt: skip


@needs("complaint.read")
def you_said(work: Work, month: Month | None = None, number: str = "") -> Boards:
    """What the boards tell of the complaints resolved in a month; without one, of all that hang nowhere yet. The board
    of the complaint with this number comes first."""
    from fmcrm_desktop.services.complaints import remedies

    it = Complaint
    chosen = (
        select(
            it.number, Building.code, Building.name, Building.other_name, it.notice, it.other_notice, it.id
        )
        .select_from(it)
        .outerjoin(Building, Building.id == it.building_id)
        .where(*remedies.on_boards(work, month))
        .order_by(Building.sort_key.is_(None), Building.sort_key, remedies.told_when(), it.id)
    )
    boards: dict[tuple[str, Names], list[Told]] = {}
    first = None
    for its, code, *names, notice, other, id in work.rows(chosen):
        place = (code or "", Names(*(each or "" for each in names)))
        boards.setdefault(place, []).append(Told(notice, other, id))
        first = place if its == number else first
    ordered = sorted(boards.items(), key=lambda board: board[0] != first)
    made = tuple(Board(*place, tuple(told)) for place, told in ordered)
    return Boards(head(work), month, made, str(settings.get(work, "office.phone") or ""))


@needs("order.read")
def job_sheet(work: Work, number: str) -> JobSheet:
    """The job sheet of the work order with this number; raises Invalid(number)."""
    return _job_sheet(work, by_number(work, WorkOrder, number))


@needs("order.read")
def job_sheet_of(work: Work, id: int) -> JobSheet:
    """The job sheet of a work order by its id."""
    return _job_sheet(work, work.get(WorkOrder, id))


@needs("order.read")
def job_sheets_of(work: Work, ids: Sequence[int]) -> list[JobSheet]:
    """The job sheets of many work orders, in the order of their ids."""
    return [_job_sheet(work, work.get(WorkOrder, id)) for id in ids]


@needs("report.read")
def letter_head(work: Work) -> Head:
    """Whose paper it is, for one that holds only what was on the screen."""
    return head(work)


def _job_sheet(work: Work, order: WorkOrder) -> JobSheet:
    person, warning = _person(work, order.person_id)
    place, address = _place(work, order.unit_id, order.building_id)
    equipment, built = _equipment(work, order.equipment_id)
    asked = (
        work.value(select(Request.own_words).where(Request.id == order.request_id))
        if order.request_id
        else ""
    )
    return JobSheet(
        head=head(work),
        number=order.number,
        priority=order.priority,
        state=order.state,
        category=_category(work, order.category_id),
        received=order.received,
        due=order.due,
        arrive_due=order.arrive_due,
        place=place if place.name else Names(order.place),
        address=address,
        spot=order.place if place.name else "",
        person=person,
        contacts=_contacts(work, order.person_id),
        warning=warning,
        own_words=asked or "",
        summary=order.summary,
        description=order.description,
        staff=_names(work, order.staff_id),
        visits=_visits(work, order.id),
        earlier=_earlier(work, order),
        lines=_finish_lines(work, order),
        equipment=equipment,
        built=built,
        checks=checklists.of_order(work, order.id),
        own=own_fields.lines(work, "work_order", order.id),
        files=attachments.on_paper(work, "work_order", order.id),
    )


def _equipment(work: Work, id: int | None) -> tuple[Names, Names]:
    """Code and name of what the order is about; its place, maker and number."""
    if id is None:
        return Names(), Names()
    it = work.get(Equipment, id)
    made = " ".join(part for part in (it.maker, it.model, it.serial) if part)
    names = Names(f"{it.code} {it.name}", it.other_name and f"{it.code} {it.other_name}")
    built, other = (
        " · ".join(part for part in (place, made) if part) for place in (it.place, it.other_place)
    )
    return names, Names(built, other if it.other_place else "")


def _finish_lines(work: Work, order: WorkOrder) -> tuple[Line, ...]:
    """How the finish is counted, as the order's page says it."""
    found = targets.clocks(work, order, matters.moves(work, "work_order", order.id))
    return next((clock.lines for clock in found if clock.name == "finish"), ())


def by_number(work: Work, table: type[T], number: str) -> T:
    """A matter by our number, or by the number of the system before."""
    wanted = number.strip()
    found = work.records(
        select(table)
        .where(or_(table.number == wanted, table.external_number == wanted))
        .order_by(table.id)
        .limit(1)
    )
    if not wanted or not found:
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=number))
    return found[0]


def _person(work: Work, id: int | None) -> tuple[Names, str]:
    """Names and warning."""
    row = work.row(_PERSON, id=id) if id is not None else None
    return (Names(row[0], row[1]), row[2]) if row else (Names(), "")


def _place(work: Work, unit: int | None, building: int | None) -> tuple[Names, str]:
    """What the place is called, and its address."""
    if unit is None and building is None:
        return Names(), ""
    row = work.row(_PLACE_OF_UNIT if building is None else _PLACE, unit=unit, building=building)
    if row is None:
        label = work.value(select(Unit.label).where(Unit.id == unit)) if unit is not None else ""
        return Names(label or ""), ""
    label, code, name, other, address, site, site_address = row
    names = Names(label) if label else Names(name or other or code, other if name else "")
    return names, address or ", ".join(part for part in (site, site_address) if part)


def _category(work: Work, id: int | None) -> Names:
    row = work.row(_CATEGORY, id=id) if id is not None else None
    return Names(row[0], row[1]) if row else Names()


def _names(work: Work, id: int | None) -> Names:
    row = work.row(_STAFF, id=id) if id is not None else None
    return Names(*row) if row else Names()


def _contacts(work: Work, person: int | None) -> tuple[Contact, ...]:
    """The ways to reach the person, those for repairs first."""
    return tuple(Contact(*row) for row in work.rows(_CONTACTS, id=person)) if person is not None else ()


def _visits(work: Work, order: int) -> tuple[PlannedVisit, ...]:
    going: dict[int, list[Names]] = {}
    for visit, name, other in work.rows(_GOING, id=order):
        going.setdefault(visit, []).append(Names(name, other))
    return tuple(
        PlannedVisit(start, end, tuple(going.get(id, ()))) for id, start, end in work.rows(_VISITS, id=order)
    )


def _earlier(work: Work, order: WorkOrder) -> tuple[Earlier, ...]:
    """The last pieces of work at the same unit."""
    if order.unit_id is None:
        return ()
    return tuple(Earlier(*row) for row in work.rows(_EARLIER, id=order.id, unit=order.unit_id))


# Written once: of many sheets a statement takes longer to build than its rows to read.
_ID: BindParameter[Any] = bindparam("id")
_PERSON = select(Person.name, Person.other_name, Person.warning).where(Person.id == _ID)
_CATEGORY = select(Category.name, Category.other_name).where(Category.id == _ID)
_STAFF = select(Staff.name, Staff.other_name).where(Staff.id == _ID)
_PLACES = (
    select(
        Unit.label,
        Building.code,
        Building.name,
        Building.other_name,
        Building.address,
        Site.name,
        Site.address,
    )
    .select_from(Building)
    .outerjoin(Unit, Unit.id == bindparam("unit"))
    .join(Site, Site.id == Building.site_id)
)
_PLACE = _PLACES.where(Building.id == bindparam("building"))
_PLACE_OF_UNIT = _PLACES.where(Building.id == Unit.building_id)
_CONTACTS = (
    select(ContactPoint.kind, ContactPoint.value, ContactPoint.hours)
    .where(ContactPoint.person_id == _ID, ContactPoint.archived.is_(None))
    .where(ContactPoint.do_not_use.is_(False), ContactPoint.purpose != "billing")
    .order_by((ContactPoint.purpose == "repairs").desc(), ContactPoint.preferred.desc(), ContactPoint.id)
)
_GOING = (
    select(VisitStaff.visit_id, Staff.name, Staff.other_name)
    .join(Staff, Staff.id == VisitStaff.staff_id)
    .join(Visit, Visit.id == VisitStaff.visit_id)
    .where(Visit.order_id == _ID)
    .order_by(VisitStaff.id)
)
_VISITS = (
    select(Visit.id, Visit.planned_from, Visit.planned_until)
    .where(Visit.order_id == _ID, Visit.archived.is_(None))
    .order_by(Visit.planned_from)
)
_EARLIER = (
    select(WorkOrder.number, WorkOrder.done, WorkOrder.summary, WorkOrder.fix)
    .where(WorkOrder.unit_id == bindparam("unit"), WorkOrder.id != _ID, WorkOrder.archived.is_(None))
    .where(WorkOrder.done.is_not(None))
    .order_by(WorkOrder.done.desc())
    .limit(EARLIER)
)
