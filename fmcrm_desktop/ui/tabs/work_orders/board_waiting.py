"""The left of the dispatch board: the switch, the territory, what is looked for, how many wait, and their cards."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.tones import BAD, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import dispatch
from fmcrm_desktop.services.dispatch import Card
from fmcrm_desktop.ui.kit import memory, theme
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Filter
from fmcrm_desktop.ui.kit.filters import FilterButton
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.work_orders.board_cards import Cards

PATIENCE = 250
"""Milliseconds after the last letter before what waits is looked through."""
TERRITORY = "board/territory"


class Waiting(QFrame):
    """``narrowed`` when another territory is chosen, which is the whole board's business."""

    narrowed = Signal()

    def __init__(self, office: QtOffice, switch: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.words = office, office.words
        self.cards = Cards(office)
        self._typed = QTimer(self, singleShot=True, interval=PATIENCE)
        self._typed.timeout.connect(self.reload)
        self._lay_out(switch)
        self.territory.changed.connect(self._narrowed)
        self.field.textChanged.connect(lambda _text: self._typed.start())
        self.field.returnPressed.connect(lambda: self.cards.setFocus(Qt.FocusReason.OtherFocusReason))

    def _lay_out(self, switch: QWidget) -> None:
        words = self.words
        self.setProperty("kind", "pane")
        self.setMinimumWidth(260)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.setSpacing(0)
        bar = QHBoxLayout()
        inside.addLayout(bar)
        bar.setContentsMargins(12, 10, 10, 10)
        bar.setSpacing(theme.GAP_S)
        bar.addWidget(switch)
        self.territory = FilterButton(
            self.office, Filter("territory", N_("Territory"), case=dispatch.territory_options)
        )
        self.territory.set(memory.get_values(TERRITORY) or ())
        bar.addWidget(self.territory)
        bar.addStretch(1)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        inside.addWidget(rule)
        self.field = self._search()
        self.count = ChipLabel("0", GREY)
        head = QHBoxLayout()
        inside.addLayout(head)
        head.setContentsMargins(12, 8, 10, 8)
        head.setSpacing(theme.GAP_S)
        head.addWidget(label(words(N_("Not yet assigned")), "title"))
        head.addWidget(self.count)
        head.addWidget(self.field, 1)
        self.empty = label(
            words(N_("Everything is planned. New orders stand here until somebody goes.")), "muted", wrap=True
        )
        self.empty.setContentsMargins(12, 4, 12, 12)
        self.empty.hide()
        inside.addWidget(self.empty)
        inside.addWidget(self.cards, 1)

    def _search(self) -> QLineEdit:
        words = self.words
        field = QLineEdit()
        field.setProperty("kind", "search")
        field.setProperty("small", "true")
        field.setPlaceholderText(words(N_("Find among them…")))
        field.setAccessibleName(words(N_("Find among what is not yet assigned")))
        field.setClearButtonEnabled(True)
        return field

    def reload(self) -> None:
        """Ask for the cards anew."""
        where: dict[str, tuple[object, ...]] = {"territory": self.territories}
        self.office.ask(self, dispatch.page, Query(self.field.text(), where), then=self._show)

    @property
    def territories(self) -> tuple[int, ...]:
        return tuple(value for value in self.territory.values if isinstance(value, int))

    def _show(self, page: Page[Card]) -> None:
        self.cards.show_page(page)
        count = len(page.ids)
        self.count.set(self.words.number(count), BAD if count else GREY)
        self.empty.setVisible(not count and not self.field.text())

    def _narrowed(self) -> None:
        memory.put_values(TERRITORY, self.territory.values)
        self.narrowed.emit()

    def mark(self, over: bool) -> None:
        """A block is drawn over it: letting it go takes it off the board."""
        theme.dress(self, "over", over)
