"""The certificate of a recognition: one sheet across in both languages, to be signed and hung up."""

from __future__ import annotations

from dataclasses import replace
from math import cos, pi, sin

from reportlab.lib.colors import HexColor

from fmcrm_desktop import places
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.making import Steps
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import INK, MUTED, Letterhead, Paper, Printing, Size, Type, joined, opened
from fmcrm_desktop.reports.typeface import few
from fmcrm_desktop.services import recognitions
from fmcrm_desktop.services.recognitions import Certificate

GOLD, PALE = HexColor("#A8812F"), HexColor("#E9DDC0")
OFFICE = Type(14, 20, bold=True, colour=MUTED)
TITLE, SECOND = Type(38, 50, bold=True), Type(17, 26, colour=GOLD)
NAMES = tuple((Type(size, size * 4 / 3, bold=True, colour=GOLD), 560.0) for size in (30, 22, 15, 11))
SMALL, SIGNED = Type(11.5, 17, colour=MUTED), Type(11.5, 16)
TEXTS = ((Type(15, 25), 520.0), (Type(12.5, 20), 580.0), (Type(11, 16.5), 640.0), (Type(9, 13), 680.0))
"""How the text is set and how wide: smaller when it is long."""
NAME_ROOM = 62.0
"""Points for the name, set smaller where it is long."""
FOOT = 128.0
"""The text ends above the rosette."""
TITLES = {
    "commendation": N_("Certificate of commendation"),
    "reward": N_("Certificate of merit"),
    "thanks": N_("Certificate of thanks"),
}
PRESENTED = N_("presented to")
EDGE = 28.0
HEAD = 680.0
"""Of the office's name."""
WIDE = 520.0
"""Of the text; short lines are read from a distance."""


class Sheet(Paper):
    """A sheet without head and page number."""

    def _title(self) -> None:
        """The certificate draws its own."""

    def _foot(self, head: Letterhead, page_of: str) -> None:
        """Nobody hangs up a page number."""

    def middle(self, text: str, type: Type, wide: float = WIDE) -> None:
        """Centred text, broken to lines."""
        for line in type.face.lines(text, wide, type.size):
            self.y -= type.leading
            self.put(line, (self.size.width - type.face.width(line, type.size)) / 2, self.y, type, wide + 2)


def make(progress: Steps, office: str, id: int, options: Options, who: Who | None = None) -> None:
    """The work of a job: print the certificate of a recognition to ``progress.path``."""
    with making.printing(progress, office, options, who) as (entered, words, printing):
        other = Words(
            ENGLISH if words.language == CHINESE else CHINESE, str(words.zone), places.resources() / "locale"
        )
        across = replace(printing, size=Size(printing.size.name, printing.size.height, printing.size.width))
        draw(entered.ask(recognitions.certificate, id), (words, other), across)


def draw(sheet: Certificate, tongues: tuple[Words, Words], printing: Printing) -> None:
    """Print it: the first language large, the other below."""
    words, other = tongues
    title = TITLES[sheet.kind]
    head = Letterhead(sheet.office, words(title), sheet.name, "", words.language)
    with opened(printing, head, Sheet) as paper:
        assert isinstance(paper, Sheet)
        paper.mark(head.title, level=0)
        _frame(paper)
        paper.y = paper.size.height - 92
        paper.middle(OFFICE.face.fit(sheet.office, HEAD, OFFICE.size), OFFICE, HEAD)
        paper.y -= 14
        paper.middle(words(title), TITLE, 700)
        paper.middle(other(title), SECOND)
        paper.y -= 16
        paper.middle(joined(words(PRESENTED), other(PRESENTED)), SMALL)
        paper.y -= 4
        name = " ".join(part for part in (sheet.name, sheet.other_name) if part)
        paper.middle(name, *_suiting(name, NAMES, NAME_ROOM))
        half = paper.size.width / 2
        paper.rule(paper.y - 12, GOLD, 0.75, (half - 150, half + 150))
        paper.y -= 30
        paper.middle(sheet.text, *_suiting(sheet.text, TEXTS, paper.y - FOOT))
        _signed(paper, sheet, tongues)


def _suiting(text: str, ways: tuple[tuple[Type, float], ...], room: float) -> tuple[Type, float]:
    """The largest way of setting the text in which it fits, or else the smallest."""
    for type, wide in ways:
        if len(type.face.lines(text, wide, type.size)) * type.leading <= room:
            break
    return type, wide


def _frame(paper: Paper) -> None:
    """Two gold lines, corners between them, and a rosette at the foot."""
    canvas, size = paper.canvas, paper.size
    canvas.setStrokeColor(GOLD)
    for edge, thick in ((EDGE, 2.4), (EDGE + 8, 0.7)):
        canvas.setLineWidth(thick)
        canvas.rect(edge, edge, size.width - 2 * edge, size.height - 2 * edge)
    canvas.setFillColor(GOLD)
    inner = EDGE + 8
    for x in (inner, size.width - inner):
        for y in (inner, size.height - inner):
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(45)
            canvas.rect(-5, -5, 10, 10, stroke=0, fill=1)
            canvas.restoreState()
    _rosette(paper, size.width / 2, EDGE + 62)


def _rosette(paper: Paper, x: float, y: float) -> None:
    canvas = paper.canvas
    path = canvas.beginPath()
    points = 36
    for at in range(2 * points):
        far = 34.0 if at % 2 else 29.0
        angle = pi * at / points
        (path.lineTo if at else path.moveTo)(x + far * cos(angle), y + far * sin(angle))
    path.close()
    canvas.setFillColor(PALE)
    canvas.setStrokeColor(GOLD)
    canvas.setLineWidth(0.8)
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.circle(x, y, 23, stroke=1, fill=0)
    star = canvas.beginPath()
    for at in range(10):
        far = 15.0 if at % 2 == 0 else 6.2
        angle = pi / 2 + pi * at / 5
        (star.lineTo if at else star.moveTo)(x + far * cos(angle), y + far * sin(angle))
    star.close()
    canvas.setFillColor(GOLD)
    canvas.drawPath(star, stroke=0, fill=1)


def _signed(paper: Sheet, sheet: Certificate, tongues: tuple[Words, Words]) -> None:
    """Date and signature, each over a line."""
    words, other = tongues
    foot = EDGE + 58
    left, right = EDGE + 60, paper.size.width - EDGE - 60
    wide = 190.0
    days = words.date(sheet.day)
    for start, said, label in (
        (left, days, N_("Date")), (right - wide, suiting(sheet.by, sheet.by_other, tongues[0]), N_("Signature")),
    ):  # fmt: skip
        paper.rule(foot, INK, 0.6, (start, start + wide))
        lines = few(SIGNED.face.lines(said, wide, SIGNED.size), 3)
        for at, line in enumerate(reversed(lines)):
            paper.put(line, start + 2, foot + 6 + at * SIGNED.leading, SIGNED, wide)
        paper.put(joined(words(label), other(label)), start + 2, foot - 15, SMALL, wide)
