"""The office's own fields in an import: which a kind of rows can fill, and keeping what rows say in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Term
from fmcrm_desktop.services import own_fields
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.sink import Sink
from fmcrm_desktop.services.own_values import read
from fmcrm_desktop.store.work import Work

SUBJECTS = {
    "people": "person", "units": "unit", "parking": "unit", "orders": "work_order", "complaints": "complaint",
}  # fmt: skip


@needs("import.run")
def targets(work: Work, kind: str) -> dict[str, OwnEntry]:
    """The own fields that rows of a kind can fill, by the key an import calls them."""
    subject = SUBJECTS.get(kind)
    return {entry.key: entry for entry in own_fields.blank(work, subject)} if subject else {}


class OwnKeeper:
    """Looks at what rows say in own fields before they are taken, and keeps it beside their records afterwards, all
    in the import's own deed. An empty cell changes nothing; a tick that a row says no to is taken out."""

    def __init__(self, sink: Sink, kind: str, columns: Mapping[str, str]) -> None:
        self.sink, self.columns, self.subject = sink, columns, SUBJECTS.get(kind, "")
        self.fields = {key: entry for key, entry in targets(sink.work, kind).items() if key in columns}
        self._tried: dict[tuple[int, int], str] = {}

    def check(self, rows: Sequence[Incoming]) -> None:
        """Give a row a fault for the first cell that the form would refuse too."""
        if not self.fields:
            return
        for row in rows:
            for key, entry in self.fields.items():
                try:
                    _said(row, key, entry)
                except Refusal as wrong:
                    row.faults.append(_fault(wrong, key, self.columns[key]))

    def keep(self, rows: Sequence[Incoming], outcomes: Sequence[Outcome]) -> None:
        """Keep what rows that were taken say; a row that brought nothing else has brought this up to date."""
        if not self.fields:
            return
        said: dict[int, dict[int, str]] = {}
        for row, each in zip(rows, outcomes, strict=True):
            if each.id is not None and (mine := self._of(row)):
                said.setdefault(each.id, {}).update(mine)
        changed = self._changed(said)
        if changed and not self.sink.dry:
            own_fields.keep_many(self.sink.work, changed)
        for each in outcomes:
            if each.id in changed and each.what == "same":
                each.what = "updated"

    def _of(self, row: Incoming) -> dict[int, str]:
        found = {entry.field_id: _said(row, key, entry) for key, entry in self.fields.items()}
        return {field: value for field, value in found.items() if value is not None}

    def _changed(self, said: dict[int, dict[int, str]]) -> dict[int, dict[int, str]]:
        """What is said that is not kept yet, of a preview not thought of yet."""
        kept = own_fields.values(self.sink.work, self.subject, [id for id in said if id > 0])
        changed: dict[int, dict[int, str]] = {}
        for id, mine in said.items():
            here = kept.get(id, {})
            for field, value in mine.items():
                if value != self._tried.get((id, field), here.get(field, "")):
                    changed.setdefault(id, {})[field] = value
        if self.sink.dry:
            self._tried |= {
                (id, field): value for id, mine in changed.items() for field, value in mine.items()
            }
        return changed


def _said(row: Incoming, key: str, entry: OwnEntry) -> str | None:
    """What a row says in a field, as it is kept; None for nothing. Raises Refusal."""
    cell: Any = row.values.get(key)
    if cell is None or cell == "":
        return None
    value = read(entry.kind, cell if isinstance(cell, date) else str(cell), entry.choices)
    return value if value or entry.kind == "tick" else None


def _fault(wrong: Refusal, key: str, heading: str) -> Fault:
    if wrong.values:
        more = {**wrong.values, "field": key}
        return Fault(N_("{field}: at most {most} characters; these are {count}."), more, key)
    return Fault(N_("{name}: {why}"), {"name": heading, "why": Term(wrong.text)}, key)
