"""What hangs on a complaint besides its own columns: further gaps, what lacked, criteria, needs and consequences,
other people, orders. All are read by one question and written only where a form differs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Text, bindparam, cast, literal, null, select, union_all

from fmcrm_desktop.model.base import Link
from fmcrm_desktop.model.complaint import (
    CONSEQUENCES,
    CRITERIA,
    GAPS,
    LACKS,
    NEEDS,
    Complaint,
    ComplaintAspect,
    ComplaintOrder,
    ComplaintPerson,
)
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.still_here import still_here
from fmcrm_desktop.store.work import Work, ready_rows

ASPECTS = {
    "gap": ("gaps", GAPS), "lack": ("lacks", LACKS), "criterion": ("criteria", CRITERIA), "need": ("needs", NEEDS),
    "consequence": ("consequences", CONSEQUENCES),
}  # fmt: skip
"""Kind of aspect → the form's field and what may be chosen."""
_POINTING: dict[str, tuple[type[Link], str, type[Any]]] = {
    "person": (ComplaintPerson, "person_id", Person),
    "order": (ComplaintOrder, "order_id", WorkOrder),
}

_ID = bindparam("id", type_=Integer)
_ASKED = union_all(
    select(ComplaintAspect.id, ComplaintAspect.kind, ComplaintAspect.value, cast(null(), Integer)).where(
        ComplaintAspect.complaint_id == _ID
    ),
    *(
        select(table.id, literal(kind, Text), literal("", Text), getattr(table, column)).where(
            table.complaint_id == _ID  # type: ignore[attr-defined]
        )
        for kind, (table, column, _) in _POINTING.items()
    ),
)


@dataclass(frozen=True)
class Ties:
    """The aspects by kind in their lists' order; ids of the other people and of the orders, as they were tied."""

    aspects: dict[str, tuple[str, ...]]
    people: tuple[int, ...]
    orders: tuple[int, ...]


def ties(work: Work, id: int) -> Ties:
    """All that hangs on a complaint."""
    kept: dict[str, list[Any]] = defaultdict(list)
    for kind, value in _kept(work, id):
        kept[kind].append(value)
    aspects = {
        kind: tuple(value for value in known if value in kept[kind]) for kind, (_, known) in ASPECTS.items()
    }
    return Ties(aspects, tuple(kept["person"]), tuple(kept["order"]))


def tie(work: Work, record: Complaint, form: Any) -> None:
    """Let the ties be what the form says. The main gap is not a further one, and who complained is not another
    person."""
    wanted: dict[tuple[str, Any], None] = {
        (kind, value): None
        for kind, (name, _) in ASPECTS.items()
        for value in sorted(getattr(form, name))
        if (kind, value) != ("gap", form.gap)
    }
    wanted.update((("person", each), None) for each in form.people if each != form.person_id)
    wanted.update((("order", each), None) for each in form.orders)
    for each, link in _kept(work, record.id).items():
        if each in wanted:
            del wanted[each]
        else:
            work.remove(work.get(_POINTING[each[0]][0] if each[0] in _POINTING else ComplaintAspect, link))
    for kind, value in wanted:
        if kind in _POINTING:
            table, column, target = _POINTING[kind]
            still_here(work, target, "people", value) if target is Person else work.get(target, value)
            work.add(table(complaint_id=record.id, **{column: value}))
        else:
            work.add(ComplaintAspect(complaint_id=record.id, kind=kind, value=value))


def _kept(work: Work, id: int) -> dict[tuple[str, Any], int]:
    """Kind and value → the row that ties it, oldest first."""
    rows = sorted(map(tuple, ready_rows(work, _ASKED, id=id)))
    return {(kind, value if target is None else target): link for link, kind, value, target in rows}
