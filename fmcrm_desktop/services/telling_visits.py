"""Telling those concerned by a visit of a work order: when it is planned, moved, given to others, and called off.

As with events (telling_events.py): those who go are told, except whoever did it; the customer where the form says so
(``customer``), and of what becomes of it later where they were told of it before.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.words import CHINESE, ENGLISH
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.services.telling_events import (
    METHODS,
    Concerned,
    Entry,
    lines_of_deed,
    said,
    staff_changed,
    when_before,
)
from fmcrm_desktop.store.work import Work

TITLES = {ENGLISH: "Visit for {number}, {summary}", CHINESE: "上门 {number} {summary}"}
_TIMES = {"planned_from": "starts", "planned_until": "ends"}


def changed(work: Work, visit_id: int, customer: bool | None = None) -> None:
    """Tell of what this deed has made of a visit. Call it last in the deed. ``customer`` None: where told before."""
    visit = work.get(Visit, visit_id)
    work.session.flush()
    lines = lines_of_deed(work, ("visit", "visit_staff"))
    own = [line for line in lines if (line.record_table, line.record_id) == ("visit", visit_id)]
    staff, people = _staff(work, visit), _customer(work, visit, customer)
    if any(line.action == "add" for line in own):
        _tell(work, visit, "made", Concerned(staff, people))
        return
    was = {
        _TIMES[name]: pair[0]
        for line in reversed(own)
        for name, pair in json.loads(line.changes).items()
        if name in _TIMES
    }
    before = when_before(_entry(work, visit, ENGLISH), was)
    come, gone = staff_changed(lines, "visit", visit_id)
    known = _told_before(work, visit_id)
    if (before["starts"], before["ends"]) != (visit.planned_from, visit.planned_until):
        still = [id for id in staff if id not in come]
        _tell(work, visit, "moved", Concerned(still, [id for id in people if id in known]), before)
    new = [id for id in people if id not in known]
    _tell(work, visit, "made", Concerned([id for id in staff if id in come], new))
    _tell(work, visit, "cancelled", Concerned([id for id in gone if id != work.who.staff_id]))


def cancelled(work: Work, visit: Visit) -> None:
    """Tell that nobody comes."""
    _tell(work, visit, "cancelled", Concerned(_staff(work, visit), _customer(work, visit, None)))


def _staff(work: Work, visit: Visit) -> list[int]:
    ties = select(VisitStaff.staff_id).where(VisitStaff.visit_id == visit.id).order_by(VisitStaff.id)
    return [id for id in work.column(ties) if id != work.who.staff_id]


def _customer(work: Work, visit: Visit, wanted: bool | None) -> list[int]:
    person = work.value(select(WorkOrder.person_id).where(WorkOrder.id == visit.order_id))
    known = wanted is None and person in _told_before(work, visit.id)
    return [person] if person is not None and (wanted or known) else []


def _told_before(work: Work, visit_id: int) -> Sequence[int]:
    """The people who were told of it, but for messages that were taken back."""
    return work.column(
        select(Message.person_id).where(
            Message.subject_of == "visit", Message.subject_id == visit_id, Message.person_id.is_not(None),
            Message.archived.is_(None),
        )
    )  # fmt: skip


def _tell(work: Work, visit: Visit, what: str, to: Concerned, before: dict[str, Any] | None = None) -> None:
    if not (to.staff or to.people) or visit.planned_until <= work.now:
        return
    told = {
        language: said(work, _entry(work, visit, language), what, language, before) for language in TITLES
    }
    about = ("visit", visit.id)
    telling = Telling(*told[ENGLISH], told[CHINESE], about=about, method=METHODS[what])
    tell(work, telling, staff=to.staff, people=to.people)


def _entry(work: Work, visit: Visit, language: str) -> Entry:
    """The visit as what is said of an event."""
    columns = select(WorkOrder.number, WorkOrder.summary, WorkOrder.place, Unit.label)
    order = work.row(
        columns.outerjoin(Unit, Unit.id == WorkOrder.unit_id).where(WorkOrder.id == visit.order_id)
    )
    assert order is not None
    title = TITLES[language].format(number=order.number, summary=order.summary)
    place = ", ".join(part for part in (order.label, order.place) if part)
    return Entry(title, place, visit.planned_from, visit.planned_until)
