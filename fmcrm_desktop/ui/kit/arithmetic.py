"""What is left of a clock in words; the arithmetic behind a due time comes from the model's words."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_words import explained, said, worked

__all__ = ["explained", "on_chip", "remaining", "rough", "said", "worked"]

HOUR, ROUGH = 60, 3 * 60


def remaining(left: int, words: Words) -> str:
    """What stands on a clock's chip: "38 min" until it runs out, "2 h late" after."""
    said = rough(left, words)
    return words(N_("{time} late"), time=said) if left < 0 else said


def on_chip(left: int, words: Words) -> str:
    """The same for a narrow column, where "2 h 42 min late" would be cut: late by an hour, it is so many hours."""
    if left > -HOUR:
        return remaining(left, words)
    return words(N_("{time} late"), time=words(N_("{hours} h"), hours=round(-left / HOUR)))


def rough(left: int, words: Words) -> str:
    """The length of it: minutes up to three hours, whole hours beyond, where nobody counts minutes any more."""
    return worked(left, words) if abs(left) < ROUGH else words(N_("{hours} h"), hours=round(abs(left) / 60))
