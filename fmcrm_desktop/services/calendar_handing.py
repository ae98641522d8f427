"""Handing over: an event, a visit or a call-back goes from one of the staff to another, at its time or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Visit, VisitStaff
from fmcrm_desktop.services import calendar, held, telling_events, telling_visits
from fmcrm_desktop.services.calendar import Clashing, ReasonForm
from fmcrm_desktop.services.calendar_entries import FREE_KINDS, Ref
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

_SERIES = N_("A repeating entry is not handed over by dragging. Open it to change whose it is.")


@dataclass(frozen=True)
class Handing:
    """What goes from whom to whom; 0 stands for nobody. With ``start`` and ``end`` (moments, or first and last day)
    it moves as well."""

    ref: Ref
    before: int
    after: int
    start: datetime | date | None = None
    end: datetime | date | None = None


@needs("calendar.write")
def hand_over(work: Work, handing: Handing, overrule: str = "") -> None:
    """Give an entry to another person. Raises Clashing when that one is taken then, unless there is a reason."""
    ref = handing.ref
    if handing.after:
        work.get(Staff, handing.after)
    if ref.table == "promise":
        _hand_promise(work, handing)
        return
    if ref.table == "visit":
        _hand_visit(work, handing)
    elif ref.table == "event":
        _hand_event(work, handing)
    else:
        raise Refusal(N_("This entry belongs to nobody, so it cannot be handed over."))
    _check_and_move(work, handing, overrule)


@needs("calendar.write")
def hand_over_anyway(work: Work, handing: Handing, form: ReasonForm) -> None:
    """Hand over although the other person is taken then, with the reason."""
    check(form)
    hand_over(work, handing, form.reason)


def _hand_promise(work: Work, handing: Handing) -> None:
    promise = work.get(Promise, handing.ref.id, seen=handing.ref.version)
    if promise.kept is not None or promise.dropped is not None:
        raise Refusal(N_("This promise is settled already."))
    promise.staff_id = handing.after or None


def _hand_visit(work: Work, handing: Handing) -> None:
    visit = held.visit(work, handing.ref.id, handing.ref.version)
    if visit.arrived is not None:
        raise Refusal(N_("Somebody has arrived for this visit already, so it stays with them."))
    ties = list(work.records(select(VisitStaff).where(VisitStaff.visit_id == visit.id)))
    if not handing.after and len(ties) == 1:
        raise Refusal(N_("Somebody has to go on a visit. Hand it to a person."))
    _retie(work, ties, handing, VisitStaff(visit_id=visit.id, staff_id=handing.after))
    held.changed(work, visit)


def _hand_event(work: Work, handing: Handing) -> None:
    event = work.get(Event, handing.ref.id, seen=handing.ref.version)
    if event.rule:
        raise Refusal(_SERIES)
    ties = list(work.records(select(EventStaff).where(EventStaff.event_id == event.id)))
    _retie(work, ties, handing, EventStaff(event_id=event.id, staff_id=handing.after))


def _retie(
    work: Work, ties: list[EventStaff] | list[VisitStaff], handing: Handing, tie: EventStaff | VisitStaff
) -> None:
    """Take the old tie away and add the new one; whoever is in it already stays in it once."""
    for each in ties:
        if each.staff_id == handing.before:
            work.remove(each)
    if handing.after and all(each.staff_id != handing.after for each in ties):
        work.add(tie)


def _check_and_move(work: Work, handing: Handing, overrule: str) -> None:
    """At a new time the moving looks for clashes of everybody in it; at the old one only the new person counts."""
    ref = Ref(handing.ref.table, handing.ref.id)
    if handing.start is not None and handing.end is not None:
        calendar.move(work, ref, handing.start, handing.end, overrule)
        return
    kept = work.get(Visit, ref.id) if ref.table == "visit" else work.get(Event, ref.id)
    if isinstance(kept, Visit) or kept.kind not in FREE_KINDS:
        held.people(work, (handing.after,))
        found = calendar.clashes(work, (handing.after,), *_span(work, kept), ref)
        if found and not overrule.strip():
            raise Clashing(found)
        kept.clash_reason = overrule.strip() if found else ""
    if isinstance(kept, Visit):
        telling_visits.changed(work, kept.id)
    else:
        telling_events.moved(work, kept.id)


def _span(work: Work, kept: Event | Visit) -> tuple[datetime, datetime]:
    if isinstance(kept, Visit):
        return kept.planned_from, kept.planned_until
    if kept.starts is not None and kept.ends is not None:
        return kept.starts, kept.ends
    assert kept.from_day is not None and kept.until_day is not None
    return day_start(kept.from_day, work.zone), day_start(kept.until_day + timedelta(1), work.zone)
