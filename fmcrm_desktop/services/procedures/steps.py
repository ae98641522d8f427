"""A procedure as a checklist: its steps under their headings, and what a review found at each.

The steps are the lines of its text; a line that ends with a colon is a heading over those below it. A line may hold
both languages with a stroke between them ("Greet at once | 进门即招呼"): screen and paper show the one they speak. What
was found is kept as lines of the review's text, in the language it was looked through in: a sign, the step, what was
said of it. So it is read, searched and printed as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fmcrm_desktop.model.reading import has_chinese

MOST = 60
"""Steps asked about one by one; what is longer is no checklist."""
LONGEST = 300
"""Characters of a step on the form, in one language."""
STROKE = " | "
GOOD, BAD = "✓", "×"
_COLONS = (":", "：")
_STROKES = re.compile(r"\s*[|｜]\s*")


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


def suited(line: str, chinese: bool) -> str:
    """The half of a line that is in this language; a line in one language is the whole of it."""
    halves = _STROKES.split(line)
    if len(halves) != 2 or not all(halves) or has_chinese(halves[0]) == has_chinese(halves[1]):
        return line
    half, other = halves if has_chinese(halves[0]) == chinese else halves[::-1]
    if other.endswith(_COLONS) and not half.endswith(_COLONS):
        half += _COLONS[chinese]  # written once, at the end of the line, it makes a heading of both
    return half


def text_in(text: str, chinese: bool) -> str:
    """A procedure's text in one language, as far as it is written in both."""
    return "\n".join(suited(line.strip(), chinese) for line in text.splitlines())


def steps_of(text: str, chinese: bool = False) -> tuple[Step, ...]:
    """The steps of a procedure's text in a language, in order, MOST at most."""
    heading, found = "", []
    for line in text_in(text, chinese).splitlines():
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
