"""The records behind a figure as a list: what makes its numerator, its denominator, what lacks data."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, literal, null, select

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge
from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.customer_value import TimeSpent
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Request, Visit, WorkOrder
from fmcrm_desktop.services import personal
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.measures import frozen, given_now, seen
from fmcrm_desktop.services.measures.counting import Given, Period
from fmcrm_desktop.services.measures.groups import keys_of
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.store.work import Work

PARTS = {
    "numerator": N_("What is counted"),
    "denominator": N_("Of what"),
    "missing": N_("Without the data"),
    "pending": N_("Cannot be judged yet"),
}
KIND_NAMES = {
    "work_order": N_("Work order"), "complaint": N_("Complaint"), "request": N_("Request"), "call": N_("Call"),
    "promise": N_("Promise"), "visit": N_("Visit"), "charge": N_("Charge"), "survey_sheet": N_("Survey sheet"),
    "commendation": N_("Commendation"), "unit": N_("Unit"), "staff": N_("Member of staff"),
    "equipment": N_("Equipment"), "time_spent": N_("Time spent"), "agreement_charge": N_("Month of an agreement"),
}  # fmt: skip
_PLACE = 10**12
_KINDS = tuple(KIND_NAMES)


@dataclass(frozen=True, slots=True)
class BehindRow:
    """A record behind a figure; ``shown`` is the record that opens: of a visit its order."""

    id: int
    kind: str
    number: str
    text: str
    moment: datetime | date | None
    shown: int | None


def _told(table: Any, number: Any, text: Any, moment: Any, shown: Any) -> Select[Any]:
    return select(table.id, number, text, moment, shown)


_order_of_request = (
    select(func.min(WorkOrder.id))
    .where(WorkOrder.request_id == Request.id)
    .correlate(Request)
    .scalar_subquery()
)
_NONE = literal("")
_TOLD: dict[str, Select[Any]] = {
    "work_order": _told(WorkOrder, WorkOrder.number, WorkOrder.summary, WorkOrder.received, WorkOrder.id),
    "complaint": _told(Complaint, Complaint.number, Complaint.subject, Complaint.received, Complaint.id),
    "request": _told(Request, _NONE, Request.own_words, Request.received, _order_of_request),
    "call": _told(Call, Call.number, Call.topic, Call.started, Call.id),
    "promise": _told(Promise, _NONE, Promise.text, Promise.due, Promise.id),
    "visit": _told(Visit, WorkOrder.number, WorkOrder.summary, Visit.planned_from, WorkOrder.id).join(
        WorkOrder, WorkOrder.id == Visit.order_id
    ),
    "charge": _told(Charge, WorkOrder.number, Charge.text, Charge.day, WorkOrder.id).join(
        WorkOrder, WorkOrder.id == Charge.order_id
    ),
    "agreement_charge": _told(
        AgreementCharge, Agreement.number, Agreement.name, AgreementCharge.day, Agreement.id
    ).join(Agreement, Agreement.id == AgreementCharge.agreement_id),
    "survey_sheet": _told(SurveySheet, SurveySheet.code, _NONE, SurveySheet.answered, SurveySheet.survey_id),
    "commendation": _told(
        Commendation, Commendation.number, Commendation.own_words, Commendation.received, Commendation.id
    ),
    "time_spent": _told(TimeSpent, _NONE, TimeSpent.note, TimeSpent.day, TimeSpent.id),
    "unit": _told(Unit, Unit.label, _NONE, null(), Unit.id),
    "staff": _told(Staff, _NONE, Staff.name, null(), Staff.id),
    "equipment": _told(Equipment, Equipment.code, Equipment.name, null(), Equipment.id),
}


def given(work: Work, month: Month, name: str) -> list[Given]:
    """What each record gives to a measure: as it was in a closed month, else as things stand. Raises KeyError."""
    if name not in seen(work):
        raise KeyError(name)
    closed = frozen.of(work, month)
    if closed is not None:
        return frozen.records(work, closed, name)
    return given_now(work, Period.of(work, month), BY_NAME[name])


@needs("report.read")
def page(work: Work, query: Query) -> Page[BehindRow]:
    """The records behind the measure, month and part that the filters name, of one group where ``by`` and ``key``
    say which."""
    name, month = _one(query, "measure"), _one(query, "month")
    part = _one(query, "part") or "numerator"
    if not name or not month:
        return Page(array("q"), ())
    found = [each for each in given(work, Month.read(month), name) if getattr(each, part)]
    by = _one(query, "by")
    if by:
        wanted = _one(query, "key")
        if by == "person":
            personal.allow(work, int(wanted) if wanted.isdecimal() else None)
        keys = keys_of(work, found, by, Month.read(month))
        found = [each for each in found if str(keys.get((each.kind, each.id))) == wanted]
    known = {(_KINDS.index(each.kind), each.id) for each in found if each.kind in KIND_NAMES}
    ids = array("q", (kind * _PLACE + id for kind, id in sorted(known)))
    return Page(ids, tuple(rows(work, ids[:FIRST])))


@needs("report.read")
def rows(work: Work, ids: Sequence[int]) -> list[BehindRow]:
    """The rows of these records; one statement for each kind."""
    found: dict[int, BehindRow] = {}
    for at, kind in enumerate(_KINDS):
        mine = [id % _PLACE for id in ids if id // _PLACE == at]
        if not mine:
            continue
        chosen = _TOLD[kind]
        for id, number, text, moment, shown in work.rows(chosen.where(chosen.selected_columns[0].in_(mine))):
            place = at * _PLACE + id
            found[place] = BehindRow(place, kind, number, text, moment, shown)
    return [found[id] for id in ids if id in found]


def _one(query: Query, name: str) -> str:
    """The one value of a filter."""
    return str((query.where.get(name) or ("",))[0])
