"""The face of every paper: page frame, type sizes, colours, headings, running text and cards of figures.

This is the only file that styles. Text is drawn, never parsed: a name such as "<b>" is shown as it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.reports import typeface
from fmcrm_desktop.reports.pages import Pages, Place
from fmcrm_desktop.reports.pen import Pen

rl_config.useA85 = 0  # text encoding of streams: a third slower and a quarter larger, for nothing


@dataclass(frozen=True)
class Size:
    """A sheet of paper, in points."""

    name: str
    width: float
    height: float


A4 = Size("A4", 595.28, 841.89)
LETTER = Size("Letter", 612, 792)
SIZES = {size.name: size for size in (A4, LETTER)}

INK = HexColor("#1B2430")
MUTED = HexColor("#667085")
LINE = HexColor("#DDE1E7")
ACCENT = HexColor("#1F5FBF")
TONES: dict[str, Color] = {
    tones.ACCENT: ACCENT,
    tones.GOOD: HexColor("#17794A"),
    tones.WARNING: HexColor("#9A5B00"),
    tones.BAD: HexColor("#B42318"),
    tones.VIOLET: HexColor("#6941C6"),
    tones.GREY: HexColor("#475467"),
}
BARS = (ACCENT, HexColor("#9DBDF0"), HexColor("#C9CFD8"), HexColor("#6941C6"))
LINES = (HexColor("#B42318"), HexColor("#9A5B00"), HexColor("#17794A"))


@dataclass(frozen=True)
class Type:
    """One way of setting text: size and line distance in points, weight and colour."""

    size: float
    leading: float
    bold: bool = False
    colour: Color = INK

    @property
    def face(self) -> typeface.Typeface:
        return typeface.bold() if self.bold else typeface.regular()


OFFICE = Type(9, 12, colour=MUTED)
TITLE = Type(18, 22, bold=True)
PERIOD = Type(8.5, 12, colour=MUTED)
BODY = Type(9.5, 15)
ENTRY = Type(9.5, 13.5)
SMALL = Type(8, 11.5, colour=MUTED)
HEADING = Type(10.5, 14, bold=True, colour=ACCENT)
SUBHEADING = Type(9.5, 14, bold=True)
CARD_LABEL = Type(8.5, 11, colour=MUTED)
CARD_FIGURE = Type(15.5, 19, bold=True)
CARD_NOTE = Type(8.5, 11)
LABEL = Type(8.5, 13, colour=MUTED)
NOTICE = Type(10, 14, bold=True)
FOOT = Type(7.5, 10, colour=MUTED)

MARGIN = 45.0
_FOOT_LINE = 44.0
_SHORT = 4
"""A paragraph of so many lines stays whole."""
BOTTOM = 58.0


@dataclass(frozen=True)
class Letterhead:
    """What stands on every page, in finished words."""

    office: str
    title: str
    period: str
    """The period or the number."""
    printed: str
    """When and by whom it was printed."""
    language: str = "en"
    page_of: str = "Page {page} of {pages}"
    aside: float = 0
    """Points left free at the right of the title, for what the paper draws there itself."""


@dataclass(frozen=True)
class Printing:
    """Where a paper goes and on what; ``turned`` hears of each page begun, and may stop it by raising."""

    target: Path
    size: Size = A4
    turned: Callable[[int], None] = lambda page: None
    onto: Binder | None = None
    """Several documents go into one file; each begins a new sheet and counts its own pages."""


def joined(*parts: str) -> str:
    """The parts that say something with a dot between; the font's dot is a full square wide and needs no blanks."""
    return "·".join(part for part in parts if part)


@dataclass
class Headed:
    """Headings that stand below each other with nothing between: where the first began, and what is put after them."""

    before: Place
    top: float
    titles: list[tuple[str, int]] = field(default_factory=list)
    """With how deep each stands inside a part."""
    after: Place | None = None


