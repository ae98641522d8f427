"""A list in groups: by a column chosen in its menu, kept with the view and at the next start."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.services.office import FREE, needs
from fmcrm_desktop.store.work import Work
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.listing import List, ListSetup

FLATS = {each: ("12", "7", "9")[each % 3] for each in range(1, 201)}
"""A flat's id and its floor."""


@dataclass(frozen=True)
class Flat:
    id: int
    name: str
    floor: str


@needs(FREE)
def page(work: Work, query: Query) -> Page[Flat]:
    ids = sorted(
        FLATS, key=lambda id: (FLATS[id], id) if query.sort == "floor" else (id,), reverse=query.descending
    )
    return Page(array("q", ids), tuple(rows(work, ids[:60])))


@needs(FREE)
def rows(work: Work, ids: list[int]) -> list[Flat]:
    return [Flat(id, f"flat {id}", FLATS[id]) for id in ids]


@pytest.fixture
def shown(qtbot, qt_office) -> Callable[[], List]:
    def made() -> List:
        columns = [
            Column("name", "Name", stretch=True),
            Column("floor", "Floor"),
            Column("id", "Id", hidden=True),
        ]
        one = List(qt_office, ListSetup("groups", page, rows, columns, title="Flats"))
        qtbot.addWidget(one)
        one.resize(640, 500)
        one.show()
        one.reload()
        qtbot.waitUntil(lambda: one.model.rowCount() > 0 and qt_office.quiet)
        return one

    return made


def choose(one: List, title: str) -> None:
    """In the menu of the list."""
    menu = one.menu()
    groups = next(each.menu() for each in menu.actions() if each.text() == "Grouped by")
    next(each for each in groups.actions() if each.text() == title).trigger()
    menu.close()


def strong_below(one: List) -> list[int]:
    """The rows seen below which a strong line stands, read from the picture of the table."""
    picture = one.table.viewport().grab().toImage()
    line = QColor(theme.colour("muted"))
    high = one.table.viewport().height() // theme.ROW
    return [nth for nth in range(high) if picture.pixelColor(4, (nth + 1) * theme.ROW - 1) == line]


def floors(one: List) -> list[str]:
    return [FLATS[id] for id in one.model.ids]


def settled(qtbot, one: List) -> None:
    qtbot.waitUntil(lambda: one.office.quiet)


def test_a_line_stands_where_another_value_begins_and_nowhere_else(shown, qtbot):
    one = shown()
    assert strong_below(one) == []
    choose(one, "Floor")
    settled(qtbot, one)
    assert floors(one) == sorted(floors(one))  # each value in one piece
    for seen in (0, 60, 130):  # also where the rows come only now
        one.table.verticalScrollBar().setValue(seen * theme.ROW)
        settled(qtbot, one)
        first = one.table.rowAt(0)
        ids = one.model.ids[first : first + one.table.viewport().height() // theme.ROW + 1]
        wanted = [nth for nth, (id, after) in enumerate(pairwise(ids)) if FLATS[id] != FLATS[after]]
        qtbot.waitUntil(lambda wanted=wanted: strong_below(one) == wanted)
    choose(one, "Not grouped")
    settled(qtbot, one)
    assert one.query.sort == "floor" and strong_below(one) == []


def test_ordering_by_another_column_ends_the_groups_and_turning_the_order_does_not(shown, qtbot):
    one = shown()
    choose(one, "Floor")
    one.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    settled(qtbot, one)
    assert one.query.grouped and floors(one)[0] == "9"
    one.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    settled(qtbot, one)
    assert not one.query.grouped and not one.table.grouped


def test_groups_are_kept_with_a_view_and_at_the_next_start(shown, qtbot, qt_office):
    one = shown()
    choose(one, "Floor")
    settled(qtbot, one)
    dialog = one.views.save()
    dialog.page.form.slots["name"].editor.set("By floor")
    with qtbot.waitSignal(qt_office.said):
        dialog.page.save()
    qtbot.waitUntil(lambda: one.views.view is not None)
    one.views.open(None)
    settled(qtbot, one)
    assert not one.table.grouped and one.query.sort == ""
    one.views.open(one.views.view or next(each for each in one.views._known if each.name == "By floor"))
    settled(qtbot, one)
    assert one.table.grouped == "floor" and floors(one) == sorted(floors(one))
    again = shown()
    assert again.table.grouped == "floor" and floors(again) == sorted(floors(again))
