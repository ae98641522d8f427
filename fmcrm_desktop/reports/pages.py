"""The canvas of a paper: pages held back until their number is known, and what was put last taken off again.

Beside pen.py this file alone knows the library's inner names.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from fmcrm_desktop.reports.paper import Letterhead

Place = tuple[int, int, int]
"""A place in a document: the pages before it, what was put on its page so far, and the marks there."""


class Pages(Canvas):
    """A canvas that holds its pages back until their number is known, for "page x of y"."""

    held: list[dict[str, Any]]
    marks: list[tuple[str, str, float, int]]
    head: Letterhead
    part: int = 0
    """Which of several documents a page belongs to; each counts its own pages."""
    _code: list[str]

    def showPage(self) -> None:
        self.held.append(dict(self.__dict__))
        self.marks = []
        self._startPage()  # type: ignore[attr-defined]

    def place(self) -> Place:
        """Where the next thing goes."""
        return len(self.held), len(self._code), len(self.marks)

    def take_back(self, to: Place) -> None:
        """Take off this page what was put on it since a place."""
        _page, put, marked = to
        del self._code[put:], self.marks[marked:]

    def finish(self, foot: Any) -> None:
        """Number, mark and write the pages held back."""
        pages = self.held
        self.held = []
        whole = Counter(page["part"] for page in pages)
        number: Counter[int] = Counter()
        for page in pages:
            self.__dict__.update(page)
            number[self.part] += 1
            foot(self.head, self.head.page_of.format(page=number[self.part], pages=whole[self.part]))
            for key, title, top, level in self.marks:
                self.bookmarkPage(key, fit="FitH", top=top)
                self.addOutlineEntry(title, key, level=level)
            Canvas.showPage(self)
        self.save()

    def save(self) -> None:
        self._doc.SaveToFile(self._filename, self)  # type: ignore[attr-defined]
