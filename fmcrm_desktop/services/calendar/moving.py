"""Events and visits given another time on the calendar: dragged, or by its keys."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import VisitStaff
from fmcrm_desktop.services import clashes, held, telling_visits
from fmcrm_desktop.services.calendar import keeping, reading, timing
from fmcrm_desktop.services.calendar.forms import THIS, ReasonForm
from fmcrm_desktop.services.calendar_entries import Ref
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@needs("calendar.write")
def move(  # noqa: PLR0913  what was moved, where to, why over a clash, how far it goes
    work: Work, ref: Ref, start: datetime | date, end: datetime | date, overrule: str = "", scope: str = THIS
) -> None:
    """Give an event or a visit another time: two moments, or first and last day for whole days. Of a series
    ``ref.occurrence`` is what was moved, and ``scope`` how far that goes.

    Raises Clashing without a reason to overrule it, Refusal for what has no time of its own to give.
    """
    if ref.table == "visit":
        _move_visit(work, ref, start, end, overrule.strip())
    elif ref.table == "event":
        form = reading.event(work, ref.id, ref.occurrence)
        form.version, form.overrule, form.scope = ref.version, overrule, scope
        timed = isinstance(start, datetime)
        form.whole_day = not timed
        form.starts, form.ends = (start, end) if timed else (None, None)  # type: ignore[assignment]
        form.from_day, form.until_day = (None, None) if timed else (start, end)
        keeping.change(work, ref.id, form)
    else:
        raise Refusal(N_("This entry cannot be moved here. Open it to change its time."))


@needs("calendar.write")
def move_anyway(work: Work, ref: Ref, start: datetime | date, end: datetime | date, form: ReasonForm) -> None:
    """Move over a clash, with the reason."""
    check(form)
    move(work, ref, start, end, form.reason, form.scope)


def _move_visit(work: Work, ref: Ref, start: datetime | date, end: datetime | date, overrule: str) -> None:
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        raise Refusal(N_("A visit needs a time of the day."))
    visit = held.visit(work, ref.id, ref.version)
    if visit.arrived is not None:
        raise Refusal(N_("Somebody has arrived for this visit already, so its time stays."))
    timing.check_times(start, end)
    who = work.column(select(VisitStaff.staff_id).where(VisitStaff.visit_id == ref.id))
    held.people(work, who)
    found = clashes.between(work, who, start, end, ref)
    if found and not overrule:
        raise clashes.Clashing(found)
    visit.planned_from, visit.planned_until = start, end
    visit.clash_reason = overrule if found else ""
    held.changed(work, visit)
    telling_visits.changed(work, visit.id)
