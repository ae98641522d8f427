"""Making a call list from people or from what they wait for, sharing it out, changing and archiving it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import cycle
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model import complaint
from fmcrm_desktop.model.call import CallLine, CallList
from fmcrm_desktop.model.charge import Bill, Charge
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import owners, units
from fmcrm_desktop.services.bills.listing import overdue
from fmcrm_desktop.services.call_lists.forms import CallerForm, ChangeForm, ChosenForm, ListForm, ShareForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

LATELY = timedelta(days=30)
"""So long after its end an order is still asked about."""
AT_ONCE = 500


@needs("call.write")
def make(work: Work, form: ListForm | ChosenForm) -> int:
    """Make a list of the people chosen or found; refused when there is nobody to call."""
    check(form)
    people = _people(work, form)
    matters = _matters(work, form.special)
    if form.special:
        people = [person for person in people if person in matters]
    if not people:
        raise Refusal(N_("Nobody is found by this. Choose fewer filters."))
    _known(work, form.staff_ids)
    made = work.add(
        CallList(
            name=form.name, topic_id=form.topic_id, script=form.script,
            made=work.now, due_day=form.due_day,
        )
    )  # fmt: skip
    homes = _homes(work, people)
    callers = cycle(form.staff_ids or (None,))
    lines: list[dict[str, Any]] = []
    for at, (person, caller) in enumerate(zip(people, callers, strict=False), 1):
        line = {"list_id": made.id, "position": at, "person_id": person, "unit_id": homes.get(person)}
        line |= {"order_id": None, "complaint_id": None, "staff_id": caller} | matters.get(person, {})
        lines.append(line)
    work.add_many(CallLine, lines)
    return made.id


def _people(work: Work, form: ListForm | ChosenForm) -> list[int]:
    """Whom the form means, by name where a filter finds them, each once."""
    if form.people:
        return list(dict.fromkeys(form.people))
    if isinstance(form, ListForm):
        query = Query(text=form.words)
        if form.building_id is not None:
            query = query.having("building", form.building_id)
        if form.role:
            query = query.having("role", form.role)
    else:
        query = form.query or Query()
    return list(owners.page(work, query).ids)


def _matters(work: Work, special: str) -> dict[int, dict[str, Any]]:
    """The latest matter of each person that the list is about, as columns of a line."""
    if special == "complaint":
        columns = select(Complaint.person_id, Complaint.id, Complaint.unit_id).where(
            Complaint.state.in_(complaint.OPEN),
            Complaint.archived.is_(None),
            Complaint.person_id.is_not(None),
        )
        rows, key = work.rows(columns.order_by(Complaint.id)), "complaint_id"
    elif special == "rating":
        columns = select(WorkOrder.person_id, WorkOrder.id, WorkOrder.unit_id).where(
            WorkOrder.state.in_(("done", "closed")), WorkOrder.archived.is_(None),
            WorkOrder.person_id.is_not(None), WorkOrder.done >= work.now - LATELY, WorkOrder.rating.is_(None),
        )  # fmt: skip
        rows, key = work.rows(columns.order_by(WorkOrder.done, WorkOrder.id)), "order_id"
    elif special == "unpaid":
        # The line leads to an order of the bill: its page shows what was charged.
        order = select(func.min(Charge.order_id)).where(Charge.bill_id == Bill.id).scalar_subquery()
        columns = select(Bill.person_id, order, Bill.unit_id).where(
            overdue(work), Bill.archived.is_(None), Bill.person_id.is_not(None)
        )
        rows, key = work.rows(columns.order_by(Bill.due_day, Bill.id)), "order_id"
    else:
        return {}
    return {
        person: {key: matter} | ({"unit_id": unit} if unit is not None else {})
        for person, matter, unit in rows
    }


def _homes(work: Work, people: Sequence[int]) -> dict[int, int]:
    """The unit of those who have one home only."""
    found: dict[int, int] = {}
    for start in range(0, len(people), AT_ONCE):
        homes = units.of_people(work, people[start : start + AT_ONCE])
        found |= {person: choices[0].id for person, choices in homes.items() if len(choices) == 1}
    return found


def _known(work: Work, staff: Sequence[int]) -> None:
    known = work.value(select(func.count()).where(Staff.id.in_(staff), Staff.archived.is_(None)))
    if known != len(set(staff)):
        raise Invalid(staff_ids=N_("Somebody here does not work for the office any more."))


@needs("call.read")
def draft(work: Work, given: Mapping[str, Any]) -> ListForm | ChosenForm:
    """An empty form; ``people`` (ids) or ``query`` of the list of people make one that asks no filters."""
    if given.get("people") or given.get("query") is not None:
        return ChosenForm(people=tuple(given.get("people") or ()), query=given.get("query"))
    return ListForm()


@needs("call.read")
def form_of(work: Work, id: int) -> ChangeForm:
    """The list's particulars as they stand."""
    it = work.get(CallList, id)
    return ChangeForm(it.name, it.topic_id, it.script, it.due_day, it.version)


@needs("call.write")
def change(work: Work, id: int, form: ChangeForm) -> int:
    """Rename a list, change its script or its day."""
    check(form)
    it = work.get(CallList, id, seen=form.version)
    it.name, it.topic_id, it.script, it.due_day = form.name, form.topic_id, form.script, form.due_day
    return id


@needs("call.write")
def archive(work: Work, id: int) -> int:
    """Put a list away; its lines stay with it."""
    work.archive(work.get(CallList, id))
    return id


@needs("call.write")
def restore(work: Work, id: int) -> int:
    """Take a list up again."""
    work.restore(work.get(CallList, id))
    return id


@needs("call.write")
def share_out(work: Work, id: int, form: ShareForm) -> int:
    """Give the waiting lines to callers in turn, so that nobody has more than one more than another."""
    check(form)
    _known(work, form.staff_ids)
    lines = select(CallLine).where(CallLine.list_id == id, CallLine.state == "waiting")
    lines = lines.where(CallLine.archived.is_(None)).order_by(CallLine.position)
    if not form.again:
        lines = lines.where(CallLine.staff_id.is_(None))
    found = work.records(lines)
    if not found:
        raise Refusal(N_("No line of this list waits for a caller."))
    for line, caller in zip(found, cycle(form.staff_ids), strict=False):
        line.staff_id = caller
    return len(found)


@needs("call.write")
def assign(work: Work, lines: Sequence[int], form: CallerForm) -> int:
    """Give these lines to one caller by hand."""
    check(form)
    if form.staff_id is not None:
        _known(work, (form.staff_id,))
    for start in range(0, len(lines), AT_ONCE):
        for line in work.records(select(CallLine).where(CallLine.id.in_(lines[start : start + AT_ONCE]))):
            line.staff_id = form.staff_id
    return len(lines)
