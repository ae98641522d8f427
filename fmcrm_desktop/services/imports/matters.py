"""Takes complaints and work orders: history with its own moments, the old system's numbers kept beside ours."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.words import N_, Term
from fmcrm_desktop.model.work_order import PRIORITIES, Request, WorkOrder
from fmcrm_desktop.services import numbers, targets
from fmcrm_desktop.services.imports import aspects
from fmcrm_desktop.services.imports.addresses import address_of
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.aspects import Aspect
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.persons import Named, Persons, phones_of
from fmcrm_desktop.services.imports.places import Place, Places
from fmcrm_desktop.services.imports.reading import LONGEST_NAME, first_fault, moment, text, too_long
from fmcrm_desktop.services.imports.registry import Categories, Staffers
from fmcrm_desktop.services.imports.sink import Sink, batches, differences
from fmcrm_desktop.store.numbers import numbered

LONGEST_CATEGORY = 60
LONGEST = {"number": 100, "unit": 60, "building": 120, "entrance": 60, "site": 120, "street": 200, "address": 300,
           "person_name": LONGEST_NAME}  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """What was found for a row: its place, person, category, staff, and words nobody here knows."""

    place: Place
    person: int | None
    category: int | None
    staff: int | None
    unknown: dict[str, str]


@dataclass(frozen=True)
class Kind:
    """What tells complaints from work orders here. ``columns`` gives the record's columns of a row; ``title`` is
    the column that names it; ``ended`` are states that end a matter without resolving it; ``begins`` is what a new
    one has of which its row is silent: a kept one stays as it is."""

    table: Any
    subject: str
    title: str
    columns: Callable[[Incoming, Beside], dict[str, Any]]
    fault: Callable[[Incoming], Fault | None]
    ended: tuple[str, ...]
    staff: str
    begins: Mapping[str, str]
    settle: Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]] = lambda values, _stored: values
    """What of a row is taken, beside what is kept already: a file cannot do what no clerk may."""
    others: Callable[[Sink, Sequence[int]], set[int]] = lambda _sink, _ids: set()
    """Which of the kept ones further people wait for; ``settle`` finds it as "others"."""
    states: Mapping[str, str] = field(default_factory=dict)
    moves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    """What its states are called, which may follow which, and in which it is open."""

    def stays(self, values: dict[str, Any], stored: dict[str, Any]) -> Fault | None:
        """What has come to its end here is not taken up again by a file: its clocks and its history would tell of an
        end that is none. A file that has not come so far changes no state; gives what speaks against any other."""
        state, said = stored.get("state", ""), values["state"]
        if not state or state in self.open or said in ("", state):
            return None
        if said not in self.open and said in self.moves[state]:
            return None
        if said not in self.open and state in self.moves[said]:
            values["state"] = ""
            return None
        return Fault(
            N_(
                "{number} is “{state}” here, and the file says “{said}”. Reopen it here first, then bring the file."
            ),
            {"number": stored["number"], "state": Term(self.states[state]), "said": Term(self.states[said])},
        )


class MatterTaker:
    """The rows of a register of complaints or work orders."""

    def __init__(self, sink: Sink, kind: Kind) -> None:
        self.sink, self.kind = sink, kind
        self.places, self.persons = Places(sink), Persons(sink)
        self.categories, self.staff = Categories(sink, kind.subject), Staffers(sink)
        self.hints, self.means = self.places.hints, dict[int, Alike]()
        self._seen: dict[str, list[int]] = {}
        self._asked: set[str] = set()
        self._numbers: dict[str, list[int]] = {}
        self._moments: set[datetime] = set()
        self._tried: dict[int, set[Aspect]] = {}

    def key(self, row: Incoming) -> object:
        """Rows need no order among them: repeated numbers are told apart by how often they came."""
        return id(row)

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely a matter the office has: by its number, else by the moment it came."""
        number = text(row, "number")
        return number in self._numbers if number else moment(row, "received") in self._moments

    def learn(self, rows: Sequence[Incoming]) -> None:
        """What ``knows`` needs, for all of these rows at once."""
        self._asked = {text(row, "number") for row in rows} - {""}
        self._numbers = self._by_number(sorted(self._asked))
        came = self.kind.table.received
        self._moments = set()
        for some in batches(sorted({at for row in rows if (at := moment(row, "received")) is not None})):
            self._moments |= set(self.sink.work.column(select(came).where(came.in_(some))))

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        faults = [first_fault(row) or too_long(row, LONGEST) or self.kind.fault(row) for row in rows]
        gone = self.places.put_away([address_of(row) for row in rows])
        faults = [fault or away for fault, away in zip(faults, gone, strict=True)]
        good = [row for row, fault in zip(rows, faults, strict=True) if fault is None]
        fates = iter(self._take(good))
        return [Outcome("rejected", fault) if fault else next(fates) for fault in faults]

    def _take(self, rows: list[Incoming]) -> list[Outcome]:
        wanted = [
            self.kind.columns(row, beside) for row, beside in zip(rows, self._beside(rows), strict=True)
        ]
        times = [self._times(row, values) for row, values in zip(rows, wanted, strict=True)]
        found = [
            like.id if (like := self.means.get(row.line)) else id
            for row, id in zip(rows, self._existing(wanted, times), strict=True)
        ]
        changes: dict[int, dict[str, Any]] = {}
        said_by: dict[int, dict[str, Any]] = {}
        kept = self._kept([id for id in found if id is not None], wanted)
        faults: dict[int, Fault] = {}
        for at, id in enumerate(found):
            stored = kept.get(id, {}) if id is not None else {}
            if (fault := self.kind.stays(wanted[at], stored)) is not None:
                faults[at] = fault
                continue
            values = wanted[at] = self.kind.settle(wanted[at], stored)
            if stored.get("person_id") is not None and values["person_id"] is None:
                values = values | {"external": _without_person(values["external"])}
            if stored.get("number") == values["external_number"]:
                values = values | {"external_number": ""}  # our own number, come back in our own export
            if id is not None and (different := differences(_stored(values), stored)):
                changes[id], said_by[id] = different, values
        self.sink.change(self.kind.table, changes)
        _moved(self, {id: kept[id] for id, said in changes.items() if "state" in said}, said_by)
        fresh = [at for at, (id, time) in enumerate(zip(found, times, strict=True)) if id is None and time]
        new = dict(zip(fresh, self._add([wanted[at] for at in fresh]), strict=True))
        ids = [None if at in faults else new.get(at, id) for at, id in enumerate(found)]
        touched = changes.keys() | self._beside_them(ids, wanted)
        return [
            Outcome("rejected", faults[at])
            if at in faults
            else Outcome("added" if at in new else "updated" if id in touched else "same", id=id)
            for at, id in enumerate(ids)
        ]

    def _kept(self, known: list[int], wanted: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
        """What is kept of the matters these rows mean, and whether others wait for them too."""
        joined = self.kind.others(self.sink, known)
        names = ["number", "reopened", *_stored(wanted[0])] if wanted else []
        kept = self.sink.stored(self.kind.table, known, names)
        for id in joined:
            kept[id]["others"] = True
        return kept

    def _beside_them(self, ids: list[int | None], wanted: list[dict[str, Any]]) -> set[int]:
        """What rows say that stands in a table of its own; ids of the matters that got some of it."""
        said = {
            id: values["aspects"]
            for id, values in zip(ids, wanted, strict=True)
            if id is not None and values.get("aspects")
        }
        return aspects.keep(self.sink, said, self._tried) if said else set()

    def _beside(self, rows: list[Incoming]) -> list[Beside]:
        addresses = [address_of(row) for row in rows]
        places = self.places.find_all(addresses)
        named = [_named(row, place) for row, place in zip(rows, places, strict=True)]
        people = (
            self.persons.find_all(named) if any(each is not NOBODY for each in named) else [None] * len(rows)
        )
        found = []
        for row, place, who, person in zip(rows, places, named, people, strict=True):
            unknown = dict(row.oddities)
            if person is None and who.name:
                person = self._person(who, unknown)
            helper = text(row, self.kind.staff)
            staff = self.staff.find(helper) if helper else None
            if helper and staff is None:
                unknown[self.kind.staff] = helper
            said = text(row, "category")
            if len(said) > LONGEST_CATEGORY:
                unknown["category"] = said
            category = self.categories.find(said[:LONGEST_CATEGORY].strip())
            found.append(Beside(place, person, category, staff, unknown))
        return found

    def _person(self, who: Named, unknown: dict[str, str]) -> int | None:
        """Somebody new where the row says how to reach them; a mere name is kept as a word."""
        known = self.persons.find(who)
        if known is not None:
            return known
        if who.phones or who.number:
            return self.persons.add([({"name": who.name, "external_number": who.number}, who)])[0]
        unknown["person_name"] = who.name
        return None

    def _times(self, row: Incoming, values: dict[str, Any]) -> int:
        """How often this file has named this matter so far: 1 for the first row, 0 for the very same row again."""
        key = _identity(values, self.kind.title)
        seen = self._seen.setdefault(key, [])
        print_ = hash(tuple(row.cells))
        if print_ in seen:
            return 0
        seen.append(print_)
        return len(seen)

    def _existing(self, wanted: list[dict[str, Any]], times: list[int]) -> list[int | None]:
        """The record of each row that is kept already; None for a new one, and for a row that came twice."""
        numbers = {values["external_number"] for values in wanted} - {""}
        known = {**self._numbers, **self._by_number(sorted(numbers - self._asked))}
        self._asked = set()  # what is taken now changes what was learned
        known |= self._by_words([values for values in wanted if not values["external_number"]])
        found: list[int | None] = []
        for values, time in zip(wanted, times, strict=True):
            ids = known.get(_identity(values, self.kind.title), [])
            found.append(ids[time - 1] if 0 < time <= len(ids) else None)
        return found

    def _by_number(self, wanted: list[str]) -> dict[str, list[int]]:
        """By the old system's numbers first, else by our own, which come back in our own exports."""
        known: dict[str, list[int]] = defaultdict(list)
        for some in batches(wanted):
            old = self._ids("external_number", some)
            taken = {id for _, id in old}
            for number, id in old + [each for each in self._ids("number", some) if each[1] not in taken]:
                known[number].append(id)
        for ids in known.values():
            ids.sort()
        return known

    def _ids(self, column: str, some: Sequence[str]) -> list[tuple[str, int]]:
        """Who has these numbers."""
        return numbered(self.sink.work, self.kind.table, column, some)

    def _by_words(self, wanted: list[dict[str, Any]]) -> dict[str, list[int]]:
        """A matter without an old number is known by when it came, what it says and where."""
        table, title = self.kind.table, self.kind.title
        known: dict[str, list[int]] = defaultdict(list)
        names = ("received", title, "unit_id", "building_id")
        for some in batches(sorted({values["received"] for values in wanted})):
            columns = select(table.id, *(getattr(table, name) for name in names)).where(
                table.received.in_(some), table.archived.is_(None)
            )
            for row in self.sink.work.rows(columns.order_by(table.id)):
                values = dict(zip(names, row[1:], strict=True))
                known[_identity(values | {"external_number": ""}, title)].append(row[0])
        return known

    def _add(self, rows: list[dict[str, Any]]) -> list[int]:
        if not rows:
            return []
        for row in rows:
            row |= {name: value for name, value in self.kind.begins.items() if not row[name]}
        self._number(rows)
        if self.kind.table is WorkOrder:
            self._requests(rows)
            self._run_by(rows)
        ids = self.sink.add(self.kind.table, [_filled(row) for row in rows])
        ended = [
            {"subject": self.kind.table.__tablename__, "subject_id": id, "from_state": "", "to_state": row["state"],
             "moment": row.get("ended") or row["received"]}
            for id, row in zip(ids, rows, strict=True)
            if row["state"] in self.kind.ended
        ]  # fmt: skip
        self.sink.add(Move, ended)
        return ids

    def _number(self, rows: list[dict[str, Any]]) -> None:
        """Our numbers, of the month in which each matter came, in the order of the file."""
        if self.sink.dry:
            return
        work = self.sink.work
        months: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
        for row in rows:
            local = row["received"].astimezone(work.zone)
            months[local.year, local.month].append(row)
        for some in months.values():
            given = numbers.take(work, self.kind.subject, some[0]["received"], len(some), apart=True)
            for row, number in zip(some, given, strict=True):
                row["number"] = number

    def _requests(self, rows: list[dict[str, Any]]) -> None:
        """The request behind an order whose channel is known: measures count orders by it."""
        asked = [row for row in rows if row.get("channel_of_request")]
        requests = [
            {"received": row["received"], "channel": row["channel_of_request"], "person_id": row["person_id"],
             "unit_id": row["unit_id"], "own_words": row["description"] or row["summary"]}
            for row in asked
        ]  # fmt: skip
        for row, id in zip(asked, self.sink.add(Request, requests), strict=True):
            row["request_id"] = id

    def _run_by(self, rows: list[dict[str, Any]]) -> None:
        """The time their clocks run in, as the office has it for their priority."""
        work = self.sink.work
        known = {name: targets.office_target(work, name).round_the_clock for name in PRIORITIES}
        for row in rows:
            row["round_the_clock"] = known.get(row["priority"], known["normal"])


def _moved(
    taker: MatterTaker, before: Mapping[int, dict[str, Any]], rows: Mapping[int, dict[str, Any]]
) -> None:
    """A line of the history for each that its row has brought on, of the moment this tells, else of now."""
    work, subject = taker.sink.work, taker.kind.table.__tablename__
    taker.sink.add(Move, [
        {"subject": subject, "subject_id": id, "from_state": was["state"], "to_state": to,
         "moment": row.get(to) or row.get("ended") or work.now, "staff_id": work.who.staff_id}
        for id, was in before.items()
        for row in (rows[id],)
        for to in (row["state"],)
    ])  # fmt: skip


_PERSON_FIELDS = frozenset(("person_number", "person_name", "person_phone"))
NOBODY = Named()

_BESIDE = frozenset(("channel_of_request", "ended", "aspects"))
"""Values that are no column of the matter: the channel stands on an order's request, aspects beside a complaint."""


def kept_words(unknown: dict[str, str]) -> str:
    """What the office has no word for, as JSON."""
    return json.dumps(unknown, ensure_ascii=False, sort_keys=True) if unknown else ""


def _without_person(external: str) -> str:
    """Whom the office knows a matter is about, a mere name cannot change."""
    return kept_words(
        {key: said for key, said in json.loads(external or "{}").items() if key != "person_name"}
    )


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is no column of the matter itself."""
    return {name: value for name, value in values.items() if name not in _BESIDE}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Only what the row says: the rest gets the defaults of a new record."""
    return {name: value for name, value in values.items() if value not in (None, "") and name not in _BESIDE}


def _identity(values: dict[str, Any], title: str) -> str:
    if values["external_number"]:
        return str(values["external_number"])
    received: datetime = values["received"]
    words = " ".join(str(values[title]).split())
    return f"\x00{received.isoformat()}\x00{words}\x00{values['unit_id']}\x00{values['building_id']}"


def _named(row: Incoming, place: Place) -> Named:
    if not row.values.keys() & _PERSON_FIELDS:
        return NOBODY
    phones = phones_of(row.values.get("person_phone"))
    return Named(text(row, "person_number"), text(row, "person_name"), phones, place.unit)
