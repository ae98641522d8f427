"""A list on paper as it is seen on the screen: its columns in their order, filters in words, heads on every page."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Heading, Listed
from fmcrm_desktop.reports.paper import SMALL, Printing, Size, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead
from fmcrm_desktop.services.sheets import Head

WIDE = 6
"""More columns than that lie across."""
SNUG = 120
"""A column up to so many pixels on the screen holds numbers, days or states, and is not cut on paper."""
LONG, SHORT = 6, 3
"""Lines of a name or a sentence, and of a number that is too long for its column: paper has no hover."""


def suiting(size: Size, listed: Listed) -> Size:
    """The sheet as it is, or laid across where the columns ask for it."""
    return Size(size.name, size.height, size.width) if len(listed.headings) > WIDE else size


def draw(head: Head, listed: Listed, words: Words, printing: Printing) -> None:
    """Print the list; its title is the screen's, in finished words."""
    counted = words(N_("{count} rows"), count=words.number(len(listed.rows)))
    with opened(printing, letterhead(words, head, listed.title, counted)) as paper:
        if listed.narrowed:
            paper.text(listed.narrowed, SMALL)
            paper.space(6)
        widest = max(listed.headings, key=lambda each: (each.stretch, each.width))
        columns = tuple(_column(each, each is widest) for each in listed.headings)
        table.draw(paper, Table(columns, listed.rows, empty=words(N_("Nothing to print."))))


def _column(heading: Heading, widest: bool) -> Column:
    """The widest one takes the room left over, so that the list always fills the sheet and never runs over it."""
    shared = heading.stretch or widest or heading.width > SNUG
    share = max(heading.width, 170 if heading.stretch else 0) if shared else 0
    return Column(heading.title, share, heading.right, wrap=1 if heading.right else LONG if shared else SHORT)
