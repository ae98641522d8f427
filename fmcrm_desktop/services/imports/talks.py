"""Takes calls: history with its own moments. Nothing follows from them: no promise is given, nobody new is made."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.phone import normalise
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import call_topics, settings
from fmcrm_desktop.services.calls.logging import FUTURE
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.meanings import meaning, plain
from fmcrm_desktop.services.imports.meant import Meant, print_of
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.persons import Named, Persons, phones_of
from fmcrm_desktop.services.imports.reading import (
    LONGEST_NAME,
    extras,
    first_fault,
    missing,
    moment,
    text,
    too_long,
)
from fmcrm_desktop.services.imports.registry import Staffers
from fmcrm_desktop.services.imports.related import Related
from fmcrm_desktop.services.imports.sink import Sink, differences

LONGEST = {"phone": 60, "person_name": LONGEST_NAME, "topic": 200, "notes": 4000}
TO_COME = N_("{field}: this is still to come, and a call that is imported has been.")
DAY = 24 * 60 * 60
NEAR = timedelta(hours=6)
"""Moments no further apart are asked for at once: most files go by time."""
TIED = {"person_name": "person_id", "unit": "unit_id", "taken_by": "staff_id"}
_SECOND = timedelta(seconds=1)
_CLOCK = re.compile(r"(?:(\d{1,2})[:：])?(\d{1,4})[:：](\d{1,2})")
_SPOKEN = re.compile(
    r"(?:(\d{1,2})\s*(?:h|hours?|hrs?|小时|时))?\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?|分|分钟))?\s*"
    r"(?:(\d{1,5})\s*(?:s|sec|secs|seconds?|秒))?",
    re.IGNORECASE,
)


class CallTaker:
    """The rows of a list of calls; a second import of the same file changes nothing. A call is known by its moment
    to the second, its direction and the telephone number; without a number by the person, else by the topic."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink, self.columns = sink, columns
        self.hints: list[Fault] = []
        self.means: dict[int, Alike] = {}
        self.persons, self.staff, self.units = Persons(sink), Staffers(sink), Related(sink)
        self._country: str = settings.get(sink.work, "office.country")
        self._meant = Meant(sink, Call)
        self._asked: set[datetime] = set()
        self._topics: dict[str, int | None] = {}

    def key(self, row: Incoming) -> object:
        return print_of(row)

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely a call the office has."""
        return self._meant.knows(self._keys(row, self._tied(row)["person_name"]))

    def learn(self, rows: Sequence[Incoming]) -> None:
        """The calls of the seconds that rows name, and whom they name, for all of these rows at once."""
        self.persons.find_all([self._who(row) for row in rows])
        seconds = {_second(at) for row in rows if (at := moment(row, "started")) is not None}
        wanted = seconds - self._asked
        self._asked |= seconds
        its = Call
        columns = select(its.id, its.started, its.direction, its.number, its.person_id, its.topic)
        for first, last in _spans(sorted(wanted)):
            here = its.started >= first, its.started < last + _SECOND, its.archived.is_(None)
            for id, started, direction, *who in self.sink.work.rows(columns.where(*here).order_by(its.id)):
                if _second(started) in wanted:
                    self._meant.learn(self._kept_keys(started, direction, who), id)

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        faults = [self._fault(row) for row in rows]
        good = [row for row, fault in zip(rows, faults, strict=True) if fault is None]
        fates = iter(self._take(good))
        return [Outcome("rejected", fault) if fault else next(fates) for fault in faults]

    def _fault(self, row: Incoming) -> Fault | None:
        started = moment(row, "started")
        fault = first_fault(row) or too_long(row, LONGEST)
        if fault is None and started is None:
            fault = missing("started")
        if fault is None and started is not None and started > self.sink.work.now + FUTURE:
            fault = Fault(TO_COME, {"field": "started"}, "started")
        return fault

    def _take(self, rows: list[Incoming]) -> list[Outcome]:
        self.learn(rows)
        wanted = [self._wanted(row) for row in rows]
        ids = [
            like.id
            if (like := self.means.get(row.line))
            else self._meant.find(self._keys(row, its), row, said)
            for row, said, its in zip(rows, wanted, [said["person_id"] for said in wanted], strict=True)
        ]
        known = [id for id in ids if id is not None]
        kept = self.sink.stored(Call, known, tuple(wanted[0]) if wanted else ())
        fates: list[Outcome] = []
        changes: dict[int, dict[str, Any]] = {}
        for row, said, id in zip(rows, wanted, ids, strict=True):
            if id is None:
                fates.append(Outcome("added"))
                continue
            different = differences(said | {"notes": self._notes(row, kept[id])}, kept[id])
            if "topic" in different:
                different["topic_id"] = self._topic(said["topic"])
            if different:
                changes[id] = different
            fates.append(Outcome("updated" if different else "same", id=id))
        self.sink.change(Call, changes)
        self._add([each for each in zip(fates, rows, wanted, strict=True) if each[0].id is None])
        return fates

    def _add(self, fresh: list[tuple[Outcome, Incoming, dict[str, Any]]]) -> None:
        """New calls, each as it was: ``staff`` are not who imports, but who took it."""
        values = [
            {name: value for name, value in wanted.items() if value not in (None, "")}
            | {"topic_id": self._topic(wanted["topic"])}
            for _, _, wanted in fresh
        ]
        for (fate, row, wanted), id in zip(fresh, self.sink.add(Call, values), strict=True):
            fate.id = id
            who = [wanted["number"], wanted["person_id"], wanted["topic"]]
            self._meant.learn(self._kept_keys(wanted["started"], wanted["direction"] or "in", who), id)
            self._meant.use(row, id)

    def _wanted(self, row: Incoming) -> dict[str, Any]:
        tied = self._tied(row)
        return {
            "started": moment(row, "started"), "direction": _direction(row), "number": text(row, "phone"),
            "seconds": _seconds(row), "outcome": _outcome(row), "topic": text(row, "topic"),
            "notes": self._notes(row, {}), **{column: tied[field] for field, column in TIED.items()},
        }  # fmt: skip

    def _notes(self, row: Incoming, kept: dict[str, Any]) -> str:
        """What was said, and below it what nobody here knows; a mere name says nothing new of a call whose person,
        unit or clerk the office knows."""
        tied = self._tied(row)
        coded = {"direction": _direction(row), "outcome": _outcome(row)}
        strange = [
            field for field, column in TIED.items() if tied[field] is None and kept.get(column) is None
        ]
        strange += [field for field, found in coded.items() if not found]
        strange += [field for field in ("seconds", "minutes") if _seconds(row) is None]
        odd = row.oddities.get("started", "")
        told = f"{self.columns.get('started', 'started')}: {odd}" if odd else ""
        parts = (text(row, "notes", 2), extras(row, self.columns, tuple(strange)), told)
        return "\n".join(part for part in parts if part)

    def _tied(self, row: Incoming) -> dict[str, int | None]:
        """The person, the unit and the clerk of a row, as far as they are in the office."""
        unit, clerk = text(row, "unit"), text(row, "taken_by")
        return {
            "person_name": self.persons.find(self._who(row)) if text(row, "person_name") else None,
            "unit": self.units.one(unit) if unit else None,
            "taken_by": self.staff.find(clerk) if clerk else None,
        }

    def _who(self, row: Incoming) -> Named:
        unit = text(row, "unit")
        phones = phones_of(row.values.get("phone"))
        return Named(
            name=text(row, "person_name"), phones=phones, unit=self.units.one(unit) if unit else None
        )

    def _topic(self, said: str) -> int | None:
        if said not in self._topics:
            self._topics[said] = call_topics.meant(self.sink.work, said)
        return self._topics[said]

    def _forms(self, number: str) -> list[tuple[str, str]]:
        return [("number", form) for form in normalise(number, self._country).forms or (plain(number),)]

    def _kept_keys(self, started: datetime, direction: str, who: Sequence[Any]) -> list[Hashable]:
        """What a kept call is known by. Of somebody it may be a call of which a file names nobody."""
        number, person, topic = who
        signs: list[tuple[str, object]] = [*self._forms(number)] if number else []
        if not number and person is None:
            signs = [("topic of nobody", fold(topic))]
        elif not number:
            signs = [("person", person), ("topic of somebody", fold(topic))]
        return [(_second(started), direction, *sign) for sign in signs]

    def _keys(self, row: Incoming, person: int | None) -> list[Hashable]:
        """What a row is looked for by; without a direction it means either."""
        started, number, topic = moment(row, "started"), text(row, "phone"), fold(text(row, "topic"))
        if started is None:
            return []
        signs: list[tuple[str, object]] = [*self._forms(number)] if number else []
        if not number:
            signs = [("person", person)] if person is not None else [("topic of somebody", topic)]
            signs = [*signs, ("topic of nobody", topic)]
        said = _direction(row)
        return [
            (_second(started), direction, *sign)
            for direction in ((said,) if said else ("in", "out"))
            for sign in signs
        ]


def _second(at: datetime) -> datetime:
    """Files hold seconds, the office parts of them."""
    return at.replace(microsecond=0)


def _spans(moments: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    """The first and the last of moments in order that are near each other."""
    parts: list[list[datetime]] = []
    for at in moments:
        if parts and at - parts[-1][-1] <= NEAR:
            parts[-1].append(at)
        else:
            parts.append([at])
    return [(part[0], part[-1]) for part in parts]


def _direction(row: Incoming) -> str:
    return meaning("CALL_DIRECTIONS", text(row, "direction")) or ""


def _outcome(row: Incoming) -> str:
    """By its own word, else by that of the direction: telephones keep missed calls as a direction of its own."""
    said = text(row, "outcome") or text(row, "direction")
    return meaning("CALL_OUTCOMES", said) or ""


def _seconds(row: Incoming) -> int | None:
    """How long it lasted, in seconds: 4:05, 0:04:05, 4 min 5 s, or a number of what the heading says."""
    for field, unit in (("seconds", 1), ("minutes", 60)):
        said = text(row, field)
        found = _clock(said) if said else None
        if found is None and re.fullmatch(r"\d{1,6}(\.\d+)?", said):
            found = round(float(said) * unit)
        if found is not None and found <= DAY:
            return found
    return None


def _clock(said: str) -> int | None:
    match = _CLOCK.fullmatch(said) or _SPOKEN.fullmatch(said)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
