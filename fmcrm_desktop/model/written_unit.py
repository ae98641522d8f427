"""Units as people write them: 3栋2单元1202室, 3#楼-1202, 三号楼1202 are 3-2-1202 and 3-1202."""

from __future__ import annotations

import re
import unicodedata

_FIGURES = {figure: number for number, figure in enumerate("零一二三四五六七八九")}
_NUMBER = re.compile(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)")
_PART = "[0-9A-Za-z一二三四五六七八九十]"
_WRITTEN = re.compile(
    rf"(?<![0-9A-Za-z])({_PART}{{1,4}})\s*(?:#楼|#|栋|棟|幢|座|[号號]?[楼樓])[-—\s]*"
    rf"(?:({_PART}{{1,3}})\s*(?:单元|單元|门|門|梯)[-—\s]*)?([0-9A-Za-z]{{1,6}})(?:[室户戶房]|[号號](?![楼樓]))?"
)


def figures(text: str) -> str:
    """12 for 十二; anything else as it is."""
    found = _NUMBER.fullmatch(text)
    if not text or found is None or (not found[2] and len(text) > 1):
        return text
    tens = _FIGURES.get(found[1], 1) if found[2] else 0
    ones = found[3] if found[2] else found[1]
    return str(tens * 10 + _FIGURES.get(ones, 0))


def parted(typed: str) -> tuple[str, list[tuple[str, ...]]]:
    """What was typed without the units in it, and of each the ways it may be written: as it was typed, then as labels
    are, with and without the nought before a low floor."""
    found: list[tuple[str, ...]] = []
    rest, at = "", 0
    typed = typed if typed.isascii() else unicodedata.normalize("NFKC", typed)
    for match in _WRITTEN.finditer(typed):
        building, door, code = match.groups(default="")
        codes = [code] + ([code.lstrip("0")] if code.startswith("0") else [f"0{code}"] * (len(code) == 3))
        before = [figures(part) for part in (building, door) if part]
        found.append((match[0], *("-".join([*before, each]) for each in codes if each)))
        rest, at = rest + typed[at : match.start()] + " ", match.end()
    return rest + typed[at:], found
