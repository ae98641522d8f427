"""Forms: a dataclass whose fields say their label, length and choices; one check serves screen, import and command."""

from __future__ import annotations

import re
import typing
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_


@dataclass(frozen=True)
class Field:
    """What a form field is called and what it takes.

    ``longest`` in characters; ``lines`` above 1 asks for a text box; ``choices`` maps stored value to its
    marked word; ``pick`` names a subject to choose a record from ("person", "unit", "staff", "category");
    ``secret`` keeps the value out of the change log.
    """

    label: str
    longest: int = 200
    lines: int = 1
    required: bool = False
    choices: Mapping[str, str] | None = None
    pick: str = ""
    hint: str = ""
    secret: bool = False
    group: str = ""
    known: Callable[[], Iterable[str]] | None = None
    """What is offered while one types."""
    first: bool = False
    """It stands at the beginning of a line of the form."""
    until: bool = False
    """A moment by which something is done: a day typed without a time means its end."""
    beside: bool = False
    """It stands in one line with the field before it, however wide both are."""
    below: str = ""
    """What is said below the title of the group that begins with it."""
    in_chinese: str = ""
    """The field of the form that holds the same in Chinese: it stands in this one's place before a reader of Chinese,
    and this one in its."""


@dataclass(frozen=True)
class FormField:
    """One field of a form as the screen and the check see it: its name, python type and Field."""

    name: str
    type: type
    field: Field
    many: bool = False


def as_read(fields: Sequence[FormField], chinese: bool) -> list[FormField]:
    """Fields in the order of a reader: of a text in two languages the one in theirs first."""
    places = {each.name: at for at, each in enumerate(fields)}
    found = list(fields)
    for at, each in enumerate(fields):
        if chinese and each.field.in_chinese:
            there = places[each.field.in_chinese]
            found[at], found[there] = fields[there], each
    return found


@cache
def fields_of(form: type) -> tuple[FormField, ...]:
    """The annotated fields of a form class, in order; fields without a Field are not for people."""
    if not is_dataclass(form):
        raise TypeError(form)
    hints = typing.get_type_hints(form, include_extras=True)
    found = []
    for each in fields(form):
        hint = hints[each.name]
        notes = [note for note in getattr(hint, "__metadata__", ()) if isinstance(note, Field)]
        if notes:
            kind, many = _plain(typing.get_args(hint)[0])
            found.append(FormField(each.name, kind, notes[0], many))
    return tuple(found)


def _plain(hint: Any) -> tuple[type, bool]:
    """The type behind Optional and tuple: (date, False) for ``date | None``, (int, True) for tuples."""
    args = [arg for arg in typing.get_args(hint) if arg not in (type(None), Ellipsis)]
    if typing.get_origin(hint) in (tuple, list):
        return args[0], True
    return (args[0], False) if args else (hint, False)


UNKEPT = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
"""NUL and halves of characters, each refused by one of the two databases; and two numbers that are no characters:
the first of them turns a text on the screen into another."""
_ENDS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff"
"""Blanks, and the mark that files begin with: the screen does not give it back."""

_UNSEEN = ("Cf", "Cc", "Zs", "Zl", "Zp")
"""The kinds of characters that leave no mark: widths, joiners, directions, blanks."""
_BLANK = "\u034f\u115f\u1160\u2800\u3164\uffa0\ufe0e\ufe0f"
"""Letters, signs and marks that leave none either: fillers of Korean, Braille without a dot."""


UNKEPT_SAID = N_("This holds a damaged character that cannot be saved. Type it anew.")


NOTHING = frozenset(("-", "--", "n/a", "na", "none", "null", "nil", "无", "暂无", "没有", "/", "0"))
"""What people write where there is nothing to say, small: in the cell of a sheet, and where an answer is asked for."""


def nothing(text: str) -> bool:
    """Whether a text is a mere sign for nothing: one of NOTHING, or dashes, dots and the like without a letter or a
    figure. An empty one is none at all, which ``required`` tells."""
    return bool(text) and (text.casefold() in NOTHING or not any(map(str.isalnum, text)))


def unkept(text: str) -> bool:
    """Whether the text holds what cannot be kept. Typed, it is refused; in a file it is dirt."""
    return not text.isprintable() and UNKEPT.search(text) is not None


def tidy(text: str, lines: int = 1) -> str:
    """The text as it is kept: nothing that cannot be kept, ends cut; a one-line field takes no line breaks. What has
    nothing to be seen in it is no text: an answer of such characters would be none."""
    if text.isprintable():  # little below would find anything; imports tidy a million texts
        if text.isascii():
            return text.strip()
        kept = unicodedata.normalize("NFC", text).strip()
        return kept if kept.strip(_BLANK) else ""
    kept = UNKEPT.sub("", text)
    if lines == 1:
        kept = " ".join(kept.splitlines())
    kept = unicodedata.normalize("NFC", kept).strip(_ENDS)
    seen = (each for each in kept if unicodedata.category(each) not in _UNSEEN)
    return kept if any(each not in _BLANK for each in seen) else ""


def check(form: Any) -> None:
    """Tidy the form's texts in place and raise Invalid naming every field that cannot be saved."""
    wrong: dict[str, str | Refusal] = {}
    for each in fields_of(form.__class__):
        value = getattr(form, each.name)
        if isinstance(value, str):
            if value and unkept(value):
                wrong[each.name] = UNKEPT_SAID
                continue
            tidied = tidy(value, each.field.lines) if value else value
            if tidied != value:
                object.__setattr__(form, each.name, value := tidied)
        elif each.many and any(isinstance(part, str) and unkept(part) for part in value):
            wrong[each.name] = UNKEPT_SAID
            continue
        if not each.field.required and (value is None or value in ("", ())):
            continue  # most fields of a wide form: nothing said is nothing wrong
        fault = _fault(each, value)
        if fault is not None:
            wrong[each.name] = fault
    if wrong:
        raise Invalid(**wrong)


def _fault(each: FormField, value: object) -> Refusal | None:
    field = each.field
    if field.required and value in (None, "", ()):
        return Refusal(N_("Fill in this field."))
    if isinstance(value, str) and len(value) > field.longest:
        return Refusal(
            N_("At most {most} characters; these are {count}."), most=field.longest, count=len(value)
        )
    if field.choices is not None:
        chosen = value if isinstance(value, tuple) else (value,)
        if any(isinstance(one, str) and one and one not in field.choices for one in chosen):
            return Refusal(N_("Choose one of the list."))
    if isinstance(value, datetime) and value.tzinfo is None:
        return Refusal(N_("This moment has no time zone."))
    if isinstance(value, date) and not 1800 <= value.year <= 2300:
        return Refusal(N_("Check the year."))
    return None
