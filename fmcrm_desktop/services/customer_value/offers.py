"""Offers made to customers, and what they said: a list, an answer, and "later" with the day on which to ask again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.customer_value import ANSWERS, OFFER_KINDS, Offer
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import today
from fmcrm_desktop.services.paging import in_order, turned
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

ASK_AGAIN = timedelta(days=30)


@dataclass
class OfferForm:
    """What was offered to whom, by whom, and what they said."""

    person_id: Annotated[int | None, Field(N_("The customer"), pick="person", required=True)] = None
    kind: Annotated[str, Field(N_("Kind"), choices=OFFER_KINDS, required=True)] = "other"
    what: Annotated[str, Field(N_("What was offered"), longest=200, required=True)] = ""
    day: Annotated[date | None, Field(N_("Offered on"), required=True)] = None
    staff_id: Annotated[int | None, Field(N_("Offered by"), pick="staff")] = None
    answer: Annotated[str, Field(N_("Answer"), choices=ANSWERS, required=True)] = "open"
    again_day: Annotated[date | None, Field(N_("Ask again on"), hint=N_("For the answer “Later”"))] = None
    why: Annotated[str, Field(N_("Reason"), longest=500, lines=2)] = ""
    key: str = ""
    version: int | None = None


@dataclass
class AnswerForm:
    """What the customer said."""

    answer: Annotated[str, Field(N_("Answer"), choices=ANSWERS, required=True)] = "yes"
    again_day: Annotated[date | None, Field(N_("Ask again on"), hint=N_("For the answer “Later”"))] = None
    why: Annotated[str, Field(N_("Reason"), longest=500, lines=2)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer in the list."""

    id: int
    person_id: int
    person: str
    person_other: str
    kind: str
    what: str
    day: date
    staff: str
    staff_other: str
    answer: str
    why: str
    answered_day: date | None
    again_day: date | None
    archived: bool


_NAMES = ("person_id", "kind", "what", "key", "day", "staff_id", "answer", "again_day", "why")


@needs("person.read")
def page(work: Work, query: Query) -> Page[OfferRow]:
    """Offers, the newest first; filters answer, kind, person. Words find people and what was offered."""
    ids = select(Offer.id).where(Offer.archived.is_not(None) if query.archived else Offer.archived.is_(None))
    for name, column in (("answer", Offer.answer), ("kind", Offer.kind), ("person", Offer.person_id)):
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    if query.text.strip():
        people = search.refs(work, query.text, "person", 500)
        said = func.lower(Offer.what).contains(query.text.strip().lower(), autoescape=True)
        ids = ids.where(or_(said, Offer.person_id.in_(people)))
    sorted_by: Any = {"answer": Offer.answer, "what": Offer.what, "again_day": Offer.again_day}.get(
        query.sort, Offer.day
    )
    down = query.descending or not query.sort
    found = work.ids(ids.order_by(turned(sorted_by, down), Offer.id.desc()))
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[OfferRow]:
    """The rows of these, in this order."""
    its = Offer
    chosen = (
        select(
            its.id, its.person_id, Person.name, Person.other_name, its.kind, its.what, its.day,
            func.coalesce(Staff.name, ""), func.coalesce(Staff.other_name, ""), its.answer, its.why,
            its.answered_day, its.again_day, its.archived.is_not(None),
        )
        .join(Person, Person.id == its.person_id)
        .outerjoin(Staff, Staff.id == its.staff_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [OfferRow(*row) for row in work.rows(chosen)], lambda row: row.id)


@needs("person.read")
def draft(work: Work, start: dict[str, Any]) -> OfferForm:
    """An offer of today by whoever asks; ``start`` fills what is known (person_id, kind, what, key)."""
    return OfferForm(day=today(work), staff_id=work.who.staff_id, **start)


@needs("person.write")
def add(work: Work, form: OfferForm) -> int:
    """Keep an offer. Raises Invalid."""
    _checked(work, form)
    answered = None if form.answer == "open" else today(work)
    return work.add(Offer(**{name: getattr(form, name) for name in _NAMES}, answered_day=answered)).id


@needs("person.read")
def form_of(work: Work, id: int) -> OfferForm:
    """The offer as it stands, with the version seen."""
    it = work.get(Offer, id)
    return OfferForm(**{name: getattr(it, name) for name in _NAMES}, version=it.version)


@needs("person.write")
def change(work: Work, id: int, form: OfferForm) -> int:
    """Put an offer right."""
    _checked(work, form)
    it = work.get(Offer, id, seen=form.version)
    if form.answer != it.answer:
        it.answered_day = None if form.answer == "open" else today(work)
    for name in _NAMES:
        setattr(it, name, getattr(form, name))
    return id


@needs("person.read")
def answer_form(work: Work, id: int) -> AnswerForm:
    """For what the customer says now; a further "later" is a month on."""
    it = work.get(Offer, id)
    return AnswerForm(again_day=today(work) + ASK_AGAIN, why=it.why, version=it.version)


@needs("person.write")
def answer(work: Work, id: int, form: AnswerForm) -> int:
    """Write down what the customer said; of anything but "later" there is nothing to ask again."""
    check(form)
    it = work.get(Offer, id, seen=form.version)
    it.answer, it.why, it.answered_day = form.answer, form.why, today(work)
    it.again_day = _again(form)
    if form.answer == "open":
        it.answered_day = None
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Put an offer away."""
    work.archive(work.get(Offer, id))
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Take an archived offer back."""
    work.restore(work.get(Offer, id))
    return id


@needs("person.read")
def results(work: Work) -> dict[str, int]:
    """How many offers have which answer."""
    chosen = select(Offer.answer, func.count()).where(Offer.archived.is_(None)).group_by(Offer.answer)
    found = {str(answer): int(many) for answer, many in work.rows(chosen)}
    return {answer: found.get(answer, 0) for answer in ANSWERS}


def _again(form: OfferForm | AnswerForm) -> date | None:
    if form.answer != "later":
        return None
    if form.again_day is None:
        raise Invalid(again_day=N_("Say when to ask again."))
    return form.again_day


def _checked(work: Work, form: OfferForm) -> None:
    check(form)
    if form.person_id is not None:
        work.get(Person, form.person_id)
    form.again_day = _again(form)
