"""Passed on through the committee: which notice or event was given to whom on which day, and ticked off when confirmed;
and the planned works and events it is told of."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from sqlalchemy import exists, func, or_, select

from fmcrm_desktop.model.committee import CommitteeBody, CommitteeMember, Passing
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.notice import Notice
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import bodies
from fmcrm_desktop.services.paging import in_order, turned
from fmcrm_desktop.store.work import Work

STATES = {"waiting": N_("Not confirmed"), "confirmed": N_("Confirmed")}
SHARED_KINDS = ("works", "event")
"""Kinds of notices that the committee is told of, whenever they began."""
OUTAGES = ("water", "power", "lift", "heating")
"""Those that it is told of ahead alone: one that has come already was mostly not planned."""
AHEAD = timedelta(days=62)
OFFERED = 20


@dataclass
class PassingForm:
    """A notice or an event passed on: a line for each member named, or one for the committee as a whole."""

    notice_id: Annotated[int | None, Field(N_("Notice"), pick="notice")] = None
    event_id: Annotated[int | None, Field(N_("or calendar event"), pick="event")] = None
    body_id: Annotated[int | None, Field(N_("Body"), pick="committee_body", required=True)] = None
    people: Annotated[
        tuple[int, ...], Field(N_("Given to"), pick="person", hint=N_("Empty: the committee as a whole"))
    ] = ()
    given_day: Annotated[date | None, Field(N_("Handed over on"), required=True)] = None
    confirmed_day: Annotated[date | None, Field(N_("Confirmed on"))] = None
    note: Annotated[str, Field(N_("Note"), longest=500)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PassingRow:
    """One giving; ``about`` names the notice or event, ``what`` is notice or event."""

    id: int
    version: int
    what: str
    about_id: int
    about: str
    about_other: str
    kind: str
    starts: datetime | None
    body: str
    body_other: str
    person_id: int | None
    person: str
    person_other: str
    given_day: date
    confirmed_day: date | None
    state: str
    note: str
    archived: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """Works or an event to come; ``shared_day`` is when a committee was told of it, None: not yet."""

    what: str
    id: int
    title: str
    other_title: str
    kind: str
    starts: datetime
    shared_day: date | None


@needs("complaint.read")
def passing_page(work: Work, query: Query) -> Page[PassingRow]:
    """What was passed on, the latest first; filters state, body, id. There are a few hundred in a year, so what is
    typed is looked for in the rows themselves."""
    its = Passing
    ids = select(its.id).where(its.archived.is_not(None) if query.archived else its.archived.is_(None))
    for name, column in (("body", its.body_id), ("id", its.id)):
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    wanted = set(query.where.get("state") or STATES)
    if len(wanted) == 1:
        empty = its.confirmed_day.is_(None) if "waiting" in wanted else its.confirmed_day.is_not(None)
        ids = ids.where(empty)
    down = query.descending if query.sort else True
    found: Sequence[int] = work.ids(ids.order_by(turned(its.given_day, down), turned(its.id, down)))
    if words := fold(query.text).split():
        said = {
            row.id: fold(
                f"{row.about} {row.about_other} {row.person} {row.person_other} {row.body} {row.note}"
            )
            for row in passing_rows(work, found)
        }
        found = [id for id in found if all(word in said.get(id, "") for word in words)]
    return Page(array("q", found), tuple(passing_rows(work, found[:FIRST])))


@needs("complaint.read")
def passing_rows(work: Work, ids: Sequence[int]) -> list[PassingRow]:
    """The rows of these, in this order."""
    its, body = Passing, CommitteeBody
    chosen = (
        select(
            its.id, its.version, its.notice_id, its.event_id, func.coalesce(Notice.title, Event.title, ""),
            func.coalesce(Notice.other_title, ""), func.coalesce(Notice.kind, Event.kind, ""),
            func.coalesce(Notice.starts, Event.starts), body.name, body.other_name, its.person_id, Person.name,
            Person.other_name, its.given_day, its.confirmed_day, its.note, its.archived,
        )
        .join(body, body.id == its.body_id)
        .outerjoin(Notice, Notice.id == its.notice_id)
        .outerjoin(Event, Event.id == its.event_id)
        .outerjoin(Person, Person.id == its.person_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    found = []
    for row in work.rows(chosen):
        id, version, notice, event, *told, name, other, given, confirmed, note, gone = row
        about = ("notice", notice) if notice is not None else ("event", event)
        state = "waiting" if confirmed is None else "confirmed"
        found.append(
            PassingRow(*[id, version, *about, *told, name or "", other or "", given, confirmed, state, note,
                         gone is not None])
        )  # fmt: skip
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.read")
def draft_passing(work: Work, given: Mapping[str, Any]) -> PassingForm:
    """A form of today; of an office with one committee, to all its members."""
    body = given.get("body_id") or bodies.the_only(work)
    today = work.now.astimezone(work.zone).date()
    people: tuple[int, ...] = ()
    if body is not None and not given.get("whole"):
        its = CommitteeMember
        sitting = select(its.person_id).where(
            its.body_id == body, its.archived.is_(None), *bodies.in_office(today)
        )
        people = tuple(dict.fromkeys(work.column(sitting.order_by(its.id))))
    return PassingForm(given.get("notice_id"), given.get("event_id"), body, people, today)


@needs("complaint.write")
def pass_on(work: Work, form: PassingForm) -> int:
    """Note that something was passed on, once for each member named; gives the first line's id."""
    _check(work, form)
    made = [work.add(Passing(**_values(form), person_id=person)).id for person in form.people or (None,)]
    return made[0]


