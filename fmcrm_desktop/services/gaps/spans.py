"""Spans of whole months, as a rule until the present one, and the complaints received in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.store.work import Work


def months_of(work: Work, count: int, last: Month | None = None) -> list[Month]:
    """``count`` months on the office's clock that end with ``last``, or with the present one."""
    last = last or Month.of(work.now, work.zone)
    return [last.plus(back) for back in range(1 - count, 1)]


def span(work: Work, count: int, last: Month | None = None) -> tuple[datetime, datetime]:
    """First moment and the first moment after of such months."""
    months = months_of(work, count, last)
    return months[0].period(work.zone)[0], months[-1].period(work.zone)[1]


def received_in(start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """Complaints of [start, end) that count: what was withdrawn says nothing about the office."""
    return (
        Complaint.archived.is_(None), Complaint.state != "withdrawn",
        Complaint.received >= start, Complaint.received < end,
    )  # fmt: skip
