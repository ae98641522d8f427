"""The question being answered, whole, as it is read out; its scale as buttons for the mouse."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.surveys.answers_row import Cell, Row

YES_NO = (N_("No"), N_("Yes"))


class QuestionCard(Card):
    """``chosen`` with the number of a button; None says that the answer was left out."""

    chosen = Signal(object)

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(office, parent=parent)
        self._where, self._text = label("", "small"), label("", "title", wrap=True)
        self._scale = Flow(theme.GAP_S)
        self._drawn: range | None = None
        for widget in (self._where, self._text, self._scale):
            self.body.addWidget(widget)

    def show_row(self, row: Row | None) -> None:
        self.setVisible(row is not None)
        if row is None:
            return
        words, cell = self.office.words, row.cell
        if cell is None:
            self._where.setText("")
            self._text.setText(words(N_("That was the last question. Enter saves the sheet.")))
            self._buttons(None)
            return
        where = words(
            N_("Question {number} of {all}"), number=cell.asked.number, all=len(row.sheet.questions)
        )
        if cell.asked.scale == "gap":
            half = N_("What is expected") if cell.expected else N_("What is perceived")
            where = f"{where} · {words(half)}"
        self._where.setText(where)
        self._text.setText(suiting(cell.asked.text, cell.asked.other_text, words))
        self.setAccessibleName(f"{where}: {self._text.text()}")
        self._buttons(cell)

    def _buttons(self, cell: Cell | None) -> None:
        numbers = cell.numbers if cell is not None else range(0)
        if numbers == self._drawn:
            return
        self._drawn = numbers
        self._scale.clear()
        words = self.office.words
        for number in numbers:
            said = words(YES_NO[number]) if numbers[0] == 0 else str(number)
            self._scale.add(Button(said, FILTER).on(partial(self.chosen.emit, number)))
        if cell is not None:
            self._scale.add(Button(words(N_("Not answered")), FILTER).on(partial(self.chosen.emit, None)))
