"""What a list that goes out consists of, and what several of them ask for beside their columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import ROLES, Relation, Unit
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.store.work import Work

Value = str | int | Decimal | bool | date | None
Told = Value | tuple[str | tuple[str, str], ...]
"""A value as it is handed out: of a coded column there may be several, of which a pair is a name and the word behind
it."""


@dataclass(frozen=True)
class Listed:
    """One list: its columns as (heading, column), ``words`` of coded ones by heading, and ``more`` that is found
    apart for some records at once: heading → values by id."""

    page: Callable[[Work, Query], Any]
    columns: tuple[tuple[str, Any], ...]
    joins: Callable[[Select[Any]], Select[Any]] = lambda chosen: chosen
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    more: Mapping[str, Callable[[Work, Sequence[int]], Mapping[int, Any]]] = field(default_factory=dict)
    scaled: Mapping[str, int] = field(default_factory=dict)
    amounts: tuple[str, ...] = ()
    """Headings of amounts of money; ``hidden`` ones only for those who may see costs."""
    hidden: tuple[str, ...] = ()
    id: Any = None
    own: str = ""
    """The subject whose own fields follow as columns; the values of a tick are marked texts."""
    named: Mapping[str, OwnEntry] = field(default_factory=dict)
    """The own fields by the headings of their columns, which the office named in two languages."""


def units_of(work: Work, ids: Sequence[int]) -> Mapping[int, Told]:
    """The units of people, those they do not own with what they are to them."""
    columns = select(Relation.person_id, Unit.label, Relation.role).join(Unit, Unit.id == Relation.unit_id)
    chosen = columns.where(Relation.person_id.in_(ids), Unit.archived.is_(None))
    found: dict[int, dict[str | tuple[str, str], None]] = defaultdict(dict)
    for id, label, role in work.rows(now(work, chosen)):
        found[id][label if role == "owner" else (label, ROLES.get(role, role))] = None
    return {id: tuple(units) for id, units in found.items()}


def now(work: Work, columns: Any) -> Any:
    """By the ties of today."""
    return columns.where(holds(today(work))).order_by(Relation.id)


def joined(work: Work, columns: Any, between: str) -> Mapping[int, Value]:
    groups: dict[int, list[str]] = defaultdict(list)
    for id, value in work.rows(columns):
        groups[id].append(value)
    return {id: between.join(dict.fromkeys(values)) for id, values in groups.items()}
