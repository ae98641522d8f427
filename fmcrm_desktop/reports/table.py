"""Tables on the canvas: column by column, thin lines, headings on every page.

Platypus tables take four times as long for a register of 5,000 rows and thirty times for 50,000.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest

from reportlab.lib.colors import Color

from fmcrm_desktop.reports.paper import INK, LINE, MUTED, TONES, Paper, Type
from fmcrm_desktop.reports.typeface import few

ROW = Type(8, 10.5)
HEAD = Type(7.8, 10.5, colour=MUTED)
TOTAL = Type(8, 10.5, bold=True)
FLAT = 17.0
"""Height of a row of one line."""
_PAD = 4.0
_SHARED = 0.3
"""The part of the width that shared columns keep whatever the others want."""
_TITLE = 3
"""A column's title has at most so many lines."""
_BASE = 11.3
"""From the top of a row down to its first line of text."""


@dataclass(frozen=True)
class Column:
    """A column: its heading and its share of the width; share 0 makes it as wide as its longest word, for
    numbers, days and states. ``tones`` gives some of its words a colour (tone names of model.tones)."""

    title: str
    share: float = 0
    right: bool = False
    wrap: int = 1
    """At most so many lines; what is longer ends in …"""
    tones: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Finished words in columns and rows; ``total`` is a last row in bold."""

    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] = ()
    empty: str = ""
    """The sentence that stands for a table without rows."""
    headed: bool = True
    """With the columns' titles above."""
    going_on: str = ""
    """What stands above the rows on each further page of a table without titles: what they belong to."""
    carried: Callable[[int], Sequence[str]] | None = None
    """The row that closes a page and opens the next, after so many rows: sums carried over."""
    row: float = FLAT
    """Points that a row has at least: more where one writes in it by hand."""


Lines = tuple[str, ...]
Mark = tuple[float, float, str, Color]


def draw(paper: Paper, table: Table, left: float | None = None, width: float | None = None) -> None:
    """Set the table at the paper's place, over as many pages as it takes."""
    spans = _spans(table, paper.left if left is None else left, paper.width if width is None else width)
    table = replace(table, columns=tuple(_flat(table, spans, j) for j in range(len(table.columns))))
    if not table.rows and table.empty:
        paper.text(table.empty, HEAD)
        return
    wraps = any(column.wrap > 1 for column in table.columns)
    start = 0
    paper.need(_least(table, spans))
    while True:
        _heads(paper, table, spans, again=start > 0)
        if table.carried is not None and start:
            _bold(paper, table, spans, table.carried(start))
        stop, heights = _fill(paper, table, spans, start) if wraps else _fill_flat(paper, table, start)
        if stop == len(table.rows) > start + 1 and sum(heights) + _total_high(table, spans) > paper.room():
            stop, heights = stop - 1, heights[:-1]  # the last row goes with the total
        _page(paper, table, spans, (start, stop, heights))
        start = stop
        if start >= len(table.rows):
            break
        if table.carried is not None:
            _bold(paper, table, spans, table.carried(start))
        paper.new_page()
    if table.total:
        _bold(paper, table, spans, table.total)


def titled(paper: Paper, title: str, table: Table, keep: float = 60) -> None:
    """The table under its heading, which never stands alone at a page's foot: its first row goes with it."""
    paper.heading(title, max(keep, least(paper, table)))
    draw(paper, table)


def least(paper: Paper, table: Table) -> float:
    """What the titles and the first row of a table take: a heading above them is kept with so much."""
    return _least(table, _spans(table, paper.left, paper.width))


def height(paper: Paper, table: Table) -> float:
    """What the titles and all rows take."""
    spans = _spans(table, paper.left, paper.width)
    return (FLAT if table.headed else 0) + sum(_high(table, spans, row) for row in table.rows)


def _high(table: Table, spans: list[tuple[float, float]], row: Sequence[str]) -> float:
    """Height of one row."""
    lines = [
        min(column.wrap, len(ROW.face.lines(text, wide, ROW.size))) if column.wrap > 1 else 1
        for column, text, (_, wide) in zip(table.columns, row, spans, strict=True)
    ]
    return max(table.row, FLAT + (max(lines) - 1) * ROW.leading)


def _least(table: Table, spans: list[tuple[float, float]]) -> float:
    """What stands together where a table begins: the titles, the first row, and the total below a single one."""
    titles = FLAT + (max(map(len, _titles(table, spans))) - 1) * HEAD.leading if table.headed else 0.0
    first = _high(table, spans, table.rows[0]) if table.rows else FLAT
    last = _total_high(table, spans) if len(table.rows) == 1 else 0.0
    return titles + first + max(last, _kept(table))


