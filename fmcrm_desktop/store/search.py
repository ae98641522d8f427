"""The search: a query's words against the documents, in both databases, newest first and never by rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, text

from fmcrm_desktop.model.reading import tokens
from fmcrm_desktop.store.wording import kind_token
from fmcrm_desktop.store.work import Work

_SQLITE = text(
    "select d.id, d.kind, d.ref, d.title, d.subtitle from document_fts f join document d on d.id = f.rowid "
    "where document_fts match :words order by f.rowid desc limit :limit"
)
_SQLITE_REFS = text(
    "select d.ref from document_fts f join document d on d.id = f.rowid "
    "where document_fts match :words order by f.rowid desc limit :limit"
)
_POSTGRES = text(
    "select d.id, d.kind, d.ref, d.title, d.subtitle from document d "
    "where d.tokens @@ to_tsquery('simple', :words) order by d.id desc limit :limit"
)
_POSTGRES_REFS = text(
    "select d.ref from document d "
    "where d.tokens @@ to_tsquery('simple', :words) order by d.id desc limit :limit"
)


def find(work: Work, typed: str, kind: str = "", limit: int = 20) -> Sequence[Row[Any]]:
    """Documents (id, kind, ref, title, subtitle) in which every word typed begins a word, newest first."""
    words = _words(work, typed, kind)
    if not words:
        return ()
    statement = _SQLITE if work.dialect == "sqlite" else _POSTGRES
    return work.rows(statement.bindparams(bindparam("words", words), bindparam("limit", limit)))


def refs(work: Work, typed: str, kind: str, limit: int = 50_000) -> list[int]:
    """The ids of the records of one kind that the words find; for filtering a list."""
    words = _words(work, typed, kind)
    if not words:
        return []
    statement = _SQLITE_REFS if work.dialect == "sqlite" else _POSTGRES_REFS
    return list(work.column(statement.bindparams(bindparam("words", words), bindparam("limit", limit))))


def _words(work: Work, typed: str, kind: str) -> str:
    """The query in the database's own notation; tokens hold only letters and figures, so nothing in it can act.

    Parts typed without a blank between them (3-1202, 电梯) must stand side by side, in that order.
    """
    phrases = [tokens(part) for part in typed.split()]
    phrases = [phrase for phrase in phrases if phrase]
    if not phrases:
        return ""
    if work.dialect == "sqlite":
        said = [f'"{" ".join(phrase)}"*' for phrase in phrases]
        return " AND ".join([kind_token(kind), *said] if kind else said)
    said = [" <-> ".join([*phrase[:-1], phrase[-1] + ":*"]) for phrase in phrases]
    return " & ".join(
        [kind_token(kind), *(f"({each})" for each in said)] if kind else [f"({s})" for s in said]
    )
