"""Buildings and units the office has put away: a row that names one is told so and makes no second one of its name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from sqlalchemy import select

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.incoming import Fault
from fmcrm_desktop.model.keeping import Audit, Deed
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.imports.sink import Sink, batches


class PutAway:
    """The archived records of one table by the keys rows know them by. What went only because the import that brought
    it was undone is not put away: the file may come again."""

    def __init__(self, sink: Sink, table: type[Record]) -> None:
        self.sink, self.table = sink, table
        self._named: dict[Hashable, tuple[int, str]] = {}
        self._undone: dict[int, bool] = {}

    def __bool__(self) -> bool:
        return bool(self._named)

    def learn(self, keys: Iterable[Hashable], id: int, name: str) -> None:
        """An archived record and what rows call it."""
        self._named |= dict.fromkeys(keys, (id, name))

    def faults(self, keys: Sequence[Hashable | None]) -> list[Fault | None]:
        """What is wrong with rows that name these; None for a key that names nothing put away."""
        found = [self._named.get(key) if key is not None else None for key in keys]
        self._ask(sorted({each[0] for each in found if each} - self._undone.keys()))
        return [
            Fault(N_("{name} is archived. Restore it, then import this row once more."), {"name": each[1]})
            if each and not self._undone[each[0]]
            else None
            for each in found
        ]

    def _ask(self, ids: list[int]) -> None:
        self._undone |= dict.fromkeys(ids, False)
        for some in batches(ids):
            last = (
                select(Audit.record_id, Deed.undoes_id)
                .join(Deed, Deed.id == Audit.deed_id)
                .where(Audit.record_table == self.table.__tablename__, Audit.record_id.in_(some))
                .order_by(Audit.id)
            )
            self._undone |= {id: undoes is not None for id, undoes in self.sink.work.rows(last)}
