"""The call lists with their progress, and the lines to call: filters by list, state, caller, one's own."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.call import LINE_STATES, CallLine, CallList, CallTopic
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services.call_lists.reaching import number_for, wanted
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import rows as people_rows
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

OPEN = ("waiting", "not_reached")
"""States of a line that is called (again)."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A call list: how many lines, how many still to be called, how many of these one's own."""

    id: int
    name: str
    topic: str
    made: datetime
    due_day: date | None
    lines: int
    open: int
    mine: int
    late: bool
    other_topic: str = ""


@dataclass(frozen=True)
class Said:
    """What a list is about and what to say: its own text, or that of its topic in both languages."""

    topic: str = ""
    other_topic: str = ""
    script: str = ""
    other_script: str = ""


@dataclass(frozen=True)
class Progress:
    """A list in figures; ``callers``: name, lines, of these still to be called."""

    id: int
    version: int
    name: str
    said: Said
    made: datetime
    due_day: date | None
    archived: bool
    states: dict[str, int]
    callers: tuple[tuple[int | None, str, int, int], ...]

    @property
    def lines(self) -> int:
        return sum(self.states.values())

    @property
    def open(self) -> int:
        return sum(self.states.get(state, 0) for state in OPEN)

    @property
    def reached(self) -> int:
        return self.states.get("reached", 0) + self.states.get("call_back", 0) + self.states.get("refused", 0)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One call to make."""

    id: int
    list_name: str
    position: int
    name: str
    other_name: str
    unit: str
    phone: str
    state: str
    tries: int
    last_try: datetime | None
    staff: str
    note: str
    person_id: int


@needs("call.read")
def page(work: Work, query: Query) -> Page[ListRow]:
    """The lists, newest first; sorts by name, due_day or made. Lists are few: words are looked for in the name."""
    gone = CallList.archived.is_not(None) if query.archived else CallList.archived.is_(None)
    order: list[Any] = [{"name": CallList.name, "due_day": CallList.due_day}.get(query.sort, CallList.made)]
    order.append(CallList.id)
    down = query.descending if query.sort else True
    columns = select(CallList.id, CallList.name).where(gone)
    found = work.rows(columns.order_by(*(turned(each, down) for each in order)))
    words = query.text.casefold().split()
    ids = [id for id, name in found if all(word in name.casefold() for word in words)]
    return Page(array("q", ids), tuple(rows(work, ids[:FIRST])))


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[ListRow]:
    """The rows of these lists, in this order."""
    counts = (
        select(CallLine.list_id, CallLine.state, CallLine.staff_id, func.count())
        .where(CallLine.list_id.in_(ids), CallLine.archived.is_(None))
        .group_by(CallLine.list_id, CallLine.state, CallLine.staff_id)
    )
    all_of: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for list_id, state, staff, count in work.rows(counts):
        known = all_of[list_id]
        known[0] += count
        known[1] += count if state in OPEN else 0
        known[2] += count if state in OPEN and staff == work.who.staff_id else 0
    columns = (
        select(
            CallList.id, CallList.name, CallTopic.name, CallTopic.other_name, CallList.made, CallList.due_day
        )
        .outerjoin(CallTopic, CallTopic.id == CallList.topic_id)
        .where(CallList.id.in_(ids))
    )
    today = work.now.astimezone(work.zone).date()
    made = []
    for id, name, topic, other, when, due in work.rows(columns):
        lines, still, mine = all_of[id]
        late = due is not None and due < today and still > 0
        made.append(ListRow(id, name, topic or "", when, due, lines, still, mine, late, other or ""))
    return in_order(ids, made, lambda row: row.id)


def said(work: Work, it: CallList) -> Said:
    """The words of a list. What was taken over from the topic is the topic's, in both languages."""
    if it.topic_id is None:
        return Said(script=it.script)
    topic = work.get(CallTopic, it.topic_id)
    if it.script not in ("", topic.script):
        return Said(topic.name, topic.other_name, it.script)
    return Said(topic.name, topic.other_name, topic.script, topic.other_script)


