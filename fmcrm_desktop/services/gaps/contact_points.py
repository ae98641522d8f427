"""The points of contact: how much comes in by which channel, how long it waits, how often it is handed on or missed,
and how those who came that way were satisfied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Request, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.gaps import more_points
from fmcrm_desktop.services.gaps.spans import months_of, received_in
from fmcrm_desktop.services.measures.declared import seconds
from fmcrm_desktop.services.measures.sources import acknowledged, responded
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work

KINDS = {
    "complaint": N_("Complaints"), "order": N_("Requests"), "call": N_("Calls"), "counter": N_("Counter"),
    "post": N_("Post in and out"), "mail": N_("Emails and faxes on the calendar"), "suggestion": N_("Suggestions"),
    "survey": N_("Surveys"),
}  # fmt: skip
HOW = N_(
    "The first reply is the mean by the clock of those that had one; at the counter it is being served, of a parcel "
    "being fetched. Missed are replies that came after their due time or are overdue now, calls nobody took, visitors "
    "who left unserved and post nobody fetched. The rating is the mean of the answers from 1 to 5, their number "
    "beside it."
)
HOUR = 3600
MONTHS = 3


@dataclass(frozen=True)
class ContactPoint:
    """What came in by a channel in a span.

    ``hours`` is the mean time until the first reply of those that had one (by the clock, not in office hours);
    ``handed`` the hand-offs of all together; ``missed`` the replies that were late or are overdue now, calls nobody
    took; ``rating`` the mean of ``rated`` answers from 1 to 5."""

    kind: str
    channel: str
    count: int
    hours: float | None
    replied: int
    handed: int
    missed: int
    rating: float | None
    rated: int


@needs("complaint.read")
def contact_points(work: Work, months: int = 3) -> list[ContactPoint]:
    """Each kind of matter by its channels, most first, over the last months."""
    return points_of(work, months_of(work, months))


def points_of(work: Work, months: Sequence[Month]) -> list[ContactPoint]:
    """The same over whole months that follow each other; what a role may not read is left out."""
    start, end = months[0].period(work.zone)[0], months[-1].period(work.zone)[1]
    found = [*_complaints(work, start, end), *_orders(work, start, end), *_calls(work, start, end)]
    if work.who.may("call.read"):
        found += [ContactPoint(*each) for each in more_points.counted(work, start, end)]
    return found


@dataclass(frozen=True)
class PointsSheet:
    """The map on paper."""

    head: Head
    first: Month
    last: Month
    points: tuple[ContactPoint, ...]


@needs("complaint.read")
def points_paper(work: Work, last: Month | None = None) -> PointsSheet:
    """The three months that end with ``last``, or with the present one."""
    months = months_of(work, MONTHS, last)
    return PointsSheet(head(work), months[0], months[-1], tuple(points_of(work, months)))


def _complaints(work: Work, start: Any, end: Any) -> list[ContactPoint]:
    """Whoever has an answer was acknowledged too, as the measures count it."""
    late = or_(
        acknowledged > Complaint.acknowledge_due,
        and_(acknowledged.is_(None), Complaint.acknowledge_due < work.now),
    )
    counted = (
        select(
            Complaint.channel, func.count(), func.avg(seconds(acknowledged, Complaint.received)),
            func.count(acknowledged), func.sum(Complaint.handed_off), func.count(case((late, 1))),
            func.avg(Complaint.follow_up_rating), func.count(Complaint.follow_up_rating),
        )
        .where(*received_in(start, end))
        .group_by(Complaint.channel)
    )  # fmt: skip
    return _points(work, "complaint", counted)


def _orders(work: Work, start: Any, end: Any) -> list[ContactPoint]:
    """Orders made by plans asked nobody to wait for a reply; whoever came has replied too, as the measures count it."""
    channel = func.coalesce(Request.channel, "other")
    late = or_(
        responded > WorkOrder.respond_due,
        and_(responded.is_(None), WorkOrder.respond_due < work.now),
    )
    counted = (
        select(
            channel, func.count(), func.avg(seconds(responded, WorkOrder.received)),
            func.count(responded), func.sum(WorkOrder.handed_off), func.count(case((late, 1))),
            func.avg(WorkOrder.rating), func.count(WorkOrder.rating),
        )
        .outerjoin(Request, Request.id == WorkOrder.request_id)
        .where(
            WorkOrder.archived.is_(None), WorkOrder.plan_id.is_(None), WorkOrder.state != "cancelled",
            WorkOrder.received >= start, WorkOrder.received < end,
        )
        .group_by(channel)
    )  # fmt: skip
    return _points(work, "order", counted)


def _calls(work: Work, start: Any, end: Any) -> list[ContactPoint]:
    """Incoming calls: a call is answered at once, passed on, or missed."""
    counted = select(
        func.count(),
        func.count(case((Call.outcome == "passed_on", 1))),
        func.count(case((Call.outcome == "missed", 1))),
    ).where(Call.archived.is_(None), Call.direction == "in", Call.started >= start, Call.started < end)
    number, handed, missed = work.rows(counted)[0]
    return [ContactPoint("call", "phone", number, None, 0, handed, missed, None, 0)] if number else []


def _points(work: Work, kind: str, counted: Any) -> list[ContactPoint]:
    made = [
        ContactPoint(
            kind, channel, number, float(wait) / HOUR if replied else None, replied,
            int(handed or 0), missed, float(rating) if rated else None, rated,
        )
        for channel, number, wait, replied, handed, missed, rating, rated in work.rows(counted)
    ]  # fmt: skip
    return sorted(made, key=lambda point: (-point.count, point.channel))
