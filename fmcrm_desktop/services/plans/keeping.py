"""Plans of preventive work: written, changed, put away; one time of them left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model import repeating
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.checklist import Checklist
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.measured import figure, thousandths
from fmcrm_desktop.model.plan import Plan, PlanSkip
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.recurrence import Repeat
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.repeating import DAY, MONTH, WEEK, YEAR, RuleText
from fmcrm_desktop.model.series import Times
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.plans.forms import PlanForm, SkipForm
from fmcrm_desktop.store.work import Work

LONGEST_AHEAD = 366
_PLAIN = (
    "name", "basis", "from_day", "until_day", "ahead_days", "building_id", "unit_id", "equipment_id", "category_id",
    "summary", "description", "priority", "minutes", "staff_id", "checklist_id",
)  # fmt: skip
_TABLES: tuple[tuple[str, type[Any]], ...] = (
    ("building_id", Building), ("unit_id", Unit), ("equipment_id", Equipment), ("category_id", Category),
    ("staff_id", Staff), ("checklist_id", Checklist),
)  # fmt: skip


@needs("order.read")
def draft(work: Work, start: Mapping[str, Any] | None = None) -> PlanForm:
    """A new plan from today on, or for what it is begun from: {"equipment": 3}, {"unit": 7}, {"building": 1}."""
    form = PlanForm(from_day=work.now.astimezone(work.zone).date())
    for name, value in (start or {}).items():
        setattr(form, f"{name}_id" if name in ("equipment", "unit", "building") else name, value)
    if form.equipment_id is not None and not form.name:
        form.name = work.get(Equipment, form.equipment_id).name
    return form


@needs("order.write")
def add(work: Work, form: PlanForm) -> int:
    """A new plan; its orders are made by ``generate``."""
    it = Plan()
    _fill(work, it, form)
    return work.add(it).id


@needs("order.read")
def form_of(work: Work, id: int) -> PlanForm:
    """The form as it stands, with the version seen."""
    it = work.get(Plan, id)
    values = {name: getattr(it, name) for name in _PLAIN}
    return PlanForm(
        **values, rule=RuleText(it.rule), on_holiday=it.on_holiday, counter_every=figure(it.counter_every),
        every_days=it.every_days, version=it.version,
    )  # fmt: skip


@needs("order.write")
def change(work: Work, id: int, form: PlanForm) -> int:
    """Change a plan; orders made already stay as they are."""
    _fill(work, work.get(Plan, id, seen=form.version), form)
    return id


@needs("order.write")
def archive(work: Work, id: int) -> int:
    """Make no more orders of it; those made already stay."""
    work.archive(work.get(Plan, id))
    return id


@needs("order.write")
def restore(work: Work, id: int) -> int:
    """Go on with it."""
    work.restore(work.get(Plan, id))
    return id


@needs("order.write")
def skip(work: Work, id: int, day: date, form: SkipForm) -> int:
    """Leave one time out, and say why; Undo brings it back."""
    check(form)
    work.get(Plan, id)
    there = select(PlanSkip.id).where(
        PlanSkip.plan_id == id, PlanSkip.day == day, PlanSkip.archived.is_(None)
    )
    if work.value(there.limit(1)) is not None:
        raise Refusal(N_("This time is left out already."))
    return work.add(PlanSkip(plan_id=id, day=day, why=form.why, staff_id=work.who.staff_id)).id


@needs("order.write")
def unskip(work: Work, id: int) -> int:
    """Take the time that was left out in again."""
    work.archive(work.get(PlanSkip, id))
    return id


def _fill(work: Work, it: Plan, form: PlanForm) -> None:
    check(form)
    _check(work, form)
    for name, table in _TABLES:
        if getattr(form, name) is not None:
            work.get(table, getattr(form, name))
    for name in _PLAIN:
        setattr(it, name, getattr(form, name))
    by = form.basis
    it.rule = str(form.rule) if by == "calendar" else ""
    it.on_holiday = form.on_holiday if by == "calendar" else ""
    it.counter_every = thousandths(form.counter_every) if by == "counter" else None
    it.every_days = form.every_days if by == "completion" else None


def _check(work: Work, form: PlanForm) -> None:
    assert form.from_day is not None
    if form.until_day is not None and form.until_day < form.from_day:
        raise Invalid(until_day=N_("The end is before the beginning."))
    if form.ahead_days is None or not 0 <= form.ahead_days <= LONGEST_AHEAD:
        raise Invalid(ahead_days=Refusal(N_("From 0 to {most} days."), most=LONGEST_AHEAD))
    if form.minutes is None or not 1 <= form.minutes <= 60 * 24 * 30:
        raise Invalid(minutes=N_("How long does it take? Give the minutes, 60 for an hour."))
    if form.basis == "calendar":
        _check_rule(work, form)
    elif form.basis == "completion":
        if form.every_days is None or not 1 <= form.every_days <= 366 * 20:
            raise Invalid(every_days=N_("After how many days is it due again?"))
    else:
        _check_counter(work, form)


def _check_rule(work: Work, form: PlanForm) -> None:
    if not form.rule:
        return
    if repeating.parts_of(form.rule).get("FREQ") not in (DAY, WEEK, MONTH, YEAR):
        raise Invalid(rule=N_("A plan is due on days: it repeats by days, weeks, months or years."))
    times = Times(work.zone, from_day=form.from_day, until_day=form.from_day, rule=str(form.rule))
    try:
        Repeat(str(form.rule), times.first, work.zone).check()
        times.begun()
    except Invalid as wrong:
        raise Invalid(rule=next(iter(wrong.fields.values()))) from None


def _check_counter(work: Work, form: PlanForm) -> None:
    if form.equipment_id is None:
        raise Invalid(equipment_id=N_("A plan by the counter is for equipment that has one."))
    if not work.get(Equipment, form.equipment_id).counter:
        raise Invalid(equipment_id=N_("This equipment has no counter. Say in its form what it counts."))
    try:
        every = thousandths(form.counter_every)
    except Refusal as refusal:
        raise Invalid(counter_every=refusal) from None
    if every is None or every <= 0:
        raise Invalid(counter_every=N_("After how much on the counter is it due again?"))
