"""Entries of calendar files as our events, known again by their UID and the occurrence of it that they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from sqlalchemy import select

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.recurrence import Repeat, read_stamps
from fmcrm_desktop.model.recurrence_rule import read_rule
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.calendar_entries import LONGEST
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.guests import Guest, Guests, read_guests
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.persons import Named, Persons
from fmcrm_desktop.services.imports.reading import LONGEST_TEXT, line, text
from fmcrm_desktop.services.imports.related import Related
from fmcrm_desktop.services.imports.sink import Sink, batches, differences
from fmcrm_desktop.services.outgoing_events import id_of

_COMPARED = ("kind", "title", "starts", "ends", "from_day", "until_day", "place", "notes", "done", "rule",
             "except_days", "extra_days", "zone", "remind_before", "sequence", "series_id")  # fmt: skip
_BESIDE = ("sequence", "series_id")
"""What no row of a table says."""
_ABOUT = ("person_id", "unit_id")
"""What no calendar file says."""
UNTITLED = "—"
LONGEST_EACH = timedelta(366)
"""Of each time of what repeats: longer than any that means it, short enough to reckon with in any year."""


class Bad(Exception):
    """A row that cannot be taken, and why."""

    def __init__(self, field: str, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.fault = Fault(sentence, {**values, "field": field}, field)


class EventTaker:
    """Rows of a calendar: series come before what was changed of them."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink, self.guests = sink, Guests(sink)
        self.persons, self.units = Persons(sink, by_name=True), Related(sink)
        self.days_apart = "from_day" in columns
        self.office = sink.work.zone
        self._series: dict[str, int] = {}
        self._skipped = 0
        self.means: dict[int, Alike] = {}

    def key(self, row: Incoming) -> object:
        uid = text(row, "uid")
        if not uid:  # of a table, not of a calendar: known by what stands in it
            return tuple(text(row, name) for name in ("kind", "title", "starts", "from_day"))
        return _named(text(row, "kind"), uid, text(row, "occurrence"))

    @property
    def hints(self) -> list[Fault]:
        if not self._skipped:
            return []
        said = N_(
            "Local times that never existed, since the clock was set forward then: {count}. They are kept as written, "
            "in the notes, and read by the clock before the change."
        )
        return [Fault(said, {"count": self._skipped})]

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely an event the office has, or a part of a series, which is none by itself."""
        skipped = self._skipped
        try:
            said = self._read(row)
        except Bad:
            return True
        finally:
            self._skipped = skipped
        if said["uid"]:
            return bool(said["occurrence"] or said["rule"] or self._known([said["uid"]]))
        return _shown(said) in self._alike([said])

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        outcomes: list[Outcome | None] = [None] * len(rows)
        read: dict[int, dict[str, Any]] = {}
        for at, row in enumerate(rows):
            try:
                read[at] = self._read(row)
            except Bad as bad:
                outcomes[at] = Outcome("rejected", bad.fault)
        # series first, so that what was changed of them can name them
        whole = [at for at in read if not read[at]["occurrence"]]
        changed = [at for at in read if read[at]["occurrence"]]
        for some in (whole, changed):
            fates = self._take([read[at] for at in some], [rows[at] for at in some])
            for at, fate in zip(some, fates, strict=True):
                outcomes[at] = fate
        return [each for each in outcomes if each is not None]

    def _take(self, wanted: list[dict[str, Any]], rows: list[Incoming]) -> list[Outcome]:
        ids = self._found(wanted, rows)
        kept = self.sink.stored(
            Event, [id for id in ids if id is not None], (*_COMPARED, *_ABOUT, "uid", "on_holiday")
        )
        invited = [read_guests(text(row, "guests", 100)) for row in rows]
        fates: list[Outcome] = []
        changes: dict[int, dict[str, Any]] = {}
        fresh: list[int] = []
        for at, (each, id, row) in enumerate(zip(wanted, ids, rows, strict=True)):
            cancelled = text(row, "state").lower() == "cancelled"
            if id is None:
                fates.append(Outcome("same" if cancelled else "added"))
                fresh += [] if cancelled else [at]
                continue
            older = each["sequence"] < (kept[id].get("sequence") or 0)
            different = {} if older else self._different(each, kept[id], cancelled)
            if row.line in self.means and each["uid"] and not kept[id].get("uid"):
                different["uid"] = each["uid"]  # known by it from now on
            if different:
                changes[id] = different
            ours = id_of(self.sink.work, each["uid"]) is not None
            differ = not older and not cancelled and not ours and self.guests.change(id, invited[at])
            fates.append(Outcome("updated" if different or differ else "same", id=id))
        self.sink.change(Event, changes)
        made = self._add([wanted[at] for at in fresh], [invited[at] for at in fresh])
        for at, id in zip(fresh, made, strict=True):
            fates[at].id = id
        return fates

    def _found(self, wanted: list[dict[str, Any]], rows: list[Incoming]) -> list[int | None]:
        """The event of each row, as far as there is one; the series of what was changed of one is told besides."""
        known = self._known([each["uid"] for each in wanted])
        for each in wanted:
            if each["occurrence"]:
                whole = known.get(_named(each["kind"], each["uid"], ""))
                each["series_id"] = whole or self._series.get(each["uid"])
        alike = self._alike([each for each in wanted if not each["uid"]])
        ids: list[int | None] = []
        for each, row in zip(wanted, rows, strict=True):
            like = self.means.get(row.line)
            name = _named(each["kind"], each["uid"], each["occurrence"])
            found = known.get(name) if each["uid"] else alike.get(_shown(each))
            ids.append(like.id if like is not None else found)
        return ids

    def _add(self, wanted: list[dict[str, Any]], invited: list[list[Guest]]) -> list[int]:
        ids = self.sink.add(Event, [_filled(each) for each in wanted])
        for id, each, guests in zip(ids, wanted, invited, strict=True):
            if not each["occurrence"]:
                self._series[each["uid"]] = id
            self.guests.add(id, guests)
        return ids

    def _known(self, uids: list[str]) -> dict[tuple[str, str, str], int]:
        found: dict[tuple[str, str, str], int] = {}
        for some in batches(sorted({each for each in uids if each})):
            columns = select(Event.kind, Event.uid, Event.occurrence, Event.id).where(
                Event.uid.in_(some), Event.archived.is_(None)
            )
            for kind, uid, occurrence, id in self.sink.work.rows(columns.order_by(Event.id.desc())):
                found[_named(kind, uid, occurrence)] = id
        return found | self._ours(uids)

    def _alike(self, wanted: list[dict[str, Any]]) -> dict[tuple[Any, ...], int]:
        """Events known by their kind, title and beginning: rows of a table have no UID."""
        columns = select(Event.kind, Event.title, Event.starts, Event.from_day, Event.id)
        found: dict[tuple[Any, ...], int] = {}
        for some in batches(sorted({each["title"] for each in wanted})):
            rows = columns.where(Event.title.in_(some), Event.archived.is_(None)).order_by(Event.id.desc())
            for kind, title, starts, day, id in self.sink.work.rows(rows):
                found[_shown({"kind": kind, "title": title, "starts": starts, "from_day": day})] = id
        return found

    def _ours(self, uids: list[str]) -> dict[tuple[str, str, str], int]:
        """Our own events, come back in a file of ours."""
        work = self.sink.work
        names = {id: uid for uid in set(uids) if uid and (id := id_of(work, uid)) is not None}
        found: dict[tuple[str, str, str], int] = {}
        for some in batches(sorted(names)):
            columns = select(Event.id, Event.kind, Event.series_id, Event.occurrence)
            mine = (Event.id.in_(some)) | (Event.series_id.in_(some))
            for id, kind, series, occurrence in work.rows(columns.where(mine, Event.archived.is_(None))):
                if series in names:
                    found[_named(kind, names[series], occurrence)] = id
                if id in names:
                    found[_named(kind, names[id], "")] = id
        return found

    def _different(self, wanted: dict[str, Any], kept: dict[str, Any], cancelled: bool) -> dict[str, Any]:
        """The columns that the file says something else about."""
        if cancelled:
            return {"archived": self.sink.work.now}
        if not wanted["uid"]:  # a table says only what stands in its columns
            said = [name for name in (*_COMPARED, *_ABOUT) if name not in _BESIDE]
            return differences({name: wanted[name] for name in said}, kept)
        different = {name: wanted[name] for name in _COMPARED if wanted[name] != kept.get(name)}
        if wanted["series_id"] is None:
            different.pop("series_id", None)
        if kept.get("on_holiday") or (different.get("rule") and self._same_rule(wanted, kept)):
            different.pop("rule", None)
        if kept.get("on_holiday"):  # our file tells its days one by one
            different.pop("except_days", None)
            different.pop("extra_days", None)
        return different

    def _same_rule(self, wanted: dict[str, Any], kept: dict[str, Any]) -> bool:
        """Whether two rules differ only in how their end is written."""
        if kept.get("zone") != wanted["zone"] or not kept.get("rule"):
            return False
        zone = _zone(wanted["zone"]) or self.office
        start = datetime.combine(wanted["from_day"] or date.min, datetime.min.time())
        if wanted["starts"] is not None:
            start = wanted["starts"].astimezone(zone).replace(tzinfo=None)
        try:
            one, other = (
                [read_rule(line, start, zone) for line in said["rule"].splitlines()]
                for said in (wanted, kept)
            )
        except Invalid:
            return False
        return one == other

    def _read(self, row: Incoming) -> dict[str, Any]:
        if row.faults:
            raise _as_bad(row.faults[0])
        kind = text(row, "kind").lower() or "appointment"
        values: dict[str, Any] = {
            "kind": meaning("EVENT_KINDS", kind) or "appointment",
            "title": line(text(row, "title")) or UNTITLED,
            "place": text(row, "place")[:LONGEST_TEXT],
            "notes": text(row, "notes", 2)[:LONGEST_TEXT],
            "uid": text(row, "uid"), "occurrence": text(row, "occurrence"), "series_id": None,
            "sequence": _number(row, "sequence") or 0, "remind_before": _number(row, "remind_before"),
            "rule": text(row, "rule", 2), "extra_days": text(row, "extra_days"),
            "except_days": text(row, "except_days"), "zone": text(row, "zone"),
            "done": _moment(row, "done", UTC),
            "starts": None, "ends": None, "from_day": None, "until_day": None, **self._about(row),
        }  # fmt: skip
        self._times(row, values)
        if values["rule"] and _lasts(values) > LONGEST_EACH:
            raise Bad("ends", N_("Each time of what repeats lasts a year at most."))
        self._repeats(values)
        return values

    def _about(self, row: Incoming) -> dict[str, int | None]:
        """Whom and which unit it is about, as our own list names them; nobody is made here."""
        name, label = text(row, "person_name"), text(row, "unit")
        return {
            "person_id": self.persons.find(Named(name=name)) if name else None,
            "unit_id": self.units.one(label) if label else None,
        }

    def _times(self, row: Incoming, values: dict[str, Any]) -> None:
        """Days where a day is said, else moments; what lasts longer than a month is of whole days."""
        zone = _zone(values["zone"]) or self.office
        starts, ends = text(row, "starts"), text(row, "ends")
        if not starts:  # our own list has the days of whole-day events in columns of their own
            starts, ends = text(row, "from_day"), text(row, "until_day")
        elif len(starts) == 10 and self.days_apart:
            starts += " 00:00"  # so a day among its moments is a midnight
        if not starts:
            if values["kind"] in ("task", "memo") and not values["rule"]:
                return
            raise Bad("starts", N_("The row says nothing in this field: {field}."))
        if len(starts) == 10:
            values["from_day"] = _day("starts", starts)
            values["until_day"] = max(
                _day("ends", ends[:10]) if ends else values["from_day"], values["from_day"]
            )
            return
        begin = _moment(row, "starts", zone)
        end = _moment(row, "ends", zone) or begin
        assert begin is not None and end is not None
        if end < begin:
            raise Bad("ends", N_("The end must be after the start."))
        self._skipped += _never_was(starts, zone) or _never_was(ends, zone)
        if end - begin > LONGEST and not values["rule"]:
            values["from_day"] = begin.astimezone(self.office).date()
            last = max(begin, end - timedelta(microseconds=1))
            values["until_day"] = last.astimezone(self.office).date()
        else:
            values["starts"], values["ends"] = begin, end

    def _repeats(self, values: dict[str, Any]) -> None:
        """Check what repeats; a single event needs no zone of its own, nor does one of the office's."""
        if not values["rule"]:
            values["extra_days"] = values["except_days"] = values["zone"] = ""
            return
        zone = _zone(values["zone"]) or self.office
        if values["starts"] is not None:
            start = values["starts"].astimezone(zone).replace(tzinfo=None)
        else:
            start = datetime.combine(values["from_day"], datetime.min.time())
        try:
            Repeat(values["rule"], start, zone).check()
            read_stamps(values["extra_days"]), read_stamps(values["except_days"])
        except Invalid as invalid:
            raise Bad("rule", str(invalid.fields.get("repeat", invalid.text))) from None
        except ValueError:
            raise Bad(
                "extra_days", N_("{field}: “{text}” is no date."), text=values["extra_days"][:60]
            ) from None
        if values["zone"] == str(self.office) or values["from_day"] is not None:
            values["zone"] = ""  # a day is a day in any zone


