"""Voting: parts as exact fractions, whether a quorum is there, and whether a vote passes. No figure is rounded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fmcrm_desktop.model.words import N_

COUNTS = {
    "head": N_("By head"),
    "area": N_("By floor area"),
    "unit": N_("By units owned"),
}
"""What a vote weighs: one each; the floor area owned; the units owned, each with the owner's share of it."""
BASES = {
    "cast": N_("Votes for and against"),
    "present": N_("All present"),
    "all": N_("All entitled to vote"),
}
"""What a majority is a part of."""
_FRACTION = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)\s*[%％]")


@dataclass(frozen=True)
class Rule:
    """How a body votes; ``more``: more than the part is needed, else the part itself is enough."""

    counts: str
    quorum: Fraction
    quorum_more: bool
    majority: Fraction
    majority_more: bool
    base: str


@dataclass(frozen=True)
class Tally:
    """The weights for, against and abstained."""

    yes: Fraction = Fraction(0)
    no: Fraction = Fraction(0)
    abstained: Fraction = Fraction(0)

    @property
    def all(self) -> Fraction:
        return self.yes + self.no + self.abstained


def part_of(text: str) -> Fraction:
    """ "1/2", "66.7 %" or nothing (0) as a fraction from 0 to 1; raises ValueError."""
    said = text.strip()
    if not said:
        return Fraction(0)
    if match := _FRACTION.fullmatch(said):
        if not int(match[2]):
            raise ValueError(text)
        part = Fraction(int(match[1]), int(match[2]))
    elif match := _PERCENT.fullmatch(said):
        part = Fraction(Decimal(match[1])) / 100
    else:
        raise ValueError(text)
    if part > 1:
        raise ValueError(text)
    return part


def enough(part: Fraction, whole: Fraction, needed: Fraction, more: bool) -> bool:
    """Whether a part of a whole is as large as needed. Of nothing, nothing is enough but where nothing is needed."""
    if not whole:
        return not needed and not more
    return part > needed * whole if more else part >= needed * whole


def quorate(rule: Rule, present: Fraction, entitled: Fraction) -> bool:
    """Whether enough came; a quorum of nothing is always there."""
    return not rule.quorum or enough(present, entitled, rule.quorum, rule.quorum_more)


def passes(rule: Rule, tally: Tally, present: Fraction, entitled: Fraction) -> bool:
    """Whether a vote passes: with a quorum, somebody for it, and the majority of the rule's base."""
    whole = {"cast": tally.yes + tally.no, "present": present, "all": entitled}[rule.base]
    return (
        quorate(rule, present, entitled)
        and tally.yes > 0
        and enough(tally.yes, whole, rule.majority, rule.majority_more)
    )


def tally(votes: Iterable[tuple[str, Fraction]]) -> Tally:
    """Votes and their weights added up."""
    sums: dict[str, Fraction] = {"yes": Fraction(0), "no": Fraction(0), "abstained": Fraction(0)}
    for vote, weight in votes:
        sums[vote] += weight
    return Tally(**sums)


def shares_of(owners: Iterable[tuple[int, Fraction | None]]) -> Mapping[int, Fraction]:
    """What part of one unit each owner has: the shares said; what is left over goes in equal parts to those of whom
    none is said. Shares that come to more than the whole are brought down to it."""
    said: dict[int, Fraction] = {}
    silent: list[int] = []
    for owner, share in owners:
        if share is None:
            silent.append(owner)
        else:
            said[owner] = said.get(owner, Fraction(0)) + share
    total = sum(said.values(), Fraction(0))
    if total > 1:
        said = {owner: share / total for owner, share in said.items()}
        total = Fraction(1)
    for owner in silent:
        said[owner] = said.get(owner, Fraction(0)) + (1 - total) / len(silent)
    return said
