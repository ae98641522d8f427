"""Downtime: begun and ended, put right afterwards, added up by month in working time and round the clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from fmcrm_desktop.model.equipment import Downtime, Equipment
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services.busy import merged
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.equipment.forms import DowntimeForm, EndForm
from fmcrm_desktop.store.work import Work

SOON = timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """How long and how often equipment stood still in a time, in minutes: of the office's working time, and round
    the clock; ``planned`` is what of the latter was told beforehand."""

    working: int = 0
    round_the_clock: int = 0
    times: int = 0
    planned: int = 0


@dataclass(frozen=True, slots=True)
class DowntimeRow:
    """A time that it stood still; ``ended`` None: it still does."""

    id: int
    version: int
    equipment_id: int
    began: datetime
    ended: datetime | None
    cause: str
    planned: bool
    order_id: int | None


@needs("order.work")
def begin(work: Work, id: int, form: DowntimeForm) -> int:
    """It stands still, or did. Raises Refusal when it is known to stand still already."""
    check(form)
    it = work.get(Equipment, id)
    began = form.began or work.now
    _check_times(work, began, form.ended)
    if form.ended is None and now_standing(work, id) is not None:
        raise Refusal(N_("{code} is known to stand still already."), code=it.code)
    if form.order_id is not None:
        work.get(WorkOrder, form.order_id)
    return work.add(
        Downtime(
            equipment_id=id, began=began, ended=form.ended, order_id=form.order_id, planned=form.planned,
            cause=form.cause,
        )
    ).id  # fmt: skip


@needs("order.work")
def end(work: Work, id: int, form: EndForm) -> int:
    """It runs again."""
    check(form)
    it = work.get(Downtime, id, seen=form.version)
    if it.ended is not None:
        raise Refusal(N_("It runs again already."))
    ended = form.ended or work.now
    _check_times(work, it.began, ended)
    it.ended = ended
    it.cause = form.cause or it.cause
    return id


@needs("order.read")
def downtime_form(work: Work, id: int) -> DowntimeForm:
    """A downtime as it stands, with the version seen."""
    it = work.get(Downtime, id)
    return DowntimeForm(it.began, it.ended, it.cause, it.planned, it.order_id, it.version)


@needs("order.work")
def correct(work: Work, id: int, form: DowntimeForm) -> int:
    """Put the times and the cause right."""
    check(form)
    it = work.get(Downtime, id, seen=form.version)
    began = form.began or it.began
    _check_times(work, began, form.ended)
    if form.ended is None and now_standing(work, it.equipment_id) not in (None, id):
        raise Invalid(ended=N_("Another downtime has no end yet: give this one its end."))
    it.began, it.ended, it.cause, it.planned = began, form.ended, form.cause, form.planned
    return id


@needs("order.work")
def strike(work: Work, id: int) -> int:
    """Take a downtime away that was none."""
    work.archive(work.get(Downtime, id))
    return id


def stop(work: Work, order: WorkOrder) -> None:
    """The equipment of an order stands still since it was reported, unless that is known."""
    if order.equipment_id is not None and now_standing(work, order.equipment_id) is None:
        begin(work, order.equipment_id, DowntimeForm(order.received, order_id=order.id))


def now_standing(work: Work, id: int) -> int | None:
    """The downtime that has no end yet."""
    found: int | None = work.value(
        select(Downtime.id)
        .where(Downtime.equipment_id == id, Downtime.ended.is_(None), Downtime.archived.is_(None))
        .limit(1)
    )
    return found


def times_of(work: Work, id: int, limit: int = 60) -> list[DowntimeRow]:
    """When it stood still, newest first."""
    columns = (
        _columns()
        .where(Downtime.equipment_id == id, Downtime.archived.is_(None))
        .order_by(Downtime.began.desc(), Downtime.id.desc())
        .limit(limit)
    )
    return [DowntimeRow(*row) for row in work.rows(columns)]


def stood(work: Work, ids: Sequence[int], start: datetime, end: datetime) -> dict[int, Standing]:
    """How long each stood still in [start, end), until now where it still does; overlapping times count once."""
    return {id: found[0] for id, found in _in_periods(work, ids, [(start, end)]).items()}


def by_month(work: Work, ids: Sequence[int], months: Sequence[Month]) -> dict[int, list[Standing]]:
    """The same for each of some months."""
    return _in_periods(work, ids, [month.period(work.zone) for month in months])


def _in_periods(
    work: Work, ids: Sequence[int], periods: Sequence[tuple[datetime, datetime]]
) -> dict[int, list[Standing]]:
    """The times are asked for once, whatever the number of periods."""
    cut = [(start, min(end, work.now)) for start, end in periods]
    found: dict[int, list[DowntimeRow]] = defaultdict(list)
    if ids and any(start < end for start, end in cut):
        first, last = min(start for start, _ in cut), max(end for _, end in cut)
        columns = _columns().where(
            Downtime.equipment_id.in_(ids), Downtime.archived.is_(None), Downtime.began < last,
            or_(Downtime.ended.is_(None), Downtime.ended > first),
        )  # fmt: skip
        for row in work.rows(columns):
            found[row.equipment_id].append(DowntimeRow(*row))
    calendar = working_calendar(work)
    return {id: [_standing(calendar, found[id], *period) for period in cut] for id in ids}


def _standing(calendar: WorkingCalendar, rows: list[DowntimeRow], start: datetime, end: datetime) -> Standing:
    within = [
        row for row in rows if start < end and row.began < end and (row.ended is None or row.ended > start)
    ]

    def cut(some: list[DowntimeRow]) -> list[tuple[datetime, datetime]]:
        return merged((max(row.began, start), min(row.ended or end, end)) for row in some)

    spans = cut(within)
    working = sum((b - a for span in spans for a, b in calendar.spans(*span)), timedelta())
    whole = sum((b - a for a, b in spans), timedelta())
    planned = sum((b - a for a, b in cut([row for row in within if row.planned])), timedelta())
    began = sum(start <= row.began for row in within)
    return Standing(working // MINUTE, whole // MINUTE, began, planned // MINUTE)


def _columns() -> Any:
    return select(
        Downtime.id, Downtime.version, Downtime.equipment_id, Downtime.began, Downtime.ended, Downtime.cause,
        Downtime.planned, Downtime.order_id,
    )  # fmt: skip


def _check_times(work: Work, began: datetime, ended: datetime | None) -> None:
    for name, moment in (("began", began), ("ended", ended)):
        if moment is not None and moment > work.now + SOON:
            raise Invalid(**{name: N_("This is still to come.")})
    if ended is not None and ended <= began:
        raise Invalid(ended=N_("The end must be after the start."))
