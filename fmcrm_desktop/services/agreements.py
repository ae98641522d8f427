"""Service agreements as far as work orders need them: listed, found, added, changed, archived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import AGREEMENT_STATES, Agreement, AgreementUnit
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import numbers
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

OFFERED = 20


@dataclass
class AgreementForm:
    """Whom it is with, what it holds for and covers; days inclusive."""

    name: Annotated[str, Field(N_("What was agreed"), longest=120, required=True)] = ""
    person_id: Annotated[int | None, Field(N_("With"), pick="person")] = None
    units: Annotated[
        tuple[int, ...], Field(N_("For these units"), pick="unit", hint=N_("None: all units of the person"))
    ] = ()
    from_day: Annotated[date | None, Field(N_("From"))] = None
    until_day: Annotated[date | None, Field(N_("Until"))] = None
    state: Annotated[str, Field(N_("State"), choices=AGREEMENT_STATES, required=True)] = "running"
    covers_labour: Annotated[bool, Field(N_("Labour is covered"))] = True
    covers_parts: Annotated[bool, Field(N_("Parts are covered"))] = False
    note: Annotated[str, Field(N_("Note"), longest=2000, lines=3)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement in the list."""

    id: int
    number: str
    name: str
    person_id: int | None
    person: str
    person_other: str
    from_day: date | None
    until_day: date | None
    state: str
    covers_labour: bool
    covers_parts: bool
    note: str
    archived: bool


@dataclass(frozen=True)
class AgreementCard:
    """An agreement with the units it names."""

    row: AgreementRow
    units: tuple[tuple[int, str], ...]


def _columns() -> Any:
    return (
        select(
            Agreement.id, Agreement.number, Agreement.name, Agreement.person_id, Person.name.label("person"),
            Person.other_name.label("person_other"), Agreement.from_day, Agreement.until_day, Agreement.state,
            Agreement.covers_labour, Agreement.covers_parts, Agreement.note,
            Agreement.archived.is_not(None).label("archived"),
        )
        .outerjoin(Person, Person.id == Agreement.person_id)
        .order_by(Agreement.id.desc())
    )  # fmt: skip


def _row(row: Any) -> AgreementRow:
    return AgreementRow(
        **{**row._mapping, "person": row.person or "", "person_other": row.person_other or ""}
    )


@needs("office.read")
def page(work: Work, query: Query) -> Page[AgreementRow]:
    """The agreements, newest first, narrowed by the words typed; filters: state, person."""
    chosen = _columns().where(
        Agreement.archived.is_not(None) if query.archived else Agreement.archived.is_(None)
    )
    for name, column in (("state", Agreement.state), ("person", Agreement.person_id)):
        if query.where.get(name):
            chosen = chosen.where(column.in_(query.where[name]))
    found = [_row(row) for row in work.rows(chosen)]
    return few(query, found, lambda row: f"{row.number} {row.name} {row.person} {row.person_other}")


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[AgreementRow]:
    """The rows of these agreements, in this order."""
    found = [_row(row) for row in work.rows(_columns().where(Agreement.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("office.read")
def card(work: Work, id: int) -> AgreementCard | None:
    """An agreement with its units; None when it is gone."""
    found = rows(work, [id])
    units = (
        select(Unit.id, Unit.label)
        .join(AgreementUnit, AgreementUnit.unit_id == Unit.id)
        .where(AgreementUnit.agreement_id == id)
        .order_by(Unit.sort_key, Unit.id)
    )
    return AgreementCard(found[0], tuple((row.id, row.label) for row in work.rows(units))) if found else None


@needs("office.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Agreements for pickers: those whose number or name holds what was typed, or the ones with these ids."""
    columns = select(Agreement.id, Agreement.number, Agreement.name)
    if ids:
        return [
            Choice(row.id, row.number, row.name) for row in work.rows(columns.where(Agreement.id.in_(ids)))
        ]
    wanted = fold(text)
    live = columns.where(Agreement.archived.is_(None)).order_by(Agreement.id.desc())
    found = [row for row in work.rows(live) if wanted in fold(f"{row.number} {row.name}")]
    return [Choice(row.id, row.number, row.name) for row in found[:OFFERED]]


@needs("office.settings")
def add(work: Work, form: AgreementForm) -> int:
    """Keep a new agreement under its number."""
    _checked(form)
    it = work.add(Agreement(number=numbers.next(work, "agreement"), **_values(form)))
    for unit in dict.fromkeys(form.units):
        work.add(AgreementUnit(agreement_id=it.id, unit_id=work.get(Unit, unit).id))
    return it.id


@needs("office.read")
def form_of(work: Work, id: int) -> AgreementForm:
    """The form as it stands, with the version seen."""
    it = work.get(Agreement, id)
    units = work.column(select(AgreementUnit.unit_id).where(AgreementUnit.agreement_id == id))
    known = {name: getattr(it, name) for name in _NAMES}
    return AgreementForm(**known, units=tuple(units), version=it.version)


@needs("office.settings")
def change(work: Work, id: int, form: AgreementForm) -> int:
    """Put an agreement right. Orders keep the agreement they were taken on under."""
    _checked(form)
    it = work.get(Agreement, id, seen=form.version)
    for name, value in _values(form).items():
        setattr(it, name, value)
    ties = {
        each.unit_id: each
        for each in work.records(select(AgreementUnit).where(AgreementUnit.agreement_id == id))
    }
    for unit in ties.keys() - set(form.units):
        work.remove(ties[unit])
    for unit in dict.fromkeys(each for each in form.units if each not in ties):
        work.add(AgreementUnit(agreement_id=id, unit_id=work.get(Unit, unit).id))
    return id


@needs("office.settings")
def archive(work: Work, id: int) -> int:
    """Put an agreement away; it holds for no new order."""
    work.archive(work.get(Agreement, id))
    return id


@needs("office.settings")
def restore(work: Work, id: int) -> int:
    """Take an archived agreement back."""
    work.restore(work.get(Agreement, id))
    return id


_NAMES = ("name", "person_id", "from_day", "until_day", "state", "covers_labour", "covers_parts", "note")


def _values(form: AgreementForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in _NAMES}


def _checked(form: AgreementForm) -> None:
    check(form)
    if form.person_id is None and not form.units:
        raise Invalid(person_id=N_("Say with whom, or for which units."))
    if form.from_day and form.until_day and form.until_day < form.from_day:
        raise Invalid(until_day=N_("This is before it begins."))
