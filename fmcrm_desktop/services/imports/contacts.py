"""Ways to reach people as the cells of an import say them: several in one cell, with what they are for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fmcrm_desktop.model.field import nothing
from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.phone import SHORTEST, plain_digits
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.reading import text
from fmcrm_desktop.services.owners.forms import is_address

WAYS = {
    "phone": "", "mobile": "mobile", "phone2": "", "phone3": "", "home_phone": "phone", "work_phone": "phone",
    "fax": "fax", "email": "email", "email2": "email", "email3": "email", "wechat": "wechat", "postal": "post",
    "postal2": "post", "contact": "other",
}  # fmt: skip
"""Fields that hold ways to reach somebody, and their kinds; without one the number itself tells."""
LABELS = {"home_phone": "home", "work_phone": "work"}
NUMBERS = ("", "mobile", "phone", "fax")

_BETWEEN = re.compile(r"[、;；,，|\n]|:::| {2,}|\s+(?:or|and|oder|及|或)\s+|\s*[&和]\s*", re.IGNORECASE)
_TWO_MOBILES = re.compile(r"(?<=\d) (?=1[3-9]\d{9}(?!\d))")
_BRACKETS = re.compile(r"\s*[（(]([^()（）]+)[)）]\s*$")
_EXTENSION = re.compile(r"ext|转|分机|^\s*[x#]?\s*[\d\s\-+./]*$", re.IGNORECASE)
_FLOAT = re.compile(r"(\d{4,})\.0+")
_POWER = re.compile(r"\d(?:\.(\d+))?[eE]\+?(\d{1,2})")
_BEFORE = re.compile(r"([^\W\d_][^\d+（()]*?)[\s:：.]*(?=[+(（]?\d)")
_CALLED = frozenset(
    ("tel", "telephone", "phone", "mobile", "cell", "mob", "ph", "fax", "t", "m", "p", "f", "h", "w", "home", "work",
     "office", "main", "no", "call", "电话", "手机", "手机号", "联系电话", "座机", "固话", "传真", "办公电话")
)  # fmt: skip
_PURPOSES = {"billing": "billing", "缴费": "billing", "费用": "billing", "repairs": "repairs", "报修": "repairs",
             "维修": "repairs", "emergency": "emergency", "紧急": "emergency", "紧急联系": "emergency"}  # fmt: skip


@dataclass(frozen=True)
class Way:
    """One way to reach somebody; ``kind`` is empty where the number tells it; ``hours`` says when or whose."""

    kind: str
    value: str
    purpose: str = "any"
    hours: str = ""
    label: str = ""


def ways_of(row: Incoming, columns: Mapping[str, str]) -> tuple[list[Way], list[str]]:
    """All ways of a row, and what was said in their cells that is none ("see the web page")."""
    ways: dict[tuple[str, str], Way] = {}
    left: list[str] = []
    for field, kind in WAYS.items():
        said = text(row, field, 2) if field in row.values else ""
        if not said or nothing(said):
            continue
        kind = _kind(row, field) or kind
        parts = numbers_in(said) if kind in NUMBERS else _words_in(said, kind)
        for part in parts:
            way = _way(part, kind, LABELS.get(field, ""))
            if way is None:
                if not nothing(part):
                    left.append(f"{columns.get(field, field)}: {part}")
            else:
                ways.setdefault(("n" if kind in ("", "mobile", "phone") else kind, way.value.casefold()), way)
    return list(ways.values()), left


def numbers_in(cell: str) -> list[str]:
    """The numbers of a cell as they are written: 13800138000/13900139000 are two, 030/1234567 is one."""
    plain = unicodedata.normalize("NFKC", cell) if not cell.isascii() else cell
    found: list[str] = []
    for piece in _apart(plain):
        for part in _TWO_MOBILES.split(piece):
            found += _unslashed(part)
    # an apostrophe kept the number as text in a spreadsheet and is no part of it
    return [part for each in found if (part := each.strip().removeprefix("'"))]


def _apart(text: str) -> list[str]:
    """The pieces between signs that stand outside brackets."""
    pieces = [""]
    depth = at = 0
    for found in _BETWEEN.finditer(text):
        between = text[at : found.start()]
        depth = max(
            0, depth + between.count("(") + between.count("（") - between.count(")") - between.count("）")
        )
        if depth and found.group() != "\n":
            pieces[-1] += between + found.group()
        else:
            pieces[-1] += between
            pieces.append("")
            depth = 0
        at = found.end()
    pieces[-1] += text[at:]
    return pieces


def _unslashed(text: str) -> list[str]:
    parts: list[str] = []
    for part in text.split("/"):
        if (
            parts
            and (len(plain_digits(part)) < 5 or len(plain_digits(parts[-1])) < 5)
            and not _worded(parts[-1])
        ):
            parts[-1] += "/" + part
        else:
            parts.append(part)
    return parts


def _worded(part: str) -> bool:
    return not plain_digits(part)


def _words_in(cell: str, kind: str) -> list[str]:
    if kind == "email":
        return [
            part.strip("<>")
            for part in re.split(r"[\s;,；，、|]+(?![^()]*\))(?!\()|:::", cell)
            if part.strip("<>")
        ]
    return [part.strip() for part in re.split(r"\n| ::: ", cell) if part.strip()]


def _way(part: str, kind: str, label: str) -> Way | None:
    if kind not in NUMBERS:
        part, purpose, hours = _told(part) if kind == "email" else _purpose_only(part)
        if nothing(part):
            return None
        return Way("other" if kind == "email" and not is_address(part) else kind, part[:300], purpose, hours)
    part, purpose, hours = _told(part)
    before = _BEFORE.match(part)
    if before and not _EXTENSION.match(before.group(1)):
        part = part[before.end() :]
        word = before.group(1).strip(" :：.")
        hours = hours or ("" if word.casefold() in _CALLED else word)
    part = _figures(part.strip(" :：."))
    if len(plain_digits(part)) < SHORTEST or len(part) > 300:
        return None
    return Way(kind, part, purpose, hours[:100], label)


def _told(part: str) -> tuple[str, str, str]:
    """The number before what stands in brackets behind it, its purpose, and whose it is."""
    found = _BRACKETS.search(part)
    if found is None or _EXTENSION.search(found.group(1)) or not part[: found.start()].strip():
        return part, "any", ""
    said = found.group(1).strip()
    first, _, rest = said.partition("; ")
    purpose = _PURPOSES.get(first.casefold(), "any")
    return part[: found.start()].strip(), purpose, rest.strip() if purpose != "any" else said


def _purpose_only(part: str) -> tuple[str, str, str]:
    bare, purpose, _ = _told(part)
    return (bare, purpose, "") if purpose != "any" else (part, "any", "")


def _figures(part: str) -> str:
    """13800001234.0 and 1.3800001234E+10 as a spreadsheet leaves numbers; nothing where it lost figures."""
    if found := _FLOAT.fullmatch(part):
        return found.group(1)
    if found := _POWER.fullmatch(part):
        kept, power = len(found.group(1) or ""), int(found.group(2))
        return str(int(Decimal(part))) if kept >= power - 1 and power < 20 and kept > 2 else ""
    return part


def _kind(row: Incoming, field: str) -> str:
    said = text(row, f"{field}_kind") if f"{field}_kind" in row.values else ""
    return meaning("CONTACT_KINDS", said) or "" if said else ""
