"""A document made from a template on paper: the office's head, clauses, tables, places to sign, each language apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fmcrm_desktop import places
from fmcrm_desktop.model import document_text
from fmcrm_desktop.model.document_text import Block, square
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks as made
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import (
    BOTTOM,
    INK,
    MARGIN,
    MUTED,
    Letterhead,
    Paper,
    Printing,
    Type,
    joined,
    opened,
    together,
)
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.services import issued_documents
from fmcrm_desktop.services.issued_documents import DocumentSheet
from fmcrm_desktop.services.office import Office

ADDRESS = Type(9.5, 13.5, colour=MUTED)
SIGNED = Type(8.5, 12, colour=MUTED)
HANG = 30.0
"""How far the text of a numbered point stands from its number."""


@dataclass(frozen=True)
class Face:
    """How closely a document is set: 1 as it should be, less where that saves a last page with little on it."""

    scale: float = 1.0

    @property
    def text(self) -> Type:
        return Type(10 * self.scale, 15.5 * self.scale)

    @property
    def clause(self) -> Type:
        return Type(10.5 * self.scale, 16 * self.scale, bold=True)

    @property
    def gap(self) -> float:
        return 7 * self.scale**2

    @property
    def hand(self) -> float:
        """Room for the hand above the line."""
        return 46 * self.scale

    @property
    def signing(self) -> float:
        """Height of a place to sign with what stands below."""
        return 80 + self.hand


FACES = tuple(Face(scale) for scale in (1.0, 0.95, 0.9, 0.86))
_LITTLE = 0.45
"""A last page filled less than this is worth setting the rest closer."""
_MOST_KEPT = 0.7
"""No more of a page than this is asked for at once."""
_SHORT_TABLE = 0.25
"""A table that takes less of a page than this stays whole."""
_WHOLE = 400
"""Lines of a cell: as many as it takes."""
_ANNOUNCING = (":", "：")
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_FIGURES = re.compile(r"[^\w\s]{0,3}[A-Z]{0,3}\s?[−-]?\d[\d,.]*")
"""An amount or a number: such a column stands to the right."""


def ask(office: Office, options: Options) -> DocumentSheet:
    """The document with the number asked for."""
    return office.ask(issued_documents.sheet, options.number)


def ask_id(office: Office, id: int) -> DocumentSheet:
    """The same by its id, where many are printed."""
    return office.ask(issued_documents.sheet_of, id)


def draw(sheet: DocumentSheet, words: Words, printing: Printing) -> None:
    """Print it; in both languages each begins a sheet of its own and counts its own pages."""
    first, *others = [(_in(words, language), title, text) for language, title, text in sheet.texts]
    with opened(printing, _head(first[0], sheet, first[1])) as paper:
        _part(paper, sheet, first[0], first[2], _face(paper, sheet, first[0], first[2]))
        for said, title, text in others:
            paper.begin(_head(said, sheet, title))
            _part(paper, sheet, said, text, _face(paper, sheet, said, text))


def _face(paper: Paper, sheet: DocumentSheet, words: Words, text: str) -> Face:
    """The face in which the text ends well, found by setting it on a paper that nobody sees."""
    tried = []
    for face in FACES:
        trial = made.trial(paper)
        _part(trial, sheet, words, text, face)
        filled = 1 - trial.room() / (trial.size.height - MARGIN - BOTTOM)
        tried.append(trial.page)
        if face is FACES[0] and (trial.page == 1 or filled > _LITTLE):
            return face
        if trial.page < tried[0]:
            return face
    return FACES[0]


def _in(words: Words, language: str) -> Words:
    if language == words.language:
        return words
    return Words(language, str(words.zone), places.resources() / "locale")


def _head(words: Words, sheet: DocumentSheet, title: str) -> Letterhead:
    edition = words(N_("version {number}"), number=sheet.edition) if sheet.edition else words(N_("draft"))
    number = joined(sheet.number, edition if sheet.edition != 1 else "")
    day = words.date(words.local(sheet.made).date())
    return Letterhead(
        sheet.head.name,
        title or sheet.number,
        number,
        day,
        words.language,
        words(N_("Page {page} of {pages}")),
    )


def _part(paper: Paper, sheet: DocumentSheet, words: Words, text: str, face: Face) -> None:
    contact = joined(" ".join(sheet.head.address.split()), sheet.head.phone)
    if contact:
        paper.space(-8)
        paper.text(contact, SIGNED)
        paper.space(8)
    if sheet.address and sheet.kind not in CONTRACTS:
        paper.text(sheet.address, ADDRESS)
        paper.space(10)
    blocks = document_text.blocks(text.rstrip())
    closing = _closing(blocks) if words.chinese else ()
    for at, block in enumerate(blocks):
        if block.kind != document_text.GAP:
            paper.need(min(_kept(paper, blocks[at:], face), paper.size.height * _MOST_KEPT))
        if at in closing:
            _to_the_right(paper, block.text, face.text)
        else:
            _DRAWN[block.kind](paper, words, block, face)


def _kept(paper: Paper, blocks: Sequence[Block], face: Face) -> float:
    """How many points the first block needs with what must not go to another page than it: a heading with the text
    below it, what announces a table with the table, and nobody signs a page with nothing on it."""
    first, *others = blocks
    high = _high(paper, first, face)
    gaps = next((at for at, each in enumerate(others) if each.kind != document_text.GAP), len(others))
    below = others[gaps:]
    if below and (
        first.kind == document_text.CLAUSE
        or below[0].kind == document_text.SIGNATURES
        or (below[0].kind == document_text.TABLE and first.text.endswith(_ANNOUNCING))
    ):
        high += gaps * face.gap + _kept(paper, below, face)
    return high


def _high(paper: Paper, block: Block, face: Face) -> float:
    """What is kept together of one block; of a long text three lines, of a table of many rows the first."""
    if block.kind == document_text.TABLE:
        whole = table.height(paper, _set(block))
        return whole if whole < paper.size.height * _SHORT_TABLE else table.least(paper, _set(block))
    if block.kind == document_text.SIGNATURES:
        return _signing(paper, block, face)
    if block.kind == document_text.CLAUSE:
        lines = face.clause.face.lines(block.text, paper.width, face.clause.size)
        return 3 + face.clause.leading * len(lines)
    wide = paper.width - (HANG if block.kind == document_text.POINT else 0)
    return face.text.leading * min(3, len(face.text.face.lines(block.text, wide, face.text.size)))


def _closing(blocks: Sequence[Block]) -> set[int]:
    """Where a Chinese letter ends: a line with nothing but a day, and who signs right above it."""
    days = {at for at, each in enumerate(blocks) if _DAY.fullmatch(each.text.strip())}
    before = {at - 1 for at in days if at and blocks[at - 1].kind == document_text.TEXT}
    return days | before


def _to_the_right(paper: Paper, text: str, type: Type) -> None:
    for line in type.face.lines(text.strip(), paper.width, type.size):
        paper.need(type.leading)
        paper.y -= type.leading
        paper.put_right(line, paper.right, paper.y + type.leading * 0.28, type, paper.width)


CONTRACTS = ("contract", "parking", "permit")
"""These name both sides in their text and go into no envelope."""


def _text(paper: Paper, words: Words, block: Block, face: Face) -> None:
    paper.text(block.text, face.text)


def _clause(paper: Paper, words: Words, block: Block, face: Face) -> None:
    paper.need(face.clause.leading + 3 * face.text.leading)
    paper.space(3)
    paper.mark(block.text)
    paper.text(block.text, face.clause)


def _point(paper: Paper, words: Words, block: Block, face: Face) -> None:
    """The number hangs before the text."""
    lines = face.text.face.lines(block.text, paper.width - HANG, face.text.size)
    paper.need(face.text.leading * together(0, len(lines)))
    paper.put(block.number, paper.left, paper.y - face.text.leading * 0.72, face.text, HANG)
    paper.text(block.text, face.text, HANG)


def _gap(paper: Paper, words: Words, block: Block, face: Face) -> None:
    paper.space(face.gap)


def _table(paper: Paper, words: Words, block: Block, face: Face) -> None:
    table.draw(paper, _set(block))
    paper.space(4)


def _set(block: Block) -> Table:
    """The first row names the columns; where it is empty the rows stand without a heading. No cell is cut."""
    heads, *rows = square(block.rows)
    headed = any(heads)
    if not rows:
        heads, rows, headed = ("",) * len(heads), [heads], False
    columns = tuple(
        Column(title, right=True) if _amounts(rows, at) else Column(title, 2 if at else 3, wrap=_WHOLE)
        for at, title in enumerate(heads)
    )
    return Table(columns, rows, headed=headed)


def _amounts(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column holds amounts; a word may stand for one of them."""
    said = [each[at] for each in rows if each[at]]
    return at > 0 and sum(bool(_FIGURES.fullmatch(each)) for each in said) * 2 > len(said) - (not said)


