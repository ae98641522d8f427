"""Where an import's records go: into the office, or, for a preview, nowhere but into memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select

from fmcrm_desktop.model.base import Base, Record
from fmcrm_desktop.store.work import Work, fresh_ids

AT_ONCE = 500
"""Values in one IN(…): SQLite takes 32,766 at most, and short statements stay quick."""

V = TypeVar("V")


def batches(values: Sequence[V]) -> Iterator[Sequence[V]]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


class Sink:
    """Adds and changes records; ``dry`` only counts what would be, with negative ids for what is not there."""

    def __init__(self, work: Work, *, dry: bool) -> None:
        self.work, self.dry = work, dry
        self._pending: dict[tuple[str, int], dict[str, Any]] = {}
        self._last = 0

    def add(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Keep new rows; their ids in order."""
        if not rows:
            return []
        if not self.dry:
            return self.work.add_many(table, rows)
        ids = [row["id"] if "id" in row else self._next() for row in rows]
        for id, row in zip(ids, rows, strict=True):
            self._pending[table.__tablename__, id] = dict(row)
        return ids

    def fresh(self, table: type[Base], count: int) -> Sequence[int]:
        """Ids that rows may bring to ``add``, for what names them before."""
        return [self._next() for _ in range(count)] if self.dry else fresh_ids(self.work, table, count)

    def _next(self) -> int:
        self._last -= 1
        return self._last

    def change(self, table: type[Record], changes: Mapping[int, Mapping[str, Any]]) -> None:
        """Give records new values, column by column, so that the change log tells each."""
        if self.dry:
            for id, values in changes.items():
                self._pending.setdefault((table.__tablename__, id), {}).update(values)
            return
        for some in batches(list(changes)):
            for record in self.work.records(select(table).where(table.id.in_(some))):
                for name, value in changes[record.id].items():
                    setattr(record, name, value)
        self.work.session.flush()

    def stored(
        self, table: type[Record], ids: Sequence[int], columns: Sequence[str]
    ) -> dict[int, dict[str, Any]]:
        """What is kept of some records, those only thought of in a preview among them."""
        found: dict[int, dict[str, Any]] = {}
        asked = [getattr(table, name) for name in columns]
        for some in batches([id for id in ids if id > 0]):
            for row in self.work.rows(select(table.id, *asked).where(table.id.in_(some))):
                found[row[0]] = dict(zip(columns, row[1:], strict=True))
        if self._pending:
            for id in ids:
                found.setdefault(id, {}).update(self._pending.get((table.__tablename__, id), {}))
        return found


def differences(wanted: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    """The columns that a row says something else about; silence in the file changes nothing."""
    return {
        name: value
        for name, value in wanted.items()
        if value is not None
        and value != ""
        and kept.get(name) != value
        and not _same_second(value, kept.get(name))
    }


def _same_second(value: object, kept: object) -> bool:
    """Files hold seconds, the office parts of them: our own export says nothing new."""
    if not isinstance(value, datetime) or not isinstance(kept, datetime):
        return False
    return abs((value - kept).total_seconds()) < 1
