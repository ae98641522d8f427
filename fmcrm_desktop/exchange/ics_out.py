"""Writes events as iCalendar (RFC 5545), for other calendars to open: a whole file, or one event as an invitation."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from fmcrm_desktop.exchange.cells_out import Written
from fmcrm_desktop.exchange.whole_file import escaped, folded, write_lines
from fmcrm_desktop.model.recurrence import read_stamps, stamp
from fmcrm_desktop.services.outgoing_events import OutgoingEvent, OutgoingGuest

_COMPONENTS = {"task": "VTODO", "memo": "VJOURNAL"}
_ANSWERS = {"accepted": "ACCEPTED", "tentative": "TENTATIVE", "declined": "DECLINED"}
_UNTIL = re.compile(r"UNTIL=(\d{8})(?:T(\d{6})(Z)?)?", re.IGNORECASE)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_YEARS = 12
"""So long a zone's changes of the clock are looked at, to tell whether they follow a rule."""


def invitation(event: OutgoingEvent, method: str) -> bytes:
    """One event with what was changed of it, as it goes with a mail. ``method``: REQUEST, CANCEL or PUBLISH."""
    return b"".join(folded(line) for line in _calendar([event], method))


def write(path: str | os.PathLike[str], events: Iterable[OutgoingEvent]) -> Written:
    """Either the whole file appears under its name or the old one stays. Raises Refusal."""
    written = Written(Path(path))

    def counted() -> Iterator[OutgoingEvent]:
        for event in events:
            written.rows += 1 + len(event.changed)
            yield event

    write_lines(written.path, _calendar(counted(), "PUBLISH"))
    return written


def _calendar(events: Iterable[OutgoingEvent], method: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//FMCRM//FMCRM Desktop//EN", f"METHOD:{method}")
    described: set[str] = set()
    for event in events:
        if event.rule and event.starts is not None and event.zone != "UTC" and event.zone not in described:
            described.add(event.zone)
            yield from _zone(event.zone, event.starts.year)
        for each in (event, *event.changed):
            yield from _event(each, event, method)
    yield "END:VCALENDAR"


def _event(event: OutgoingEvent, series: OutgoingEvent, method: str) -> Iterator[str]:
    component = _COMPONENTS.get(event.kind, "VEVENT")
    yield from (f"BEGIN:{component}", f"UID:{escaped(event.uid)}", f"DTSTAMP:{_utc(event.made)}")
    yield from (f"SEQUENCE:{event.sequence}", f"SUMMARY:{escaped(event.title)}", f"X-FMCRM-KIND:{event.kind}")
    yield from _times(event, component)
    if event is not series or event.occurrence:
        yield f"RECURRENCE-ID{_local(event.occurrence, event.series_zone)}"
    if event.rule:
        yield from _repeats(event)
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    if event.notes:
        yield f"DESCRIPTION:{escaped(event.notes)}"
    if method == "CANCEL":
        yield "STATUS:CANCELLED"
    if event.organizer_email:
        yield f"ORGANIZER{_name(event.organizer)}:mailto:{_address(event.organizer_email)}"
    yield from (_guest(each) for each in event.guests if each.email)
    if event.remind_before is not None and method != "CANCEL":
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(event.title)}")
        yield from (f"TRIGGER:-PT{event.remind_before}M", "END:VALARM")
    yield f"END:{component}"


def _times(event: OutgoingEvent, component: str) -> Iterator[str]:
    if component == "VTODO":
        if event.from_day or event.starts:
            yield _start(event)
        if event.until_day is not None:
            yield f"DUE;VALUE=DATE:{event.until_day:%Y%m%d}"
        elif event.ends is not None:
            yield f"DUE{_moment(event.ends, event)}"
        if event.done is not None:
            yield from ("STATUS:COMPLETED", f"COMPLETED:{_utc(event.done)}")
        return
    if event.from_day is not None or event.starts is not None:
        yield _start(event)
    if component == "VEVENT":
        if event.until_day is not None:
            yield f"DTEND;VALUE=DATE:{event.until_day + timedelta(1):%Y%m%d}"
        elif event.ends is not None and event.ends != event.starts:
            yield f"DTEND{_moment(event.ends, event)}"
    if event.done is not None:
        yield f"X-FMCRM-DONE:{_utc(event.done)}"


def _start(event: OutgoingEvent) -> str:
    if event.starts is not None:
        return f"DTSTART{_moment(event.starts, event)}"
    assert event.from_day is not None
    return f"DTSTART;VALUE=DATE:{event.from_day:%Y%m%d}"


def _repeats(event: OutgoingEvent) -> Iterator[str]:
    for line in event.rule.splitlines():
        name, _, rule = line.rpartition(":")
        yield f"{name or 'RRULE'}:{_UNTIL.sub(lambda found: _until(found, event), rule)}"
    changed = {each.occurrence for each in event.changed}
    whole = event.starts is None
    left_out = [each for each in sorted(read_stamps(event.except_days)) if stamp(each, whole) not in changed]
    for name, days in (("EXDATE", left_out), ("RDATE", sorted(read_stamps(event.extra_days)))):
        for each in days:
            yield f"{name}{_local(stamp(each, whole), event.zone)}"


