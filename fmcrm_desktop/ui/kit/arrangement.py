"""How the columns of a list stand: which are seen, in which order, how wide, and what the list is ordered by."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from fmcrm_desktop.ui.kit.columns import Column

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.table import Table


def order(table: Table) -> list[int]:
    """The places in the model of the columns shown, as they stand from left to right."""
    head = table.horizontalHeader()
    places = [head.logicalIndex(at) for at in range(head.count())]
    return [at for at in places if not head.isSectionHidden(at)]


def seen(table: Table) -> tuple[Column, ...]:
    """The columns shown, in the order they stand in."""
    return tuple(table.rows.columns[at] for at in order(table))


def widths(table: Table) -> tuple[tuple[str, int], ...]:
    """The columns shown in their order, by key, with their widths."""
    return tuple((table.rows.columns[at].key, table.columnWidth(at)) for at in order(table))


def chosen(table: Table) -> tuple[tuple[str, int], ...]:
    """The same, as a view keeps it: 0 for a width nobody chose, which is the language's own wherever it is shown."""
    own = {column.key: table.own_width(column) for column in table.rows.columns}
    return tuple((key, 0 if width == own[key] else width) for key, width in widths(table))


def arrange(table: Table, columns: Collection[tuple[str, int]]) -> None:
    """Show these columns in this order; what is gone is left out, and without any the list has its own."""
    head, all_columns = table.horizontalHeader(), table.rows.columns
    known = {column.key: at for at, column in enumerate(all_columns)}
    wanted = {known[key]: width for key, width in columns if key in known}
    own = {at: table.own_width(column) for at, column in enumerate(all_columns) if not column.hidden}
    shown = wanted or own
    for place, at in enumerate([*shown, *(each for each in known.values() if each not in shown)]):
        head.moveSection(head.visualIndex(at), place)
        table.setColumnHidden(at, at not in shown)
        if at in shown and not all_columns[at].stretch:
            head.resizeSection(at, max(40, shown[at] or table.own_width(all_columns[at])))
    table.remember()


def widen(table: Table) -> None:
    """Give each column what its heading asks for: what was wide enough in another language may cut it in this one."""
    for at, column in enumerate(table.rows.columns):
        if not column.stretch and not table.isColumnHidden(at):
            table.setColumnWidth(at, max(table.columnWidth(at), table.own_width(column)))


def show_order(table: Table, key: str, descending: bool) -> None:
    """Let the header say what the list is ordered by, without asking anew."""
    at = next((at for at, each in enumerate(table.rows.columns) if each.key == key and each.sorts), -1)
    head = table.horizontalHeader()
    blocked = head.blockSignals(True)
    head.setSortIndicator(at, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
    head.blockSignals(blocked)
    head.viewport().update()


def top(table: Table) -> tuple[int, int]:
    """The row at the top of what is seen and the pixel where it begins; id 0 at the list's own begin."""
    at = table.rowAt(0) if table.verticalScrollBar().value() else -1
    return (table.rows.ids[at], table.rowViewportPosition(at)) if at >= 0 else (0, 0)


def put_top(table: Table, id: int, begins: int) -> None:
    """The same row there again, whatever came above it; where it is gone, the list stays as it stands."""
    place = table.rows.place_of(id) if id else -1
    if place >= 0:
        across = table.horizontalScrollBar().value()
        table.scrollTo(table.rows.index(place, 0), table.ScrollHint.PositionAtTop)
        table.verticalScrollBar().setValue(table.verticalScrollBar().value() - begins)
        table.horizontalScrollBar().setValue(across)
