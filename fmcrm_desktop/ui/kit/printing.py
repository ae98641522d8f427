"""A PDF to the printer: one page each turn of the screen's loop, so that the window goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.ui.kit.paper import Drawer

DPI = 300


class Printing(QObject):
    """Prints those of a PDF's ``pages`` (from 0) that were chosen with the printer; ``ended`` says how many, or 0 when
    it would not begin."""

    ended = Signal(int)

    def __init__(self, path: Path, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        self._drawer = Drawer(path, self)
        self._printer = printer
        self._painter = QPainter()
        chosen = printer.pageRanges()
        self.pages = [
            at for at in range(len(self._drawer.sizes)) if chosen.isEmpty() or chosen.contains(at + 1)
        ]
        self._next = 0

    def start(self) -> None:
        first = self._drawer.sizes[0]
        letter = abs(first.width() - 612) < 3
        size = QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)
        wide = first.width() > first.height()
        self._printer.setPageSize(size)
        orientation = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(orientation)
        self._printer.setFullPage(True)
        if not self.pages or not self._painter.begin(self._printer):
            self._end(0)
            return
        QTimer.singleShot(0, self._page)

    def _page(self) -> None:
        if self._next >= len(self.pages):
            self._painter.end()
            self._end(self._next)
            return
        if self._next:
            self._printer.newPage()
        image = self._drawer.image(self.pages[self._next], DPI / 72)
        self._painter.drawImage(QRectF(self._painter.viewport()), image)
        self._next += 1
        QTimer.singleShot(0, self._page)

    def _end(self, pages: int) -> None:
        self._drawer.close()
        self.ended.emit(pages)
        self.deleteLater()


def ask_printer(parent: QWidget) -> QPrinter | None:
    """The printer a person chooses; None when they change their mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    return printer if QPrintDialog(printer, parent).exec() else None
