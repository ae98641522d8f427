"""Buttons: one primary a page, the others quiet; what is not allowed is grey and says why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from fmcrm_desktop.model.refusal import NotAllowed
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.text import breakable, plain
from fmcrm_desktop.ui.qt_office import QtOffice

GAP = 4
"""Between a button's icon and its text; the style itself leaves too little."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
PRIMARY, QUIET, DANGER, LINK, FILTER, FLAT = "primary", "", "danger", "link", "filter", "flat"


class Button(QPushButton):
    """A button that knows the case it is for: greyed by office.may, found by its case in a test."""

    last = ""
    """What the mouse pressed last, by its name."""

    def __init__(
        self, text: str, kind: str = QUIET, picture: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.case: Callable[..., Any] | None = None
        self._whole = ("", "")
        self._pressed = False
        if kind:
            self.setProperty("kind", kind)
        if picture:
            gap = GAP if text else 0
            self.setIcon(icon(picture, "on_accent" if kind == PRIMARY else "ink", gap=gap))
            self.setIconSize(QSize(16 + gap, 16))
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_brief(self, brief: bool) -> None:
        """Only the picture where there is little room; the words are in the tool tip then."""
        if brief == (not self.text()) or self.icon().isNull():
            return
        if brief:
            self._whole = self.text(), self.toolTip()
            self.setText("")
            self.setToolTip(self.toolTip() or plain(self._whole[0].replace("&&", "&")))
        else:
            self.setText(self._whole[0])
            self.setToolTip(self._whole[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Words for which there is no room end in … instead of losing both their ends, and are whole on hover."""
        over = self.sizeHint().width() - self.width()
        if over <= 0 or not self.text():
            super().paintEvent(event)
            return
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        room = option.fontMetrics.horizontalAdvance(option.text) - over
        option.text = option.fontMetrics.elidedText(option.text, theme.ELIDE, room)
        if not self.toolTip():
            self.setToolTip(plain(self.accessibleName()))
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)

    def on(self, act: Callable[[], object]) -> Button:
        """What a click does."""
        self.clicked.connect(lambda _checked=False: act())
        return self

    def guard(self, office: QtOffice, case: Callable[..., Any] | None) -> Button:
        """Tie to a case; grey with the reason where the role does not allow it."""
        self.case = case
        if case is not None and not office.may(case):
            self.refuse(office.words(NotAllowed("").text))
        return self

    def refuse(self, why: str) -> Button:
        """Grey, with the reason (finished text) on hover."""
        self.setEnabled(not why)
        self.setToolTip(plain(why))
        return self

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, Button.last = True, self.accessibleName()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Of a double click the second is for what the first one pressed. What stands there now because of it (the
        page drawn anew, a dialog over it) was not meant."""
        if self._pressed or Button.last == self.accessibleName():
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as the space bar does; Qt does so in dialogs only, and there for the default button."""
        if event.key() in ENTER and event.modifiers() in PLAIN:
            self.click()
        else:
            super().keyPressEvent(event)

    def key(self, keys: str, hint: str = "") -> Button:
        """A shortcut, shown on hover. It acts at once: with its own, Qt would paint the button as pressed for a tenth
        of a second first."""
        QShortcut(QKeySequence(keys), self, self.click)
        return self.named(keys, hint)

    def named(self, keys: str, hint: str = "") -> Button:
        """Say on hover which keys press it."""
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{hint} ({shown})" if hint else shown)
        return self


def numbered(buttons: Iterable[Button]) -> None:
    """Ctrl+1 … Ctrl+9 press the first of these, which stand in a row."""
    for at, button in enumerate(islice(buttons, 9), 1):
        if button.isEnabled():
            button.key(f"Ctrl+{at}", button.accessibleName())


LINE = 20
"""Pixels of a link's height."""
BROKEN = int(Qt.TextFlag.TextWordWrap)


class LinkButton(Button):
    """A value that leads to another place: blue, ends in … where it does not fit."""

    def __init__(
        self, text: str, act: Callable[[], object], hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, LINK, parent=parent)
        self._said, self._shown = text, (-1, "")
        self.side = Qt.AlignmentFlag.AlignLeft
        """Where its text stands in the room it has."""
        self.on(act)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(plain(f"{text}\n{hint}" if hint and hint != text else text))  # it may end in … itself
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self._said) + 6, LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.font(lined=self.underMouse() or self.hasFocus()))
        painter.setPen(theme.colour("accent"))
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        if self._shown[0] != self.width():
            self._shown = (
                self.width(),
                painter.fontMetrics().elidedText(self._said, theme.ELIDE, self.width()),
            )
        painter.drawText(self.rect(), int(self.side | Qt.AlignmentFlag.AlignVCenter), self._shown[1])


class WholeLink(LinkButton):
    """A telephone number or an address: it is read out from the screen, so it is broken to lines, never cut."""

    def __init__(self, text: str, act: Callable[[], object], hint: str = "") -> None:
        super().__init__(text, act, hint)
        self.setProperty("kind", "whole")

    def sizeHint(self) -> QSize:
        wide = super().sizeHint().width()
        placed = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else wide
        return QSize(wide, self.heightForWidth(min(wide, placed)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(1, width), 0)
        return max(
            LINE, self.fontMetrics().boundingRect(room, BROKEN, self._lines(room.width())).height() + 2
        )

    def _lines(self, wide: int) -> str:
        metrics = self.fontMetrics()
        return breakable(self._said, lambda part: metrics.horizontalAdvance(part) <= wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _write(self, painter: QPainter) -> None:
        place = int(self.side | Qt.AlignmentFlag.AlignVCenter) | BROKEN
        painter.drawText(self.rect(), place, self._lines(self.width()))
