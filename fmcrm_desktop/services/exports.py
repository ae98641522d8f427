"""Lists on their way out: every record of a list's filter and order as plain values under marked headings.

office.ask(exports.through, "complaints", Query(), to)      to(Exported) runs inside the same moment of the office
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import select

from fmcrm_desktop.model.money import decimals
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import (
    own_fields,
    settings,
)
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.export_lists import LISTS
from fmcrm_desktop.services.listed import Listed, Told, Value
from fmcrm_desktop.store.work import Work

AT_ONCE = 500

T = TypeVar("T")


@dataclass(frozen=True)
class Exported:
    """``header`` are marked texts; so are the values of the columns in ``coded``. ``rows`` are read as they are
    walked, inside the question that made them."""

    header: tuple[str, ...]
    coded: frozenset[int]
    rows: Iterator[tuple[Told, ...]]
    count: int
    named: Mapping[str, OwnEntry] = field(default_factory=dict)
    """The office's own fields by their headings, which are no marked texts."""


@needs("export.run")
def through(work: Work, kind: str, query: Query, to: Callable[[Exported], T]) -> T:
    """Hand a whole list to ``to``; what it gives back is given back. Raises Refusal for a list nobody knows."""
    listed = LISTS.get(kind)
    if listed is None:
        raise Refusal(N_("{kind} cannot be exported. Known are: {names}."), kind=kind, names=", ".join(LISTS))
    ids: array[int] = listed.page(work, query).ids
    listed = _with_own(work, _of_money(work, listed))
    header = tuple(heading for heading, _ in listed.columns) + tuple(listed.more)
    coded = frozenset(at for at, heading in enumerate(header) if heading in listed.words)
    return to(Exported(header, coded, _rows(work, listed, ids), len(ids), listed.named))


def _of_money(work: Work, listed: Listed) -> Listed:
    """The list with its amounts in the office's currency, without what the person may not see."""
    if not listed.amounts:
        return listed
    places = decimals(settings.get(work, "office.currency"))
    kept = listed.columns
    if not work.who.may("money.margin"):
        kept = tuple(each for each in kept if each[0] not in listed.hidden)
    return replace(listed, columns=kept, scaled={**listed.scaled, **dict.fromkeys(listed.amounts, places)})


def _with_own(work: Work, listed: Listed) -> Listed:
    """The list with the office's own fields after its columns, under the names the office gave them."""
    if not listed.own:
        return listed
    more, words, named = dict(listed.more), dict(listed.words), dict[str, OwnEntry]()
    taken = {heading for heading, _ in listed.columns} | set(more)
    for entry in own_fields.blank(work, listed.own):
        name = entry.name if entry.name not in taken else f"{entry.name} ({entry.field_id})"
        named[name] = entry
        more[name] = _own_values(listed.own, entry.field_id, entry.kind)
        if entry.kind == "tick":
            words[name] = {}
    return replace(listed, more=more, words=words, named=named)


def _own_values(subject: str, field: int, kind: str) -> Callable[[Work, Sequence[int]], Mapping[int, Value]]:
    def values(work: Work, ids: Sequence[int]) -> Mapping[int, Value]:
        found = own_fields.values(work, subject, ids)
        return {id: _typed(kind, said[field]) for id, said in found.items() if field in said}

    return values


def _typed(kind: str, value: str) -> Value:
    if kind == "number":
        return Decimal(value)
    if kind == "date":
        return date.fromisoformat(value)
    return N_("Yes") if kind == "tick" else value


def kinds() -> tuple[str, ...]:
    """The lists that can be exported."""
    return tuple(LISTS)


def kind_of(page: object) -> str:
    """Which list is written for a list on the screen, known by its case; nothing where none is."""
    return next((kind for kind, listed in LISTS.items() if listed.page is page), "")


def _rows(work: Work, listed: Listed, ids: Sequence[int]) -> Iterator[tuple[Told, ...]]:
    chosen = listed.joins(select(listed.id, *(column for _, column in listed.columns)))
    readings = [(listed.words.get(heading), listed.scaled.get(heading)) for heading, _ in listed.columns]
    for start in range(0, len(ids), AT_ONCE):
        some = list(ids[start : start + AT_ONCE])
        found = {row[0]: row[1:] for row in work.rows(chosen.where(listed.id.in_(some)))}
        beside = [values(work, some) for values in listed.more.values()]
        for id in some:
            if id in found:
                plain = [_read(value, *how) for value, how in zip(found[id], readings, strict=True)]
                yield (*plain, *(values.get(id) for values in beside))


def _read(value: Any, words: Mapping[str, str] | None, scale: int | None) -> Value:
    if words is not None:
        return words.get(str(value), str(value)) if value is not None else None
    if scale is not None and value is not None:
        return Decimal(value).scaleb(-scale)
    plain: Value = value
    return plain
