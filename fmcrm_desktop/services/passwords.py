"""Passwords: hashing by Argon2id, and which ones are too easily guessed to be taken."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from fmcrm_desktop import places
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 8
LONGEST = 1_000
OWN_PART = 6
"""Characters that must remain when the office's and the person's own words are taken out."""


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher, Type

    # The smallest setting OWASP names for Argon2id: 19 MiB, two passes, one lane.
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)


def hashed(password: str) -> str:
    return _hasher().hash(_bytes(password))


def matches(password_hash: str, password: str) -> bool:
    """Whether the password is the hash's, compared exactly. Takes the same time either way."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(password_hash, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys_hash() -> str:
    """A hash to compare with where there is no such person, so that a wrong name takes as long as a wrong
    password."""
    return hashed(secrets.token_hex())


def outdated(password_hash: str) -> bool:
    """True when the hash was made with other settings than today's."""
    return _hasher().check_needs_rehash(password_hash)


def check(password: str, own_words: Iterable[str]) -> None:
    """Raise Invalid(password) for one too short, common, or made of the office's or the person's own words."""
    if len(password) < SHORTEST:
        raise Invalid(password=Refusal(N_("At least {least} characters."), least=SHORTEST))
    if len(password) > LONGEST:
        raise Invalid(password=Refusal(N_("At most {most} characters."), most=LONGEST))
    folded = password.casefold()
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    unsigned = re.sub(r"^[\W_]+|[\W_]+$", "", folded)  # 12345678! has nothing left without its figures
    if any(map(_is_common, (folded, bare, unsigned))) or len(set(folded)) < 4:
        raise Invalid(password=N_("This password is one of those tried first. Choose another."))
    rest = folded
    for word in sorted(_parts(own_words), key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(rest) < min(OWN_PART, len(folded)):
        raise Invalid(
            password=N_("This is too close to the name of the office or the person. Choose another.")
        )


def _parts(own_words: Iterable[str]) -> set[str]:
    """The words in names that are long enough to matter; two characters are a word in Chinese."""
    found: set[str] = set()
    for text in own_words:
        folded = text.casefold()
        found |= {
            part
            for part in (*re.split(r"[\W_]+", folded), folded, re.sub(r"[\W_]+", "", folded))
            if len(part) >= (4 if part.isascii() else 2)
        }
    return found


def _is_common(folded: str) -> bool:
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:8] in _common()


@cache
def _common() -> frozenset[str]:
    """Beginnings of hashes: the list itself would be no pleasant reading."""
    listed = places.resources() / "passwords" / "common.txt"
    return frozenset(listed.read_text(encoding="ascii").split())


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
