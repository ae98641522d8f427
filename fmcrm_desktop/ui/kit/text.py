"""Labels and the text of a value: always plain text, whatever a person typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit import theme


def label(text: str, kind: str = "", parent: QWidget | None = None, wrap: bool = False) -> QLabel:
    """A label of finished text; ``kind`` is one of muted, small, heading, title, figure, error, key."""
    made = Wrapped(parent) if wrap else QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text if wrap else theme.written(text))
    if kind:
        made.setProperty("kind", kind)
    return made


LONG = re.compile(
    r"[^\s\u200b\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]{10,}"
)
"""Words that may be wider than their place: German compounds, paths, addresses. Chinese is broken by itself, and then
no line begins with its comma."""
PARTS = re.compile(r"[^-/._@,;:]*[-/._@,;:]+|[^-/._@,;:]+")
"""A word up to each of its signs, behind which it may be broken."""
ENDLESS = 20
"""So many letters in one are more than a place whose width is not known yet may have."""


def breakable(text: str, fits: Callable[[str], bool]) -> str:
    """The text with places to break where a word ``fits`` in no line: behind its hyphens and dots, and anywhere in
    what is too long between them."""

    def broken(word: re.Match[str]) -> str:
        if fits(word.group()):
            return word.group()
        return "\u200b".join(
            part if fits(part) else "\u200b".join(part) for part in PARTS.findall(word.group())
        )

    return LONG.sub(broken, text)


class Wrapped(QLabel):
    """Text over several lines that always gets the height its width asks for: nested layouts forget it. Words
    longer than a line are broken too, where QLabel would cut them off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMinimumWidth(40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show()

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self._show()

    def _show(self) -> None:
        # Before a layout gave it a width it has Qt's hundred pixels, and would ask for many lines.
        placed = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        shown = breakable(
            theme.written(self._whole),
            lambda part: metrics.horizontalAdvance(part) <= room if placed else len(part) < ENDLESS,
        )
        if shown != super().text():
            super().setText(shown)
        # QLabel never asks for less than its minimum: without taking that away it could only grow.
        self.setMinimumHeight(0)
        self.setMinimumHeight(max(self.heightForWidth(self.width()), 0) if placed and shown else 0)


class Elided(QLabel):
    """One line that ends in … where it does not fit; the whole text on hover."""

    def __init__(self, text: str, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("kind", kind)
        self.setText(theme.written(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain(self.text()) if cut else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()


def plain(text: str) -> str:
    """Text for a tooltip: tooltips guess markup by a < and by &lt;, so both are kept apart from what follows (nothing
    is seen of it)."""
    return text.replace("<", "<\u200b").replace("&lt;", "&\u200blt;")


def text_of(value: object, words: Words, choices: Mapping[str, str] | None = None) -> str:
    """A value as a list or card shows it: choices by their word, days and moments short, figures grouped."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return words(choices[value]) if choices and value in choices else value
    if isinstance(value, bool):
        return words(N_("Yes") if value else N_("No"))
    if isinstance(value, datetime):
        return words.short_moment(value)
    if isinstance(value, date):
        return words.date(value)
    if isinstance(value, int | float | Decimal):
        return words.number(float(value), 0 if isinstance(value, int) else 1)
    if isinstance(value, tuple | list):
        return words.listed(text_of(one, words, choices) for one in value)
    return str(value)


def in_month(month: object, words: Words) -> str:
    """November 2026, of "2026-11"; for the ``told`` of a filter by months."""
    read = Month.read(str(month))
    return words.month(read.year, read.month)


def exact(value: object, words: Words) -> str:
    """The exact moment for the hover of a short one."""
    return words.moment(value) if isinstance(value, datetime) else ""
