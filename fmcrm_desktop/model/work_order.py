"""Requests in the customer's words, the work orders made of them, and the visits that do the work."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, counted, listed, lived, pointed
from fmcrm_desktop.model.words import N_

STATES = {
    "requested": N_("Requested"),
    "assigned": N_("Assigned"),
    "scheduled": N_("Scheduled"),
    "on_the_way": N_("On the way"),
    "on_site": N_("On site"),
    "waiting_parts": N_("Waiting for parts"),
    "waiting_owner": N_("Waiting for the owner"),
    "waiting_vendor": N_("Waiting for a vendor"),
    "waiting_approval": N_("Waiting for approval"),
    "done": N_("Done"),
    "closed": N_("Closed"),
    "cancelled": N_("Cancelled"),
    "declined": N_("Declined"),
}
WAITING = ("waiting_parts", "waiting_owner", "waiting_vendor", "waiting_approval")
OPEN = ("requested", "assigned", "scheduled", "on_the_way", "on_site", *WAITING)
FINISHED = ("done", "closed")
OVER = ("done", "closed", "cancelled", "declined")
MOVES: dict[str, tuple[str, ...]] = {
    "requested": ("assigned", "declined", "cancelled"),
    "assigned": ("scheduled", "on_the_way", "on_site", *WAITING, "done", "cancelled"),
    "scheduled": ("on_the_way", "on_site", *WAITING, "done", "assigned", "cancelled"),
    "on_the_way": ("on_site", "assigned", "cancelled"),
    "on_site": ("done", *WAITING, "assigned"),
    **dict.fromkeys(WAITING, ("assigned", "scheduled", "on_the_way", "on_site", "done", "cancelled")),
    "done": ("closed", "assigned"),
    "closed": ("assigned",),
    "cancelled": ("assigned",),
    "declined": ("assigned",),
}
"""Allowed moves, the only buttons a clerk sees. From done, closed, cancelled or declined back to assigned is
reopening, and counts."""
WAYS = {"on_site": N_("Work on site"), "remote": N_("Remote"), "vendor": N_("By a vendor")}
DISPATCH_ERRORS = {
    "": "",
    "person": N_("Wrong person"),
    "place": N_("Wrong place"),
    "part": N_("Wrong part"),
    "time": N_("Wrong time"),
}
TIES = {
    "duplicate_of": N_("Duplicate of"),
    "part_of": N_("Part of"),
    "blocks": N_("Blocks"),
    "follows_from": N_("Follows from"),
}
TIES_BACK = {
    "duplicate_of": N_("Has the duplicate"),
    "part_of": N_("Has the part"),
    "blocks": N_("Is blocked by"),
    "follows_from": N_("Is followed by"),
}
"""What an order may be to another, and how that reads from the other; a repeat is kept in ``repeat_of_id``, for the
month counts it."""
RATINGS = {
    None: N_("Not asked"), 5: N_("5 very satisfied"), 4: N_("4 satisfied"), 3: N_("3 so-so"),
    2: N_("2 dissatisfied"), 1: N_("1 very dissatisfied"),
}  # fmt: skip
RATED_BY = {"": "", "call": N_("By telephone"), "paper": N_("On paper"), "spot": N_("On the spot")}
PRIORITIES = {"urgent": N_("Urgent"), "high": N_("High"), "normal": N_("Normal"), "low": N_("Low")}

_OPEN_SQL = "state not in ('done', 'closed', 'cancelled', 'declined') and archived is null"

_MISDIRECTED_SQL = "dispatch_error <> '' and archived is null"


class Request(Record):
    """What the customer asked for, in the customer's words, untouched afterwards."""

    __tablename__ = "request"
    __table_args__ = (Index(None, "received"),)

    received: Mapped[datetime]
    channel: Mapped[str] = mapped_column(default="phone")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    own_words: Mapped[str]


_AND_HOW = ("reopened", "handed_off", "state", "archived", "plan_id")


