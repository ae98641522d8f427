"""Adding, changing, archiving and restoring people with their ways to be reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model import complaint, work_order
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.person import ContactPoint, Person, PersonName
from fmcrm_desktop.model.phone import normalise
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.refusal import InUse, Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import own_fields, relations, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.forms import (
    NUMBERS,
    ContactLine,
    NameLine,
    NewPersonForm,
    PersonForm,
    check_person,
)  # fmt: skip
from fmcrm_desktop.store.work import Work

OWN = (
    "name", "other_name", "kind", "salutation", "language", "birthday", "identity_number", "prefers", "warning",
    "customer_since", "notes", "preferred_channel", "preferred_hours", "expects", "identity_kind", "age_band", "gender",
    "occupation", "household_size", "speaks", "account",
)  # fmt: skip
"""The fields of the form that are columns of the person."""


@needs("person.write")
def add(work: Work, form: PersonForm) -> int:
    """Enter a new person with contacts, and what they are to a unit where one is given; gives their id."""
    check_person(form)
    person = work.add(Person(sort_key=_key(form), **_own(form)))
    for line in form.contacts:
        work.add(ContactPoint(person_id=person.id, **_contact(work, line)))
    for name in form.names:
        work.add(PersonName(person_id=person.id, kind=name.kind, name=name.name))
    own_fields.save(work, "person", person.id, form.own)
    if isinstance(form, NewPersonForm) and form.unit_id is not None:
        tie = relations.RelationForm(person.id, form.unit_id, form.role, from_day=form.from_day)
        if form.role == "owner":
            tie.share = relations.free_share(work, form.unit_id, form.from_day)
        relations.add(work, tie)
    return person.id


@needs("person.read")
def form(work: Work, id: int) -> PersonForm:
    """What is stored about a person, for changing it."""
    person = work.get(Person, id)
    contacts = tuple(_line(point) for point in work.records(_in_order(_contacts_of(id))))
    names = tuple(
        NameLine(each.kind, each.name, each.id, (each.kind, each.name))
        for each in work.records(_names_of(id).order_by(PersonName.id))
    )
    return PersonForm(
        **{name: getattr(person, name) for name in OWN},
        contacts=contacts,
        names=names,
        own=own_fields.of_record(work, "person", id),
        version=person.version,
        known=tuple(line.id for line in contacts if line.id is not None),
        known_names=tuple(line.id for line in names if line.id is not None),
    )


@needs("person.write")
def change(work: Work, id: int, form: PersonForm) -> int:
    """Save a person as the form has it; lines of contact taken out of it are archived."""
    check_person(form)
    _still_apart(work, id, form.version)
    person = work.get(Person, id, seen=form.version)
    for name, value in _own(form).items():
        setattr(person, name, value)
    person.sort_key = _key(form)
    stored: dict[int, ContactPoint] = {point.id: point for point in work.records(_contacts_of(id))}
    for line in form.contacts:
        _save_contact(work, id, line, stored)
    kept = {line.id for line in form.contacts}
    for gone in set(form.known) - kept:
        if gone in stored:
            work.archive(stored[gone])
    _save_names(work, id, form)
    own_fields.save(work, "person", id, form.own)
    return id


def _still_apart(work: Work, id: int, seen: int | None) -> None:
    """Who was merged away while the form was open is no longer the one to change."""
    person = work.get(Person, id)
    if person.version != seen and person.merged_into_id is not None:
        kept = work.get(Person, person.merged_into_id)
        raise Refusal(
            N_("{name} has been merged into {kept} meanwhile. Open {kept} and enter the change there."),
            name=person.name,
            kept=kept.name,
        )


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Take a person out of the lists. Raises InUse while matters of theirs are open."""
    person = work.get(Person, id)
    open_matters = sum(
        work.value(
            select(func.count())
            .select_from(table)
            .where(table.person_id == id, table.archived.is_(None), table.state.in_(states))
        )
        for table, states in ((Complaint, complaint.OPEN), (WorkOrder, work_order.OPEN))
    )
    if open_matters:
        raise InUse(
            N_("{name} has {count} open matters. Close them first, or give them to somebody else."),
            name=person.name,
            count=open_matters,
        )
    work.archive(person)
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Bring an archived person back into the lists."""
    person = work.get(Person, id)
    work.restore(person)
    if person.merged_into_id is not None:
        person.merged_into_id = None
    return id


def _own(form: PersonForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in OWN}


def _key(form: PersonForm) -> str:
    return sort_key(form.name)


def _contact(work: Work, line: ContactLine) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": line.kind, "value": line.value, "purpose": line.purpose, "hours": line.hours,
        "do_not_use": line.do_not_use, "preferred": line.preferred, "e164": "", "digits": "",
    }  # fmt: skip
    if line.kind in NUMBERS:
        phone = normalise(line.value, settings.get(work, "office.country"))
        values |= {"value": phone.raw, "e164": phone.e164, "digits": phone.digits}
    return values


def _contacts_of(person: int) -> Any:
    return select(ContactPoint).where(ContactPoint.person_id == person, ContactPoint.archived.is_(None))


def _line(point: ContactPoint) -> ContactLine:
    line = ContactLine(
        point.kind,
        point.value,
        point.purpose,
        point.hours,
        point.preferred,
        point.do_not_use,
        point.id,
        point.version,
    )
    line.was = line.said()
    return line


def _names_of(person: int) -> Any:
    return select(PersonName).where(PersonName.person_id == person, PersonName.archived.is_(None))


def _save_names(work: Work, person: int, form: PersonForm) -> None:
    """Keep the further names; those taken out of the form are archived, a line left alone is not touched."""
    stored: dict[int, PersonName] = {each.id: each for each in work.records(_names_of(person))}
    for line in form.names:
        if line.id is not None and line.said() == line.was:
            continue
        kept = stored.get(line.id or 0)
        if kept is None:
            work.add(PersonName(person_id=person, kind=line.kind, name=line.name))
        else:
            kept.kind, kept.name = line.kind, line.name
    left = {line.id for line in form.names}
    for gone in set(form.known_names) - left:
        if gone in stored:
            work.archive(stored[gone])


def _save_contact(work: Work, person: int, line: ContactLine, stored: Mapping[int, ContactPoint]) -> None:
    """Keep a line of the form. A line left alone never touches what somebody else did to it meanwhile; one
    changed at two desks is refused here, and both lines can be seen."""
    if line.id is not None and line.said() == line.was:
        return
    point = stored.get(line.id or 0)
    if point is None:
        work.add(ContactPoint(person_id=person, **_contact(work, line)))
        return
    if line.version is not None and point.version != line.version:
        raise Invalid(
            contacts=Refusal(
                N_(
                    "Somebody else has changed a line here to “{theirs}” in the meantime. To keep yours, remove "
                    "the line and add it again."
                ),
                theirs=point.value,
            )
        )
    for name, value in _contact(work, line).items():
        setattr(point, name, value)


def _in_order(columns: Any) -> Any:
    """Preferred first, those not to be used last."""
    return columns.order_by(ContactPoint.do_not_use, ContactPoint.preferred.desc(), ContactPoint.id)
