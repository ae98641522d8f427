"""The line over the dispatch board: the days, what is done with them, and a new order."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import dispatch, papers, work_orders
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.work_orders import board_words

KEYS = N_(
    "With the keyboard: arrows go between cards, places and blocks; Enter or A plans; S suggests; Ctrl or Alt with "
    "arrows moves a block, Shift with arrows stretches it; Delete takes it off; Space opens the order."
)
NARROW, ROOMY = 480, 880
"""Pixels needed at least, and those from which there is room for one line."""


class Tools(QWidget):
    """``turned``: previous, next, today, day or week."""

    turned = Signal(str)

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = office.words
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.GAP_S)
        self._days()
        self._deeds(office)

    def _days(self) -> None:
        words, row = self.words, QHBoxLayout()
        self._lines.addLayout(row, 1)
        row.setSpacing(theme.GAP_S)
        back = _arrow("chevron-left", words(N_("Backward")), "PgUp · [")
        row.addWidget(back.on(lambda: self.turned.emit("previous")))
        self.heading = label("", "heading")
        row.addSpacing(theme.GAP_XS)
        row.addWidget(self.heading)
        forward = _arrow("chevron-right", words(N_("Forward")), "PgDn · ]")
        row.addWidget(forward.on(lambda: self.turned.emit("next")))
        row.addWidget(_hinted(Button(words(N_("Today"))).on(lambda: self.turned.emit("today")), "T"))
        row.addStretch(1)
        self.hint = ChipLabel(words(N_("drag a job onto a person")), GREY, words(KEYS))
        row.addWidget(self.hint)

    def _deeds(self, office: QtOffice) -> None:
        words, row = self.words, QHBoxLayout()
        self._lines.addLayout(row)
        row.setSpacing(theme.GAP_S)
        row.addStretch(1)
        self.modes: dict[str, Button] = {}
        for mode, title, keys in (("day", N_("Day"), "D"), ("week", N_("Week"), "W")):
            made = self.modes[mode] = Button(words(title)).on(partial(self.turned.emit, mode))
            made.setCheckable(True)
            row.addWidget(_hinted(made, keys))
        self.suggest = Button(words(N_("Suggest"))).guard(office, dispatch.place)
        row.addWidget(_hinted(self.suggest, "S"))
        self.sheets = Button(words(N_("Job sheets")))
        row.addWidget(self.sheets.guard(office, papers.job_sheet_of))
        self.new = Button(words(N_("Work order")), PRIMARY, "plus")
        row.addWidget(self.new.guard(office, work_orders.enter))

    def minimumSizeHint(self) -> QSize:
        """In a narrow window the deeds stand below the days."""
        return QSize(NARROW, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        way = QBoxLayout.Direction
        self._lines.setDirection(way.LeftToRight if self.width() >= ROOMY else way.TopToBottom)
        super().resizeEvent(event)

    def show_span(self, first: date, days: int) -> None:
        """Name the days shown."""
        self.heading.setText(board_words.heading(first, days, self.words))
        for mode, button in self.modes.items():
            button.setChecked((days > 1) == (mode == "week"))


def _arrow(picture: str, name: str, keys: str) -> Button:
    button = Button("", picture=picture)
    button.setAccessibleName(name)
    button.setFixedWidth(32)
    return _hinted(button, f"{name} ({keys})")


def _hinted(button: Button, keys: str) -> Button:
    """Keys that work on the board alone are told on hover, not set as shortcuts of the window."""
    if button.isEnabled():
        button.setToolTip(keys)
    return button
