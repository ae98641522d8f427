"""Lists: all ids in order as one compact array, narrowed by the words typed, and the first rows with them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, TypeVar, cast

from sqlalchemy import Select

from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.store import remembered, search
from fmcrm_desktop.store.work import Work

Row = TypeVar("Row")

FEW = 500
"""So many records are looked through at once."""
MANY = 4_000
"""Up to so many ids that were found go into the question itself; of more, a walk through the whole list in its order
is quicker than looking up and sorting each."""


PIECE = 20_000
"""So many ids are sifted at once."""


def page_of(
    work: Work,
    query: Query,
    kind: str,
    ids: Select[Any],
    rows: Callable[[Work, Sequence[int]], list[Row]],
) -> Page[Row]:
    """A page of the records whose ids the select gives in order; ``kind`` is their kind of search document."""
    id = ids.selected_columns[0]
    if not query.text.strip():
        found = work.ids(ids)
    elif query.archived:
        found = _archived(work, query.text, work.ids(ids), rows)
    else:
        hits = search.all_refs(work, query.text, kind)
        if len(hits) <= MANY:
            found = work.ids(ids.where(search.among(work, id, hits))) if hits else array("q")
        else:
            found = _sifted(remembered.order(work, ids), hits)
    return Page(found, tuple(rows(work, found[:FIRST])))


def _sifted(ids: array[int], hits: array[int]) -> array[int]:
    """Those of the ids that are among the hits. Of a million the screen's thread would wait for the end; of a piece it
    waits a millisecond."""
    found, wanted = array("q"), set[int]()
    for start in range(0, len(hits), PIECE):
        wanted.update(hits[start : start + PIECE])
    for start in range(0, len(ids), PIECE):
        found.extend(filter(wanted.__contains__, ids[start : start + PIECE]))
    return found


def turned(column: Any, down: bool) -> Any:
    """A column to sort by, up or down; what says nothing stands before everything else, on both databases."""
    order = column.desc() if down else column.asc()
    if not getattr(column, "nullable", False):
        return order  # said needlessly, it would keep PostgreSQL from its index
    return order.nulls_last() if down else order.nulls_first()


def few(query: Query, rows: Sequence[Row], said: Callable[[Row], str]) -> Page[Row]:
    """A page of records of which an office has few: all are read, and those kept whose text holds the words typed."""
    words = fold(query.text).split()
    kept = [row for row in rows if all(says(said(row), word) for word in words)]
    return Page(array("q", (cast(Any, row).id for row in kept)), tuple(kept[:FIRST]))


def _archived(
    work: Work, text: str, ids: Sequence[int], rows: Callable[[Work, Sequence[int]], list[Row]]
) -> array[int]:
    """What is archived has no search documents; it is little, so its rows themselves are looked through."""
    words = fold(text).split()
    found = array("q")
    for start in range(0, len(ids), FEW):
        some = ids[start : start + FEW]
        for row in rows(work, some):
            said = fold(" ".join(str(getattr(row, each.name)) for each in fields(cast(Any, row))))
            if all(word in said for word in words):
                found.append(cast(Any, row).id)
    return found


def in_order(ids: Sequence[int], found: Sequence[Row], id_of: Callable[[Row], int]) -> list[Row]:
    """The rows in the order of the ids asked for; ids that are gone meanwhile are left out."""
    by_id = {id_of(row): row for row in found}
    return [by_id[id] for id in ids if id in by_id]
