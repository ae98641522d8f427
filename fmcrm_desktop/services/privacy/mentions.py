"""Mentions: where else somebody's name, number or address is written, in rows that belong to others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, func, or_, select

from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.services.privacy.belonging import Rows, batches
from fmcrm_desktop.services.privacy.columns import texts
from fmcrm_desktop.store.work import Work

_TABLES = Base.metadata.tables
NOT_LOOKED = frozenset(
    {"document", "deed", "setting", "site", "building", "entrance", "unit", "category", "own_field", "counter",
     "sign_in_try", "staff", "person", "person_name", "contact_point"}
)  # fmt: skip
"""Names of places, of staff and of other people are their own; the search index follows what it was made from."""
_SAID: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("person", ("name", "other_name", "identity_number")),
    ("person_name", ("name",)),
    ("contact_point", ("value", "e164")),
    ("lead", ("name", "other_name", "phone", "email")),
    ("event_guest", ("email",)),
)


@dataclass(frozen=True)
class Mention:
    """A row that mentions somebody: table, id, column and the whole text."""

    table: str
    id: int
    column: str
    text: str


def words_of(work: Work, rows: Rows) -> tuple[list[str], int]:
    """By what somebody is known everywhere, longest first; and how many names were left out because somebody else
    bears them too, so that nobody knows who is meant."""
    found: set[str] = set()
    for name, columns in _SAID:
        table = _TABLES[name]
        for some in batches(sorted(rows.get(name, ()))):
            asked = select(*(table.c[column] for column in columns)).where(table.c.id.in_(some))
            found.update(value.strip() for row in work.rows(asked) for value in row if value)
    known = [word for word in found if _is_distinct(word)]
    own = [word for word in known if not _borne(work, word, rows)]
    return sorted(own, key=lambda word: (-len(word), word)), len(known) - len(own)


def _is_distinct(word: str) -> bool:
    """Not a word that stands in every second text: two Chinese characters, five letters or seven digits at least."""
    if has_chinese(word):
        return len(word) >= 2
    return len(word) >= 5 if any(char.isalpha() for char in word) else sum(map(str.isdigit, word)) >= 7


def _borne(work: Work, word: str, rows: Rows) -> bool:
    """Whether the word stands in the name or number of somebody else, customer or staff."""
    for name, columns in (*_SAID[:3], ("staff", ("name", "other_name", "phone", "email"))):
        table = _TABLES[name]
        stands = or_(*(table.c[column].icontains(word, autoescape=True) for column in columns))
        mine = rows.get(name, set())
        if set(work.column(select(table.c.id).where(stands).limit(len(mine) + 1))) - mine:
            return True
    return False


def pattern(words: list[str]) -> re.Pattern[str]:
    """Finds the words, Latin ones not inside others."""
    parts = (
        ("(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else "")
        + re.escape(word)
        + ("(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else "")
        for word in words
    )
    return re.compile("|".join(parts), re.IGNORECASE)


def mentions(work: Work, words: list[str], rows: Rows) -> Iterator[Mention]:
    """The texts of others in which any of the words stands, the change log among them."""
    if not words:
        return
    finds = pattern(words)
    for table in _TABLES.values():
        if table.name not in NOT_LOOKED and "id" in table.columns:
            for column in ("changes",) if table.name == "audit" else tuple(texts(table)):
                mine = rows.get(table.name, ())
                for id, text in work.rows(_holding(table, column, words)):
                    if id not in mine and finds.search(text):
                        yield Mention(table.name, id, column, text)


def _holding(table: Table, column: str, words: list[str]) -> Any:
    kept = words
    if table.name == "audit":  # as the values stand in the line
        kept = [json.dumps(word, ensure_ascii=False)[1:-1] for word in words]
    said = func.lower(table.c[column])
    return select(table.c.id, table.c[column]).where(
        or_(*(said.contains(word.lower(), autoescape=True) for word in kept))
    )
