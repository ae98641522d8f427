"""Letters and labels for paper: what was kept, by number or many at once, as plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.letters.people import AT_ONCE, addressees, in_script
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class LetterHead:
    """The office above a letter."""

    name: str
    phone: str
    address: str


@dataclass(frozen=True)
class LetterSheet:
    """A letter as it was written; ``address`` begins with the name. ``made`` in UTC."""

    id: int
    number: str
    made: datetime
    language: str
    address: str
    subject: str
    text: str
    staff: str


@dataclass(frozen=True)
class LetterSheets:
    """One letter or many, under one head."""

    head: LetterHead
    letters: tuple[LetterSheet, ...]


@dataclass(frozen=True)
class Address:
    """What a label says."""

    name: str
    address: str


@needs("person.read")
def sheet(work: Work, number: str) -> LetterSheets:
    """The letter with this number; raises Invalid(number)."""
    wanted = select(Letter.id).where(Letter.number == number.strip(), Letter.archived.is_(None))
    id = work.value(wanted.order_by(Letter.id.desc()).limit(1))
    if id is None:
        raise Invalid(number=Refusal(N_("There is no letter {number}."), number=number))
    return sheets(work, (id,))


@needs("person.read")
def sheets(work: Work, ids: Sequence[int]) -> LetterSheets:
    """These letters in this order."""
    found: list[LetterSheet] = []
    for start in range(0, len(ids), AT_ONCE):
        some = list(ids[start : start + AT_ONCE])
        columns = (
            select(
                Letter.id, Letter.number, Letter.made, Letter.language, Letter.address, Letter.subject,
                Letter.text, Staff.name, Staff.other_name,
            )
            .outerjoin(Staff, Staff.id == Letter.staff_id)
            .where(Letter.id.in_(some))
        )  # fmt: skip
        rows = [
            LetterSheet(
                id, number, made, said, address, subject, text, in_script(said, name or "", other or "")
            )
            for id, number, made, said, address, subject, text, name, other in work.rows(columns)
        ]
        found += in_order(some, rows, lambda row: row.id)
    head = LetterHead(*(str(settings.get(work, f"office.{name}")) for name in ("name", "phone", "address")))
    return LetterSheets(head, tuple(found))


@needs("person.read")
def labels(work: Work, people: Sequence[int]) -> tuple[Address, ...]:
    """Name and address of these people in their own language; who has no address is left out."""
    found = addressees(work, people)
    said = [
        Address(one.called(one.language), one.address(one.language))
        for id in dict.fromkeys(people)
        if (one := found.get(id)) is not None
    ]
    return tuple(one for one in said if one.address)
