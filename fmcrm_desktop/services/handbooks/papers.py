"""The receipt an owner signs for a handbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fmcrm_desktop.model.channel import HandbookEdition, HandbookIssue
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.handbooks.editions import current
from fmcrm_desktop.services.owner_page import person_numbered
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class HandbookReceipt:
    """Who was given which edition; without an issue the sheet is filled in by hand."""

    head: Head
    person: Names
    language: str
    unit: str
    handbook: Names
    edition: str
    issued: datetime | None


@needs("person.read")
def receipt(work: Work, person: int) -> HandbookReceipt:
    """The receipt of the latest edition a person was given, else of the current one, to be signed on handing over."""
    who = work.get(Person, person)
    it, book = HandbookIssue, HandbookEdition
    given = work.row(
        select(it.edition_id, it.issued, Unit.label)
        .join(book, book.id == it.edition_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .where(it.person_id == person, it.archived.is_(None))
        .order_by(book.day.desc(), it.issued.desc(), it.id.desc())
    )
    edition, issued, unit = given if given is not None else (current(work), None, "")
    if edition is None:
        raise Refusal(N_("There is no edition of the handbook yet."))
    its = work.get(book, edition)
    return HandbookReceipt(
        head(work), Names(who.name, who.other_name), who.language, unit or "", Names(its.name, its.other_name),
        its.edition, issued,
    )  # fmt: skip


@needs("person.read")
def receipt_numbered(work: Work, number: str) -> HandbookReceipt:
    """The same by the person's number. Raises Invalid(number)."""
    return receipt(work, person_numbered(work, number))
