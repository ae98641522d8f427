"""What staff, buildings, places of equipment, topics of calls and handbooks are called in the other script:
asked once, and again before news of them are passed on. What other desks did waits here for a moment in which it
disturbs nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

if TYPE_CHECKING:
    from fmcrm_desktop.ui.qt_office import QtOffice

TABLES = {"staff", "building", "equipment", "call_topic", "handbook_edition"}
AGAIN = 300
"""Milliseconds until news that had to wait are tried again."""

Touched = Mapping[str, set[int]]


class NewsOfNames(QObject):
    """Stands between the office's news and the screen, so that what is read because of them has the new names."""

    learnt = Signal()

    def __init__(self, office: QtOffice) -> None:
        super().__init__(office)
        self._office = office
        self._gathered: set[str] = set()
        self._later = QTimer(self, singleShot=True, interval=AGAIN)
        self._later.timeout.connect(self._pass_on)

    def learn(self, touched: Touched | None = None) -> None:
        """Ask for the names, then pass the news on, whatever came of it."""
        from fmcrm_desktop.services import other_names

        office = self._office

        def learned(names: Mapping[str, str]) -> None:
            office.words.names = names
            self.learnt.emit()
            go_on()

        def go_on(_error: object = None) -> None:
            if touched:
                office.changed.emit(touched)

        office.each(self, other_names.known, then=learned, otherwise=go_on)

    def hear(self, touched: Touched) -> None:
        if TABLES & touched.keys():
            self.learn(touched)
        else:
            self._office.changed.emit(touched)

    def gather(self, touched: Touched) -> None:
        """What another desk did: nobody here has asked for it, so it takes nothing from under a hand."""
        self._gathered |= touched.keys()
        self._pass_on()

    def _pass_on(self) -> None:
        office = self._office
        if not self._gathered:
            return
        # Nobody signed in may read nothing; and each answer is read before the next question is asked.
        if not office.who.role or not office.quiet or _hand_at_work():
            self._later.start()
            return
        told, self._gathered = {table: set[int]() for table in self._gathered}, set()
        self.hear(told)


def _hand_at_work() -> bool:
    """Whether a menu is open, the mouse draws something, or somebody types on a page, which news draw anew. Forms and
    the searches of lists stay as they are."""
    if QApplication.activePopupWidget() or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return True
    at: QWidget | None = QApplication.focusWidget()
    if not isinstance(at, QLineEdit | QTextEdit | QPlainTextEdit) or at.isReadOnly():
        return False
    typed = at.text() if isinstance(at, QLineEdit) else at.toPlainText()
    while at is not None and at.property("kind") != "record":
        at = at.parentWidget()
    return bool(typed) and at is not None
