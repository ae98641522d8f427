"""Writes people as a contact file (vCard 3.0, UTF-8) that telephones and mail programs open, and we take back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from fmcrm_desktop.exchange.cells_out import Written
from fmcrm_desktop.exchange.whole_file import escaped, write_lines
from fmcrm_desktop.services.cards import CardWay, PersonCard

_TYPES = {"mobile": "CELL,VOICE", "phone": "VOICE,X-LANDLINE", "fax": "FAX"}
_NAMES = {"email": "EMAIL", "wechat": "X-WECHAT", "other": "X-OTHER"}
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+")


def write(path: str | os.PathLike[str], cards: Iterable[PersonCard]) -> Written:
    """Either the whole file appears under its name or the old one stays. Raises Refusal."""
    written = Written(Path(path))

    def lines() -> Iterator[str]:
        for card in cards:
            written.rows += 1
            yield from _lines(card)

    write_lines(written.path, lines())
    return written


def _lines(card: PersonCard) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:3.0", f"FN:{escaped(card.name)}")
    if card.kind == "company":
        yield from ("N:;;;;", f"ORG:{escaped(card.name)}", "X-ABShowAs:COMPANY")
    else:
        family, given = _parts(card.name)
        yield f"N:{escaped(family)};{escaped(given)};;;"
    if card.other_name:
        yield f"NICKNAME:{escaped(card.other_name)}"
    for way in card.ways:
        yield _way(way)
    if card.birthday:
        yield f"BDAY:{card.birthday.isoformat()}"
    if card.gender:
        yield f"X-GENDER:{escaped(card.gender)}"
    if card.occupation:
        yield f"TITLE:{escaped(card.occupation)}"
    if card.notes:
        yield f"NOTE:{escaped(card.notes)}"
    yield "END:VCARD"


def _parts(name: str) -> tuple[str, str]:
    """Family and given name, as far as they can be told: a Chinese name stays whole."""
    given, _, family = name.rpartition(" ")
    return (name, "") if _HAN.search(name) or not given else (family, given)


def _way(way: CardWay) -> str:
    types = [_TYPES[way.kind]] if way.kind in _TYPES else ["INTERNET"] if way.kind == "email" else []
    types += [way.label.upper()] if way.label in ("home", "work") else []
    types += [f"X-{way.purpose.upper()}"] if way.purpose not in ("", "any") else []
    types += ["PREF"] if way.preferred else []
    params = f";TYPE={','.join(types)}" if types else ""
    if hours := re.sub(r'["()（）\x00-\x1f]', " ", way.hours).strip():
        params += f';X-HOURS="{hours}"'
    if way.kind == "post":
        return f"ADR{params}:;;{escaped(way.value)};;;;"
    return f"{_NAMES.get(way.kind, 'TEL')}{params}:{escaped(way.value)}"
