"""Text written straight into the page: each distinct text is encoded once a document, each place is one line.

ReportLab's text objects encode, measure and format anew for every cell, which costs a register of 5,000 rows
twice its time. This file alone knows the library's inner names for that.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from fmcrm_desktop.reports.typeface import Typeface


class Pen:
    """Writes one weight and size of type into one document."""

    def __init__(self, canvas: Canvas, face: Typeface, size: float) -> None:
        self._canvas: Any = canvas
        self._font = face.font
        self._size = size
        self._known: dict[str, str] = {}

    def write(self, marks: list[tuple[float, float, str, Color]]) -> None:
        """Set each (x, y, text, colour); the text must be printable (see Typeface)."""
        known, ops, ink = self._known, ["BT"], None
        for x, y, text, colour in marks:
            if colour is not ink:
                ops.append(f"{colour.red:.3f} {colour.green:.3f} {colour.blue:.3f} rg")
                ink = colour
            shown = known.get(text)
            if shown is None:
                shown = known[text] = self._encoded(text)
            ops.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {shown}")
        ops.append("ET")
        self._canvas._code.append("\n".join(ops))

    def rule(self, left: float, right: float, heights: Iterable[float]) -> None:
        """Level lines in the canvas's own colour and thickness: a page of a register has fifty."""
        ops = " ".join(f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l" for y in heights)
        self._canvas._code.append(f"n {ops} S")

    def _encoded(self, text: str) -> str:
        """The operators that show a text; a font of many characters is cut into parts of 256."""
        document, escape = self._canvas._doc, self._canvas._escape
        return " ".join(
            f"{self._font.getSubsetInternalName(part, document)} {self._size} Tf ({escape(codes)}) Tj"
            for part, codes in self._font.splitString(text, document)
        )