@needs("complaint.read")
def passing_form(work: Work, id: int) -> PassingForm:
    """One line as it stands."""
    it = work.get(Passing, id)
    people = (it.person_id,) if it.person_id is not None else ()
    return PassingForm(
        it.notice_id, it.event_id, it.body_id, people, it.given_day, it.confirmed_day, it.note, it.version
    )


@needs("complaint.write")
def change_passing(work: Work, id: int, form: PassingForm) -> int:
    """Put a line right; it is of one member, or of the committee as a whole."""
    _check(work, form)
    if len(form.people) > 1:
        raise Invalid(people=N_("This line is of one person. Enter another for somebody else."))
    record = work.get(Passing, id, seen=form.version)
    for name, value in _values(form).items():
        setattr(record, name, value)
    record.person_id = form.people[0] if form.people else None
    return id


@needs("complaint.write")
def confirm(work: Work, ids: Sequence[int]) -> int:
    """Tick them off: they confirmed it today. What was confirmed stays; gives how many were ticked."""
    today, many = work.now.astimezone(work.zone).date(), 0
    for id in ids:
        record = work.get(Passing, id)
        if record.confirmed_day is None and record.archived is None:
            record.confirmed_day, many = today, many + 1
    return many


@needs("complaint.write")
def archive_passing(work: Work, id: int) -> int:
    """It was entered by mistake."""
    work.archive(work.get(Passing, id))
    return id


@needs("complaint.write")
def restore_passing(work: Work, id: int) -> int:
    """Take an archived line back."""
    work.restore(work.get(Passing, id))
    return id


@needs("complaint.read")
def planned(work: Work, start: datetime | None = None, until: datetime | None = None) -> tuple[Planned, ...]:
    """Works and events that owners are concerned by, from now for two months or within a time, and whether a committee
    was told: notices of planned works, outages to come and events, and activities on the calendar."""
    start = start or work.now
    until = until or start + AHEAD
    passed = Passing.archived.is_(None)
    told = select(func.min(Passing.given_day)).where(passed)
    notices = (
        select(
            Notice.id, Notice.title, Notice.other_title, Notice.kind, Notice.starts,
            told.where(Passing.notice_id == Notice.id).scalar_subquery(),
        )
        .where(Notice.archived.is_(None), Notice.starts < until)
        .where(or_(Notice.kind.in_(SHARED_KINDS), Notice.kind.in_(OUTAGES) & (Notice.starts >= start)))
        .where(or_(Notice.until.is_(None) & (Notice.starts >= start), Notice.until >= start))
    )  # fmt: skip
    events = (
        select(
            Event.id, Event.title, Event.kind, Event.starts,
            told.where(Passing.event_id == Event.id).scalar_subquery(),
        )
        .where(Event.archived.is_(None), Event.starts >= start, Event.starts < until)
        .where(or_(Event.kind == "activity", exists().where(passed, Passing.event_id == Event.id)))
    )  # fmt: skip
    found = [Planned("notice", *row) for row in work.rows(notices)]
    found += [Planned("event", id, title, "", *rest) for id, title, *rest in work.rows(events)]
    return tuple(sorted(found, key=lambda each: (each.starts, each.what, each.id)))


@needs("calendar.read")
def event_choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """For pickers: events with a time whose titles hold what was typed, the latest first, or those with these ids."""
    its = Event
    chosen = select(its.id, its.title, its.starts).order_by(its.starts.desc(), its.id.desc())
    chosen = (
        chosen.where(its.id.in_(ids))
        if ids
        else chosen.where(its.archived.is_(None), its.starts.is_not(None))
    )
    return _choices(work, work.rows(chosen.limit(500)), "" if ids else text)


def _choices(work: Work, rows: Sequence[Any], text: str) -> list[Choice]:
    wanted, found = fold(text), []
    for id, title, starts, *other in rows:
        if says(f"{title} {' '.join(other)}", wanted):
            day = starts.astimezone(work.zone).date().isoformat() if starts else ""
            found.append(Choice(id, title, day, *other))
    return found[:OFFERED]


def _check(work: Work, form: PassingForm) -> None:
    check(form)
    if (form.notice_id is None) == (form.event_id is None):
        raise Invalid(notice_id=N_("Choose a notice or an event, one of them."))
    if form.confirmed_day is not None and form.given_day is not None and form.confirmed_day < form.given_day:
        raise Invalid(confirmed_day=N_("It was confirmed before it was given."))
    for table, id in ((Notice, form.notice_id), (Event, form.event_id), (CommitteeBody, form.body_id)):
        if id is not None:
            work.get(table, id)
    for person in form.people:
        work.get(Person, person)


def _values(form: PassingForm) -> dict[str, Any]:
    names = ("notice_id", "event_id", "body_id", "given_day", "confirmed_day", "note")
    return {name: getattr(form, name) for name in names}
