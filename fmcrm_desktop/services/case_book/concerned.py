"""Who must not be read in a case: the people, units and staff of the complaint or praise it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Select, or_, select

from fmcrm_desktop.model.complaint import Complaint, ComplaintPerson
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.person import ContactPoint, Person, PersonName
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services.case_book.hiding import Secret
from fmcrm_desktop.store.work import Work

_ROLES = ("owner", "tenant", "occupant")


def secrets(work: Work, complaint: int | None, commendation: int | None) -> tuple[Secret, ...]:
    """The names, numbers and labels of all of them, and the names of all staff: a story tells of colleagues, too."""
    people: set[int] = set()
    units: set[int] = set()
    if complaint is not None:
        source = work.get(Complaint, complaint)
        people |= {source.person_id or 0, *work.column(_further(complaint))}
        units.add(source.unit_id or 0)
    elif commendation is not None:
        praise = work.get(Commendation, commendation)
        people.add(praise.person_id or 0)
        units.add(praise.unit_id or 0)
    # who shares the unit is spoken of as well: the owner's husband, the tenant upstairs
    tied = work.rows(
        select(Relation.person_id, Relation.unit_id, Relation.role).where(
            or_(Relation.unit_id.in_(units), Relation.person_id.in_(people)), Relation.archived.is_(None)
        )
    )
    roles: dict[int, str] = {}
    for person, unit, role in tied:
        if unit in units and (person not in roles or role == "owner"):
            roles[person] = role
        if person in people:
            units.add(unit)
            roles.setdefault(person, role)
    found = [*_people(work, people | set(roles), roles), *_units(work, units), *_staff(work)]
    return tuple(dict.fromkeys(found))


def _further(complaint: int) -> Select[int]:
    return select(ComplaintPerson.person_id).where(ComplaintPerson.complaint_id == complaint)


def _people(work: Work, ids: set[int], roles: dict[int, str]) -> Iterator[Secret]:
    called: dict[int, str] = {}
    for id, kind, name, other in work.rows(
        select(Person.id, Person.kind, Person.name, Person.other_name).where(Person.id.in_(ids))
    ):
        role = roles.get(id, "")
        called[id] = "company" if kind == "company" else role if role in _ROLES else "customer"
        yield from (Secret(said, called[id]) for said in (name, other) if said)
    for id, name in work.rows(
        select(PersonName.person_id, PersonName.name).where(
            PersonName.person_id.in_(ids), PersonName.archived.is_(None)
        )
    ):
        yield Secret(name, called.get(id, "customer"))
    for value in work.column(
        select(ContactPoint.value).where(ContactPoint.person_id.in_(ids), ContactPoint.archived.is_(None))
    ):
        yield Secret(value, "reach")


def _units(work: Work, ids: set[int]) -> Iterator[Secret]:
    for label in work.column(select(Unit.label).where(Unit.id.in_(ids))):
        yield Secret(label, "unit")


def _staff(work: Work) -> Iterator[Secret]:
    for name, other, role, vendor, phone in work.rows(
        select(Staff.name, Staff.other_name, Staff.role, Staff.vendor, Staff.phone)
    ):
        called = "vendor" if vendor else role
        yield from (Secret(said, called) for said in (name, other) if said)
        if phone:
            yield Secret(phone, "reach")
