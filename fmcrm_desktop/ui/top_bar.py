"""The bar above the tabs: the search over everything, the three deeds of every hour, what is due, who is signed in."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FLAT, Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.search_box import SearchBox

DEEDS = (
    (N_("Log call"), "", "F2", Link("calls", new={}, section="log")),
    (N_("Work order"), "plus", "F3", Link("work_orders", new={})),
    (N_("Complaint"), "plus", "F4", Link("complaints", new={})),
)

NARROW = 1100
"""Pixels from which on there is room for the keys beside the names of the deeds."""


class DeedButton(Button):
    """A button with its key beside its name; ``brief`` leaves the key to the tool tip."""

    def __init__(self, text: str, picture: str, key: str) -> None:
        super().__init__(text, picture=picture)
        self._key = self._shown = key
        self.setToolTip(f"{text} ({key})")
        self.set_brief(False)

    def set_brief(self, brief: bool) -> None:
        self._shown = "" if brief else self._key
        wide = self.fontMetrics().horizontalAdvance(self._shown) + 8 if self._shown else 0
        self.setStyleSheet(f"padding-right: {12 + wide}px;")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.colour("muted"))
        painter.setFont(theme.font())
        painter.drawText(self.rect().adjusted(0, 0, -13, 0), 0x0082, self._shown)


class TopBar(QFrame):
    """``menu`` asks for the menu of the person signed in."""

    menu = Signal()

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = office.words
        self.setProperty("kind", "bar")
        self.setFixedHeight(48)
        lay = QHBoxLayout(self)
        lay.setContentsMargins(16, 0, 16, 0)
        lay.setSpacing(12)
        self.search = SearchBox(office)
        lay.addWidget(self.search, 10)
        self.deeds: list[DeedButton] = []
        for title, picture, key, link in DEEDS:
            button = DeedButton(words(title), picture, key)
            button.on(partial(office.go, link))
            QShortcut(QKeySequence(key), button, button.click)
            self.deeds.append(button)
            lay.addWidget(button)
        lay.addStretch(1)
        self.due = ChipLabel("", "warning")
        self.late = ChipLabel("", "bad")
        for chip in (self.due, self.late):
            chip.hide()
            lay.addWidget(chip)
        self.unread = Button(words(N_("{n} unread"), n=0), FLAT, "message-square").on(
            lambda: office.go(Link("messages", section="inbox"))
        )
        self.unread.hide()
        lay.addWidget(self.unread)
        who = office.who
        self.who = Button("", FLAT, "chevron-down").on(self.menu.emit)
        self.who.setLayoutDirection(self.who.layoutDirection().RightToLeft)
        name = getattr(who, "name", "") or words(N_("Menu"))
        role = words(ROLES.get(getattr(who, "role", ""), ""))
        said = f"{name} · {role}" if role else name
        self.who.setText(self.who.fontMetrics().elidedText(said, theme.ELIDE, 150).replace("&", "&&"))
        self.who.setAccessibleName(words(N_("Menu: {name}"), name=said))
        lay.addWidget(self.who)
        self._words = words

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button in self.deeds:
            button.set_brief(self.width() < NARROW)

    def show_due(self, counts: Any) -> None:
        """``call_backs`` due today, ``late`` matters in all, and ``unread`` messages."""
        words = self._words
        calls, late = getattr(counts, "call_backs", 0), getattr(counts, "late", 0)
        self.due.set(words(N_("{n} call-backs due"), n=calls) if calls else "", "warning")
        unread = getattr(counts, "unread", 0)
        self.unread.setText(words(N_("{n} unread"), n=unread))
        self.unread.setAccessibleName(words(N_("{n} unread messages"), n=unread))
        self.unread.setVisible(bool(unread))
        self.late.set(words(N_("{n} overdue"), n=late) if late else "", "bad")
        for chip in (self.due, self.late):
            chip.setMinimumWidth(chip.sizeHint().width())


ROLES = {
    "clerk": N_("Clerk"), "dispatcher": N_("Dispatcher"), "manager": N_("Manager"),
    "technician": N_("Technician"), "reader": N_("Reader"),
}  # fmt: skip
