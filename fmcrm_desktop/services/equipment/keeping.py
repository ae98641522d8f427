"""Equipment entered, changed, put away and brought back, one or many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.equipment import CounterReading, Equipment
from fmcrm_desktop.model.field import check, fields_of
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.reading import fold, sort_key
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.equipment.forms import EquipmentForm, ManyEquipmentForm
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@needs("order.read")
def draft(work: Work, start: Mapping[str, Any] | None = None) -> EquipmentForm:
    """An empty form, or with the place it is begun from: {"building": 3}, {"unit": 7}."""
    given = {
        f"{name}_id" if name in ("building", "unit") else name: value for name, value in (start or {}).items()
    }
    return EquipmentForm(**given)


@needs("order.write")
def add(work: Work, form: EquipmentForm) -> int:
    """Enter a piece of equipment."""
    check(form)
    it = Equipment()
    _fill(work, it, form)
    _code_is_free(work, it)
    return work.add(it).id


@needs("order.read")
def form_of(work: Work, id: int) -> EquipmentForm:
    """The form as it stands, with the version seen."""
    it = work.get(Equipment, id)
    values = {each.name: getattr(it, each.name) for each in fields_of(EquipmentForm)}
    return EquipmentForm(**values, version=it.version)


@needs("order.write")
def change(work: Work, id: int, form: EquipmentForm) -> int:
    """Change what is known of it."""
    check(form)
    it = work.get(Equipment, id, seen=form.version)
    if it.counter and not form.counter and _was_read(work, id):
        raise Invalid(counter=N_("This counter has readings. What it counts can be renamed, not left empty."))
    _fill(work, it, form)
    _code_is_free(work, it)
    return id


@needs("order.write")
def archive(work: Work, id: int) -> int:
    """Put it away; its orders, readings and downtime stay."""
    work.archive(work.get(Equipment, id))
    return id


@needs("order.write")
def restore(work: Work, id: int) -> int:
    """Bring it back, when its code is still free."""
    it = work.get(Equipment, id)
    _code_is_free(work, it)
    work.restore(it)
    return id


@needs("order.write")
def change_many(work: Work, ids: Sequence[int], form: ManyEquipmentForm) -> Together:
    """Change the fields that are filled in on all of them."""
    values = together.filled(work, Equipment, form)

    def act(it: Equipment) -> bool:
        changed = together.give(it, values)
        _code_is_free(work, it)
        return changed

    return together.each(work, Equipment, ids, act, _code)


@needs("order.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put several away in one deed."""
    return together.each(work, Equipment, ids, together.archive_by(work, archive), _code)


@needs("order.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Bring several back in one deed."""
    return together.each(work, Equipment, ids, together.restore_by(work, restore), _code)


def _code(it: Equipment) -> str:
    return it.code


def _fill(work: Work, it: Equipment, form: EquipmentForm) -> None:
    for name, table in (("building_id", Building), ("unit_id", Unit), ("vendor_id", Staff)):
        if getattr(form, name) is not None:
            work.get(table, getattr(form, name))
    for each in fields_of(EquipmentForm):
        setattr(it, each.name, getattr(form, each.name))
    if form.unit_id is not None:
        it.building_id = work.get(Unit, form.unit_id).building_id or form.building_id
    it.sort_key = sort_key(form.code)


def _code_is_free(work: Work, it: Equipment) -> None:
    """A code is one piece in a building: two lifts L-1 stand in different houses."""
    with work.session.no_autoflush:
        same = select(Equipment.id, Equipment.code).where(
            Equipment.archived.is_(None), Equipment.sort_key == sort_key(it.code),
            Equipment.building_id == it.building_id
            if it.building_id is not None
            else Equipment.building_id.is_(None),
        )  # fmt: skip
        rows = work.rows(same)
    if any(id != it.id and fold(code) == fold(it.code) for id, code in rows):
        raise Invalid(code=N_("There is equipment with this code in this building already."))


def _was_read(work: Work, id: int) -> bool:
    counted = select(func.count()).where(CounterReading.equipment_id == id, CounterReading.archived.is_(None))
    return bool(work.value(counted))
