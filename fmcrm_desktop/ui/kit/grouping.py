"""A list in groups: ordered by a column whose equal values stand together, with a strong line where another begins."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import arrangement, memory
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.letter_menu import LetterMenu

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.listing import List
    from fmcrm_desktop.ui.kit.table import Table


def by(table: Table) -> Column | None:
    """The column whose values make the groups, where the list stands in groups."""
    return next((each for each in table.rows.columns if each.key == table.grouped), None)


def begun(table: Table, places: range) -> frozenset[int]:
    """Those of the rows' places at which a group begins; what is not fetched yet begins none."""
    column, words = by(table), table.rows.office.words
    if column is None or not places:
        return frozenset()
    said: list[str | None] = []
    for place in range(max(0, places.start - 1), places.stop):
        row = table.rows.row(place)
        said.append(None if row is None else column.text(row, words))
    if places.start == 0:
        said.insert(0, None)
    pairs = zip(places, said, said[1:], strict=False)
    return frozenset(
        place
        for place, above, own in pairs
        if own is not None and own != above and (above is not None or place == 0)
    )


def menu(shown: List, above: QMenu) -> QMenu:
    """None, or one of the columns seen that the list can be ordered by."""
    words, made = shown.office.words, LetterMenu(above)
    made.setTitle(words(N_("Grouped by")))
    now = shown.query.sort if shown.query.grouped else ""
    choices = QActionGroup(made)
    named = [("", words(N_("Not grouped")))]
    named += [(each.key, words(each.title)) for each in arrangement.seen(shown.table) if each.sorts]
    for key, title in named:
        action = QAction(title.replace("&", "&&"), made)
        action.setCheckable(True)
        action.setChecked(key == now)
        action.triggered.connect(lambda _on=False, key=key: show(shown, key))
        choices.addAction(action)
        made.addAction(action)
    return made


def show(shown: List, key: str) -> None:
    """Order the list by a column and show it in groups; without one it stays in its order, in no groups."""
    query = shown.query
    if not key:
        order(shown, query.sort, query.descending, False)
        return
    down = query.descending and key == query.sort
    arrangement.show_order(shown.table, key, down)
    order(shown, key, down, True)


def order(shown: List, key: str, down: bool, grouped: bool) -> None:
    """Order a list by a column, at the next start too; ``grouped``: its equal values are shown as groups."""
    memory.put_values(f"sort/{shown.setup.name}", (key, int(down), int(grouped)))
    shown.query = replace(shown.query, sort=key, descending=down, grouped=grouped)
    shown.reload()
