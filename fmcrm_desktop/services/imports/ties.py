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


class Ties:
    """Makes ties that are not there; tells which rows made one."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self._known: set[tuple[int, int, str]] = set()
        self._asked: set[int] = set()

    def make(self, ties: Sequence[Tie]) -> list[bool]:
        """Whether each tie was new. One that is there already keeps its days and share."""
        self._learn({tie.unit for tie in ties if tie.unit > 0} - self._asked)
        rows: list[dict[str, Any]] = []
        new = []
        for tie in ties:
            key = (tie.person, tie.unit, tie.role)
            new.append(key not in self._known)
            if key not in self._known:
                self._known.add(key)
                rows.append(_columns(tie))
        self.sink.add(Relation, rows)
        return new

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
            columns = select(Relation.person_id, Relation.unit_id, Relation.role)
            self._known.update(
                (row[0], row[1], row[2])
                for row in self.sink.work.rows(
                    columns.where(Relation.unit_id.in_(some), Relation.archived.is_(None))
                )
            )


def _columns(tie: Tie) -> dict[str, Any]:
    return {
        "person_id": tie.person, "unit_id": tie.unit, "role": tie.role, "from_day": tie.from_day,
        "until_day": tie.until_day, "note": tie.note,
        "share_numerator": tie.share.numerator if tie.share else None,
        "share_denominator": tie.share.denominator if tie.share else None,
    }  # fmt: skip
