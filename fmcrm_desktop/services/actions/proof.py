"""Whether an action helped: complaints of the same category and place counted before and after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work, ready_rows_each

PROOF_DAYS = 90
OUTCOMES = {
    "better": N_("Better"),
    "same": N_("No change"),
    "worse": N_("Worse"),
    "too_early": N_("Too early to say"),
}


@dataclass(frozen=True)
class Proof:
    """``before`` and ``after`` count the complaints of the same kind in the 90 days on either side of the day it was
    done; ``outcome`` is one of OUTCOMES, empty while it is not done or follows from no complaint."""

    outcome: str = ""
    before: int = 0
    after: int = 0
    until: date | None = None
    """The day after which it can be said."""


def proofs(work: Work, complaint: Complaint, days: Iterable[date | None]) -> dict[date | None, Proof]:
    """By the day an action was done how the same complaints went in the 90 days before and after; too early until these
    have passed."""
    done = sorted({day for day in days if day is not None})
    reach, next_day = timedelta(PROOF_DAYS), timedelta(1)
    windows = [
        window for day in done for window in ((day - reach, day), (day + next_day, day + reach + next_day))
    ]
    counts = iter(_counts(work, complaint, windows))
    found: dict[date | None, Proof] = {None: Proof()}
    for day in done:
        before, after, last = next(counts), next(counts), day + reach
        outcome = "better" if after < before else "worse" if after > before else "same"
        early = work.now.astimezone(work.zone).date() <= last
        found[day] = Proof("too_early" if early else outcome, before, after, last)
    return found


def _counts(work: Work, complaint: Complaint, windows: Sequence[tuple[date, date]]) -> list[int]:
    """Complaints of the same category and building (all buildings when it names none) in each [first, until)."""
    same = {"category": complaint.category_id, "building": complaint.building_id}
    alike = _alike(*(each is not None for each in same.values()))
    several = [
        {"first": day_start(first, work.zone), "until": day_start(until, work.zone), **same}
        for first, until in windows
    ]
    return [int(count) for [(count,)] in ready_rows_each(work, alike, several)]


@cache
def _alike(of_category: bool, in_building: bool) -> Any:
    """What was withdrawn says nothing, as on the board of gaps."""
    chosen = select(func.count()).where(
        Complaint.archived.is_(None),
        Complaint.state != "withdrawn",
        Complaint.received >= bindparam("first", type_=Moment()),
        Complaint.received < bindparam("until", type_=Moment()),
        Complaint.category_id == bindparam("category") if of_category else Complaint.category_id.is_(None),
    )
    return chosen.where(Complaint.building_id == bindparam("building")) if in_building else chosen
