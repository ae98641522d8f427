"""The rows of a list as they are painted: text and chips, marked and lit rows, what is too long or not there yet."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.page import Page
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.columns import Chip, Column
from fmcrm_desktop.ui.kit.rows import Rows
from fmcrm_desktop.ui.kit.table import Table
from fmcrm_desktop.ui.qt_office import QtOffice


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    state: str = "late"


COLUMNS = (
    Column("name", "Name", width=120),
    Column("id", "No.", width=90, digits=True),
    Chip("state", "State", width=90),
)


@pytest.fixture
def table(qtbot: QtBot, qt_office: QtOffice) -> Table:
    made = Table(Rows(qt_office, None, COLUMNS, qt_office), "painted")
    qtbot.addWidget(made)
    made.resize(320, 220)
    made.rows.show(Page((1, 2, 3, 4), (Row(1, "Wu"), Row(2, "a very long name " * 9), Row(3, "two\nlines"))))
    made.show()
    qtbot.waitExposed(made)
    return made


def painted(table: Table) -> QImage:
    return table.viewport().grab().toImage()


def cell(table: Table, image: QImage, row: int, column: int) -> set[str]:
    """The colours inside a cell, its line and the pixels beside it left out."""
    place = table.visualRect(table.rows.index(row, column)).adjusted(1, 1, -2, -2)
    return {
        image.pixelColor(x, y).name()
        for x in range(place.left(), place.right())
        for y in range(place.top(), place.bottom())
    }


def ground(table: Table, row: int) -> QColor:
    place = table.visualRect(table.rows.index(row, 0))
    return painted(table).pixelColor(place.left() + 2, place.top() + 2)


def test_text_and_chips_stand_in_their_cells_and_an_unknown_row_is_empty(table: Table) -> None:
    image = painted(table)
    paper = {ground(table, 3).name()}
    for column in range(3):
        assert len(cell(table, image, 0, column)) > 3, column
        assert cell(table, image, 3, column) == paper, column


def test_what_is_too_long_ends_before_the_next_column(table: Table) -> None:
    image = painted(table)
    place = table.visualRect(table.rows.index(1, 0))
    for x in range(place.right() - 8, place.right()):
        column = {image.pixelColor(x, y).name() for y in range(place.top() + 1, place.bottom() - 1)}
        assert len(column) == 1, x
    assert len(cell(table, image, 1, 0)) > 3


def test_a_text_of_two_lines_is_painted_in_one(table: Table) -> None:
    image = painted(table)
    lit = [
        y
        for y in range(table.rowViewportPosition(2) + 1, table.rowViewportPosition(2) + theme.ROW - 2)
        if len({image.pixelColor(x, y).name() for x in range(10, 100)}) > 1
    ]
    assert lit
    assert lit[-1] - lit[0] < 16


def test_marked_rows_and_the_one_below_the_mouse_have_their_own_ground(qtbot: QtBot, table: Table) -> None:
    before = ground(table, 0)
    table.selectRow(0)
    assert ground(table, 0).name() == theme.colour("accent_soft").name()
    qtbot.mouseMove(table.viewport(), QPoint(20, table.rowViewportPosition(1) + 10))
    qtbot.waitUntil(lambda: table.hover.row == 1)
    assert ground(table, 1).name() == theme.colour("window").name()
    table.clearSelection()
    assert ground(table, 0).name() == before.name()


def test_a_jump_asks_once_for_all_that_is_seen_and_scrolling_up_for_what_stands_before(
    qtbot: QtBot, qt_office: QtOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[int]] = []
    monkeypatch.setattr(qt_office, "each", lambda _asker, _case, ids, then: asked.append(ids) or then([]))
    made = Table(Rows(qt_office, painted, COLUMNS, qt_office), "asked")
    qtbot.addWidget(made)
    made.resize(320, 620)
    made.rows.show(Page(tuple(range(1000)), tuple(Row(id, "Wu") for id in range(50))))
    made.show()
    qtbot.waitExposed(made)
    assert asked == []

    def seen_after(place: int) -> list[list[int]]:
        asked.clear()
        made.verticalScrollBar().setValue(place * theme.ROW)
        painted(made)
        return list(asked)

    (jumped,) = seen_after(445)  # what is seen reaches over the fifties
    first, last = made.rowAt(0), made.rowAt(made.viewport().height() - 1)
    assert first == 445 and last > 450
    assert set(range(first, last + 1)) <= set(jumped) and len(jumped) == 50
    (above,) = seen_after(min(jumped) - 3)
    assert max(above) == min(jumped) - 1 and len(above) == 50
    assert seen_after(min(above)) == []
    (ending,) = seen_after(999)
    assert ending[-1] == 999
