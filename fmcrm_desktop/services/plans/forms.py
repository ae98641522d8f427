"""The forms of preventive work: a plan, a time left out, a time made at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from fmcrm_desktop.model.event import ON_HOLIDAY
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.plan import PLAN_BASES
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES

ABOUT, WHEN, WORK = N_("What it is for"), N_("When it is due"), N_("What is to be done")
BY_BASIS = {
    "calendar": ("rule", "on_holiday"),
    "counter": ("counter_every",),
    "completion": ("every_days",),
}
"""The fields that a basis asks for; those of the others are not kept."""


@dataclass
class PlanForm:
    """A plan: for equipment, a unit or a building; what its orders say, and when they are due."""

    name: Annotated[str, Field(N_("Name of the plan"), longest=120, required=True, group=ABOUT)] = ""
    equipment_id: Annotated[int | None, Field(N_("Equipment"), pick="equipment", group=ABOUT)] = None
    building_id: Annotated[int | None, Field(N_("Building"), pick="building", group=ABOUT)] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=ABOUT)] = None
    basis: Annotated[str, Field(N_("Comes due"), choices=PLAN_BASES, required=True, group=WHEN)] = "calendar"
    from_day: Annotated[date | None, Field(N_("First day"), required=True, group=WHEN)] = None
    rule: Annotated[RuleText, Field(N_("Repetition"), longest=400, group=WHEN)] = RuleText("FREQ=MONTHLY")
    on_holiday: Annotated[str, Field(N_("On days off"), choices=ON_HOLIDAY, group=WHEN)] = "after"
    counter_every: Annotated[
        Decimal | None,
        Field(N_("Every so many"), longest=20, group=WHEN, hint=N_("in what its counter counts")),
    ] = None
    every_days: Annotated[int | None, Field(N_("Days after the last time"), longest=6, group=WHEN)] = None
    until_day: Annotated[date | None, Field(N_("Last day"), group=WHEN, hint=N_("Without end"))] = None
    ahead_days: Annotated[
        int | None, Field(N_("Orders are made so many days before"), longest=4, required=True, group=WHEN)
    ] = 14
    summary: Annotated[str, Field(N_("Summary"), longest=200, required=True, group=WORK)] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="order_category", group=WORK)] = None
    minutes: Annotated[int | None, Field(N_("Takes, in minutes"), longest=5, required=True, group=WORK)] = 60
    staff_id: Annotated[int | None, Field(N_("Assign to"), pick="technician", group=WORK)] = None
    priority: Annotated[str, Field(N_("Priority"), choices=PRIORITIES, required=True, group=WORK)] = "normal"
    checklist_id: Annotated[int | None, Field(N_("Checklist"), pick="checklist", group=WORK)] = None
    description: Annotated[str, Field(N_("Note for the job sheet"), longest=4000, lines=2, group=WORK)] = ""
    version: int | None = None


@dataclass
class SkipForm:
    """Why one time of a plan is left out."""

    why: Annotated[str, Field(N_("Why"), longest=400, lines=2, required=True)] = ""
