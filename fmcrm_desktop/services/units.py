"""Units: flats, parking spaces, storage rooms, common areas; adding, changing, archiving and one unit's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any

from sqlalchemy import Date, Select, bindparam, case, exists, func, literal, select

from fmcrm_desktop.model import complaint, work_order
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.own_field import OwnEntry, OwnLine
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import UNIT_KINDS, Building, Entrance, Fee, Relation, Unit, UnitFee
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import notes, own_fields, settings, together
from fmcrm_desktop.services.building_kinds import of_kinds
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.own_filter import narrowed
from fmcrm_desktop.services.owners.card import Matter, Tie, open_matters, ties
from fmcrm_desktop.services.owners.listing import RANK, holds, lasts, sum_of, today
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

MOST_CHOICES = 12


@dataclass
class UnitForm:
    """A unit as the clerk writes it; ``area`` in square metres."""

    building_id: Annotated[int | None, Field(N_("Building"), pick="building")] = None
    code: Annotated[str, Field(N_("Number"), longest=40, required=True, hint=N_("1202"))] = ""
    entrance_id: Annotated[int | None, Field(N_("Entrance"), pick="entrance")] = None
    kind: Annotated[str, Field(N_("Kind"), choices=UNIT_KINDS, required=True)] = "unit"
    floor: Annotated[str, Field(N_("Floor"), longest=10)] = ""
    area: Annotated[Decimal | None, Field(N_("Area in m²"))] = None
    notes: Annotated[str, Field(N_("Notes"), longest=4000, lines=4)] = ""
    version: int | None = None
    own: Annotated[tuple[OwnEntry, ...], Field(N_("Own fields"), pick="unit")] = ()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in a list; ``people`` are the names, in both scripts, of those who own or use it today."""

    id: int
    label: str
    building: str
    kind: str
    floor: str
    area: int | None
    people: tuple[str, ...]
    open: int
    archived: bool


@dataclass(frozen=True)
class UnitCard:
    """What the page of a unit shows."""

    id: int
    version: int
    archived: bool
    label: str
    kind: str
    building: str
    """How everybody calls it."""
    building_names: Names
    site: Names
    floor: str
    area: int | None
    notes: str
    external_number: str
    people: tuple[Tie, ...]
    open: tuple[Matter, ...]
    fees: tuple[tuple[str, date | None], ...]
    entrance: str = ""
    own: tuple[OwnLine, ...] = ()
    building_id: int | None = None


@needs("person.write")
def add(work: Work, form: UnitForm) -> int:
    """Enter a unit; what everybody calls it is made of its building and number."""
    values = _columns(work, form, None)
    unit = work.add(Unit(**values))
    own_fields.save(work, "unit", unit.id, form.own)
    return unit.id


@needs("person.read")
def form(work: Work, id: int) -> UnitForm:
    """A unit as it is stored, for changing it."""
    it = work.get(Unit, id)
    area = Decimal(it.area) / 100 if it.area is not None else None
    return UnitForm(
        it.building_id, it.code, it.entrance_id, it.kind, it.floor, area, it.notes, it.version,
        own_fields.of_record(work, "unit", id),
    )  # fmt: skip


@needs("person.write")
def change(work: Work, id: int, form: UnitForm) -> int:
    """Correct a unit."""
    unit = work.get(Unit, id, seen=form.version)
    for name, value in _columns(work, form, unit).items():
        setattr(unit, name, value)
    own_fields.save(work, "unit", id, form.own)
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Take a unit out of the lists. Raises InUse while matters of it are open."""
    unit = work.get(Unit, id)
    waiting = open_matters(work, "unit_id", id)
    if waiting:
        raise InUse(
            N_("{unit} has {count} open matters. Close them first."), unit=unit.label, count=len(waiting)
        )
    work.archive(unit)
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Bring an archived unit back, when its number is still free behind its door."""
    unit = work.get(Unit, id)
    _number_is_free(work, unit.sort_key, unit.building_id, unit.entrance_id, id)
    work.restore(unit)
    return id


@dataclass
class ManyUnitsForm:
    """What changes on all of them; a field left empty changes nothing."""

    kind: Annotated[str, Field(N_("Kind"), choices=UNIT_KINDS)] = ""
    floor: Annotated[str, Field(N_("Floor"), longest=10)] = ""
    note: Annotated[str, Field(N_("Note with each of them"), longest=4000, lines=3)] = ""


