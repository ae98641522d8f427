"""Lists: what is asked of one (text, filters, order) and what comes back (all ids in order, the first rows)."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from fmcrm_desktop.model.field import UNKEPT, unkept

Row = TypeVar("Row")

FIRST = 40
"""How many rows come with the ids: a little more than a tall window shows."""


@dataclass(frozen=True)
class Query:
    """What a list shows: every word of ``text`` must be found; ``where`` maps a filter's name to the values
    accepted; ``sort`` is a column's key, empty for the list's own order; ``grouped`` is whether its equal values are
    shown as groups."""

    text: str = ""
    where: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    sort: str = ""
    descending: bool = False
    archived: bool = False
    grouped: bool = False

    def __post_init__(self) -> None:
        if unkept(self.text):  # neither database would look for it
            object.__setattr__(self, "text", UNKEPT.sub("", self.text))

    def having(self, name: str, *values: object) -> Query:
        """The same query with one filter set, or taken away when no value is given."""
        where = {key: accepted for key, accepted in self.where.items() if key != name}
        if values:
            where[name] = values
        return replace(self, where=where)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Every id of the list in its order, and the rows of the first ones."""

    ids: array[int]
    first: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.ids)
