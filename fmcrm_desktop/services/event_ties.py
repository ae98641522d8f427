"""Whose time an event takes, or whose task it is: only what differs is untied and tied, as the change log tells it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from fmcrm_desktop.model.event import EventStaff
from fmcrm_desktop.store.work import Work


def tied(work: Work, event_id: int) -> list[int]:
    """The staff of an event, in the order they were tied."""
    ties = select(EventStaff.staff_id).where(EventStaff.event_id == event_id).order_by(EventStaff.id)
    return list(work.column(ties))


def tie(work: Work, event_id: int, wanted: Iterable[int]) -> None:
    """Make these the staff of an event."""
    kept = work.records(select(EventStaff).where(EventStaff.event_id == event_id))
    ties = {each.staff_id: each for each in kept}
    for staff in dict.fromkeys(wanted):
        if staff in ties:
            del ties[staff]
        else:
            work.add(EventStaff(event_id=event_id, staff_id=staff))
    for each in ties.values():
        work.remove(each)
