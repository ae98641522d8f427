"""Which record a row means where several may be called alike."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.services.imports.sink import Sink, differences


class Meant:
    """Each record is meant by one row of a file, by that which differs least from it; the very same row again means
    what it meant before. So two records that are called alike come back as two."""

    def __init__(self, sink: Sink, table: type[Record]) -> None:
        self.sink, self.table = sink, table
        self._ids: dict[Hashable, list[int]] = {}
        self._used: set[int] = set()
        self._rows: dict[Hashable, int] = {}

    def learn(self, keys: Sequence[Hashable], id: int) -> None:
        """A record and the keys it is known by."""
        for key in keys:
            self._ids.setdefault(key, []).append(id)

    def knows(self, keys: Sequence[Hashable]) -> bool:
        return any(key in self._ids for key in keys)

    def find(self, keys: Sequence[Hashable], row: Incoming, wanted: Mapping[str, Any]) -> int | None:
        """The record of a row, by its surest key first; None for a new one. Nobody else means it from now on."""
        if (before := self._rows.get(print_of(row))) is not None:
            return before
        for key in keys:
            free = [id for id in self._ids.get(key, ()) if id not in self._used]
            if len(free) > 1:
                kept = self.sink.stored(self.table, free, tuple(wanted))
                free.sort(key=lambda id, kept=kept: len(differences(wanted, kept.get(id, {}))))  # type: ignore[misc]
            if free:
                self.use(row, free[0])
                return free[0]
        return None

    def use(self, row: Incoming, id: int) -> None:
        """A row means a record, which it made or was said to be."""
        self._used.add(id)
        self._rows[print_of(row)] = id


def print_of(row: Incoming) -> Hashable:
    """The same for the very same row again."""
    return tuple(str(cell) for cell in row.cells)
