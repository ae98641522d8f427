"""What papers are made of besides running text and tables: cards of figures, labels, notices, lines for the pen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import BytesIO

from fmcrm_desktop.model import tones
from fmcrm_desktop.reports.paper import (
    ACCENT,
    BODY,
    BOTTOM,
    CARD_FIGURE,
    CARD_LABEL,
    CARD_NOTE,
    ENTRY,
    LABEL,
    LINE,
    MARGIN,
    MUTED,
    NOTICE,
    SMALL,
    TONES,
    Paper,
    Type,
)
from fmcrm_desktop.reports.typeface import few

_LABELS = 0.26
"""The part of the width that labels beside their texts have."""


@dataclass(frozen=True)
class Card:
    """One figure at a glance: what, how much, and what to hold it against."""

    label: str
    figure: str
    note: str = ""
    tone: str = ""


def cards(paper: Paper, cards: list[Card], across: int = 5) -> None:
    """Figures side by side, each behind a short accent bar; further rows where they are many."""
    for start in range(0, len(cards), across):
        row = cards[start : start + across]
        wide = paper.width / across
        notes = [few(CARD_NOTE.face.lines(card.note, wide - 16, CARD_NOTE.size), 3) for card in row]
        labels = [few(CARD_LABEL.face.lines(card.label, wide - 16, CARD_LABEL.size), 2) for card in row]
        over = max(map(len, labels)) * CARD_LABEL.leading
        height = over + CARD_FIGURE.leading + max(map(len, notes)) * CARD_NOTE.leading + 4
        paper.need(height)
        for i, card in enumerate(row):
            _card(paper, card, (paper.left + i * wide, wide - 16), (labels[i], notes[i]), height)
        paper.y -= height + 12


def _card(
    paper: Paper,
    card: Card,
    span: tuple[float, float],
    lines: tuple[tuple[str, ...], tuple[str, ...]],
    height: float,
) -> None:
    (x, wide), (labels, notes) = span, lines
    paper.canvas.setFillColor(TONES.get(card.tone, ACCENT))
    paper.canvas.rect(x, paper.y - height, 2.2, height, stroke=0, fill=1)
    y = paper.y - 9
    for line in labels:
        paper.put(line, x + 10, y, CARD_LABEL, wide)
        y -= CARD_LABEL.leading
    y -= 7
    # a long name stands smaller rather than cut
    long = CARD_FIGURE.face.width(CARD_FIGURE.face.printable(card.figure), CARD_FIGURE.size)
    size = max(BODY.size, CARD_FIGURE.size * min(1.0, (wide - 1) / max(long, 1)))
    paper.put(card.figure, x + 10, y, replace(CARD_FIGURE, size=size), wide)
    y -= 14
    for line in notes:
        paper.put(line, x + 10, y, CARD_NOTE, wide)
        y -= CARD_NOTE.leading


def entry(paper: Paper, label: str, text: str, share: float = _LABELS, type: Type = ENTRY) -> None:
    """A label on the left and its running text beside it, kept together where they fit on a page."""
    left = paper.width * share
    lines = type.face.lines(text, paper.width - left, type.size)
    names = LABEL.face.lines(label, left - 10, LABEL.size)
    paper.need(min(max(len(lines), len(names)) * type.leading, 200))
    for i in range(max(len(lines), len(names))):
        paper.need(type.leading)
        paper.y -= type.leading
        if i < len(names):
            paper.put(names[i], paper.left, paper.y + type.leading * 0.28, LABEL, left)
        if i < len(lines):
            paper.put(lines[i], paper.left + left, paper.y + type.leading * 0.28, type, paper.width - left)
    paper.space(2.5)


_CLOSER = Type(8.5, 11.5)
_FEW = 110.0
"""A last page with less on it than so many points looks forgotten."""


def entries(paper: Paper, told: list[tuple[str, str]]) -> None:
    """Labels with their texts to the end of the document; set closer where that saves a last page of a few lines."""
    type = next((each for each in (ENTRY, _CLOSER) if not 0 < _last_page(paper, told, each) < _FEW), ENTRY)
    for label, text in told:
        entry(paper, label, text, type=type)


def _last_page(paper: Paper, told: list[tuple[str, str]], type: Type) -> float:
    """The points that these entries would take of a further page; 0 where there is none."""
    room, used = paper.room(), 0.0
    for label, text in told:
        lines = type.face.lines(text, paper.width * (1 - _LABELS), type.size)
        names = LABEL.face.lines(label, paper.width * _LABELS - 10, LABEL.size)
        high = max(len(lines), len(names)) * type.leading
        if high > room:
            room, used = paper.size.height - MARGIN - BOTTOM, 0.001
        room -= high + 2.5
        used += high + 2.5 if used else 0
    return used


def notice(paper: Paper, label: str, text: str) -> None:
    """Something that must not be overlooked: behind a thick bar, in bold."""
    lines = NOTICE.face.lines(text, paper.width - 20, NOTICE.size)
    height = CARD_LABEL.leading + len(lines) * NOTICE.leading + 8
    paper.need(min(height, paper.size.height - 3 * MARGIN))
    paper.canvas.setFillColor(TONES[tones.WARNING])
    paper.canvas.rect(
        paper.left, max(paper.y - height, BOTTOM), 4, min(height, paper.room()), stroke=0, fill=1
    )
    paper.space(2)
    paper.text(label, CARD_LABEL, left=12)
    paper.text(text, NOTICE, left=12)
    paper.space(10)


def blanks(paper: Paper, labels: tuple[str, ...]) -> None:
    """Short lines to write on, side by side."""
    wide = paper.width / len(labels)
    paper.need(34)
    paper.y -= 24
    for i, label in enumerate(labels):
        x = paper.left + i * wide
        long = paper.put(label, x, paper.y, LABEL, wide - 40) + 6
        paper.rule(paper.y - 2, MUTED, span=(x + long, x + wide - 14))
    paper.space(6)


def lines(paper: Paper, label: str, count: int) -> None:
    """A label and empty lines to write on."""
    paper.need(LABEL.leading + count * 20)
    paper.space(6)
    paper.text(label, LABEL)
    for _ in range(count):
        paper.y -= 19
        paper.rule(paper.y, LINE)


SIGNATURES = 64.0
"""What places to sign take in height, under names of one line."""


def trial(paper: Paper) -> Paper:
    """Such a paper that nobody sees, to find out how much room something takes."""
    return Paper(BytesIO(), replace(paper.printing, turned=lambda page: None, onto=None), paper.head)


def height(paper: Paper, draw: Callable[[Paper], None]) -> float:
    """How many points it takes; of what is longer than a page, the height of the sheet."""
    tried = trial(paper)
    top = tried.y
    draw(tried)
    return top - tried.y if tried.page == 1 else paper.size.height


def signatures(paper: Paper, *who: str) -> None:
    """A place for each to sign, with the day."""
    wide = paper.width / len(who)
    names = [SMALL.face.lines(name, wide - 24, SMALL.size) for name in who]
    over = (max(map(len, names)) - 1) * SMALL.leading
    paper.need(SIGNATURES + over)
    paper.space(34)
    for i, lines in enumerate(names):
        x = paper.left + i * wide
        paper.rule(paper.y, MUTED, span=(x, x + wide - 24))
        for at, line in enumerate(lines):
            paper.put(line, x, paper.y - 11 - at * SMALL.leading, SMALL, wide - 24)
    paper.space(16 + over)