@needs("call.read")
def progress(work: Work, id: int) -> Progress:
    """How far a list is: its lines by state and by caller. Raises Missing."""
    it = work.get(CallList, id)
    counts = (
        select(CallLine.state, CallLine.staff_id, Staff.name, func.count())
        .outerjoin(Staff, Staff.id == CallLine.staff_id)
        .where(CallLine.list_id == id, CallLine.archived.is_(None))
        .group_by(CallLine.state, CallLine.staff_id, Staff.name)
    )
    states = dict.fromkeys(LINE_STATES, 0)
    callers: dict[int | None, list[Any]] = {}
    for state, staff, name, count in work.rows(counts):
        states[state] = states.get(state, 0) + count
        known = callers.setdefault(staff, [name or "", 0, 0])
        known[1] += count
        known[2] += count if state in OPEN else 0
    shared = sorted(callers.items(), key=lambda each: (each[0] is None, each[1][0]))
    return Progress(
        it.id, it.version, it.name, said(work, it), it.made, it.due_day, it.archived is not None, states,
        tuple((staff, name, lines, still) for staff, (name, lines, still) in shared),
    )  # fmt: skip


@needs("call.read")
def lines(work: Work, query: Query) -> Page[LineRow]:
    """Lines in the order of their lists; filters "list", "state", "staff" (ids), "person", "whose" ("mine",
    "nobody"); those of archived lists are left out."""
    ids = (
        select(CallLine.id)
        .join(CallList, CallList.id == CallLine.list_id)
        .where(CallLine.archived.is_not(None) if query.archived else CallLine.archived.is_(None))
    )
    where = query.where
    if not where.get("list"):
        ids = ids.where(CallList.archived.is_(None))
    for name, column in (
        ("list", CallLine.list_id), ("state", CallLine.state), ("staff", CallLine.staff_id),
        ("person", CallLine.person_id),
    ):  # fmt: skip
        if where.get(name):
            ids = ids.where(column.in_(where[name]))
    whose = where.get("whose", ())
    if "mine" in whose:
        ids = ids.where(CallLine.staff_id == work.who.staff_id)
    if "nobody" in whose:
        ids = ids.where(CallLine.staff_id.is_(None))
    order: list[Any] = [CallLine.list_id.desc(), CallLine.position, CallLine.id]
    if query.sort in ("state", "tries", "last_try"):
        column = getattr(CallLine, query.sort)
        order.insert(0, turned(column, query.descending))
    if query.text.strip():
        return _found(work, query, ids.order_by(*order))
    return page_of(work, query, "person", ids.order_by(*order), line_rows)


def _found(work: Work, query: Query, ids: Any) -> Page[LineRow]:
    """The words find people; their lines are meant."""
    people = set(search.all_refs(work, query.text, "person"))
    pairs = work.rows(ids.add_columns(CallLine.person_id))
    found = array("q", (id for id, person in pairs if person in people))
    return Page(found, tuple(line_rows(work, found[:FIRST])))


@needs("call.read")
def line_rows(work: Work, ids: Sequence[int]) -> list[LineRow]:
    """The rows of these lines, in this order; two statements."""
    columns = (
        select(
            CallLine.id, CallList.name, CallLine.position, Person.name, Person.other_name, Unit.label, CallLine.state,
            CallLine.tries, CallLine.last_try, Staff.name, CallLine.note, CallLine.person_id,
            number_for(wanted(work)),
        )
        .join(CallList, CallList.id == CallLine.list_id)
        .join(Person, Person.id == CallLine.person_id)
        .outerjoin(Unit, Unit.id == CallLine.unit_id)
        .outerjoin(Staff, Staff.id == CallLine.staff_id)
        .where(CallLine.id.in_(ids))
    )  # fmt: skip
    found = work.rows(columns)
    homes = {row.id: row.units for row in people_rows(work, list({row[-2] for row in found}))}
    made = []
    for id, of, position, name, other, unit, state, tries, last, staff, note, person, phone in found:
        made.append(
            LineRow(
                id,
                of,
                position,
                name,
                other,
                unit or homes.get(person, ""),
                phone or "",
                state,
                tries,
                last,
                staff or "",
                note,
                person,
            )
        )
    return in_order(ids, made, lambda row: row.id)


@needs("call.read")
def list_options(work: Work) -> list[tuple[int, str]]:
    """The lists at work, newest first, for a filter."""
    columns = select(CallList.id, CallList.name).where(CallList.archived.is_(None))
    return [(id, name) for id, name in work.rows(columns.order_by(CallList.id.desc()))]


@needs("call.read")
def staff_options(work: Work) -> list[tuple[int, str]]:
    """Those who have lines to call, for a filter."""
    calling = select(CallLine.staff_id).where(CallLine.staff_id.is_not(None), CallLine.archived.is_(None))
    columns = select(Staff.id, Staff.name).where(Staff.id.in_(calling))
    return [(id, name) for id, name in work.rows(columns.order_by(Staff.name, Staff.id))]
