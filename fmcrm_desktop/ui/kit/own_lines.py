"""What the office's own fields say of a record, as lines on a card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fmcrm_desktop.model.own_field import OwnLine
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.card import Card


def told(line: OwnLine, words: Words) -> str:
    """The value as people read it."""
    if line.kind == "date":
        return words.date(date.fromisoformat(line.value))
    return words(N_("Yes")) if line.kind == "tick" else line.value


def own_lines(card: Card, lines: Sequence[OwnLine]) -> None:
    """A line each, under the name that suits the reader."""
    for line in lines:
        card.line_named(suiting(line.name, line.other_name, card.office.words), told(line, card.office.words))
