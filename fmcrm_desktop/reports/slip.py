"""Slips: messages to hand over or put into a letter box, two on a page with a line to cut along."""

from __future__ import annotations

from typing import BinaryIO

from fmcrm_desktop import places
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.making import Steps
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import (
    BOTTOM,
    INK,
    LINE,
    MUTED,
    Letterhead,
    Paper,
    Printing,
    Type,
    joined,
    opened,
)
from fmcrm_desktop.services.outbox import Slip, Slips

OFFICE = Type(11, 15, bold=True)
LINE_OF_OFFICE = Type(8.5, 12, colour=MUTED)
TO = Type(11, 15.5, bold=True)
SUBJECT = Type(12, 17, bold=True)
TEXT = Type(10.5, 16, colour=INK)
FACTS = Type(8.5, 12, colour=MUTED)
EDGE = 30.0
"""White between the line to cut along and the slip below it."""


class SlipPaper(Paper):
    """A sheet with nothing on it but slips; the lower half is a slip of its own."""

    def __init__(self, file: BinaryIO, printing: Printing, head: Letterhead) -> None:
        super().__init__(file, printing, head)
        self.fresh = True

    def _title(self) -> None:
        """A slip's head is drawn with the slip."""

    def _foot(self, head: Letterhead, page_of: str) -> None:
        """Slips are not numbered."""

    def next_slip(self, height: float) -> None:
        """Go to the top of the sheet, or of its lower half where the slip above leaves that free."""
        middle = self.size.height / 2
        if not self.fresh:
            if self.y >= middle and height <= middle - EDGE - BOTTOM:
                self.canvas.setDash(4, 4)
                self.rule(middle, LINE, 0.75, (0, self.size.width))
                self.canvas.setDash()
                self.y = middle - EDGE
            else:
                self.new_page()
        self.fresh = False


def make(
    progress: Steps, office: str, ids: tuple[int, ...], options: Options, who: Who | None = None
) -> None:
    """The work of a job: print these messages as slips to ``progress.path``."""
    from fmcrm_desktop.services import outbox

    with making.printing(progress, office, options, who) as (entered, words, printing):
        draw(entered.ask(outbox.slips, ids), words, printing)


def draw(sheet: Slips, words: Words, printing: Printing) -> None:
    """Print the slips, each in its own language."""
    head = Letterhead(sheet.office, words(N_("Slips")), "", "", words.language)
    told = {words.language: words}
    with opened(printing, head, SlipPaper) as paper:
        assert isinstance(paper, SlipPaper)
        for slip in sheet.slips:
            language = slip.language or words.language
            if language not in told:
                told[language] = Words(language, str(words.zone), places.resources() / "locale")
            _slip(paper, sheet, slip, told[language])


def _slip(paper: SlipPaper, sheet: Slips, slip: Slip, words: Words) -> None:
    name = f"{slip.name} {slip.other_name}".strip()
    call = words(N_("Questions? Call us on {phone}."), phone=sheet.phone) if sheet.phone else ""
    facts = joined(words.moment(slip.made), slip.by)
    parts: list[tuple[str, Type, float]] = [
        (sheet.office, OFFICE, 0), (joined(" ".join(sheet.address.split()), sheet.phone), LINE_OF_OFFICE, 14),
        (name, TO, 0 if slip.address else 10), (slip.address, LINE_OF_OFFICE, 10),
        (slip.subject, SUBJECT, 6), (slip.text, TEXT, 12), (call, TEXT, 8), (facts, FACTS, 0),
    ]  # fmt: skip
    written = [part for part in parts if part[0]]
    paper.next_slip(sum(_height(paper, *part) for part in written))
    paper.mark(joined(name, slip.subject), level=0)
    for text, type, after in written:
        for line in text.split("\n"):
            if line.strip():
                paper.text(line, type)
            else:
                paper.space(type.leading * 0.6)
        paper.space(after)


def _height(paper: Paper, text: str, type: Type, after: float) -> float:
    lines = sum(
        len(type.face.lines(line, paper.width, type.size)) if line.strip() else 0.6
        for line in text.split("\n")
    )
    return lines * type.leading + after
