"""A PDF on screen: pages painted as they come into sight, drawn from the file by one thread of their own."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit import theme

GAP = 16
KEPT = 8
"""Pages kept as pictures; the others are drawn again when they come back."""
POINT = 96 / 72


class Drawer(QObject):
    """Draws pages off the screen's thread, one at a time: the library takes only one thread."""

    drawn = Signal(int, QImage, float)

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        import pypdfium2

        self._document = pypdfium2.PdfDocument(path)
        self._pool = ThreadPoolExecutor(1, "paper")
        self.close = weakref.finalize(self, _let_go, self._pool, self._document)
        self.destroyed.connect(lambda _gone=None, close=self.close: close())
        self.sizes = [
            QSize(round(w), round(h)) for w, h in (self._size(n) for n in range(len(self._document)))
        ]

    def _size(self, number: int) -> tuple[float, float]:
        width, height = self._document.get_page_size(number)
        return float(width), float(height)

    def draw(self, number: int, scale: float) -> None:
        """Ask for a page at ``scale`` device pixels a point; ``drawn`` brings it."""

        def work() -> None:
            image = self.image(number, scale)
            if shiboken6.isValid(self):
                self.drawn.emit(number, image, scale)

        self._pool.submit(work)

    def image(self, number: int, scale: float) -> QImage:
        """The page as a picture of its own."""
        bitmap = self._document[number].render(scale=scale, rev_byteorder=True)
        mode = QImage.Format.Format_RGBX8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
        return QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, mode).copy()


def _let_go(pool: ThreadPoolExecutor, document: Any) -> None:
    """Close the file once the page under way is drawn; also when a window goes without a word."""
    pool.shutdown(wait=True, cancel_futures=True)
    document.close()


class PaperView(QAbstractScrollArea):
    """The pages of a PDF below each other, as wide as there is room for."""

    turned = Signal(int, int)
    """The page in sight (from 1) and how many there are."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.drawer: Drawer | None = None
        self._pictures: OrderedDict[int, tuple[QImage, float]] = OrderedDict()
        self._asked: set[tuple[int, float]] = set()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setAccessibleName(words(N_("Preview")))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell())

    @property
    def pages(self) -> int:
        return len(self.drawer.sizes) if self.drawer else 0

    @property
    def quiet(self) -> bool:
        """Whether every page in sight has been drawn."""
        return not self._asked and (not self.pages or bool(self._pictures))

    def show_file(self, path: Path | None) -> None:
        """Show a PDF from its first page; None empties the view."""
        if self.drawer is not None:
            self.drawer.close()
            self.drawer.deleteLater()
        self._pictures.clear()
        self._asked.clear()
        self.drawer = Drawer(path, self) if path else None
        if self.drawer is not None:
            self.drawer.drawn.connect(self._take)
        self.verticalScrollBar().setValue(0)
        self._lay()
        self._tell()

    # what is where

    def _scale(self) -> float:
        """Screen pixels a point: the widest page fills the room, but no larger than half again its size."""
        widest = max((size.width() for size in self.drawer.sizes), default=595) if self.drawer else 595
        return min(1.5 * POINT, max(0.3, (self.viewport().width() - 2 * GAP) / widest))

    def _places(self) -> list[QRectF]:
        """Every page's rectangle, from the top of the whole."""
        scale, top, found = self._scale(), float(GAP), []
        for size in self.drawer.sizes if self.drawer else ():
            width, height = size.width() * scale, size.height() * scale
            found.append(QRectF((self.viewport().width() - width) / 2, top, width, height))
            top += height + GAP
        return found

    def _lay(self) -> None:
        places = self._places()
        whole = int(places[-1].bottom()) + GAP if places else 0
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, whole - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(60)
        self.viewport().update()

    def _tell(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 3
        at = sum(place.top() <= middle for place in self._places())
        said = self.words(N_("Page {page} of {pages}"), page=max(1, at), pages=self.pages)
        self.setAccessibleDescription(said if self.pages else "")
        self.turned.emit(max(1, at) if self.pages else 0, self.pages)

    def _take(self, number: int, image: QImage, scale: float) -> None:
        self._asked.discard((number, scale))
        self._pictures[number] = (image, scale)
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    # Qt's own

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(0, -self.verticalScrollBar().value())
        seen = QRectF(event.rect()).translated(0, self.verticalScrollBar().value())
        sharp = self._scale() * self.devicePixelRatioF()
        for number, place in enumerate(self._places()):
            if not place.intersects(seen):
                continue
            painter.fillRect(place, QColor(Qt.GlobalColor.white))
            kept = self._pictures.get(number)
            if kept is not None:
                self._pictures.move_to_end(number)
                painter.drawImage(place, kept[0])
            if (
                (kept is None or abs(kept[1] - sharp) > 0.01)
                and (number, sharp) not in self._asked
                and self.drawer
            ):
                self._asked.add((number, sharp))
                self.drawer.draw(number, sharp)
            painter.setPen(theme.colour("line"))
            painter.drawRect(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        page = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_Space: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if page:
            bar.setValue(bar.value() + page * bar.pageStep())
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(0 if event.key() == Qt.Key.Key_Home else bar.maximum())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar.setValue(bar.value() + (60 if event.key() == Qt.Key.Key_Down else -60))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: Any) -> None:
        self.verticalScrollBar().event(event)
