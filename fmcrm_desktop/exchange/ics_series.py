"""Entries of a calendar file put together: a series with its exceptions, and what was changed of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from hashlib import sha256
from zoneinfo import ZoneInfo

from fmcrm_desktop.exchange.ics_values import When
from fmcrm_desktop.model.recurrence import ONCE, Repeat, stamp, stamps
from fmcrm_desktop.model.recurrence_rule import read_rule
from fmcrm_desktop.model.refusal import Invalid

MOST_DAYS = 1_000
"""Of a series changed "from here on" that no rule tells, so many starts are kept as a list."""

_DAY, _SECOND = timedelta(1), timedelta(seconds=1)
_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass
class Entry:
    """One VEVENT, VTODO or VJOURNAL. ``changes`` is the start of the occurrence it stands for (RECURRENCE-ID)."""

    line: int
    component: str
    uid: str = ""
    title: str = ""
    start: When | None = None
    start_said: str = ""
    end: When | None = None
    length: timedelta | None = None
    rules: list[str] = field(default_factory=list)
    without_rules: list[str] = field(default_factory=list)
    extra: list[tuple[When, timedelta | None]] = field(default_factory=list)
    without: list[When] = field(default_factory=list)
    changes: When | None = None
    onwards: bool = False
    sequence: int = 0
    cancelled: bool = False
    place: str = ""
    notes: str = ""
    guests: list[str] = field(default_factory=list)
    done: When | None = None
    remind_before: int | None = None
    kind: str = ""
    """What our own export says it is."""
    occurrence: str = ""
    extra_starts: set[datetime] = field(default_factory=set)
    left_out: set[datetime] = field(default_factory=set)

    @property
    def rule(self) -> str:
        """As an event keeps it; a mere list of days has the rule of coming once."""
        if not self.rules and not self.extra_starts:
            return ""
        return "\n".join([*(self.rules or [ONCE]), *(f"EXRULE:{each}" for each in self.without_rules)])

    @property
    def zone(self) -> str:
        return self.start.name if self.start else ""

    @property
    def whole_day(self) -> bool:
        """Tasks and memos are of a day."""
        return self.component != "VEVENT" or (self.start is not None and self.start.whole_day)

    def repeat(self) -> Repeat:
        assert self.start is not None
        return Repeat(
            self.rule or ONCE,
            self.start.at,
            _zone(self),
            frozenset(self.left_out),
            frozenset(self.extra_starts),
        )

    def lasts(self) -> timedelta:
        """From start to end, as the clock on the wall counts it where both are local."""
        if self.length is not None:
            return self.length
        if self.start is None or self.end is None:
            return timedelta()
        if self.start.whole_day or self.end.whole_day or self.start.name == self.end.name == "":
            return self.end.local(self.zone, UTC) - self.start.at
        return self.end.moment(UTC) - self.start.moment(UTC)

    def cells(self) -> list[str]:
        """The row, under ics_in.HEADER."""
        starts, ends = self._times()
        known = self.uid or self._named_by_content()
        kind = {"VTODO": "task", "VJOURNAL": "memo"}.get(self.component) or self.kind
        notes = self.notes
        for each in (self.start, self.end):
            if each is not None and not each.existed():
                notes = f"{notes}\n{each.written} {each.name}".strip()
        return [
            self.title, kind or ("meeting" if self.guests else "appointment"), starts, ends, self.zone, self.rule,
            stamps(self.extra_starts, self.whole_day), stamps(self.left_out, self.whole_day), self.place, notes,
            "\n".join(self.guests), "" if self.remind_before is None else str(self.remind_before),
            self.done.moment(UTC).isoformat() if self.done else "", "cancelled" if self.cancelled else "",
            str(self.sequence), known, self.occurrence,
        ]  # fmt: skip

    def _named_by_content(self) -> str:
        """The UID of an entry without one. The times as written too: a day may be all that could be read of them."""
        times = [each.written if each is not None else "" for each in (self.start, self.end)]
        said = "\n".join((*times, self.title, self.rule, self.place, self.notes))
        return "fmcrm-" + sha256(said.encode("utf-8", "replace")).hexdigest()[:24]

    def _times(self) -> tuple[str, str]:
        """First and last as text; days for whole days (the last one included)."""
        if self.start is None:
            return self.start_said, ""
        begin, lasts = self.start.at, self.lasts()
        if self.component != "VEVENT":
            due = self.end.local(self.zone, UTC) if self.end is not None else begin
            day = begin if self.rule else due
            return stamp(day, True), stamp(day, True)
        if lasts < timedelta() and not self.rule:
            begin, lasts = begin + lasts, -lasts
        lasts = abs(lasts)
        if self.start.whole_day:
            if lasts % _DAY:  # whole days with hours: from midnight on
                return _said(begin), _said(begin + lasts)
            return stamp(begin, True), stamp(begin + max(lasts - _DAY, timedelta()), True)
        end = begin + lasts
        if self.zone:
            moment = begin.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC) + lasts
            end = moment.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return _said(begin), _said(end)


def _said(at: datetime) -> str:
    return at.isoformat(" ")


def together(found: list[Entry]) -> Iterator[Entry]:
    """The entries of one UID: the newest series, the same from a changed occurrence on, the changed ones."""
    whole = [each for each in found if each.changes is None]
    changed = _newest([each for each in found if each.changes is not None])
    series = max(whole, key=lambda each: each.sequence, default=None)
    if series is None or series.start is None:
        for each in changed:
            assert each.changes is not None
            each.rules, each.without_rules, each.extra = [], [], []
            each.occurrence = stamp(each.changes.at, each.changes.whole_day)
            yield each
        if series is not None:
            yield series
        return
    try:
        yield from _series(series, changed)
    except (Invalid, OverflowError):  # a rule that cannot be read: its row says so
        yield series


def _newest(found: list[Entry]) -> list[Entry]:
    """Of each changed occurrence the newest."""
    newest: dict[tuple[datetime, str], Entry] = {}
    for each in found:
        assert each.changes is not None
        key = each.changes.at, each.changes.name
        if key not in newest or each.sequence > newest[key].sequence:
            newest[key] = each
    return list(newest.values())


def _series(series: Entry, changed: list[Entry]) -> Iterator[Entry]:
    assert series.start is not None
    periods = list(_besides(series))
    repeats = bool(series.rules or series.extra_starts)
    excluded = {at for when in series.without for at in _named(series, when)}
    by_start: dict[datetime, Entry] = {each: entry for entry in periods for each in [_occurrence(entry)]}
    for each in changed:
        assert each.changes is not None
        at = _named(series, each.changes)[0]
        if (
            (each.rules or each.extra)
            and each.sequence < series.sequence
            and at not in series.repeat().starts(at, at + _SECOND)
        ):
            continue  # of an older version of the series
        if not each.onwards:
            each.rules, each.without_rules, each.extra = [], [], []  # it is one occurrence, whatever it says
        by_start[at] = each
    by_start = {at: each for at, each in by_start.items() if at not in excluded}
    series.left_out = excluded | by_start.keys()
    if not repeats:
        if series.start.at not in series.left_out:
            series.left_out = set()
            yield series
    else:
        cuts = sorted(at for at, each in by_start.items() if each.onwards)
        for n, at in enumerate(cuts):
            _onwards(series, by_start[at], at, cuts[n + 1] if n + 1 < len(cuts) else None)
        if cuts:
            _end(series, cuts[0])
        yield series
    for at, each in by_start.items():
        each.occurrence = stamp(at, series.whole_day)
        yield each


def _besides(series: Entry) -> Iterator[Entry]:
    """Take in the days besides (RDATE), and a first start that the rule does not make. What has a length of its
    own or comes before the series is an entry of its own."""
    assert series.start is not None
    start = series.start
    for when, lasts in series.extra:
        at = start.at if when.at == start.at else when.local(series.zone, UTC)
        if at != start.at and (at < start.at or (lasts is not None and lasts != series.lasts())):
            alone = replace(series, rules=[], without_rules=[], extra=[], without=[], end=None)
            alone.start, alone.length = replace(start, at=at), series.lasts() if lasts is None else lasts
            alone.occurrence = stamp(at, series.whole_day)
            yield alone
        elif at != start.at:
            series.extra_starts.add(at)
    if series.rules:
        rules = [read_rule(each, start.at, _zone(series)) for each in series.rules]
        ends = max((each.until for each in rules if each.until), default=None)
        if (ends is None or start.at <= ends) and not series.repeat().starts(start.at, start.at + _SECOND):
            series.extra_starts.add(start.at)


def _occurrence(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.occurrence)


def _zone(entry: Entry) -> tzinfo:
    return ZoneInfo(entry.zone) if entry.zone else UTC


def _named(series: Entry, when: When) -> list[datetime]:
    """The local starts of the series that EXDATE or RECURRENCE-ID means: by the moment, else by the clock's words
    in whatever zone, else, of a mere day, all on it."""
    repeat = series.repeat()
    if series.whole_day:
        return [datetime.combine(when.at.date(), time())]
    if when.whole_day:
        return repeat.starts(when.at, when.at + _DAY) or [when.at]
    at = when.local(series.zone, UTC)
    said = [each for each in (at, when.at) if each in repeat.starts(each, each + _SECOND)]
    return [*said, at][:1]


def _onwards(series: Entry, entry: Entry, at: datetime, until: datetime | None) -> None:
    """Make of a changed occurrence the series that goes on from it, until the next such change."""
    if entry.start is None:  # its row says so
        return
    start = entry.start.local(series.zone, UTC)
    entry.start = When(start, entry.start.whole_day, series.zone, entry.start.written)
    shift = start - at
    far = until or at + _DAY * (60 if _often(series) else 3_660)
    repeat = replace(series.repeat(), without=frozenset())
    later = [each + shift for each in repeat.starts(at + _SECOND, far)]
    if not later:
        return
    entry.left_out = {each + shift for each in series.left_out if each > at}
    rule = _shifted(series, shift, until)
    if rule and Repeat(rule, start, repeat.zone).starts(start, far + shift) == [start, *later]:
        entry.rules = [rule]
    else:
        entry.extra_starts = set(later[:MOST_DAYS])


def _often(series: Entry) -> bool:
    return any("HOURLY" in each.upper() or "MINUTELY" in each.upper() for each in series.rules)


def _shifted(series: Entry, shift: timedelta, until: datetime | None) -> str:
    """The rule for starts that were moved, where it is one rule and the weekdays can be moved with them."""
    if len(series.rules) != 1 or series.without_rules:
        return ""
    rule = read_rule(series.rules[0], series.start.at, _zone(series)) if series.start else None
    if rule is None:
        return ""
    last = min(rule.counted(), until - _SECOND if until else datetime.max)
    text = _ending(series.rules[0], last + shift if last < datetime.max - _DAY * 400 else None)
    days = shift.days % 7
    if days and rule.freq == "WEEKLY":
        text = re.sub(r"BYDAY=([A-Z,]+)", lambda found: "BYDAY=" + _later_days(found[1], days), text.upper())
    return text


def _later_days(said: str, days: int) -> str:
    return ",".join(_WEEK[(_WEEK.index(each) + days) % 7] for each in said.split(",") if each in _WEEK)


def _ending(rule: str, last: datetime | None) -> str:
    """The rule with another end."""
    parts = [each for each in rule.split(";") if each and not each.upper().startswith(("COUNT=", "UNTIL="))]
    return ";".join([*parts, *([f"UNTIL={last:%Y%m%dT%H%M%S}"] if last else [])])


def _end(series: Entry, cut: datetime) -> None:
    """End a series before a start."""
    assert series.start is not None
    rules = []
    for each in series.rules:
        last = read_rule(each, series.start.at, _zone(series)).counted()
        rules.append(each if last < cut else _ending(each, cut - _SECOND))
    series.rules = rules
    series.extra_starts = {each for each in series.extra_starts if each < cut}
