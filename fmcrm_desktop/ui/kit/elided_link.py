"""A link that ends in … where its place is too narrow; the whole text on hover."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmcrm_desktop.ui.kit.buttons import LINK, Button
from fmcrm_desktop.ui.kit.text import plain


class ElidedLink(Button):
    """As wide as its text where there is room, narrower where there is none."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, LINK, parent=parent)
        self._whole = text
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        wanted = self.fontMetrics().horizontalAdvance(self._whole) + 10
        return QSize(max(wanted, 24), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - 6)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(self._whole)
        if shown != self._whole:
            self.setToolTip(plain(self._whole))
