"""The grid of sheets: a row each, a cell an answer; painted, so that fast fingers wait for nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.chips import draw_chip
from fmcrm_desktop.ui.tabs.surveys.answers_row import (
    AGAIN,
    BOTH,
    DIFFERS,
    LEFT_OUT,
    OPEN,
    REFUSED,
    REST,
    SAVED,
    SAVING,
    TYPED,
    Cell,
    Row,
    cells_of,
)

CODE, CELL, GAP, HIGH, HEAD, STATE = 84, 26, 8, 28, 42, 132
UNDER = 48
"""So much stays blank below the row being typed: the message that the one before is saved lies there."""
MOST = 200
"""So many rows stay to be seen; older ones are saved and need no room."""
STATES = {
    TYPED: N_("Being typed"),
    SAVING: N_("Saving"),
    SAVED: N_("Saved"),
    DIFFERS: N_("{n} differ"),
    REFUSED: N_("Not saved"),
}
TONES = {TYPED: ACCENT, SAVING: GREY, SAVED: GOOD, DIFFERS: WARNING, REFUSED: BAD}
_BLANK = (Qt.Key.Key_Space, Qt.Key.Key_Minus)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Backspace: -1, Qt.Key.Key_Right: 1}


class AnswersGrid(QWidget):
    """Keys go to the last row, the one being typed. ``moved`` after each of them, ``wrong`` with the number that is not
    on the scale, ``unfit`` with a key that answers several where it cannot, ``entered`` on Enter, ``ended`` when the
    last cell is answered, ``left`` on Escape."""

    moved = Signal()
    wrong = Signal(int)
    unfit = Signal(str)
    entered = Signal()
    ended = Signal()
    left = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.rows: list[Row] = []
        self.waiting = False
        """A sheet was asked for and is not there yet; keys are kept for it."""
        self._early: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words(N_("Answers of the sheets")))

    @property
    def row(self) -> Row | None:
        """The row being typed."""
        return self.rows[-1] if self.rows and self.rows[-1].state == TYPED else None

    # rows

    def begin(self, row: Row) -> None:
        """A row to type; rows of another questionnaire go away, for the columns are others."""
        if self.rows and cells_of(self.rows[-1].sheet) != row.cells:
            self.rows.clear()
        self.rows = [*self.rows[1 - MOST :], row]
        self.waiting = False
        self.relaid()
        early, self._early = self._early, []
        for key in early:
            self.typed(key)

    def wait(self) -> None:
        self.waiting, self._early = True, []

    def give_up(self) -> None:
        """No sheet came: the keys meant for it are dropped."""
        self.waiting, self._early = False, []

    def drop(self, row: Row) -> None:
        if row in self.rows:
            self.rows.remove(row)
        self.relaid()

    def relaid(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.moved.emit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._x(len(self._cells())) + STATE, HEAD + HIGH * max(len(self.rows), 1) + UNDER)

    def _cells(self) -> tuple[Cell, ...]:
        return self.rows[-1].cells if self.rows else ()

    def _x(self, at: int) -> int:
        """Where a cell begins: expected and perceived of a question stand close to each other."""
        cells = self._cells()
        gaps = sum(1 for each in cells[1 : at + 1] if each.expected or each.asked.scale != "gap")
        return CODE + at * CELL + gaps * GAP

    def cell_rect(self, at: int, down: int) -> QRect:
        return QRect(self._x(at), HEAD + down * HIGH, CELL, HIGH)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = Qt.Key(event.key()), event.text()
        if event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif key in _BLANK or (text.isdecimal() and text.isascii()):
            self.typed(" " if key in _BLANK else text)
        elif text and text.lower() in (REST, AGAIN, *BOTH):
            self.typed(text)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.typed("\r")
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in _STEPS and self.row is not None:
            self.row.go(self.row.at + _STEPS[key])
            self.relaid()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self.row is not None:
            self.row.go(0 if key == Qt.Key.Key_Home else len(self.row.cells))
            self.relaid()
        else:
            super().keyPressEvent(event)

    def typed(self, key: str) -> None:
        """A digit, a blank or what stands for several, from the keyboard or a button."""
        if self.waiting:
            self._early.append(key)
            return
        if key != "\r":
            self._take(key)
        elif self.row is None or self.row.begun or not self.row.cells:
            # Of a sheet that is not begun it belongs to the code: many strike it out of habit, and scanners send it.
            self.entered.emit()

    def _take(self, key: str) -> None:
        row = self.row
        if row is None or row.cell is None:
            return
        if row.take(key := key.lower()):
            self.relaid()
            if row.cell is None:
                self.ended.emit()
        elif key.isdecimal():
            self.wrong.emit(int(key))
        else:
            self.unfit.emit(key)

    # mouse and focus

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, spot = self.row, event.position().toPoint()
        if row is not None:
            down = len(self.rows) - 1
            for at in range(len(row.cells)):
                if self.cell_rect(at, down).contains(spot):
                    row.go(at)
                    self.relaid()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.rows:
            Painting(self, QPainter(self), event.rect()).draw()
        elif self.hasFocus():
            painter = QPainter(self)
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Painting:
    """One painting of the grid."""

    def __init__(self, grid: AnswersGrid, painter: QPainter, seen: QRect) -> None:
        self.grid, self.painter, self.seen = grid, painter, seen

    def draw(self) -> None:
        self._head()
        first = max((self.seen.top() - HEAD) // HIGH, 0)
        last = min((self.seen.bottom() - HEAD) // HIGH, len(self.grid.rows) - 1)
        for down in range(first, last + 1):
            self._row(down, self.grid.rows[down])

    def _text(self, place: QRect, text: str, token: str = "ink", bold: bool = False) -> None:
        self.painter.setPen(theme.colour(token))
        self.painter.setFont(theme.font(theme.BASE if bold else theme.SMALL, bold=bold, digits=True))
        self.painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _head(self) -> None:
        grid = self.grid
        words, cells = grid.words, grid.rows[-1].cells if grid.rows else ()
        for at, cell in enumerate(cells):
            place = grid.cell_rect(at, 0)
            wide = CELL if cell.asked.scale != "gap" else 2 * CELL
            if cell.expected or cell.asked.scale != "gap":
                self._text(QRect(place.x(), 2, wide, 18), str(cell.asked.number), "muted")
            if cell.asked.scale == "gap":
                short = words(N_("E")) if cell.expected else words(N_("P"))
                self._text(QRect(place.x(), 20, CELL, 18), short, "muted")
        self.painter.setPen(theme.colour("line"))
        self.painter.drawLine(0, HEAD - 2, grid.width(), HEAD - 2)

    def _row(self, down: int, row: Row) -> None:
        grid, top = self.grid, HEAD + down * HIGH
        now = row is grid.row
        if now:
            self.painter.fillRect(QRect(0, top, grid.width(), HIGH), theme.colour("hover"))
        self._text(QRect(0, top, CODE - 8, HIGH), codes.said(row.sheet.code), bold=now)
        for at, cell in enumerate(row.cells):
            place, shown = grid.cell_rect(at, down), row.shown(cell)
            if now and at == row.at:
                box = place.adjusted(2, 3, -2, -3)
                self.painter.fillRect(box, theme.colour("accent" if grid.hasFocus() else "accent_soft"))
                self._text(place, shown, "on_accent" if grid.hasFocus() else "ink", bold=True)
            else:
                self._text(
                    place, shown, "muted" if shown in (OPEN, LEFT_OUT) else "ink", bold=shown.isdecimal()
                )
        said = grid.words(STATES[row.state], n=row.differences)
        place = QRect(grid._x(len(row.cells)) + GAP, top, STATE - 2 * GAP, HIGH)
        draw_chip(self.painter, place, said, TONES[row.state])
        self.painter.setPen(theme.colour("line"))
        self.painter.drawLine(0, top + HIGH - 1, grid.width(), top + HIGH - 1)


class GridScroll(QScrollArea):
    """Keeps the cell being typed in sight."""

    def __init__(self, grid: AnswersGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(grid)
        self.setFocusProxy(grid)
        grid.moved.connect(self.follow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.follow()  # the question that comes above takes room from the row that was just begun

    def follow(self) -> None:
        row = self._grid.row
        if row is not None:
            place: QPoint = self._grid.cell_rect(
                min(row.at, len(row.cells)), len(self._grid.rows) - 1
            ).center()
            self.ensureVisible(place.x(), place.y(), 120, HIGH // 2 + UNDER)
