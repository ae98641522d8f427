"""A sheet while it is typed in: one key an answer, what is still open, and what is given in the end; no window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.survey import HIGHEST
from fmcrm_desktop.services.survey_answers import Asked, Given, Sheet

BAD = 2
"""Of 1 to 5: who answers so is not satisfied."""
OPEN, LEFT_OUT = "·", "–"
TYPED, SAVING, SAVED, DIFFERS, REFUSED = "typed", "saving", "saved", "differs", "refused"


@dataclass(frozen=True)
class Cell:
    """One key's worth: the answer to a question, or what was expected of it."""

    asked: Asked
    expected: bool = False

    @property
    def key(self) -> str:
        return f"{self.asked.id}{'e' if self.expected else ''}"

    @property
    def numbers(self) -> range:
        return range(0 if self.asked.scale == "yes" else 1, HIGHEST[self.asked.scale] + 1)


def cells_of(sheet: Sheet) -> tuple[Cell, ...]:
    """The cells in the order of the paper, expected before perceived; words are typed at the end."""
    found = []
    for asked in sheet.questions:
        if asked.scale == "gap":
            found.append(Cell(asked, True))
        if asked.scale in HIGHEST:
            found.append(Cell(asked))
    return tuple(found)


@dataclass(eq=False)
class Row:
    """``typed`` maps a cell's key to its number, None for left out; what is not in it is still open."""

    sheet: Sheet
    typed: dict[str, int | None] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)
    at: int = 0
    state: str = TYPED
    differences: int = 0
    way: str = ""
    """How it was asked, where the sheet does not come from paper."""

    def __post_init__(self) -> None:
        self.cells = cells_of(self.sheet)
        self.spoken = tuple(asked for asked in self.sheet.questions if asked.scale == "text")

    @property
    def cell(self) -> Cell | None:
        """Where the next key goes; None behind the last one."""
        return self.cells[self.at] if self.at < len(self.cells) else None

    @property
    def begun(self) -> bool:
        return bool(self.typed) or any(self.words.values())

    @property
    def open(self) -> list[int]:
        """The places of the cells that nobody has answered or left out."""
        return [at for at, cell in enumerate(self.cells) if cell.key not in self.typed]

    def fits(self, number: int) -> bool:
        return self.cell is not None and number in self.cell.numbers

    def give(self, number: int | None) -> None:
        """Answer the cell (None: left out) and go on to the next."""
        if self.cell is not None:
            self.typed[self.cell.key] = number
            self.at += 1

    def go(self, at: int) -> None:
        self.at = max(0, min(at, len(self.cells)))

    def shown(self, cell: Cell) -> str:
        if cell.key not in self.typed:
            return OPEN
        number = self.typed[cell.key]
        return LEFT_OUT if number is None else str(number)

    @property
    def bad(self) -> bool:
        """Whether somebody who was asked by name rated something with 1 or 2 of 5."""
        named = self.sheet.person_id is not None or self.sheet.order_id is not None
        rated = (self.typed.get(str(asked.id)) for asked in self.sheet.questions if asked.scale == "five")
        return named and any(number is not None and number <= BAD for number in rated)

    @property
    def complaint(self) -> Link:
        """The way to the complaint that bad answers become, with whom it is from and what they wrote."""
        said = "\n".join(text.strip() for text in self.words.values() if text.strip())
        sheet = self.sheet
        new = {"person_id": sheet.person_id, "unit_id": sheet.unit_id, "channel": "survey", "own_words": said}
        return Link("complaints", new={name: value for name, value in new.items() if value})

    def given(self) -> list[Given]:
        """All answers, as the service keeps them."""
        return [
            Given(
                asked.id, self.typed.get(f"{asked.id}e"), self.typed.get(str(asked.id)),
                self.words.get(asked.id, "").strip(),
            )
            for asked in self.sheet.questions
        ]  # fmt: skip

    def raw(self) -> dict[str, object]:
        """What is typed, to go on after a change of language."""
        return {"typed": dict(self.typed), "words": dict(self.words), "at": self.at, "way": self.way}

    def restore(self, raw: Mapping[str, object]) -> None:
        for name, value in raw.items():
            setattr(self, name, value)