class WorkOrder(Record):
    """A piece of work, from the request to closing; several visits may belong to it."""

    __tablename__ = "work_order"
    __table_args__ = (
        # All that the list is narrowed by most: its ids are read from here alone (``archived`` must stand in it).
        listed(
            "work_order",
            "received",
            "id",
            "archived",
            "plan_id",
            "state",
            "category_id",
            "building_id",
            "priority",
        ),
        lived("work_order", "person_id", "received"),
        lived("work_order", "unit_id", "received"),
        counted("work_order", "went", "done", "received", "due", "arrived", "category_id", *_AND_HOW),
        counted("work_order", "came", "arrived", "received", "plan_id"),
        # Plain on purpose: limited to what is not archived, SQLite would prefer them to ix_work_order_open.
        Index(None, "respond_due"),
        Index(None, "arrive_due"),
        Index(None, "due"),
        Index(
            "ix_work_order_repeat",
            "repeat_of_id",
            sqlite_where=text("repeat_of_id is not null"),
        ),
        Index(
            "ix_work_order_rated",
            "rated",
            "rating",
            "archived",
            sqlite_where=text("rated is not null"),
        ),
        Index(
            "ix_work_order_misdirected",
            "done",
            sqlite_where=text(_MISDIRECTED_SQL),
        ),
        pointed("work_order", "request_id"),
        pointed("work_order", "complaint_id"),
        lived("work_order", "problem_id", "done"),
        lived("work_order", "equipment_id", "received"),
        lived("work_order", "agreement_id", "received"),
        Index(
            "ix_work_order_plan",
            "plan_id",
            "plan_day",
            unique=True,
            sqlite_where=text("plan_id is not null"),
        ),
        Index(None, "number"),
        Index(None, "external_number"),
        # All that says whether an order is late: the badge is counted without reading a row.
        Index(
            "ix_work_order_open",
            *("due", "respond_due", "responded", "arrive_due", "arrived", "state", "archived"),
            sqlite_where=text(_OPEN_SQL),
        ),
    )

    number: Mapped[str]
    request_id: Mapped[int | None] = mapped_column(ForeignKey("request.id"))
    received: Mapped[datetime]
    """When it was reported; the clocks start here."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    place: Mapped[str] = mapped_column(default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    summary: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    priority: Mapped[str] = mapped_column(default="normal")
    state: Mapped[str] = mapped_column(default="requested")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """To whom it is assigned."""
    target_id: Mapped[int | None] = mapped_column(ForeignKey("target_rule.id"))
    """Whose target its clocks run by; None is the office's own."""
    round_the_clock: Mapped[bool] = mapped_column(default=False)
    """Its clocks run by night and on days off too."""
    respond_due: Mapped[datetime | None]
    arrive_due: Mapped[datetime | None]
    due: Mapped[datetime | None]
    """The moment it is to be finished."""
    responded: Mapped[datetime | None]
    arrived: Mapped[datetime | None]
    """First arrival on site."""
    done: Mapped[datetime | None]
    closed: Mapped[datetime | None]
    cause: Mapped[str] = mapped_column(default="")
    fix: Mapped[str] = mapped_column(default="")
    """What was done."""
    alternative: Mapped[str] = mapped_column(default="")
    """What the customer was offered instead of what was asked."""
    choice: Mapped[str] = mapped_column(default="")
    """What the customer chose then."""
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"))
    equipment_id: Mapped[int | None] = mapped_column(ForeignKey("equipment.id"))
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    """The agreement it is done under."""
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    plan_day: Mapped[date | None]
    """The day of its plan for which it was made."""
    way: Mapped[str] = mapped_column(default="on_site")
    minutes: Mapped[int | None]
    """What the work is thought to take."""
    progress: Mapped[int | None]
    """Percent done, as told by who works on it."""
    dispatch_error: Mapped[str] = mapped_column(default="")
    rating: Mapped[int | None]
    """What the customer thinks of it, 1 to 5."""
    rated: Mapped[datetime | None]
    rated_by: Mapped[str] = mapped_column(default="")
    """Asked by call, on paper, on the spot."""
    rating_words: Mapped[str] = mapped_column(default="")
    repeat_of_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    reopened: Mapped[int] = mapped_column(default=0)
    handed_off: Mapped[int] = mapped_column(default=0)
    external_number: Mapped[str] = mapped_column(default="")
    external: Mapped[str] = mapped_column(default="")
    """JSON of what an import brought that the office has no word for, as written."""


class Visit(Record):
    """One going there: planned span, arrival, departure, result."""

    __tablename__ = "visit"
    __table_args__ = (Index(None, "planned_from"), Index(None, "arrived"))

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    planned_from: Mapped[datetime]
    planned_until: Mapped[datetime]
    arrived: Mapped[datetime | None]
    departed: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(default="")
    clash_reason: Mapped[str] = mapped_column(default="")
    """Why it was planned over a clash."""
    travel_minutes: Mapped[int | None]
    """What the way there took."""


class VisitStaff(Link):
    """Somebody who goes on a visit."""

    __tablename__ = "visit_staff"

    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)


class OrderTie(Link):
    """What an order is to another one (TIES), read from the first to the second."""

    __tablename__ = "order_tie"

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    kind: Mapped[str]
