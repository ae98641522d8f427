"""A sheet while it is typed in: one key an answer, what is still open, and what is given in the end; no window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fmcrm_desktop.model.complaint import CRITERIA, GAP_OF, NEEDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.survey import HIGHEST
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.survey_answers import Asked, Given, Sheet
from fmcrm_desktop.ui.kit.bilingual import suiting

BAD = {"five": 2, "gap": 2}
"""Who answers so, or less, on a scale is not satisfied."""
OPEN, LEFT_OUT = "·", "–"
REST, AGAIN = "*", "+"
"""Keys on the digits' own block too: all the rest was left out; as the question above."""
BOTH = "qwertyu"
"""Keys below the figures 1 to 7: as it is expected so it is perceived, by one key for the two answers."""
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

    def take(self, key: str) -> bool:
        """Answer by a key: a digit, a blank, REST, AGAIN or one of BOTH; nought leaves out where it is no answer. False
        where that does not fit."""
        if key == REST:
            self.leave_out_rest()
        elif key == AGAIN:
            return self.repeat()
        elif key in BOTH:
            if self.cell is None or not self.cell.expected:
                return False
            self.give(BOTH.index(key) + 1)
            self.give(BOTH.index(key) + 1)
        else:
            number = int(key) if key.isdecimal() else None
            if number is not None and number != 0 and not self.fits(number):
                return False
            self.give(number if number is not None and self.fits(number) else None)
        return True

    def leave_out_rest(self) -> None:
        """Nothing more is answered on the sheet from here on; what is answered already stays."""
        for cell in self.cells[self.at :]:
            self.typed.setdefault(cell.key, None)
        self.at = len(self.cells)

    def repeat(self) -> bool:
        """Answer the question as the one above it; False where that has another scale or is still open."""
        cell = self.cell
        if cell is None or (cell.asked.scale == "gap" and not cell.expected):
            return False
        wide = 2 if cell.expected else 1
        above = self.cells[max(self.at - wide, 0) : self.at]
        if len(above) < wide or any(
            each.asked.scale != cell.asked.scale or each.key not in self.typed for each in above
        ):
            return False
        for each in above:
            self.give(self.typed[each.key])
        return True

    def go(self, at: int) -> None:
        self.at = max(0, min(at, len(self.cells)))

    def shown(self, cell: Cell) -> str:
        if cell.key not in self.typed:
            return OPEN
        number = self.typed[cell.key]
        return LEFT_OUT if number is None else str(number)

    @property
    def poor(self) -> list[Asked]:
        """The questions rated badly, the worst first."""
        found = []
        for asked in self.sheet.questions:
            number, expected = self.typed.get(str(asked.id)), self.typed.get(f"{asked.id}e")
            met = expected is not None and number is not None and expected <= number
            if asked.scale in BAD and number is not None and number <= BAD[asked.scale] and not met:
                found.append((number, asked))
        return [asked for _, asked in sorted(found, key=lambda each: each[0])]

    @property
    def bad(self) -> bool:
        """Whether somebody who was asked by name rated something badly."""
        named = self.sheet.person_id is not None or self.sheet.order_id is not None
        return named and bool(self.poor)

    def complaint(self, words: Words) -> Link:
        """The way to the complaint that bad answers become: whom it is from, what they wrote, which gap it shows."""
        said = "\n".join(text.strip() for text in self.words.values() if text.strip())
        sheet, topics = self.sheet, [asked.topic for asked in self.poor]
        gaps = list(dict.fromkeys(GAP_OF[topic] for topic in topics if topic in GAP_OF))
        new: dict[str, object] = {
            "person_id": sheet.person_id, "unit_id": sheet.unit_id, "channel": "survey", "own_words": said,
            "orders": (sheet.order_id,) if sheet.order_id is not None else (),
            "gap": gaps[0] if gaps else "", "gaps": tuple(gaps[1:]),
            "criteria": tuple(each for each in CRITERIA if each in topics),
            "needs": tuple(each for each in NEEDS if each in topics),
            "expected": self._numbers(words, "e"), "delivered": self._numbers(words),
        }  # fmt: skip
        return Link("complaints", new={name: value for name, value in new.items() if value})

    def _numbers(self, words: Words, what: str = "") -> str:
        """What was answered to the questions rated badly, a line each."""
        lines = []
        for asked in self.poor:
            number = self.typed.get(f"{asked.id}{what}")
            if number is not None:
                name = {**CRITERIA, **NEEDS}.get(asked.topic)
                title = words(name) if name else suiting(asked.text, asked.other_text, words)
                lines.append(
                    words(N_("{name}: {n} of {most}"), name=title, n=number, most=HIGHEST[asked.scale])
                )
        return "\n".join(lines)

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
        """What is typed, to go on after a change of language or when the program was killed."""
        return {
            "sheet": self.sheet.id, "entry": self.sheet.entry, "typed": dict(self.typed), "words": dict(self.words),
            "at": self.at, "way": self.way,
        }  # fmt: skip

    def restore(self, raw: Mapping[str, object]) -> None:
        """Go on with what was typed of this sheet; a first entry that was kept by then is not the second one too."""
        if (raw["sheet"], raw["entry"]) == (self.sheet.id, self.sheet.entry):
            for name in ("typed", "words", "at", "way"):
                setattr(self, name, raw[name])
