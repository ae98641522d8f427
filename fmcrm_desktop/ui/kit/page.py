"""The page of one record: heading with buttons, chips, figures, cards side by side; it scrolls as a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, QUIET, Button
from fmcrm_desktop.ui.kit.card import Card, Figure, FigureCard
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.steps import Steps
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

TEXT, NARROW, COLUMN = 140, 480, 250
"""Pixels a heading needs beside its buttons at least, from which on columns stand side by side, and what each of them
needs for a title beside a button."""
WORD = 48
"""Pixels that a line may leave empty for a word that no longer fits."""


SIDE, AVATAR = 20, 42
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Page(QScrollArea):
    """Made anew for each record shown. Titles of buttons and cards are marked; names and values are finished."""

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.setWidgetResizable(True)
        self.setProperty("kind", "record")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        inner = QWidget(self)
        inner.setProperty("kind", "page")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(SIDE, theme.GAP_L, SIDE, theme.GAP_L)
        self.body.setSpacing(theme.GAP_M)
        self.setWidget(inner)
        self._buttons: list[Button] = []
        self.printer: Button | None = None
        """What Ctrl+P presses."""
        self._beside: QHBoxLayout | None = None
        self._wide, self._below = TEXT, Flow(theme.GAP_S)
        self._rows: list[tuple[QBoxLayout, int]] = []
        self._figures: list[tuple[QGridLayout, list[FigureCard]]] = []

    def head(self, title: str, subtitle: str = "", avatar: str = "") -> Page:
        """The heading: name of the record, a line about it, a round sign with its first character."""
        self.setAccessibleName(title)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP_M)
        self.body.addLayout(line)
        if avatar:
            line.addWidget(Avatar(avatar), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        line.addLayout(texts, 1)
        name = label(title, "heading", wrap=True)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts.addWidget(name)
        if subtitle:
            texts.addWidget(label(subtitle, "muted", wrap=True))
        texts.addStretch(1)
        lines = (
            theme.metrics().horizontalAdvance(subtitle) // 2 + WORD
        )  # the line about it breaks into two, not more
        self._wide = max(theme.metrics(18, bold=True).horizontalAdvance(title) + 4, lines, TEXT)
        self._wide += AVATAR + theme.GAP_M if avatar else 0
        self._beside = QHBoxLayout()
        self._beside.setSpacing(theme.GAP_S)
        above = QVBoxLayout()
        line.addLayout(above)
        above.addLayout(self._beside)
        above.addStretch(1)
        self._below.hide()
        self.body.addWidget(self._below)
        return self

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Buttons stand below a name that has no room beside them, cards below each other on a narrow page."""
        room = self.viewport().width() - 2 * SIDE
        taken = sum(each.sizeHint().width() + theme.GAP_S for each in self._buttons)
        across = self._wide + taken <= room
        if self._beside is not None and self._buttons and across == self._below.isVisibleTo(self):
            self._below.setVisible(not across)
            for each in self._buttons:
                away = each.isHidden() and each.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
                if across:
                    self._beside.addWidget(each)
                else:
                    self._beside.removeWidget(each)
                    self._below.add(each)
                each.setVisible(not away)  # at once: a new parent would show it later
        for row, enough in self._rows:
            parts = [row.stretch(at) for at in range(row.count())]
            least = (room - theme.GAP_M * (len(parts) - 1)) * min(parts) / sum(parts)
            row.setDirection(ACROSS if room >= NARROW and least >= enough else DOWN)
        for grid, cards in self._figures:
            many = _side_by_side(cards, room)
            for at, card in enumerate(cards):
                grid.addWidget(card, at // many, at % many)
                grid.setColumnStretch(at, at < many)

    def button(
        self, title: str, act: Callable[[], object], case: Callable[..., Any] | None = None,
        primary: bool = False, picture: str = "",
    ) -> Button:  # fmt: skip
        """A button in the heading, the primary one last; tied to a case it is grey where the role does not allow it."""
        made = Button(self.office.words(title), PRIMARY if primary else QUIET, picture, self.widget())
        made.on(act).guard(self.office, case)
        if self._beside is None:
            self.head("")
        assert self._beside is not None
        last = [at for at, each in enumerate(self._buttons) if each.property("kind") == PRIMARY]
        at = len(self._buttons) if primary or not last else last[0]
        self._buttons.insert(at, made)
        self._beside.insertWidget(at, made)
        return made

    def prints(self, button: Button, hint: str) -> Button:
        """Ctrl+P, which the desk has for all pages, presses this button; ``hint`` is finished text."""
        self.printer = button.named("Ctrl+P", hint)
        return button

    def chips(self, *chips: tuple[str, str] | str) -> Page:
        """A line of chips: (finished text, tone) each; a plain text stands there muted."""
        flow = Flow(theme.GAP_S)
        for chip in chips:
            if isinstance(chip, str):
                flow.add(label(chip, "muted"))
            elif chip[0]:
                flow.add(ChipLabel(chip[0], chip[1] or GREY))
        self.body.addWidget(flow)
        return self

    def steps(self, titles: Sequence[str], at: int) -> Page:
        """The line of stages; marked titles."""
        card = Card(self.office, parent=self.widget())
        card.body.setContentsMargins(14, 10, 14, 6)
        card.add(Steps([self.office.words(title) for title in titles], at))
        self.body.addWidget(card)
        return self

    def figures(self, *figures: Figure) -> Page:
        """A row of figure cards."""
        grid = QGridLayout()
        grid.setSpacing(theme.GAP_M)
        self.body.addLayout(grid)
        room = any(figure.note for figure in figures)
        cards = [FigureCard(self.office, figure, room, self.widget()) for figure in figures]
        for at, card in enumerate(cards):
            grid.addWidget(card, 0, at)
        self._figures.append((grid, cards))
        return self

    def card(self, title: str = "", note: str = "") -> Card:
        """A card over the whole width."""
        made = Card(self.office, title, note, self.widget())
        self.body.addWidget(made)
        return made

    def columns(self, *stretches: int, enough: int = COLUMN) -> list[Column]:
        """Columns side by side, each a stack of cards: ``left, right = page.columns(3, 2)``; below each other where one
        had not ``enough`` pixels."""
        row = QBoxLayout(ACROSS)
        row.setSpacing(theme.GAP_M)
        self._rows.append((row, enough))
        self.body.addLayout(row)
        made = [Column(self.office, self.widget()) for _ in stretches]
        for column, stretch in zip(made, stretches, strict=True):
            row.addWidget(column, stretch)
        return made

    def add(self, widget: QWidget, stretch: int = 0) -> Page:
        self.body.addWidget(widget, stretch)
        return self

    def done(self) -> Page:
        """Close the page: what is left of the height stays free below."""
        self.body.addStretch(1)
        return self


def lasting(part: QWidget) -> QWidget:
    """What asks, and carries a dialog, in the place of a part of a page: the widget that the page is put into. News
    draws a page anew and takes its parts away, with what they asked and with the dialogs over them; what a person
    pressed must not go with them. A part that stands on no page lasts itself."""
    above: QWidget | None = part
    while above is not None and not isinstance(above, Page):
        above = above.parentWidget()
    return (above.parentWidget() if above is not None else None) or part


class Column(QWidget):
    """A stack of cards beside another."""

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.setProperty("kind", "page")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP_M)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)

    def card(self, title: str = "", note: str = "") -> Card:
        made = Card(self.office, title, note, self)
        self.body.addWidget(made)
        return made

    def add(self, widget: QWidget) -> Column:
        # Said to stand at the left, what does not grow (a button) keeps the cards above it from growing no more.
        if widget.sizePolicy().horizontalPolicy().value & QSizePolicy.PolicyFlag.GrowFlag.value:
            self.body.addWidget(widget)
        else:
            self.body.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        return self


class Avatar(QWidget):
    """The round sign with a person's first character."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text[:1].upper()
        self.setFixedSize(AVATAR, AVATAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent_soft"))
        painter.drawEllipse(self.rect())
        painter.setPen(theme.colour("accent"))
        painter.setFont(theme.font(15, bold=True))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._text)


def _side_by_side(cards: list[FigureCard], room: int) -> int:
    """How many cards of figures stand in a row so that each title is whole; rows of nearly the same length."""
    if room < NARROW:
        return 2
    fit = max(2, (room + theme.GAP_M) // (max(card.whole() for card in cards) + theme.GAP_M))
    rows = -(-len(cards) // fit)
    return -(-len(cards) // rows)
