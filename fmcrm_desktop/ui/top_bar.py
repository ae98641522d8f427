"""The bar above the tabs: the search over everything, the three deeds of every hour, what is due, who is signed in."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import FLAT, Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.text import plain
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.search_box import SearchBox

DEEDS = (
    (N_("Log call"), "", "phone", "F2", Link("calls", new={}, section="log")),
    (N_("Work order"), "plus", "wrench", "F3", Link("work_orders", new={})),
    (N_("Complaint"), "plus", "message-square-warning", "F4", Link("complaints", new={})),
)

NARROW, TIGHT, LEAST = 1100, 940, 560
"""Pixels from which on there is room for the keys beside the names of the deeds, and for the names themselves; less
than the last no screen has, one of 1366 pixels at 200 % has 683."""


class DeedButton(Button):
    """A button with its key beside its name. Where there is less room the key is left to the tool tip, then the name
    to a picture of its own."""

    def __init__(self, text: str, pictures: tuple[str, str], key: str) -> None:
        super().__init__(text, picture=pictures[0])
        self._key = self._shown = key
        self._name, self._wide, self._tight = self.text(), self.icon(), icon(pictures[1])
        self.setToolTip(f"{text} ({key})")
        self.set_room(False, False)

    def set_room(self, brief: bool, tight: bool) -> None:
        self.setText("" if tight else self._name)
        self.setIcon(self._tight if tight else self._wide)
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
        for title, picture, alone, key, link in DEEDS:
            button = DeedButton(words(title), (picture, alone), key)
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
        self.who = Button("", FLAT, "chevron-down").on(self.menu.emit)
        self.who.setLayoutDirection(self.who.layoutDirection().RightToLeft)
        lay.addWidget(self.who)
        self._words, self._who = words, office.who
        office.names.learnt.connect(self._fit)
        self._counts: Any = None
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, 48)  # not what stands there now, or it could never become less

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        tight = self.width() < TIGHT
        for button in self.deeds:
            button.set_room(self.width() < NARROW, tight)
        self.search.setMinimumWidth(96 if tight else 180)
        whole = self._signed_in()
        said = self.who.fontMetrics().elidedText(whole, theme.ELIDE, 70 if tight else 150)
        self.who.setText(said.replace("&", "&&"))
        self.who.setAccessibleName(self._words(N_("Menu: {name}"), name=whole))
        self.who.setToolTip(plain(whole) if said != whole else "")
        self.show_due(self._counts)

    def _signed_in(self) -> str:
        """Name and role, as the language of the screen has them."""
        name = known(self._words, getattr(self._who, "name", "")) or self._words(N_("Menu"))
        role = self._words(ROLES.get(getattr(self._who, "role", ""), ""))
        return f"{name} · {role}" if role else name

    def show_due(self, counts: Any) -> None:
        """``call_backs`` due today, ``late`` matters in all and ``by_tab``, and ``unread`` messages."""
        self._counts = counts
        words, tight = self._words, self.width() < TIGHT
        calls, late = getattr(counts, "call_backs", 0), getattr(counts, "late", 0)
        unread = getattr(counts, "unread", 0)
        for chip, said, number, tone in (
            (self.due, words(N_("{n} call-backs due"), n=calls), calls, "warning"),
            (self.late, words(N_("{n} overdue"), n=late), late, "bad"),
        ):
            chip.set((str(number) if tight else said) if number else "", tone)
            chip.setToolTip(said if chip is self.due else self._overdue(said))
            chip.setMinimumWidth(chip.sizeHint().width())
        self.unread.setText(str(unread) if tight else words(N_("{n} unread"), n=unread))
        self.unread.setAccessibleName(words(N_("{n} unread messages"), n=unread))
        self.unread.setToolTip(self.unread.accessibleName())
        self.unread.setVisible(bool(unread))

    def _overdue(self, said: str) -> str:
        """The figure with what it is made of; Today counts the office's own debts besides."""
        parts = getattr(self._counts, "by_tab", {})
        told = [self._words(OVERDUE[name], n=count) for name, count in parts.items() if count]
        return self._words(N_("{said}: {parts}"), said=said, parts=self._words.listed(told)) if told else said


OVERDUE = {
    "orders": N_("{n} work orders"), "complaints": N_("{n} complaints"), "prospects": N_("{n} prospects"),
}  # fmt: skip
ROLES = {
    "clerk": N_("Clerk"), "dispatcher": N_("Dispatcher"), "manager": N_("Manager"),
    "technician": N_("Technician"), "reader": N_("Reader"),
}  # fmt: skip
