"""Everything about one person on one page: figures, contacts, units, the others there, open matters, promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Date, Integer, Select, bindparam, case, func, literal, select, union_all

from fmcrm_desktop.model import complaint, work_order
from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.own_field import OwnLine
from fmcrm_desktop.model.person import ContactPoint, Person, PersonName
from fmcrm_desktop.model.property import Fee, Relation, Unit, UnitFee
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import committee_roles, own_fields, person_ties, promises, relations
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.owing import owed
from fmcrm_desktop.services.committee_roles import CommitteeRole
from fmcrm_desktop.services.owners import technologies
from fmcrm_desktop.services.owners.fulfilment import Fulfilment, fulfilment
from fmcrm_desktop.services.owners.listing import RANK, holds, today
from fmcrm_desktop.services.promises import PromiseRow
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.store.work import Work

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A way to reach a person; ``number`` is dialled (E.164 where it is known), empty for what is no number."""

    id: int
    kind: str
    value: str
    purpose: str
    hours: str
    do_not_use: bool
    number: str
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """What somebody is to a unit; ``share`` as written, ``current`` today."""

    id: int
    version: int
    person_id: int
    name: str
    other_name: str
    unit_id: int
    label: str
    kind: str
    area: int | None
    role: str
    share: str
    from_day: date | None
    until_day: date | None
    note: str
    current: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """An open complaint or work order; ``due`` is the next moment something of it falls due."""

    kind: str
    id: int
    number: str
    title: str
    state: str
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What the last twelve months held."""

    calls: int
    complaints: int
    orders: int
    last_call: datetime | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a person beyond name and numbers; all of it may be empty."""

    channel: str
    hours: str
    expects: str
    speaks: str
    account: str
    gender: str
    occupation: str
    age_band: str
    household_size: int | None
    identity_kind: str


@dataclass(frozen=True)
class PersonCard:
    """What the page of a person shows."""

    id: int
    version: int
    archived: datetime | None
    name: str
    other_name: str
    kind: str
    salutation: str
    language: str
    birthday: date | None
    customer_since: date | None
    prefers: str
    warning: str
    notes: str
    external_number: str
    names: tuple[tuple[str, str], ...]
    """Further names: kind and name."""
    contacts: tuple[ContactRow, ...]
    units: tuple[Tie, ...]
    """Current ones first, then the former."""
    others: tuple[Tie, ...]
    """Who else belongs to the same units today."""
    open: tuple[Matter, ...]
    promises: tuple[PromiseRow, ...]
    counts: Counts
    staff: tuple[tuple[Names, int], ...]
    """Who of the staff usually has to do with this person, and how often in a year."""
    profile: Profile
    fulfilment: Fulfilment
    fees: tuple[str, ...]
    """What the units they own or pay for are charged."""
    household: tuple[person_ties.TieRow, ...]
    roles: tuple[CommitteeRole, ...]
    """Posts in bodies of owners, those in office first."""
    own: tuple[OwnLine, ...]
    merged_into: tuple[int, str] | None
    """The record that goes on in this one's place, and its name."""
    owed: int | None = None
    """What is still to be paid, in minor units, for those who may see bills."""

    @property
    def technologies(self) -> tuple[str, ...]:
        """Keys of technologies.TECHNOLOGIES."""
        usable = [point.kind for point in self.contacts if not point.do_not_use]
        return technologies.used(usable, self.profile.channel)


