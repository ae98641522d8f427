"""The reports that come with the program, in both languages: examples to run, and to build on under another name."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.model.own_report import Condition, Definition, Group, Total
from fmcrm_desktop.model.words import N_


@dataclass(frozen=True)
class Ready:
    """``name`` and ``about`` are marked."""

    name: str
    about: str
    definition: Definition


_COUNT, _SHARE = Total("count"), Total("share")
_THIS_YEAR = (Condition("received", "this_year"),)
_ORDER = ("number", "received", "unit", "summary", "state")


READY = (
    Ready(
        N_("Services by profit"),
        N_("Work orders of this year by category: what was charged, what it cost, what is left."),
        Definition(
            "orders", (), _THIS_YEAR, (Group("category"),),
            (Total("sum", "profit"), Total("sum", "amount"), Total("sum", "cost"), _COUNT), "#0", True, "bars",
        ),
    ),
    Ready(
        N_("Services by priority"),
        N_("Work orders of this year by priority, with the mean time until they were done."),
        Definition(
            "orders", (), _THIS_YEAR, (Group("priority"),), (_COUNT, _SHARE, Total("mean", "to_done")), chart="bars",
        ),
    ),
    Ready(
        N_("Services by status"),
        N_("Work orders of this year by state, each with its orders."),
        Definition("orders", _ORDER, _THIS_YEAR, (Group("state"),), (_COUNT, _SHARE), "received", chart="bars"),
    ),
    Ready(
        N_("Services by month"),
        N_("Work orders by the month they were received in: how many, how fast, how satisfied people were."),
        Definition(
            "orders", (), (Condition("received", "last_days", ("365",)),), (Group("received", "month"),),
            (_COUNT, Total("mean", "to_done"), Total("mean", "rating")), chart="bars",
        ),
    ),
    Ready(
        N_("Services by time of day"),
        N_("At which hour work orders come in."),
        Definition("orders", (), _THIS_YEAR, (Group("received", "hour"),), (_COUNT, _SHARE), chart="bars"),
    ),
    Ready(
        N_("Services by trade"),
        N_("Work orders of this year by trade and who they were assigned to."),
        Definition(
            "orders", (), _THIS_YEAR, (Group("trade"), Group("staff")), (_COUNT, Total("mean", "to_done")),
            chart="bars",
        ),
    ),
    Ready(
        N_("Activities per person"),
        N_("Calls, visits, orders, complaints, letters and meetings of this month by member of staff."),
        Definition(
            "activities", (), (Condition("moment", "this_month"),), (Group("staff"), Group("kind")), (_COUNT,),
            chart="bars",
        ),
    ),
    Ready(
        N_("Owners by building"),
        N_("Who owns which unit at present, with telephone, building by building."),
        Definition(
            "owners", ("unit", "person", "phone", "area", "from_day"),
            (Condition("role", "is", ("owner",)), Condition("now", "yes")), (Group("building"),),
            (_COUNT, Total("sum", "area")), "unit",
        ),
    ),
    Ready(
        N_("Appointments of the month"),
        N_("What stands in the calendar this month, day by day; a repeated entry on its first day."),
        Definition(
            "appointments", ("starts", "kind", "title", "person", "place", "who"),
            (Condition("day", "this_month"),), (Group("day", "day"),), (_COUNT,), "starts",
        ),
    ),
    Ready(
        N_("Calls by topic"),
        N_("Calls of this month by topic and outcome."),
        Definition(
            "calls", (), (Condition("started", "this_month"),), (Group("kind"), Group("outcome")),
            (_COUNT, _SHARE, Total("mean", "seconds")), chart="bars",
        ),
    ),
    Ready(
        N_("Complaints by gap"),
        N_("Complaints of this year by gap and category, with how long it took to resolve them."),
        Definition(
            "complaints", (), _THIS_YEAR, (Group("gap"), Group("category")),
            (_COUNT, _SHARE, Total("mean", "to_resolve"), Total("mean", "severity")), chart="bars",
        ),
    ),
    Ready(
        N_("Charges overdue by age"),
        N_("What is billed and not paid, or not billed yet, by how long it has been owed."),
        Definition(
            "charges", ("day", "order", "person", "text", "amount", "bill", "bill_due"),
            (Condition("age", "is_not", ("settled",)),), (Group("age"),), (Total("sum", "amount"), _COUNT), "day",
            chart="bars",
        ),
    ),
    Ready(
        N_("Promises kept and broken"),
        N_("Promises of this month by how they stand and who gave them."),
        Definition(
            "promises", ("due", "kind", "person", "text", "staff"), (Condition("due", "this_month"),),
            (Group("standing"),), (_COUNT, _SHARE), "due", chart="bars",
        ),
    ),
    Ready(
        N_("How well we know our customers"),
        N_("Everybody with the share of the profile that is filled in, the least known first, and the mean."),
        Definition(
            "people", ("person", "units", "phone", "email", "preferred_channel", "profile"), (), (Group("kind"),),
            (_COUNT, Total("mean", "profile")), "profile",
        ),
    ),
)  # fmt: skip
