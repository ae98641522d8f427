"""One matter as text: what it is, where it stands, its history and the arithmetic of its clocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from fmcrm_desktop.cli.talk import Talk
from fmcrm_desktop.model.working_time import Line
from fmcrm_desktop.model.working_words import said


def lines(card: Any, talk: Talk, indent: str = "") -> Iterator[str]:
    """A card's filled fields, one a line; what hangs on it stands below, a step to the right."""
    for each in fields(card):
        value = getattr(card, each.name)
        if value in (None, "", (), False):
            continue
        if is_dataclass(value):
            yield f"{indent}{each.name}:"
            yield from lines(value, talk, indent + "  ")
        elif isinstance(value, tuple | list) and any(is_dataclass(part) for part in value):
            yield f"{indent}{each.name}:"
            for part in value:
                yield from _item(part, talk, indent + "  ")
        else:
            yield f"{indent}{each.name:<18} {_said(value, talk)}"


def _item(part: Any, talk: Talk, indent: str) -> Iterator[str]:
    if isinstance(part, Line):
        yield f"{indent}{said(part, talk.words)}"
        return
    rest = lines(part, talk, indent + "  ")
    first = next(rest, "")
    yield f"{indent}- {first.strip()}"
    yield from rest


def _said(value: Any, talk: Talk) -> str:
    if isinstance(value, datetime):
        return talk.words.moment(value)
    if isinstance(value, tuple | list):
        return ", ".join(_said(each, talk) for each in value)
    return talk.words(str(value)) if isinstance(value, str) else str(value)
