"""The calendar's work: what is on it, adding and changing events, moving visits, and who is wanted twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from sqlalchemy import select

from fmcrm_desktop.model.event import KINDS, Event, EventStaff
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Visit, VisitStaff
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services.calendar_entries import FREE_KINDS, LONGEST, Entry, Ref, chosen, read
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

Span = tuple[datetime, datetime]


@dataclass
class EventForm:
    """An event as the clerk writes it. Timed: ``starts`` and ``ends``; whole days: ``from_day``, ``until_day``."""

    title: Annotated[str, Field(N_("Title"), longest=200, required=True)] = ""
    kind: Annotated[str, Field(N_("Kind"), choices=KINDS, required=True)] = "appointment"
    place: Annotated[str, Field(N_("Place"), longest=200)] = ""
    whole_day: Annotated[bool, Field(N_("Whole day"))] = False
    starts: Annotated[datetime | None, Field(N_("Starts"))] = None
    ends: Annotated[datetime | None, Field(N_("Ends"))] = None
    from_day: Annotated[date | None, Field(N_("First day"))] = None
    until_day: Annotated[date | None, Field(N_("Last day"))] = None
    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit")] = None
    staff: Annotated[tuple[int, ...], Field(N_("Staff"), pick="staff")] = ()
    notes: Annotated[str, Field(N_("Notes"), longest=4000, lines=4)] = ""
    overrule: Annotated[str, Field(N_("Reason to save all the same"), longest=200)] = ""
    version: int | None = None


@dataclass
class ReasonForm:
    """Why an entry may clash after it was dragged there."""

    reason: Annotated[str, Field(N_("Reason to save all the same"), longest=200, required=True)] = ""


@dataclass(frozen=True)
class Clash:
    """Somebody who is wanted twice: who, and the entry that has their time already."""

    staff: str
    title: str
    number: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class StaffRow:
    """One of the staff as the calendar's ticks name them."""

    id: int
    name: str
    trade: str
    role: str


class Clashing(Refusal):
    """Saving would want somebody twice; with a reason it is saved all the same."""

    def __init__(self, clashes: list[Clash]) -> None:
        self.clashes = clashes
        first = clashes[0]
        super().__init__(
            N_("{name} is already at “{title}” then. Choose another time, or give a reason."),
            name=first.staff,
            title=first.title,
        )


@needs("calendar.read")
def entries(
    work: Work, start: datetime, until: datetime, staff: Collection[int] = (), kinds: Collection[str] = ()
) -> list[Entry]:
    """What is on the calendar in [start, until), by beginning; clashes marked. Two statements."""
    return chosen(read(work, start, until), staff, kinds)


@needs("calendar.read")
def hours(work: Work) -> WorkingCalendar:
    """The office's hours and days off, to shade what is outside them."""
    return working_calendar(work)


@needs("calendar.read")
def people(work: Work) -> list[StaffRow]:
    """The staff whose calendars can be shown, by name."""
    columns = select(Staff.id, Staff.name, Staff.trade, Staff.role)
    rows = work.rows(columns.where(Staff.archived.is_(None)).order_by(Staff.name, Staff.id))
    return [StaffRow(*row) for row in rows]


@needs("calendar.read")
def event(work: Work, id: int) -> EventForm:
    """An event as its form, with the version the clerk then saw."""
    kept = work.get(Event, id)
    staff = work.column(select(EventStaff.staff_id).where(EventStaff.event_id == id).order_by(EventStaff.id))
    return EventForm(
        title=kept.title,
        kind=kept.kind,
        whole_day=kept.from_day is not None,
        starts=kept.starts,
        ends=kept.ends,
        from_day=kept.from_day,
        until_day=kept.until_day,
        place=kept.place,
        person_id=kept.person_id,
        unit_id=kept.unit_id,
        staff=tuple(staff),
        notes=kept.notes,
        version=kept.version,
    )


@needs("calendar.read")
def clashes(
    work: Work, who: Collection[int], start: datetime, end: datetime, but: Ref | None = None
) -> list[Clash]:
    """Whose time is taken already in [start, end), by what; ``but`` is the entry being changed."""
    if not who or start >= end:
        return []
    found = []
    for entry in read(work, start, end):
        if not entry.takes_time or (but is not None and (entry.table, entry.id) == (but.table, but.id)):
            continue
        begins, ends = entry.span(work.zone)
        for staff, name in zip(entry.staff, entry.names, strict=True):
            if staff in who:
                found.append(Clash(name, entry.title, entry.number or "", begins, ends))
    return found


@needs("calendar.read")
def clashes_of(work: Work, form: EventForm, but: Ref | None = None) -> list[Clash]:
    """The clashes saving this form would make; for the sentence shown while it is filled in."""
    if form.kind in FREE_KINDS:
        return []
    try:
        span = _span(work, form)
    except Invalid:
        return []
    return clashes(work, form.staff, *span, but)


@needs("calendar.write")
def add(work: Work, form: EventForm) -> int:
    """Put an event on the calendar. Raises Clashing unless the form says why it may clash."""
    _check(work, form, None)
    kept = Event()
    _fill(kept, form)
    work.add(kept)
    _tie_staff(work, kept.id, form.staff)
    return kept.id


