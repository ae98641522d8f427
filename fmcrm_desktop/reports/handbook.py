"""The handbook on paper: its contents, then every page with its pictures and the table of keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from fmcrm_desktop.model import handbook
from fmcrm_desktop.model.handbook import Block, Page, Run
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.paper import ACCENT, BODY, SMALL, TONES, Letterhead, Paper, Printing, Type, opened

HEADING = Type(15, 20, bold=True)
SECTION = Type(10.5, 15, bold=True, colour=TONES["accent"])
KINDS = {
    handbook.PLAIN: BODY,
    handbook.BOLD: Type(BODY.size, BODY.leading, bold=True),
    handbook.NAME: Type(BODY.size, BODY.leading, bold=True),
    handbook.KEY: Type(BODY.size - 0.5, BODY.leading, bold=True, colour=TONES["grey"]),
    handbook.LINK: Type(BODY.size, BODY.leading, colour=TONES["accent"]),
}
INDENT, KEYS_WIDE, NUMBER = 18, 150, 40
_PIECES = re.compile(r"\s+|[!-~À-ɏ]+|.", re.DOTALL)
_CLINGS = frozenset("，。！？；：、）》”…,.;:!?)")
"""What may not begin a line stays with what it follows."""

Piece = tuple[str, Type]


@dataclass(frozen=True)
class Handbook:
    """What is printed: the pages, the file of each picture by its place, and all keys in finished words."""

    pages: Sequence[Page]
    keys: Sequence[tuple[str, str]]
    version: str
    pictures: Mapping[str, Path] = field(default_factory=dict)


def draw(sheet: Handbook, words: Words, printing: Printing) -> None:
    """Print the handbook."""
    version = words(N_("Version {version}"), version=sheet.version)
    page_of = words(N_("Page {page} of {pages}"))
    named = words(N_("FMCRM Desktop")), words(handbook.TITLE)
    head = Letterhead(*named, version, "", words.language, page_of)
    with opened(printing, head) as paper:
        paper.heading(words(N_("Contents")))
        entries = []
        for each in sheet.pages:
            _flow(paper, [Run(each.title)])
            entries.append((paper.page, paper.y))
        begun = [_page(paper, each, sheet) for each in sheet.pages]
        for (page, y), number in zip(entries, begun, strict=True):
            with paper.again(page):
                paper.put_right(str(number), paper.right, y + BODY.leading * 0.28, BODY, NUMBER)


def _page(paper: Paper, page: Page, sheet: Handbook) -> int:
    """A page from its own sheet on; gives the number of that sheet."""
    paper.new_page()
    began = paper.page
    paper.mark(page.title)
    paper.text(page.title, HEADING)
    paper.rule(paper.y - 3, ACCENT, 0.75)
    paper.space(12)
    for block in page.blocks:
        _block(paper, block, sheet)
    return began


def _block(paper: Paper, block: Block, sheet: Handbook) -> None:
    if block.kind == handbook.HEADING:
        paper.need(70)
        paper.space(8)
        paper.text(block.text, SECTION)
        paper.space(2)
    elif block.kind == handbook.PICTURE:
        _picture(paper, block, sheet.pictures.get(block.target))
    elif block.kind == handbook.KEYS:
        for keys, text in sheet.keys:
            _line(paper, keys, text)
    elif block.kind == handbook.STEP:
        _hung(paper, f"{block.number}.", block)
    elif block.kind == handbook.POINT:
        _hung(paper, "•", block)
    else:
        _flow(paper, block.runs)
        paper.space(5)


def _hung(paper: Paper, sign: str, block: Block) -> None:
    """A step or point: its sign stands before the lines."""
    paper.need(BODY.leading * 2)
    paper.put(sign, paper.left, paper.y - BODY.leading * 0.72, BODY, INDENT)
    _flow(paper, block.runs, INDENT)
    paper.space(3)


def _line(paper: Paper, keys: str, text: str) -> None:
    paper.need(BODY.leading)
    y = paper.y - BODY.leading * 0.72
    paper.put(keys, paper.left, y, KINDS[handbook.KEY], KEYS_WIDE)
    paper.text(text, BODY, left=KEYS_WIDE)


def _picture(paper: Paper, block: Block, file: Path | None) -> None:
    """The picture over the whole width, with what it shows below."""
    if file is not None:
        from reportlab.lib.utils import ImageReader

        image = ImageReader(str(file))
        wide, high = image.getSize()
        height = paper.width * high / wide
        paper.need(height + 30)
        paper.y -= height + 4
        paper.canvas.drawImage(image, paper.left, paper.y, paper.width, height)
        paper.canvas.setStrokeColor(TONES["grey"])
        paper.canvas.setLineWidth(0.4)
        paper.canvas.rect(paper.left, paper.y, paper.width, height)
    paper.space(2)
    paper.text(block.text, SMALL)
    paper.space(6)


def _flow(paper: Paper, runs: Sequence[Run], left: float = 0) -> None:
    """Words of several kinds in one paragraph, broken to the width."""
    line: list[Piece] = []
    room = paper.width - left
    for group in _groups(runs):
        wide = sum(type.face.width(text, type.size) for text, type in group)
        if wide > room and line:
            _put(paper, line, left)
            line, room = [], paper.width - left
            if group[0][0].isspace():
                continue
        line += group
        room -= wide
    _put(paper, line, left)


def _put(paper: Paper, line: list[Piece], left: float) -> None:
    paper.need(BODY.leading)
    paper.y -= BODY.leading
    x = paper.left + left
    for type, pieces in groupby(line, key=lambda piece: piece[1]):
        text = "".join(text for text, _ in pieces)
        x += paper.put(text, x, paper.y + BODY.leading * 0.28, type, paper.width)


def _groups(runs: Sequence[Run]) -> Iterator[list[Piece]]:
    """What stays together on a line: a word, one Chinese character, a comma with what it follows."""
    group: list[Piece] = []
    for run in runs:
        type = KINDS[run.kind]
        for piece in (
            [run.text] if run.kind == handbook.KEY else _PIECES.findall(type.face.printable(run.text))
        ):
            opening = bool(group) and group[-1][0][-1] in "“（《"
            if group and not opening and piece[0] not in _CLINGS:
                yield group
                group = []
            group.append((piece, type))
    if group:
        yield group
