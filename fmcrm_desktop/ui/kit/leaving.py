"""How a list leaves the screen: copied as a table, exported and printed as it is seen; the marked rows or all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import arrangement
from fmcrm_desktop.ui.kit.columns import Column

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.listing import List

AT_ONCE = 250
"""Rows asked for and put into words in one go: a few milliseconds of the screen's thread."""
PAPER = "fmcrm_desktop.reports.making:make_list"


@dataclass(frozen=True)
class Gathered:
    """Rows as they are seen: the columns shown in their order, and a cell for each."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


class Gathering(QObject):
    """Asks for rows some at a time, also for those never seen, and puts them into words as they come."""

    def __init__(
        self, shown: List, ids: Sequence[int], cell: Callable[[Column, Any], Any], then: Callable[[Gathered], object]
    ) -> None:  # fmt: skip
        super().__init__(shown)
        self._list, self._ids, self._cell, self._then = shown, ids, cell, then
        self._columns = arrangement.seen(shown.table)
        self._rows: list[tuple[Any, ...]] = []
        self._next = 0

    def start(self) -> None:
        known = [self._list.model.known(id) for id in self._ids[:AT_ONCE]]
        if len(self._ids) <= AT_ONCE and all(row is not None for row in known):
            self._next = len(self._ids)
            self._take(known)
        else:
            self._go_on()

    def _go_on(self) -> None:
        some = list(self._ids[self._next : self._next + AT_ONCE])
        self._next += AT_ONCE
        self._list.office.each(self, self._list.setup.rows, some, then=self._take)

    def _take(self, rows: Sequence[Any]) -> None:
        self._rows += [tuple(self._cell(column, row) for column in self._columns) for row in rows]
        if self._next < len(self._ids):
            self._go_on()
            return
        self._then(Gathered(self._columns, tuple(self._rows)))
        self.deleteLater()


def copy(shown: List) -> None:
    """The marked rows with their headings onto the clipboard, as a spreadsheet takes them."""
    words = shown.office.words

    def put(gathered: Gathered) -> None:
        lines = [[words(column.title) for column in gathered.columns], *gathered.rows]
        QApplication.clipboard().setText(
            "\n".join("\t".join(_quoted(cell) for cell in line) for line in lines)
        )
        if len(gathered.rows) > 1:
            count = words.number(len(gathered.rows))
            shown.office.say(words(N_("{count} rows copied"), count=count))

    Gathering(shown, shown.table.selected(), lambda column, row: column.text(row, words), put).start()


def _quoted(cell: str) -> str:
    """A spreadsheet reads a cell in quotes as one, whatever stands in it."""
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in '\t\n\r"') else cell


def export(shown: List, ids: Sequence[int]) -> None:
    """These rows to a file, in the columns seen; numbers and days stay what they are."""
    words, exporter = shown.office.words, shown.office.exporter

    def cell(column: Column, row: Any) -> Any:
        value = getattr(row, column.key, None)
        plain = column.show is None and column.choices is None and isinstance(value, int | Decimal | date)
        return value if plain else column.text(row, words)

    def write(target: Any) -> None:
        def give(gathered: Gathered) -> None:
            headings = tuple(words(column.title) for column in gathered.columns)
            exporter.write_shown(title(shown), (headings, gathered.rows), target)

        Gathering(shown, ids, cell, give).start()

    exporter.ask_shown(shown, title(shown), write)


def print_list(shown: List) -> None:
    """The list on paper, the marked rows where several are; seen, printed and saved where all papers are."""
    from fmcrm_desktop.reports.options import Heading, Listed, Wanted, called

    words, marked = shown.office.words, shown.table.selected()
    ids = marked if len(marked) > 1 else list(shown.model.ids)
    widths = dict(arrangement.widths(shown.table))

    def give(gathered: Gathered) -> None:
        headings = tuple(
            Heading(words(column.title), widths[column.key], column.digits, column.stretch)
            for column in gathered.columns
        )
        listed = Listed(title(shown), narrowed(shown, len(marked)), headings, gathered.rows, words.language)
        named = called(title(shown), words.today().isoformat())
        wanted = Wanted(title(shown), PAPER, (listed,), named, worded=True)
        shown.office.go(Link("reports", new={"wanted": wanted}))

    Gathering(shown, ids, lambda column, row: column.text(row, words), give).start()


def title(shown: List) -> str:
    return shown.office.words(shown.setup.title or N_("List"))


def narrowed(shown: List, marked: int) -> str:
    """Words, filters and order of the list in a line."""
    words, query = shown.office.words, shown.query
    said = []
    if marked > 1:
        said.append(words(N_("marked rows only")))
    if query.archived:
        said.append(words(N_("Archived")))
    if query.text.strip():
        said.append(words(N_("Search: {text}"), text=query.text.strip()))
    for button in shown.filters.values():
        if button.values:
            said.append(
                words(
                    N_("{name}: {value}"),
                    name=words(button.filter.title),
                    value=button.accessibleDescription(),
                )
            )
    by = next((column for column in shown.setup.columns if column.key == query.sort), None)
    if by is not None:
        text = N_("Sorted by {column}, descending") if query.descending else N_("Sorted by {column}")
        said.append(words(text, column=words(by.title)))
    return " · ".join(said)
