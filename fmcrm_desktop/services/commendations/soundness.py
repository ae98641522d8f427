"""What must hold of praise, checked after each undo: a recognition made of it has the name of who is praised on it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select

from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.skill import Recognition
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work

AT_ONCE = 500


def still_theirs(work: Work, lines: Sequence[tuple[str, int, str]]) -> None:
    """After an undo of these lines (table, id, changes): no certificate may be left of somebody whom this praise does
    not name. Raises Refusal."""
    for table, column in (("commendation", Commendation.id), ("recognition", Commendation.recognition_id)):
        ids = sorted({id for of, id, _ in lines if of == table})
        for start in range(0, len(ids), AT_ONCE):
            wrong = (
                select(Commendation.id)
                .join(Recognition, Recognition.id == Commendation.recognition_id)
                .where(column.in_(ids[start : start + AT_ONCE]), Recognition.archived.is_(None))
                .where(or_(Commendation.staff_id.is_(None), Commendation.staff_id != Recognition.staff_id))
            )
            if work.value(wrong.limit(1)) is not None:
                raise Refusal(N_("This has been changed again since and cannot be undone."))
