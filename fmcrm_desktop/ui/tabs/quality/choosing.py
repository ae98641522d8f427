"""The line of choices over a page of figures: boxes that say what is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

MONTHS = {
    1: N_("This month"),
    3: N_("The last 3 months"),
    6: N_("The last 6 months"),
    12: N_("The last 12 months"),
}


class Choosing(QFrame):
    """Boxes side by side, in several lines where the window is narrow; ``changed`` is called when one is chosen."""

    def __init__(
        self, office: QtOffice, changed: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "bar")
        self._office, self._changed = office, changed
        self._flow = Flow(theme.GAP_S)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(theme.GAP_L, theme.GAP_S, theme.GAP_L, theme.GAP_S)
        whole.addWidget(self._flow, 1)

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
        self.add(name, made)
        return made

    def add(self, *widgets: QWidget) -> None:
        """What stays together, in the height of a box; it goes to the next line where it does not fit."""
        holder = side_by_side(*widgets)
        holder.setMinimumHeight(theme.BUTTON)
        self._flow.add(holder)

    def months(self, start: int = 3) -> QComboBox:
        """The box of spans, each ending with the present month."""
        words = self._office.words
        return self.box(N_("Period"), [(count, words(said)) for count, said in MONTHS.items()], start)
