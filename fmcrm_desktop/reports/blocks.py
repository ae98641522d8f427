"""What papers are made of besides running text and tables: cards of figures, labels, notices, lines for the pen."""

from __future__ import annotations

from dataclasses import dataclass, replace

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
        notes = [CARD_NOTE.face.lines(card.note, wide - 16, CARD_NOTE.size)[:3] for card in row]
        labels = [CARD_LABEL.face.lines(card.label, wide - 16, CARD_LABEL.size)[:2] for card in row]
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


def entry(paper: Paper, label: str, text: str, share: float = 0.26, type: Type = ENTRY) -> None:
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


def signatures(paper: Paper, *who: str) -> None:
    """A place for each to sign, with the day."""
    paper.need(64)
    paper.space(34)
    wide = paper.width / len(who)
    for i, name in enumerate(who):
        x = paper.left + i * wide
        paper.rule(paper.y, MUTED, span=(x, x + wide - 24))
        paper.put(name, x, paper.y - 11, SMALL, wide - 24)
    paper.space(16)
