"""What history says beside the entered factors: counted, shown next to the entry, never made into points by itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select

from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.customer_value import LeavingEntry
from fmcrm_desktop.model.improvement import Suggestion
from fmcrm_desktop.model.person import Person, PersonTie
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.store.work import Work

Hint = tuple[str, int]
"""A marked text, and how many."""


def hints(work: Work, person: int) -> dict[str, tuple[Hint, ...]]:
    """Factor → what was counted of this person; what there is nothing of is left out."""
    found = {
        "potential": (
            (N_("units they belong to today"), _units(work, person)),
            (N_("prospects under their name"), _count(work, Lead, Lead.person_id == person)),
        ),
        "insight": _insight(work, person) if work.who.may("complaint.read") else (),
        "influence": (
            *_posts(work, person),
            (N_("prospects they recommended us to"), _count(work, Lead, Lead.recommended_by_id == person)),
            (N_("household members and contacts"), _ties(work, person)),
            (N_("others in the same units"), _neighbours(work, person)),
            (N_("times their word brought or kept a customer"), _mouth(work, person, "good")),
            (N_("times they warned of us"), _mouth(work, person, "bad")),
        ),
    }
    return {factor: tuple(hint for hint in given if hint[1]) for factor, given in found.items()}


def _insight(work: Work, person: int) -> tuple[Hint, ...]:
    followed = and_(Suggestion.person_id == person, Suggestion.state.in_(("accepted", "done")))
    acted = (
        select(CorrectiveAction.id)
        .where(CorrectiveAction.complaint_id == Complaint.id, CorrectiveAction.archived.is_(None))
        .exists()
    )
    taught = and_(
        Complaint.person_id == person, Complaint.state != "withdrawn", or_(Complaint.lesson != "", acted)
    )
    return (
        (N_("suggestions that were followed"), _count(work, Suggestion, followed)),
        (N_("complaints that led to a lesson or a change"), _count(work, Complaint, taught)),
    )


def _count(work: Work, table: Any, *where: Any) -> int:
    return int(
        work.value(select(func.count()).select_from(table).where(table.archived.is_(None), *where)) or 0
    )


def _ties(work: Work, person: int) -> int:
    return _count(work, PersonTie, or_(PersonTie.person_id == person, PersonTie.other_id == person))


def _mouth(work: Work, person: int, said: str) -> int:
    return _count(work, LeavingEntry, LeavingEntry.mouth_id == person, LeavingEntry.mouth == said)


def _posts(work: Work, person: int) -> tuple[Hint, ...]:
    """Posts in bodies of owners, where the office keeps any."""
    members = Person.metadata.tables.get("committee_member")
    if members is None:
        return ()
    chosen = select(func.count()).select_from(members).where(members.c.person_id == person)
    return (
        (N_("posts in the owners' committee"), int(work.value(chosen.where(members.c.archived.is_(None))))),
    )


def _own(work: Work, person: int) -> Any:
    return select(Relation.unit_id).where(Relation.person_id == person, holds(today(work)))


def _units(work: Work, person: int) -> int:
    return _count(work, Unit, Unit.id.in_(_own(work, person)))


def _neighbours(work: Work, person: int) -> int:
    chosen = select(func.count(Relation.person_id.distinct())).where(
        Relation.unit_id.in_(_own(work, person)), Relation.person_id != person, holds(today(work))
    )
    return int(work.value(chosen) or 0)
