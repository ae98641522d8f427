"""Where the cards of the board of stages lie: columns side by side, cards one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect

from fmcrm_desktop.model.prospect import MOVES
from fmcrm_desktop.services.prospects import LeadRow, Stage

HEAD, CARD, GAP, SIDE = 38, 78, 8, 8
NARROWEST = 148


class Spot(NamedTuple):
    """A column and the place of a card in it."""

    column: int
    at: int


class Plan:
    """The stages laid out for a width; columns never get too narrow to be read, they go on to the right instead."""

    def __init__(self) -> None:
        self.stages: Sequence[Stage] = ()
        self.width = 0

    def arrange(self, stages: Sequence[Stage], width: int) -> None:
        self.stages = stages
        self.width = max(NARROWEST, width // len(stages)) if stages else width

    @property
    def whole(self) -> tuple[int, int]:
        """Width and height of all of it."""
        most = max((len(stage.cards) for stage in self.stages), default=0)
        return self.width * len(self.stages), HEAD + GAP + most * (CARD + GAP)

    def column(self, at: int, height: int) -> QRect:
        return QRect(at * self.width, 0, self.width, height)

    def place(self, spot: Spot) -> QRect:
        top = HEAD + GAP + spot.at * (CARD + GAP)
        return QRect(spot.column * self.width + SIDE // 2, top, self.width - SIDE, CARD)

    def column_at(self, x: int) -> int | None:
        at = x // self.width if self.width else -1
        return at if 0 <= at < len(self.stages) else None

    def spot_at(self, x: int, y: int) -> Spot | None:
        """The card there."""
        column = self.column_at(x)
        if column is None or y < HEAD:
            return None
        spot = Spot(column, (y - HEAD - GAP) // (CARD + GAP))
        there = 0 <= spot.at < len(self.stages[column].cards) and self.place(spot).contains(x, y)
        return spot if there else None

    def card(self, spot: Spot | None) -> LeadRow | None:
        if spot is None or not 0 <= spot.column < len(self.stages):
            return None
        cards = self.stages[spot.column].cards
        return cards[spot.at] if 0 <= spot.at < len(cards) else None

    def spot_of(self, id: int) -> Spot | None:
        return next(
            (
                Spot(column, at)
                for column, stage in enumerate(self.stages)
                for at, card in enumerate(stage.cards)
                if card.id == id
            ),
            None,
        )

    def permitted(self, card: LeadRow) -> list[int]:
        """The columns a card may be let go on."""
        return [at for at, stage in enumerate(self.stages) if stage.state in MOVES[card.state]]

    def stepped(self, spot: Spot, right: int, down: int) -> Spot:
        """The next card in a direction; columns without cards are passed over."""
        if down:
            return Spot(spot.column, min(max(spot.at + down, 0), len(self.stages[spot.column].cards) - 1))
        column = spot.column + right
        while 0 <= column < len(self.stages):
            if self.stages[column].cards:
                return Spot(column, min(spot.at, len(self.stages[column].cards) - 1))
            column += right
        return spot
