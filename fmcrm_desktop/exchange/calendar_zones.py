"""Time zones as calendar files name them: by IANA, by Windows, behind a program's own prefix, or only described."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from fmcrm_desktop.model.recurrence import Repeat
from fmcrm_desktop.model.refusal import Invalid

_COMMON = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "Europe/Berlin",
    "Europe/Helsinki", "Asia/Shanghai", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney",
)  # fmt: skip
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})(?::?\d{2})?")
_FIXED = re.compile(r"\(?(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d{2}))?\)?.*")


@dataclass(frozen=True)
class Change:
    """A STANDARD or DAYLIGHT part of a described zone: from when on (and by which rule) which offset holds."""

    since: datetime
    offset: timedelta
    rule: str = ""


@dataclass(frozen=True)
class Described:
    """A VTIMEZONE: its changes, and where it says it lies."""

    changes: tuple[Change, ...]
    location: str = ""

    def offset(self, local: datetime) -> timedelta:
        """What holds at a local time."""
        latest, found = datetime.min, self.changes[0].offset
        for each in self.changes:
            onset = _latest(each, local)
            if onset is not None and onset >= latest:
                latest, found = onset, each.offset
        return found


def _latest(change: Change, local: datetime) -> datetime | None:
    if change.since > local:
        return None
    if not change.rule:
        return change.since
    try:
        since = max(change.since, local - timedelta(400))
        found = Repeat(change.rule, change.since, UTC).starts(since, local + timedelta(seconds=1))
    except (Invalid, OverflowError):
        return change.since
    return found[-1] if found else change.since


class Zones:
    """The zones of one file: each name read once."""

    def __init__(self, described: dict[str, Described]) -> None:
        self.described = described
        self._known: dict[tuple[str, int], str] = {}

    def name(self, said: str, year: int) -> str | None:
        """The IANA name of what the file calls a zone around a year; None for one that cannot be told."""
        key = said, year
        if key not in self._known:
            # of a name that is nearly a known one ("Europe/lisbon") the file's own description counts more
            self._known[key] = (
                _by_name(said)
                or self._by_description(said, year)
                or _iana().get(said.strip().strip('"').lower())
                or _by_offset(said)
                or ""
            )
        return self._known[key] or None

    def fixed(self, said: str, local: datetime) -> tzinfo | None:
        """The offset of a described zone that is no known one."""
        described = self.described.get(said)
        return timezone(described.offset(local)) if described and described.changes else None

    def _by_description(self, said: str, year: int) -> str | None:
        described = self.described.get(said)
        if described is None or not described.changes:
            return None
        if described.location and (found := _by_name(described.location)):
            return found
        year = min(max(year, 1971), 2037)
        wanted = tuple(described.offset(local) for local in _probes(year))
        return _fitting(year).get(wanted)


def _by_name(said: str) -> str | None:
    """Also Windows' names, and IANA names behind something ("/mozilla.org/20050126_1/Europe/Berlin")."""
    said = said.strip().strip('"')
    if _iana().get(said.lower()) == said:
        return said
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    if found := WINDOWS_TO_OLSON.get(said):
        return str(found)
    parts = said.lower().split("/")
    for count in (3, 2):
        if len(parts) > count and (found := _iana().get("/".join(parts[-count:]))):
            return found
    return None


def _by_offset(said: str) -> str | None:
    found = _FIXED.fullmatch(said.strip().upper())
    if found is None or found[3] not in (None, "00") or int(found[2]) > 12:
        return None
    # "Etc" counts the other way round
    return f"Etc/GMT{'-' if found[1] == '+' else '+'}{int(found[2])}" if int(found[2]) else "UTC"


@cache
def _iana() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones()}


def _probes(year: int) -> Iterable[datetime]:
    return [datetime(year, month, 15, 12) for month in range(1, 13)]  # noqa: DTZ001 - local


@cache
def _fitting(year: int) -> dict[tuple[timedelta | None, ...], str]:
    """The zone that has these offsets in the months of a year: a well-known one before the others."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    usual = sorted(set(WINDOWS_TO_OLSON.values()) & available_timezones())
    found: dict[tuple[timedelta | None, ...], str] = {}
    for name in [*_COMMON, *usual, *sorted(available_timezones() - set(usual))]:
        zone = ZoneInfo(name)
        found.setdefault(tuple(each.replace(tzinfo=zone).utcoffset() for each in _probes(year)), name)
    return found


def read_offset(said: str) -> timedelta | None:
    """+0100 or -05:00."""
    found = _OFFSET.fullmatch(said.strip())
    if found is None or int(found[2]) > 23:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    return timedelta(minutes=-minutes if found[1] == "-" else minutes)