def _titles(table: Table, spans: list[tuple[float, float]]) -> list[Lines]:
    """The columns' titles, each broken to its width."""
    return [
        few(HEAD.face.lines(column.title, wide, HEAD.size), _TITLE)
        for column, (_, wide) in zip(table.columns, spans, strict=True)
    ]


def _spans(table: Table, left: float, width: float) -> list[tuple[float, float]]:
    """Left edge and width of each column's text: first what must be whole, then the shares of the rest."""
    # one endless word takes a quarter at most, or it would squeeze the numbers beside it
    most = width / 4 if len(table.columns) > 3 else width
    shared = [column.share for column in table.columns]
    widths = [0.0 if column.share else min(_snug(table, j), most) for j, column in enumerate(table.columns)]
    if sum(widths) > width * (1 - _SHARED):  # what may be broken to lines gives way first
        widths = [
            min(wide, most / 1.5) if column.wrap > 1 else wide
            for wide, column in zip(widths, table.columns, strict=True)
        ]
    for j, column in enumerate(table.columns):
        # an amount is never cut: what is longer than its share is as wide as it must be, like those without one
        if column.share and column.right and column.wrap == 1:
            share = (width - sum(widths)) * column.share / sum(shared)
            if share < (snug := min(_figures(table, j), most)):
                shared[j], widths[j] = 0.0, snug
    shares = sum(shared)
    rest = width - sum(widths)
    if shares and rest < width * _SHARED:
        rest = width * _SHARED
        most = _widest(widths, width - rest)
    elif not shares:
        rest = 0.0
    found, x = [], left
    for share, snug in zip(shared, widths, strict=True):
        wide = rest * share / shares if share else min(snug, most)
        found.append((x + _PAD, wide - 2 * _PAD))
        x += wide
    return found


def _flat(table: Table, spans: list[tuple[float, float]], j: int) -> Column:
    """The column; for words that all have room on one line, which is fast, it need not be broken."""
    column, wide = table.columns[j], spans[j][1] + 2 * _PAD
    whole = column.wrap > 1 and not column.share and _figures(table, j) <= wide
    return replace(column, wrap=1) if whole and not any("\n" in row[j] for row in table.rows) else column


def _widest(widths: list[float], room: float) -> float:
    """How wide a column may be for all to fit: the widest give way, numbers, days and states stay whole."""
    whole = sorted(wide for wide in widths if wide)
    for at, wide in enumerate(whole):
        even = room / (len(whole) - at)
        if wide > even:
            return even
        room -= wide
    return max(widths)


def _snug(table: Table, j: int) -> float:
    """The width of a column's longest word, its title's among them."""
    title = HEAD.face.width(table.columns[j].title, HEAD.size)
    return max(_figures(table, j), title + 2 * _PAD + 0.5)


def _figures(table: Table, j: int) -> float:
    """The same without the title, which may be broken to lines."""
    words = {row[j] for row in table.rows}
    sums = {table.total[j]} if table.total else set()
    if table.carried is not None:  # sums may be longer than any of their parts
        sums.update(table.carried(n)[j] for n in range(1, len(table.rows)))
    return max((*_widths(words, ROW), *_widths(sums, TOTAL)), default=0) + 2 * _PAD + 0.5


def _widths(words: set[str], type: Type) -> list[float]:
    """How wide the longest words are; of many the eight that look longest are measured."""
    longest = nlargest(8, words, key=lambda word: len(word.encode()))
    return [type.face.width(type.face.printable(word), type.size) for word in longest]


def _heads(paper: Paper, table: Table, spans: list[tuple[float, float]], again: bool) -> None:
    if not table.headed:
        if again and table.going_on:
            paper.y -= FLAT
            _word(paper, Column(""), (spans[0][0], paper.width), table.going_on, HEAD)
            paper.rule(paper.y, span=_edges(spans))
        return
    titles = _titles(table, spans)
    more = max(map(len, titles)) - 1
    paper.y -= FLAT + more * HEAD.leading
    foot = paper.y
    for column, span, title in zip(table.columns, spans, titles, strict=True):
        # one title after the other, for whoever copies or searches; short ones stand next to what they head
        for above, line in zip(reversed(range(len(title))), title, strict=True):
            paper.y = foot + above * HEAD.leading
            _word(paper, column, span, line, HEAD)
    paper.y = foot
    paper.rule(paper.y, span=_edges(spans))


