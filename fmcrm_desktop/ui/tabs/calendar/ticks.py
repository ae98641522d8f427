"""The ticks at the calendar's left: for a person a chip in the colour of their role."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton, QStylePainter, QWidget

from fmcrm_desktop.model.tones import ACCENT, GOOD, GREY, VIOLET, WARNING
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.chips import chip_width, draw_chip
from fmcrm_desktop.ui.kit.text import plain

ROLE_TONES = {"clerk": ACCENT, "manager": GOOD, "dispatcher": GOOD, "technician": VIOLET, "reader": GREY}
GAP = 6


def person_tone(role: str, vendor: bool = False) -> str:
    """The colour of a person: by role, outside firms apart."""
    return WARNING if vendor else ROLE_TONES.get(role, GREY)


class Tick(QCheckBox):
    """A tick with its words; where they are too long they end in …, whole on hover."""

    def __init__(self, text: str, on: bool, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setToolTip(plain(text))
        self.setMinimumWidth(40)
        self.setChecked(on)


class ChipTick(Tick):
    """A tick whose words stand on a chip."""

    def __init__(self, text: str, on: bool, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(text, on, parent)
        self._said, self._tone = text, tone

    def sizeHint(self) -> QSize:
        return QSize(self._indicator().width() + GAP + chip_width(self._said), 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 26)

    def _indicator(self) -> QRect:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
        left = self._indicator().right() + 1 + GAP
        place = QRect(left, 0, self.width() - left, self.height())
        draw_chip(painter, place, self._said, self._tone)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.RADIUS, theme.RADIUS)
