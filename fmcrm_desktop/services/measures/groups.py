"""A measure by building and its kind, territory, trade, person, vendor, tier, channel, kind of charge or piece of
equipment: where its records say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import Select, case, func, literal, null, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.agreement import AgreementCharge
from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import AGREED, LINE_KINDS, Bill, Charge
from fmcrm_desktop.model.complaint import CHANNELS, Complaint
from fmcrm_desktop.model.customer_value import TimeSpent
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import BUILDING_KINDS, Building, Unit, called
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Request, Visit, WorkOrder
from fmcrm_desktop.services import personal
from fmcrm_desktop.services.measures.counting import Count, Given
from fmcrm_desktop.services.measures.declared import Measure
from fmcrm_desktop.services.measures.remembered import once
from fmcrm_desktop.services.measures.worked import kinds_of
from fmcrm_desktop.services.territories.belonging import Borders
from fmcrm_desktop.store.work import Work

BY = {
    "building": N_("Building"),
    "building_kind": N_("Kind of building"),
    "territory": N_("Territory"),
    "category": N_("Category"),
    "person": N_("Member of staff"),
    "vendor": N_("Vendor"),
    "tier": N_("Customer tier"),
    "channel": N_("Channel"),
    "charge_kind": N_("Kind of charge"),
    "equipment": N_("Equipment"),
}
_TOLD_BY = {"territory": "building", "building_kind": "building", "vendor": "person"}
"""What follows from another column."""
_SAID = {"tier": TIERS, "channel": CHANNELS, "building_kind": BUILDING_KINDS, "charge_kind": LINE_KINDS}
"""Words of ours by their codes."""
AT_ONCE = 5000
BESIDE = 4
"""How many records may be read for one that is wanted."""

_customer = aliased(Person)


@dataclass(frozen=True)
class Group:
    """A measure of one building, person …: the name (marked where it is a word of ours), and what was counted."""

    key: int | str | None
    name: str
    other_name: str
    value: float | None
    numerator: float
    denominator: float | None
    missing: int
    pending: int


@dataclass(frozen=True, eq=False)
class _Facts:
    """Of a kind of record: which columns say where it belongs, and the moment that decides its territory."""

    table: Any
    columns: dict[str, Any]
    ties: tuple[tuple[Any, Any], ...] = ()

    def has(self, by: str) -> bool:
        return _TOLD_BY.get(by, by) in self.columns

    def chosen(self, by: str) -> Select[Any]:
        """Each record's id, its key, and when it came where that decides."""
        column = self.columns[_TOLD_BY.get(by, by)]
        moment = self.columns.get("moment", null()) if by == "territory" else null()
        chosen = select(self.table.id, column, moment).select_from(self.table)
        for other, on in self.ties:
            chosen = chosen.outerjoin(other, on)
        return chosen


_of_order = {
    "building": WorkOrder.building_id, "category": WorkOrder.category_id, "person": WorkOrder.staff_id,
    "tier": _customer.tier, "channel": func.coalesce(Request.channel, "other"), "moment": WorkOrder.received,
}  # fmt: skip
_order_ties = (
    (Request, Request.id == WorkOrder.request_id),
    (_customer, _customer.id == WorkOrder.person_id),
)
_FACTS = {
    "work_order": _Facts(WorkOrder, _of_order, _order_ties),
    "visit": _Facts(Visit, _of_order, ((WorkOrder, WorkOrder.id == Visit.order_id), *_order_ties)),
    "charge": _Facts(
        Charge, _of_order | {"charge_kind": Charge.kind},
        ((WorkOrder, WorkOrder.id == Charge.order_id), *_order_ties),
    ),
    "complaint": _Facts(
        Complaint,
        {
            "building": Complaint.building_id, "category": Complaint.category_id, "person": Complaint.concerned_id,
            "tier": _customer.tier, "channel": Complaint.channel, "moment": Complaint.received,
        },
        ((_customer, _customer.id == Complaint.person_id),),
    ),
    "commendation": _Facts(
        Commendation,
        {
            "building": Commendation.building_id, "category": Commendation.category_id,
            "person": Commendation.staff_id, "tier": _customer.tier, "channel": Commendation.channel,
            "moment": Commendation.received,
        },
        ((_customer, _customer.id == Commendation.person_id),),
    ),
    "request": _Facts(
        Request,
        {
            "building": Unit.building_id, "tier": _customer.tier, "channel": Request.channel,
            "moment": Request.received,
        },
        ((Unit, Unit.id == Request.unit_id), (_customer, _customer.id == Request.person_id)),
    ),
    "call": _Facts(
        Call,
        {
            "building": Unit.building_id, "person": Call.staff_id, "tier": _customer.tier,
            "channel": literal("phone"), "moment": Call.started,
        },
        ((Unit, Unit.id == Call.unit_id), (_customer, _customer.id == Call.person_id)),
    ),
    "promise": _Facts(
        Promise,
        {"person": Promise.staff_id, "tier": _customer.tier},
        ((_customer, _customer.id == Promise.person_id),),
    ),
    "survey_sheet": _Facts(
        SurveySheet,
        {
            "building": SurveySheet.building_id, "person": SurveySheet.staff_id, "tier": _customer.tier,
            "moment": SurveySheet.answered,
        },
        ((_customer, _customer.id == SurveySheet.person_id),),
    ),
    "time_spent": _Facts(TimeSpent, {"person": TimeSpent.staff_id}),
    "agreement_charge": _Facts(
        AgreementCharge,
        {
            "building": Unit.building_id, "category": null(), "person": null(), "tier": _customer.tier,
            "channel": null(), "charge_kind": literal(AGREED),
        },
        ((Bill, Bill.id == AgreementCharge.bill_id), (Unit, Unit.id == Bill.unit_id),
         (_customer, _customer.id == Bill.person_id)),
    ),
    "unit": _Facts(Unit, {"building": Unit.building_id}),
    "staff": _Facts(Staff, {"person": Staff.id}),
    "equipment": _Facts(Equipment, {"building": Equipment.building_id, "equipment": Equipment.id}),
}  # fmt: skip


