"""One long job as the window sees it: signals for progress and its end, Cancel."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from fmcrm_desktop.jobs import Job, Running
from fmcrm_desktop.model.refusal import Refusal

PATIENCE = 3000
"""Milliseconds from Cancel until a job that takes no step is ended."""


class RunningJob(QObject):
    """A job in another process. Exactly one of done, refused, cancelled, broke comes, and then ended."""

    progress = Signal(int, int, str, object)
    done = Signal(object)
    refused = Signal(object)
    cancelled = Signal()
    broke = Signal(str)
    ended = Signal()
    _heard = Signal(object)

    def __init__(self, parent: QObject, job: Job, title: str) -> None:
        super().__init__(parent)
        self.title = title
        self._job = job
        self._running: Running | None = None
        self._over = False
        self._heard.connect(self._hear)

    def start(self) -> None:
        threading.Thread(target=self._listen, name="job", daemon=True).start()

    def _listen(self) -> None:
        # Starting the process takes tens of milliseconds: here it does not stop the screen.
        self._running = Running(self._job)
        if self._over:
            self._running.kill()
        self._running.messages(self._pass_on)

    def _pass_on(self, message: tuple[Any, ...]) -> None:
        """The window may have been closed in between."""
        if isValid(self):
            self._heard.emit(message)

    def _hear(self, message: tuple[Any, ...]) -> None:
        kind = message[0]
        if kind == "step":
            self.progress.emit(*message[1:])
            return
        self._over = True
        if kind == "done":
            self.done.emit(message[1])
        elif kind == "refused":
            self.refused.emit(Refusal(message[1], **message[2]))
        elif kind == "cancelled":
            self.cancelled.emit()
        else:
            self.broke.emit(message[1])
        self.ended.emit()
        self.deleteLater()

    def cancel(self) -> None:
        """Stop at the next step; a job that takes none within the patience is ended."""
        if self._running is None:
            self._over = True
            return
        self._running.cancel()
        QTimer.singleShot(PATIENCE, self, self._force)

    def stop(self) -> None:
        """End it now, for the program ends; nothing half is left."""
        self._over = True
        if self._running is not None:
            self._running.kill()

    def _force(self) -> None:
        if self._running is not None and not self._over:
            self._running.kill()
