"""Icons: the bundled line drawings in the colour of the theme."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fmcrm_desktop import places
from fmcrm_desktop.ui.kit import theme

SCALE = 3
"""Drawn three times as large, so that a screen at 200 % or 300 % stays sharp."""

_made: dict[tuple[str, str, int, int], QIcon] = {}


def icon(name: str, tone: str = "ink", size: int = 16, gap: int = 0) -> QIcon:
    """The icon in a token's colour, ``gap`` pixels free at its right; an unknown name gives an empty icon."""
    if not name:
        return QIcon()
    key = (name, theme.colour(tone).name(), size, gap)
    if key not in _made:
        normal = pixmap(name, tone, size, gap)
        made = QIcon(normal)
        if not normal.isNull():
            made.addPixmap(pixmap(name, "muted", size, gap), QIcon.Mode.Disabled)
        _made[key] = made
    return _made[key]


def pixmap(name: str, tone: str = "ink", size: int = 16, gap: int = 0) -> QPixmap:
    """The drawing itself, sharp at any scaling."""
    file = places.resources() / "icons" / f"{name}.svg"
    if not file.exists():
        return QPixmap()
    drawing = file.read_text("utf-8").replace("currentColor", theme.colour(tone).name())
    made = QPixmap((size + gap) * SCALE, size * SCALE)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size * SCALE, size * SCALE))
    painter.end()
    made.setDevicePixelRatio(SCALE)
    return made
