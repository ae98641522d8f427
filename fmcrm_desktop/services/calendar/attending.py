"""Who came to a meeting, and what its guests have answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from fmcrm_desktop.model.event import ANSWERS, Event, EventGuest, EventStaff
from fmcrm_desktop.model.refusal import Invalid, Missing
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.calendar import keeping
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Mark:
    """Which of those invited is meant: of the staff or a guest, by place in their list (from 0)."""

    guest: bool
    place: int


@needs("calendar.write")
def attend(work: Work, id: int, mark: Mark, came: bool | None, occurrence: str = "") -> int:
    """Note that somebody came or did not (None takes the note away); of a series only of the time named, which
    becomes an event of its own. The id of the event that has the note."""
    id = _own(work, id, occurrence)
    _tie(work, id, mark).attended = came
    return id


@needs("calendar.write")
def all_came(work: Work, id: int, occurrence: str = "") -> int:
    """Note of everybody invited that they came."""
    id = _own(work, id, occurrence)
    for one in _staff(work, id):
        one.attended = True
    for guest in _guests(work, id):
        guest.attended = True
    return id


@needs("calendar.write")
def answer(work: Work, id: int, mark: Mark, said: str) -> int:
    """Note what a guest answered to the invitation; it is to all times of a series."""
    if said not in ANSWERS:
        raise Invalid(answer=N_("Choose one of the list."))
    tie = _tie(work, id, mark)
    assert isinstance(tie, EventGuest)
    tie.answer = said
    return id


def _own(work: Work, id: int, occurrence: str) -> int:
    return keeping.alone(work, id, occurrence) if work.get(Event, id).rule and occurrence else id


def _tie(work: Work, id: int, mark: Mark) -> EventStaff | EventGuest:
    ties = _guests(work, id) if mark.guest else _staff(work, id)
    if not 0 <= mark.place < len(ties):
        raise Missing("event", id)
    return ties[mark.place]


def _staff(work: Work, id: int) -> Sequence[EventStaff]:
    return work.records(select(EventStaff).where(EventStaff.event_id == id).order_by(EventStaff.id))


def _guests(work: Work, id: int) -> Sequence[EventGuest]:
    return work.records(select(EventGuest).where(EventGuest.event_id == id).order_by(EventGuest.id))
