"""Events put on the calendar, changed, ticked off, taken away: one, one of a series, that and the following, all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import inspect, select

from fmcrm_desktop.model.event import Event, EventGuest
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.recurrence import read_stamps, stamp, stamps
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.series import Times
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import tasks, telling_events
from fmcrm_desktop.services.calendar import planning, reading, timing
from fmcrm_desktop.services.calendar.forms import ALL, FOLLOWING, THIS, EventForm, FoundForm, GuestForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.clashes import Clashing
from fmcrm_desktop.services.event_ties import tie
from fmcrm_desktop.store.work import Work

_PLAIN = (
    "title", "kind", "place", "notes", "person_id", "unit_id", "order_id", "complaint_id", "room_id", "on_holiday",
    "remind_before", "direction", "lead_id",
)  # fmt: skip


@needs("calendar.write")
def add(work: Work, form: EventForm) -> int:
    """Put an event on the calendar. Raises Clashing unless the form says why it may clash."""
    times = _checked(work, None, form)
    return telling_events.made(work, _keep(work, Event(by_id=work.who.staff_id), form, times), form.tell)


@needs("calendar.write")
def change(work: Work, id: int, form: EventForm) -> int:
    """Change an event the clerk saw at ``form.version``, as far as ``form.scope`` says; the id of the event that
    has the change: one of a series becomes an event of its own, and the following ones a series of their own.

    Raises Stale, or Clashing without a reason.
    """
    kept = work.get(Event, id, seen=form.version)
    times = _checked(work, kept, form)
    at = timing.time_named(form.occurrence)
    if not kept.rule or at is None or form.scope == ALL:
        _carry_changed(work, kept, kept, form)
        return telling_events.moved(work, _keep(work, kept, form, times), form.tell or None)
    return telling_events.moved(work, _change_part(work, kept, form, times, at), form.tell or None, of=id)


def _change_part(work: Work, kept: Event, form: EventForm, times: Times | None, at: datetime) -> int:
    series = timing.series_times(kept, work.zone)
    made = Event(by_id=kept.by_id, call_id=kept.call_id, zone=kept.zone)
    if form.scope == THIS:
        made.series_id, made.occurrence, made.uid = kept.id, form.occurrence, kept.uid
        made.sequence = kept.sequence + 1
        _take_out(kept, at)
        return _keep(work, made, form, times)
    if series.is_first(at):
        _carry_changed(work, kept, kept, form)
        return _keep(work, kept, form, times)
    id = _keep(work, made, form, times)
    _carry_changed(work, kept, made, form, at)
    timing.put(kept, series.until_before(at))
    kept.sequence += 1
    return id


@needs("calendar.write")
def archive(work: Work, id: int, seen: int | None = None, occurrence: str = "", scope: str = ALL) -> None:
    """Take an event off the calendar, or part of a series; it can be restored or undone."""
    kept = work.get(Event, id, seen=seen)
    at = timing.time_named(occurrence)
    kept.sequence += 1
    if kept.rule and at is not None and scope == THIS:
        _take_out(kept, at)
        telling_events.moved(work, id)
        return
    if kept.rule and at is not None and scope == FOLLOWING:
        series = timing.series_times(kept, work.zone)
        if not series.is_first(at):
            timing.put(kept, series.until_before(at))
            for each in _changed(work, id, at):
                work.archive(each)
            telling_events.moved(work, id)
            return
    for each in _changed(work, id):
        work.archive(each)
    work.archive(kept)
    telling_events.cancelled(work, id)


@needs("calendar.write")
def restore(work: Work, id: int) -> None:
    """Put an archived event back, with the changed times of a series that went with it."""
    kept = work.get(Event, id)
    with_it = select(Event).where(Event.series_id == id, Event.archived == kept.archived)
    for each in work.records(with_it) if kept.archived is not None else ():
        work.restore(each)
    work.restore(kept)


@needs("calendar.write")
def finish(work: Work, id: int, done: bool = True, occurrence: str = "") -> None:
    """Tick an event off, or take the tick away; of a repeating one the time named."""
    kept = work.get(Event, id)
    if kept.kind == "task" and kept.rule and done and tasks.stands_on(work, kept, occurrence):
        tasks.tick(work, id)  # the series goes on from its next time, as it does from the list of tasks
        return
    if kept.rule and occurrence:
        kept = work.get(Event, alone(work, id, occurrence))
    kept.done = work.now if done else None


@needs("calendar.write")
def found(work: Work, id: int, form: FoundForm) -> int:
    """Write below the notes what was found when somebody was met, and tick the event off; of a repeating one the time
    named. Gives the event's id."""
    check(form)
    kept = work.get(Event, id)
    if kept.rule and form.occurrence:
        kept = work.get(Event, alone(work, id, form.occurrence))
    kept.notes = "\n".join(part for part in (kept.notes, form.found.strip()) if part)
    kept.done = kept.done or work.now
    return kept.id