@needs("person.read")
def card(work: Work, id: int) -> PersonCard:
    """Everything the page of a person shows. Raises Missing."""
    it = work.get(Person, id)
    units = ties(work, Relation.person_id == id, today(work))
    current = [tie.unit_id for tie in units if tie.current]
    others = ties(work, Relation.unit_id.in_(current), today(work)) if current else ()
    names = select(PersonName.kind, PersonName.name).where(
        PersonName.person_id == id, PersonName.archived.is_(None)
    )
    return PersonCard(
        id, it.version, it.archived, it.name, it.other_name, it.kind, it.salutation, it.language, it.birthday,
        it.customer_since, it.prefers, it.warning, it.notes, it.external_number,
        names=tuple((kind, name) for kind, name in work.rows(names)),
        contacts=contacts_of(work, id),
        units=units,
        others=tuple(tie for tie in others if tie.current and tie.person_id != id),
        open=open_matters(work, "person_id", id),
        promises=tuple(promises.of_person(work, id, settled=False)),
        counts=_counts(work, id),
        staff=_usual_staff(work, id),
        profile=Profile(
            it.preferred_channel, it.preferred_hours, it.expects, it.speaks, it.account, it.gender, it.occupation,
            it.age_band, it.household_size, it.identity_kind,
        ),
        fulfilment=fulfilment(work, id),
        fees=_fees(work, [tie.unit_id for tie in units if tie.current and tie.role in ("owner", "payer")]),
        household=person_ties.ties_of(work, id),
        roles=committee_roles.roles_of(work, [id]).get(id, ()),
        own=own_fields.lines(work, "person", id),
        merged_into=_merged_into(work, it),
        owed=owed(work, id) if work.who.may("money.read") else None,
    )  # fmt: skip


def _fees(work: Work, units: Sequence[int]) -> tuple[str, ...]:
    columns = (
        select(Fee.name)
        .join(UnitFee, UnitFee.fee_id == Fee.id)
        .where(UnitFee.unit_id.in_(units), UnitFee.archived.is_(None))
        .group_by(Fee.id, Fee.name)
        .order_by(Fee.id)
    )
    return tuple(work.column(columns)) if units else ()


@needs("person.read")
def contact_for(
    work: Work, person: int, purpose: str = "any", kinds: Sequence[str] = ()
) -> ContactRow | None:
    """The way to reach somebody for a purpose ("billing", "repairs", "emergency"), of the ``kinds`` asked for (none:
    any). One kept for the purpose goes first, then one for everything, then the kind they prefer, then the preferred
    one; one kept for another purpose is the last resort, and one not to be used is never given."""
    channel = work.value(select(Person.preferred_channel).where(Person.id == person)) or ""
    usable = [
        row for row in contacts_of(work, person) if not row.do_not_use and (not kinds or row.kind in kinds)
    ]

    def rank(row: ContactRow) -> tuple[bool, bool, bool, bool]:
        return (row.purpose != purpose, row.purpose != "any", row.kind != channel, not row.preferred)

    return min(usable, key=rank, default=None)


def _merged_into(work: Work, person: Person) -> tuple[int, str] | None:
    if person.archived is None or person.merged_into_id is None:
        return None
    kept = work.get(Person, person.merged_into_id)
    return kept.id, kept.name


def contacts_of(work: Work, person: int) -> tuple[ContactRow, ...]:
    """How a person is reached, the preferred way first."""
    columns = (
        select(
            ContactPoint.id, ContactPoint.kind, ContactPoint.value, ContactPoint.purpose, ContactPoint.hours,
            ContactPoint.do_not_use, ContactPoint.e164, ContactPoint.digits, ContactPoint.preferred,
        )
        .where(ContactPoint.person_id == person, ContactPoint.archived.is_(None))
        .order_by(ContactPoint.do_not_use, ContactPoint.preferred.desc(), ContactPoint.id)
    )  # fmt: skip
    return tuple(
        ContactRow(id, kind, value, purpose, hours, unwanted, e164 or digits, preferred)
        for id, kind, value, purpose, hours, unwanted, e164, digits, preferred in work.rows(columns)
    )


def ties(work: Work, condition: Any, day: date) -> tuple[Tie, ...]:
    """Ties of people and units: what holds on the day first, then by unit and role."""
    return tuple(_tie(row) for row in work.rows(_ties().where(condition), day=day))


@cache
def _ties() -> Any:
    rank, day = case(RANK, value=Relation.role, else_=len(RANK)), bindparam("day", type_=Date)
    return (
        select(
            Relation.id, Relation.version, Person.id, Person.name, Person.other_name, Unit.id, Unit.label,
            Unit.kind, Unit.area, Relation.role, Relation.from_day, Relation.until_day, Relation.note,
            Relation.share_numerator, Relation.share_denominator, holds(day),
        )
        .join(Person, Person.id == Relation.person_id)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(Relation.archived.is_(None))
        .order_by(holds(day).desc(), Unit.sort_key, rank, Relation.from_day.nulls_first(), Relation.id)
    )  # fmt: skip


