"""Escalation itself: looked for when the program starts and once a minute, each step taken once, logged and told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, func, select, true
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.target import Escalated, EscalationRule
from fmcrm_desktop.model.words import CHINESE, ENGLISH
from fmcrm_desktop.model.work_order import OVER, PRIORITIES, WorkOrder
from fmcrm_desktop.services import matters, settings, targets
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.store.work import Work

AT_ONCE = 200
"""So many orders of a rule in one minute; the rest follows in the next."""
SAID = {
    ENGLISH: {
        "late": "{number}: {clock} was due", "soon": "{number}: {clock} is soon due", "many": "{rule}: {count} orders",
        "line": "{number} {summary}: {due}", "raised": "The priority was raised.",
        "step": "Escalated, step {level}: {rule}",
        "respond": "first response", "arrive": "arrival", "finish": "finish",
    },
    CHINESE: {
        "late": "{number}：{clock}已超时", "soon": "{number}：{clock}即将到期", "many": "{rule}：{count}张工单",
        "line": "{number} {summary}：{due}", "raised": "优先级已提高。", "step": "已升级（第{level}级）：{rule}",
        "respond": "响应", "arrive": "到场", "finish": "完工",
    },
}  # fmt: skip
"""What is told and logged; not of the screen but of the message, which goes out in its reader's language."""
_CLOCKS: dict[str, tuple[Any, ColumnElement[bool]]] = {
    "respond": (WorkOrder.respond_due, and_(WorkOrder.responded.is_(None), WorkOrder.arrived.is_(None))),
    "arrive": (WorkOrder.arrive_due, WorkOrder.arrived.is_(None)),
    "finish": (WorkOrder.due, WorkOrder.state != targets.PAUSING),
}
_UP = dict(zip(list(PRIORITIES)[1:], PRIORITIES, strict=False))
"""low → normal → high → urgent."""


@dataclass(frozen=True)
class Step:
    """An order to which a rule applies now."""

    id: int
    number: str
    summary: str
    due: datetime
    turn: int
    staff_id: int | None


@needs("office.read")
def due(work: Work) -> int:
    """How many steps there are to take now; nearly always none, so that no desk begins to write for nothing."""
    return sum(len(_due(work, rule)) for rule in _rules(work))


@needs("office.read")
def run(work: Work) -> int:
    """Take every step that is due: log it on the order, tell those whom the rule names, raise the priority. How many
    there were. It is the office that does it, whoever's desk is open; a step of another desk at the same moment is
    theirs."""
    taken = 0
    for rule in _rules(work):
        steps = []
        for step in _due(work, rule):
            try:
                # On PostgreSQL another desk may take the same step at this moment, or put the order away.
                with work.attempt():
                    _take(work, rule, step)
            except (IntegrityError, StaleDataError, Refusal):
                continue
            steps.append(step)
        if steps:
            _tell(work, rule, steps)
        taken += len(steps)
    return taken


def _rules(work: Work) -> Sequence[EscalationRule]:
    live = select(EscalationRule).where(
        EscalationRule.subject == "work_order", EscalationRule.archived.is_(None)
    )
    return work.records(live.order_by(EscalationRule.minutes, EscalationRule.id))


def _due(work: Work, rule: EscalationRule) -> list[Step]:
    """The orders to which the rule applies now and did not yet since they were last opened."""
    column, running = _CLOCKS[rule.clock]
    over: BindParameter[Any] = bindparam("over", OVER, expanding=True, literal_execute=True)
    horizon = work.now
    if rule.minutes < 0:
        # An order that runs round the clock reaches its moment no later than one that waits for the office to open.
        horizon = working_calendar(work).after(work.now, -rule.minutes).astimezone(UTC)
    known = exists().where(
        Escalated.rule_id == rule.id,
        Escalated.subject_id == WorkOrder.id,
        Escalated.turn == WorkOrder.reopened,
    )
    found = work.rows(
        select(
            WorkOrder.id, WorkOrder.number, WorkOrder.summary, column.label("due"), WorkOrder.reopened,
            WorkOrder.staff_id, WorkOrder.round_the_clock,
        )
        .where(
            WorkOrder.state.not_in(over), WorkOrder.archived.is_(None), running, column <= horizon, ~known,
            WorkOrder.priority == rule.priority if rule.priority else true(),
            WorkOrder.category_id == rule.category_id if rule.category_id is not None else true(),
        )
        .order_by(column, WorkOrder.id)
        .limit(AT_ONCE)
    )  # fmt: skip
    return [
        Step(*row[:6]) for row in found if targets.left(work, row.round_the_clock, row.due) <= -rule.minutes
    ]


def _take(work: Work, rule: EscalationRule, step: Step) -> None:
    """Log the step on the order, in the office's language, as done by nobody in person."""
    level = 1 + work.value(
        select(func.count()).where(
            Escalated.subject == "work_order", Escalated.subject_id == step.id, Escalated.turn == step.turn
        )
    )
    work.add(
        Escalated(
            rule_id=rule.id, subject="work_order", subject_id=step.id, turn=step.turn, due=step.due,
            moment=work.now, level=level,
        )
    )  # fmt: skip
    order = work.get(WorkOrder, step.id)
    said = SAID[_language(work)]
    text = said["step"].format(level=level, rule=rule.name)
    if rule.raise_priority and order.priority in _UP:
        order.priority = _UP[order.priority]
        if order.plan_id is None:  # a plan says itself when its orders are due
            held = targets.pauses(matters.moves(work, "work_order", order.id), work.now)
            targets.set_dues(work, order, held[:-1] if order.state == targets.PAUSING else held)
        text = f"{text}. {said['raised']}"
    matters.stay(work, order, text).staff_id = None


def _tell(work: Work, rule: EscalationRule, steps: Sequence[Step]) -> None:
    """Everybody with the rule's role and whom it names hear of all; whoever has an order hears of that."""
    told = _with_role(work, rule.role) if rule.role else []
    told += [rule.staff_id] if rule.staff_id is not None else []
    if told:
        tell(work, _telling(work, rule, steps), staff=told)
    if rule.tell_responsible:
        mine: dict[int, list[Step]] = {}
        for step in steps:
            if step.staff_id is not None and step.staff_id not in told:
                mine.setdefault(step.staff_id, []).append(step)
        for staff, some in mine.items():
            tell(work, _telling(work, rule, some), staff=[staff])


def _with_role(work: Work, role: str) -> list[int]:
    return list(work.column(select(Staff.id).where(and_(Staff.role == role, Staff.archived.is_(None)))))


def _telling(work: Work, rule: EscalationRule, steps: Sequence[Step]) -> Telling:
    about = ("work_order", steps[0].id) if len(steps) == 1 else None
    english, chinese = (_said(work, rule, steps, language) for language in (ENGLISH, CHINESE))
    return Telling(*english, chinese=chinese, about=about)


def _said(work: Work, rule: EscalationRule, steps: Sequence[Step], language: str) -> tuple[str, str]:
    said = SAID[language]
    local = ((step, step.due.astimezone(work.zone)) for step in steps)
    lines = [
        said["line"].format(number=step.number, summary=step.summary, due=f"{moment:%Y-%m-%d %H:%M}")
        for step, moment in local
    ]
    if len(steps) > 1:
        return said["many"].format(rule=rule.name, count=len(steps)), "\n".join(lines)
    key = "late" if steps[0].due <= work.now else "soon"
    head = said[key].format(number=steps[0].number, clock=said[rule.clock])
    return head, "\n".join([*lines, rule.name])


def _language(work: Work) -> str:
    language = str(settings.get(work, "office.language"))
    return language if language in SAID else ENGLISH