def alone(work: Work, id: int, occurrence: str) -> int:
    """One time of a series as an event of its own, so that something can be noted of it alone."""
    kept = work.get(Event, id)
    form = reading.event(work, id, occurrence)
    form.scope, form.overrule = THIS, kept.clash_reason
    timing.narrowed(form)
    at = datetime.fromisoformat(occurrence)
    return _change_part(work, kept, form, timing.planned(work, kept, form), at)


def _checked(work: Work, kept: Event | None, form: EventForm) -> Times | None:
    """When it will take place. Raises Invalid, or Clashing without a reason."""
    check(form)
    timing.narrowed(form)
    for guest in form.guests:
        check(guest)
        if guest.person_id is None and not guest.name and not guest.email:
            raise Invalid(guests=N_("A guest has a name or an address."))
    times = timing.planned(work, kept, form)
    if not form.overrule:
        found = planning.against(work, form, times, kept.id if kept else None)
        if found is not None:
            raise Clashing(found.clashes, found.free)
    return times


def _keep(work: Work, kept: Event, form: EventForm, times: Times | None) -> int:
    before = _told(kept)
    for name in _PLAIN:
        setattr(kept, name, getattr(form, name))
    kept.clash_reason = form.overrule
    timing.put(kept, times)
    if not inspect(kept).persistent:
        work.add(kept)
    elif before != _told(kept):
        kept.sequence += 1
    tie(work, kept.id, form.staff)
    _tie_guests(work, kept.id, form.guests)
    return kept.id


def _told(kept: Event) -> tuple[object, ...]:
    """What those invited must hear of when it changes."""
    return kept.starts, kept.ends, kept.from_day, kept.until_day, kept.rule, kept.place, kept.room_id


def _take_out(series: Event, at: datetime) -> None:
    out = read_stamps(series.except_days) | {at}
    series.except_days = stamps(out, series.starts is None)


def _changed(work: Work, id: int, since: datetime | None = None) -> list[Event]:
    """The changed times of a series, from one of its times on."""
    found = work.records(select(Event).where(Event.series_id == id, Event.archived.is_(None)))
    return [
        each
        for each in found
        if since is None or (timing.time_named(each.occurrence) or datetime.min) >= since
    ]


def _carry_changed(
    work: Work, kept: Event, to: Event, form: EventForm, since: datetime | None = None
) -> None:
    """The changed times of a series stay its own when it is shifted; what the new repeat has no place for goes
    alone."""
    wish = timing.wanted(work, form)
    before = timing.times_of(kept, work.zone)
    changed = _changed(work, kept.id, since)
    if before is None or wish is None or not changed:
        return
    after = timing.planned(work, kept, form)
    assert after is not None
    named = {each.id: timing.time_named(each.occurrence) for each in changed}
    times = [at for at in named.values() if at is not None]
    shown = timing.shown(work, before, kept.on_holiday, timing.time_named(form.occurrence))
    places = before.carried(times, after, wish.first - shown.first) if after.rule else {}
    for each in changed:
        at = named[each.id]
        place = places.get(at) if at is not None else None
        each.series_id = to.id if place is not None else None
        each.occurrence = stamp(place, after.whole_day) if place is not None else ""


def _tie_guests(work: Work, id: int, wanted: Iterable[GuestForm]) -> None:
    ties = {tie.id: tie for tie in work.records(select(EventGuest).where(EventGuest.event_id == id))}
    for guest in wanted:
        tie = ties.pop(guest.id, None) if guest.id is not None else None
        if tie is None:
            tie = EventGuest(event_id=id)
        tie.person_id, tie.name, tie.email, tie.answer = (
            guest.person_id, guest.name, guest.email, guest.answer,
        )  # fmt: skip
        work.add(tie)
    for tie in ties.values():
        work.remove(tie)