def _word(paper: Paper, column: Column, span: tuple[float, float], text: str, type: Type) -> None:
    x, wide = span
    if column.right:
        paper.put_right(text, x + wide, paper.y + 5.6, type, wide)
    else:
        paper.put(text, x, paper.y + 5.6, type, wide)


def _edges(spans: list[tuple[float, float]]) -> tuple[float, float]:
    return spans[0][0] - _PAD, spans[-1][0] + spans[-1][1] + _PAD


def _kept(table: Table) -> float:
    """Room that a page keeps for the sums carried over."""
    return FLAT if table.carried is not None else 0.0


def _fill_flat(paper: Paper, table: Table, start: int) -> tuple[int, list[float]]:
    """How many rows of one line fit: the row after the last, and the heights."""
    stop = min(len(table.rows), start + max(1, int((paper.room() - _kept(table)) // table.row)))
    return stop, [table.row] * (stop - start)


def _fill(
    paper: Paper, table: Table, spans: list[tuple[float, float]], start: int
) -> tuple[int, list[float]]:
    """The same for rows that take several lines."""
    room, stop = paper.room() - _kept(table), start
    heights: list[float] = []
    broken = [(j, column.wrap) for j, column in enumerate(table.columns) if column.wrap > 1]
    for row in table.rows[start:]:
        count = max(min(most, len(ROW.face.lines(row[j], spans[j][1], ROW.size))) for j, most in broken)
        height = max(table.row, FLAT + (count - 1) * ROW.leading)
        if height > room and heights:
            break
        heights.append(height)
        room -= height
        stop += 1
    return stop, heights


def _page(
    paper: Paper, table: Table, spans: list[tuple[float, float]], part: tuple[int, int, list[float]]
) -> None:
    start, stop, heights = part
    tops, y = [], paper.y
    for height in heights:
        tops.append(y)
        y -= height
    rows = table.rows[start:stop]
    pen = paper.pen(ROW)
    for j, column in enumerate(table.columns):
        pen.write(_column(column, spans[j], zip((row[j] for row in rows), tops, strict=True)))
    edges = _edges(spans)
    paper.canvas.setStrokeColor(LINE)
    paper.canvas.setLineWidth(0.4)
    pen.rule(*edges, (top - h for top, h in zip(tops, heights, strict=True)))
    paper.y = y


def _column(column: Column, span: tuple[float, float], cells: Iterable[tuple[str, float]]) -> list[Mark]:
    """Where the words of one column of one page stand; ``cells`` are texts and the tops of their rows."""
    x, wide = span
    face, size = ROW.face, ROW.size
    marks: list[Mark] = []
    for text, top in cells:
        if not text:
            continue
        tone = column.tones.get(text)
        ink = TONES[tone] if tone else INK
        if column.wrap > 1:
            lines = few(face.lines(text, wide, size), column.wrap)
        else:
            lines = (face.fit(text, wide, size),)
        for n, line in enumerate(lines):
            left = x + wide - face.width(line, size) if column.right else x
            marks.append((left, top - _BASE - n * ROW.leading, line, ink))
    return marks


def _total_cells(table: Table, spans: list[tuple[float, float]], words: Sequence[str]) -> list[Sequence[str]]:
    return [
        few(TOTAL.face.lines(text, wide, TOTAL.size), column.wrap) if column.wrap > 1 else (text,)
        for text, column, (_, wide) in zip(words, table.columns, spans, strict=True)
    ]


def _total_high(table: Table, spans: list[tuple[float, float]]) -> float:
    """What the total takes; 0 where there is none."""
    if not table.total:
        return 0.0
    return FLAT + (max(map(len, _total_cells(table, spans, table.total))) - 1) * TOTAL.leading


def _bold(paper: Paper, table: Table, spans: list[tuple[float, float]], words: Sequence[str]) -> None:
    cells = _total_cells(table, spans, words)
    high = FLAT + (max(map(len, cells)) - 1) * TOTAL.leading
    paper.need(high)
    foot = paper.y - high
    for lines, column, span in zip(cells, table.columns, spans, strict=True):
        for n, line in enumerate(lines):
            paper.y = foot + high - FLAT - n * TOTAL.leading
            _word(paper, column, span, line, TOTAL)
    paper.y = foot
    paper.rule(paper.y, span=_edges(spans))
