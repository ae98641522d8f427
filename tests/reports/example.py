"""Sheets with invented matters, for papers that need no office."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services.figures import Figure, Flow, MonthFigures
from fmcrm_desktop.services.measures.listed import MEASURES
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.sheets import (
    CategoryRow,
    ComplaintRow,
    Contact,
    Earlier,
    Exceptional,
    Head,
    JobSheet,
    Names,
    OrderRow,
    PlannedVisit,
    Point,
    Receipt,
)

MONTH = Month(2026, 10)
START = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
HEAD = Head("Willow Court", datetime(2026, 11, 2, 1, 30, tzinfo=UTC), "Zhou Min")


def complaint(i: int = 1, said: str = "Lift stopped twice 电梯两次停梯") -> ComplaintRow:
    received = START + timedelta(hours=i % 700)
    return ComplaintRow(
        f"C-2610-{i:03d}", received, "phone", "3-1202", Names("王芳", "Wang Fang"), said, Names("Comfort", "居住舒适"),
        "response", "resolved", received + timedelta(days=3), received + timedelta(days=2), "Two calls a day",
    )  # fmt: skip


def order(i: int = 1, said: str = "Leaking tap 水龙头漏水") -> OrderRow:
    received = START + timedelta(hours=i % 700)
    return OrderRow(
        f"W-2610-{i:03d}", received, "1-0304", Names("A. Novak"), said, Names("Plumbing", "给排水"), "urgent", "done",
        "Gao Jun", received + timedelta(days=1), received + timedelta(days=2), late=True,
    )  # fmt: skip


def month(complaints: int = 3, orders: int = 5, said: str = "Lift stopped twice 电梯两次停梯") -> MonthSheet:
    figure = Figure(0.9, 9, 10, missing=2, pending=1, target=0.95, last_month=0.8, last_year=0.7)
    flow = Flow(complaints, {"phone": complaints}, 2, 2, 1, 1, 1.5, 2.0)
    work = Flow(orders, {"phone": orders}, 4, 4, 1, 2, 1.5, 2.0)
    return MonthSheet(
        HEAD,
        MONTH,
        MonthFigures(MONTH, flow, work, {measure.name: figure for measure in MEASURES}),
        tuple(Point(MONTH.plus(i - 11), 100 + i, 90 + i, i, 30 - i) for i in range(12)),
        (CategoryRow(Names("Plumbing", "给排水"), 48, 46, 3), CategoryRow(Names("Lift", "电梯"), 12, 9, 4)),
        (("response", 2), ("", 1)),
        (Exceptional("complaint_late", "C-2610-001", said, START, "Li Na"),),
        tuple(complaint(i, said) for i in range(complaints)),
        tuple(order(i, said) for i in range(orders)),
        ((Names("Comfort", "居住舒适"), 3),),
    )


def receipt(said: str = "It stopped again. 又停了。") -> Receipt:
    return Receipt(
        HEAD, "C-2610-041", START, "counter", Names(said, ""), False, Names("3-1202"), Names("Comfort", "居住舒适"),
        said, said, said, START, START + timedelta(days=3), Names(said), said, "", "received",
    )  # fmt: skip


def job(said: str = "Water drips from the ceiling. 天花板漏水。") -> JobSheet:
    later = START + timedelta(days=1)
    return JobSheet(
        HEAD, "W-2610-007", "urgent", "scheduled", Names("Plumbing", "给排水"), START, later, later, Names(said), said,
        Names(said, ""), (Contact("mobile", "138 0013 8000", "after 18:00"),), said, said, said, said, Names(said),
        (PlannedVisit(later, later + timedelta(hours=2), (Names("Gao Jun"), Names("He Yan"))),),
        (Earlier("W-2609-001", START - timedelta(days=30), said, "Seal replaced"),),
    )  # fmt: skip
