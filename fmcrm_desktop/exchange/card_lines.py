"""The lines of a vCard file as properties: unfolded, quoted-printable undone, in their own characters, tolerant."""

from __future__ import annotations

import quopri
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_BREAKS = re.compile(rb"\r\n|\r|\n")
_WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
LONGEST = 400_000
"""Octets of one value: what is longer is a book pasted by mistake, and its row is refused for that."""
SKIPPED = frozenset(("PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN", "THUMBNAIL"))
"""Pictures and the like: a card's bulk, which the office does not keep."""


@dataclass
class Property:
    """One property of a card: its name in capitals, its group ("item1"), what its TYPE says, and its raw text."""

    name: str
    group: str
    types: frozenset[str]
    params: dict[str, str]
    text: str

    @property
    def value(self) -> str:
        return unescaped(self.text)

    def parts(self) -> list[str]:
        """The parts between semicolons: of a name family, given and more, of an address its lines."""
        return [unescaped(part) for part in split(self.text, ";")]


def unescaped(text: str) -> str:
    """Without backslashes; line breaks as one kind."""
    if "\\" not in text and "\r" not in text:
        return text
    plain = re.sub(r"\\(.)", lambda m: "\n" if m.group(1) in "nN" else m.group(1), text, flags=re.DOTALL)
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def split(text: str, sign: str) -> list[str]:
    """The parts between signs that no backslash stands before."""
    if "\\" not in text:
        return text.split(sign)
    parts, part, escaped = [], "", False
    for c in text:
        if c == sign and not escaped:
            parts.append(part)
            part = ""
        else:
            part += c
        escaped = c == "\\" and not escaped
    return [*parts, part]


def properties(data: bytes, encoding: str) -> Iterator[tuple[int, Property]]:
    """Every property with the line it begins on. What is no property is left out; nothing raises."""
    if encoding in _WIDE:
        data, encoding = data.decode(encoding, "replace").encode("utf-8", "replace"), "utf-8"
    for line, raw in _logical(_lines(data.removeprefix(b"\xef\xbb\xbf"))):
        found = _property(raw, encoding)
        if found is not None:
            yield line, found


def _lines(data: bytes) -> Iterator[bytes]:
    """One after the other, so that the first cards of a large file are there at once."""
    at = 0
    for found in _BREAKS.finditer(data):
        yield data[at : found.start()]
        at = found.end()
    yield data[at:]


def _logical(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines joined where they were folded (a blank in front) or quoted-printable breaks softly (= at the end).
    A line that can be no property goes on with the one before: some programs fold without a blank."""
    held: list[bytes] = []
    begun, soft = 1, False
    for number, (line, *after) in enumerate(_ahead(lines), 1):
        line = line.rstrip(b"\x00")
        if soft:
            held[-1] = held[-1][:-1]
            held.append(line)
        elif held and not line and b":" not in b"".join(held[:3]):
            continue  # blank lines within a folded one
        elif held and line[:1] in (b" ", b"\t"):
            held.append(line[1:])
        elif held and line and b":" not in line and not _begins(after):
            held.append(b"\\n" + line if not _is_binary(held[0]) else b"")
        else:
            if held:
                yield begun, b"".join(held)
            held, begun = [line], number
        soft = line.endswith(b"=") and _is_quoted(held[0])
    if held:
        yield begun, b"".join(held)


def _ahead(lines: Iterable[bytes]) -> Iterator[tuple[bytes, ...]]:
    """Each line with the two after it, as far as there are any."""
    seen: deque[bytes] = deque()
    for line in lines:
        seen.append(line)
        if len(seen) == 3:
            yield tuple(seen)
            seen.popleft()
    while seen:
        yield tuple(seen)
        seen.popleft()


def _begins(after: Sequence[bytes]) -> bool:
    """Whether a line without a colon is only the name of a property: it was folded before the colon."""
    following = next((line for line in after if line), b"")
    return following.startswith((b" :", b" ;", b"\t:", b"\t;"))


def _is_quoted(first: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in first.split(b":", 1)[0].upper()


def _is_binary(first: bytes) -> bool:
    head = first.split(b":", 1)[0].upper()
    return b"BASE64" in head or b"ENCODING=B" in head or head.split(b";")[0].decode("latin-1") in SKIPPED


def _property(raw: bytes, encoding: str) -> Property | None:
    bare, value = _cut(raw)
    head = _head(bare, encoding) if len(bare) < _USUAL else _head.__wrapped__(bare, encoding)
    if head is None:
        return None
    value = value[:LONGEST]
    if head.quoted:
        value = quopri.decodestring(value)
    text = _decoded(value, head.params.get("CHARSET", ""), encoding)
    return Property(head.name, head.group, head.types, head.params, text)


@dataclass(frozen=True)
class _Head:
    """What stands before the colon."""

    name: str
    group: str
    types: frozenset[str]
    params: dict[str, str]
    quoted: bool


_USUAL = 200
"""Octets of a head that is worth remembering: a file of cards has a handful of different ones."""


@lru_cache(maxsize=2_000)
def _head(head: bytes, encoding: str) -> _Head | None:
    """None for what is no property, and for pictures."""
    pieces = [piece.strip() for piece in split(_decoded(head, "", encoding), ";")]
    group, _, name = pieces[0].upper().rpartition(".")
    name = name.strip()
    if not name or not name.replace("-", "").isalnum() or name in SKIPPED:
        return None
    types: set[str] = set()
    params: dict[str, str] = {}
    for piece in pieces[1:]:
        key, equals, said = piece.partition("=")
        said = said.strip().strip('"')
        if not equals:
            types.add(key.upper())
        elif key.strip().upper() == "TYPE":
            types |= {each.strip().strip('"').upper() for each in said.split(",")}
        else:
            params[key.strip().upper()] = said
    how = params.get("ENCODING", "").upper()
    if how in ("B", "BASE64") or "BASE64" in types:
        return None
    quoted = how == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in types
    return _Head(name, group, frozenset(types - {""}), params, quoted)


def _cut(raw: bytes) -> tuple[bytes, bytes]:
    """The head before the first colon outside quotation marks, and the value behind it."""
    head, _, value = raw.partition(b":")
    if b'"' not in head:
        return head, value
    quoted = False
    for at in range(len(raw)):
        sign = raw[at]
        if sign == 0x22:
            quoted = not quoted
        elif sign == 0x3A and not quoted:
            return raw[:at], raw[at + 1 :]
        elif at > 2_000:
            break
    return head, value


def _decoded(value: bytes, said: str, encoding: str) -> str:
    """By the property's own CHARSET, else as the file is written, else as anything that fits."""
    if value.isascii() and "16" not in said:
        return value.decode("ascii")
    for codec in (said, encoding, "utf-8", "gb18030"):
        try:
            if codec:
                return value.decode("gb18030" if codec.lower() in ("gb2312", "gbk") else codec)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return value.decode("cp1252", "replace")
