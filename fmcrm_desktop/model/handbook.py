"""The handbook's pages: a small part of Markdown, read into blocks; names of the screen come in the page's language.

A page begins with "# Title". Below it stand paragraphs, "## headings", "1. steps", "- points" and pictures,
"![what is seen](tab/section)", with a + behind
it for the form of a new record. Inside a line: **bold**, `keys`, [words](another-page) and [[a name of the screen]],
which is written in English on the pages of every language and said as the program says it: no page can call a button
by a name it no longer has. "{keys}" stands for the table of all keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_, Words

TITLE = N_("User handbook")
HEADING, TEXT, STEP, POINT, PICTURE, KEYS = "heading", "text", "step", "point", "picture", "keys"
PLAIN, BOLD, NAME, KEY, LINK = "plain", "bold", "name", "key", "link"
INDEX = "pages.txt"
"""Names the pages in their order, each with the tabs, or sections of tabs, that it explains."""
_MARKS = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\[\[(?P<name>.+?)\]\]|`(?P<key>.+?)`|\[(?P<link>.+?)\]\((?P<to>\S+?)\)"
)
_PICTURE = re.compile(r"!\[(?P<text>.+?)\]\((?P<to>\S+?)\)")
_STEP = re.compile(r"(\d+)\. +")


@dataclass(frozen=True)
class Run:
    """Some words of one kind; ``target`` is the page a link leads to, or the English of a name of the screen."""

    text: str
    kind: str = PLAIN
    target: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, step, point …; ``number`` counts steps, ``target`` is the place a picture shows."""

    kind: str
    runs: tuple[Run, ...] = ()
    number: int = 0
    target: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Page:
    """One page; ``places`` are the tabs and sections it explains."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    places: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join((self.title, *(block.text for block in self.blocks)))

    @property
    def pictures(self) -> tuple[str, ...]:
        return tuple(block.target for block in self.blocks if block.kind == PICTURE)


def index(folder: Path) -> dict[str, tuple[str, ...]]:
    """The names of the pages in their order, with the places each explains."""
    lines = (folder / INDEX).read_text(encoding="utf-8").splitlines()
    return {
        line.split(":")[0].strip(): tuple(line.partition(":")[2].split()) for line in lines if line.strip()
    }


def pages(folder: Path, words: Words) -> tuple[Page, ...]:
    """All pages in the language of the words."""
    return tuple(
        page(name, (folder / words.language / f"{name}.md").read_text(encoding="utf-8"), words, places)
        for name, places in index(folder).items()
    )


def page(name: str, text: str, words: Words, places: tuple[str, ...] = ()) -> Page:
    """A page from its text."""
    title, _, rest = text.strip().partition("\n")
    return Page(name, title.removeprefix("# ").strip(), tuple(_blocks(rest, words)), places)


def page_of(every: Iterable[Page], tab: str, section: str = "") -> Page | None:
    """The page that explains a section, else its tab."""
    known = {place: each for each in every for place in each.places}
    return known.get(f"{tab}/{section}") or known.get(tab)


def found(every: Iterable[Page], text: str) -> list[Page]:
    """The pages on which all these words stand, those that have them in their title first."""
    wanted = text.casefold().split()
    there = [each for each in every if all(word in each.text.casefold() for word in wanted)]
    return sorted(there, key=lambda each: not all(word in each.title.casefold() for word in wanted))


def link(place: str) -> Link:
    """The way to a place: a tab, a section of it, and with a + a new record there ("calls/log+")."""
    tab, _, section = place.rstrip("+").partition("/")
    return Link(tab, section=section, new={} if place.endswith("+") else None)


def _blocks(text: str, words: Words) -> Iterator[Block]:
    """Lines that follow each other are one block; a mark at their beginning begins another."""
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        begins = not line.strip() or line.startswith(("## ", "- ", "![", "{keys}")) or _STEP.match(line)
        if begins and held:
            yield _block((" " if not words.chinese else "").join(held), words)
            held = []
        if line.strip():
            held.append(line.strip())


def _block(line: str, words: Words) -> Block:
    if line == "{keys}":
        return Block(KEYS)
    if (picture := _PICTURE.fullmatch(line)) is not None:
        return Block(PICTURE, tuple(_runs(picture["text"], words)), target=picture["to"])
    if line.startswith("## "):
        return Block(HEADING, tuple(_runs(line[3:], words)))
    if line.startswith("- "):
        return Block(POINT, tuple(_runs(line[2:], words)))
    if (step := _STEP.match(line)) is not None:
        return Block(STEP, tuple(_runs(line[step.end() :], words)), int(step[1]))
    return Block(TEXT, tuple(_runs(line, words)))


def _runs(text: str, words: Words) -> Iterator[Run]:
    at = 0
    for mark in _MARKS.finditer(text):
        if mark.start() > at:
            yield Run(text[at : mark.start()])
        at = mark.end()
        if mark["name"]:
            said = words(mark["name"])
            yield Run(f"“{said}”" if words.chinese else said, NAME, mark["name"])
        elif mark["link"]:
            yield Run(mark["link"], LINK, mark["to"])
        else:
            yield Run(mark["bold"] or mark["key"], BOLD if mark["bold"] else KEY)
    if at < len(text):
        yield Run(text[at:])
