"""Reading a PDF back with other programs' parts than those that wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
from reportlab.graphics.barcode.qr import QrCodeWidget


@dataclass(frozen=True)
class Word:
    """A stretch of text with its place on the page, in points from the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


def pages(path: Path) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [document[i].get_textpage().get_text_bounded() for i in range(len(document))]
    finally:
        document.close()


def text(path: Path) -> str:
    """All text, one line a stretch."""
    return "\n".join(pages(path)).replace("\r\n", "\n")


def words(path: Path) -> list[list[Word]]:
    """For each page its stretches of text and where they stand."""
    document = pypdfium2.PdfDocument(path)
    found = []
    try:
        for i in range(len(document)):
            page = document[i].get_textpage()
            boxes = [page.get_rect(j) for j in range(page.count_rects())]
            found.append([Word(page.get_text_bounded(*box), *box) for box in boxes])
    finally:
        document.close()
    return found


def qr_says(path: Path, text: str, left: float, top: float, side: float, page: int = 0) -> bool:
    """Whether every module of the square printed there (points from the upper left) is as the library's own drawing of
    the text has it."""
    made: Any = QrCodeWidget(text, barLevel="M")
    made.qr.make()
    each, scale = side / len(made.qr.modules), 6
    document = pypdfium2.PdfDocument(path)
    try:
        bitmap = document[page].render(scale=scale, grayscale=True)
        return all(
            (
                bitmap.buffer[
                    int((top + (row + 0.5) * each) * scale) * bitmap.stride
                    + int((left + (column + 0.5) * each) * scale)
                ]
                < 128
            )
            == bool(dark)
            for row, line in enumerate(made.qr.modules)
            for column, dark in enumerate(line)
        )
    finally:
        document.close()


def size(path: Path) -> tuple[float, float]:
    box = pypdf.PdfReader(path).pages[0].mediabox
    return round(float(box.width), 2), round(float(box.height), 2)


def fonts(path: Path) -> set[str]:
    """The names of the fonts of all pages, without the prefix of the subset; each must be embedded."""
    found = set()
    for page in pypdf.PdfReader(path).pages:
        for each in page["/Resources"]["/Font"].values():
            font = each.get_object()
            name = str(font["/BaseFont"])[1:]
            if name != "Helvetica":  # the library names it on every page without a letter in it
                assert "/FontFile2" in font["/FontDescriptor"].get_object(), name
            found.add(name.split("+")[-1])
    return found
