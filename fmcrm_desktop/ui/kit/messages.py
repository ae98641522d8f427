"""The message bar at the foot: what was done with its Undo, what was refused, progress with Cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_jobs import RunningJob
from fmcrm_desktop.ui.qt_office import QtOffice

SECONDS = 10
"""A message goes by itself after this; one that says what went wrong stays until it is closed."""


class MessageBar(QFrame):
    """Floats at the foot of ``over``, which its parent holds; never takes the focus, never asks to be clicked away."""

    def __init__(self, office: QtOffice, over: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._office = office
        self.setProperty("kind", "toast")
        self._over = over
        lay = QHBoxLayout(self)
        lay.setContentsMargins(16, 6, 8, 6)
        lay.setSpacing(8)
        self._text = label("")
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        lay.addWidget(self._text, 1)
        self._action = Button("")
        lay.addWidget(self._action)
        self._close = Button("×").on(self.hide)
        self._close.setAccessibleName(office.words(N_("Close")))
        lay.addWidget(self._close)
        self._act: Callable[[], object] = self.hide
        self._action.on(self._do)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def text(self) -> str:
        return self._text.text()

    @property
    def action(self) -> Button:
        return self._action

    def show_text(
        self, text: str, verb: str = "", act: Callable[[], object] | None = None, stays: bool = False
    ) -> None:
        """Finished text; ``verb`` is the finished word of the one thing to do about it."""
        self._text.setText(text)
        self._text.setWordWrap(len(text) > 90)
        self._action.setText(verb.replace("&", "&&"))
        self._action.setAccessibleName(verb)
        self._action.setVisible(bool(verb))
        self._act = act or self.hide
        self._timer.stop()
        if not stays:
            self._timer.start(SECONDS * 1000)
        self.show()
        self.raise_()
        self._settle()
        self.setAccessibleName(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _do(self) -> None:
        act = self._act
        self.hide()
        act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def _settle(self) -> None:
        parent = self.parentWidget()
        if parent is None or not self.isVisible():
            return
        room = parent.width() - 48
        self.setMaximumWidth(room)
        self.adjustSize()
        if self._text.wordWrap():
            self.resize(
                min(room, 760), self.heightForWidth(min(room, 760)) if self.hasHeightForWidth() else 64
            )
        self.move((parent.width() - self.width()) // 2, self._over.geometry().bottom() - self.height() - 11)


class ProgressBar(QFrame):
    """A long job at the foot: its title, how far it is, Cancel."""

    def __init__(self, office: QtOffice, job: RunningJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._job = office, job
        self.setProperty("kind", "foot")
        lay = QHBoxLayout(self)
        lay.setContentsMargins(12, 4, 12, 4)
        lay.setSpacing(12)
        self._text = label(job.title, "small")
        lay.addWidget(self._text)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(job.title)
        lay.addWidget(self._bar, 1)
        self.cancel = Button(office.words(N_("Cancel")), "filter").on(self._cancel)
        lay.addWidget(self.cancel)
        job.progress.connect(self._step)
        job.ended.connect(self.deleteLater)

    def _step(self, done: int, of: int, text: str, values: object) -> None:
        self._bar.setRange(0, max(of, 0))
        self._bar.setValue(done)
        if text:
            said = (
                self._office.words(text, **values) if isinstance(values, dict) else self._office.words(text)
            )
            self._text.setText(f"{self._job.title} · {said}")

    def _cancel(self) -> None:
        self.cancel.refuse(self._office.words(N_("It stops at its next step.")))
        self._job.cancel()
