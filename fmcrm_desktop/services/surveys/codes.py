"""Codes of survey sheets: short, without characters that look alike, with a check that notices a typing mistake."""

from __future__ import annotations

import random
import unicodedata

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L. Their number is prime: any one wrong character, and any two exchanged, are noticed."""
LENGTH = 6
_LOST = " -·._/"
"""What people put between the characters of a code."""


def new_code(source: random.Random) -> str:
    """A code drawn from ``source``; whether a sheet has it already is for the caller to see."""
    body = "".join(source.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check_of(body)


def check(code: str) -> str:
    """The code as it is kept, from what was typed or scanned. Raises Refusal when it cannot be one."""
    kept = bare(code)
    if not kept:
        raise Refusal(N_("Type the code of the sheet."))
    if len(kept) != LENGTH:
        raise Refusal(
            N_("A code has {length} characters; “{code}” has {count}."),
            length=LENGTH, code=code.strip(), count=len(kept),
        )  # fmt: skip
    strange = next((each for each in kept if each not in ALPHABET), "")
    if strange:
        raise Refusal(N_("No code holds “{character}”. Look at the form once more."), character=strange)
    if kept[-1] != _check_of(kept[:-1]):
        raise Refusal(N_("“{code}” is mistyped: its last character does not fit the others."), code=kept)
    return kept


def bare(typed: str) -> str:
    """What was typed or scanned, without what people put between and as capitals."""
    return "".join(each for each in unicodedata.normalize("NFKC", typed).upper() if each not in _LOST)


def said(code: str) -> str:
    """The code as people read it out: in two halves."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def _check_of(body: str) -> str:
    """The character after these: places weighed 1, 2, 3 …, so that exchanged ones count differently."""
    total = sum(at * ALPHABET.index(each) for at, each in enumerate(body, 1))
    return ALPHABET[-total * _inverse(len(body) + 1) % len(ALPHABET)]


def _inverse(weight: int) -> int:
    return pow(weight, -1, len(ALPHABET))
