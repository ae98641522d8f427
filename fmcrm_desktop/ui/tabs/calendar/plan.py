"""What a painted calendar must know of its geometry, whichever way it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPoint, QRectF, QSize, Qt

from fmcrm_desktop.ui.tabs.calendar.placing import Place, Sheet


class Hit(NamedTuple):
    """What lies under the mouse: an entry and which of its edges, or the entries told as "+n more"."""

    place: Place
    key: int | None = None
    edge: str = ""
    more: tuple[int, ...] = ()


class Plan(Protocol):
    """Where everything lies: entries of a sheet on ``days`` days from ``first_day`` (ordinal)."""

    sheet: Sheet
    first_day: int
    days: int

    def arrange(self, size: QSize) -> None:
        """Lay everything out anew, for a viewport of this size."""

    def hit(self, at: QPoint) -> Hit:
        """What lies at a point."""

    def at(self, place: Place) -> Sequence[int]:
        """The keys of the entries at a place of the keyboard, the one to focus first."""

    def stepped(self, place: Place, right: int, down: int, fine: bool = False) -> Place:
        """The place so many steps on; ``fine`` steps are those of an entry being moved."""

    def rects(self, key: int) -> Sequence[QRectF]:
        """Where an entry is drawn, each of its parts."""

    def owner(self, key: int, who: int) -> int:
        """In whose column or row an entry is met: in that of ``who`` where it is there too."""

    def person(self, place: Place) -> str:
        """The name of the person in whose column or row a place lies; empty where there are none."""

    def edge_cursor(self, hit: Hit) -> Qt.CursorShape:
        """The pointer over an entry's edge."""


def is_shown(plan: Plan, day: int) -> bool:
    return plan.first_day <= day < plan.first_day + plan.days
