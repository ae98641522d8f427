"""What measures take from the calendars of the staff, the equipment's register and the settings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.equipment import Downtime, Equipment
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import out_of_hours as night_work
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.busy import merged
from fmcrm_desktop.services.calendar_of_staff import working_calendars
from fmcrm_desktop.services.measures.counting import Given, GivenBy, Period
from fmcrm_desktop.services.measures.declared import END, START, seconds
from fmcrm_desktop.store.work import Work, ready_rows_each

OTHER_REVENUE = "other_revenue"


def on_visits(work: Work, periods: Sequence[Period]) -> list[GivenBy]:
    """Minutes of each technician on visits that began in the period: travel, and from arrival to departure."""
    answers = ready_rows_each(work, _stayed(), [{"start": each.start, "end": each.end} for each in periods])
    return [
        {
            "on_visits": [
                Given("staff", id, float(seconds or 0) / 60 + int(travel or 0), 0, open_ended)
                for id, seconds, travel, open_ended in rows
            ]
        }
        for rows in answers
    ]


@cache
def _stayed() -> Any:
    stayed = seconds(Visit.departed, Visit.arrived)
    return (
        select(
            VisitStaff.staff_id,
            func.sum(stayed),
            func.sum(Visit.travel_minutes),
            func.count() - func.count(Visit.departed),
        )
        .join(Visit, Visit.id == VisitStaff.visit_id)
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .where(
            Visit.archived.is_(None), WorkOrder.archived.is_(None),
            Visit.arrived >= START, Visit.arrived < END,
            VisitStaff.staff_id.in_(_technicians()),
        )
        .group_by(VisitStaff.staff_id)
    )  # fmt: skip


def available(work: Work, periods: Sequence[Period]) -> list[GivenBy]:
    """Minutes, and days, on which each technician had working hours in the period, until now where it runs."""
    ids = list(work.column(_technicians()))
    calendars = working_calendars(work, ids, min(each.month for each in periods).first) if ids else {}
    every: list[GivenBy] = []
    for period in periods:
        end = min(period.end, period.now)
        minutes, days = [], []
        for id, calendar in calendars.items() if period.start < end else ():
            spans = calendar.spans(period.start, end)
            worked = sum((b - a).total_seconds() for a, b in spans) / 60
            minutes.append(Given("staff", id, 0, worked, 0))
            days.append(Given("staff", id, 0, len({a.astimezone(work.zone).date() for a, _ in spans}), 0))
        every.append({"available": minutes, "person_days": days})
    return every


def out_of_hours(work: Work, periods: Sequence[Period]) -> list[GivenBy]:
    """Minutes of everybody outside their own working calendar, as the paper of night and weekend work has them."""
    return [
        {"out_of_hours": [Given("staff", each.staff_id, each.out, 0, each.unknown) for each in lines]}
        for lines in night_work.lines(work, [each.month for each in periods])
    ]


def downtime(work: Work, periods: Sequence[Period]) -> list[GivenBy]:
    """Minutes that each piece of equipment stood still, round the clock; overlapping times count once."""
    chosen = select(Downtime.equipment_id, Downtime.began, Downtime.ended).where(
        Downtime.archived.is_(None), Downtime.began < max(each.end for each in periods),
        or_(Downtime.ended.is_(None), Downtime.ended > min(each.start for each in periods)),
    )  # fmt: skip
    rows = work.rows(chosen)
    ids = work.column(select(Equipment.id).where(Equipment.archived.is_(None)))
    return [{"downtime": _stood(ids, rows, each.start, min(each.end, each.now))} for each in periods]


def _stood(ids: Sequence[int], rows: Sequence[Any], start: datetime, end: datetime) -> list[Given]:
    stood: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    # in a month that is still to come nothing has stood still yet
    for id, began, ended in rows if start < end else ():
        if began < end and (ended is None or ended > start):
            stood[id].append((max(began, start), min(ended or end, end)))
    return [
        Given("equipment", id, sum((b - a).total_seconds() for a, b in merged(stood.get(id, ()))) / 60, 1, 0)
        for id in ids
    ]


def other_revenue(work: Work, periods: Sequence[Period]) -> list[GivenBy]:
    """What the office took otherwise, entered for the month in minor units; missing where nobody entered it."""
    entered: dict[str, Any] = settings.get(work, OTHER_REVENUE)
    amounts = [entered.get(str(each.month)) for each in periods]
    return [{OTHER_REVENUE: [Given("", 0, 0, int(each or 0), each is None)]} for each in amounts]


@cache
def _technicians() -> Any:
    """The office's own technicians who work for it now."""
    return select(Staff.id).where(
        Staff.role == "technician", Staff.vendor.is_(False), Staff.archived.is_(None)
    )
