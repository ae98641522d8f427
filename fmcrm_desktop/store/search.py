"""The search: a query's words against the documents, in both databases, newest first and never by rank."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, ColumnElement, Integer, Row, Text, cast, func, literal, select

from fmcrm_desktop.model.reading import kind_token, tokens
from fmcrm_desktop.model.written_unit import parted
from fmcrm_desktop.store.work import Work, numbers_in

# Written out and handed to the driver as they are: at every key typed, compiling them would cost more than
# finding. What was typed only ever travels as a value.
_FOUND = {
    "sqlite": "select d.id, d.kind, d.ref, d.title, d.subtitle from document_fts f join document d on d.id = f.rowid "
    "where document_fts match ? order by f.rowid desc limit ?",
    "postgresql": "select d.id, d.kind, d.ref, d.title, d.subtitle from document d "
    "where d.tokens @@ to_tsquery('simple', %s) order by d.id desc limit %s",
}
_REFS = {
    "sqlite": "select json_group_array(ref) from (select d.ref from document_fts f join document d on d.id = f.rowid "
    "where document_fts match ? order by f.rowid desc limit ?)",
    "postgresql": "select coalesce(json_agg(ref), '[]')::text from (select d.ref from document d "
    "where d.tokens @@ to_tsquery('simple', %s) order by d.id desc limit %s) found",
}
_ALL = {
    "sqlite": "select json_group_array(d.ref) from document_fts f join document d on d.id = f.rowid "
    "where document_fts match ?",
    "postgresql": "select coalesce(json_agg(d.ref), '[]')::text from document d "
    "where d.tokens @@ to_tsquery('simple', %s)",
}
"""All in one text, for a list is often narrowed by thousands (as Work.ids)."""


def find(work: Work, typed: str, kind: str = "", limit: int = 20) -> Sequence[Row[Any]]:
    """Documents (id, kind, ref, title, subtitle) in which every word typed begins a word, newest first."""
    words = _words(work, typed, kind)
    if not words:
        return ()
    return work.driver_rows(_FOUND[work.dialect], words, limit)


def refs(work: Work, typed: str, kind: str, limit: int) -> list[int]:
    """The ids of the records of one kind that the words find, newest first."""
    words = _words(work, typed, kind)
    if not words:
        return []
    [(found,)] = work.driver_rows(_REFS[work.dialect], words, limit)
    return list(json.loads(found))


def all_refs(work: Work, typed: str, kind: str) -> array[int]:
    """The ids of all records of one kind that the words find, in no order: for sifting a list that has its own."""
    words = _words(work, typed, kind)
    if not words:
        return array("q")
    [(found,)] = work.driver_rows(_ALL[work.dialect], words)
    return numbers_in(found)


def among(work: Work, column: ColumnElement[int], ids: Sequence[int]) -> ColumnElement[bool]:
    """That the column is one of these ids, which travel as one value: thousands of them neither make a long statement
    nor have to be looked for in a whole list."""
    said = json.dumps(list(ids))
    if work.dialect == "sqlite":
        each = func.json_each(said).table_valued("value")
    else:
        each = func.json_array_elements_text(cast(literal(said, Text), JSON)).table_valued("value")
    return column.in_(select(cast(each.c.value, Integer)))


def _words(work: Work, typed: str, kind: str) -> str:
    """The query in the database's own notation; tokens hold only letters and figures, so nothing in it can act.

    Parts typed without a blank between them (3-1202, 电梯) must stand side by side, in that order; a unit (3栋1202)
    may stand in any way it is written.
    """
    rest, units = parted(typed)
    wanted = [[tokens(part)] for part in rest.split()] + [[tokens(way) for way in ways] for ways in units]
    wanted = [ways for ways in wanted if ways[0]]
    if not wanted:
        return ""
    if work.dialect == "sqlite":
        said = [" OR ".join(f'"{" ".join(phrase)}"*' for phrase in ways) for ways in wanted]
    else:
        said = [" | ".join(" <-> ".join([*way[:-1], way[-1] + ":*"]) for way in ways) for ways in wanted]
    said = [f"({each})" for each in said]
    both = " AND " if work.dialect == "sqlite" else " & "
    return both.join([kind_token(kind), *said] if kind else said)
