"""The stages a work order has passed: from when until when it was in each state, in working time and by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fmcrm_desktop.model.work_order import OVER, WorkOrder
from fmcrm_desktop.services import attachments, matters, papers, registers, work_orders
from fmcrm_desktop.services.attachments import OnPaper
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.matters import MoveRow
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.services.work_orders import OrderCard
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Stage:
    """A stretch in one state. ``minutes`` are working minutes of the office, ``passed`` all of them; ``ended`` None:
    it still is. Who brought it there, and why; ``given_to`` names who got it then."""

    state: str
    begun: datetime
    ended: datetime | None
    minutes: int
    passed: int
    who: Names
    why: str
    given_to: Names


@dataclass(frozen=True)
class OrderReport:
    """A work order as it is told afterwards: everything about it, and its stages."""

    head: Head
    card: OrderCard
    stages: tuple[Stage, ...]
    files: tuple[OnPaper, ...] = ()


@needs("order.read")
def order_report(work: Work, number: str) -> OrderReport:
    """The report of the work order with this number; raises Invalid(number)."""
    id = papers.by_number(work, WorkOrder, number).id
    return OrderReport(
        registers.head(work),
        work_orders.card(work, id),
        tuple(stages(work, id)),
        attachments.on_paper(work, "work_order", id),
    )


@needs("order.read")
def stages(work: Work, id: int) -> list[Stage]:
    """The stages of an order, each ending where the next begins: their minutes add up to those from when it was
    received until it was over, or until now. A finished order's last stage has no length."""
    order = work.get(WorkOrder, id)
    lines = [line for line in matters.moves(work, "work_order", id) if line.to_state]
    if not lines:
        return []
    begins = [min(order.received, lines[0].moment)]
    for line in lines[1:]:
        begins.append(max(begins[-1], line.moment))  # a clock set back makes no negative stretch
    over = order.state in OVER
    ends: list[datetime | None] = [*begins[1:], begins[-1] if over else None]
    return [_stage(work, line, begun, ended) for line, begun, ended in zip(lines, begins, ends, strict=True)]


def _stage(work: Work, line: MoveRow, begun: datetime, ended: datetime | None) -> Stage:
    until = ended or max(begun, work.now)
    minutes = working_calendar(work).between(begun, until)
    passed = int((until - begun).total_seconds()) // 60
    who, given_to = Names(line.staff, line.staff_other), Names(line.given_to, line.given_other)
    return Stage(line.to_state, begun, ended, minutes, passed, who, line.why, given_to)
