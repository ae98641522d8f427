"""What stands beside a complaint: others who have it too, the orders it is about, and complaints much like it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, case, or_, select

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.complaint import OPEN, Complaint, ComplaintPerson
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import held, notes
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import required
from fmcrm_desktop.services.complaints.forms import AlsoForm
from fmcrm_desktop.services.complaints.ties import ties
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.still_here import still_here
from fmcrm_desktop.store.work import Work

SHOWN = 5
_BUILDING = select(Unit.building_id).where(Unit.id == bindparam("unit"))
LOOKED_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Known:
    """A complaint that may be the one just being told. ``same``: of the same category."""

    id: int
    number: str
    received: datetime
    state: str
    subject: str
    person: str
    person_other: str
    unit: str
    same: bool


@dataclass(frozen=True)
class Other:
    """Somebody else with the same complaint."""

    id: int
    name: str
    other_name: str


@needs("complaint.read")
def known(
    work: Work, person: int | None, unit: int | None, category: int | None, building: int | None = None
) -> list[Known]:
    """What the person or the unit complained about within a year, and open complaints of the category in the
    building: the open ones first, then those of the category, the latest first."""
    if unit is not None:
        building = work.value(_BUILDING, unit=unit)
    values = {"person": person, "unit": unit, "category": category, "building": building}
    asked = _near(frozenset(name for name, value in values.items() if value is not None))
    if asked is None:
        return []
    return [
        Known(
            id, number, received, state, subject, "" if hidden else name or "", "" if hidden else other or "",
            label or "", bool(alike),
        )
        for id, number, received, state, subject, name, other, label, alike, hidden in work.rows(
            asked, **values, since=work.now - LOOKED_BACK
        )
    ]  # fmt: skip


@cache
def _near(said: frozenset[str]) -> Select[Any] | None:
    """Of what is said of it; built once: building it takes longer than its answer."""
    person, unit, category, building = (
        bindparam(name, type_=Integer) for name in ("person", "unit", "category", "building")
    )
    recent = or_(Complaint.state.in_(OPEN), Complaint.received >= bindparam("since", type_=Moment()))
    same = Complaint.category_id == category if "category" in said else Complaint.id < 0
    near: list[Any] = []
    if "person" in said:
        near.append(and_(Complaint.person_id == person, recent))
    if "unit" in said:
        near.append(and_(Complaint.unit_id == unit, recent))
    if {"building", "category"} <= said:
        near.append(and_(Complaint.building_id == building, same, Complaint.state.in_(OPEN)))
    if not near:
        return None
    return (
        select(
            Complaint.id, Complaint.number, Complaint.received, Complaint.state, Complaint.subject, Person.name,
            Person.other_name, Unit.label, case((same, 1), else_=0), Complaint.anonymous,
        )
        .outerjoin(Person, Person.id == Complaint.person_id)
        .outerjoin(Unit, Unit.id == Complaint.unit_id)
        .where(Complaint.archived.is_(None), Complaint.state != "withdrawn", or_(*near))
        .order_by(
            case((Complaint.state.in_(OPEN), 0), else_=1), case((same, 0), else_=1), Complaint.received.desc(),
            Complaint.id.desc(),
        )
        .limit(SHOWN)
    )  # fmt: skip


@needs("complaint.write")
def also(work: Work, id: int, form: AlsoForm) -> int:
    """Somebody else has this complaint, too: they are named with it, and what they said is kept as a note."""
    check(form)
    record = held.complaint(work, id)
    assert form.person_id is not None
    still_here(work, Person, "person_id", form.person_id)
    if form.person_id == record.person_id or form.person_id in ties(work, id).people:
        if not form.said:
            raise Invalid(person_id=N_("This person is named with it already."))
    else:
        work.add(ComplaintPerson(complaint_id=id, person_id=form.person_id))
        required.check(work, record)
    if form.said:
        notes.add(work, "complaint", id, NoteForm(form.said))
    return id


def others(work: Work, id: int) -> tuple[Other, ...]:
    """The other people by name."""
    return tuple(Other(*row) for row in work.rows(_OTHERS, complaint=id))


_OTHERS = (
    select(Person.id, Person.name, Person.other_name)
    .join(ComplaintPerson, ComplaintPerson.person_id == Person.id)
    .where(ComplaintPerson.complaint_id == bindparam("complaint"))
    .order_by(ComplaintPerson.id)
)
