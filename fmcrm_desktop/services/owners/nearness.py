"""Near names: one person written twice — the two scripts, the words in another order, a slip of the finger."""

from __future__ import annotations

import re
from functools import lru_cache

from fmcrm_desktop.model.reading import fold, has_chinese, readings, tokens

NEAR = 88
"""From this likeness (0 to 100) two Latin names are one with a slip in it."""
SHORTEST = 5
"""In shorter names a letter is no slip but another name: Li, Lu."""


_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|mx|dr|herr|frau|sir|madam)\b\.?\s+(?=\S)|(?<=..)(?:先生|女士|小姐|太太)$",
    re.IGNORECASE,
)
"""How people are addressed: before a Latin name, behind a Chinese one of two characters or more."""


@lru_cache(maxsize=50_000)
def latin(name: str) -> tuple[str, ...]:
    """A name in Latin letters, in each reading, with its words in the order of the alphabet and run together."""
    if not has_chinese(name):
        words = sorted(tokens(name))
        return (" ".join(words),) if words else ()
    return tuple(" ".join(sorted(syllables)) for syllables in readings(name))


@lru_cache(maxsize=50_000)
def _run(name: str) -> tuple[str, ...]:
    """The same run together in the order it is written: wangxiaofang is Wang Xiaofang and 王小芳."""
    if not has_chinese(name):
        words = tokens(name)
        return tuple({"".join(words), "".join([*words[1:], *words[:1]])} - {""})
    return tuple("".join(syllables) for syllables in readings(name))


def near(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether any name of the one is near any name of the other. Who is written in Chinese on both
    sides is told by that alone: one sound has many names."""
    if any(_but_for_a_title(a, b) for a in one for b in other):
        return True
    mine, theirs = ({fold(each) for each in names if has_chinese(each)} for names in (one, other))
    if mine and theirs:
        return bool(mine & theirs)
    return any(_near(a, b) for a in one for b in other if a and b)


def _but_for_a_title(one: str, other: str) -> bool:
    """Mr. Ivan Frost and Ivan Frost: one of them has a title, the names are the same."""
    bare, its_bare = _TITLE.sub("", one.strip()), _TITLE.sub("", other.strip())
    one_says = (bare != one.strip()) != (its_bare != other.strip())
    return one_says and fold(bare) == fold(its_bare)


@lru_cache(maxsize=20_000)
def _near(one: str, other: str) -> bool:
    if fold(one) == fold(other):
        return True
    if has_chinese(one) and has_chinese(other):
        return False
    if set(latin(one)) & set(latin(other)) or set(_run(one)) & set(_run(other)):
        return True
    if has_chinese(one) or has_chinese(other):
        return False
    from rapidfuzz import fuzz

    first, second = latin(one)[:1], latin(other)[:1]
    if not first or not second or min(len(first[0]), len(second[0])) < SHORTEST:
        return False
    return bool(fuzz.ratio(first[0], second[0]) >= NEAR)
