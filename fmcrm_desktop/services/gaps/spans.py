"""Spans of whole months that end with the present one, and the complaints received in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.store.work import Work


def months_of(work: Work, count: int) -> list[Month]:
    """The last ``count`` months on the office's clock, the present one last."""
    last = Month.of(work.now, work.zone)
    return [last.plus(back) for back in range(1 - count, 1)]


def span(work: Work, count: int) -> tuple[datetime, datetime]:
    """First moment and the first moment after of the last ``count`` months."""
    months = months_of(work, count)
    return months[0].period(work.zone)[0], months[-1].period(work.zone)[1]


def received_in(start: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    """Complaints of [start, end) that count: what was withdrawn says nothing about the office."""
    return (
        Complaint.archived.is_(None), Complaint.state != "withdrawn",
        Complaint.received >= start, Complaint.received < end,
    )  # fmt: skip
