"""Numbers, yes and no, shares and lists as people write them in tables."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from fractions import Fraction

YES = frozenset("y yes true 1 t x on 有 是 对 真 √ ✓ ✔ 已 yes. si sí oui ja".split())
NO = frozenset("n no false 0 f off 无 没有 否 不 错 假 × ✗ ✘ 未 - none nein non".split())

_NUMBER = re.compile(r"[-+]?[\d.,' ]*\d[\d.,' ]*")
_SHARE = re.compile(r"(\d+)\s*[/∕⁄]\s*(\d+)$")
_CHINESE_SHARE = re.compile(r"([一二三四五六七八九十\d]+)分之([一二三四五六七八九十\d]+)$")
_SEVERAL = re.compile(r"[#;；、,，|]")
_CHINESE = {figure: number for number, figure in enumerate("零一二三四五六七八九十")}


def normal(text: str) -> str:
    """Full-width figures and signs as plain ones, ends cut."""
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def number(text: str) -> Decimal | None:
    """1,234.50 and 1.234,50 and ¥ 1 280.00 and 94.56 m²; None when it is no number."""
    plain = normal(text)
    found = _NUMBER.search(plain)
    if found is None:
        return None
    beside = (plain[: found.start()] + plain[found.end() :]).strip()
    if any(c.isdigit() for c in beside) and beside not in ("m2",):
        return None
    figures = found.group().replace(" ", "").replace("'", "")
    comma, point = figures.rfind(","), figures.rfind(".")
    if comma > point:
        # A lone comma with three figures behind it parts thousands; with one or two it is a decimal comma.
        decimal = point >= 0 or (figures.count(",") == 1 and len(figures) - comma != 4)
        figures = figures.replace(".", "").replace(",", ".") if decimal else figures.replace(",", "")
    else:
        figures = (
            figures.replace(",", "") if figures.count(".") <= 1 else figures.replace(".", "").replace(",", "")
        )
    try:
        return Decimal(figures)
    except InvalidOperation:
        return None


def yes_no(text: str) -> bool | None:
    """True for yes, 有, 是 and the like, False for no, 无, 否; None when it is neither."""
    plain = normal(text).lower()
    if plain in YES:
        return True
    return False if plain in NO else None


def share(text: str) -> Fraction | None:
    """50%, 1/2, 0.5 and 二分之一 as an exact fraction above 0 up to 1; None when it is none."""
    plain = normal(text)
    found = _SHARE.match(plain)
    chinese = _CHINESE_SHARE.match(plain)
    try:
        if found:
            part = Fraction(int(found.group(1)), int(found.group(2)))
        elif chinese:
            part = Fraction(_figure(chinese.group(2)), _figure(chinese.group(1)))
        else:
            percent = plain.endswith("%")
            decimal = number(plain.rstrip("%"))
            if decimal is None:
                return None
            part = Fraction(decimal) / (100 if percent or decimal > 1 else 1)
    except (ZeroDivisionError, ValueError, OverflowError):
        return None
    return part.limit_denominator(10_000) if 0 < part <= 1 else None


def _figure(text: str) -> int:
    return (
        int(text)
        if text.isdigit()
        else _CHINESE[text[-1]] + (10 if len(text) == 2 and text[0] == "十" else 0)
    )


def several(text: str) -> tuple[str, ...]:
    """ "1#2" holds two values, as do "1;2", "1、2" and "1, 2"."""
    return tuple(part for each in _SEVERAL.split(text) if (part := each.strip()))
