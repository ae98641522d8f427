"""What a form of the calendar would clash with, and when everybody it needs is free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from fmcrm_desktop.model import repeating
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.recurrence import stamps
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.series import Times
from fmcrm_desktop.services import clashes, free_time
from fmcrm_desktop.services.busy import Span, Wanted
from fmcrm_desktop.services.calendar import timing
from fmcrm_desktop.services.calendar.forms import EventForm
from fmcrm_desktop.services.calendar_entries import FREE_KINDS
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.clashes import Clash
from fmcrm_desktop.services.instances import Columns, spans_of
from fmcrm_desktop.store.work import Work

AHEAD = timedelta(days=731)
"""How far ahead the times of a series are compared with all others."""
HOUR = timedelta(hours=1)
WEEK_AHEAD = 7
"""On so many days from its first a series may be put instead: a week on, it is mostly where it was."""


@dataclass(frozen=True)
class Checked:
    """What saving a form would clash with, and the next free time of the same length."""

    clashes: list[Clash]
    free: Span | None = None


@needs("calendar.read")
def clashes_of(work: Work, form: EventForm, id: int | None = None) -> Checked:
    """The clashes saving this form would make; for the sentences shown while it is filled in."""
    kept = work.get(Event, id) if id is not None else None
    try:
        timing.narrowed(form)
        times = timing.planned(work, kept, form)
    except Refusal:
        return Checked([])  # said when it is saved
    return against(work, form, times, id) or Checked([])


@needs("calendar.read")
def free_times(work: Work, form: EventForm, id: int | None = None) -> list[Span]:
    """The first hours in the two weeks from the form's day (or from now) at which all its people and its room are
    free, as long as the form's event is."""
    length = form.ends - form.starts if form.starts is not None and form.ends is not None else HOUR
    since = work.now
    if form.starts is not None:
        morning = form.starts.astimezone(work.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        since = max(since, morning)
    wanted = Wanted(form.staff, form.room_id)
    return free_time.first(work, wanted, length, since, ("event", id) if id is not None else None)


def against(work: Work, form: EventForm, times: Times | None, id: int | None) -> Checked | None:
    """The clashes of an event at these times, with a free one instead; None where there are none."""
    wanted = Wanted(form.staff, form.room_id)
    if form.kind in FREE_KINDS or times is None or not wanted:
        return None
    spans = _spans(work, form, times)
    but = ("event", id) if id is not None else None
    found = clashes.of_spans(work, spans, wanted, but)
    if not found:
        return None
    days = WEEK_AHEAD if _goes_with_its_day(times.rule) else 1
    free = None if times.whole_day else free_time.instead(work, spans, wanted, but, days)
    return Checked(found, free)


def _goes_with_its_day(rule: str) -> bool:
    """Whether all its times are a day later when the first is: not of a rule that names several days."""
    it = repeating.read(rule)
    return it is not None and (it.every == repeating.DAY or (it.every == repeating.WEEK and len(it.days) < 2))


def _spans(work: Work, form: EventForm, times: Times) -> list[Span]:
    """All its times; of a series those of the next two years."""
    columns = Columns(
        times.starts, times.ends, times.from_day, times.until_day, times.rule,
        stamps(times.without), stamps(times.extra), str(times.zone), form.on_holiday,
    )  # fmt: skip
    first = times.first.replace(tzinfo=times.zone)
    since = max(first, work.now) if times.rule else first
    return spans_of(work, columns, since, since + AHEAD)
