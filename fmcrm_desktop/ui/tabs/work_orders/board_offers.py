"""The suggestions for a job in a small popup: who and when, and in a sentence why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.dispatch import Job, Suggestion
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.flow import within
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.work_orders import board_words

WIDE = 440
INSIDE = WIDE - 20
"""Pixels of a button's width."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Offers(QFrame):
    """Arrows, Enter and the digits 1 to 3 choose, Escape leaves; ``chosen`` gives the Suggestion."""

    chosen = Signal(object)

    def __init__(
        self, words: Words, job: Job, found: Sequence[Suggestion], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self.setFixedWidth(WIDE)
        self.setAccessibleName(words(N_("Suggested")))
        self._lay = lay = QVBoxLayout(self)
        lay.setContentsMargins(10, 10, 10, 10)
        lay.setSpacing(2)
        # Otherwise it is held as high as its words would be at their narrowest, far beyond the screen.
        lay.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        lay.addWidget(label(f"{job.number} · {job.summary}", "title", wrap=True))
        if not found:
            lay.addWidget(
                label(words(N_("Nobody is free for it in the next seven days.")), "muted", wrap=True)
            )
        self.buttons: list[Button] = []
        for at, each in enumerate(found, 1):
            why = board_words.why(each, words)
            button = Button(f"{at}   {board_words.suggested(each, words)}", "choice")
            _fit(button)
            button.on(partial(self._take, each))
            button.setAccessibleDescription(why)
            button.setMinimumWidth(INSIDE)
            reason = label(why, "small", wrap=True)
            reason.setContentsMargins(26, 0, 8, 4)
            lay.addWidget(button)
            lay.addWidget(reason)
            self.buttons.append(button)

    def show_at(self, at: QPoint) -> None:
        """Show it with its upper left corner there, or where it fits the screen."""
        for each in within(self, QWidget):
            each.ensurePolished()
        self.resize(WIDE, self._lay.totalHeightForWidth(WIDE))
        room = self.screen().availableGeometry()
        left = max(room.left(), min(at.x(), room.right() - self.width()))
        self.move(left, max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.show()
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, each: Suggestion) -> None:
        self.close()
        self.chosen.emit(each)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        at = next((n for n, button in enumerate(self.buttons) if button.hasFocus()), 0)
        digit = event.text()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.buttons:
            self.buttons[(at + (1 if key == Qt.Key.Key_Down else -1)) % len(self.buttons)].setFocus()
        elif key in _ENTER and self.buttons:
            self.buttons[at].click()
        elif digit.isdecimal() and 1 <= int(digit) <= len(self.buttons):
            self.buttons[int(digit) - 1].click()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


def _fit(button: Button) -> None:
    """A long name leaves no room for the time behind it: that has a line of its own then."""
    button.ensurePolished()
    metrics = button.fontMetrics()
    if metrics.horizontalAdvance(button.text()) > INSIDE - 18:
        who, _, when = button.text().rpartition(", ")
        button.setText(f"{who},\n      {when}")
        tall = 2 * metrics.lineSpacing() + 8
        button.setStyleSheet(f"min-height: {tall}px; max-height: {tall}px;")
