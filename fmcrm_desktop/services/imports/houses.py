"""What a list of people says of their units: size, floor and use, and who rents them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.services.imports.dwellers import Dwellers
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.reading import extras, noted, text
from fmcrm_desktop.services.imports.sink import Sink, differences
from fmcrm_desktop.services.imports.ties import Ties

SAID = ("floor", "area", "kind")
NOTED = ("layout", "inner_area", "rent")
"""What a unit has no column for."""


def said_of(row: Incoming, kind: str = "kind") -> dict[str, Any]:
    """The columns of its unit that a row fills; ``kind`` is the field that says the kind of unit."""
    area = row.values.get("area")
    fits = isinstance(area, Decimal) and 0 < area < 10_000_000
    return {
        "floor": text(row, "floor"),
        "area": int(area * 100) if isinstance(area, Decimal) and fits else None,
        "kind": meaning("UNIT_KINDS", text(row, kind)) or "",
    }


class Houses:
    """Brings up to date the units of people; ``columns`` are the headings of the file."""

    def __init__(self, sink: Sink, columns: dict[str, str], dwellers: Dwellers, ties: Ties) -> None:
        self.sink, self.columns, self.dwellers, self.ties = sink, columns, dwellers, ties
        self._tells = not columns.keys().isdisjoint((*SAID[:2], "unit_kind", *NOTED))
        self._rented = "tenant_name" in columns

    def keep(self, rows: Sequence[Incoming], units: Sequence[int | None]) -> list[bool]:
        """Whether each row changed its unit, or brought a tenant; None has no unit, or several."""
        changed = self._change(rows, units) if self._tells else {}
        told = [unit in changed for unit in units]
        if self._rented:
            tenants = self.dwellers.ties(rows, units, "tenant")
            for (at, _), new in zip(tenants, self.ties.make([tie for _, tie in tenants]), strict=True):
                told[at] |= new
        return told

    def _change(self, rows: Sequence[Incoming], units: Sequence[int | None]) -> dict[int, dict[str, Any]]:
        kept = self.sink.stored(Unit, [unit for unit in units if unit is not None], (*SAID, "notes"))
        changes: dict[int, dict[str, Any]] = {}
        for row, unit in zip(rows, units, strict=True):
            if unit is None:
                continue
            before = kept.get(unit, {}) | changes.get(unit, {})
            notes = noted(before.get("notes") or "", [extras(row, self.columns, NOTED)])
            if different := differences(said_of(row, "unit_kind") | {"notes": notes}, before):
                changes.setdefault(unit, {}).update(different)
        self.sink.change(Unit, changes)
        return changes
