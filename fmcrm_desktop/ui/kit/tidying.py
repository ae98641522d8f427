"""Looking for garbage on the screen's own thread only.

Python's search for cycles runs in whichever thread makes the next object. Lists are read in threads; one that
starts a search there takes apart widgets behind Qt's back, and the program dies in the middle of a paint.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 250
"""Milliseconds between two looks."""


class Tidying(QObject):
    """Takes the search for cycles over from Python. Nothing is looked for until ``begin``: at the start that would be
    a tenth of it, for nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """What is loaded by now stays for good: later searches, which stop the keys, need not look through it."""
        gc.freeze()
        self._timer.start(EVERY)

    def _look(self) -> None:
        """Search as deep as Python itself would have by now."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return
