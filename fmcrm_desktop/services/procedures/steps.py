"""A procedure as a checklist: its steps under their headings, and what a review found at each.

The steps are the lines of its text; a line that ends with a colon is a heading over those below it. What was found is
kept as lines of the review's text: a sign, the step, what was said of it. So it is read, searched and printed as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 60
"""Steps asked about one by one; what is longer is no checklist."""
LONGEST = 300
"""Characters of a step on the form."""
GOOD, BAD = "✓", "×"
_COLONS = (":", "：")


@dataclass(frozen=True)
class Step:
    """What is looked at; ``heading`` is empty above the first one."""

    heading: str
    text: str


@dataclass(frozen=True)
class Finding:
    """How it was with a step."""

    good: bool
    said: str


def steps_of(text: str) -> tuple[Step, ...]:
    """The steps of a procedure's text, in order, MOST at most."""
    heading, found = "", []
    for line in map(str.strip, text.splitlines()):
        if line.endswith(_COLONS) and len(line) > 1:
            heading = line[:-1].strip()[:LONGEST]
        elif line:
            found.append(Step(heading, line[:LONGEST]))
    return tuple(found[:MOST])


def written(findings: Iterable[Finding], further: str) -> str:
    """The text a review keeps: what does not suit, what does, and what else was found."""
    given = sorted(findings, key=lambda each: each.good)
    lines = [f"{GOOD if each.good else BAD} {each.said}" for each in given]
    return "\n".join([*lines, *([further] if further else [])])


def read(text: str) -> tuple[tuple[Finding, ...], str]:
    """The findings of a review's text, and the rest of it."""
    found, rest = [], []
    for line in text.splitlines():
        if line[:2] in (f"{GOOD} ", f"{BAD} "):
            found.append(Finding(line[0] == GOOD, line[2:]))
        else:
            rest.append(line)
    return tuple(found), "\n".join(rest).strip()
