"""How the commands talk: one JSON document, or text for people; complaints on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fmcrm_desktop import places
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.words import Words

REFUSED = 1
WIDEST = 60


class Talk:
    """The command's voice in one language; with ``as_json`` nothing but the document goes to standard output."""

    def __init__(self, as_json: bool, language: str) -> None:
        self.as_json = as_json
        self.words = Words(language, "UTC", places.resources() / "locale")
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # a Windows console may stand on a code page without Chinese
                stream.reconfigure(encoding="utf-8", errors="replace")

    def zone(self, zone: str) -> None:
        """From now on moments are told on this clock."""
        self.words = Words(self.words.language, zone, places.resources() / "locale")

    def say(self, document: Any, *lines: str) -> None:
        """The answer: the document with --json, else the lines."""
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, default=plain))
        else:
            for line in lines:
                print(line)

    def table(self, rows: Sequence[Any], columns: Mapping[str, str]) -> None:
        """Rows as a document or as a table; ``columns`` maps attribute to marked heading."""
        if self.as_json:
            print(json.dumps([plain(row) for row in rows], ensure_ascii=False, default=plain))
            return
        lines = [[self.words(title) for title in columns.values()]]
        lines += [[self._cell(getattr(row, name)) for name in columns] for row in rows]
        widths = [min(WIDEST, max(width(line[at]) for line in lines)) for at in range(len(columns))]
        for line in lines:
            print("  ".join(_padded(cell, wide) for cell, wide in zip(line, widths, strict=True)).rstrip())

    def complain(self, sentence: str) -> None:
        print(sentence, file=sys.stderr)

    def _cell(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, datetime):
            return self.words.moment(value)
        if isinstance(value, date):
            return self.words.date(value)
        if isinstance(value, tuple | list):
            return ", ".join(self._cell(each) for each in value)
        return " ".join(str(value).split())


def plain(value: Any) -> Any:
    """A value as JSON takes it: moments in ISO 8601 with their zone."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Iterable):
        return list(value)
    return str(value)


def width(text: str) -> int:
    """Columns a text takes in a terminal: a Chinese character takes two."""
    return sum(
        2 if has_chinese(c) or "\uff00" <= c <= "\uff60" or "\u3000" <= c <= "\u303f" else 1 for c in text
    )


def _padded(text: str, wide: int) -> str:
    while width(text) > wide:
        text = text[:-2] + "…"
    return text + " " * (wide - width(text))
