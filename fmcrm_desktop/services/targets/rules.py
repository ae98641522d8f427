"""Targets of an agreement, a customer tier or a category: listed, added, changed, archived. Each change counts the open
orders anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.target import TIERS, TargetRule
from fmcrm_desktop.model.typed_minutes import minutes_of, shown
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.targets.recounting import recount
from fmcrm_desktop.store.work import Work

FOR, WITHIN = N_("For whom or what"), N_("Within (hours:minutes)")
EVERY = {"": N_("Every priority"), **PRIORITIES}
MINUTES = ("respond", "arrive", "finish")


@dataclass
class RuleForm:
    """One of agreement, tier and category; the times typed as 4:00."""

    agreement_id: Annotated[int | None, Field(N_("Agreement"), pick="agreement", group=FOR)] = None
    tier: Annotated[str, Field(N_("Customer tier"), choices={"": "", **TIERS}, group=FOR)] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="order_category", group=FOR)] = None
    priority: Annotated[str, Field(N_("Priority"), choices=EVERY, group=FOR)] = ""
    respond: Annotated[
        str, Field(N_("First response"), longest=20, required=True, hint="1:00", group=WITHIN)
    ] = ""
    arrive: Annotated[str, Field(N_("Arrival"), longest=20, required=True, hint="4:00", group=WITHIN)] = ""
    finish: Annotated[str, Field(N_("Finish"), longest=20, required=True, hint="16:00", group=WITHIN)] = ""
    round_the_clock: Annotated[bool, Field(N_("Round the clock, not in office hours"), group=WITHIN)] = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A target in the list; ``source`` is "agreement", "tier" or "category", ``name`` which one."""

    id: int
    source: str
    name: str
    other_name: str
    priority: str
    respond: int
    arrive: int
    finish: int
    round_the_clock: bool
    archived: bool


def _columns() -> Any:
    return (
        select(
            TargetRule.id, TargetRule.agreement_id, TargetRule.tier, TargetRule.priority, TargetRule.respond,
            TargetRule.arrive, TargetRule.finish, TargetRule.round_the_clock,
            TargetRule.archived.is_not(None).label("gone"), Agreement.number, Agreement.name,
            Category.name.label("category"), Category.other_name,
        )
        .outerjoin(Agreement, Agreement.id == TargetRule.agreement_id)
        .outerjoin(Category, Category.id == TargetRule.category_id)
        .order_by(TargetRule.agreement_id, TargetRule.tier, TargetRule.category_id, TargetRule.id)
    )  # fmt: skip


def _row(row: Any) -> RuleRow:
    source, name, other = "category", row.category or "", row.other_name or ""
    if row.agreement_id is not None:
        source, name, other = "agreement", " ".join(part for part in (row.number, row.name) if part), ""
    elif row.tier:
        source, name, other = "tier", row.tier, ""
    return RuleRow(
        row.id,
        source,
        name,
        other,
        row.priority,
        row.respond,
        row.arrive,
        row.finish,
        row.round_the_clock,
        row.gone,
    )


@needs("office.read")
def rules_page(work: Work, query: Query) -> Page[RuleRow]:
    """The targets that differ from the office's own."""
    gone = TargetRule.archived.is_not(None) if query.archived else TargetRule.archived.is_(None)
    found = [_row(row) for row in work.rows(_columns().where(gone))]
    return few(query, found, lambda row: f"{row.name} {row.other_name}")


@needs("office.read")
def rules_rows(work: Work, ids: Sequence[int]) -> list[RuleRow]:
    """The rows of these targets, in this order."""
    found = [_row(row) for row in work.rows(_columns().where(TargetRule.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("office.settings")
def add_rule(work: Work, form: RuleForm) -> int:
    """A target of its own for an agreement, a tier or a category. Raises Invalid."""
    values = _values(work, form, None)
    rule = work.add(TargetRule(**values))
    recount(work)
    return rule.id


@needs("office.read")
def rule_form(work: Work, id: int) -> RuleForm:
    """The form as it stands, with the version seen."""
    it = work.get(TargetRule, id)
    return RuleForm(
        it.agreement_id, it.tier, it.category_id, it.priority, shown(it.respond), shown(it.arrive),
        shown(it.finish), it.round_the_clock, it.version,
    )  # fmt: skip


@needs("office.settings")
def change_rule(work: Work, id: int, form: RuleForm) -> int:
    """Another target; open orders run by it from when they were received."""
    values = _values(work, form, id)
    it = work.get(TargetRule, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    recount(work)
    return id


@needs("office.settings")
def archive_rule(work: Work, id: int) -> int:
    """The target holds no more."""
    work.archive(work.get(TargetRule, id))
    recount(work)
    return id


@needs("office.settings")
def restore_rule(work: Work, id: int) -> int:
    """The target holds again."""
    work.restore(work.get(TargetRule, id))
    recount(work)
    return id


def _values(work: Work, form: RuleForm, own: int | None) -> dict[str, Any]:
    check(form)
    of = {"agreement_id": form.agreement_id, "tier": form.tier, "category_id": form.category_id}
    if sum(value not in (None, "") for value in of.values()) != 1:
        raise Invalid(
            agreement_id=N_("Choose one of the three: an agreement, a customer tier or a category.")
        )
    minutes: dict[str, int] = {}
    wrong: dict[str, str | Refusal] = {}
    for name in MINUTES:
        try:
            minutes[name] = minutes_of(getattr(form, name))
        except Refusal as refusal:
            wrong[name] = refusal
    if not wrong and minutes["respond"] > minutes["finish"]:
        wrong["finish"] = N_("The work cannot be finished before anybody has answered.")
    if wrong:
        raise Invalid(**wrong)
    same = (getattr(TargetRule, name) == value if value is not None else getattr(TargetRule, name).is_(None)
            for name, value in {**of, "priority": form.priority}.items())  # fmt: skip
    if any(
        id != own for id in work.column(select(TargetRule.id).where(*same, TargetRule.archived.is_(None)))
    ):
        raise Invalid(priority=N_("There is a target for this already."))
    return {**of, "priority": form.priority, **minutes, "round_the_clock": form.round_the_clock}
