"""The figures of a round: sums that were counted, and what follows from them, in thousandths."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from fmcrm_desktop.model import measured
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.survey import HIGHEST, band
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.sheets import Head, Names

ABOUT = N_(
    "A mean of a criterion counts the answers that have both expected and perceived; the gap is perceived − "
    "expected. Satisfied are the 4 and 5 of the answers from 1 to 5. An answer left out counts nowhere."
)
"""What stands below the figures on screen and paper."""
BAD_GAP = -500
"""From half a point below what was expected a gap is a bad one."""


@dataclass(frozen=True)
class Sums:
    """Answers added up. ``pairs`` are those that have both expected and perceived, ``expected`` and ``perceived``
    their sums; ``rated`` those on the scale five, ``total`` their sum, ``satisfied`` the 4 and 5 among them."""

    pairs: int = 0
    expected: int = 0
    perceived: int = 0
    rated: int = 0
    total: int = 0
    satisfied: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.pairs + other.pairs, self.expected + other.expected, self.perceived + other.perceived,
            self.rated + other.rated, self.total + other.total, self.satisfied + other.satisfied,
        )  # fmt: skip

    @property
    def mean_expected(self) -> int | None:
        return measured.mean(self.expected, self.pairs)

    @property
    def mean_perceived(self) -> int | None:
        return measured.mean(self.perceived, self.pairs)

    @property
    def gap(self) -> int | None:
        """Perceived − expected, rounded once: not the difference of the two rounded means."""
        return measured.mean(self.perceived - self.expected, self.pairs)

    @property
    def mean(self) -> int | None:
        return measured.mean(self.total, self.rated)

    @property
    def satisfaction(self) -> int | None:
        """The share of satisfied answers in thousandths."""
        return measured.mean(self.satisfied, self.rated)

    @property
    def band(self) -> str:
        return band(self.satisfied, self.rated)


@dataclass(frozen=True)
class QuestionResult:
    """One question. ``counts`` tells how often each answer was given (perceived, on the scale gap) from the lowest
    on, of ``n`` answers; an answer left out is in neither."""

    id: int
    number: int
    scale: str
    topic: str
    text: str
    other_text: str
    n: int
    left_out: int
    sums: Sums
    counts: tuple[int, ...] = ()

    @property
    def lowest(self) -> int:
        return 0 if self.scale == "yes" else 1

    @property
    def mean(self) -> int | None:
        """Of perceived, of the answers 1 to 5, of yes as 1 and no as 0."""
        if self.scale not in HIGHEST:
            return None
        return measured.mean(sum(at * n for at, n in enumerate(self.counts, self.lowest)), self.n)


@dataclass(frozen=True)
class Criterion:
    """One of the ten criteria over all questions about it."""

    topic: str
    sums: Sums


@dataclass(frozen=True)
class Need:
    """One of the six needs over all questions about it."""

    topic: str
    sums: Sums


class Replies:
    """How many sheets there are, how many came back, and people asked by name and how many of these answered."""

    asked: int
    back: int
    named: tuple[int, int]

    @property
    def mixed(self) -> bool:
        """Whether there are copies for anybody beside the sheets with a name."""
        return 0 < self.named[0] < self.asked

    @property
    def rate(self) -> int | None:
        """The response rate in thousandths. It is of people, as nobody knows who took a copy from the counter; of
        copies only where there is nothing else."""
        people, answered = self.named
        return measured.mean(answered, people) if people else measured.mean(self.back, self.asked)


@dataclass(frozen=True)
class Part(Replies):
    """A building (its id, None for none) or a month of a round. ``asked`` is nothing of a month: who is asked in one
    may answer in another."""

    key: int | Month | None
    names: Names
    asked: int
    back: int
    sums: Sums
    named: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        return self.names.name


@dataclass(frozen=True)
class Before:
    """The round before, of the same building where one is chosen: its sums by scale and topic."""

    id: int
    names: Names
    from_day: date
    topics: dict[tuple[str, str], Sums]

    def of(self, scale: str, topic: str) -> Sums:
        """Nothing counted where it was not asked."""
        return self.topics.get((scale, topic), Sums())


@dataclass(frozen=True)
class Results(Replies):
    """A round, whole or narrowed to a building and a month."""

    head: Head
    survey_id: int
    survey: Names
    questionnaire: Names
    from_day: date
    until_day: date | None
    building: Part | None
    month: Month | None
    asked: int
    back: int
    checked: int
    """Sheets typed in twice and settled."""
    questions: tuple[QuestionResult, ...]
    criteria: tuple[Criterion, ...]
    needs: tuple[Need, ...]
    sums: Sums
    buildings: tuple[Part, ...]
    months: tuple[Part, ...]
    words: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """What was said in own words, newest first, by question."""
    named: tuple[int, int] = (0, 0)
    before: Before | None = None

    @property
    def rate(self) -> int | None:
        """As of any sheets; unknown within one month."""
        return None if self.month else super().rate


@dataclass(frozen=True)
class RoundRow(Replies):
    """A round in the list."""

    id: int
    name: str
    other_name: str
    from_day: date
    until_day: date | None
    asked: int
    back: int
    named: tuple[int, int]
    archived: bool
