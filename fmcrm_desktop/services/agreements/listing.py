"""The list of agreements: filters by state, person and unit, what ends soon, and pickers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from fmcrm_desktop.model.agreement import Agreement, AgreementParty, AgreementUnit
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.services import agreed
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

OFFERED = 20
SOON = 60
"""So many days ahead an end, or the last day for a notice, is told of."""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement in the list; ``state`` as it is today, ``price`` in minor units for those who may see money."""

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
    price: int | None
    charged: str
    renewal: str
    notice_days: int


_IT = Agreement
_COLUMNS = (
    select(
        _IT.id, _IT.number, _IT.name, _IT.person_id, Person.name.label("person"),
        Person.other_name.label("person_other"), _IT.from_day, _IT.until_day, _IT.state, _IT.covers_labour,
        _IT.covers_parts, _IT.note, _IT.archived.is_not(None).label("archived"), _IT.price, _IT.charged, _IT.renewal,
        _IT.notice_days,
    )
    .outerjoin(Person, Person.id == _IT.person_id)
)  # fmt: skip
_SORTS: dict[str, Any] = {
    "number": _IT.number, "name": _IT.name, "person": Person.sort_key, "from_day": _IT.from_day,
    "until_day": _IT.until_day, "price": _IT.price,
}  # fmt: skip


def today_of(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def _row(row: Any, today: date, money: bool) -> AgreementRow:
    its = {**row._mapping, "person": row.person or "", "person_other": row.person_other or ""}
    its |= {"state": agreed.state_on(row, today), "price": row.price if money else None}
    return AgreementRow(**its)


@needs("office.read")
def page(work: Work, query: Query) -> Page[AgreementRow]:
    """The agreements, newest first; filters: state, person, unit, charged, id and soon (what ends or can be ended)."""
    gone = _IT.archived.is_not(None) if query.archived else _IT.archived.is_(None)
    ids = select(_IT.id).where(gone, *_conditions(work, query))
    if query.sort == "person":
        ids = ids.outerjoin(Person, Person.id == _IT.person_id)
    by = _SORTS.get(query.sort)
    if query.sort == "state":
        by = agreed.state_of(today_of(work))
    if query.sort == "price" and not work.who.may("money.read"):
        by = None
    if by is None:
        ids = ids.order_by(_IT.id.desc())
    else:
        ids = ids.order_by(turned(by, query.descending), _IT.id.desc() if query.descending else _IT.id)
    return page_of(work, query, "agreement", ids, rows)


def _conditions(work: Work, query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name, column in (("person", _IT.person_id), ("charged", _IT.charged), ("id", _IT.id)):
        if query.where.get(name):
            found.append(column.in_(query.where[name]))
    if query.where.get("state"):
        found.append(agreed.state_of(today_of(work)).in_(query.where["state"]))
    if query.where.get("unit"):
        found.append(of_units([int(str(each)) for each in query.where["unit"]]))
    if query.where.get("soon"):
        found.append(_IT.id.in_([row.id for row in soon(work)]))
    return found


def of_units(units: Sequence[int]) -> ColumnElement[bool]:
    """The condition that an agreement names one of these units."""
    return exists().where(AgreementUnit.agreement_id == _IT.id, AgreementUnit.unit_id.in_(units))


@needs("office.read")
def of_person(work: Work, person: int) -> list[AgreementRow]:
    """The agreements of a person, also those signed beside another, the newest first."""
    signs = exists().where(AgreementParty.agreement_id == _IT.id, AgreementParty.person_id == person)
    return _those(work, or_(_IT.person_id == person, signs))


@needs("office.read")
def of_unit(work: Work, unit: int) -> list[AgreementRow]:
    """The agreements that hold for a unit: those that name it, and those of its owners that name none."""
    today = today_of(work)
    owners = select(Relation.person_id).where(
        Relation.unit_id == unit, Relation.role == "owner", Relation.archived.is_(None),
        or_(Relation.until_day.is_(None), Relation.until_day >= today),
    )  # fmt: skip
    whole = _IT.person_id.in_(owners) & ~exists().where(AgreementUnit.agreement_id == _IT.id)
    return _those(work, or_(of_units([unit]), whole))


def _those(work: Work, condition: ColumnElement[bool]) -> list[AgreementRow]:
    chosen = _COLUMNS.where(condition, _IT.archived.is_(None)).order_by(_IT.id.desc())
    return _rows(work, chosen)


def _rows(work: Work, chosen: Any) -> list[AgreementRow]:
    today, money = today_of(work), work.who.may("money.read")
    return [_row(row, today, money) for row in work.rows(chosen)]


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[AgreementRow]:
    """The rows of these agreements, in this order."""
    return in_order(ids, _rows(work, _COLUMNS.where(_IT.id.in_(ids))), lambda row: row.id)


@dataclass(frozen=True, slots=True)
class EndingRow:
    """An agreement whose last day, or the last day for a notice, is near: ``what`` is "end" or "notice"."""

    id: int
    number: str
    name: str
    person: str
    what: str
    day: date
    left: int


@needs("office.read")
def soon(work: Work) -> list[EndingRow]:
    """What ends within 60 days, and what is renewed by itself unless notice is given within 60 days; first the next."""
    today = today_of(work)
    near = today + timedelta(SOON)
    chosen = _COLUMNS.where(
        agreed.holds(today), _IT.until_day.is_not(None), or_(_IT.until_day <= near, _IT.notice_days > 0)
    )
    found = []
    for row in _rows(work, chosen):
        what, day = next_day(row, today)
        if day is not None and today <= day <= near:
            found.append(EndingRow(row.id, row.number, row.name, row.person, what, day, (day - today).days))
    return sorted(found, key=lambda row: (row.day, row.id))


def next_day(row: AgreementRow, today: date) -> tuple[str, date | None]:
    """The day that must not be missed: the last one, or the last on which a notice still ends the running term."""
    end = agreed.term_end(row, today)
    if end is None or row.renewal == "none" or row.state == "terminated":
        return "end", end
    notice = end - timedelta(row.notice_days)
    if notice < today and row.renewal == "same_term":
        later = agreed.term_end(row, end + timedelta(1))
        notice = later - timedelta(row.notice_days) if later else notice
    return "notice", notice


@needs("office.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Agreements for pickers: those whose number or name holds what was typed, or the ones with these ids."""
    columns = select(_IT.id, _IT.number, _IT.name)
    if ids:
        return [Choice(row.id, row.number, row.name) for row in work.rows(columns.where(_IT.id.in_(ids)))]
    wanted = fold(text)
    live = columns.where(_IT.archived.is_(None)).order_by(_IT.id.desc())
    found = [row for row in work.rows(live) if says(f"{row.number} {row.name}", wanted)]
    return [Choice(row.id, row.number, row.name) for row in found[:OFFERED]]
