"""Ready-made sheets of address labels: what the shops sell, by name."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.model.words import N_


@dataclass(frozen=True)
class LabelSheet:
    """In millimetres: the paper ("A4", "Letter"), how many labels, how large, where the first begins, from one to
    the next. ``title`` is marked."""

    title: str
    paper: str
    across: int
    down: int
    size: tuple[float, float]
    first: tuple[float, float]
    step: tuple[float, float]

    @property
    def count(self) -> int:
        return self.across * self.down


SHEETS = {
    "3x8": LabelSheet(N_("A4, 3 × 8 labels of 70 × 37 mm"), "A4", 3, 8, (70, 37), (0, 0.5), (70, 37)),
    "3x7": LabelSheet(N_("A4, 3 × 7 labels of 63.5 × 38.1 mm"), "A4", 3, 7, (63.5, 38.1), (7.2, 15.1), (66, 38.1)),
    "2x7": LabelSheet(N_("A4, 2 × 7 labels of 99.1 × 38.1 mm"), "A4", 2, 7, (99.1, 38.1), (4.7, 15.1), (101.6, 38.1)),
    "5160": LabelSheet(
        N_("Letter, 3 × 10 labels of 66.7 × 25.4 mm (5160)"), "Letter", 3, 10, (66.7, 25.4), (4.8, 12.7), (69.9, 25.4)
    ),
}  # fmt: skip
SHEET_NAMES = {name: sheet.title for name, sheet in SHEETS.items()}
