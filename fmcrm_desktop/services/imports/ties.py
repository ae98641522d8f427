"""Who is what to which unit, as an import says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.services.imports.sink import Sink, batches


@dataclass(frozen=True)
class Tie:
    """A person in a role to a unit."""

    person: int
    unit: int
    role: str = "owner"
    share: Fraction | None = None
    from_day: date | None = None
    until_day: date | None = None
    note: str = ""


_FILLED = ("from_day", "until_day", "share_numerator", "share_denominator")
_Key = tuple[int, int, str]


class Ties:
    """Makes ties that are not there; tells which rows made one."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self._known: dict[_Key, tuple[int, dict[str, Any]]] = {}
        self._asked: set[int] = set()

    def make(self, ties: Sequence[Tie]) -> list[bool]:
        """Whether each tie was new, or brought a day or a share where none was kept; what is kept stays."""
        self._learn({tie.unit for tie in ties if tie.unit > 0} - self._asked)
        rows: dict[_Key, dict[str, Any]] = {}
        changes: dict[int, dict[str, Any]] = {}
        told = []
        for tie in ties:
            key, columns = (tie.person, tie.unit, tie.role), _columns(tie)
            if key not in self._known:
                told.append(key not in rows)
                rows.setdefault(key, columns)
                continue
            id, kept = self._known[key]
            missing = {name: columns[name] for name in _FILLED if columns[name] and not kept[name]}
            told.append(bool(missing))
            if missing:
                kept.update(missing)
                changes.setdefault(id, {}).update(missing)
        for (key, columns), id in zip(
            rows.items(), self.sink.add(Relation, list(rows.values())), strict=True
        ):
            self._known[key] = (id, {name: columns[name] for name in _FILLED})
        self.sink.change(Relation, changes)
        return told

    def units_of(self, person: int, role: str = "owner") -> list[int]:
        """The units that somebody is something to now."""
        if person < 0:
            return [unit for who, unit, what in self._known if (who, what) == (person, role)]
        columns = select(Relation.unit_id).where(
            Relation.person_id == person, Relation.role == role, Relation.archived.is_(None),
            Relation.until_day.is_(None),
        )  # fmt: skip
        return list(self.sink.work.column(columns))

    def _learn(self, units: set[int]) -> None:
        self._asked |= units
        for some in batches(sorted(units)):
            it = Relation
            columns = select(
                it.person_id, it.unit_id, it.role, it.id, *(getattr(it, name) for name in _FILLED)
            )
            # of two times somebody was here the later one is meant, and of all the one that lasts
            columns = columns.order_by(it.until_day.is_(None), it.until_day, it.id)
            for person, unit, role, id, *kept in self.sink.work.rows(
                columns.where(it.unit_id.in_(some), it.archived.is_(None))
            ):
                self._known[person, unit, role] = (id, dict(zip(_FILLED, kept, strict=True)))


def _columns(tie: Tie) -> dict[str, Any]:
    return {
        "person_id": tie.person, "unit_id": tie.unit, "role": tie.role, "from_day": tie.from_day,
        "until_day": tie.until_day, "note": tie.note,
        "share_numerator": tie.share.numerator if tie.share else None,
        "share_denominator": tie.share.denominator if tie.share else None,
    }  # fmt: skip