def _names(paper: Paper, block: Block) -> tuple[float, list[Sequence[str]]]:
    """How wide each place to sign is, and the lines below it."""
    names = block.rows[0] or ("",)
    wide = (paper.width - 24 * (len(names) - 1)) / len(names)
    return wide, [SIGNED.face.lines(name, wide, SIGNED.size) for name in names]


def _signing(paper: Paper, block: Block, face: Face) -> float:
    """Height of the places to sign, the longest name whole."""
    more = max(map(len, _names(paper, block)[1])) - 3
    return face.signing + max(more, 0) * SIGNED.leading


def _signatures(paper: Paper, words: Words, block: Block, face: Face) -> None:
    """Lines to sign side by side, with a line for the day; all on one page."""
    wide, lines = _names(paper, block)
    high = _signing(paper, block, face)
    paper.need(high)
    paper.y -= face.hand
    below = high - face.signing + 3 * SIGNED.leading + 18
    for at, said in enumerate(lines):
        left = paper.left + at * (wide + 24)
        paper.rule(paper.y, INK, 0.6, (left, left + wide))
        for down, line in enumerate(said):
            paper.put(line, left, paper.y - SIGNED.leading * (down + 1), SIGNED, wide + 1)
        low = paper.y - below
        paper.rule(low, INK, 0.6, (left, left + wide / 2))
        paper.put(words(N_("Date")), left, low - SIGNED.leading, SIGNED, wide / 2)
    paper.y -= high - face.hand


_DRAWN = {
    document_text.TEXT: _text, document_text.CLAUSE: _clause, document_text.POINT: _point, document_text.GAP: _gap,
    document_text.TABLE: _table, document_text.SIGNATURES: _signatures,
}  # fmt: skip
