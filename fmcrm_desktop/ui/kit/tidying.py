"""Looking for garbage on the screen's own thread only.

Python's search for cycles runs in whichever thread makes the next object. Lists are read in threads; one that
starts a search there takes apart widgets behind Qt's back, and the program dies in the middle of a paint.

The memory that is free then goes back to the system, and all threads take theirs from one heap: by itself glibc gives
each thread one, none of which is ever handed back while the day lasts.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

EVERY = 250
"""Milliseconds between two looks."""
PUT_OFF = 8
"""So many looks are put off while somebody waits for an answer; two seconds later there is garbage enough."""
ARENA_MAX = -8
"""M_ARENA_MAX of glibc's malloc.h."""


def heap() -> Any:
    """The C library where it is glibc's, which lets itself be told; None elsewhere."""
    import ctypes

    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None


class Tidying(QObject):
    """Takes the search for cycles over from Python. Nothing is looked for until ``begin``: at the start that would be
    a tenth of it, for nothing. While ``waited`` says that somebody waits for an answer it is put off: a look takes as
    long as a key."""

    def __init__(self, parent: QObject, waited: Callable[[], bool] = lambda: False) -> None:
        super().__init__(parent)
        gc.disable()
        self._heap: Any = None
        QTimer.singleShot(0, self, self._share)  # with the first paint, before the first thread
        self._waited, self._put_off = waited, 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def _share(self) -> None:
        self._heap = heap()
        if self._heap is not None:
            self._heap.mallopt(ARENA_MAX, 1)

    def begin(self) -> None:
        """What is loaded by now stays for good: later searches, which stop the keys, need not look through it."""
        gc.freeze()
        self._timer.start(EVERY)

    def _look(self) -> None:
        """Search as deep as Python itself would have by now."""
        if self._waited() and self._put_off < PUT_OFF:
            self._put_off += 1
            return
        self._put_off = 0
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                if generation == 2 and self._heap is not None:
                    self._heap.malloc_trim(0)
                return
