"""What praise and suggestions share: who says it and where it belongs, filled in, checked and put on the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import units
from fmcrm_desktop.services.paging import turned
from fmcrm_desktop.store.work import Work

FUTURE = timedelta(minutes=5)
"""A desk's clock may be that much ahead."""
_TIED: dict[str, type[Any]] = {
    "person_id": Person, "unit_id": Unit, "building_id": Building, "category_id": Category,
}  # fmt: skip


def begin(work: Work, form: Any, given: Mapping[str, Any]) -> None:
    """Fill a form from what is known: "person", "unit" or a field's own name. A person with one home brings it."""
    for name, value in given.items():
        field = name if name in form.__dataclass_fields__ else f"{name}_id"
        if field in form.__dataclass_fields__ and value is not None:
            setattr(form, field, value)
    if form.person_id is not None and form.unit_id is None:
        form.unit_id = units.only_home(work, form.person_id)


def checked(work: Work, form: Any) -> datetime:
    """Refuse what cannot be kept; gives the moment it was received."""
    check(form)
    wrong: dict[str, str | Refusal] = {}
    if form.anonymous and form.person_id is not None:
        wrong["anonymous"] = N_("Either a person or anonymous, not both.")
    if not form.anonymous and form.person_id is None and form.channel != "committee":
        wrong["person_id"] = N_("Say who says it, or tick “Anonymous”.")
    if form.received is not None and form.received > work.now + FUTURE:
        wrong["received"] = N_("This is still to come. Enter when it was received.")
    if wrong:
        raise Invalid(**wrong)
    for name, table in _TIED.items():
        if getattr(form, name) is not None:
            work.get(table, getattr(form, name))
    return form.received or work.now


def fill(work: Work, record: Any, form: Any, names: tuple[str, ...]) -> None:
    """Put the form's values on the record; the building follows from the unit."""
    for name in names:
        setattr(record, name, getattr(form, name))
    building = form.building_id
    if form.unit_id is not None:
        building = work.get(Unit, form.unit_id).building_id
    record.unit_id, record.building_id = form.unit_id, building


def form_values(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """What a form says of a record: the building only where no unit says it already."""
    found = {name: getattr(record, name) for name in (*names, "unit_id", "received", "version")}
    return found | {"building_id": record.building_id if record.unit_id is None else None}


def narrowed(table: Any, query: Query, filters: Mapping[str, Any]) -> Select[Any]:
    """The ids of praise or suggestions, the newest first; ``filters`` name columns."""
    gone = table.archived.is_not(None) if query.archived else table.archived.is_(None)
    ids = select(table.id).where(gone)
    for name, values in query.where.items():
        if values and name in filters:
            ids = ids.where(filters[name].in_(values))
    down = query.descending if query.sort else True
    return ids.order_by(turned(table.received, down), turned(table.id, down))


def who_is_named(work: Work, column: Any) -> list[tuple[int, str, str]]:
    """The staff that a column names, for a filter."""
    named = (
        select(Staff.id, Staff.name, Staff.other_name)
        .where(Staff.id.in_(select(column).where(column.is_not(None))))
        .order_by(Staff.name, Staff.id)
    )
    return [(id, name, other) for id, name, other in work.rows(named)]


def said_by(row: Any) -> tuple[str, str]:
    """The two names of who said it, none for an anonymous one."""
    return ("", "") if row.anonymous else (row.person or "", row.person_other or "")