@needs("person.write")
def change_many(work: Work, ids: Sequence[int], form: ManyUnitsForm) -> Together:
    """Change the fields that are filled in for every unit, and keep the note with each."""
    check(form)
    if not (form.kind or form.floor or form.note):
        raise Invalid(kind=N_("Fill in what is to change."))
    values = {name: getattr(form, name) for name in ("kind", "floor") if getattr(form, name)}

    def act(unit: Unit) -> bool:
        if form.note:
            notes.add(work, "unit", unit.id, NoteForm(form.note))
        return together.give(unit, values) or bool(form.note)

    return together.each(work, Unit, ids, act, _label)


@needs("person.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Take units out of the lists; those with open matters stay and are named."""
    return together.each(work, Unit, ids, together.archive_by(work, archive), _label)


@needs("person.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Bring archived units back; one whose number is taken meanwhile stays away and is named."""
    return together.each(work, Unit, ids, together.restore_by(work, restore), _label)


def _label(unit: Unit) -> str:
    return unit.label


def _columns(work: Work, form: UnitForm, own: Unit | None) -> dict[str, Any]:
    check(form)
    if form.area is not None and not 0 < form.area < 1_000_000:
        raise Invalid(area=N_("Check the area."))
    building = work.get(Building, form.building_id) if form.building_id is not None else None
    label = form.code
    if form.entrance_id is not None and (
        work.get(Entrance, form.entrance_id).building_id != form.building_id
    ):
        raise Invalid(entrance_id=N_("This entrance is of another building."))
    if building is not None:
        label = settings.get(work, "office.unit_pattern").format(building=building.code, code=form.code)
    _number_is_free(
        work, sort_key(label), form.building_id, form.entrance_id, own.id if own is not None else None
    )
    area = int((form.area * 100).to_integral_value()) if form.area is not None else None
    return {
        "building_id": form.building_id, "entrance_id": form.entrance_id, "code": form.code, "label": label,
        "sort_key": sort_key(label),
        "kind": form.kind, "floor": form.floor, "area": area, "notes": form.notes,
    }  # fmt: skip


def _number_is_free(
    work: Work, key: str, building: int | None, entrance: int | None, own: int | None
) -> None:
    """Each entrance has its 101, and so has each of two sites that both have a building 1."""
    same = select(Unit.id).where(
        Unit.sort_key == key, Unit.archived.is_(None), Unit.building_id.is_not_distinct_from(building),
        Unit.entrance_id.is_not_distinct_from(entrance),
    )  # fmt: skip
    if any(id != own for id in work.column(same)):
        raise Invalid(code=N_("There is a unit of this number already."))


# lists


@needs("person.read")
def page(work: Work, query: Query) -> Page[UnitRow]:
    """Units by label; filters "building" (ids), "kind",
    "building_kind", "person" (ids), "own" (own_filter) and "empty" (True: nobody belongs to it,
    False: somebody does)."""
    gone = Unit.archived.is_not(None) if query.archived else Unit.archived.is_(None)
    ids = _filtered(select(Unit.id).where(gone), query, today(work))
    order: list[Any] = [Unit.sort_key, Unit.id]
    if query.sort in ("kind", "floor", "area"):
        order = [getattr(Unit, query.sort), *order]
    if query.sort == "open":
        order = [_open(), *order]
    ids = ids.order_by(*(turned(column, query.descending) for column in order))
    return page_of(work, query, "unit", ids, rows)


def _filtered(ids: Select[Any], query: Query, day: date) -> Select[Any]:
    where = query.where
    ids = ids.where(*narrowed(Unit.id, where.get("own", ())))
    if where.get("building"):
        ids = ids.where(Unit.building_id.in_(where["building"]))
    if where.get("kind"):
        ids = ids.where(Unit.kind.in_(where["kind"]))
    tie = select(Relation.id).where(Relation.unit_id == Unit.id, holds(day))
    if where.get("person"):
        ids = ids.where(exists(tie.where(Relation.person_id.in_(where["person"]))))
    if where.get("building_kind"):
        ids = ids.where(Unit.building_id.in_(of_kinds(where["building_kind"])))
    if len(set(where.get("empty", ()))) == 1:
        ids = ids.where(~exists(tie) if where["empty"][0] else exists(tie))
    return ids


def _open() -> Any:
    return sum_of(
        select(func.count())
        .select_from(table)
        .where(table.unit_id == Unit.id, table.archived.is_(None), table.state.in_(states))
        .scalar_subquery()
        for table, states in ((Complaint, complaint.OPEN), (WorkOrder, work_order.OPEN))
    )


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[UnitRow]:
    """The rows of these units, in this order."""
    # In the order of the roles: an aggregate has none of its own that two databases would agree on.
    rank = case({role: str(at) for role, at in RANK.items()}, value=Relation.role, else_=str(len(RANK)))
    both = Person.name.concat(
        case((Person.other_name == "", ""), else_=literal(" ").concat(Person.other_name))
    )
    people = (
        select(func.aggregate_strings(rank.concat(both), "\n"))
        .join(Relation, Relation.person_id == Person.id)
        .where(Relation.unit_id == Unit.id, holds(today(work)), Person.archived.is_(None))
        .scalar_subquery()
    )
    columns = (
        select(
            Unit.id, Unit.label, Building.code, Unit.kind, Unit.floor, Unit.area, people, _open(),
            Unit.archived.is_not(None),
        )
        .outerjoin(Building, Building.id == Unit.building_id)
        .where(Unit.id.in_(ids))
    )  # fmt: skip
    found = [
        UnitRow(id, label, building or "", kind, floor, area, _names(names), count, bool(archived))
        for id, label, building, kind, floor, area, names, count, archived in work.rows(columns)
    ]
    return in_order(ids, found, lambda row: row.id)


def _names(ranked: str | None) -> tuple[str, ...]:
    """Names behind the figure of their role: owners first, each once."""
    return tuple(dict.fromkeys(each[1:] for each in sorted((ranked or "").split("\n")) if each))


@needs("person.read")
def choices(work: Work, typed: str, ids: Sequence[int] = ()) -> list[Choice]:
    """Units for a picker: those the words find (also by their people), or those with these ids."""
    wanted = list(ids) or search.refs(work, typed, "unit", MOST_CHOICES)
    return [Choice(row.id, row.label, ", ".join(row.people)) for row in rows(work, wanted)]


@needs("person.read")
def of_people(work: Work, people: Sequence[int]) -> dict[int, list[Choice]]:
    """The units each of these people belongs to today or will, homes before parking spaces, to offer when they call."""
    found: dict[int, dict[int, Choice]] = {person: {} for person in people}
    for person, unit, label in work.rows(_of_people(), people=people, day=today(work)):
        found[person][unit] = Choice(unit, label)
    return {person: list(units.values()) for person, units in found.items()}


def only_home(work: Work, person: int) -> int | None:
    """The unit, no parking space, that somebody belongs to today; None where it is not the only one."""
    kept = (Relation.person_id == person, holds(today(work)), Unit.kind == "unit", Unit.archived.is_(None))
    homes = work.column(select(Unit.id).join(Relation, Relation.unit_id == Unit.id).where(*kept).distinct())
    return homes[0] if len(homes) == 1 else None


@cache
def _of_people() -> Any:
    return (
        select(Relation.person_id, Unit.id, Unit.label)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(
            Relation.person_id.in_(bindparam("people", expanding=True)),
            lasts(bindparam("day", type_=Date)),
            Unit.archived.is_(None),
        )
        .order_by(Unit.kind.desc(), Unit.sort_key)
    )


@needs("person.read")
def card(work: Work, id: int) -> UnitCard:
    """Everything the page of a unit shows. Raises Missing."""
    it = work.get(Unit, id)
    fees = (
        select(Fee.name, UnitFee.from_day)
        .join(Fee, Fee.id == UnitFee.fee_id)
        .where(UnitFee.unit_id == id, UnitFee.archived.is_(None))
        .order_by(Fee.id)
    )
    building = it.building
    return UnitCard(
        it.id, it.version, it.archived is not None, it.label, it.kind, building.code if building else "",
        Names(building.name, building.other_name) if building else Names(),
        Names(building.site.name, building.site.other_name) if building else Names(),
        it.floor, it.area, it.notes, it.external_number,
        people=ties(work, Relation.unit_id == id, today(work)),
        open=open_matters(work, "unit_id", id),
        fees=tuple((name, day) for name, day in work.rows(fees)),
        entrance=it.entrance.code if it.entrance else "",
        own=own_fields.lines(work, "unit", id),
        building_id=it.building_id,
    )  # fmt: skip
