"""What is due and late at this moment, for the badges of the tabs and the bar above them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.services import complaints, messages, prospects, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Badges:
    """``call_backs`` promised for today or before and not made; ``by_tab``: late matters of "orders" and
    "complaints", late next steps of "prospects"."""

    call_backs: int
    by_tab: Mapping[str, int]
    unread: int = 0
    """Messages for whoever is signed in."""

    @property
    def late(self) -> int:
        return sum(self.by_tab.values())


@needs("office.read")
def now(work: Work) -> Badges:
    """Five counts, each from an index of its own."""
    orders = work_orders.late_count(work) if work.who.may("order.read") else 0
    waiting = complaints.late_count(work) if work.who.may("complaint.read") else 0
    steps = prospects.late_count(work) if work.who.may("person.read") else 0
    calls = _call_backs(work) if work.who.may("call.read") else 0
    return Badges(
        calls, {"orders": orders, "complaints": waiting, "prospects": steps}, messages.unread_count(work)
    )


def _call_backs(work: Work) -> int:
    day = work.now.astimezone(work.zone).date() + timedelta(days=1)
    tomorrow = datetime.combine(day, time(), work.zone)
    due = select(func.count()).where(
        Promise.kind == "call_back", Promise.kept.is_(None), Promise.dropped.is_(None),
        Promise.archived.is_(None), Promise.due < tomorrow,
    )  # fmt: skip
    return int(work.value(due))
