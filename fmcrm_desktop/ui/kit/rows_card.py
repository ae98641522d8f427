"""A card that asks for its own rows, keeps them fresh, and is not seen where there are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.qt_office import Case, QtOffice


class RowsCard(Card):
    """``case`` gives the rows of ``whose``; news of the tables in ``fed_by`` brings them anew."""

    fed_by: frozenset[str] = frozenset()

    def __init__(self, office: QtOffice, title: str, case: Case, *whose: Any) -> None:
        super().__init__(office, title)
        self._case, self._whose = case, whose
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.hide()
        if office.may(case):
            office.changed.connect(self._news)
            self.reload()

    def lines(self, row: Any) -> Iterable[QWidget]:
        """What stands there for a row."""
        raise NotImplementedError

    def reload(self) -> None:
        self.office.ask(self, self._case, *self._whose, then=self._show)

    def _news(self, touched: dict[str, set[int]]) -> None:
        """A method, for Qt lets go of those by itself when the page is drawn anew."""
        if touched.keys() & self.fed_by:
            self.reload()

    def _show(self, rows: Sequence[Any]) -> None:
        clear(self._lines)
        for row in rows:
            for widget in self.lines(row):
                self._lines.addWidget(widget)
        self.setVisible(bool(rows))
