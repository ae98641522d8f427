"""The line of choices over a page of figures: boxes that say what is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

MONTHS = {
    1: N_("This month"),
    3: N_("The last 3 months"),
    6: N_("The last 6 months"),
    12: N_("The last 12 months"),
}


class Choosing(QFrame):
    """Boxes side by side; ``changed`` is called when another answer is chosen."""

    def __init__(
        self, office: QtOffice, changed: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self.setFixedHeight(49)
        self._office, self._changed = office, changed
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.GAP_L, 0, theme.GAP_L, 0)
        self.row.setSpacing(theme.GAP_S)

    def box(self, title: str, answers: Iterable[tuple[Any, str]], start: Any = None) -> QComboBox:
        """A box under a marked title; answers are values with finished words."""
        made = QComboBox(self)
        for value, said in answers:
            made.addItem(said, value)
        if start is not None:
            made.setCurrentIndex(made.findData(start))
        name = label(self._office.words(title), "muted", self)
        name.setBuddy(made)
        made.setAccessibleName(self._office.words(title))
        made.activated.connect(lambda _at: self._changed())
        self.row.addWidget(name)
        self.row.addWidget(made)
        return made

    def months(self, start: int = 3) -> QComboBox:
        """The box of spans, each ending with the present month."""
        words = self._office.words
        return self.box(N_("Period"), [(count, words(said)) for count, said in MONTHS.items()], start)

    def end(self) -> None:
        """What is left of the line stays empty."""
        self.row.addStretch(1)
