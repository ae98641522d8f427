"""From moments to places and back: entries on the office's clock, and where a drag puts them. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import NamedTuple

from fmcrm_desktop.services.calendar_days import DUE_KINDS
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.layout import DAY, Item

STEP = 15
"""Minutes to which the mouse and the keys snap."""


class Place(NamedTuple):
    """A point of the calendar: a day (ordinal) and a minute of it; −1 stands for the whole day. ``who`` is the
    member of the staff in whose column or row it lies, 0 where there are none or for nobody in particular."""

    day: int
    minute: int = -1
    who: int = 0


class Stretch(NamedTuple):
    """A span in local minutes since day 0; a whole one runs from midnight to midnight."""

    start: int
    end: int
    whole: bool = False

    @classmethod
    def of(cls, item: Item) -> Stretch:
        whole = item.begin < 0
        return cls(item.first * DAY + (0 if whole else item.begin), item.last * DAY + item.end, whole)

    @classmethod
    def between(cls, one: Place, other: Place, least: int = 30) -> Stretch:
        """From one place to another, in whichever order; whole days when one of them is."""
        early, late = sorted((one, other))
        if early.minute < 0 or late.minute < 0:
            return cls(early.day * DAY, (late.day + 1) * DAY, True)
        start = early.day * DAY + early.minute
        return cls(start, max(late.day * DAY + late.minute, start + least))

    def item(self, key: int) -> Item:
        first, begin = divmod(self.start, DAY)
        last, end = divmod(self.end - 1, DAY)
        return Item(key, first, last, -1 if self.whole else begin, end + 1)

    def span(self, zone: tzinfo) -> tuple[datetime, datetime] | tuple[date, date]:
        """Moments in UTC, or first and last day for a whole stretch."""
        if self.whole:
            return date.fromordinal(self.start // DAY), date.fromordinal(self.end // DAY - 1)
        start, end = _moment(self.start, zone), _moment(self.end, zone)
        if end <= start:  # it begins in the hour that daylight saving leaves out
            end = start + timedelta(minutes=self.end - self.start)
        return start, end


@dataclass(frozen=True)
class Sheet:
    """The entries of a window with their items on the office's clock; an item's key is its entry's index."""

    entries: tuple[Entry, ...] = ()
    items: tuple[Item, ...] = ()
    overlapping: frozenset[int] = frozenset()
    """The keys of those that begin while somebody of theirs has something else already."""

    @cached_property
    def in_time(self) -> list[int]:
        """The keys of all entries in the order of time."""
        return [key for _, _, key in sorted((one.first, one.begin, one.key) for one in self.items)]

    @classmethod
    def of(cls, entries: Iterable[Entry], zone: tzinfo) -> Sheet:
        kept = tuple(entries)
        items = tuple(item_of(entry, zone, key) for key, entry in enumerate(kept))
        return cls(kept, items, overlapping(kept, zone))

    def key_of(self, entry: Entry) -> int | None:
        """Where the same record is in this sheet; a repeated one at the same time."""
        same = [
            key for key, each in enumerate(self.entries) if each.id == entry.id and each.table == entry.table
        ]
        again = [key for key in same if self.entries[key].starts == entry.starts]
        return next(iter(again or same), None)


@dataclass
class Drag:
    """A drag under way, by mouse or by keys, of an entry (``key``) or a new stretch; ``ghost``: where it would lie."""

    key: int | None
    grab: Place
    at: Place
    edge: str = ""
    ghost: Stretch | None = None
    by_keys: bool = False

    @property
    def hands_over(self) -> bool:
        """Whether an entry is drawn from one person to another."""
        return self.key is not None and not self.edge and self.grab.who != self.at.who

    @property
    def lies(self) -> Place:
        """In whose column or row the ghost lies: only what is handed over leaves its own."""
        return self.at if self.hands_over else self.grab


def overlapping(entries: Sequence[Entry], zone: tzinfo) -> frozenset[int]:
    """Of the entries that clash the keys of those that begin while somebody of theirs is taken."""
    found: set[int] = set()
    busy: dict[int, datetime] = {}
    for (start, end), key in sorted(
        (entry.span(zone), key) for key, entry in enumerate(entries) if entry.clash
    ):
        for who in entries[key].staff:
            if who in busy and start < busy[who]:
                found.add(key)
            busy[who] = max(end, busy.get(who, end))
    return frozenset(found)


def item_of(entry: Entry, zone: tzinfo, key: int) -> Item:
    """Where an entry lies; one that ends at midnight does not touch the next day."""
    if entry.starts is None or entry.ends is None:
        assert entry.from_day is not None and entry.until_day is not None
        below = entry.kind in DUE_KINDS  # appointments are not pushed out of a cell by what is due on its day
        return Item(key, entry.from_day.toordinal(), entry.until_day.toordinal(), below=below)
    start, end = entry.starts.astimezone(zone), entry.ends.astimezone(zone)
    first, begin = start.toordinal(), start.hour * 60 + start.minute
    last, until = end.toordinal(), end.hour * 60 + end.minute
    if until == 0 and last > first:
        last, until = last - 1, DAY
    # in the hour that comes twice an end may read earlier than its start
    if last < first or (last == first and until <= begin):
        last, until = first, min(begin + 1, DAY)
    return Item(key, first, last, begin, until)


def dragged(before: Stretch, grab: Place, at: Place, edge: str = "") -> Stretch:
    """The stretch after dragging from ``grab`` to ``at``: moved, or its "start" or "end" edge drawn along.

    Dragged between the hours and the whole days it becomes the one or the other.
    """
    if edge == "end":
        if before.whole:
            return before._replace(end=max((at.day + 1) * DAY, before.start + DAY))
        return before._replace(end=max(at.day * DAY + max(at.minute, 0), before.start + STEP))
    if edge == "start":
        if before.whole:
            return before._replace(start=min(at.day * DAY, before.end - DAY))
        return before._replace(start=min(at.day * DAY + max(at.minute, 0), before.end - STEP))
    if at.minute < 0 <= grab.minute:
        return Stretch(at.day * DAY, (at.day + 1) * DAY, True)
    if before.whole and at.minute >= 0:
        start = at.day * DAY + at.minute
        return Stretch(start, start + 60)
    days = (at.day - grab.day) * DAY
    minutes = at.minute - grab.minute if at.minute >= 0 and grab.minute >= 0 else 0
    return before._replace(start=before.start + days + minutes, end=before.end + days + minutes)


def _moment(minutes: int, zone: tzinfo) -> datetime:
    day, minute = divmod(minutes, DAY)
    local = datetime.combine(date.fromordinal(day), time(), zone) + timedelta(minutes=minute)
    return local.astimezone(UTC)
