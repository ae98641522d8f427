"""Names kept in two scripts: the one that suits the language of the screen, or both."""

from __future__ import annotations

from fmcrm_desktop.model.reading import called, suiting
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import Words

__all__ = ["below", "both", "known", "other_of", "refused", "suiting"]


def other_of(name: str, other: str, words: Words) -> str:
    """The one that ``suiting`` did not take; empty where there is only one."""
    if not other or not name:
        return ""
    return other if suiting(name, other, words) == name else name


def below(words: Words, name: str, other: str, *more: str) -> str:
    """The line below a heading that ``suiting`` gave: the name in the other script, and what else is told."""
    return " · ".join(part for part in (other_of(name, other, words), *more) if part)


def known(words: Words, *names: str) -> str:
    """Staff or buildings, kept by one name (several: one on each line): the one that suits the screen where the office
    has written both down."""
    return called(words, words.names, *names)


def both(name: str, other: str) -> str:
    """王芳 Wang Fang."""
    return f"{name} {other}".strip()


def refused(words: Words, refusal: Refusal) -> str:
    """A refusal's sentence; a member of staff in it (``who``) as the screen says them."""
    who = {name: known(words, str(value)) for name, value in refusal.values.items() if name == "who"}
    return words(refusal.text, **{**refusal.values, **who})
