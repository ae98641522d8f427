"""Reports about people, what they are to units, the ways to reach them, and units."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model import person as words
from fmcrm_desktop.model import property, target
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.own_report import CHOICE, DAY, NUMBER, TEXT, TICK
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Entrance, Relation, Unit
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.customer_value import completeness
from fmcrm_desktop.services.own_reports.declared import Column, Make, Scope, Subject
from fmcrm_desktop.services.own_reports.subjects.parts import PLACES, UNIT, UNIT_JOINS, person

_P, _U = Person, Unit
_points, _held, _holder, _place = aliased(ContactPoint), aliased(Relation), aliased(Person), aliased(Unit)


def _now(line: Any, scope: Scope) -> tuple[Any, ...]:
    return (
        line.archived.is_(None),
        or_(line.from_day.is_(None), line.from_day <= scope.today),
        or_(line.until_day.is_(None), line.until_day >= scope.today),
    )


def _reached(*kinds: str) -> Any:
    found = select(func.aggregate_strings(_points.value, ", ")).where(
        _points.person_id == _P.id, _points.kind.in_(kinds), _points.archived.is_(None)
    )
    return found.correlate(_P).scalar_subquery()


def _units_of(scope: Scope) -> Any:
    found = (
        select(func.aggregate_strings(_place.label, ", "))
        .join(_held, _held.unit_id == _place.id)
        .where(_held.person_id == _P.id, *_now(_held, scope))
    )
    return found.correlate(_P).scalar_subquery()


def _is(role: str) -> Make:
    return lambda scope: (
        select(_held.id)
        .where(_held.person_id == _P.id, _held.role == role, *_now(_held, scope))
        .correlate(_P)
        .exists()
    )


def _people_of(role: str) -> Make:
    def made(scope: Scope) -> Any:
        found = (
            select(func.aggregate_strings(_holder.name, ", "))
            .join(_held, _held.person_id == _holder.id)
            .where(_held.unit_id == _U.id, _held.role == role, *_now(_held, scope))
        )
        return found.correlate(_U).scalar_subquery()

    return made


def _count(table: Any, column: Any, of: Any) -> Any:
    found = select(func.count(table.id)).where(column == of.id, table.archived.is_(None))
    return found.correlate(of).scalar_subquery()


PEOPLE = Subject(
    "people",
    N_("People"),
    "person.read",
    _P,
    _P.id,
    (
        person(N_("Name")),
        Column("kind", N_("Person or company"), CHOICE, _P.kind, words.KINDS),
        Column("external_number", N_("Old number"), TEXT, _P.external_number),
        Column("tier", N_("Customer tier"), CHOICE, _P.tier, target.TIERS),
        Column("owner", N_("Owner"), TICK, _is("owner")),
        Column("tenant", N_("Tenant"), TICK, _is("tenant")),
        Column("units", N_("Units"), TEXT, _units_of),
        Column("phone", N_("Telephone"), TEXT, _reached(*words.TELEPHONES)),
        Column("email", N_("Email"), TEXT, _reached("email")),
        Column("customer_since", N_("Customer since"), DAY, _P.customer_since),
        Column("birthday", N_("Birthday"), DAY, _P.birthday),
        Column("gender", N_("Gender"), CHOICE, _P.gender, words.GENDERS),
        Column("age_band", N_("Age band"), CHOICE, _P.age_band, words.AGE_BANDS),
        Column("household_size", N_("Size of household"), NUMBER, _P.household_size),
        Column("occupation", N_("Occupation"), TEXT, _P.occupation),
        Column("speaks", N_("Speaks"), TEXT, _P.speaks),
        Column("preferred_channel", N_("Preferred way"), CHOICE, _P.preferred_channel, words.CONTACT_KINDS),
        Column("preferred_hours", N_("Preferred hours"), TEXT, _P.preferred_hours),
        Column("prefers", N_("Prefers"), TEXT, _P.prefers),
        Column("expects", N_("Needs and expectations"), TEXT, _P.expects),
        Column("warning", N_("Warning"), TEXT, _P.warning),
        Column("account", N_("Account"), TEXT, _P.account),
        Column("orders", N_("Number of work orders"), NUMBER, _count(WorkOrder, WorkOrder.person_id, _P)),
        Column("profile", N_("Profile known, percent"), NUMBER, completeness.percent),
        Column("notes", N_("Notes"), TEXT, _P.notes),
    ),
    kept=(_P.archived.is_(None),),
    own="person",
    opens="person",
    record=_P.id,
    starts=("person", "phone", "units", "kind"),
)

_R = Relation


def _holds(scope: Scope) -> Any:
    from_day, until_day = _now(_R, scope)[1:]
    return from_day & until_day


OWNERS = Subject(
    "owners",
    N_("Owners, tenants and occupants"),
    "person.read",
    _R,
    _R.id,
    (
        person(),
        Column("role", N_("Role"), CHOICE, _R.role, property.ROLES),
        UNIT,
        *PLACES,
        Column("unit_kind", N_("Unit kind"), CHOICE, Unit.kind, property.UNIT_KINDS),
        Column("floor", N_("Floor"), TEXT, Unit.floor),
        Column("area", N_("Floor area"), NUMBER, Unit.area, scale=2),
        Column("from_day", N_("From"), DAY, _R.from_day),
        Column("until_day", N_("Until"), DAY, _R.until_day),
        Column("now", N_("At present"), TICK, _holds),
        Column("phone", N_("Telephone"), TEXT, _reached(*words.TELEPHONES)),
        Column("email", N_("Email"), TEXT, _reached("email")),
        Column("tier", N_("Customer tier"), CHOICE, Person.tier, target.TIERS),
        Column("kind", N_("Person or company"), CHOICE, Person.kind, words.KINDS),
        Column("note", N_("Note"), TEXT, _R.note),
    ),
    ((Person, Person.id == _R.person_id), (Unit, Unit.id == _R.unit_id), *UNIT_JOINS),
    (_R.archived.is_(None), Person.archived.is_(None)),
    opens="person",
    record=_R.person_id,
    starts=("unit", "person", "role", "phone", "from_day"),
)

_C = ContactPoint
CONTACTS = Subject(
    "contacts",
    N_("Contacts"),
    "person.read",
    _C,
    _C.id,
    (
        person(),
        Column("kind", N_("Kind"), CHOICE, _C.kind, words.CONTACT_KINDS),
        Column("value", N_("Number or address"), TEXT, _C.value),
        Column("purpose", N_("Purpose"), CHOICE, _C.purpose, words.PURPOSES),
        Column("label", N_("Note"), TEXT, _C.label),
        Column("hours", N_("Hours"), TEXT, _C.hours),
        Column("preferred", N_("Preferred"), TICK, _C.preferred),
        Column("do_not_use", N_("Not to be used"), TICK, _C.do_not_use),
    ),
    ((Person, Person.id == _C.person_id),),
    (_C.archived.is_(None), Person.archived.is_(None)),
    opens="person",
    record=_C.person_id,
    starts=("person", "kind", "value", "purpose"),
)

UNITS = Subject(
    "units",
    N_("Units"),
    "person.read",
    _U,
    _U.id,
    (
        UNIT,
        Column("kind", N_("Unit kind"), CHOICE, _U.kind, property.UNIT_KINDS),
        *PLACES,
        Column("entrance", N_("Entrance"), TEXT, Entrance.code),
        Column("floor", N_("Floor"), TEXT, _U.floor),
        Column("area", N_("Floor area"), NUMBER, _U.area, scale=2),
        Column("owners", N_("Owners"), TEXT, _people_of("owner")),
        Column("tenants", N_("Tenants"), TEXT, _people_of("tenant")),
        Column("orders", N_("Number of work orders"), NUMBER, _count(WorkOrder, WorkOrder.unit_id, _U)),
        Column("complaints", N_("Number of complaints"), NUMBER, _count(Complaint, Complaint.unit_id, _U),
               right="complaint.read"),
        Column("external_number", N_("Old number"), TEXT, _U.external_number),
        Column("notes", N_("Notes"), TEXT, _U.notes),
    ),
    (*UNIT_JOINS, (Entrance, Entrance.id == _U.entrance_id)),
    (_U.archived.is_(None),),
    own="unit",
    opens="unit",
    record=_U.id,
    starts=("unit", "kind", "area", "owners", "tenants"),
)  # fmt: skip