@needs("calendar.write")
def change(work: Work, id: int, form: EventForm) -> None:
    """Change an event the clerk saw at ``form.version``. Raises Stale, or Clashing without a reason."""
    kept = work.get(Event, id, seen=form.version)
    _check(work, form, Ref("event", id))
    _fill(kept, form)
    _tie_staff(work, id, form.staff)


@needs("calendar.write")
def move(work: Work, ref: Ref, start: datetime | date, end: datetime | date, overrule: str = "") -> None:
    """Give an event or a visit another time: two moments, or first and last day for whole days.

    Raises Clashing without a reason to overrule it, Refusal for what has no time of its own to give.
    """
    if ref.table == "visit":
        _move_visit(work, ref, start, end, overrule)
    elif ref.table == "event":
        _move_event(work, ref, start, end, overrule)
    else:
        raise Refusal(N_("This entry cannot be moved here. Open it to change its time."))


@needs("calendar.write")
def move_anyway(work: Work, ref: Ref, start: datetime | date, end: datetime | date, form: ReasonForm) -> None:
    """Move over a clash, with the reason."""
    check(form)
    move(work, ref, start, end, form.reason)


@needs("calendar.write")
def archive(work: Work, id: int, seen: int | None = None) -> None:
    """Take an event off the calendar; it can be restored."""
    work.archive(work.get(Event, id, seen=seen))


@needs("calendar.write")
def restore(work: Work, id: int) -> None:
    """Put an archived event back."""
    work.restore(work.get(Event, id))


@needs("calendar.write")
def finish(work: Work, id: int, done: bool = True) -> None:
    """Tick an event off, or take the tick away."""
    work.get(Event, id).done = work.now if done else None


def _move_event(work: Work, ref: Ref, start: datetime | date, end: datetime | date, overrule: str) -> None:
    kept = work.get(Event, ref.id, seen=ref.version)
    if kept.rule:
        raise Refusal(N_("A repeating entry cannot be dragged. Open it to change the whole series."))
    form = event(work, ref.id)
    timed = isinstance(start, datetime)
    form.whole_day, form.overrule = not timed, overrule
    form.starts, form.ends = (start, end) if timed else (None, None)  # type: ignore[assignment]
    form.from_day, form.until_day = (None, None) if timed else (start, end)
    _check(work, form, ref)
    _fill(kept, form)


def _move_visit(work: Work, ref: Ref, start: datetime | date, end: datetime | date, overrule: str) -> None:
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        raise Refusal(N_("A visit needs a time of the day."))
    visit = work.get(Visit, ref.id, seen=ref.version)
    if visit.arrived is not None:
        raise Refusal(N_("Somebody has arrived for this visit already, so its time stays."))
    _check_times(start, end)
    who = work.column(select(VisitStaff.staff_id).where(VisitStaff.visit_id == ref.id))
    found = clashes(work, who, start, end, ref)
    if found and not overrule.strip():
        raise Clashing(found)
    visit.planned_from, visit.planned_until = start, end
    visit.clash_reason = overrule.strip() if found else ""


def _check(work: Work, form: EventForm, but: Ref | None) -> None:
    check(form)
    span = _span(work, form)
    if form.kind not in FREE_KINDS and not form.overrule:
        found = clashes(work, form.staff, *span, but)
        if found:
            raise Clashing(found)


def _span(work: Work, form: EventForm) -> Span:
    """The moments the form's event takes. Raises Invalid for times that are none."""
    if form.whole_day:
        if form.from_day is None:
            raise Invalid(from_day=N_("Please fill in this field."))
        last = form.until_day or form.from_day
        if last < form.from_day:
            raise Invalid(until_day=N_("The last day is before the first."))
        return day_start(form.from_day, work.zone), day_start(last + timedelta(1), work.zone)
    if form.starts is None or form.ends is None:
        missing = "starts" if form.starts is None else "ends"
        raise Invalid(**{missing: N_("Please fill in this field.")})
    _check_times(form.starts, form.ends)
    return form.starts, form.ends


def _check_times(start: datetime, end: datetime) -> None:
    if end <= start:
        raise Invalid(ends=N_("The end must be after the start."))
    if end - start > LONGEST:
        raise Invalid(ends=N_("This is longer than a month. Make it a whole-day entry."))


def _fill(kept: Event, form: EventForm) -> None:
    kept.title, kept.kind, kept.place, kept.notes = form.title, form.kind, form.place, form.notes
    kept.person_id, kept.unit_id = form.person_id, form.unit_id
    kept.clash_reason = form.overrule
    if form.whole_day:
        kept.starts = kept.ends = None
        kept.from_day, kept.until_day = form.from_day, form.until_day or form.from_day
    else:
        assert form.starts is not None and form.ends is not None
        kept.starts, kept.ends = form.starts.astimezone(UTC), form.ends.astimezone(UTC)
        kept.from_day = kept.until_day = None


def _tie_staff(work: Work, id: int, wanted: Iterable[int]) -> None:
    """Only what differs is untied and tied, so that the change log tells what happened."""
    ties = {tie.staff_id: tie for tie in work.records(select(EventStaff).where(EventStaff.event_id == id))}
    for staff in dict.fromkeys(wanted):
        if staff in ties:
            del ties[staff]
        else:
            work.add(EventStaff(event_id=id, staff_id=staff))
    for tie in ties.values():
        work.remove(tie)
