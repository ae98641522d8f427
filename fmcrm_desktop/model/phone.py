"""Telephone numbers: kept as written, with E.164 where it can be known, and the digits to find them by."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

SHORTEST = 4
"""Fewer digits than this name nobody."""


@dataclass(frozen=True)
class Phone:
    """``raw`` as written; ``e164`` (+8613800138000) empty where the number is not a possible one; ``digits`` of
    what was written, without an extension; ``forms`` are the digits the same number may be stored under."""

    raw: str
    e164: str = ""
    digits: str = ""
    forms: tuple[str, ...] = ()


def plain_digits(text: str) -> str:
    """Only the figures, full-width and other scripts' ones turned into 0 to 9."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())


def looks_like_number(text: str) -> bool:
    """Whether somebody typing this means a telephone number: figures and the signs usual among them."""
    signs = set(" +-()./（）－—转ext#*x")
    return len(plain_digits(text)) >= SHORTEST and all(c.isdigit() or c in signs for c in text.lower())


def is_end(text: str) -> bool:
    """Whether it may be the last three figures of a telephone number, by which people remember one."""
    return len(text) == SHORTEST - 1 and text.isascii() and text.isdecimal()


def normalise(raw: str, country: str = "CN") -> Phone:
    """Read a number as it is written in ``country`` (ISO 3166); what cannot be read keeps its raw form and digits."""
    import phonenumbers

    raw = " ".join(raw.split())
    written = plain_digits(raw)
    try:
        # The library knows ext and x, not the Chinese words for an extension.
        parsed = phonenumbers.parse(raw.replace("转", " ext ").replace("分机", " ext "), country or None)
    except phonenumbers.NumberParseException:
        return Phone(raw, "", written, (written,) if written else ())
    if parsed.extension and written.endswith(parsed.extension):
        written = written[: -len(parsed.extension)]
    if not phonenumbers.is_possible_number(parsed):
        return Phone(raw, "", written, (written,) if written else ())
    national = phonenumbers.national_significant_number(parsed)
    code = str(parsed.country_code)
    forms = (written, national, "0" + national, code + national, "00" + code + national)
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return Phone(raw, e164, written, tuple(dict.fromkeys(forms)))
