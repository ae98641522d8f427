"""The heading of a card: its title, a muted note, and at the right its tools, which stand below where the card is too
narrow for both. It places them by itself, as Flow does, so that the card may be as narrow as its widest tool."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLabel, QWidget

from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.placing import Placing
from fmcrm_desktop.ui.kit.text import Elided, label

TITLE, NOTE = 140, 24
"""Pixels a title needs beside its tools before it is broken to lines, and a note at least."""


class CardHead(Placing):
    """``title`` and ``note`` are finished texts."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title: QLabel = label(title, "title", self, wrap=True)
        self._note = Elided(note, "muted", self) if note else None
        self._tools: list[QWidget] = []

    def add(self, widget: QWidget) -> None:
        """At the end of the tools."""
        self._tools.append(widget)
        super().add(widget)

    def sizeHint(self) -> QSize:
        wide = self._natural() + self._taken() + (NOTE if self._note is not None else 0)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        widths = [_hint(tool).width() for tool in self._shown()]
        least = max(min(self._natural(), TITLE), *widths, 0)
        return QSize(least, self._title.minimumSizeHint().height())

    # places

    def _shown(self) -> list[QWidget]:
        return [tool for tool in self._tools if not tool.isHidden()]

    def _natural(self) -> int:
        """Pixels of the title on one line."""
        return self._title.fontMetrics().horizontalAdvance(self._title.text()) + 4

    def _taken(self) -> int:
        return sum(_hint(tool).width() + theme.GAP_S for tool in self._shown())

    def place(self, width: int, really: bool) -> int:
        """Put all where they belong in this width; gives the height they need."""
        taken = self._taken()
        beside = min(self._natural(), TITLE) + taken <= width
        room = width - taken if beside else width
        line = max((_hint(tool).height() for tool in self._shown()), default=0) if beside else 0
        tall = max(self._words(room, line, really), line)
        return self._tools_beside(width, tall, really) if beside else self._tools_below(width, tall, really)

    def _words(self, room: int, line: int, really: bool) -> int:
        """Title and note in ``room`` pixels, in the middle of a line of that height."""
        mine = min(self._natural(), room) if self._note is not None else room
        tall = max(self._title.heightForWidth(max(mine, 1)), self._title.minimumSizeHint().height())
        if really:
            whole = max(tall, line)
            self._title.setGeometry(0, (whole - tall) // 2, mine, tall)
            if self._note is not None:
                left = mine + theme.GAP_S
                self._note.setVisible(room - left >= NOTE)
                self._note.setGeometry(left, 0, max(room - left, 0), whole)
        return tall

    def _tools_beside(self, width: int, tall: int, really: bool) -> int:
        right = width
        for tool in reversed(self._shown() if really else []):
            size = _hint(tool)
            right -= size.width()
            tool.setGeometry(QRect(right, (tall - size.height()) // 2, size.width(), size.height()))
            right -= theme.GAP_S
        return tall

    def _tools_below(self, width: int, above: int, really: bool) -> int:
        x, y, line = 0, above + theme.GAP_XS, 0
        for tool in self._shown():
            size = _hint(tool).boundedTo(QSize(width, _hint(tool).height()))
            if x and x + size.width() > width:
                x, y, line = 0, y + line + theme.GAP_XS, 0
            if really:
                tool.setGeometry(QRect(x, y, size.width(), size.height()))
            x += size.width() + theme.GAP_S
            line = max(line, size.height())
        return y + line


def _hint(tool: QWidget) -> QSize:
    return tool.sizeHint().expandedTo(tool.minimumSize()).boundedTo(tool.maximumSize())
