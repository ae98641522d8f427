"""What is typed into an own field, read by its kind: one check for screen, import and command."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from fmcrm_desktop.model.field import tidy
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

LONGEST = 1000
YES = frozenset(("1", "true", "yes", "y", "x", "ja", "oui", "是", "有", "对", "√", "✓", "✔"))
NO = frozenset(("", "0", "false", "no", "n", "nein", "non", "否", "无", "没有", "不", "-"))
_YEAR_FIRST = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_FIGURES = re.compile(r"[+-]?[0-9][0-9.,]*")


def read(kind: str, said: object, choices: Sequence[str] = ()) -> str:
    """The value as it is kept: a number in plain figures, a day in ISO form, a tick as 1, nothing as nothing.

    ``said`` is typed text or what a table's cell holds. Raises Refusal with the reason.
    """
    if kind == "date" and isinstance(said, date):
        return (said.date() if isinstance(said, datetime) else said).isoformat()
    if isinstance(said, bool):
        said = "1" if said else ""
    text = tidy(str(said)) if said is not None else ""
    if len(text) > LONGEST:
        raise Refusal(N_("At most {most} characters; these are {count}."), most=LONGEST, count=len(text))
    if kind == "tick":
        return _tick(text)
    if not text:
        return ""
    if kind == "number":
        return _number(text)
    if kind == "date":
        return _day(text)
    return _choice(text, choices) if kind == "choice" else text


def _tick(text: str) -> str:
    said = fold(text)
    if said not in YES | NO:
        raise Refusal(N_("Write yes or no."))
    return "1" if said in YES else ""


def _number(text: str) -> str:
    """1234.5 of “1,234.5”, “1 234,5” and “１２３４．５”; a single comma before three figures groups thousands."""
    figures = re.sub(r"[\s'’]", "", unicodedata.normalize("NFKC", text)).replace("−", "-")
    if len(figures) > 40 or not _FIGURES.fullmatch(figures):
        raise Refusal(N_("This is not a number."))
    last = max(figures.rfind(","), figures.rfind("."))
    if "," in figures and "." in figures:
        figures = re.sub(r"[.,]", "", figures[:last]) + "." + figures[last + 1 :]
    elif re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+", figures):
        figures = figures.replace(",", "")
    else:
        figures = figures.replace(",", ".")
    try:
        found = Decimal(figures)
    except InvalidOperation:
        raise Refusal(N_("This is not a number.")) from None
    return f"{found:f}"


def _day(text: str) -> str:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    parts = _YEAR_FIRST.match(plain)
    if parts is not None and not plain[parts.end() :].startswith(tuple("0123456789")):
        year, month, day = parts.groups()
    elif (parts := _DAY_FIRST.fullmatch(plain)) is not None:
        day, month, year = parts.groups()
    else:
        raise Refusal(N_("This is not a day. Write it like 2026-11-27."))
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise Refusal(N_("This is not a day. Write it like 2026-11-27.")) from None
    if not 1800 <= found.year <= 2300:
        raise Refusal(N_("Check the year."))
    return found.isoformat()


def _choice(text: str, choices: Sequence[str]) -> str:
    for each in choices:
        if each == text or fold(each) == fold(text):
            return each
    raise Refusal(N_("Choose one of the list."))
