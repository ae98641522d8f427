"""Writing tasks down, changing them, ticking them off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from fmcrm_desktop.model import repeating
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.calendar_entries import zone_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.event_ties import tie, tied
from fmcrm_desktop.services.tasks.forms import KEPT, NEVER, REMINDERS, MemoForm, TaskForm
from fmcrm_desktop.services.tasks.repeating import go_on
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work

LASTS = timedelta(minutes=30)
"""The room a task with a time takes on the calendar; it takes nobody's time away."""
PINS = ("person_id", "unit_id", "order_id", "complaint_id", "call_id")
_STARTS = {
    "person": "person_id",
    "unit": "unit_id",
    "order": "order_id",
    "complaint": "complaint_id",
    "call": "call_id",
}
"""How a link names the matter a task is begun from."""


@needs("calendar.read")
def draft(work: Work, start: Mapping[str, Any] | None = None) -> TaskForm:
    """An empty task for oneself, about the matter it is begun from: {"order": 7}, {"person": 3, "unit": 5}."""
    found = {_STARTS.get(name, name): value for name, value in (start or {}).items()}
    me = work.who.staff_id
    return TaskForm(**{"staff": (me,) if me is not None else (), **found})


@needs("calendar.read")
def form_of(work: Work, id: int) -> TaskForm:
    """A task as it stands, with the version that was then seen."""
    kept = work.get(Event, id)
    local = kept.starts.astimezone(work.zone) if kept.starts is not None else None
    remind = NEVER if kept.remind_before is None else str(kept.remind_before)
    return TaskForm(
        title=kept.title, due_day=local.date() if local else kept.until_day,
        at=local.time().replace(second=0, microsecond=0) if local else None, staff=tuple(tied(work, id)),
        repeat=RuleText(kept.rule), remind=remind if remind in REMINDERS else KEPT,
        notes=kept.notes, version=kept.version, **{name: getattr(kept, name) for name in PINS},
    )  # fmt: skip


@needs("calendar.write")
def add(work: Work, form: TaskForm) -> int:
    """Write a task down, for oneself where nobody else is named."""
    _check(form)
    kept = Event(kind="task", by_id=work.who.staff_id)
    _fill(work, kept, form)
    work.add(kept)
    tie(work, kept.id, form.staff or mine(work))
    return kept.id


@needs("calendar.write")
def change(work: Work, id: int, form: TaskForm) -> int:
    """Change a task; who gave it stays who gave it."""
    _check(form)
    kept = work.get(Event, id, seen=form.version)
    _fill(work, kept, form)
    tie(work, id, form.staff or mine(work))
    return id


@needs("note.write")
def tick(work: Work, id: int, seen: int | None = None) -> int:
    """It is done. Of a task that repeats this occurrence becomes a done event of its own, and the next one is open;
    gives the id of what is done now."""
    kept = own(work, id, seen)
    if kept.done is not None:
        return id
    if not kept.rule:
        kept.done = work.now
        return id
    zone = zone_of(kept.zone, work.zone)
    once = _copy(kept, zone)
    once.done = work.now
    if not go_on(kept, zone):
        kept.done = work.now  # that was the last: the series itself is what is done
        return id
    work.add(once)
    tie(work, once.id, tied(work, id))
    return once.id


@needs("note.write")
def untick(work: Work, id: int, seen: int | None = None) -> int:
    """It is not done after all."""
    own(work, id, seen).done = None
    return id


@needs("note.write")
def archive(work: Work, id: int, seen: int | None = None) -> int:
    """Take a task or a memo away; it can be restored."""
    work.archive(own(work, id, seen))
    return id


@needs("note.write")
def restore(work: Work, id: int) -> int:
    """Bring a task or a memo back."""
    work.restore(own(work, id, None))
    return id


@needs("note.write")
def tick_many(work: Work, ids: Sequence[int], done: bool = True) -> Together:
    """Several are done, or not done after all, in one deed."""

    def act(kept: Event) -> bool:
        if (kept.done is not None) == done:
            return False
        (tick if done else untick)(work, kept.id)
        return True

    return together.each(work, Event, ids, act, _title)


@needs("note.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Take several away in one deed."""
    return together.each(work, Event, ids, together.archive_by(work, archive), _title)


def _title(kept: Event) -> str:
    return kept.title


def mine(work: Work) -> tuple[int, ...]:
    return (work.who.staff_id,) if work.who.staff_id is not None else ()


def pin(kept: Event, form: TaskForm | MemoForm) -> None:
    """What both a task and a memo say of the matter they are about."""
    kept.title, kept.notes = form.title, form.notes
    for name in PINS:
        setattr(kept, name, getattr(form, name))


def own(work: Work, id: int, seen: int | None) -> Event:
    """The task or memo; whoever may not change the calendar may only work their own."""
    kept = work.get(Event, id, seen=seen)
    if kept.kind not in ("task", "memo"):
        raise Refusal(N_("This is no task."))
    me = work.who.staff_id
    if not work.who.may("calendar.write") and (me is None or (kept.by_id != me and me not in tied(work, id))):
        raise NotAllowed("calendar.write")
    return kept


def _check(form: TaskForm) -> None:
    check(form)
    if form.due_day is None:
        for name, value in (("at", form.at), ("repeat", form.repeat), ("remind", form.remind)):
            if value not in (None, "", NEVER, KEPT):
                raise Invalid(due_day=N_("Give the day."), **{name: N_("This needs a day.")})


def _fill(work: Work, kept: Event, form: TaskForm) -> None:
    pin(kept, form)
    kept.rule = repeating.fitted(form.repeat, form.at is None, work.zone)
    if form.remind != KEPT:
        kept.remind_before = None if form.remind == NEVER else int(form.remind)
    kept.starts = kept.ends = kept.from_day = kept.until_day = None
    if form.due_day is not None and form.at is not None:
        local = datetime.combine(form.due_day, form.at)
        kept.starts = local.replace(tzinfo=work.zone).astimezone(UTC)
        kept.ends = kept.starts + LASTS
    else:
        kept.from_day = kept.until_day = form.due_day


def _copy(kept: Event, zone: Any) -> Event:
    """The present occurrence as an event of its own."""
    when = kept.starts.astimezone(zone).replace(tzinfo=None) if kept.starts is not None else None
    occurrence = when or datetime.combine(kept.from_day or datetime.min.date(), time())
    names = (
        "kind",
        "title",
        "starts",
        "ends",
        "from_day",
        "until_day",
        "place",
        "notes",
        "zone",
        "by_id",
        *PINS,
    )
    return Event(
        series_id=kept.id, occurrence=occurrence.isoformat(), **{name: getattr(kept, name) for name in names}
    )
