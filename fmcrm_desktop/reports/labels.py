"""Address labels on ready-made sheets; a long name or address is set smaller, never cut."""

from __future__ import annotations

from fmcrm_desktop.model.label_sheet import LabelSheet
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.letter import MM, fitted
from fmcrm_desktop.reports.paper import SIZES, Letterhead, Paper, Printing, Type, opened
from fmcrm_desktop.services.letters import Address

LABEL_TEXT = Type(10.5, 14)
EDGE = 4 * MM
"""White around the text of a label: printers and fingers are never exact."""


class LabelPaper(Paper):
    """A sheet with nothing on it but labels."""

    def _title(self) -> None:
        """Nothing may stand beside the labels."""

    def _foot(self, canvas: object, page_of: str) -> None:
        """Nothing may stand below them."""


def draw(
    addresses: tuple[Address, ...], words: Words, printing: Printing, sheet: LabelSheet, start: int
) -> None:
    """Print the labels, the first at place ``start`` (1 is the upper left) of the first sheet."""
    if not 1 <= start <= sheet.count:
        raise Refusal(N_("This sheet has the places 1 to {count}."), count=sheet.count)
    on = Printing(printing.target, SIZES[sheet.paper], printing.turned)
    with opened(on, Letterhead("", words(N_("Labels")), "", "", words.language), LabelPaper) as paper:
        for number, address in enumerate(addresses, start - 1):
            if number >= sheet.count and number % sheet.count == 0:
                paper.new_page()
            _label(paper, address, sheet, number % sheet.count)


def _label(paper: Paper, address: Address, sheet: LabelSheet, place: int) -> None:
    down, across = divmod(place, sheet.across)
    left = (sheet.first[0] + across * sheet.step[0]) * MM + EDGE
    top = paper.size.height - (sheet.first[1] + down * sheet.step[1]) * MM - EDGE
    wide, high = (side * MM - 2 * EDGE for side in sheet.size)
    fitted(paper, f"{address.name}\n{address.address}", (left, top, wide, high), LABEL_TEXT)
