"""What a person chooses before printing, and what a list hands over to be printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.own_report import Definition
from fmcrm_desktop.model.words import Words


@dataclass(frozen=True)
class Options:
    """The month, number or day that the paper needs; language (or BOTH) and paper size, empty for the office's own."""

    month: Month | None = None
    number: str = ""
    day: date | None = None
    until: date | None = None
    """The last day where more than one is wanted."""
    by: str = ""
    """The order of a list: name or building."""
    language: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Heading:
    """A column of a list as it is on the screen: its words, its width there, and how it is set."""

    title: str
    width: int
    right: bool = False
    stretch: bool = False


@dataclass(frozen=True)
class Listed:
    """A list as it is seen, in finished words: ``narrowed`` says filters and order, ``language`` is the screen's."""

    title: str
    narrowed: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str, ...], ...]
    language: str


@dataclass(frozen=True)
class Titled:
    """A report of one's own under its title in both languages; ``marked`` where it came with the program."""

    definition: Definition
    name: str
    other_name: str = ""
    marked: bool = False


def called(title: str, which: str = "") -> Callable[[Words], str]:
    """The name of a file: what the paper is (a marked word, or finished ones) and which of its kind."""
    return lambda words: f"{words(title)} {which}".strip()


@dataclass(frozen=True)
class Wanted:
    """A paper that no name in REPORTS stands for: ``work`` is called with the office's address, ``given``, the
    Options and who asks. ``title`` is finished words; ``file`` names it in the language of the paper: a ``called``."""

    title: str
    work: str
    given: tuple[object, ...]
    file: Callable[[Words], str]
    worded: bool = False
    """It comes in the words of the screen: no other language can be chosen."""
