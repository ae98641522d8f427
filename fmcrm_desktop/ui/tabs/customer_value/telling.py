"""How points, tiers and amounts are said in these sections."""

from __future__ import annotations

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_, Words

RANKED = N_(
    "Total value and profitability are ranks: the share of all other customers that brought less, times 100; equal "
    "amounts give equal points (the percentile rank). Total value is what was charged and is not covered "
    "by an agreement; profitability is that less the recorded cost. The score is the weighted mean of the factors that "
    "are known; one that nobody entered counts neither for nor against."
)


def points(value: int | None, words: Words) -> str:
    """Hundredths of a point as people read them."""
    return "—" if value is None else words.number(value / 100, 1)


def tier(value: str, words: Words) -> str:
    return words(TIERS[value]) if value in TIERS else "—"


def money(minor: int | None, currency: str) -> str:
    return "—" if minor is None else str(Money(minor, currency))
