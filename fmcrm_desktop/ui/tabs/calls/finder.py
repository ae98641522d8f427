"""Who is calling: type or paste a number, a name, a unit, an email or a matter; Enter takes the first candidate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidgetItem, QWidget

from fmcrm_desktop.model.phone import looks_like_number, plain_digits
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calls
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.picker import keeps_escape
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calls.candidates import CANDIDATE, HEIGHT, CandidateList, Found, spoken

MOST = 8
"""So many lines are seen at once; more are scrolled to."""
UNKNOWN_NUMBER = N_("Nobody has this number. Enter keeps the call under it, Ctrl+N makes a new person.")
UNKNOWN_NAME = N_("Nobody found. Ctrl+N makes a new person of this name.")


def is_whole_number(text: str) -> bool:
    """Whether this is a telephone number and not only a part of one."""
    return looks_like_number(text) and len(plain_digits(text)) >= 7


class CallerFinder(Card):
    """``taken`` carries the Candidate or Prospect chosen, ``typed`` every text typed, ``passed`` goes on with nobody,
    ``made`` asks for a new person of what was typed."""

    taken = Signal(object)
    typed = Signal(str)
    passed = Signal()
    made = Signal(str)

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(office, N_("Who is it?"), parent=parent)
        words = office.words
        self.field = QLineEdit(self)
        hint = words(N_("Number, name, unit, email or matter"))
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = CandidateList(words, self)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.nobody = label("", "muted", self, wrap=True)
        self.new = Button(words(N_("New person")), FILTER, "plus", self).on(self._make)
        self.new.setToolTip("Ctrl+N")
        for widget in (self.field, self.list, self.nobody, self.new):
            self.add(widget)
        for widget in (self.list, self.nobody, self.new):
            widget.hide()
        self._candidates: list[Found] = []
        self._answered = True
        self._hasty = False

    def _typed(self, text: str) -> None:
        self._hasty = False
        self.typed.emit(text)
        self._answered = not text.strip()
        if text.strip():
            self.office.ask(self, calls.who, text.strip(), then=self._found)
        else:
            self._found(())

    def _found(self, candidates: Sequence[Found]) -> None:
        self._answered = True
        self._candidates = list(candidates)
        self.list.clear()
        for one in self._candidates:
            item = QListWidgetItem()
            item.setData(CANDIDATE, one)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(one, self.office.words))
            self.list.addItem(item)
        rows = len(self._candidates)
        self.list.setFixedHeight(min(rows, MOST) * HEIGHT + 4)
        self.list.setVisible(bool(rows))
        self.list.setCurrentRow(0 if rows else -1)
        text = self.field.text().strip()
        self.nobody.setText(self.office.words(UNKNOWN_NUMBER if is_whole_number(text) else UNKNOWN_NAME))
        for widget in (self.nobody, self.new):
            widget.setVisible(not rows and bool(text))
        if self._hasty:  # Enter came before the answer did
            self._hasty = False
            self._enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus stays in the field: arrows move the mark, Enter takes, Escape closes the list."""
        if self.list.isVisible() and keeps_escape(event):
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key == Qt.Key.Key_N and modifiers == Qt.KeyboardModifier.ControlModifier:
            self._make()
            return True
        if (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not modifiers & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._enter()
            return True
        if not self.list.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
            return True
        if key == Qt.Key.Key_Escape:
            self.list.hide()
            return True
        return False

    def _enter(self) -> None:
        """The first candidate; nobody under a number keeps the call as a note; a name nobody has stays asked."""
        if not self._answered:
            self._hasty = True
        elif self._candidates:
            self._take()
        elif not self.field.text().strip() or is_whole_number(self.field.text()):
            self.passed.emit()

    def _take(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._candidates):
            candidate = self._candidates[at]
            self.fold()
            self.taken.emit(candidate)

    def _make(self) -> None:
        text = self.field.text().strip()
        self.fold()
        self.made.emit(text)

    def fold(self) -> None:
        """Show the field alone."""
        for widget in (self.list, self.nobody, self.new):
            widget.hide()
