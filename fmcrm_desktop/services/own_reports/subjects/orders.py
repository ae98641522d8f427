"""Reports about work orders and about the visits that do the work."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, and_, case, cast, false, func, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model import complaint, target, work_order
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.knowledge import Problem
from fmcrm_desktop.model.own_report import CHOICE, MOMENT, MONEY, NAMED, NUMBER, TEXT, TICK
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OPEN, Request, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.own_reports.declared import Column, Scope, Subject, minutes
from fmcrm_desktop.services.own_reports.subjects.parts import (
    CATEGORY,
    PLACES,
    UNIT,
    person,
    place_joins,
    staff,
    territory,
)

_O = WorkOrder


def _late(scope: Scope) -> Any:
    late = or_(_O.done > _O.due, and_(_O.done.is_(None), _O.state.in_(OPEN), _O.due < scope.now))
    return func.coalesce(late, false())


def _sum(amount: Any) -> Any:
    """Of an order's charges; from an index alone."""
    found = select(func.sum(amount)).where(Charge.order_id == _O.id, Charge.archived.is_(None))
    return cast(func.coalesce(found.correlate(_O).scalar_subquery(), 0), BigInteger)


_charged = case((Charge.covered, 0), else_=Charge.amount)
_visits = select(func.count(Visit.id)).where(Visit.order_id == _O.id, Visit.archived.is_(None)).correlate(_O)

ORDERS = Subject(
    "orders",
    N_("Work orders"),
    "order.read",
    _O,
    _O.id,
    (
        Column("number", N_("No."), TEXT, _O.number),
        Column("external_number", N_("Old number"), TEXT, _O.external_number),
        Column("received", N_("Received at"), MOMENT, _O.received),
        Column("channel", N_("Channel"), CHOICE, Request.channel, complaint.CHANNELS),
        Column("summary", N_("Summary"), TEXT, _O.summary),
        Column("state", N_("State"), CHOICE, _O.state, work_order.STATES),
        Column("priority", N_("Priority"), CHOICE, _O.priority, work_order.PRIORITIES),
        CATEGORY,
        Column("problem", N_("Problem"), NAMED, Problem.name, other=Problem.other_name, same=Problem.id),
        UNIT,
        *PLACES,
        territory(_O.building_id, _O.received),
        person(),
        Column("tier", N_("Customer tier"), CHOICE, Person.tier, target.TIERS),
        staff("staff", N_("Assigned to")),
        Column("trade", N_("Trade"), TEXT, Staff.trade),
        Column("way", N_("Way of working"), CHOICE, _O.way, work_order.WAYS),
        Column("due", N_("Due"), MOMENT, _O.due),
        Column("responded", N_("First answer"), MOMENT, _O.responded),
        Column("arrived", N_("Arrived at"), MOMENT, _O.arrived),
        Column("done", N_("Done at"), MOMENT, _O.done),
        Column("closed", N_("Closed at"), MOMENT, _O.closed),
        minutes("to_arrive", N_("Time until arrival"), _O.received, _O.arrived),
        minutes("to_done", N_("Time until done"), _O.received, _O.done),
        Column("late", N_("Late"), TICK, _late),
        Column("preventive", N_("Preventive work"), TICK, _O.plan_id.is_not(None)),
        Column("repeat", N_("Repeat"), TICK, _O.repeat_of_id.is_not(None)),
        Column("under_agreement", N_("Under an agreement"), TICK, _O.agreement_id.is_not(None)),
        Column("visits", N_("Visits"), NUMBER, _visits.scalar_subquery()),
        Column("reopened", N_("Reopened"), NUMBER, _O.reopened),
        Column("handed_off", N_("Hand-offs"), NUMBER, _O.handed_off),
        Column("rating", N_("Rating"), NUMBER, _O.rating),
        Column("amount", N_("Charged"), MONEY, _sum(_charged), right="money.read"),
        Column("cost", N_("Cost"), MONEY, _sum(Charge.cost), right="money.margin"),
        Column("profit", N_("Profit"), MONEY, _sum(_charged - Charge.cost), right="money.margin"),
        Column("cause", N_("Cause"), TEXT, _O.cause),
        Column("fix", N_("What was done"), TEXT, _O.fix),
        Column("description", N_("Description"), TEXT, _O.description),
    ),
    (
        (Request, Request.id == _O.request_id), *place_joins(_O), (Person, Person.id == _O.person_id),
        (Category, Category.id == _O.category_id), (Problem, Problem.id == _O.problem_id),
        (Staff, Staff.id == _O.staff_id),
    ),
    (_O.archived.is_(None),),
    own="work_order",
    opens="order",
    record=_O.id,
    starts=("number", "received", "unit", "summary", "state", "staff"),
)  # fmt: skip

_V, _goer = Visit, aliased(Staff)
_goers = (
    select(func.aggregate_strings(_goer.name, ", "))
    .join(VisitStaff, VisitStaff.staff_id == _goer.id)
    .where(VisitStaff.visit_id == _V.id)
    .correlate(_V)
)

VISITS = Subject(
    "visits",
    N_("Visits"),
    "order.read",
    _V,
    _V.id,
    (
        Column("planned_from", N_("Planned from"), MOMENT, _V.planned_from),
        Column("planned_until", N_("Planned until"), MOMENT, _V.planned_until),
        Column("arrived", N_("Arrived at"), MOMENT, _V.arrived),
        Column("departed", N_("Left"), MOMENT, _V.departed),
        minutes("on_site", N_("Time on site"), _V.arrived, _V.departed),
        Column("travel", N_("Minutes of travel"), NUMBER, _V.travel_minutes),
        Column("result", N_("Result"), TEXT, _V.result),
        Column("who", N_("Who goes"), TEXT, _goers.scalar_subquery()),
        Column("order", N_("Work order"), TEXT, _O.number),
        Column("summary", N_("Summary"), TEXT, _O.summary),
        Column("priority", N_("Priority"), CHOICE, _O.priority, work_order.PRIORITIES),
        CATEGORY,
        UNIT,
        *PLACES,
        person(),
        staff("staff", N_("Assigned to")),
    ),
    (
        (_O, _O.id == _V.order_id), *place_joins(_O), (Person, Person.id == _O.person_id),
        (Category, Category.id == _O.category_id), (Staff, Staff.id == _O.staff_id),
    ),
    (_V.archived.is_(None), _O.archived.is_(None)),
    opens="order",
    record=_O.id,
    starts=("planned_from", "order", "unit", "who", "arrived", "departed", "result"),
)  # fmt: skip
