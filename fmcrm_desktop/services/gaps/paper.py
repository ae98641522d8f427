"""The gap report of a month, with the two months before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.gaps.board import Board, Spot, board
from fmcrm_desktop.services.gaps.first import Cause, causes
from fmcrm_desktop.services.gaps.plans import PlanRow, every
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work

MONTHS = 3
YEAR = 12


@dataclass(frozen=True)
class GapSheet:
    """Everything of the report; ``first`` and ``last`` are the months it covers."""

    head: Head
    first: Month
    last: Month
    year: Board
    buildings: Board
    categories: Board
    causes: tuple[Cause, ...]
    plans: tuple[PlanRow, ...]
    further: tuple[int, ...] = (0, 0, 0, 0)
    """How often each gap was named besides the main one in these months."""
    shown: Board = Board(Spot("lack"), ())
    """How the gaps showed."""


@needs("complaint.read")
def paper(work: Work, last: Month | None = None) -> GapSheet:
    """The report until ``last``, or until the present month."""
    last = last or Month.of(work.now, work.zone)

    def counted(by: str, months: int) -> Any:
        return board(work, Spot(by, months, last=last))

    return GapSheet(
        head(work), last.plus(1 - MONTHS), last, counted("month", YEAR), counted("building", MONTHS),
        counted("category", MONTHS), tuple(causes(work, MONTHS, last)), tuple(every(work)),
        board(work, Spot("category", MONTHS, last=last, further=True)).further, counted("lack", MONTHS),
    )  # fmt: skip
