"""How the text of a document is laid out: paragraphs, clauses, tables between upright strokes, places to sign.

A line that begins with a stroke is a row of a table, | Service | Price |, and a line that begins with |_ names who
signs, |_ The office | The customer. A stroke in a name or an address is written \\| by ``escaped``, so that what
somebody is called can never make a table; on paper it is a stroke again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TEXT, CLAUSE, POINT, GAP, TABLE, SIGNATURES = "text", "clause", "point", "gap", "table", "signatures"
_ESCAPED = re.compile(r"(\\+)\|")
_STROKE = re.compile(r"(?<!\\)(?:\\\\)*\|")
_CLAUSE = re.compile(
    r"(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、|\d{1,2}\.(?=\s))\s*\S.{0,60}"
)
_POINT = re.compile(r"(\d{1,2}\.\d{1,2}|\(\w{1,2}\)|（[一二三四五六七八九十]+）)\s+(?=\S)")
_ENDS = (".", ";", ":", ",", "。", "；", "：", "，")
"""A line that ends so is a sentence, not the heading of a clause."""


@dataclass(frozen=True)
class Block:
    """A part of a document: its text, the number before it, or the cells of a table's rows or who signs."""

    kind: str
    text: str = ""
    number: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def escaped(value: str) -> str:
    """A value that goes into a text and stays text, also between strokes that stand close to it."""
    said = re.sub(r"(\\*)\|", lambda found: f"{found[1] * 2}\\|", value)
    if re.match(r"_(\s|$)", said):
        said = f" {said}"
    return f"{said} " if said.endswith("\\") else said


def row(cells: Iterable[str]) -> str:
    """One row of a table; line ends in a cell become blanks."""
    return f"| {' | '.join(escaped(' '.join(cell.split())) for cell in cells)} |"


def signing(names: Iterable[str]) -> str:
    """Places to sign, each with what stands below the line."""
    return f"|_ {' | '.join(escaped(name) for name in names)}"


def blocks(text: str) -> list[Block]:
    """The parts of a text in order; rows that follow each other are one table."""
    found: list[Block] = []
    for line in text.split("\n"):
        block = _block(line.rstrip())
        if block.kind == TABLE and found and found[-1].kind == TABLE:
            block = Block(TABLE, rows=(*found.pop().rows, *block.rows))
        found.append(block)
    return found


def _block(line: str) -> Block:
    if not line.strip():
        return Block(GAP)
    if line.startswith("|_ "):
        return Block(SIGNATURES, rows=(_cells(line[2:]),))
    if line.startswith("|"):
        return Block(TABLE, rows=(_cells(line[1:]),))
    if _CLAUSE.fullmatch(line) and not line.endswith(_ENDS):
        return Block(CLAUSE, plain(line))
    point = _POINT.match(line)
    if point:
        return Block(POINT, plain(line[point.end() :]), point[1])
    return Block(TEXT, plain(line))


def _cells(line: str) -> tuple[str, ...]:
    cells, start = [], 0
    for stroke in _STROKE.finditer(line):
        cells.append(line[start : stroke.end() - 1])
        start = stroke.end()
    if line[start:].strip():
        cells.append(line[start:])
    return tuple(plain(cell.strip()) for cell in cells)


def plain(text: str) -> str:
    """The text as it is read: strokes without what kept them from being a table's."""
    return _ESCAPED.sub(lambda found: f"{found[1][: len(found[1]) // 2]}|", text)


def as_read(text: str) -> str:
    """The text as it is read on the screen, without its signs for tables and signatures."""
    return "\n".join(line for block in blocks(text) for line in _lines(block))


def _lines(block: Block) -> list[str]:
    if block.kind == SIGNATURES:
        return [f"✎ {name}" for name in block.rows[0]]
    if block.kind == TABLE:
        return [" · ".join(cell for cell in cells if cell) for cells in block.rows if any(cells)]
    return [f"{block.number} {block.text}".strip() if block.number else block.text]


def square(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Rows of one length, as wide as the widest."""
    wide = max(map(len, rows), default=0)
    return [(*each, *[""] * (wide - len(each))) for each in rows]
