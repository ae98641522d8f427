"""Handbooks handed out: to one or to many, the signed receipt marked, a mistake taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any

from sqlalchemy import Select, select

from fmcrm_desktop.model.channel import HandbookEdition, HandbookIssue
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.handbooks.editions import current
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work


@dataclass
class IssueForm:
    """Which edition was handed out on which day."""

    edition_id: Annotated[int | None, Field(N_("Edition"), pick="handbook_edition", required=True)] = None
    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    signed: Annotated[bool, Field(N_("The receipt is signed"))] = False


@dataclass(frozen=True, slots=True)
class Issued:
    """An edition a person was given."""

    id: int
    edition: str
    other: str
    issued: datetime
    signed: bool


@needs("person.read")
def issue_draft(work: Work) -> IssueForm:
    """The current edition, today."""
    return IssueForm(current(work), today(work))


@needs("person.write")
def issue(work: Work, people: Sequence[int], form: IssueForm) -> Together:
    """Hand the edition to each of these people; who has it already is passed over."""
    check(form)
    assert form.edition_id is not None and form.day is not None
    if form.day > today(work):
        raise Invalid(day=N_("This is still to come. Enter when it was handed over."))
    work.get(HandbookEdition, form.edition_id)
    moment = _moment(work, form.day)
    done = same = 0
    for start in range(0, len(people), together.AT_ONCE):
        some = list(people[start : start + together.AT_ONCE])
        known = set(work.column(select(Person.id).where(Person.id.in_(some))))
        had = set(work.column(_having(form.edition_id, some)))
        units = _units(work, some)
        fresh = [id for id in dict.fromkeys(some) if id in known - had]
        work.add_many(HandbookIssue, [
            {"edition_id": form.edition_id, "person_id": id, "unit_id": units.get(id), "issued": moment,
             "staff_id": work.who.staff_id, "signed": form.signed}
            for id in fresh
        ])  # fmt: skip
        done, same = done + len(fresh), same + len(had)
    return Together(done, same)


@needs("person.write")
def sign(work: Work, people: Sequence[int]) -> Together:
    """The signed receipts of what these people were last given came back."""

    def act(it: HandbookIssue) -> bool:
        return together.give(it, {"signed": True})

    return together.each(work, HandbookIssue, _latest(work, people), act, lambda it: str(it.id))


@needs("person.write")
def take_back(work: Work, id: int) -> int:
    """An issue entered by mistake."""
    work.archive(work.get(HandbookIssue, id))
    return id


@needs("person.read")
def of_person(work: Work, person: int) -> list[Issued]:
    """What a person was given, the latest first."""
    it, book = HandbookIssue, HandbookEdition
    given = (
        select(it.id, book.name, book.other_name, book.edition, it.issued, it.signed)
        .join(book, book.id == it.edition_id)
        .where(it.person_id == person, it.archived.is_(None))
        .order_by(it.issued.desc(), it.id.desc())
    )
    return [
        Issued(id, f"{name} {edition}", f"{other} {edition}" if other else "", moment, signed)
        for id, name, other, edition, moment, signed in work.rows(given)
    ]


def _moment(work: Work, day: date) -> datetime:
    """Now, or noon of an earlier day."""
    return work.now if day == today(work) else datetime.combine(day, time(12), work.zone)


def _having(edition: int, people: list[int]) -> Select[Any]:
    it = HandbookIssue
    return select(it.person_id).where(
        it.edition_id == edition, it.person_id.in_(people), it.archived.is_(None)
    )


def _latest(work: Work, people: Sequence[int]) -> list[int]:
    it = HandbookIssue
    found: dict[int, int] = {}
    for start in range(0, len(people), together.AT_ONCE):
        some = list(people[start : start + together.AT_ONCE])
        given = (
            select(it.person_id, it.id)
            .join(HandbookEdition, HandbookEdition.id == it.edition_id)
            .where(it.person_id.in_(some), it.archived.is_(None))
            .order_by(HandbookEdition.day, it.issued, it.id)
        )
        found.update({row[0]: row[1] for row in work.rows(given)})
    return list(found.values())


def _units(work: Work, people: list[int]) -> dict[int, int]:
    """The home of each that owns one."""
    ties = select(Relation.person_id, Relation.unit_id).where(
        Relation.person_id.in_(people), Relation.role == "owner", holds(today(work))
    )
    found: dict[int, int] = {}
    for person, unit in work.rows(ties.order_by(Relation.id)):
        found.setdefault(person, unit)
    return found
