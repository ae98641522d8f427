"""The ledger of promises: all kinds with their states, how each member of staff and each kind keeps them, whom to
remind now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from fmcrm_desktop.model.call import PROMISE_KINDS, Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.model.working_time import Line
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.promises import PromiseRow, state
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

MONTHS = 24


@dataclass
class DueForm:
    """Another moment for a promise, and when whoever keeps it is reminded."""

    due: Annotated[datetime | None, Field(N_("Until"), required=True, until=True)] = None
    remind: Annotated[datetime | None, Field(N_("Remind at"))] = None
    text: Annotated[str, Field(N_("What for"), longest=300)] = ""
    staff_id: Annotated[int | None, Field(N_("Kept by"), pick="staff")] = None
    version: int | None = None


@dataclass(frozen=True)
class Kept:
    """How promises were kept: counts by state."""

    name: str
    id: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    other_name: str = ""

    def count(self, *states: str) -> int:
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def share(self) -> float | None:
        """Kept in time, of those whose moment has come and that were not taken back."""
        due = self.count("kept", "late", "overdue")
        return self.count("kept") / due if due else None


@dataclass(frozen=True)
class Figures:
    """The whole, by member of staff and by kind (``name`` is the kind's code there)."""

    all: Kept
    staff: tuple[Kept, ...]
    kinds: tuple[Kept, ...]


@dataclass(frozen=True)
class PromiseCard:
    """One promise with what it is about."""

    row: PromiseRow
    remind: datetime | None
    dropped: datetime | None
    why: str
    order: str
    complaint: str
    left: int
    """Working minutes from now until due, negative beyond it."""
    lines: tuple[Line, ...]
    """The working time from when it was given until it is due."""


@needs("call.read")
def page(work: Work, query: Query) -> Page[PromiseRow]:
    """Promises, the soonest due first among the open, else the latest first; filters "kind", "state", "staff",
    "person", "month" (2026-11, by what was due); sorts by due, kind or made."""
    gone = Promise.archived.is_not(None) if query.archived else Promise.archived.is_(None)
    columns = _filtered(work, select(Promise.id).where(gone), query)
    sorts: dict[str, Any] = {"kind": Promise.kind, "made": Promise.made}
    order = [sorts[query.sort]] if query.sort in sorts else []
    order += [Promise.due, Promise.id]
    settled = query.where.get("state") and not {"open", "overdue"} & set(query.where["state"])
    down = query.descending if query.sort else bool(settled)
    ids = work.ids(columns.order_by(*([each.desc() for each in order] if down else order)))
    if query.text.strip():
        kept = _worded(work, query.text)
        ids = type(ids)("q", (id for id in ids if id in kept))
    return Page(ids, tuple(rows(work, ids[:FIRST])))


def _worded(work: Work, typed: str) -> set[int]:
    """Promises whose own words or whose person hold what was typed."""
    people = set(search.all_refs(work, typed, "person"))
    words = fold(typed).split()
    return {
        id
        for id, person, text in work.rows(select(Promise.id, Promise.person_id, Promise.text))
        if person in people or (text and all(word in fold(text) for word in words))
    }


def _filtered(work: Work, columns: Select[Any], query: Query) -> Select[Any]:
    where = query.where
    for name, column in (("kind", Promise.kind), ("staff", Promise.staff_id), ("person", Promise.person_id)):
        if where.get(name):
            columns = columns.where(column.in_(where[name]))
    if where.get("state"):
        columns = columns.where(or_(*(_is(str(one), work.now) for one in where["state"])))
    if where.get("month"):
        spans = [Month.read(str(one)).period(work.zone) for one in where["month"]]
        columns = columns.where(or_(*(and_(Promise.due >= start, Promise.due < end) for start, end in spans)))
    return columns


def _is(name: str, now: datetime) -> ColumnElement[bool]:
    """The state of a promise, as a condition: the same as promises.state."""
    still = and_(Promise.kept.is_(None), Promise.dropped.is_(None))
    found: dict[str, ColumnElement[bool]] = {
        "open": and_(still, Promise.due >= now),
        "overdue": and_(still, Promise.due < now),
        "kept": and_(Promise.kept.is_not(None), Promise.kept <= Promise.due),
        "late": and_(Promise.kept.is_not(None), Promise.kept > Promise.due),
        "dropped": and_(Promise.kept.is_(None), Promise.dropped.is_not(None)),
    }
    return found[name]


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[PromiseRow]:
    """The rows of these promises, in this order."""
    columns = (
        select(
            Promise.id, Promise.version, Promise.kind, Promise.due, Promise.text, Promise.person_id, Person.name,
            Person.other_name, Staff.name, Promise.call_id, Promise.order_id, Promise.complaint_id, Promise.made,
            Promise.kept, Promise.dropped,
        )
        .outerjoin(Person, Person.id == Promise.person_id)
        .outerjoin(Staff, Staff.id == Promise.staff_id)
        .where(Promise.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [_row(row, work.now) for row in work.rows(columns)], lambda row: row.id)


def _row(row: Any, now: datetime) -> PromiseRow:
    id, version, kind, due, text, person, name, other, staff, call, order, complaint, made, kept, dropped = (
        row
    )
    told = state(due, kept, dropped, now)
    return PromiseRow(
        id, version, kind, due, text, person, name or "", other or "", staff or "", call, order, complaint, made,
        kept, told,
    )  # fmt: skip


@needs("call.read")
def card(work: Work, id: int) -> PromiseCard:
    """Everything about one promise. Raises Missing."""
    it = work.get(Promise, id)
    order = work.value(select(WorkOrder.number).where(WorkOrder.id == it.order_id)) if it.order_id else ""
    complaint = (
        work.value(select(Complaint.number).where(Complaint.id == it.complaint_id)) if it.complaint_id else ""
    )
    when = working_calendar(work)
    return PromiseCard(
        rows(work, [id])[0], it.remind, it.dropped, it.why, order or "", complaint or "",
        when.left(work.now, it.due), tuple(when.account(it.made, it.due)),
    )  # fmt: skip


@needs("call.read")
def figures(work: Work, query: Query | None = None) -> Figures:
    """Kept, late and broken of what the filters leave, the state itself not narrowed; one statement."""
    rest = Query(where={name: values for name, values in (query or Query()).where.items() if name != "state"})
    bad: Any = Promise.kept > Promise.due
    past: Any = Promise.due < work.now  # one object for both clauses: PostgreSQL must see one parameter
    columns = select(
        Promise.kind, Promise.staff_id, Promise.kept.is_(None), bad, Promise.dropped.is_(None),
        past, func.count(),
    ).where(Promise.archived.is_(None))  # fmt: skip
    columns = _filtered(work, columns, rest).group_by(
        Promise.kind, Promise.staff_id, Promise.kept.is_(None), bad, Promise.dropped.is_(None), past
    )  # fmt: skip
    names = {id: names for id, *names in work.rows(select(Staff.id, Staff.name, Staff.other_name))}
    whole: dict[str, int] = defaultdict(int)
    staff: dict[int | None, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    kinds: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, who, unkept, late, undropped, past, count in work.rows(columns):
        settled = ("late" if late else "kept") if not unkept else ("dropped" if not undropped else "")
        told = settled or ("overdue" if past else "open")
        for counts in (whole, staff[who], kinds[kind]):
            counts[told] += count
    people = [
        Kept(name, who, dict(counts), other)
        for who, counts in staff.items()
        for name, other in (names.get(who, ("", "")),)
    ]
    return Figures(
        Kept("", None, dict(whole)),
        tuple(sorted(people, key=lambda kept: (kept.id is None, kept.name))),
        tuple(Kept(kind, None, dict(kinds[kind])) for kind in PROMISE_KINDS if kind in kinds),
    )


@needs("call.read")
def form_of(work: Work, id: int) -> DueForm:
    """What can be changed about a promise, as it stands."""
    it = work.get(Promise, id)
    return DueForm(it.due, it.remind, it.text, it.staff_id, it.version)


@needs("call.write")
def change(work: Work, id: int, form: DueForm) -> int:
    """Agree on another moment, with another keeper or reminder; the change log keeps what was promised before."""
    check(form)
    record = work.get(Promise, id, seen=form.version)
    if record.kept is not None or record.dropped is not None or record.archived is not None:
        raise Refusal(N_("This promise is settled already."))
    assert form.due is not None
    if form.due != record.due and form.due <= work.now:
        raise Invalid(due=N_("A promise is for a time to come."))
    if form.remind is not None and form.remind >= form.due:
        raise Invalid(remind=N_("A reminder comes before the promise is due."))
    record.due, record.remind, record.text, record.staff_id = form.due, form.remind, form.text, form.staff_id
    return id


@needs("call.read")
def staff_options(work: Work) -> list[tuple[int, str]]:
    """Those who have given promises, for a filter."""
    giving = select(Promise.staff_id).where(Promise.staff_id.is_not(None))
    columns = select(Staff.id, Staff.name).where(Staff.id.in_(giving))
    return [(id, name) for id, name in work.rows(columns.order_by(Staff.name, Staff.id))]


@needs("call.read")
def month_options(work: Work) -> list[tuple[str, str]]:
    """The months in which something was or is due, the newest first, at most two years of them."""
    span = work.row(select(func.min(Promise.due), func.max(Promise.due)).where(Promise.archived.is_(None)))
    if span is None or span[0] is None:
        return []
    first, month = Month.of(span[0], work.zone), Month.of(span[1], work.zone)
    found: list[tuple[str, str]] = []
    while month >= first and len(found) < MONTHS:
        found.append((str(month), str(month)))
        month = month.plus(-1)
    return found