def _tie(row: Any) -> Tie:
    first, until, note, numerator, denominator, current = row[10:]
    id, version, person, name, other_name, unit, label, kind, area, role = row[:10]
    share = relations.written(numerator, denominator)
    return Tie(
        id,
        version,
        person,
        name,
        other_name,
        unit,
        label,
        kind,
        area,
        role,
        share,
        first,
        until,
        note,
        bool(current),
    )


def open_matters(work: Work, column: str, id: int) -> tuple[Matter, ...]:
    """The open complaints and work orders whose ``column`` ("person_id", "unit_id") is the id, soonest due first."""
    found = [Matter(*row) for row in work.rows(_open_matters(column), whose=id)]
    return tuple(
        sorted(found, key=lambda matter: (matter.due is None, matter.due or work.now, matter.number))
    )


# Statements are built once and asked with values: building one takes longer than its answer.


@cache
def _open_matters(column: str) -> Any:
    id = bindparam("whose", type_=Integer)
    complaints = select(
        literal("complaint"),
        Complaint.id,
        Complaint.number,
        Complaint.subject,
        Complaint.state,
        func.coalesce(_unless(Complaint.acknowledged, Complaint.acknowledge_due), Complaint.due),
    ).where(
        getattr(Complaint, column) == id, Complaint.state.in_(complaint.OPEN), Complaint.archived.is_(None)
    )
    orders = select(
        literal("work_order"), WorkOrder.id, WorkOrder.number, WorkOrder.summary, WorkOrder.state,
        func.coalesce(_unless(WorkOrder.responded, WorkOrder.respond_due), WorkOrder.due),
    ).where(
        getattr(WorkOrder, column) == id, WorkOrder.state.in_(work_order.OPEN), WorkOrder.archived.is_(None)
    )  # fmt: skip
    return union_all(complaints, orders)


def _unless(done: Any, due: Any) -> Any:
    return case((done.is_(None), due))


def _counts(work: Work, person: int) -> Counts:
    (row,) = work.rows(_counted(), person=person, since=work.now - YEAR)
    return Counts(*row)


@cache
def _counted() -> Any:
    person, since = bindparam("person", type_=Integer), bindparam("since", type_=Moment())

    def count(table: Any, moment: Any) -> Any:
        return (
            select(func.count())
            .select_from(table)
            .where(table.person_id == person, table.archived.is_(None), moment >= since)
            .scalar_subquery()
        )

    last = (
        select(func.max(Call.started))
        .where(Call.person_id == person, Call.archived.is_(None))
        .scalar_subquery()
    )
    return select(
        count(Call, Call.started),
        count(Complaint, Complaint.received),
        count(WorkOrder, WorkOrder.received),
        last,
    )


def _usual_staff(work: Work, person: int) -> tuple[tuple[Names, int], ...]:
    """Those who took a person's calls, orders and complaints in the last year, by how often."""
    found = work.rows(_met(), person=person, since=work.now - YEAR)
    return tuple((Names(name, other), count) for name, other, count in found)


@cache
def _met() -> Any:
    person, since = bindparam("person", type_=Integer), bindparam("since", type_=Moment())

    def who(staff: Any, table: Any, moment: Any) -> Select[Any]:
        return select(staff.label("staff_id")).where(
            table.person_id == person, moment >= since, table.archived.is_(None), staff.is_not(None)
        )

    met = union_all(
        who(Call.staff_id, Call, Call.started),
        who(WorkOrder.staff_id, WorkOrder, WorkOrder.received),
        who(Complaint.responsible_id, Complaint, Complaint.received),
    ).subquery()
    return (
        select(Staff.name, Staff.other_name, func.count())
        .join(met, met.c.staff_id == Staff.id)
        .group_by(Staff.id, Staff.name, Staff.other_name)
        .order_by(func.count().desc(), Staff.name)
        .limit(3)
    )
