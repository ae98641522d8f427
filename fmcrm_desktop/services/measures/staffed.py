"""What measures take from the calendars of the staff, the equipment's register and the settings."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.equipment import Downtime, Equipment
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import out_of_hours as night_work
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.busy import merged
from fmcrm_desktop.services.calendar_of_staff import working_calendars
from fmcrm_desktop.services.measures.counting import Given, Period
from fmcrm_desktop.services.measures.declared import seconds
from fmcrm_desktop.store.work import Work

OTHER_REVENUE = "other_revenue"


def on_visits(work: Work, period: Period) -> dict[str, list[Given]]:
    """Minutes of each technician on visits that began in the period: travel, and from arrival to departure."""
    stayed = seconds(Visit.departed, Visit.arrived)
    chosen = (
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
            Visit.arrived >= period.start, Visit.arrived < period.end,
            VisitStaff.staff_id.in_(_technicians()),
        )
        .group_by(VisitStaff.staff_id)
    )  # fmt: skip
    return {
        "on_visits": [
            Given("staff", id, float(seconds or 0) / 60 + int(travel or 0), 0, open_ended)
            for id, seconds, travel, open_ended in work.rows(chosen)
        ]
    }


def available(work: Work, period: Period) -> dict[str, list[Given]]:
    """Minutes, and days, on which each technician had working hours in the period, until now where it runs."""
    ids = list(work.column(_technicians()))
    end = min(period.end, period.now)
    minutes, days = [], []
    calendars = working_calendars(work, ids, period.month.first) if ids and period.start < end else {}
    for id, calendar in calendars.items():
        spans = calendar.spans(period.start, end)
        worked = sum((b - a).total_seconds() for a, b in spans) / 60
        minutes.append(Given("staff", id, 0, worked, 0))
        days.append(Given("staff", id, 0, len({a.astimezone(work.zone).date() for a, _ in spans}), 0))
    return {"available": minutes, "person_days": days}


def out_of_hours(work: Work, period: Period) -> dict[str, list[Given]]:
    """Minutes of everybody outside their own working calendar, as the paper of night and weekend work has them."""
    lines = night_work.lines(work, period.month)
    return {"out_of_hours": [Given("staff", each.staff_id, each.out, 0, each.unknown) for each in lines]}


def downtime(work: Work, period: Period) -> dict[str, list[Given]]:
    """Minutes that each piece of equipment stood still, round the clock; overlapping times count once."""
    end = min(period.end, period.now)
    stood: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    chosen = select(Downtime.equipment_id, Downtime.began, Downtime.ended).where(
        Downtime.archived.is_(None), Downtime.began < end,
        or_(Downtime.ended.is_(None), Downtime.ended > period.start),
    )  # fmt: skip
    # in a month that is still to come nothing has stood still yet
    for id, began, ended in work.rows(chosen) if period.start < end else ():
        stood[id].append((max(began, period.start), min(ended or end, end)))
    ids = work.column(select(Equipment.id).where(Equipment.archived.is_(None)))
    return {
        "downtime": [
            Given("equipment", id, sum((b - a).total_seconds() for a, b in merged(stood.get(id, ()))) / 60, 1, 0)
            for id in ids
        ]
    }  # fmt: skip


def other_revenue(work: Work, period: Period) -> dict[str, list[Given]]:
    """What the office took otherwise, entered for the month in minor units; missing where nobody entered it."""
    entered: dict[str, Any] = settings.get(work, OTHER_REVENUE)
    amount = entered.get(str(period.month))
    return {OTHER_REVENUE: [Given("", 0, 0, int(amount or 0), amount is None)]}


def _technicians() -> Any:
    """The office's own technicians who work for it now."""
    return select(Staff.id).where(
        Staff.role == "technician", Staff.vendor.is_(False), Staff.archived.is_(None)
    )
