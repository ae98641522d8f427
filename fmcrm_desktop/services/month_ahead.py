"""The calendar of the month to come, as the month's report prints it: what concerns the office as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import calendar_days, calendar_entries
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.store.work import Work

MOST = 60
"""So many lines stand on the paper; of more the number is said."""
SHARED = frozenset(
    {
        "meeting",
        "activity",
        "notice",
        "preventive",
        "agreement",
        "action",
        "decision",
        "opinion",
        "suggestion",
    }
)
"""Kinds that are everybody's; visits, calls and appointments are counted, and stand on the agenda."""


@dataclass(frozen=True)
class AheadLine:
    """Something on the calendar of the month to come: timed, or on whole days."""

    kind: str
    title: str
    other_title: str
    starts: datetime | None
    day: date
    until_day: date
    number: str
    where: str
    staff: tuple[str, ...]


@dataclass(frozen=True)
class AheadSheet:
    """The lines in order of time, the first of ``count``; a meeting that comes again and again is only counted."""

    lines: tuple[AheadLine, ...]
    count: int


def counted(work: Work, month: Month) -> tuple[tuple[str, int], ...]:
    """How many entries of each kind the calendar has in the month to come, most first."""
    period = month.plus(1).period(work.zone)
    return tuple(Counter(each.kind for each in calendar_entries.read(work, *period)).most_common())


def listed(work: Work, month: Month) -> AheadSheet:
    """What concerns the whole office in the month to come."""
    found = calendar_days.entries(work, *month.plus(1).period(work.zone))
    shared = [each for each in found if each.kind in SHARED and not each.repeats]
    return AheadSheet(tuple(_line(work, each) for each in shared[:MOST]), len(shared))


def _line(work: Work, entry: Entry) -> AheadLine:
    first, after = (moment.astimezone(work.zone) for moment in entry.span(work.zone))
    last = entry.until_day or after.date()
    return AheadLine(
        entry.kind, entry.title, entry.other_title, entry.starts, first.date(), last, entry.number or "",
        entry.unit or entry.place, entry.names,
    )  # fmt: skip
