"""The section with the board of stages: filters above, the cards below, each deed told with its Undo."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.prospect import SOURCES
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import prospects
from fmcrm_desktop.services.prospects import Stage
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Filter
from fmcrm_desktop.ui.kit.filters import FilterButton
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.prospects import deeds
from fmcrm_desktop.ui.tabs.prospects.board_cards import Cards

FILTERS = (
    Filter("responsible", N_("Responsible"), case=prospects.staff_options),
    Filter("source", N_("Source"), SOURCES),
    Filter("campaign", N_("Campaign"), case=prospects.campaign_options),
)


class BoardSection(Tab):
    name = "board"
    title = N_("Board of stages")
    shows = ("lead", "staff", "campaign")

    def build(self) -> None:
        words = self.words
        bar = QFrame()
        bar.setProperty("kind", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.GAP_M, 6, theme.GAP_M, 6)
        row.setSpacing(theme.GAP_S)
        self.filters = {one.name: FilterButton(self.office, one) for one in FILTERS}
        for button in self.filters.values():
            button.changed.connect(self.reload)
            row.addWidget(button)
        new = Button(words(N_("New prospect")), FILTER, "plus")
        new.on(lambda: self.office.go(Link("prospects", new={}, section="leads"))).guard(
            self.office, prospects.add
        )
        row.addWidget(new)
        row.addStretch(1)
        row.addWidget(
            label(words(N_("Drag a card, or carry it with Ctrl+← →. S: step taken, Enter: open.")), "small")
        )
        self.cards = Cards(words)
        self.cards.writable = self.office.may(prospects.move)
        self.cards.placed.connect(partial(deeds.place, self))
        self.cards.stepped.connect(partial(deeds.step, self))
        self.cards.opened.connect(lambda id: self.office.go(Link("prospects", id, section="leads")))
        self.steered = self.cards
        self.body.addWidget(bar)
        self.body.addWidget(self.cards, 1)

    def reload(self) -> None:
        where = {name: button.values for name, button in self.filters.items()}
        self.ask(prospects.board, where, then=self._show)

    def _show(self, stages: Sequence[Stage]) -> None:
        if self.cards.carried is not None and self.cards.hasFocus():
            self.cards.let_be()
        self.cards.show_stages(stages)
        total = sum(stage.total for stage in stages)
        self.counts.emit(self.words(N_("{count} prospects on the board"), count=self.words.number(total)))

    def show_record(self, id: int) -> None:
        self.cards.focus_on(id)