class Paper:
    """One document being written from top to bottom; ``y`` is where the next thing goes."""

    def __init__(self, file: BinaryIO, printing: Printing, head: Letterhead) -> None:
        self.printing, self.head = printing, head
        self.size = size = printing.size
        self.left, self.right = MARGIN, size.width - MARGIN
        self.width = self.right - self.left
        self.canvas = Pages(file, pagesize=(size.width, size.height), lang=head.language.replace("_", "-"))
        self.canvas.held, self.canvas.marks = [], []
        self.canvas.head, self.canvas.part = head, 0
        self.canvas.setTitle(" · ".join(filter(None, (head.title, head.period))))
        self.canvas.setAuthor(head.office)
        self.canvas.setSubject(head.printed)
        self.canvas.setCreator("FMCRM Desktop")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self._outline = self._inside = 0
        self.headed = Headed(self.canvas.place(), 0)
        self._pens: dict[tuple[bool, float], Pen] = {}
        self.y = size.height - MARGIN
        self._title()

    def begin(self, head: Letterhead) -> None:
        """Another document on a new sheet of the same file: its own head, its own page numbers."""
        self.headed.after = None  # what ends with a heading keeps it
        self.new_page()
        self.head = self.canvas.head = head
        self.canvas.part += 1
        self._title()

    def _title(self) -> None:
        wide = self.width - self.head.aside
        self.text(self.head.office, OFFICE, width=wide)
        self.y -= 2
        self.text(self.head.title, TITLE, width=wide)
        self.mark(self.head.title, level=0)
        self.text(joined(self.head.period, self.head.printed), PERIOD, width=wide)
        self.space(12)

    # Where things go

    def room(self) -> float:
        """Points left on this page."""
        return self.y - BOTTOM

    def pen(self, type: Type) -> Pen:
        """The pen that writes many words of this size and weight fast; it remembers what it has written."""
        key = type.bold, type.size
        if key not in self._pens:
            self._pens[key] = Pen(self.canvas, type.face, type.size)
        return self._pens[key]

    @property
    def page(self) -> int:
        """The number of the sheet being written."""
        return len(self.canvas.held) + 1

    def need(self, height: float) -> None:
        """Begin a new page when ``height`` does not fit on this one."""
        if height > self.room():
            self.new_page()

    def new_page(self) -> None:
        """Go on at the top of the next sheet; headings that nothing stands under yet go along."""
        along = _taken_back(self)
        self.canvas.showPage()
        self.printing.turned(len(self.canvas.held))
        self.y = self.size.height - MARGIN
        for title, inside in along:
            _set_heading(self, title, inside)

    @contextmanager
    def again(self, page: int) -> Iterator[None]:
        """Put something on an earlier sheet, by its number: what is known only later, such as the pages of the
        contents. Where the next thing goes stays as it is."""
        now = dict(self.canvas.__dict__)
        self.canvas.__dict__.update(self.canvas.held[page - 1])
        yield
        self.canvas.held[page - 1] = dict(self.canvas.__dict__)
        self.canvas.__dict__.update(now)

    def space(self, height: float) -> None:
        """Leave some white."""
        self.y -= height

    def mark(self, title: str, level: int = 1) -> None:
        """Name this place in the document's outline."""
        self._outline += 1
        self.canvas.marks.append((f"place{self._outline}", title, self.y + 30, level))

    # What is set

    @contextmanager
    def part(self, title: str, keep: float = 60) -> Iterator[None]:
        """A section that is a paper elsewhere: the headings inside it stand below its own."""
        self.heading(title, keep)
        self._inside += 1
        yield
        self._inside -= 1

    def heading(self, title: str, keep: float = 60) -> None:
        """A section's heading over a thin accent line, kept with at least ``keep`` points of what follows; within a
        part smaller and without the line."""
        type = SUBHEADING if self._inside else HEADING
        self.need(type.leading * len(type.face.lines(title, self.width, type.size)) + 24 + keep)
        _set_heading(self, title, self._inside)

    def text(self, text: str, type: Type = BODY, left: float = 0, width: float | None = None) -> None:
        """Running text, broken to the width (points) and over pages."""
        wide = (self.width if width is None else width) - (left if width is None else 0)
        lines = type.face.lines(text, wide, type.size)
        for at, line in enumerate(lines):
            self.need(type.leading * together(at, len(lines)))
            self.y -= type.leading
            self.put(line, self.left + left, self.y + type.leading * 0.28, type, wide)

    def put(self, text: str, x: float, y: float, type: Type, width: float) -> float:
        """One line at a place, cut to ``width``; gives the points it took."""
        shown = type.face.fit(text, width, type.size)
        self.pen(type).write([(x, y, shown, type.colour)])
        return type.face.width(shown, type.size)

    def put_right(self, text: str, right: float, y: float, type: Type, width: float) -> None:
        """One line that ends at ``right``, cut to ``width``."""
        shown = type.face.fit(text, width, type.size)
        self.put(shown, right - type.face.width(shown, type.size), y, type, width + 1)

    def rule(
        self, y: float, colour: Color = LINE, thick: float = 0.5, span: tuple[float, float] | None = None
    ) -> None:
        """A thin line across the page or the ``span`` (from, to)."""
        left, right = span or (self.left, self.right)
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(thick)
        self.canvas.line(left, y, right, y)

    def close(self) -> None:
        """Number the pages and write the document."""
        self.canvas.showPage()
        self.canvas.finish(self._foot)

    def _foot(self, head: Letterhead, page_of: str) -> None:
        wide = FOOT.face.width(page_of, FOOT.size) + 12
        self.rule(_FOOT_LINE)
        # of a long name less is shown, so that it stays to be seen which paper the sheet is of
        what = joined("", head.title, head.period)
        room, office = self.width - wide, head.office
        if what:
            least = FOOT.face.width(FOOT.face.printable("·" + what), FOOT.size)
            office = FOOT.face.fit(office, max(room - least, room / 3), FOOT.size)
            number = FOOT.face.fit(head.period, room / 3, FOOT.size)
            taken = FOOT.face.width(FOOT.face.printable(f"{office}··{number}"), FOOT.size)
            what = joined("", FOOT.face.fit(head.title, max(room - taken, 0), FOOT.size), number)
        self.put(joined(office, what), self.left, _FOOT_LINE - 13, FOOT, room)
        self.put_right(page_of, self.right, _FOOT_LINE - 13, FOOT, wide)


