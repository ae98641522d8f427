"""One timeline of everything: moment, text, chip; filter chips above, a click opens the matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.chips import chip_width, draw_chip
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.text import label, plain
from fmcrm_desktop.ui.qt_office import QtOffice


@dataclass(frozen=True)
class Happening:
    """One row: when, finished text, chip (finished text) and tone, its kind for the filter, where it opens or what it
    does when it is opened."""

    when: datetime | date | None
    text: str
    kind: str = ""
    chip: str = ""
    tone: str = GREY
    link: Link | None = None
    act: Callable[[], object] | None = None

    @property
    def opens(self) -> bool:
        return self.link is not None or self.act is not None


class Timeline(QWidget):
    """``kinds`` maps a kind to its marked word; without kinds there are no filter chips."""

    def __init__(
        self, office: QtOffice, rows: Sequence[Happening], kinds: dict[str, str] | None = None,
        empty: str = N_("Nothing has happened yet."), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._office = office
        self._all = list(rows)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(theme.GAP_XS)
        self._buttons: dict[str, Button] = {}
        if kinds:
            lay.addWidget(self._filters(kinds))
        self._nothing = label(office.words(empty), "muted", wrap=True)
        lay.addWidget(self._nothing)
        self._lines = _Lines(office)
        self._lines.opened.connect(office.go)
        lay.addWidget(self._lines)
        lay.addStretch(1)
        self.filter("")

    def _filters(self, kinds: dict[str, str]) -> QWidget:
        bar = Flow(6)
        present = {row.kind for row in self._all}
        for kind, word in {"": N_("All"), **{k: w for k, w in kinds.items() if k in present}}.items():
            button = Button(self._office.words(word), FILTER)
            button.setCheckable(True)
            button.on(partial(self.filter, kind))
            self._buttons[kind] = button
            bar.add(button)
        return bar

    def put(self, rows: Sequence[Happening]) -> None:
        """Show other rows."""
        self._all = list(rows)
        self.filter("")

    def filter(self, kind: str) -> None:
        """Show one kind only; empty for all."""
        for name, button in self._buttons.items():
            button.setChecked(name == kind)
        shown = [row for row in self._all if not kind or row.kind == kind]
        self._nothing.setVisible(not shown)
        self._lines.show_rows(shown)


class _Lines(QWidget):
    """The rows, painted; one focus stop, arrow keys move, Enter opens."""

    opened = Signal(object)
    WHEN, GAP = 104, 14

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._rows: list[Happening] = []
        self._text_at = self.WHEN
        self._at = -1
        self._hover = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(office.words(N_("Timeline")))

    def show_rows(self, rows: list[Happening]) -> None:
        self._rows, self._at, self._hover = rows, -1, -1
        longest = max((self._when(row) for row in rows), key=len, default="")
        needed = 10 + QFontMetrics(theme.font(digits=True)).horizontalAdvance(longest) + self.GAP
        self._text_at = max(self.WHEN + 6, needed)
        self.setFixedHeight(theme.ROW * len(rows))
        self.setAccessibleDescription(
            "\n".join(f"{self._when(row)} {row.text} {row.chip}" for row in rows[:50])
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, theme.ROW * len(self._rows))

    def _when(self, row: Happening) -> str:
        words = self._office.words
        day = words.local(row.when).date() if isinstance(row.when, datetime) else row.when
        if day is not None and day.year != words.today().year:
            return words.date(day)
        return words.short_moment(row.when) if isinstance(row.when, datetime) else words.short_date(row.when)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        first = max(0, event.rect().top() // theme.ROW)
        last = min(len(self._rows), event.rect().bottom() // theme.ROW + 1)
        for at in range(first, last):
            self._row(painter, at, QRect(0, at * theme.ROW, self.width(), theme.ROW))

    def _row(self, painter: QPainter, at: int, place: QRect) -> None:
        row = self._rows[at]
        if at == self._hover and row.opens:
            painter.fillRect(place, theme.colour("window"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if at == self._at and self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font(digits=True))
        painter.setPen(theme.colour("muted"))
        painter.drawText(place.adjusted(10, 0, 0, 0), middle, self._when(row))
        room = min(chip_width(row.chip), place.width() // 3) + 10 if row.chip else 0
        text = place.adjusted(self._text_at, 0, -room - 6, 0)
        painter.setPen(theme.colour("ink"))
        painter.drawText(
            text, middle, painter.fontMetrics().elidedText(theme.written(row.text), theme.ELIDE, text.width())
        )
        if row.chip:
            draw_chip(
                painter, QRect(place.right() - room, place.y(), room - 8, place.height()), row.chip, row.tone
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row is marked at once, or one would not see where the keyboard is."""
        super().focusInEvent(event)
        if self._at < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._mark(0)

    def _mark(self, at: int) -> None:
        self._at = max(0, min(at, len(self._rows) - 1))
        self.update()
        up = self.parentWidget()
        while up is not None and not isinstance(up, QScrollArea):
            up = up.parentWidget()
        if isinstance(up, QScrollArea) and (page := up.widget()) is not None:
            middle = self.mapTo(page, QPoint(0, self._at * theme.ROW + theme.ROW // 2))
            up.ensureVisible(middle.x(), middle.y(), 0, theme.ROW)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // theme.ROW
        self._hover = at if 0 <= at < len(self._rows) else -1
        row = self._rows[self._hover] if self._hover >= 0 else None
        self.setCursor(Qt.CursorShape.PointingHandCursor if row and row.opens else Qt.CursorShape.ArrowCursor)
        moment = self._office.words.moment(row.when) if row and isinstance(row.when, datetime) else ""
        self.setToolTip(plain(f"{moment}\n{row.text}" if row else ""))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._open(int(event.position().y()) // theme.ROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if move and self._rows:
            self._mark(self._at + move)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._at)
        else:
            super().keyPressEvent(event)

    def _open(self, at: int) -> None:
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        if row is not None and row.act is not None:
            row.act()
        elif row is not None and row.link is not None:
            self.opened.emit(row.link)
