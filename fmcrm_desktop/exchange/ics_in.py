"""Reads calendar files (iCalendar, ICS) as a table: an entry a row, under headings that people know.

An own reader, as for cards: a broken line, a zone nobody knows or a bad entry costs that line, zone or entry, and a
file may not take longer than its time. Repeats stay rules; what belongs to one series is put together: its
exceptions, its changed occurrences, and what was changed "from here on" as a series of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from functools import lru_cache
from pathlib import Path
from time import monotonic

from fmcrm_desktop.exchange import encoding as encodings
from fmcrm_desktop.exchange import ics_series
from fmcrm_desktop.exchange.calendar_zones import Change, Described, Zones, read_offset
from fmcrm_desktop.exchange.card_lines import Property, properties
from fmcrm_desktop.exchange.ics_values import Reader, guest, length
from fmcrm_desktop.exchange.limits import LARGEST_CALENDAR, MEGABYTE, MOST_ROWS
from fmcrm_desktop.exchange.table import NumberedRow
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

HEADER = ("Title", "Kind", "Starts", "Ends", "Time zone", "Repeats", "Extra days", "Left out", "Place", "Notes",
          "Guests", "Remind before", "Done", "State", "Sequence", "UID", "Occurrence")  # fmt: skip
LONGEST_READ = 9.0
"""Seconds that one file may take to be read."""

KINDS = {"VEVENT": "", "VTODO": "task", "VJOURNAL": "memo"}


@dataclass
class Component:
    """The lines between a BEGIN and its END, by name; parts within it (alarms) apart."""

    name: str
    line: int
    lines: dict[str, list[Property]] = field(default_factory=lambda: defaultdict(list))
    parts: list[Component] = field(default_factory=list)
    home: str = ""

    def first(self, name: str) -> Property | None:
        found = self.lines.get(name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        found = self.first(name)
        return found.value.strip() if found else ""


def looks_like_calendar(start: bytes) -> bool:
    return (
        b"BEGIN:VCALENDAR" in start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").upper()[:60]
    )


def encoding_of(path: Path) -> str:
    """How the file is written. Raises Unreadable for one that is too large."""
    if path.stat().st_size > LARGEST_CALENDAR:
        raise Unreadable(
            N_("The file is larger than {most} MB. Split it and import the parts one after the other."),
            most=LARGEST_CALENDAR // MEGABYTE,
        )
    return encodings.guess(path)


def rows(path: Path, encoding: str) -> Iterator[NumberedRow]:
    """The heading as line 0, then every entry with the line it begins on: series before what was changed of them."""
    yield 0, list(HEADER)
    state = path.stat()
    yield from _kept(path, encoding, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=1)
def _kept(path: Path, encoding: str, _changed: int, _size: int) -> list[NumberedRow]:
    """An import reads its file several times."""
    return list(_rows(path, encoding))


def _rows(path: Path, encoding: str) -> Iterator[NumberedRow]:
    clock = Clock(monotonic() + LONGEST_READ)
    entries, described = _components(path.read_bytes(), encoding, clock)
    if not entries:
        raise Unreadable(N_("The file holds no calendar entry."))
    if len(entries) > MOST_ROWS:
        raise Unreadable(
            N_("The file has more than {most} rows. Split it and import the parts."), most=MOST_ROWS
        )
    zones = Zones(described)
    groups: dict[tuple[str, str], list[Component]] = defaultdict(list)
    for n, each in enumerate(entries):
        groups[each.name, each.text("UID") or f"\x00{n}"].append(each)
    readers: dict[str, Reader] = {}
    for some in groups.values():
        for row in _of_one(some, zones, readers):
            clock.check()
            yield row


@dataclass(frozen=True)
class Clock:
    """Until when a file may be read."""

    until: float

    def check(self) -> None:
        if monotonic() > self.until:
            raise Unreadable(N_("Reading this calendar takes too long. Split it and import the parts."))


def _components(data: bytes, encoding: str, clock: Clock) -> tuple[list[Component], dict[str, Described]]:
    """All entries of all calendars of the file, and the zones it describes. An entry that never ends, ends where
    the next begins."""
    entries: list[Component] = []
    described: dict[str, Described] = {}
    open_: list[Component] = []
    home = ""
    for n, (line, each) in enumerate(properties(data, encoding)):
        if n % 1000 == 0:
            clock.check()
        word = each.text.strip().upper()
        if each.name == "BEGIN":
            if word in KINDS or word == "VTIMEZONE":
                open_ = []
            home = "" if word == "VCALENDAR" else home
            part = Component(word, line, home=home)
            if open_:
                open_[-1].parts.append(part)
            elif word in KINDS:
                entries.append(part)
            if word != "VCALENDAR":
                open_.append(part)
        elif each.name == "END":
            closed = open_.pop() if open_ else None
            if closed is not None and closed.name == "VTIMEZONE":
                described[closed.text("TZID")] = _described(closed)
        elif open_:
            open_[-1].lines[each.name].append(each)
        elif each.name == "X-WR-TIMEZONE":
            home = each.text.strip()
    return entries, described


def _described(zone: Component) -> Described:
    changes = []
    for part in zone.parts:
        offset = read_offset(part.text("TZOFFSETTO"))
        since = Reader(Zones({})).when(part.text("DTSTART"), {})
        if offset is None or since is None:
            continue
        changes.append(Change(since.at, offset, part.text("RRULE")))
        more = Reader(Zones({})).list(part.lines.get("RDATE", []))
        changes += [Change(when.at, offset) for when, _ in more[:200]]
    return Described(tuple(changes), zone.text("X-LIC-LOCATION"))


def _of_one(some: list[Component], zones: Zones, readers: dict[str, Reader]) -> Iterator[NumberedRow]:
    """The rows of one UID: the series (of several the newest), then what was changed of it."""
    home = some[0].home
    if home not in readers:
        readers[home] = Reader(zones, zones.name(home, 2020) or "" if home else "")
    found = [_entry(each, readers[home]) for each in some]
    for each in ics_series.together(found):
        try:
            cells = each.cells()
        except (OverflowError, ValueError):  # beyond the calendar's end: its row says so
            cells = replace(each, start=None, end=None, done=None).cells()
        yield each.line, list(cells)


def _entry(each: Component, reader: Reader) -> ics_series.Entry:
    try:
        return _read(each, reader)
    except (OverflowError, ValueError):
        said = each.text("DTSTART")
        return ics_series.Entry(each.line, each.name, each.text("UID"), each.text("SUMMARY"), None, said)


def _read(each: Component, reader: Reader) -> ics_series.Entry:
    entry = ics_series.Entry(each.line, each.name)
    entry.uid, entry.title = each.text("UID"), each.text("SUMMARY")
    start, end = each.first("DTSTART"), each.first("DTEND") or each.first("DUE")
    if start is None and each.name != "VEVENT":
        start = each.first("DUE")
    entry.start = reader.when(start.text, start.params) if start else None
    entry.start_said = start.text.strip() if start else ""
    entry.end = reader.when(end.text, end.params) if end else None
    span = length(each.text("DURATION")) if entry.end is None else None
    if entry.start is not None and span is not None:
        entry.length = span.of(entry.start)
    entry.rules = [_rule(line.text) for line in each.lines.get("RRULE", [])]
    entry.without_rules = [_rule(line.text) for line in each.lines.get("EXRULE", [])]
    if entry.whole_day:  # an end at some hour of a series of days means that day
        entry.rules = [re.sub(r"(UNTIL=\d{8})T\d{6}Z?", r"\1", each) for each in entry.rules]
    entry.extra = reader.list(each.lines.get("RDATE", []))
    entry.without = [when for when, _ in reader.list(each.lines.get("EXDATE", []))]
    if changed := each.first("RECURRENCE-ID"):
        entry.changes = reader.when(changed.text, changed.params)
        entry.onwards = changed.params.get("RANGE", "").upper() == "THISANDFUTURE"
    sequence = each.text("SEQUENCE")
    entry.sequence = int(sequence) if sequence.isdecimal() and len(sequence) < 9 else 0
    entry.cancelled = each.text("STATUS").upper() == "CANCELLED"
    _words(each, entry, reader)
    entry.kind = each.text("X-FMCRM-KIND").lower()
    if done := reader.when(each.text("X-FMCRM-DONE"), {}):
        entry.done = done
    return entry


def _rule(said: str) -> str:
    """Some programs write a count below nothing for a rule without an end."""
    return re.sub(r";?COUNT=-\d+", "", said.strip()).lstrip(";")


def _words(each: Component, entry: ics_series.Entry, reader: Reader) -> None:
    """What does not bear on the times."""
    entry.place = each.text("LOCATION")
    notes = [each.text("DESCRIPTION"), each.text("URL")]
    entry.notes = "\n".join(part for n, part in enumerate(notes) if part and part not in notes[:n])
    entry.guests = [guest(line) for line in each.lines.get("ATTENDEE", [])]
    if each.text("COMPLETED") or each.text("STATUS").upper() == "COMPLETED":
        done = reader.when(each.text("COMPLETED"), {})
        entry.done = done or entry.end or entry.start
    entry.remind_before = next(
        (m for part in each.parts if (m := _alarm(part, entry, reader)) is not None), None
    )


def _alarm(part: Component, entry: ics_series.Entry, reader: Reader) -> int | None:
    """Minutes before the start; an alarm after it is at it."""
    trigger = part.first("TRIGGER")
    if part.name != "VALARM" or trigger is None:
        return None
    before = length(trigger.text)
    if before is not None:
        return min(max(0, round(-(before.exact + timedelta(before.days)) / timedelta(minutes=1))), 527_040)
    at = reader.when(trigger.text, trigger.params)
    if at is None or entry.start is None or at.whole_day:
        return None
    try:
        gap = entry.start.moment(UTC) - at.moment(UTC)
    except OverflowError:
        return None
    return min(max(0, round(gap / timedelta(minutes=1))), 527_040)
