"""A notice for the board: both languages in letters to read from afar, as large as the sheet allows, and a QR that
takes it along."""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.colors import Color

from fmcrm_desktop import places
from fmcrm_desktop.model.notice import KINDS
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.reports import qr
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import ACCENT, BOTTOM, INK, MUTED, Paper, Printing, Type, joined, opened
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import postings
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.postings import Poster
from fmcrm_desktop.services.sheets import Names

SIZES = (1.6, 1.3, 1.0, 0.85, 0.72, 0.6, 0.5, 0.42)
TITLE, TIMES, TEXT = (34.0, 42.0), (17.0, 25.0), (19.0, 29.0)
GAP = 16.0
QR = 96.0
FOOT = Type(11, 16, colour=MUTED)
Part = tuple[str, tuple[float, float], Color]
"""A text, its size and leading, its colour; an empty one is white between two."""
IN_QR = 400
"""Characters: what a telephone reads from a squares this large."""


def ask(office: Office, options: Options) -> Poster:
    """The notice of the title asked for."""
    return office.ask(postings.poster_called, options.number)


def ask_id(office: Office, id: int) -> Poster:
    """The same by its id, where many are printed."""
    return office.ask(postings.poster, id)


def draw(sheet: Poster, words: Words, printing: Printing) -> None:
    """Print the poster on one page."""
    # A board names nobody, not even who printed it.
    head = replace(letterhead(words, sheet.head, KINDS[sheet.kind], ""), printed="")
    with opened(printing, head) as paper:
        other = Words(
            ENGLISH if words.language == CHINESE else CHINESE, str(words.zone), places.resources() / "locale"
        )
        parts = _part(words, sheet, ACCENT)
        if _said(other, sheet) != _said(words, sheet):
            parts += _part(other, sheet, INK)
        room = paper.room() - QR - GAP
        scale = next((size for size in SIZES if _high(paper, parts, size) <= room), SIZES[-1])
        for part in parts:
            _set(paper, part, scale)
        _foot(paper, words, other, sheet)


def _said(words: Words, sheet: Poster) -> tuple[str, str]:
    """Title and text for who reads this language."""
    return named(words, Names(sheet.title, sheet.other_title)), named(
        words, Names(sheet.text, sheet.other_text)
    )


def _part(words: Words, sheet: Poster, colour: Color) -> list[Part]:
    """A language's title, times and text."""
    title, text = _said(words, sheet)
    where = words(N_("All buildings"))
    if sheet.buildings:
        where = words.building(*sheet.buildings)
    times = f"{where}\n{words.moment(sheet.starts)} – {_until(words, sheet)}"
    return [
        (title, TITLE, colour), (times, TIMES, MUTED), ("", TEXT, INK), (text, TEXT, INK), ("", TEXT, INK),
        ("", TEXT, INK),
    ]  # fmt: skip


def _until(words: Words, sheet: Poster) -> str:
    """The end, without its day where that is the day it begins."""
    if sheet.until is None:
        return words(N_("end not known"))
    same = words.local(sheet.starts).date() == words.local(sheet.until).date()
    return words.time(sheet.until) if same else words.moment(sheet.until)


def _set(paper: Paper, part: Part, scale: float) -> None:
    """Set one text; what has no room above the foot at the smallest size is left to the second language's reader."""
    text, of, colour = part
    type = _type(of, scale, colour)
    if not text:
        paper.space(GAP * scale)
    for line in text.split("\n") if text else ():
        for piece in type.face.lines(line, paper.width, type.size):
            if paper.y - type.leading > BOTTOM + QR:
                paper.text(piece, type)


def _type(of: tuple[float, float], scale: float, colour: Color) -> Type:
    return Type(of[0] * scale, of[1] * scale, bold=of is TITLE, colour=colour)


def _high(paper: Paper, parts: list[Part], scale: float) -> float:
    """Points that everything takes when set so."""
    high = 0.0
    for text, of, colour in parts:
        type = _type(of, scale, colour)
        if not text:
            high += GAP * scale
        for line in text.split("\n") if text else ():
            high += type.leading * len(type.face.lines(line, paper.width, type.size))
    return high


def _foot(paper: Paper, words: Words, other: Words, sheet: Poster) -> None:
    """How the office is reached, and the QR at the right."""
    told = joined(sheet.title, words.moment(sheet.starts), sheet.head.office, sheet.phone)
    qr.draw(paper, told[:IN_QR], (paper.right - QR, BOTTOM + QR), QR)
    room, y = paper.width - QR - GAP, BOTTOM + QR - FOOT.leading
    asked = [words(N_("Questions? Call us on {phone}."), phone=sheet.phone),
             other(N_("Questions? Call us on {phone}."), phone=sheet.phone)] if sheet.phone else []  # fmt: skip
    ours, call = (
        [piece for said in texts if said for piece in FOOT.face.lines(said, room, FOOT.size)]
        for texts in ((sheet.head.office, " ".join(sheet.address.split())), asked)
    )
    # of a long address less is shown, so that the number to call is always there
    for line in ours[: max(int(QR // FOOT.leading) - len(call), 1)] + call:
        if y > BOTTOM - FOOT.leading:
            paper.put(line, paper.left, y, FOOT, room)
            y -= FOOT.leading
