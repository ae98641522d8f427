"""You said, we did: a page for the board of each building, in both languages, without names."""

from __future__ import annotations

from dataclasses import replace

from fmcrm_desktop import places
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_, Words
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import (
    ACCENT,
    INK,
    MUTED,
    SMALL,
    Letterhead,
    Paper,
    Printing,
    Type,
    joined,
    opened,
)
from fmcrm_desktop.reports.wording import letterhead, month_name, named
from fmcrm_desktop.services import papers
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Board, Boards, Names, Told

SECOND = Type(18, 28, bold=True, colour=ACCENT)
SIZES = (1.6, 1.3, 1.0, 0.85, 0.72, 0.6, 0.5)
"""Everything of a building stands on one page: the more there is, the smaller it is set."""
FIRST, OTHER = (15.0, 23.0), (12.5, 19.0)
GAP, FOOT = 11.0, 40


def ask(office: Office, options: Options) -> Boards:
    """What was resolved in the month asked for; without one, what hangs nowhere yet."""
    return office.ask(papers.you_said, options.month, options.number)


def draw(sheet: Boards, words: Words, printing: Printing) -> list[list[int]]:
    """Print a page for each building; where nothing is told, one that says so. Gives the complaints told on each page
    (of a board of several pages on its first)."""
    pages: list[list[int]] = []
    first = sheet.boards[0] if sheet.boards else Board("", Names(), ())
    with opened(printing, _head(words, sheet, first)) as paper:
        for board in sheet.boards or (first,):
            if board is not first:
                paper.begin(_head(words, sheet, board))
            pages.append([told.id for told in board.told])
            _page(paper, words, board, sheet.phone)
            pages += [[] for _ in range(paper.page - len(pages))]
    return pages


def _head(words: Words, sheet: Boards, board: Board) -> Letterhead:
    place = words.building(board.code) if board.code else words(N_("All buildings"))
    month = month_name(words, sheet.month) if sheet.month else ""
    name = named(words, board.name)
    name = "" if name == place else name
    period = joined(place, name, month)
    # A board names nobody, not even who printed it.
    return replace(letterhead(words, sheet.head, N_("You said, we did"), period), printed="")


def _page(paper: Paper, words: Words, board: Board, phone: str) -> None:
    other = Words(
        ENGLISH if words.language == CHINESE else CHINESE, str(words.zone), places.resources() / "locale"
    )
    languages = (words, other) if any(_texts(words, told)[1] for told in board.told) else (words,)
    if other in languages:
        paper.text(other(N_("You said, we did")), SECOND)
    for language in languages:
        thanks = N_("Thank you for every word. This is what we changed because you told us.")
        paper.text(language(thanks), Type(11, 17, colour=MUTED))
    paper.space(6)
    if not board.told:
        paper.text(words(N_("Nothing is written for the boards in this period.")))
        return
    scale = next(
        (size for size in SIZES if _high(paper, words, board, size) <= paper.room() - FOOT), SIZES[-1]
    )
    for told in board.told:
        _told(paper, words, told, scale)
    paper.space(6)
    more = N_("Tell us more: at the counter, by telephone, or through the suggestion box.")
    if phone:
        more = N_("Tell us more: at the counter, by telephone on {number}, or through the suggestion box.")
    for language in languages:
        paper.text(language(more, number=phone), SMALL)


def _types(scale: float) -> tuple[Type, Type]:
    return (
        Type(FIRST[0] * scale, FIRST[1] * scale, colour=INK),
        Type(OTHER[0] * scale, OTHER[1] * scale, colour=MUTED),
    )


def _texts(words: Words, told: Told) -> tuple[str, str]:
    """The paper's language first."""
    return (told.other, told.notice) if words.chinese else (told.notice, told.other)


def _high(paper: Paper, words: Words, board: Board, scale: float) -> float:
    """Points that everything takes when set so."""
    return sum(
        GAP * 2 * scale
        + sum(
            type.leading * len(type.face.lines(text, paper.width, type.size))
            for text, type in zip(_texts(words, told), _types(scale), strict=True)
            if text
        )
        for told in board.told
    )


def _told(paper: Paper, words: Words, told: Told, scale: float) -> None:
    paper.space(GAP * scale)
    for text, type in zip(_texts(words, told), _types(scale), strict=True):
        if text:
            paper.text(text, type)
    paper.space(GAP * scale)
    paper.rule(paper.y)