@cache
def offered(measure: Measure) -> tuple[str, ...]:
    """The keys of BY that all records of a measure have."""
    kinds = {part.source.kind for part in measure.parts} | {kinds_of(name) for name in measure.worked}
    return tuple(by for by in BY if all(kind in _FACTS and _FACTS[kind].has(by) for kind in kinds))


def grouped(work: Work, measure: Measure, given: Sequence[Given], by: str, month: Month) -> list[Group]:
    """What records give, apart by where they belong, most of them first. Members of staff are apart only for
    themselves and for those who may see the figures of all."""
    keys = keys_of(work, given, by, month)
    apart: dict[Any, list[Given]] = defaultdict(list)
    for each in given:
        apart[keys.get((each.kind, each.id))].append(each)
    if by == "vendor":
        apart.pop(None, None)  # what the office does itself
    if by == "person" and not personal.of_all(work):
        apart = {key: each for key, each in apart.items() if key is not None and key == work.who.staff_id}
    names = _names(work, by, apart)
    found = []
    for key, own in apart.items():
        count = Count()
        count.add(own, measure.middle)
        name, other = names.get(key, ("", ""))
        found.append(
            Group(
                key, name, other, count.value(measure), count.numerator,
                count.denominator if measure.over else None, count.missing, count.pending,
            )
        )  # fmt: skip
    return sorted(
        found, key=lambda each: (each.key is None, -(each.denominator or each.numerator), each.name)
    )


def keys_of(work: Work, given: Sequence[Given], by: str, month: Month) -> dict[tuple[str, int], Any]:
    """Where each record belongs; nothing for a record that belongs nowhere."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for each in given:
        if each.kind in _FACTS:
            wanted[each.kind].add(each.id)
    found: dict[tuple[str, int], Any] = {}
    for kind, ids in wanted.items():
        known = once(work, ("keys", kind, by, month), dict[int, Any])
        if missing := sorted(ids - known.keys()):
            known |= _keys(work, kind, missing, by, month)
        found |= {(kind, id): known[id] for id in ids if id in known}
    return found


def _keys(work: Work, kind: str, ids: Sequence[int], by: str, month: Month) -> dict[int, Any]:
    """Where records of one kind belong, by their ids; others beside them may be told as well."""
    borders = once(work, "borders", partial(Borders, work)) if by == "territory" else None
    vendors = once(work, "vendors", partial(_vendors, work)) if by in ("vendor", "person") else set()
    houses = once(work, "kinds", partial(_kinds, work)) if by == "building_kind" else None
    # what has no moment of its own belongs where it did on the month's last day, not on the day after
    end = month.period(work.zone)[1] - timedelta(seconds=1)
    found: dict[int, Any] = {}
    chosen, id_of = _FACTS[kind].chosen(by), _FACTS[kind].table.id
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        # to read what lies between costs less than to name thousands
        close = part[-1] - part[0] < BESIDE * len(part)
        for id, key, moment in work.rows(
            chosen.where(id_of.between(part[0], part[-1]) if close else id_of.in_(part))
        ):
            if borders is not None:
                key = borders.of(key, moment or end)
            elif houses is not None:
                key = houses.get(key)
            elif vendors or by == "vendor":
                key = key if (key in vendors) == (by == "vendor") else None
            found[id] = key if key not in ("", ("", "")) else None
    return found


def _kinds(work: Work) -> dict[int, str]:
    """The kind of every building that has one."""
    return {id: kind for id, kind in work.rows(select(Building.id, Building.kind)) if kind}


def _vendors(work: Work) -> set[int]:
    return set(work.column(select(Staff.id).where(Staff.vendor.is_(True))))


def _names(work: Work, by: str, keys: Iterable[Any]) -> dict[Any, tuple[str, str]]:
    wanted = [key for key in keys if key is not None]
    if by == "territory":
        return {key: key for key in wanted}
    if by in _SAID:
        return {key: (_SAID[by].get(key, key), "") for key in wanted}
    table: Any = {"building": Building, "category": Category, "equipment": Equipment}.get(by, Staff)
    names = (table.name, table.other_name)
    name, other = map(called, names) if by == "building" else names
    if by == "equipment":  # five pumps of one name differ by their codes
        name, other = (case((each == "", ""), else_=each + " " + Equipment.code) for each in names)
    rows = work.rows(select(table.id, name, other).where(table.id.in_(wanted))) if wanted else ()
    return {id: (said, in_other) for id, said, in_other in rows}
