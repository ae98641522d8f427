"""Writes people as a contact file (vCard 3.0, UTF-8) that telephones and mail programs open, and we take back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from fmcrm_desktop.exchange.cells_out import Written
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cards import CardWay, PersonCard

WIDEST = 75
"""Octets of a line; longer ones are folded, never within a character."""
_TYPES = {"mobile": "CELL,VOICE", "phone": "VOICE,X-LANDLINE", "fax": "FAX"}
_NAMES = {"email": "EMAIL", "wechat": "X-WECHAT", "other": "X-OTHER"}
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+")


def write(path: str | os.PathLike[str], cards: Iterable[PersonCard]) -> Written:
    """Either the whole file appears under its name or the old one stays. Raises Refusal."""
    target = Path(path)
    if not target.parent.is_dir():
        raise Refusal(N_("There is no folder {name}."), name=str(target.parent))
    half = target.with_name(f".{target.name}.{os.getpid()}.part")
    written = Written(target)
    try:
        with half.open("wb") as file:
            for card in cards:
                written.rows += 1
                file.writelines(folded(line) for line in _lines(card))
            file.flush()
            os.fsync(file.fileno())
        half.chmod(0o600)
        half.replace(target)
    except OSError as error:
        raise Refusal(
            N_("{name} cannot be written: {reason}."), name=target.name, reason=error.strerror or str(error)
        ) from error
    finally:
        half.unlink(missing_ok=True)
    return written


def folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, each but the first behind a blank."""
    data = line.encode("utf-8", "replace")
    pieces = []
    room = WIDEST
    while len(data) > room:
        end = room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[:end])
        data, room = data[end:], WIDEST - 1
    return b"\r\n ".join([*pieces, data]) + b"\r\n"


def escaped(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


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
