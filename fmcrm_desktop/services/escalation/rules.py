"""The office's rules of escalation: listed, added, changed, archived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import ROLE_NAMES, Staff
from fmcrm_desktop.model.target import EscalationRule
from fmcrm_desktop.model.typed_minutes import minutes_of, shown
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.targets import CLOCKS
from fmcrm_desktop.store.work import Work

WHICH, WHEN, WHAT = N_("Which orders"), N_("When"), N_("What happens")
SIDES = {"after": N_("After it is due"), "before": N_("Before it is due")}


@dataclass
class EscalationForm:
    """Which orders, how long before or after which clock is due, and what happens then."""

    name: Annotated[str, Field(N_("Name of the rule"), longest=80, required=True)] = ""
    priority: Annotated[
        str, Field(N_("Priority"), choices={"": N_("Every priority"), **PRIORITIES}, group=WHICH)
    ] = ""
    category_id: Annotated[
        int | None, Field(N_("Category"), pick="order_category", group=WHICH, hint=N_("Empty: every one"))
    ] = None
    clock: Annotated[str, Field(N_("Clock"), choices=CLOCKS, required=True, group=WHEN)] = "finish"
    side: Annotated[str, Field(N_("Before or after"), choices=SIDES, required=True, group=WHEN)] = "after"
    time: Annotated[
        str, Field(N_("How long (hours:minutes)"), longest=20, group=WHEN, hint=N_("Empty: at that moment"))
    ] = ""
    role: Annotated[str, Field(N_("Tell everybody who is"), choices={"": "", **ROLE_NAMES}, group=WHAT)] = (
        "manager"
    )
    staff_id: Annotated[int | None, Field(N_("And besides"), pick="staff", group=WHAT)] = None
    tell_responsible: Annotated[bool, Field(N_("Tell who has the order"), group=WHAT)] = True
    raise_priority: Annotated[bool, Field(N_("Raise the priority by one"), group=WHAT)] = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """A rule in the list; ``minutes`` after the due moment, negative before it."""

    id: int
    name: str
    priority: str
    category: str
    category_other: str
    clock: str
    minutes: int
    role: str
    staff: str
    tell_responsible: bool
    raise_priority: bool
    archived: bool


def _columns() -> Any:
    return (
        select(
            EscalationRule.id, EscalationRule.name, EscalationRule.priority, Category.name.label("category"),
            Category.other_name.label("category_other"), EscalationRule.clock, EscalationRule.minutes,
            EscalationRule.role, Staff.name.label("staff"), EscalationRule.tell_responsible,
            EscalationRule.raise_priority, EscalationRule.archived.is_not(None).label("archived"),
        )
        .outerjoin(Category, Category.id == EscalationRule.category_id)
        .outerjoin(Staff, Staff.id == EscalationRule.staff_id)
        .order_by(EscalationRule.clock, EscalationRule.minutes, EscalationRule.id)
    )  # fmt: skip


def _row(row: Any) -> EscalationRow:
    known: dict[str, Any] = dict(row._mapping)
    return EscalationRow(
        **known | {name: known[name] or "" for name in ("category", "category_other", "staff")}
    )


@needs("office.read")
def page(work: Work, query: Query) -> Page[EscalationRow]:
    """The rules, by clock and moment."""
    gone = EscalationRule.archived.is_not(None) if query.archived else EscalationRule.archived.is_(None)
    found = [_row(row) for row in work.rows(_columns().where(gone))]
    return few(query, found, lambda row: f"{row.name} {row.category} {row.category_other} {row.staff}")


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[EscalationRow]:
    """The rows of these rules, in this order."""
    found = [_row(row) for row in work.rows(_columns().where(EscalationRule.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("office.settings")
def add(work: Work, form: EscalationForm) -> int:
    """A new rule."""
    return work.add(EscalationRule(subject="work_order", **_values(form))).id


@needs("office.read")
def form_of(work: Work, id: int) -> EscalationForm:
    """The form as it stands, with the version seen."""
    it = work.get(EscalationRule, id)
    return EscalationForm(
        it.name, it.priority, it.category_id, it.clock, "before" if it.minutes < 0 else "after",
        shown(abs(it.minutes)) if it.minutes else "", it.role, it.staff_id, it.tell_responsible, it.raise_priority,
        it.version,
    )  # fmt: skip


@needs("office.settings")
def change(work: Work, id: int, form: EscalationForm) -> int:
    """Put a rule right; what it did stays done."""
    values = _values(form)
    it = work.get(EscalationRule, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    return id


@needs("office.settings")
def archive(work: Work, id: int) -> int:
    """The rule holds no more."""
    work.archive(work.get(EscalationRule, id))
    return id


@needs("office.settings")
def restore(work: Work, id: int) -> int:
    """The rule holds again."""
    work.restore(work.get(EscalationRule, id))
    return id


def _values(form: EscalationForm) -> dict[str, Any]:
    check(form)
    minutes = 0
    if form.time.strip():
        try:
            minutes = minutes_of(form.time)
        except Refusal as refusal:
            raise Invalid(time=refusal) from refusal
    if not (form.role or form.staff_id or form.tell_responsible or form.raise_priority):
        raise Invalid(role=N_("Say what happens: whom to tell, or that the priority is raised."))
    names = (
        "name",
        "priority",
        "category_id",
        "clock",
        "role",
        "staff_id",
        "tell_responsible",
        "raise_priority",
    )
    values = {name: getattr(form, name) for name in names}
    return values | {"minutes": -minutes if form.side == "before" else minutes}
