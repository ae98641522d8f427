"""The lists that can be exported, declared: their columns, the words of coded ones, and what is found apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, case, select

from fmcrm_desktop.model import call, charge, complaint, event, knowledge, person, property, work_order
from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Bill, Charge, Part
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.equipment import EQUIPMENT_KINDS, Equipment
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.knowledge import Article, Problem
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Building, Entrance, Relation, Site, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import (
    articles,
    bills,
    calls,
    charges,
    complaints,
    equipment,
    event_list,
    owners,
    parts,
    units,
    work_orders,
)
from fmcrm_desktop.services.complaints import aspects
from fmcrm_desktop.services.export_more import MORE
from fmcrm_desktop.services.listed import Listed, Told, Value, joined, now, units_of
from fmcrm_desktop.store.work import Work


def _contacts(*kinds_of: str) -> Callable[[Work, Sequence[int]], Mapping[int, Value]]:
    def values(work: Work, ids: Sequence[int]) -> Mapping[int, Value]:
        columns = select(ContactPoint.person_id, ContactPoint.value).where(
            ContactPoint.person_id.in_(ids), ContactPoint.kind.in_(kinds_of), ContactPoint.archived.is_(None)
        )
        return joined(work, columns.order_by(ContactPoint.preferred.desc(), ContactPoint.id), " / ")

    return values


def _people_of(role: str) -> Callable[[Work, Sequence[int]], Mapping[int, Value]]:
    def values(work: Work, ids: Sequence[int]) -> Mapping[int, Value]:
        columns = select(Relation.unit_id, Person.name).join(Person, Person.id == Relation.person_id)
        chosen = columns.where(Relation.unit_id.in_(ids), Relation.role == role, Person.archived.is_(None))
        return joined(work, now(work, chosen), ", ")

    return values


def _aspects(kind: str) -> Callable[[Work, Sequence[int]], Mapping[int, Told]]:
    return lambda work, ids: aspects.named(work, kind, ids)


def _matter_joins(table: Any, staff: Any) -> Callable[[Select[Any]], Select[Any]]:
    return lambda chosen: (
        chosen.outerjoin(Person, Person.id == table.person_id)
        .outerjoin(Unit, Unit.id == table.unit_id)
        .outerjoin(Building, Building.id == table.building_id)
        .outerjoin(Category, Category.id == table.category_id)
        .outerjoin(Staff, Staff.id == staff)
    )


def _house(table: Any) -> Any:
    """The building of what belongs to no unit; a unit says its own."""
    return case((table.unit_id.is_(None), Building.code))


_PEOPLE = Listed(
    owners.page,
    (
        (N_("Old number"), Person.external_number), (N_("Name"), Person.name), (N_("Other name"), Person.other_name),
        (N_("Person or company"), Person.kind), (N_("Birthday"), Person.birthday),
        (N_("Gender"), Person.gender), (N_("Occupation"), Person.occupation), (N_("Speaks"), Person.speaks),
        (N_("Age band"), Person.age_band), (N_("People in the household"), Person.household_size),
        (N_("Language of letters"), Person.language),
        (N_("Preferred way"), Person.preferred_channel), (N_("Preferred hours"), Person.preferred_hours),
        (N_("Prefers"), Person.prefers), (N_("Needs and expectations"), Person.expects),
        (N_("Warning"), Person.warning), (N_("Fee account"), Person.account),
        (N_("Customer since"), Person.customer_since), (N_("Notes"), Person.notes),
    ),
    words={"Person or company": person.KINDS, "Gender": person.GENDERS, "Preferred way": person.CONTACT_KINDS,
           "Age band": person.AGE_BANDS, "Language of letters": person.PRINT_LANGUAGES,
           "Related units": {}},
    more={
        N_("Telephone"): _contacts("mobile", "phone"), N_("Email"): _contacts("email"),
        N_("WeChat"): _contacts("wechat"), N_("Related units"): units_of,
    },
    id=Person.id,
    own="person",
)  # fmt: skip
_UNITS = Listed(
    units.page,
    (
        (N_("Site"), Site.name), (N_("Building"), Building.code), (N_("Entrance"), Entrance.code),
        (N_("Unit number"), Unit.code), (N_("Label"), Unit.label), (N_("Unit kind"), Unit.kind),
        (N_("Floor"), Unit.floor), (N_("Floor area"), Unit.area), (N_("Notes"), Unit.notes),
    ),
    joins=lambda chosen: (
        chosen.outerjoin(Building, Building.id == Unit.building_id)
        .outerjoin(Site, Site.id == Building.site_id)
        .outerjoin(Entrance, Entrance.id == Unit.entrance_id)
    ),
    words={"Unit kind": property.UNIT_KINDS},
    scaled={"Floor area": 2},
    more={N_("All owners"): _people_of("owner"), N_("All tenants"): _people_of("tenant")},
    id=Unit.id,
    own="unit",
)  # fmt: skip
_COMPLAINTS = Listed(
    complaints.page,
    (
        (N_("No."), Complaint.number), (N_("Old number"), Complaint.external_number),
        (N_("Received at"), Complaint.received), (N_("Channel"), Complaint.channel), (N_("State"), Complaint.state),
        (N_("Category"), Category.name), (N_("Subject"), Complaint.subject), (N_("Own words"), Complaint.own_words),
        (N_("Building"), _house(Complaint)), (N_("Unit"), Unit.label), (N_("Person"), Person.name),
        (N_("Anonymous"), Complaint.anonymous),
        (N_("Gap"), Complaint.gap), (N_("Expected"), Complaint.expected), (N_("Delivered"), Complaint.delivered),
        (N_("Severity"), Complaint.severity), (N_("Loss of the customer"), Complaint.loss),
        (N_("Why they leave, or may"), Complaint.loss_risk), (N_("Behaviour that caused it"), BehaviourScale.name),
        (N_("Thanked"), Complaint.thanks), (N_("Immediate remedy"), Complaint.remedy),
        (N_("Answer"), Complaint.answer),
        (N_("Cause"), Complaint.cause), (N_("What we learned and changed"), Complaint.lesson),
        (N_("Acknowledged at"), Complaint.acknowledged), (N_("Date of response"), Complaint.answered),
        (N_("Due at"), Complaint.due), (N_("Resolved at"), Complaint.resolved), (N_("Responsible"), Staff.name),
        (N_("The customer's rating"), Complaint.follow_up_rating),
        (N_("An honest mistake that was made good"), Complaint.recovered),
    ),
    joins=lambda chosen: _matter_joins(Complaint, Complaint.responsible_id)(chosen).outerjoin(
        BehaviourScale, BehaviourScale.id == Complaint.scale_id
    ),
    words={
        "Channel": complaint.CHANNELS, "State": complaint.STATES, "Gap": complaint.GAPS,
        "Loss of the customer": complaint.LOSSES, "Thanked": complaint.THANKS,
        "Further gaps": {}, "How it showed": {}, "Criteria": {}, "Needs": {}, "Consequences": {},
    },
    more={
        N_("Further gaps"): _aspects("gap"), N_("How it showed"): _aspects("lack"),
        N_("Criteria"): _aspects("criterion"), N_("Needs"): _aspects("need"),
        N_("Consequences"): _aspects("consequence"),
    },
    id=Complaint.id,
    own="complaint",
)  # fmt: skip
_ORDERS = Listed(
    work_orders.page,
    (
        (N_("No."), WorkOrder.number), (N_("Old number"), WorkOrder.external_number),
        (N_("Received at"), WorkOrder.received), (N_("Priority"), WorkOrder.priority), (N_("State"), WorkOrder.state),
        (N_("Category"), Category.name), (N_("Summary"), WorkOrder.summary),
        (N_("Description"), WorkOrder.description), (N_("Building"), _house(WorkOrder)), (N_("Unit"), Unit.label),
        (N_("Place"), WorkOrder.place), (N_("Person"), Person.name),
        (N_("Assigned to"), Staff.name), (N_("Due at"), WorkOrder.due), (N_("Arrived at"), WorkOrder.arrived),
        (N_("Done at"), WorkOrder.done), (N_("Closed at"), WorkOrder.closed), (N_("Cause"), WorkOrder.cause),
        (N_("What was done"), WorkOrder.fix), (N_("The customer's rating"), WorkOrder.rating),
    ),
    joins=_matter_joins(WorkOrder, WorkOrder.staff_id),
    words={"Priority": work_order.PRIORITIES, "State": work_order.STATES},
    id=WorkOrder.id,
    own="work_order",
)  # fmt: skip
_CALLS = Listed(
    calls.page,
    (
        (N_("Started"), Call.started), (N_("Direction"), Call.direction), (N_("Telephone"), Call.number),
        (N_("Person"), Person.name), (N_("Unit"), Unit.label), (N_("Topic"), Call.topic), (N_("Notes"), Call.notes),
        (N_("Outcome"), Call.outcome), (N_("Seconds"), Call.seconds), (N_("Taken by"), Staff.name),
    ),
    joins=lambda chosen: (
        chosen.outerjoin(Person, Person.id == Call.person_id)
        .outerjoin(Unit, Unit.id == Call.unit_id)
        .outerjoin(Staff, Staff.id == Call.staff_id)
    ),
    words={"Direction": call.DIRECTIONS, "Outcome": call.OUTCOMES},
    id=Call.id,
)  # fmt: skip


_EVENTS = Listed(
    event_list.page,
    (
        (N_("Kind"), Event.kind), (N_("Title"), Event.title), (N_("Starts"), Event.starts), (N_("Ends"), Event.ends),
        (N_("From"), Event.from_day), (N_("Until"), Event.until_day), (N_("Place"), Event.place),
        (N_("Person"), Person.name), (N_("Unit"), Unit.label), (N_("Rule of repeats"), Event.rule),
        (N_("Notes"), Event.notes),
    ),
    joins=lambda chosen: (
        chosen.outerjoin(Person, Person.id == Event.person_id).outerjoin(Unit, Unit.id == Event.unit_id)
    ),
    words={"Kind": event.KINDS},
    id=Event.id,
)  # fmt: skip
_PARTS = Listed(
    parts.page,
    (
        (N_("Part number"), Part.code), (N_("Part name"), Part.name),
        (N_("Name in the other language"), Part.other_name),
        (N_("Unit of measure"), Part.measure), (N_("Unit in the other language"), Part.other_measure),
        (N_("Price"), Part.price), (N_("Cost price"), Part.cost),
        (N_("In stock"), Part.stock), (N_("Buy again below"), Part.least),
    ),
    scaled={"In stock": 3, "Buy again below": 3},
    amounts=("Price", "Cost price"),
    hidden=("Cost price",),
    id=Part.id,
)  # fmt: skip
_EQUIPMENT = Listed(
    equipment.page,
    (
        (N_("Equipment code"), Equipment.code), (N_("Name of the equipment"), Equipment.name),
        (N_("Name in the other language"), Equipment.other_name), (N_("Kind"), Equipment.kind),
        (N_("Building"), Building.code), (N_("Unit"), Unit.code), (N_("Place"), Equipment.place),
        (N_("Place in the other language"), Equipment.other_place),
        (N_("Its counter counts"), Equipment.counter), (N_("Maker"), Equipment.maker), (N_("Model"), Equipment.model),
        (N_("Serial number"), Equipment.serial), (N_("Serviced by"), Staff.name),
        (N_("Installed on"), Equipment.installed), (N_("Warranty until"), Equipment.warranty_until),
        (N_("Notes"), Equipment.note),
    ),
    joins=lambda chosen: (
        chosen.outerjoin(Building, Building.id == Equipment.building_id)
        .outerjoin(Unit, Unit.id == Equipment.unit_id)
        .outerjoin(Staff, Staff.id == Equipment.vendor_id)
    ),
    words={"Kind": EQUIPMENT_KINDS},
    id=Equipment.id,
)  # fmt: skip
_BILLS = Listed(
    bills.page,
    (
        (N_("No."), Bill.number), (N_("Made on"), Bill.made), (N_("Person"), Person.name), (N_("Unit"), Unit.label),
        (N_("To be paid by"), Bill.due_day), (N_("Total"), Bill.total), (N_("Paid"), Bill.paid),
        (N_("State"), Bill.state), (N_("Why"), Bill.why),
    ),
    joins=lambda chosen: (
        chosen.outerjoin(Person, Person.id == Bill.person_id).outerjoin(Unit, Unit.id == Bill.unit_id)
    ),
    words={"State": charge.BILL_STATES},
    amounts=("Total", "Paid"),
    id=Bill.id,
)  # fmt: skip
_CHARGES = Listed(
    charges.page,
    (
        (N_("Date"), Charge.day), (N_("Work order"), WorkOrder.number), (N_("Kind"), Charge.kind),
        (N_("What for"), Charge.text), (N_("Person"), Person.name), (N_("Unit"), Unit.label),
        (N_("Technician"), Staff.name), (N_("Part number"), Part.code), (N_("Minutes"), Charge.minutes),
        (N_("Quantity"), Charge.quantity), (N_("Price"), Charge.rate), (N_("Amount"), Charge.amount),
        (N_("Cost"), Charge.cost), (N_("Covered by the agreement"), Charge.covered), (N_("Bill"), Bill.number),
    ),
    joins=lambda chosen: (
        chosen.join(WorkOrder, WorkOrder.id == Charge.order_id)
        .outerjoin(Person, Person.id == WorkOrder.person_id)
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .outerjoin(Staff, Staff.id == Charge.staff_id)
        .outerjoin(Part, Part.id == Charge.part_id)
        .outerjoin(Bill, Bill.id == Charge.bill_id)
    ),
    words={"Kind": charge.CHARGE_KINDS},
    scaled={"Quantity": 3},
    amounts=("Price", "Amount", "Cost"),
    hidden=("Cost",),
    id=Charge.id,
)  # fmt: skip
_ARTICLES = Listed(
    articles.page,
    (
        (N_("Kind"), Article.kind), (N_("Title"), Article.title),
        (N_("Title in the other language"), Article.other_title), (N_("Category"), Category.name),
        (N_("Problem"), Problem.name), (N_("Symptoms"), Article.symptoms), (N_("Cause"), Article.cause),
        (N_("What to do"), Article.text), (N_("Author"), Staff.name), (N_("Written on"), Article.made),
    ),
    joins=lambda chosen: (
        chosen.outerjoin(Category, Category.id == Article.category_id)
        .outerjoin(Problem, Problem.id == Article.problem_id)
        .outerjoin(Staff, Staff.id == Article.staff_id)
    ),
    words={"Kind": knowledge.ARTICLE_KINDS},
    id=Article.id,
)  # fmt: skip
LISTS: Mapping[str, Listed] = {
    "people": _PEOPLE, "units": _UNITS, "orders": _ORDERS, "complaints": _COMPLAINTS, "calls": _CALLS,
    "events": _EVENTS, "parts": _PARTS, "equipment": _EQUIPMENT, "bills": _BILLS, "charges": _CHARGES,
    "articles": _ARTICLES, **MORE,
}  # fmt: skip
