"""Figures about one of the staff: seen by that person and by those with the right to them, by nobody else."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, false, true

from fmcrm_desktop.model.refusal import Missing, NotAllowed
from fmcrm_desktop.store.work import Work

RIGHT = "quality.staff"


def of_all(work: Work) -> bool:
    """Whether whoever asks may see the figures of everybody."""
    return work.who.may(RIGHT)


def seen(work: Work, staff: Any) -> ColumnElement[bool]:
    """The criterion by which a list holds what may be seen; ``staff`` is the column that says whose it is."""
    if of_all(work):
        return true()
    return staff == work.who.staff_id if work.who.staff_id is not None else false()


def show(work: Work, record: Any) -> None:
    """Go on with a record of somebody's, or raise Missing: that there is one is nothing to tell either."""
    if not _may(work, record.staff_id):
        raise Missing(record.__tablename__, record.id)


def allow(work: Work, staff_id: int | None) -> None:
    """Go on with the figures of this person, or raise NotAllowed."""
    if not _may(work, staff_id):
        raise NotAllowed(RIGHT)


def _may(work: Work, staff_id: int | None) -> bool:
    return of_all(work) or (staff_id is not None and staff_id == work.who.staff_id)
