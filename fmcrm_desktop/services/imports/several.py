"""Cells that name two people as one: they are kept as they stand, and told, for only the person at the desk knows."""

from __future__ import annotations

import re

from fmcrm_desktop.model.incoming import Fault
from fmcrm_desktop.model.words import N_, Terms

FEW = 5
_HAN = r"[\u3400-\u9fff]{2,4}"
_LATIN = r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*)+"
_TWO = re.compile(
    rf"\s*{_HAN}(?:\s*[、，,；;/／&＆+]\s*{_HAN})+\s*"
    rf"|\s*{_LATIN}(?:\s*(?:[;/&+]|\band\b)\s*{_LATIN})+\s*"
)
"""陈秀英、刘强; Chen Xiuying & Liu Qiang. Not 王芳/Wang Fang, who is one in two scripts, nor Smith, John."""
_FIRM = re.compile(r"\b(?:co|corp|gmbh|inc|llc|ltd)\b", re.IGNORECASE)


class Several:
    """Remembers the lines whose name is that of two."""

    def __init__(self) -> None:
        self._lines: list[int] = []

    def look(self, line: int, *names: str) -> None:
        if any(_TWO.fullmatch(name) and not _FIRM.search(name) for name in names):
            self._lines.append(line)

    @property
    def hints(self) -> list[Fault]:
        if not self._lines:
            return []
        lines = sorted(set(self._lines))
        told = Terms((*map(str, lines[:FEW]), *(["…"] if len(lines) > FEW else [])))
        said = N_(
            "{count} rows have two names in one cell (line {lines}) and make one person of them. Give each person a "
            "row of their own with the same unit, then choose the file once more."
        )
        return [Fault(said, {"count": len(lines), "lines": told})]
