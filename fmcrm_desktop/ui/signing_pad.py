"""A pad to sign on with mouse, pen or finger; what is written becomes a picture."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.text import label

SIZE = QSize(560, 200)
PAPER, INK = QColor("white"), QColor("black")
"""Of paper in either theme: the picture is printed."""
THICK = 2.5
FOLDERS: list[tempfile.TemporaryDirectory[str]] = []
"""Where what was signed waits to be taken in; gone with the program."""


class Sheet(QWidget):
    """Keeps the strokes as lines of points; ``changed`` when there is more or nothing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strokes: list[list[QPointF]] = []
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.strokes.append([event.position()])
        self.update()
        self.changed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.strokes and event.buttons() & Qt.MouseButton.LeftButton:
            self.strokes[-1].append(event.position())
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), PAPER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(INK, THICK)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for points in self.strokes:
            if len(points) == 1:
                painter.drawPoint(points[0])
            else:
                painter.drawPolyline(points)

    def clear(self) -> None:
        self.strokes = []
        self.update()
        self.changed.emit()

    def picture(self) -> QImage:
        """What is written, at twice the size, for paper."""
        image = QImage(SIZE * 2, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painter.scale(2, 2)
        self._draw(painter)
        painter.end()
        return image


class SigningPad(QDialog):
    """``signed`` with the path of a picture, which is the receiver's to take in."""

    signed = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words(N_("Signature of the customer")))
        self._name = words(N_("Signature"))
        self.sheet = Sheet(self)
        self.sheet.setAccessibleName(self.windowTitle())
        self.keep = Button(words(N_("Keep")), PRIMARY, parent=self).on(self._keep)
        self.again = Button(words(N_("Again")), parent=self).on(self.sheet.clear)
        cancel = Button(words(N_("Cancel")), parent=self).on(self.reject)
        lay = QVBoxLayout(self)
        lay.setSpacing(theme.GAP_M)
        lay.addWidget(
            label(
                words(N_("Sign here. A signature on paper can be scanned and added as a file.")),
                "small",
                self,
            )
        )
        lay.addWidget(self.sheet)
        foot = QHBoxLayout()
        lay.addLayout(foot)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.keep)
        self.sheet.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        written = bool(self.sheet.strokes)
        self.keep.setEnabled(written)
        self.again.setEnabled(written)

    def _keep(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix=f"fmcrm-signature-{os.getpid()}-")
        FOLDERS.append(folder)
        path = Path(folder.name) / f"{self._name}.png"
        self.sheet.picture().save(str(path))
        self.signed.emit(str(path))
        self.accept()
