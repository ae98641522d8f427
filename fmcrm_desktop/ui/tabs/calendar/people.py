"""Whose columns stand side by side in the team's calendar, and when each of them works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.ui.kit.layout import Item
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Sheet

AWAY = ("leave", "sick")
"""Kinds of entries for whose time a person is not there."""


@dataclass(frozen=True)
class People:
    """``ids`` in their order, 0 for what concerns nobody in particular; ``names`` and ``tones`` go with them.
    ``hours`` are those of whoever has some of their own, the office's count for the others."""

    ids: tuple[int, ...] = (0,)
    names: tuple[str, ...] = ("",)
    tones: tuple[str, ...] = ("grey",)
    hours: Mapping[int, WorkingCalendar] = field(default_factory=dict)

    def of(self, place: Place) -> int:
        """The column or row of a place: its person's, the first where that person is not shown."""
        return self.ids.index(place.who) if place.who in self.ids else 0

    def shown(self, who: int) -> int:
        """The person, or the first there is where that one is not shown."""
        return who if who in self.ids else self.ids[0]

    def stepped(self, who: int, by: int) -> int:
        """The person so many further on; at either end the last one there."""
        at = self.ids.index(who) if who in self.ids else 0
        return self.ids[max(0, min(len(self.ids) - 1, at + by))]

    def items(self, sheet: Sheet) -> list[list[Item]]:
        """What each of them has: an entry of several people stands with each, one of nobody with the office."""
        found: dict[int, list[Item]] = {who: [] for who in self.ids}
        for item in sheet.items:
            for who in sheet.entries[item.key].staff or (0,):
                if who in found:
                    found[who].append(item)
        return [found[who] for who in self.ids]

    def owner(self, sheet: Sheet, key: int, who: int) -> int:
        """With whom an entry is met: with ``who`` where it is theirs too, else with its first person shown."""
        staff = sheet.entries[key].staff or (0,)
        if who in staff:
            return who
        return next((each for each in self.ids if each in staff), 0)


def away(items: Sequence[Item], sheet: Sheet, first_day: int, days: int) -> list[tuple[int, int, int]]:
    """Day (0 the first), first and last minute of each stretch in which a person of these items is on leave."""
    found = []
    for item in items:
        if sheet.entries[item.key].kind in AWAY:
            for day in range(max(item.first, first_day), min(item.last, first_day + days - 1) + 1):
                begin = max(item.begin, 0) if day == item.first else 0
                found.append((day - first_day, begin, item.end if day == item.last else 24 * 60))
    return found