def _until(found: re.Match[str], event: OutgoingEvent) -> str:
    """As the RFC wants it: a day for whole days, else UTC."""
    if event.starts is None:
        if not found[3]:
            return f"UNTIL={found[1]}"
        at = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        return f"UNTIL={at.astimezone(ZoneInfo(event.zone)):%Y%m%d}"
    if found[3]:
        return found[0]
    at = datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S")
    return f"UNTIL={_utc(at.replace(tzinfo=ZoneInfo(event.zone)))}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _moment(moment: datetime, event: OutgoingEvent) -> str:
    """A repeat on the clock of its zone, what comes once in UTC."""
    if not event.rule or event.zone == "UTC":
        return f":{_utc(moment)}"
    return f";TZID={event.zone}:{moment.astimezone(ZoneInfo(event.zone)):%Y%m%dT%H%M%S}"


def _local(said: str, zone: str) -> str:
    """A start of a series as it keeps it."""
    if len(said) == 10:
        return f";VALUE=DATE:{said.replace('-', '')}"
    plain = said.replace("-", "").replace(":", "")
    return f":{plain}Z" if zone == "UTC" else f";TZID={zone}:{plain}"


def _name(name: str) -> str:
    plain = re.sub(r'["\x00-\x1f]', " ", name).strip()
    return f';CN="{plain}"' if plain else ""


def _address(email: str) -> str:
    return re.sub(r"[\x00-\x20]", "", email)


def _guest(guest: OutgoingGuest) -> str:
    answer = _ANSWERS.get(guest.answer, "NEEDS-ACTION")
    return f"ATTENDEE{_name(guest.name)};PARTSTAT={answer};RSVP=TRUE:mailto:{_address(guest.email)}"


@lru_cache(maxsize=64)
def _zone(name: str, year: int) -> tuple[str, ...]:
    """A VTIMEZONE from a year on: a rule for each change of the clock where it follows one, else its days."""
    zone = ZoneInfo(name)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    groups: dict[tuple[timedelta, timedelta, str], list[datetime]] = {}
    for onset, before, after, called in _changes(zone, year):
        groups.setdefault((before, after, called), []).append(onset)
    first = datetime(year - 1, 1, 1, tzinfo=zone)
    offset = first.utcoffset() or timedelta()
    lines += _observance("STANDARD", first.replace(tzinfo=None), (offset, offset, first.tzname() or ""))
    for key, onsets in groups.items():
        lines += _observance("DAYLIGHT" if key[1] > key[0] else "STANDARD", onsets[0], key, onsets)
    return (*lines, "END:VTIMEZONE")


def _changes(zone: ZoneInfo, year: int) -> Iterator[tuple[datetime, timedelta, timedelta, str]]:
    """(local time before it, offset before, offset after, name after) of each change in the years looked at."""
    day = datetime(year - 1, 1, 1, tzinfo=UTC)
    offset = day.astimezone(zone).utcoffset() or timedelta()
    while day.year < min(year + _YEARS, 9998):
        later = day + timedelta(1)
        after = later.astimezone(zone).utcoffset() or timedelta()
        if after != offset:
            low, high = day, later
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                low, high = (low, middle) if middle.astimezone(zone).utcoffset() == after else (middle, high)
            moment = (high + timedelta(seconds=1)).replace(second=0, microsecond=0)
            yield (moment + offset).replace(tzinfo=None), offset, after, later.astimezone(zone).tzname() or ""
            offset = after
        day = later


def _observance(
    kind: str, start: datetime, key: tuple[timedelta, timedelta, str], onsets: list[datetime] | None = None
) -> list[str]:
    before, after, called = key
    lines = [f"BEGIN:{kind}", f"DTSTART:{start:%Y%m%dT%H%M%S}", f"TZOFFSETFROM:{_offset(before)}"]
    lines += [f"TZOFFSETTO:{_offset(after)}", f"TZNAME:{escaped(called)}"]
    rule = _yearly([each.date() for each in onsets or []])
    if rule:
        lines.append(rule)
    else:
        lines += [f"RDATE:{each:%Y%m%dT%H%M%S}" for each in (onsets or [])[1:]]
    return [*lines, f"END:{kind}"]


def _yearly(days: list[date]) -> str:
    """The rule of a day in each year: the last, or the n-th, such weekday of its month."""
    if len(days) < _YEARS or len({(day.month, day.weekday()) for day in days}) != 1:
        return ""
    if all((day + timedelta(7)).month != day.month for day in days):
        nth = -1
    elif len({(day.day - 1) // 7 for day in days}) == 1:
        nth = (days[0].day - 1) // 7 + 1
    else:
        return ""
    return f"RRULE:FREQ=YEARLY;BYMONTH={days[0].month};BYDAY={nth}{_DAYS[days[0].weekday()]}"


def _offset(offset: timedelta) -> str:
    minutes = round(offset / timedelta(minutes=1))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
