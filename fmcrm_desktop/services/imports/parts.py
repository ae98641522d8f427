"""Takes the parts of a list of materials, each known by its number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.charge import Part
from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.money import decimals
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.fees import scaled
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.reading import (
    LONGEST_CODE,
    LONGEST_NAME,
    first_fault,
    missing,
    text,
    too_long,
)
from fmcrm_desktop.services.imports.sink import Sink, differences

LONGEST = {
    "code": LONGEST_CODE,
    "name": LONGEST_NAME,
    "other_name": LONGEST_NAME,
    "measure": 20,
    "other_measure": 20,
}
THOUSANDTHS = 3
BELOW = N_("{field}: this is below nothing.")


class PartTaker:
    """The rows of a list of parts; a second import of the same file changes nothing."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink = sink
        self.hints: list[Fault] = []
        self.means: dict[int, Alike] = {}
        self._decimals = decimals(settings.get(sink.work, "office.currency"))
        kept = select(Part.code, Part.id).where(Part.archived.is_(None)).order_by(Part.id.desc())
        self._ids = {row.code: row.id for row in sink.work.rows(kept)}

    def key(self, row: Incoming) -> object:
        return text(row, "code")

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely a part the office has."""
        return text(row, "code") in self._ids

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        return [self._one(row) for row in rows]

    def _one(self, row: Incoming) -> Outcome:
        fault = first_fault(row) or too_long(row, LONGEST)
        for field in ("code", "name"):
            if fault is None and not text(row, field):
                fault = missing(field)
        wanted = self._columns(row)
        for field in ("price", "cost", "least"):
            if fault is None and (wanted[field] or 0) < 0:
                fault = Fault(BELOW, {"field": field}, field)
        if fault is not None:
            return Outcome("rejected", fault)
        like = self.means.get(row.line)
        id = like.id if like is not None else self._ids.get(wanted["code"])
        if id is None:
            filled = {column: value for column, value in wanted.items() if value not in (None, "")}
            id = self._ids[wanted["code"]] = self.sink.add(Part, [filled])[0]
            return Outcome("added", id=id)
        self._ids[wanted["code"]] = id
        different = differences(wanted, self.sink.stored(Part, [id], tuple(wanted)).get(id, {}))
        if different:
            self.sink.change(Part, {id: different})
        return Outcome("updated" if different else "same", id=id)

    def _columns(self, row: Incoming) -> dict[str, Any]:
        said = row.values.get
        return {
            "code": text(row, "code"), "name": text(row, "name"), "other_name": text(row, "other_name"),
            "measure": text(row, "measure"), "other_measure": text(row, "other_measure"),
            "price": scaled(said("price"), self._decimals),
            "cost": scaled(said("cost"), self._decimals), "stock": scaled(said("stock"), THOUSANDTHS),
            "least": scaled(said("least"), THOUSANDTHS),
        }  # fmt: skip
