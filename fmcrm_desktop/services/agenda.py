"""The agenda on paper: what is on the calendar of a month or of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.calendar_days import entries
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Agenda:
    """The entries that fall on each day, the empty days left out; an entry over several days stands on each."""

    head: Head
    month: Month | None
    day: date | None
    days: tuple[tuple[date, tuple[Entry, ...]], ...]
    until: date | None = None


@needs("calendar.read")
def sheet(work: Work, month: Month | None, day: date | None = None, until: date | None = None) -> Agenda:
    """The agenda from a day until another (that day alone), or else of a month (this one where none is named)."""
    zone = settings.zone(work)
    if day is not None:
        first, last, month = day, max(day, until or day), None
    else:
        month = month or Month.of(work.now, zone)
        first, last = month.first, month.last
    found = entries(work, day_start(first, zone), day_start(last + timedelta(1), zone))
    wanted = [first + timedelta(i) for i in range((last - first).days + 1)]
    days = ((each, tuple(entry for entry in found if _falls_on(entry, each, zone))) for each in wanted)
    kept = tuple((each, fallen) for each, fallen in days if fallen)
    return Agenda(head(work), month, day, kept, last if day else None)


def _falls_on(entry: Entry, day: date, zone: tzinfo) -> bool:
    if entry.starts is None:
        first, last = entry.from_day, entry.until_day or entry.from_day
        return first is not None and last is not None and first <= day <= last
    ends: datetime = entry.ends or entry.starts
    begins_on = entry.starts.astimezone(zone).date()
    # what ends at midnight is not of the next day
    ends_on = max(entry.starts, ends - timedelta(microseconds=1)).astimezone(zone).date()
    return begins_on <= day <= ends_on
