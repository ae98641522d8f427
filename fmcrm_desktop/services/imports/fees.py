"""Takes the fees of a price list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.money import decimals
from fmcrm_desktop.model.property import Fee
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.reading import LONGEST_NAME, day, first_fault, missing, text, too_long
from fmcrm_desktop.services.imports.sink import Sink, differences

LONGEST = {"name": LONGEST_NAME, "number": 60, "kind": 60, "formula": 200}
_ONCE = ("一次", "once", "onetime", "single", "no")


class FeeTaker:
    """The rows of a list of fees, each known by its old number or its name."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink = sink
        self.hints: list[Fault] = []
        self.means: dict[int, Alike] = {}
        self._decimals = decimals(settings.get(sink.work, "office.currency"))
        self._ids: dict[str, int] = {}
        kept = (
            select(Fee.id, Fee.external_number, Fee.name)
            .where(Fee.archived.is_(None))
            .order_by(Fee.id.desc())
        )
        for id, number, name in sink.work.rows(kept):
            self._ids |= {f"name {name}": id} | ({f"number {number}": id} if number else {})

    def key(self, row: Incoming) -> object:
        return text(row, "number") or text(row, "name")

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely a fee the office has."""
        return _key(row) in self._ids

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        return [self._one(row) for row in rows]

    def _one(self, row: Incoming) -> Outcome:
        fault = first_fault(row) or too_long(row, LONGEST)
        name, number = text(row, "name") or text(row, "kind"), text(row, "number")
        if fault is None and not name:
            fault = missing("name")
        if fault is not None:
            return Outcome("rejected", fault)
        wanted = self._columns(row) | {"name": name, "external_number": number}
        like = self.means.get(row.line)
        id = like.id if like is not None else self._ids.get(_key(row))
        if id is None:
            filled = {column: value for column, value in wanted.items() if value not in (None, "")}
            id = self.sink.add(Fee, [filled])[0]
            self._ids |= {f"name {name}": id} | ({f"number {number}": id} if number else {})
            return Outcome("added", id=id)
        self._ids[_key(row)] = id
        different = differences(wanted, self.sink.stored(Fee, [id], tuple(wanted)).get(id, {}))
        if different:
            self.sink.change(Fee, {id: different})
        return Outcome("updated" if different else "same", id=id)

    def _columns(self, row: Incoming) -> dict[str, Any]:
        recurring = text(row, "recurring").casefold().replace("-", "").replace(" ", "")
        months = row.values.get("months")
        return {
            "kind": text(row, "kind"),
            "recurring": not recurring.startswith(_ONCE) if recurring else None,
            "months": int(months) if isinstance(months, Decimal) and 0 < months < 1200 else None,
            "price": scaled(row.values.get("price"), 4), "fixed": scaled(row.values.get("fixed"), self._decimals),
            "formula": text(row, "formula"), "from_day": day(row, "from_day"), "until_day": day(row, "until_day"),
        }  # fmt: skip


def _key(row: Incoming) -> str:
    number = text(row, "number")
    return f"number {number}" if number else f"name {text(row, 'name') or text(row, 'kind')}"


def scaled(amount: object, decimals: int) -> int | None:
    """An amount as a whole number of its smallest parts; None for none, or for one past all reason."""
    if not isinstance(amount, Decimal) or abs(amount) >= 10**12:
        return None
    return int((amount * 10**decimals).to_integral_value(ROUND_HALF_UP))
