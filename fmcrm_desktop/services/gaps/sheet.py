"""What the board's page shows, read in one go: the board, its twelve months, what to fix first."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.gaps.board import Board, Spot, board
from fmcrm_desktop.services.gaps.first import Cause, causes
from fmcrm_desktop.store.work import Work

YEAR = 12


@dataclass(frozen=True)
class Sheet:
    """The page: the board as chosen, the last twelve months of the same place and category, the ranked causes."""

    board: Board
    year: Board
    causes: tuple[Cause, ...]


@needs("complaint.read")
def sheet(work: Work, spot: Spot) -> Sheet:
    """Everything of the page. Raises Refusal as the board does."""
    year = Spot("month", YEAR, spot.building, spot.category, further=spot.further)
    return Sheet(board(work, spot), board(work, year), tuple(causes(work, spot.months)))
