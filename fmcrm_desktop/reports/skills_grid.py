"""The grid of posts on paper: what each needs across, who holds it down, each cell said in words and colour."""

from __future__ import annotations

from fmcrm_desktop.model.skill import LEVELS
from fmcrm_desktop.model.tones import BAD, GOOD, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import both, letterhead, named
from fmcrm_desktop.services import posts
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.posts import STATES, Cell, GridSheet, Need, PostGrid
from fmcrm_desktop.services.sheets import Names

TONES = {"has": GOOD, "low": WARNING, "expired": BAD, "lacks": BAD}
ACROSS = 5
"""Skills side by side; a post that needs more goes on below."""


def ask(office: Office, _options: Options) -> GridSheet:
    """All posts as they stand today."""
    return office.ask(posts.sheet)


def draw(sheet: GridSheet, words: Words, printing: Printing) -> None:
    """Print the grids."""
    head = letterhead(words, sheet.head, N_("Skills of the posts"), words.date(sheet.day))
    with opened(printing, head) as paper:
        if not sheet.posts:
            paper.text(words(N_("No posts are entered yet.")), BODY)
        for post in sheet.posts:
            paper.heading(named(words, Names(post.name, post.other_name)), keep=4 * table.FLAT)
            _post(paper, words, post)


def _post(paper: Paper, words: Words, post: PostGrid) -> None:
    if post.note:
        paper.text(post.note, BODY)
    if not post.needs:
        paper.text(words(N_("This post needs no skill yet.")), BODY)
    elif not post.people:
        needed = words.listed(_need(words, each) for each in post.needs)
        paper.text(words(N_("Needs: {skills}. Nobody holds this post."), skills=needed), BODY)
    else:
        for start in range(0, len(post.needs), ACROSS):
            _part(paper, words, post, start)


def _part(paper: Paper, words: Words, post: PostGrid, start: int) -> None:
    tones = {words(said): TONES[state] for state, said in STATES.items()}
    columns = [Column(words(N_("Name")), 30, wrap=6)]
    columns += [
        Column(_need(words, need), 24, wrap=3, tones=tones) for need in post.needs[start : start + ACROSS]
    ]
    rows = [
        (both(Names(person.name, person.other_name)),
         *(_cell(words, cell) for cell in person.cells[start : start + ACROSS]))
        for person in post.people
    ]  # fmt: skip
    table.draw(paper, Table(tuple(columns), rows))
    paper.space(6)


def _need(words: Words, need: Need) -> str:
    """A skill and the level it is needed at."""
    return f"{named(words, Names(need.name, need.other_name))} · {words(LEVELS[need.level])}"


def _cell(words: Words, cell: Cell) -> str:
    """The state alone, which has its colour; a level too low or a day gone by is told on the screen."""
    return words(STATES[cell.state])
