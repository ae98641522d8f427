"""Times, lengths and guests as the lines of a calendar file say them: read tolerantly, nothing raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from fmcrm_desktop.exchange.calendar_zones import Zones
from fmcrm_desktop.exchange.card_lines import Property

_TIME = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]?(\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_LENGTH = re.compile(
    r"([+-])?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T?(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?"
)
ANSWERS = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}


@dataclass(frozen=True)
class When:
    """A day, or a local time in a zone: ``name`` is IANA's, empty for a floating time. ``written`` as in the file."""

    at: datetime
    whole_day: bool = False
    name: str = ""
    written: str = ""

    def zone(self, office: tzinfo) -> tzinfo:
        return ZoneInfo(self.name) if self.name else office

    def moment(self, office: tzinfo) -> datetime:
        return self.at.replace(tzinfo=self.zone(office)).astimezone(UTC)

    def local(self, name: str, office: tzinfo) -> datetime:
        """On the clock of another zone; a floating time or a day is the same everywhere."""
        if self.whole_day or not self.name or self.name == name:
            return self.at
        return self.moment(office).astimezone(ZoneInfo(name) if name else office).replace(tzinfo=None)

    def existed(self) -> bool:
        """False for a local time that a clock set forward has skipped."""
        if self.whole_day or not self.name:
            return True
        there = self.moment(UTC).astimezone(ZoneInfo(self.name)).replace(tzinfo=None)
        return there == self.at


class Reader:
    """Reads the times of one file: its zones, and the one that its times in UTC are meant for."""

    def __init__(self, zones: Zones, home: str = "") -> None:
        self.zones, self.home = zones, home

    def when(self, text: str, params: dict[str, str]) -> When | None:
        """A time, or None for what is none."""
        # a line without a colon was taken for the rest of this one
        found = _TIME.fullmatch(text.partition("\\n")[0].strip())
        if found is None:
            return None
        try:
            day = date(int(found[1]), int(found[2]), int(found[3]))
            if found[4] is None:
                return When(datetime.combine(day, time()), True, written=text)
            at = datetime.combine(day, time(int(found[4]), int(found[5]), min(int(found[6] or 0), 59)))
        except ValueError:
            return None
        if params.get("VALUE", "").upper() == "DATE":
            return When(datetime.combine(day, time()), True, written=text)
        try:
            return self._placed(at, found[7], params.get("TZID", ""), text)
        except (OverflowError, ValueError):
            return None

    def _placed(self, at: datetime, offset: str | None, said: str, text: str) -> When:
        if offset and offset != "Z":
            at = datetime.fromisoformat(f"{at.isoformat()}{offset[:3]}:{offset[-2:]}").astimezone(UTC)
            at, offset = at.replace(tzinfo=None), "Z"
        if offset == "Z":
            if self.home:
                at = at.replace(tzinfo=UTC).astimezone(ZoneInfo(self.home)).replace(tzinfo=None)
            return When(at, False, self.home or "UTC", text)
        if not said:
            return When(at, False, self.home, text)
        name = self.zones.name(said, at.year)
        if name is None and (fixed := self.zones.fixed(said, at)) is not None:
            return When(at.replace(tzinfo=fixed).astimezone(UTC).replace(tzinfo=None), False, "UTC", text)
        return When(at, False, name or self.home, text)

    def list(self, properties: list[Property]) -> list[tuple[When, timedelta | None]]:
        """The times of EXDATE or RDATE lines; those that are periods with their length."""
        found = []
        for each in properties:
            for text in each.text.split(","):
                begin, _, end = text.partition("/")
                when = self.when(begin, each.params)
                if when is None:
                    continue
                until = self.when(end, each.params) if end else None
                span = length(end) if end and until is None else None
                if until is not None:
                    span = Span(until.moment(UTC) - when.moment(UTC))
                found.append((when, span.of(when) if span else None))
        return found


@dataclass(frozen=True)
class Span:
    """A DURATION: its days are days of the calendar, the rest is exact."""

    exact: timedelta
    days: int = 0

    def of(self, when: When) -> timedelta:
        """How long it is from a time on."""
        if not self.days or not when.name:
            return self.exact + timedelta(self.days)
        later = When(when.at + timedelta(self.days), when.whole_day, when.name)
        return later.moment(UTC) - when.moment(UTC) + self.exact


def length(text: str) -> Span | None:
    """PT1H30M, P1D, P2W, -PT15M."""
    found = _LENGTH.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups()[1:])
    try:
        exact = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        whole = weeks * 7 + days
        timedelta(whole)
    except OverflowError:
        return None
    return Span(-exact, -whole) if found[1] == "-" else Span(exact, whole)


def guest(each: Property) -> str:
    """An ATTENDEE on one line: Name <address> (answer)."""
    address = each.text.strip()
    address = address[7:] if address[:7].lower() == "mailto:" else each.params.get("EMAIL", address)
    name = " ".join(each.params.get("CN", "").split()).replace("<", "").replace(">", "")
    answer = ANSWERS.get(each.params.get("PARTSTAT", "").upper(), "")
    said = f"{name} <{address}>" if name and name != address else f"<{address}>"
    return f"{said} ({answer})" if answer else said