def _lasts(values: dict[str, Any]) -> timedelta:
    if values["starts"] is not None:
        return cast(timedelta, values["ends"] - values["starts"])
    return cast(timedelta, values["until_day"] - values["from_day"])


def _named(kind: str, uid: str, occurrence: str) -> tuple[str, str, str]:
    """What is known again: a task or memo may have the UID of an event."""
    return kind if kind in ("task", "memo") else "", uid, occurrence


def _shown(values: dict[str, Any]) -> tuple[Any, ...]:
    starts = values["starts"]
    return values["kind"], values["title"], starts and starts.replace(microsecond=0), values["from_day"]


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}


def _as_bad(fault: Fault) -> Bad:
    bad = Bad(fault.field, fault.text)
    bad.fault = fault
    return bad


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):
        raise Bad("zone", N_("“{zone}” is not a time zone."), zone=name[:60]) from None


def _day(field: str, said: str) -> date:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        day = date.min
    if not 1800 <= day.year <= 2300:
        raise Bad(field, N_("{field}: “{text}” is no date."), text=said[:60])
    return day


def _moment(row: Incoming, field: str, zone: Any) -> datetime | None:
    said = text(row, field)
    if not said:
        return None
    try:
        at = datetime.fromisoformat(said)
        if not 1800 <= at.year <= 2300:
            raise ValueError(said)
        return (at if at.tzinfo else at.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Bad(field, N_("{field}: “{text}” is no date."), text=said[:60]) from None


def _never_was(said: str, zone: Any) -> bool:
    """Whether a local time was skipped when the clock was set forward."""
    at = datetime.fromisoformat(said) if said else None
    if at is None or at.tzinfo is not None:
        return False
    return at.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at


def _number(row: Incoming, field: str) -> int | None:
    said = text(row, field)
    return int(said) if said.isdecimal() and len(said) < 9 else None
