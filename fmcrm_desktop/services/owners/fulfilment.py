"""How well the office kept its times towards one customer in the last twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select, union_all

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.store.work import Work

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """Work orders finished and complaints answered that had a time set; ``delay`` is the mean of the late ones."""

    due: int = 0
    on_time: int = 0
    delay: timedelta = timedelta()

    @property
    def percent(self) -> int:
        return round(100 * self.on_time / self.due) if self.due else 0


def fulfilment(work: Work, person: int) -> Fulfilment:
    """Counted by when it was finished or answered."""
    since = work.now - YEAR

    def kept(table: Any, finished: Any) -> Select[Any]:
        return select(table.due.label("due"), finished.label("finished")).where(
            table.person_id == person, table.archived.is_(None), table.due.is_not(None), finished >= since
        )

    both = union_all(kept(WorkOrder, WorkOrder.done), kept(Complaint, Complaint.answered))
    found: list[tuple[datetime, datetime]] = [(due, finished) for due, finished in work.rows(both)]
    late = [finished - due for due, finished in found if finished > due]
    delay = sum(late, timedelta()) / len(late) if late else timedelta()
    return Fulfilment(len(found), len(found) - len(late), delay)
