"""Whether an action helped: complaints of the same category and place counted before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work

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


def proof(work: Work, complaint: Complaint, done: date | None) -> Proof:
    """How the same complaints went in the 90 days before and after a day; too early until these have passed."""
    if done is None:
        return Proof()
    last = done + timedelta(PROOF_DAYS)
    before = _count(work, complaint, done - timedelta(PROOF_DAYS), done)
    after = _count(work, complaint, done + timedelta(1), last + timedelta(1))
    if work.now.astimezone(work.zone).date() <= last:
        return Proof("too_early", before, after, last)
    return Proof("better" if after < before else "worse" if after > before else "same", before, after, last)


def _count(work: Work, complaint: Complaint, first: date, until: date) -> int:
    """Complaints of the same category and building (all buildings when it names none) in [first, until); what was
    withdrawn says nothing, as on the board of gaps."""
    chosen = select(func.count()).where(
        Complaint.archived.is_(None),
        Complaint.state != "withdrawn",
        Complaint.received >= day_start(first, work.zone),
        Complaint.received < day_start(until, work.zone),
        Complaint.category_id == complaint.category_id
        if complaint.category_id is not None
        else Complaint.category_id.is_(None),
    )
    if complaint.building_id is not None:
        chosen = chosen.where(Complaint.building_id == complaint.building_id)
    return int(work.value(chosen))
