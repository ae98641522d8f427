"""When an event takes place: read from its form or its record, planned before it is saved, put on the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from fmcrm_desktop.model import repeating
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.recurrence import FARTHEST, Repeat, read_stamps, stamps
from fmcrm_desktop.model.refusal import Invalid, Missing
from fmcrm_desktop.model.series import Times
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.calendar.forms import FIELDS, FOLLOWING, LOGGED, THIS, UNDATED, EventForm
from fmcrm_desktop.services.calendar_entries import CALL_BACK, LONGEST, real_starts, zone_of
from fmcrm_desktop.store.work import Work

_TIMES = ("whole_day", "starts", "ends", "from_day", "until_day", "repeat", "on_holiday")


def narrowed(form: EventForm) -> None:
    """Only what the kind asks for; a logged email or fax takes a moment, a task that is due one day begins then."""
    blank = EventForm()
    asked = FIELDS.get(form.kind, ())
    for name in {each for names in FIELDS.values() for each in names}:
        if name not in asked:
            setattr(form, name, getattr(blank, name))
    if form.kind in LOGGED and form.starts is not None:
        form.ends = form.starts + CALL_BACK
    if form.whole_day:
        form.from_day = form.from_day or form.until_day
    if form.scope == THIS:
        form.repeat, form.on_holiday = blank.repeat, blank.on_holiday


def wanted(work: Work, form: EventForm, zone: tzinfo | None = None) -> Times | None:
    """The times that a form says, None for a task or memo without any. Raises Invalid for times that are none."""
    zone = zone or work.zone
    if form.kind in UNDATED and _has_no_time(form):
        if form.repeat:
            raise Invalid(repeat=N_("A repeat needs a first day or a time."))
        return None
    if form.whole_day:
        if form.from_day is None:
            raise Invalid(from_day=N_("Fill in this field."))
        last = form.until_day or form.from_day
        if last < form.from_day:
            raise Invalid(until_day=N_("The last day is before the first."))
        return Times(zone, from_day=form.from_day, until_day=last, rule=form.repeat)
    if form.starts is None or form.ends is None:
        missing = "starts" if form.starts is None else "ends"
        raise Invalid(**{missing: N_("Fill in this field.")})
    check_times(form.starts, form.ends)
    return Times(zone, form.starts.astimezone(UTC), form.ends.astimezone(UTC), rule=form.repeat)


def _has_no_time(form: EventForm) -> bool:
    if form.whole_day:
        return form.from_day is None and form.until_day is None
    return form.starts is None and form.ends is None


def check_times(start: datetime, end: datetime) -> None:
    """Raise Invalid(ends) for a span that is none, or too long to be timed."""
    if end <= start:
        raise Invalid(ends=N_("The end must be after the start."))
    if end - start > LONGEST:
        raise Invalid(ends=N_("This is longer than a month. Make it a whole-day entry."))


def planned(work: Work, kept: Event | None, form: EventForm) -> Times | None:
    """When the event would take place once the form is saved: of a series what its scope makes of it."""
    before = times_of(kept, work.zone) if kept is not None else None
    wish = wanted(work, form, before.zone if before else None)
    if wish is None:
        return None
    at = time_named(form.occurrence)
    if before is None or not before.rule or form.scope == THIS:
        return _fitted(wish).begun()
    series = before
    if form.scope == FOLLOWING and at is not None and not before.is_first(at):
        series = before.from_then(at)
        if wish.rule == before.rule:
            wish = _with_rule(wish, series.rule)
    return series.shifted(shown(work, before, kept.on_holiday if kept else "", at), wish)


def shown(work: Work, series: Times, on_holiday: str, at: datetime | None) -> Times:
    """One time of a series as the calendar shows it: perhaps moved to a working day."""
    if at is None:
        return series.at(series.first)
    repeat = Repeat(series.rule, series.first, series.zone, frozenset(), frozenset(series.extra))
    ahead = timedelta(FARTHEST + 1)
    real = dict(real_starts(work, repeat, on_holiday, (at - ahead, at + ahead))) if on_holiday else {}
    return series.at(real.get(at, at))


def _fitted(times: Times) -> Times:
    return _with_rule(times, repeating.fitted(times.rule, times.whole_day, times.zone))


def _with_rule(times: Times, rule: str) -> Times:
    return Times(times.zone, times.starts, times.ends, times.from_day, times.until_day, rule)


def times_of(kept: Event, zone: tzinfo) -> Times | None:
    """The times on a record, by the series' own clock; None where it has none."""
    if kept.starts is None and kept.from_day is None:
        return None
    return Times(
        zone_of(kept.zone, zone),
        kept.starts,
        kept.ends,
        kept.from_day,
        kept.until_day,
        kept.rule,
        tuple(sorted(read_stamps(kept.except_days))),
        tuple(sorted(read_stamps(kept.extra_days))),
    )


def series_times(kept: Event, zone: tzinfo) -> Times:
    """The times of a series. Raises Missing for what is none."""
    times = times_of(kept, zone)
    if times is None or not times.rule:
        raise Missing("event", kept.id)
    return times


def put(kept: Event, times: Times | None) -> None:
    """Keep these times; what was taken out of a series stays out."""
    kept.starts, kept.ends = (times.starts, times.ends) if times else (None, None)
    kept.from_day, kept.until_day = (times.from_day, times.until_day) if times else (None, None)
    kept.rule = times.rule if times else ""
    repeats = times is not None and bool(times.rule)
    kept.except_days = stamps(times.without, times.whole_day) if times and repeats else ""
    kept.extra_days = stamps(times.extra, times.whole_day) if times and repeats else ""


def fill_times(form: EventForm, times: Times | None) -> None:
    """Show these times on a form."""
    form.whole_day = times is not None and times.whole_day
    form.starts, form.ends = (times.starts, times.ends) if times else (None, None)
    form.from_day, form.until_day = (times.from_day, times.until_day) if times else (None, None)


def time_named(occurrence: str) -> datetime | None:
    """The local start that names one time of a series."""
    return datetime.fromisoformat(occurrence) if occurrence else None
