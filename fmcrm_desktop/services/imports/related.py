"""The units of a person as our own list of people names them: 3-1202, P-044, 1-0101 (Tenant)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import select

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.reading import text
from fmcrm_desktop.services.imports.sink import Sink, batches

STRANGE = N_(
    "Related units that are not in the office, or of whose name there are several: {count}. Import the units, then "
    "this file once more."
)
_BETWEEN = re.compile(r"[、,，;；\n]")
_ROLE = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")


class Related:
    """Finds units by what everybody calls them; none is made here."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self._units: dict[str, list[int]] = {}
        self._strange: set[str] = set()

    @property
    def hints(self) -> list[Fault]:
        return [Fault(STRANGE, {"count": len(self._strange)})] if self._strange else []

    def learn(self, rows: Sequence[Incoming]) -> None:
        """Ask for the units of many rows at once."""
        self._learn({label for row in rows for part in _parts(row) for label, _ in _readings(part)})

    def one(self, label: str) -> int | None:
        """The one unit of this name."""
        self._learn({label})
        return self._units[label][0] if len(self._units[label]) == 1 else None

    def _learn(self, labels: set[str]) -> None:
        new = sorted(labels - self._units.keys())
        self._units |= {label: [] for label in new}
        for some in batches(new):
            columns = select(Unit.label, Unit.id).where(Unit.label.in_(some), Unit.archived.is_(None))
            for label, id in self.sink.work.rows(columns):
                self._units[label].append(id)

    def of(self, row: Incoming) -> Iterator[tuple[int, str]]:
        """The units of a row that was learnt, each with the role; who has none beside it is its owner."""
        for part in _parts(row):
            found = next((one for one in _readings(part) if len(self._units[one[0]]) == 1), None)
            if found is None:
                self._strange.add(part)
            else:
                yield self._units[found[0]][0], found[1]


def _parts(row: Incoming) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(text(row, "related", 2)) if part.strip()]


def _readings(part: str) -> list[tuple[str, str]]:
    """A label as it stands, and without the role behind it: labels may have brackets of their own."""
    found = [(part, "owner")]
    if (match := _ROLE.fullmatch(part)) and (role := meaning("ROLES", match[2])):
        found.append((match[1], role))
    return found
