"""Memos: a line kept in a moment, dated or not, pinned to a matter or not; in one press a task."""

from __future__ import annotations

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.event_ties import tie
from fmcrm_desktop.services.tasks.forms import MemoForm
from fmcrm_desktop.services.tasks.keeping import PINS, mine, own, pin
from fmcrm_desktop.store.work import Work


@needs("note.write")
def jot(work: Work, form: MemoForm) -> int:
    """Keep a line."""
    check(form)
    kept = Event(kind="memo", by_id=work.who.staff_id)
    _fill(kept, form)
    return work.add(kept).id


@needs("note.write")
def memo_form(work: Work, id: int) -> MemoForm:
    """A memo as it stands, with the version that was then seen."""
    kept = work.get(Event, id)
    pins = {name: getattr(kept, name) for name in PINS}
    return MemoForm(title=kept.title, day=kept.until_day, notes=kept.notes, version=kept.version, **pins)


@needs("note.write")
def change_memo(work: Work, id: int, form: MemoForm) -> int:
    """Write a memo anew."""
    check(form)
    _fill(own(work, id, form.version), form)
    return id


@needs("note.write")
def make_task(work: Work, id: int, seen: int | None = None) -> int:
    """A memo becomes a task of one's own; its day is the day it is due."""
    kept = own(work, id, seen)
    if kept.kind != "memo":
        raise Refusal(N_("This is a task already."))
    kept.kind = "task"
    tie(work, id, mine(work))
    return id


def _fill(kept: Event, form: MemoForm) -> None:
    pin(kept, form)
    kept.from_day = kept.until_day = form.day
