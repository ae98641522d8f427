"""The answers in own words, a line each, typed after the figures; Enter goes on and at the end saves."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import Words
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.surveys.answers_row import Row


class WordLine(QLineEdit):
    """``back`` on Up and Escape."""

    back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Escape):
            self.back.emit()
        else:
            super().keyPressEvent(event)


class WordLines(QWidget):
    """``ended`` after the last line (at once where there is none to type), ``left`` before the first."""

    ended = Signal()
    left = Signal()
    typed = Signal(int, str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.lines: list[tuple[int, WordLine]] = []
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(4)
        self._inner: QWidget | None = None

    def ask(self, row: Row) -> None:
        """Lines for the questions of a row, with what was typed before."""
        if self._inner is not None:
            self._lay.removeWidget(self._inner)
            self._inner.deleteLater()
        self._inner = QWidget()
        inside = QVBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        self._inner.setLayout(inside)
        self._lay.addWidget(self._inner)
        self.lines = []
        for asked in row.spoken:
            said = f"{asked.number}. {suiting(asked.text, asked.other_text, self.words)}"
            line = WordLine(row.words.get(asked.id, ""))
            line.setMaxLength(4_000)
            line.setAccessibleName(said)
            name = label(said, "label", wrap=True)
            name.setBuddy(line)
            inside.addWidget(name)
            inside.addWidget(line)
            line.textEdited.connect(partial(self.typed.emit, asked.id))
            line.returnPressed.connect(partial(self._on, len(self.lines)))
            line.back.connect(partial(self._back, len(self.lines)))
            self.lines.append((asked.id, line))

    def enter(self) -> None:
        """The figures are all there: on to the words, if any are asked for."""
        if self.lines:
            self.lines[0][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on(self, at: int) -> None:
        if at + 1 < len(self.lines):
            self.lines[at + 1][1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.ended.emit()

    def _back(self, at: int) -> None:
        if at:
            self.lines[at - 1][1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def take(self, row: Row) -> None:
        """What stands in the lines into the row, also what came by an input method."""
        for id, line in self.lines:
            row.words[id] = line.text()
