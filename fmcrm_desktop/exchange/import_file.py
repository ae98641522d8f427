"""One file on its way in: sheet, heading, columns and dates decided, rows read as often as they are asked for.

choice = Choice(path, sheet="业主信息")                     what the person said; the rest is guessed
file = ImportFile.open(choice, kind, mapping, zone)        mapping: --map's object, or the remembered one, or None
office.do(imports.run, file.source())                      each call of source() reads the file afresh
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Plain
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fmcrm_desktop.exchange import headings, tables_in, tables_out
from fmcrm_desktop.exchange.dates import DayOrder
from fmcrm_desktop.exchange.mapping import NONE, Mapping, from_plain, guessed, signature, with_role
from fmcrm_desktop.exchange.records import day_order, records
from fmcrm_desktop.exchange.table import TOLD, Table
from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import ENGLISH, N_
from fmcrm_desktop.services.imports import Decide, ImportResult, Rejected, Source


@dataclass(frozen=True)
class Choice:
    """The file and what a person said of it; None where it is to be guessed."""

    path: Path
    sheet: str | None = None
    header_row: int | None = None
    encoding: str | None = None
    delimiter: str | None = None

    def table(self) -> Table:
        """The table, read from its beginning."""
        return tables_in.read(self.path, self.sheet, self.header_row, self.encoding, self.delimiter)


@dataclass
class ImportFile:
    """A file whose columns are matched; ``order`` says whether its days are read day first, and if that is sure."""

    choice: Choice
    kind: str
    header: list[str]
    mapping: Mapping
    order: DayOrder
    zone: str

    @classmethod
    def open(
        cls, choice: Choice, kind: str, mapping: Any, zone: str, own: Plain[str, OwnEntry] = NONE
    ) -> ImportFile:
        """Decide what was not said. ``mapping`` is a Mapping, or an object as --map gives it, or None for a guess;
        ``own`` the office's own fields, which the last two may name. Raises Refusal, also where no column is
        matched that the kind cannot do without."""
        table = choice.table()
        choice = Choice(choice.path, table.sheet or None, table.header_row, table.encoding, table.delimiter)
        if not isinstance(mapping, Mapping):
            header = table.header
            mapping = from_plain(mapping, header, kind, own) if mapping else guessed(header, kind, own)
        mapping = with_role(mapping, table.sheet or choice.path.stem)
        needed = [
            field
            for field in headings.NEEDED[kind]
            if not {field, *headings.INSTEAD.get(field, ())} & mapping.columns.keys()
        ]
        _no_charges(kind, table.header)
        if needed:
            raise Refusal(N_("No column is matched to {field}, and without it no row can be imported. "
                             "The file's columns are: {names}."),
                          field=needed[0], names=", ".join(table.header))  # fmt: skip
        return cls(choice, kind, table.header, mapping, day_order(choice.table(), mapping, zone), zone)

    @property
    def signature(self) -> str:
        """Under which the mapping is remembered."""
        return signature(self.header, self.kind)

    def rows(self) -> Iterator[Incoming]:
        return records(self.choice.table(), self.mapping, self.order, self.zone)

    def source(self, told: Callable[[int], None] | None = None, decide: Decide | None = None) -> Source:
        """What imports.preview and imports.run take; the rows can be walked once."""
        return Source(self.kind, self.rows(), self.mapping.columns, told, decide or Decide())


def _no_charges(kind: str, header: list[str]) -> None:
    if kind == "fees" and headings.charges_of_orders(header):
        raise Refusal(
            N_(
                "These are charges of work orders, and they are entered with their order. As fees the price list comes "
                "in: what units are charged for, and how much."
            )
        )


def kind_of(choice: Choice, said: str | None = None) -> str:
    """The kind a person named, else what the heading and the name of the sheet or file look like."""
    if said:
        if said not in headings.KINDS:
            raise Refusal(N_("{kind} cannot be imported. Known are: {names}."), kind=said,
                          names=", ".join(headings.KINDS))  # fmt: skip
        return said
    table = choice.table()
    kind = headings.guess_kind(table.header, table.sheet or choice.path.stem)
    if kind is None:
        raise Refusal(
            N_("The heading does not tell what is in this file. Say whether it is people, units or others.")
        )
    return kind


def write_rejects(
    path: Path,
    file: ImportFile,
    result: ImportResult,
    reason: Callable[[Rejected], str],
    language: str = ENGLISH,
) -> Path:
    """The rejected rows under their own heading, with their line and why, as CSV (or XLSX by the ending).
    ``reason`` says a rejection in the person's ``language``."""
    lines = ([*each.cells, each.line, reason(each)] for each in result.rejects)
    rows = ([cell if cell is not None else "" for cell in line] for line in lines)
    return tables_out.write(path, [*file.header, *TOLD[language]], rows).path  # type: ignore[arg-type]


FAMILIES = {"units": ("units", "buildings", "parking"), "charges": ("fees",)}
"""What people call units may be entrances or parking spaces, by its heading. The price list of fees is also asked for
as charges: those of orders, which an export of charges writes, are entered with their order and never come in."""


def within(choice: Choice, said: str) -> tuple[Choice, str]:
    """The sheet and the exact kind that a person means by a kind: of a workbook whose sheet was not named the
    first one that looks like it."""
    family = FAMILIES.get(said, (said,))
    names = [choice.sheet] if choice.sheet else [each.name or None for each in tables_in.sheets(choice.path)]
    for wanted in family:
        for name in names:
            table = replace(choice, sheet=name).table()
            if headings.guess_kind(table.header, table.sheet or choice.path.stem) == wanted:
                return replace(choice, sheet=name), wanted
    return choice, family[0]
