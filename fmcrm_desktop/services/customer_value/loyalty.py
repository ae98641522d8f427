"""Who renewed, may leave or is lost, from everything that tells it, in one list and counted by month.

- an entry made by hand tells what it says (leaving.py);
- a complaint with a loss tells "lost" or "may leave" on the day it came;
- an owner, tenant or occupant whose last tie to a unit ended, and who has no other, is lost the day it ended;
- an agreement whose last day is over, and that does not go on by itself, is lost unless the same person has another
  that goes on after it; terminated with the last day still to come, its person may leave;
- an agreement that begins within RENEWED days after another of the same person ended is a renewal; so is the day after
  the last one of an agreement that goes on by itself.

A list is read for a span of months, each source by its own index, so that it grows with what happened in them and not
with the number of people.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.customer_value import LEAVING_KINDS, LEAVING_REASONS, LeavingEntry
from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import today
from fmcrm_desktop.store.work import Work

KINDS = {"renewed": N_("Renewed"), **LEAVING_KINDS}
SOURCES = {
    "entry": N_("Entered"),
    "complaint": N_("Complaint"),
    "relation": N_("End of a relation"),
    "agreement": N_("Agreement"),
}
REASONS = {**LEAVING_REASONS, "ended": N_("Agreement ended"), "": N_("No reason given")}
RENEWED = 62
"""Days between two agreements within which the later one renews the earlier."""
MONTHS = 12
_HELD = ("owner", "tenant", "occupant")
_CODED = (*SOURCES, "renewal")
"""What an id is of: an agreement may tell of its end and of a renewal."""


@dataclass(frozen=True, slots=True)
class LoyaltyRow:
    """One thing that tells of a customer's loyalty; ``id`` holds its record's and what it is of."""

    id: int
    day: date
    kind: str
    reason: str
    source: str
    record: int
    person_id: int
    person: str
    person_other: str
    note: str
    scale_id: int | None = None
    scale: str = ""
    scale_other: str = ""
    mouth: str = ""
    mouth_id: int | None = None
    mouth_name: str = ""
    mouth_other: str = ""
    number: str = ""
    archived: bool = False


@dataclass(frozen=True)
class LoyaltyMonth:
    """A month: how many people renewed, may leave, are lost; ``reasons`` of those lost or leaving, most first."""

    month: Month
    renewed: int
    leaving: int
    lost: int
    reasons: tuple[tuple[str, int], ...]


def _id(source: str, record: int) -> int:
    return record * len(_CODED) + _CODED.index(source)


_Span = tuple[date, date]
_Chosen = Any


def _entries(where: _Chosen) -> Any:
    its, other = LeavingEntry, aliased(Person)
    return (
        select(
            its.id, its.day, its.kind, its.reason, its.person_id, Person.name, Person.other_name, its.note,
            its.scale_id, BehaviourScale.name.label("scale"), BehaviourScale.other_name.label("scale_other"),
            its.mouth, its.mouth_id, other.name.label("mouth_name"),
            other.other_name.label("mouth_other"),
        )
        .join(Person, Person.id == its.person_id)
        .outerjoin(other, other.id == its.mouth_id)
        .outerjoin(BehaviourScale, BehaviourScale.id == its.scale_id)
        .where(where)
    )  # fmt: skip


def _of_entries(work: Work, where: _Chosen) -> Iterator[LoyaltyRow]:
    for row in work.rows(_entries(and_(where, LeavingEntry.archived.is_(None)))):
        told: dict[str, Any] = {
            name: row._mapping[name] or "" for name in ("scale", "scale_other", "mouth_name", "mouth_other")
        }
        yield LoyaltyRow(
            _id("entry", row.id), row.day, row.kind, row.reason, "entry", row.id, row.person_id, row.name,
            row.other_name, row.note, row.scale_id, mouth=row.mouth, mouth_id=row.mouth_id, **told,
        )  # fmt: skip


def _of_complaints(work: Work, where: _Chosen) -> Iterator[LoyaltyRow]:
    its = Complaint
    chosen = (
        select(
            its.id, its.received, its.loss, its.loss_risk, its.number, its.person_id, Person.name, Person.other_name,
            its.scale_id, BehaviourScale.name.label("scale"), BehaviourScale.other_name.label("scale_other"),
        )
        .join(Person, Person.id == its.person_id)
        .outerjoin(BehaviourScale, BehaviourScale.id == its.scale_id)
        .where(where, its.archived.is_(None), its.loss != "", its.state != "withdrawn")
    )  # fmt: skip
    for row in work.rows(chosen) if work.who.may("complaint.read") else ():
        yield LoyaltyRow(
            _id("complaint", row.id), row.received.astimezone(work.zone).date(),
            "lost" if row.loss == "lost" else "leaving", "conduct" if row.scale_id else "service", "complaint", row.id,
            row.person_id, row.name, row.other_name, row.loss_risk, row.scale_id, row.scale or "",
            row.scale_other or "", number=row.number,
        )  # fmt: skip


def _of_relations(work: Work, where: _Chosen) -> Iterator[LoyaltyRow]:
    """One line a person, at the last of their ties; those who still have one are not lost."""
    later = aliased(Relation)
    stays = select(later.id).where(
        later.person_id == Relation.person_id, later.id != Relation.id, later.archived.is_(None),
        later.role.in_(_HELD),
        or_(
            later.until_day.is_(None), later.until_day > Relation.until_day,
            and_(later.until_day == Relation.until_day, later.id > Relation.id),
        ),
    )  # fmt: skip
    chosen = (
        select(Relation.id, Relation.until_day, Relation.person_id, Person.name, Person.other_name, Relation.note,
               Unit.label)
        .join(Person, Person.id == Relation.person_id)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(where, Relation.archived.is_(None), Person.archived.is_(None), Relation.role.in_(_HELD))
        .where(Relation.until_day < today(work), ~stays.exists())
    )  # fmt: skip
    for row in work.rows(chosen):
        yield LoyaltyRow(
            _id("relation", row.id), row.until_day, "lost", "moved", "relation", row.id, row.person_id, row.name,
            row.other_name, row.note, number=row.label,
        )  # fmt: skip


def _of_agreements(work: Work, where: _Chosen) -> Iterator[LoyaltyRow]:
    day = today(work)
    chosen = (
        select(
            Agreement.id, Agreement.number, Agreement.name, Agreement.state, Agreement.from_day, Agreement.until_day,
            Agreement.person_id, Person.name.label("person"), Person.other_name, Agreement.renewal,
        )
        .join(Person, Person.id == Agreement.person_id)
        .where(where, Agreement.archived.is_(None), Agreement.state.not_in(("draft", "offered")))
    )  # fmt: skip
    found = work.rows(chosen)
    others = _agreements_of(work, {row.person_id for row in found})
    for row in found:
        for kind, when in _told(row, others[row.person_id], day):
            renewed = kind == "renewed"
            yield LoyaltyRow(
                _id("renewal" if renewed else "agreement", row.id), when, kind, "" if renewed else "ended",
                "agreement", row.id, row.person_id, row.person, row.other_name, row.name, number=row.number,
            )  # fmt: skip


def _agreements_of(work: Work, people: set[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    ids = sorted(people)
    for start in range(0, len(ids), 500):
        chosen = select(
            Agreement.person_id, Agreement.id, Agreement.from_day, Agreement.until_day, Agreement.state,
            Agreement.renewal,
        ).where(
            Agreement.person_id.in_(ids[start : start + 500]), Agreement.archived.is_(None),
            Agreement.state.not_in(("draft", "offered")),
        )  # fmt: skip
        for row in work.rows(chosen):
            found[row.person_id].append(row)
    return found


def _told(it: Any, others: Sequence[Any], day: date) -> Iterator[tuple[str, date]]:
    """What an agreement tells: that it renews another or itself, or that its person leaves or is lost with it."""
    other = [each for each in others if each.id != it.id]
    if it.from_day is not None and any(_renews(it.from_day, each) for each in other):
        yield "renewed", it.from_day
    if it.until_day is None:
        return
    if _goes_on(it):
        if it.until_day < day:
            yield "renewed", it.until_day + timedelta(1)
    elif not any(each.until_day is None or each.until_day > it.until_day or _goes_on(each) for each in other):
        if it.until_day < day:
            yield "lost", it.until_day
        elif it.state == "terminated":
            yield "leaving", it.until_day


def _goes_on(it: Any) -> bool:
    """By itself, after its last day."""
    return bool(it.renewal != "none" and it.state != "terminated")


def _renews(from_day: date, earlier: Any) -> bool:
    began_before = earlier.from_day is None or earlier.from_day < from_day
    until = earlier.until_day
    return began_before and until is not None and until < from_day <= until + timedelta(RENEWED)


def lines(work: Work, span: _Span) -> list[LoyaltyRow]:
    """All that happened from one day to another, the newest first."""
    first, last = span
    start, end = day_start(first, work.zone), day_start(last + timedelta(1), work.zone)
    of_agreement = or_(
        and_(Agreement.from_day >= first, Agreement.from_day <= last),
        and_(Agreement.until_day >= first - timedelta(1), Agreement.until_day <= last),
    )
    found = [
        *_of_entries(work, and_(LeavingEntry.day >= first, LeavingEntry.day <= last)),
        *_of_complaints(work, and_(Complaint.received >= start, Complaint.received < end)),
        *_of_relations(work, and_(Relation.until_day >= first, Relation.until_day <= last)),
        *(row for row in _of_agreements(work, of_agreement) if first <= row.day <= last),
    ]
    return sorted(found, key=lambda row: (row.day, row.id), reverse=True)


def span(work: Work, query: Query) -> _Span:
    """The month asked for, else the last MONTHS months and what is still to come of the next."""
    if query.where.get("month"):
        month = Month.read(str(query.where["month"][0]))
        return month.first, month.last
    now = today(work)
    this = Month(now.year, now.month)
    return this.plus(1 - MONTHS).first, this.plus(MONTHS).last


@needs("person.read")
def page(work: Work, query: Query) -> Page[LoyaltyRow]:
    """What was told in the months; filters month, kind, reason, source, mouth, scale, person."""
    words = fold(query.text).split()
    where = query.where
    kept: list[LoyaltyRow] = []
    for row in [] if query.archived else lines(work, span(work, query)):
        told = {"kind": row.kind, "reason": row.reason, "source": row.source, "mouth": row.mouth,
                "scale": row.scale_id, "person": row.person_id}  # fmt: skip
        if all(told[name] in where[name] for name in told if where.get(name)):
            said = fold(
                f"{row.person} {row.person_other} {row.note} {row.number} {row.mouth_name} {row.mouth_other}"
            )
            if all(word in said for word in words):
                kept.append(row)
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[LoyaltyRow]:
    """The lines with these ids, in this order."""
    mine: dict[str, list[int]] = defaultdict(list)
    for id in ids:
        mine[_CODED[id % len(_CODED)]].append(id // len(_CODED))
    found: dict[int, LoyaltyRow] = {}
    for source, (read, table) in _READ.items():
        if mine[source]:
            for row in read(work, table.id.in_(mine[source])):
                found.setdefault(row.id, row)
    return [found[id] for id in ids if id in found]


_READ: dict[str, tuple[Any, Any]] = {
    "entry": (_of_entries, LeavingEntry), "complaint": (_of_complaints, Complaint),
    "relation": (_of_relations, Relation), "agreement": (_of_agreements, Agreement),
    "renewal": (_of_agreements, Agreement),
}  # fmt: skip


@needs("person.read")
def months(work: Work, until: Month | None = None) -> tuple[LoyaltyMonth, ...]:
    """Twelve months, oldest first: people of each kind, each once a month, and the reasons."""
    now = today(work)
    last = until or Month(now.year, now.month)
    found = lines(work, (last.plus(1 - MONTHS).first, last.last))
    people: dict[tuple[Month, str], set[int]] = defaultdict(set)
    reasons: dict[Month, Counter[str]] = defaultdict(Counter)
    for row in found:
        month = Month(row.day.year, row.day.month)
        people[month, row.kind].add(row.person_id)
        if row.kind in ("leaving", "lost"):
            reasons[month][row.reason] += 1
    return tuple(
        LoyaltyMonth(
            each, len(people[each, "renewed"]), len(people[each, "leaving"]), len(people[each, "lost"]),
            tuple(sorted(reasons[each].items(), key=lambda it: (-it[1], it[0]))),
        )
        for each in (last.plus(back) for back in range(1 - MONTHS, 1))
    )  # fmt: skip


@needs("person.read")
def month_options(work: Work) -> list[tuple[str, str]]:
    """The last MONTHS months for a filter, the newest first."""
    now = today(work)
    this = Month(now.year, now.month)
    return [(str(each), str(each)) for each in (this.plus(-back) for back in range(MONTHS))]


@needs("person.read")
def scale_options(work: Work) -> list[tuple[int, str, str]]:
    """The behaviours for a filter."""
    its = BehaviourScale
    chosen = (
        select(its.id, its.name, its.other_name).where(its.archived.is_(None)).order_by(its.position, its.id)
    )
    return [(id, name, other) for id, name, other in work.rows(chosen)]
