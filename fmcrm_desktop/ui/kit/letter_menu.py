"""A menu in which a letter goes to the next entry that begins with it; in Chinese as its first sound is written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from fmcrm_desktop.model.reading import fold, sort_key

HELD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class LetterMenu(QMenu):
    """Enter then does it, as after the arrow keys. What has no room on the screen beside each other is scrolled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.aboutToShow.connect(self._fit)

    def _fit(self) -> None:
        """Qt sets a menu higher than the screen in columns, the last of them beyond its edge where it is narrow."""
        if self.sizeHint().width() > self.screen().availableSize().width():
            self.setStyleSheet("QMenu { menu-scrollable: 1; }")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.activeAction() is None and (there := self._enabled()):
            self.setActiveAction(there[-1])  # Qt goes there too, without scrolling to it
            return
        typed = fold(event.text()).strip()
        if not typed or not typed.isprintable() or event.modifiers() & HELD or not self._go(typed):
            super().keyPressEvent(event)

    def _go(self, typed: str) -> bool:
        actions = self._enabled()
        at = actions.index(now) + 1 if (now := self.activeAction()) in actions else 0
        for each in actions[at:] + actions[:at]:
            if fold(each.text()).startswith(typed) or sort_key(each.text()).startswith(typed):
                self.setActiveAction(each)
                return True
        return False

    def _enabled(self) -> list[QAction]:
        return [each for each in self.actions() if each.isVisible() and each.isEnabled() and each.text()]
