"""What helped before, and what to ask: beside the form of a new order, from the office's own history."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.articles import Fit
from fmcrm_desktop.services.work_orders import Fix
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.work_orders.knowledge_card import worth


class Helped(QFrame):
    """Gone while there is nothing to say."""

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.setProperty("kind", "card")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(12, 8, 12, 8)
        lay.setSpacing(theme.GAP_XS)
        self.hint = label("", wrap=True)
        lay.addWidget(self.hint)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP_XS)
        lay.addLayout(self._rows)
        self._articles = QVBoxLayout()
        self._articles.setSpacing(theme.GAP_XS)
        lay.addLayout(self._articles)
        self.hint.hide()
        self.hide()

    def ask_for(self, hint: str) -> None:
        """What to ask or tell on the telephone about this problem."""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._show()

    def offer(self, fixes: Sequence[Fix]) -> None:
        """Fixes of earlier orders, the one that held most often first."""
        clear(self._rows)
        words = self._office.words
        if fixes:
            self._rows.addWidget(label(words(N_("What helped before")), "title"))
        for fix in fixes:
            row = QWidget()
            lay = QHBoxLayout(row)
            lay.setContentsMargins(0, 0, 0, 0)
            lay.setSpacing(theme.GAP_S)
            lay.addWidget(label(words(N_("held {held} of {times}"), held=fix.held, times=fix.times), "small"))
            lay.addWidget(label(fix.text, wrap=True), 1)
            link = Link("work_orders", fix.order_id)
            lay.addWidget(LinkButton(fix.number, partial(self._office.go, link)))
            self._rows.addWidget(row)
        self._show()

    def advise(self, fits: Sequence[Fit]) -> None:
        """Articles of the knowledge base that fit, the nearest first."""
        clear(self._articles)
        words = self._office.words
        if fits:
            self._articles.addWidget(label(words(N_("From the knowledge base")), "title"))
        for fit in fits:
            row = QWidget()
            lay = QHBoxLayout(row)
            lay.setContentsMargins(0, 0, 0, 0)
            lay.setSpacing(theme.GAP_S)
            title = suiting(fit.title, fit.other_title, words)
            lay.addWidget(LinkButton(title, partial(self._office.go, Link("articles", fit.id))))
            lay.addWidget(label(worth(fit, words), "small"))
            lay.addWidget(Elided(" ".join(fit.text.split()), "muted"), 1)
            self._articles.addWidget(row)
        self._show()

    def _show(self) -> None:
        told = self._rows.count() + self._articles.count() > 0
        self.setVisible(bool(self.hint.text()) or told)
