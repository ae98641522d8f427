"""The owner page on paper: one person, everything known, and what happened."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, false, or_, select

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import timeline
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.card import PersonCard, card
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work

LINES = 200


@dataclass(frozen=True)
class OwnerPage:
    """A person's card and timeline, newest first; at most LINES lines."""

    head: Head
    card: PersonCard
    timeline: tuple[timeline.Entry, ...]
    more: bool
    """Whether there was more before that."""


@needs("person.read")
def sheet(work: Work, number: str) -> OwnerPage:
    """The page of the person with this number; raises Invalid(number)."""
    return sheet_of(work, person_numbered(work, number))


def person_numbered(work: Work, number: str) -> int:
    """The person of a number (that of the system before, or ours; with # before it ours alone); raises
    Invalid(number)."""
    wanted = number.strip()
    same = Person.external_number == wanted
    if wanted.startswith("#"):
        wanted, same = wanted[1:], false()
    found = work.column(
        select(Person.id)
        .where(or_(same, Person.id == int(wanted)) if wanted.isdecimal() and len(wanted) < 18 else same)
        .order_by(case((same, 0), else_=1), Person.id)
        .limit(1)
    )
    if not wanted or not found:
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=number))
    return int(found[0])


@needs("person.read")
def sheet_of(work: Work, id: int) -> OwnerPage:
    """The page of a person by their id."""
    told = timeline.person(work, id, limit=LINES + 1)
    return OwnerPage(head(work), card(work, id), told[:LINES], len(told) > LINES)
