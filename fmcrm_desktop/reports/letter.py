"""Letters on paper: the office above, the address where a window envelope shows it, the text, who signs."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from fmcrm_desktop import places
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import (
    FOOT,
    INK,
    LETTER,
    MUTED,
    Letterhead,
    Paper,
    Printing,
    Type,
    joined,
    opened,
)
from fmcrm_desktop.services import letters
from fmcrm_desktop.services.letters import LetterHead, LetterSheet, LetterSheets
from fmcrm_desktop.services.office import Office

MM = 72 / 25.4
SIDE = 20 * MM
WINDOW = 85 * MM
"""Width of the address in the window of a long envelope (DL, 110 × 220 mm, the sheet folded twice)."""
ADDRESS_TOP = {True: 64 * MM, False: 55 * MM}
"""From the sheet's upper edge to the address: on Letter for a number 10 envelope, on A4 for DL."""
ADDRESS_HIGH = 32 * MM
TEXT_TOP = 99 * MM
FIRST_LINE = 20 * MM

OFFICE_NAME = Type(13, 18, bold=True)
OFFICE_LINE = Type(8.5, 12, colour=MUTED)
ADDRESS = Type(10, 13.5)
FACTS = Type(9, 13, colour=MUTED)
SUBJECT = Type(11.5, 16, bold=True)
TEXT = Type(10.5, 16.5, colour=INK)
SIGNED = Type(10.5, 16)


def ask(office: Office, options: Options) -> LetterSheets:
    """The letter with the number asked for."""
    return office.ask(letters.sheet, options.number)


def draw(sheet: LetterSheets, words: Words, printing: Printing) -> None:
    """Print one letter or many, each on sheets of its own and in its own language."""
    told = sheet.letters[0].number if len(sheet.letters) == 1 else ""
    title = words(N_("Letter") if told else N_("Letters"))
    with opened(printing, Letterhead(sheet.head.name, title, told, "", words.language), LetterPaper) as paper:
        assert isinstance(paper, LetterPaper)
        in_language = _languages(words)
        for letter in sheet.letters:
            paper.next_letter(in_language(letter.language))
            _letter(paper, sheet.head, letter)


def _languages(words: Words) -> Callable[[str], Words]:
    """Each letter's own words, made once."""
    known = {words.language: words}

    def of(language: str) -> Words:
        if language not in known:
            known[language] = Words(language, str(words.zone), places.resources() / "locale")
        return known[language]

    return of


class LetterPaper(Paper):
    """A paper without the frame of a report; pages are counted within each letter."""

    def __init__(self, file: BinaryIO, printing: Printing, head: Letterhead) -> None:
        self.begun: list[tuple[int, Words]] = []
        self._turn = 0
        super().__init__(file, printing, head)
        self.left, self.right = SIDE, self.size.width - SIDE
        self.width = self.right - self.left

    def _title(self) -> None:
        """A letter's head is drawn with the letter."""

    def next_letter(self, words: Words) -> None:
        """A new sheet for the next letter."""
        if self.begun:
            self.new_page()
        self.begun.append((self.page, words))
        self.y = self.size.height - FIRST_LINE

    @property
    def words(self) -> Words:
        return self.begun[-1][1]

    def new_page(self) -> None:
        super().new_page()
        self.y = self.size.height - FIRST_LINE

    def close(self) -> None:
        ends = [start for start, _ in self.begun[1:]] + [self.page + 1]
        self._counts = [
            (page - start + 1, end - start, words)
            for (start, words), end in zip(self.begun, ends, strict=True)
            for page in range(start, end)
        ]
        super().close()

    def _foot(self, head: Letterhead, page_of: str) -> None:
        page, pages, words = self._counts[self._turn]
        self._turn += 1
        if pages > 1:
            said = words(N_("Page {page} of {pages}"), page=page, pages=pages)
            self.put_right(said, self.right, 31, FOOT, self.width)


def _letter(paper: LetterPaper, head: LetterHead, letter: LetterSheet) -> None:
    words, top = paper.words, paper.size.height
    _office(paper, head)
    address_top = ADDRESS_TOP[paper.size is LETTER or paper.size.name == LETTER.name]
    _address(paper, letter.address, top - address_top)
    _facts(paper, words, letter, top - address_top)
    paper.y = top - TEXT_TOP
    paper.mark(f"{letter.number} {letter.address.splitlines()[0] if letter.address else ''}".strip(), level=0)
    if letter.subject:
        paper.text(letter.subject, SUBJECT)
        paper.space(10)
    for line in letter.text.split("\n"):
        if line.strip():
            paper.text(line, TEXT)
        else:
            paper.space(TEXT.leading * 0.6)
    _signature(paper, head, letter)


def _office(paper: Paper, head: LetterHead) -> None:
    paper.text(head.name, OFFICE_NAME)
    said = joined(" ".join(head.address.split()), head.phone)
    if said:
        paper.text(said, OFFICE_LINE)
    paper.space(4)
    paper.rule(paper.y)


def _address(paper: Paper, address: str, y: float) -> None:
    """Name and address within the window, smaller where they are long; nothing is cut."""
    fitted(paper, address, (paper.left, y, WINDOW, ADDRESS_HIGH), ADDRESS)


def fitted(paper: Paper, text: str, place: tuple[float, float, float, float], type: Type) -> None:
    """Lines within a place (left, top, width, height in points): type is set smaller until everything is in it."""
    left, top, wide, high = place
    size = type.size
    lines = type.face.lines(text, wide, size)
    while len(lines) * size * 1.3 > high and size > 3:
        size -= 0.25
        lines = type.face.lines(text, wide, size)
    leading = min(size * 1.35, high / max(len(lines), 1))
    small = Type(size, leading, type.bold, type.colour)
    for number, line in enumerate(lines):
        paper.put(line, left, top - size - number * leading, small, wide + 1)


def _facts(paper: Paper, words: Words, letter: LetterSheet, y: float) -> None:
    left = paper.left + WINDOW + 18
    day = words.date(words.local(letter.made).date())
    for text in (day, words(N_("Our number: {number}"), number=letter.number)):
        y -= FACTS.leading
        paper.put_right(text, paper.right, y, FACTS, paper.right - left)


def _signature(paper: LetterPaper, head: LetterHead, letter: LetterSheet) -> None:
    """The office and who wrote, with room for the hand; kept together on one page. A Chinese letter is signed on
    the right, the office first."""
    paper.need(SIGNED.leading * 2 + 46)
    paper.space(34)
    if not paper.words.chinese:
        paper.text("\n".join(filter(None, (letter.staff, head.name))), SIGNED)
        return
    for text in filter(None, (head.name, letter.staff)):
        paper.y -= SIGNED.leading
        paper.put_right(text, paper.right, paper.y + SIGNED.leading * 0.28, SIGNED, paper.width)
