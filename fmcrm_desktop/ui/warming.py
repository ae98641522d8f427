"""Making beforehand what must open at once, bit by bit: between two bits keys are answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from fmcrm_desktop.ui.desk import Desk

PAUSE = 20
"""Milliseconds between two bits; the longest of them takes about as long."""


@runtime_checkable
class Warm(Protocol):
    """A tab, or a section of one, that has something to make beforehand; what it yields are the pauses."""

    def warming(self) -> Iterator[None]: ...


class Warming(QObject):
    """Works through the bits after ``calm`` milliseconds, and goes with its parent."""

    def __init__(self, bits: Iterator[None], calm: int, parent: QObject) -> None:
        super().__init__(parent)
        self._bits = bits
        QTimer.singleShot(calm, self, self._next)

    def _next(self) -> None:
        if next(self._bits, self) is self:
            self.deleteLater()
        else:
            QTimer.singleShot(PAUSE, self, self._next)


class ReadyTabs(QObject):
    """Makes the tabs ready that a key opens at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def make(self) -> None:
        Warming(self._bits(), 0, self)

    def _bits(self) -> Iterator[None]:
        for entry in [one for one in self._desk.entries if one.at_once]:
            tab = self._desk.tab(entry.name)
            yield
            if isinstance(tab, Warm):
                yield from tab.warming()
