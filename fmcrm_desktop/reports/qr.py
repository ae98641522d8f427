"""A QR on paper: dark squares that touch are drawn as one bar."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.colors import black

from fmcrm_desktop.reports.paper import Paper


def draw(paper: Paper, text: str, at: tuple[float, float], side: float) -> None:
    """The text as a QR whose upper left corner is ``at``."""
    made: Any = QrCodeWidget(text, barLevel="M")
    code = made.qr
    code.make()
    square = side / code.getModuleCount()
    bars = paper.canvas.beginPath()
    for row, modules in enumerate(code.modules, 1):
        column = 0
        for dark, run in groupby(map(bool, modules)):
            wide = len(list(run))
            if dark:
                bars.rect(at[0] + column * square, at[1] - row * square, wide * square, square)
            column += wide
    paper.canvas.setFillColor(black)
    paper.canvas.drawPath(bars, stroke=0, fill=1)
