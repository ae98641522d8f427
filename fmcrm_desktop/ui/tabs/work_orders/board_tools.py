"""The line over the dispatch board: the days, what is done with them, and a new order."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import dispatch, papers, work_orders
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.work_orders import board_words


class Tools(QWidget):
    """``turned``: previous, next, today, day or week."""

    turned = Signal(str)

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = office.words
        words, row = office.words, QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_S)
        row.addWidget(
            _arrow("chevron-left", words(N_("Back")), "PgUp · [").on(lambda: self.turned.emit("previous"))
        )
        self.heading = label("", "heading")
        row.addSpacing(theme.GAP_XS)
        row.addWidget(self.heading)
        row.addWidget(
            _arrow("chevron-right", words(N_("Forward")), "PgDn · ]").on(lambda: self.turned.emit("next"))
        )
        row.addWidget(_hinted(Button(words(N_("Today"))).on(lambda: self.turned.emit("today")), "T"))
        row.addStretch(1)
        row.addWidget(ChipLabel(words(N_("drag a job onto a person")), GREY))
        self.modes = {}
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
