"""Which characters the bytes of a text file mean."""

from __future__ import annotations

import codecs
from pathlib import Path

from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

SAMPLE = 256 * 1024

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_READ_AS = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "hz": "gb18030",
    "big5hkscs": "big5hkscs",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "ascii": "utf-8",
}
"""The wider sibling is read: offices write gb18030 and call it gbk, and Windows-1252 and call it Latin-1."""

CHOICES = (
    "utf-8",
    "gb18030",
    "big5hkscs",
    "cp1252",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "shift_jis",
    "euc_kr",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "iso8859-15",
    "mac_roman",
)
"""What a person may choose where the guess is wrong."""


def named(name: str) -> str:
    """The codec for a name a person gave; refuses one that does not exist."""
    try:
        codec = codecs.lookup(name.strip()).name
    except LookupError:
        raise Unreadable(
            N_("No text encoding is called {name}. Try utf-8, gb18030, big5 or cp1252."), name=name
        ) from None
    # Codecs such as "zip" or "rot13" are not text encodings of a file.
    try:
        "a".encode(codec).decode(codec)
    except (LookupError, UnicodeError, TypeError, ValueError, AttributeError):
        raise Unreadable(
            N_("No text encoding is called {name}. Try utf-8, gb18030, big5 or cp1252."), name=name
        ) from None
    return _READ_AS.get(codec, codec)


_LEGACY = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "shift_jis", "euc_kr", "gb18030", "big5"]


def guess(path: Path) -> str:
    """By byte-order mark, else UTF-16 without one, else strict UTF-8 of the whole file, else what it looks like."""
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return codec
    wide = _wide(sample)
    if wide:
        return wide
    zeros = sample.count(0)
    if zeros * 100 < len(sample) and _is_utf8(path):
        return "utf-8"
    if zeros:
        raise Unreadable(N_("This file holds no text. Choose a CSV, XLSX, XLS or ODS file."))
    return _looks_like(sample)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while block := file.read(1024 * 1024):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: line breaks, tabs and digits leave zero bytes on one side only."""
    sample = sample[: len(sample) // 2 * 2]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    for codec, here, there in (("utf-16-be", high, low), ("utf-16-le", low, high)):
        if here > 8 * there and here * 50 >= len(sample):
            try:
                text = sample.decode(codec)
            except UnicodeDecodeError as error:
                if error.start < len(sample) - 4:
                    continue
                text = sample[: error.start].decode(codec)
            if sum(not c.isprintable() and c not in "\r\n\t\x00" for c in text) * 50 < len(text):
                return codec
    return None


def _looks_like(sample: bytes) -> str:
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    simplified, traditional = _chinese_share(sample, "gb18030"), _chinese_share(sample, "big5hkscs")
    if max(simplified, traditional) >= 0.6:
        return "gb18030" if simplified >= traditional else "big5hkscs"
    from charset_normalizer import from_bytes

    found = from_bytes(sample[: 64 * 1024], cp_isolation=_LEGACY)
    best = found.best()
    if best is None:
        return "cp1252"
    # Among the Latin pages the commonest wins a near draw: cp1250 reads ñ as ń and finds nothing odd.
    western = [match for match in found if match.encoding == "cp1252"]
    if best.encoding in ("cp1250", "cp1254") and western and western[0].chaos <= best.chaos + 0.05:
        return "cp1252"
    return _READ_AS.get(best.encoding, best.encoding)


def _chinese_share(sample: bytes, codec: str) -> float:
    """The share of two-byte characters that everyday Chinese uses (0 when it cannot be read)."""
    try:
        sample.decode(codec)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4:
            return 0.0
    pairs = everyday = position = 0
    while position < len(sample) - 1:
        lead = sample[position]
        if lead < 0x81:
            position += 1
            continue
        trail = sample[position + 1]
        pairs += 1
        everyday += _everyday_gb(lead, trail) if codec == "gb18030" else _everyday_big5(lead, trail)
        position += 2
    return everyday / pairs if pairs else 0.0


def _everyday_gb(lead: int, trail: int) -> bool:
    return trail >= 0xA1 and (0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3))


def _everyday_big5(lead: int, trail: int) -> bool:
    return 0xA4 <= lead <= 0xC6 or lead == 0xA1
