"""Votes in words: a weight with its measure, its part of the whole, and the rule they are counted by."""

from __future__ import annotations

from fractions import Fraction

from fmcrm_desktop.model.voting import BASES, COUNTS, Rule, Tally
from fmcrm_desktop.model.words import N_, Words


def weight(words: Words, counts: str, weight: Fraction) -> str:
    """3, or 112.50 m², or 1.5 units: rounded for the eye only."""
    if counts == "area":
        return f"{words.number(float(weight / 100), 2)} m²"
    return words.number(float(weight), 0 if weight.denominator == 1 else 2)


def part(words: Words, weight: Fraction, whole: Fraction) -> str:
    """66.67 %; a dash where there is no whole."""
    return words.percent(float(weight / whole) if whole else None, 2)


def weighed(words: Words, counts: str, of: Fraction, whole: Fraction) -> str:
    """112.50 m² (50.00 %)."""
    return f"{weight(words, counts, of)} ({part(words, of, whole)})"


def rule_lines(words: Words, rule: Rule) -> tuple[tuple[str, str], ...]:
    """The rule as (marked label, finished sentence): what counts, the quorum, the majority."""
    quorum = (
        _needed(words, rule.quorum, rule.quorum_more) if rule.quorum else words(N_("No quorum is needed"))
    )
    majority = words(
        N_("{part} of: {base}"),
        part=_needed(words, rule.majority, rule.majority_more),
        base=words(BASES[rule.base]),
    )
    return (N_("Votes count"), words(COUNTS[rule.counts])), (N_("Quorum"), quorum), (N_("Majority"), majority)


def _needed(words: Words, part: Fraction, more: bool) -> str:
    said = f"{part.numerator}/{part.denominator}"
    return words(N_("more than {part}"), part=said) if more else words(N_("at least {part}"), part=said)


def tally_line(words: Words, counts: str, votes: Tally) -> str:
    """For 225.00 m² · Against 0.00 m² · Abstained 112.50 m²."""
    said = ((N_("In favour"), votes.yes), (N_("Against"), votes.no), (N_("Abstained"), votes.abstained))
    return " · ".join(f"{words(title)} {weight(words, counts, of)}" for title, of in said)