def _set_heading(paper: Paper, title: str, inside: int) -> None:
    """Put a heading, and keep in mind what to take back if the page ends under it."""
    if paper.headed.after != paper.canvas.place():
        paper.headed = Headed(paper.canvas.place(), paper.y)
    type = SUBHEADING if inside else HEADING
    paper.space(8 if inside else 12)
    if inside:
        paper.mark(title, level=2)
    for at, line in enumerate(type.face.lines(title, paper.width, type.size)):
        paper.y -= type.leading
        if at == 0 and not inside:
            paper.mark(title)
        paper.put(line, paper.left, paper.y + 4, type, paper.width)
    if not inside:
        paper.rule(paper.y - 2, ACCENT, 0.75)
    paper.space(2 if inside else 12)
    paper.headed.titles.append((title, inside))
    paper.headed.after = paper.canvas.place()


def _taken_back(paper: Paper) -> list[tuple[str, int]]:
    """The headings that would stand alone at this page's foot, taken off it."""
    headed = paper.headed
    if headed.after != paper.canvas.place() or headed.top >= paper.size.height - MARGIN:
        return []
    paper.canvas.take_back(headed.before)
    return headed.titles


def together(at: int, count: int) -> int:
    """How many lines of a paragraph are kept together from this one on: a short one whole, of a long one no line
    stands alone at the foot or the head of a page."""
    if count <= _SHORT:
        return count - at
    return 2 if at in (0, count - 2) else 1


@contextmanager
def opened(printing: Printing, head: Letterhead, kind: type[Paper] = Paper) -> Iterator[Paper]:
    """A paper that appears under its name only when it is whole; what was there before survives any failure.

    Raises Refusal when the file cannot be written, with the way out.
    """
    if printing.onto is not None:
        yield printing.onto.paper(head)
        return
    with _written(printing.target) as file:
        paper = kind(file, printing, head)
        yield paper
        paper.close()


class Binder:
    """Several documents in one file: hand it to ``Printing.onto`` and draw one after the other."""

    def __init__(self, printing: Printing) -> None:
        self._printing = printing
        self._file: BinaryIO | None = None
        self._paper: Paper | None = None

    def paper(self, head: Letterhead) -> Paper:
        """The paper on a fresh sheet under this head."""
        if self._paper is None:
            assert self._file is not None
            self._paper = Paper(self._file, self._printing, head)
        else:
            self._paper.begin(head)
        return self._paper

    @contextmanager
    def bound(self) -> Iterator[Binder]:
        """Write the file; it appears when all of it is whole."""
        with _written(self._printing.target) as file:
            self._file = file
            yield self
            if self._paper is not None:
                self._paper.close()


@contextmanager
def _written(target: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when it is whole. Raises Refusal with the way out."""
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except PermissionError as fault:
        raise Refusal(
            N_(
                "{file} cannot be written. If it is open in another program, close it there, or choose another name."
            ),
            file=target.name,
        ) from fault
    except OSError as fault:
        raise Refusal(
            N_("{file} could not be written: {reason}. Make room or choose another folder."),
            file=str(target),
            reason=fault.strerror or str(fault),
        ) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
