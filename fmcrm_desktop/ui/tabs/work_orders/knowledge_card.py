"""What the knowledge base says to an order: articles that fit, opened, marked as used, and whether they helped."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import articles
from fmcrm_desktop.services.articles import Fit, Likely, Support
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, FLAT, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.listing import SearchField
from fmcrm_desktop.ui.kit.page import lasting
from fmcrm_desktop.ui.kit.small_table import rule
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.qt_office import Case, QtOffice

SUBJECTS = {"article", "article_use", "article_rating"}


class KnowledgeCard(Card):
    """It asks for its own rows; what is typed into its field finds others than those that fit."""

    def __init__(self, office: QtOffice, order: int, parent: QWidget | None = None) -> None:
        super().__init__(office, N_("From the knowledge base"), parent=parent)
        self.words, self.order = office.words, order
        self.field = SearchField(self.words(N_("Search")))
        self.field.setAccessibleName(self.words(N_("Search the knowledge base")))
        self.field.setProperty("small", "true")
        self.field.textEdited.connect(lambda _text: self.reload())
        self.tool(self.field)
        self._nothing = label("", "muted", wrap=True)
        self._nothing.hide()
        self.body.addWidget(self._nothing)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.GAP_S)
        self.body.addLayout(self._rows)
        self._history = label("", "small", wrap=True)
        self._history.hide()
        self.body.addWidget(self._history)
        office.changed.connect(self._news)
        self.reload()
        office.ask(self, articles.support, order, then=self._tell)

    def _tell(self, support: Support) -> None:
        """What such work usually takes, and who has done it."""
        words = self.words
        parts = _named(support.parts, words)
        staff = _named(support.staff, words)
        lines = [
            words(N_("Likely parts: {parts}"), parts=parts) if parts else "",
            words(N_("Done before by: {staff}"), staff=staff) if staff else "",
        ]
        told = "\n".join(line for line in lines if line)
        self._history.setText(told)
        self._history.setToolTip(words(N_("From the last {n} such orders"), n=support.orders))
        self._history.setVisible(bool(told))

    def _news(self, touched: dict[str, set[int]]) -> None:
        if touched.keys() & SUBJECTS:
            self.reload()

    def reload(self) -> None:
        self.office.ask(self, articles.of_order, self.order, self.field.text(), then=self._show)

    def _show(self, found: Sequence[Fit]) -> None:
        clear(self._rows)
        for at, fit in enumerate(found):
            if at:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(fit))
        typed = self.field.text().strip()
        self._nothing.setText(
            self.words(
                N_("Nothing is found by these words.") if typed else N_("Nothing fits this order yet.")
            )
        )
        self._nothing.setVisible(not found)

    def _row(self, fit: Fit) -> QWidget:
        row = QWidget()
        lay = QVBoxLayout(row)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(2)
        above, below = QHBoxLayout(), QHBoxLayout()
        for line in (above, below):
            line.setSpacing(theme.GAP_S)
            lay.addLayout(line)
        above.addWidget(LinkButton(self._title(fit), partial(self.office.go, Link("articles", fit.id))))
        above.addStretch(1)
        above.addWidget(label(worth(fit, self.words), "small"))
        below.addWidget(Elided(" ".join(fit.text.split()), "muted"), 1)
        for button in self._deeds(fit):
            below.addWidget(button)
        return row

    def _title(self, fit: Fit) -> str:
        return suiting(fit.title, fit.other_title, self.words)

    def _deeds(self, fit: Fit) -> list[Button]:
        """Used; then whether it helped, and a way back."""
        if not fit.used:
            return [self._deed(N_("Used"), fit, None)]
        away = Button("", FLAT, "x").on(partial(self._unuse, fit)).guard(self.office, articles.unuse)
        said = self.words(N_("Not used: {title}"), title=self._title(fit))
        away.setAccessibleName(said)
        away.setToolTip(said)
        return [self._deed(N_("It helped"), fit, True), self._deed(N_("It did not help"), fit, False), away]

    def _deed(self, title: str, fit: Fit, helped: bool | None) -> Button:
        made = Button(self.words(title), FILTER).on(partial(self._use, fit, helped))
        if helped is not None and fit.helped is helped:
            made.setProperty("on", "true")
        made.setAccessibleDescription(self._title(fit))
        return made.guard(self.office, articles.use)

    def _use(self, fit: Fit, helped: bool | None) -> None:
        said = self.words(N_("Kept: {title}"), title=self._title(fit))
        self._do(articles.use, fit.id, self.order, helped, said=said)

    def _unuse(self, fit: Fit) -> None:
        said = self.words(N_("Not used: {title}"), title=self._title(fit))
        self._do(articles.unuse, fit.id, self.order, said=said)

    def _do(self, case: Case, *args: Any, said: str) -> None:
        office = self.office
        office.do(lasting(self), case, *args, then=lambda done: office.say(said, done.deed))


def _named(found: Sequence[Likely], words: Words) -> str:
    """Names with how often."""
    return words.listed(f"{suiting(each.name, each.other_name, words)} ({each.times})" for each in found)


def worth(fit: Fit, words: Words) -> str:
    """How often it helped, and what staff think of it."""
    parts = []
    if fit.judged:
        parts.append(words(N_("helped {good} of {times}"), good=fit.good, times=fit.judged))
    if fit.stars is not None:
        parts.append(words(N_("{stars} of 5"), stars=words.number(fit.stars, 1)))
    return " · ".join(parts)
