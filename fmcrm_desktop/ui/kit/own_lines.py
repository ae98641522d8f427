"""What the office's own fields say of a record, as lines on a card, and a list's filter by them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from fmcrm_desktop.model.own_field import SAID, SAME, OwnLine, OwnOption
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.columns import Filter


def told(line: OwnLine, words: Words) -> str:
    """The value as people read it."""
    if line.kind == "date":
        return words.date(date.fromisoformat(line.value))
    return words(N_("Yes")) if line.kind == "tick" else line.value


def own_lines(card: Card, lines: Sequence[OwnLine]) -> None:
    """A line each, under the name that suits the reader."""
    for line in lines:
        card.line_named(suiting(line.name, line.other_name, card.office.words), told(line, card.office.words))


def own_choices(case: Callable[..., Any]) -> Filter:
    """The filter by own fields; ``case`` is one of own_filter's. Without own fields there is none."""
    return Filter("own", N_("Own fields"), case=case, told=_option, news="own_field")


def _option(option: OwnOption, words: Words) -> str:
    name = suiting(option.name, option.other_name, words)
    if option.sign == SAME:
        return words(N_("{name}: {value}"), name=name, value=option.value)
    if option.kind == "tick":
        return words(
            N_("{name}: {value}"), name=name, value=words(N_("Yes") if option.sign == SAID else N_("No"))
        )
    return words(N_("{name}: filled in") if option.sign == SAID else N_("{name}: not filled in"), name=name)
