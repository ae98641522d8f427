"""Filter buttons: a menu of several values that stays open while choosing."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Filter
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.letter_menu import LetterMenu
from fmcrm_desktop.ui.qt_office import QtOffice

WIDEST = 220
"""Pixels of a button's text; the rest is on its tip."""


class StayingMenu(LetterMenu):
    """A menu whose tick boxes can be set one after the other; Escape or a click outside closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action: QAction | None = self.activeAction()
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action: QAction | None = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class FilterButton(Button):
    """Shows its title, or what it is set to; ``changed`` after each tick."""

    changed = Signal()
    known_anew = Signal()

    def __init__(self, office: QtOffice, filter: Filter, parent: QWidget | None = None) -> None:
        super().__init__(office.words(filter.title), FILTER, parent=parent)
        self.filter = filter
        self.values: tuple[Any, ...] = filter.start
        self._office = office
        self._options: list[tuple[Any, str]] = []
        self._answered = False
        self._menu = StayingMenu(self)
        self._menu.setLayoutDirection(
            Qt.LayoutDirection.LeftToRight
        )  # not the button's, whose sign stands behind
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setIcon(icon("chevron-down", "muted", 12))
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if filter.choices is not None:
            self._options = [(value, office.words(word)) for value, word in filter.choices.items()]
        elif filter.case is not None:
            office.ask(self, filter.case, then=self._know)
        if filter.news:
            office.changed.connect(self._news)
        self._show()

    @property
    def absent(self) -> bool:
        """There is nothing to choose, and nothing is chosen."""
        return bool(self.filter.news) and not self._options and not self.values

    def _news(self, touched: Container[str]) -> None:
        if self.filter.news in touched and self.filter.case is not None:
            self._office.ask(self, self.filter.case, then=self._know)

    def _know(self, options: Iterable[tuple[Any, ...]]) -> None:
        words, told = self._office.words, self.filter.told
        self._answered = True
        self._options = [
            (value, told(name, words) if told else suiting(name, other[0] if other else "", words))
            for value, name, *other in options
        ]
        self._show()
        if self.filter.news:
            self.known_anew.emit()

    def set(self, values: tuple[Any, ...]) -> None:
        """Set without a signal."""
        if tuple(values) != self.values:
            self.values = tuple(values)
            self._show()

    def known(self, values: Iterable[Any]) -> tuple[Any, ...]:
        """Those of the values that this filter still has; of those asked for each time, all."""
        if self.filter.choices is None:
            return tuple(values)
        return tuple(value for value in values if value in self.filter.choices)

    def _fill(self) -> None:
        self._menu.clear()
        for value, text in self._options:
            action = QAction(text.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(value in self.values)
            action.triggered.connect(lambda on, value=value: self._tick(value, on))
            self._menu.addAction(action)
        if self._answered and not self._options:
            self._menu.addAction(self._office.words(N_("There is nothing to choose."))).setEnabled(False)
        self._menu.addSeparator()
        none = self._menu.addAction(self._office.words(N_("Show all")))
        none.setEnabled(bool(self.values))
        none.triggered.connect(lambda: self._take(()))
        if self.filter.case is not None:
            self._office.ask(self, self.filter.case, then=self._know)

    def _tick(self, value: Any, on: bool) -> None:
        if self.filter.single:
            self._take((value,) if on else ())
            self._menu.close()
        else:
            wanted = {*self.values, value} if on else {*self.values} - {value}
            self._take(tuple(one for one, _ in self._options if one in wanted))

    def _take(self, values: tuple[Any, ...]) -> None:
        self.values = values
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        title = self._office.words(self.filter.title)
        names = dict(self._options)
        if len(self.values) == 1:
            text = names.get(self.values[0], title)
        elif self.values:
            text = f"{title} · {len(self.values)}"
        else:
            text = title
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, WIDEST)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(text if shown != text else "")
        self.setAccessibleName(title)
        self.setAccessibleDescription(", ".join(names.get(value, str(value)) for value in self.values))
        theme.dress(self, "on", bool(self.values))
