"""Address labels on ready-made sheets; a long name or address is set smaller, never cut."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.letter import MM, fitted
from fmcrm_desktop.reports.paper import A4, LETTER, Letterhead, Paper, Printing, Size, Type, opened
from fmcrm_desktop.services.letters import Address

LABEL_TEXT = Type(10.5, 14)
EDGE = 4 * MM
"""White around the text of a label: printers and fingers are never exact."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of labels, in millimetres: how many, how large, where the first begins, from one to the next."""

    name: str
    paper: Size
    across: int
    down: int
    size: tuple[float, float]
    first: tuple[float, float]
    step: tuple[float, float]

    @property
    def count(self) -> int:
        return self.across * self.down


SHEETS = {
    sheet.name: sheet
    for sheet in (
        Sheet("3x8", A4, 3, 8, (70, 37), (0, 0.5), (70, 37)),
        Sheet("3x7", A4, 3, 7, (63.5, 38.1), (7.2, 15.1), (66, 38.1)),
        Sheet("2x7", A4, 2, 7, (99.1, 38.1), (4.7, 15.1), (101.6, 38.1)),
        Sheet("5160", LETTER, 3, 10, (66.7, 25.4), (4.8, 12.7), (69.9, 25.4)),
    )
}
SHEET_NAMES = {
    "3x8": N_("A4, 3 × 8 labels of 70 × 37 mm"),
    "3x7": N_("A4, 3 × 7 labels of 63.5 × 38.1 mm"),
    "2x7": N_("A4, 2 × 7 labels of 99.1 × 38.1 mm"),
    "5160": N_("Letter, 3 × 10 labels of 66.7 × 25.4 mm (5160)"),
}


class LabelPaper(Paper):
    """A sheet with nothing on it but labels."""

    def _title(self) -> None:
        """Nothing may stand beside the labels."""

    def _foot(self, canvas: object, page_of: str) -> None:
        """Nothing may stand below them."""


def draw(addresses: tuple[Address, ...], words: Words, printing: Printing, sheet: Sheet, start: int) -> None:
    """Print the labels, the first at place ``start`` (1 is the upper left) of the first sheet."""
    if not 1 <= start <= sheet.count:
        raise Refusal(N_("This sheet has the places 1 to {count}."), count=sheet.count)
    on = Printing(printing.target, sheet.paper, printing.turned)
    with opened(on, Letterhead("", words(N_("Labels")), "", "", words.language), LabelPaper) as paper:
        for number, address in enumerate(addresses, start - 1):
            if number >= sheet.count and number % sheet.count == 0:
                paper.new_page()
            _label(paper, address, sheet, number % sheet.count)


def _label(paper: Paper, address: Address, sheet: Sheet, place: int) -> None:
    down, across = divmod(place, sheet.across)
    left = (sheet.first[0] + across * sheet.step[0]) * MM + EDGE
    top = paper.size.height - (sheet.first[1] + down * sheet.step[1]) * MM - EDGE
    wide, high = (side * MM - 2 * EDGE for side in sheet.size)
    fitted(paper, f"{address.name}\n{address.address}", (left, top, wide, high), LABEL_TEXT)
