"""Who is calling: from a number, a name or a unit to the people it may be, with what the clerk must know at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.phone import looks_like_number, normalise
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import notices, promises, prospects, settings, timeline, units
from fmcrm_desktop.services.calls.reasons import Reason, reason_of_lead, reasons
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.notices import NoticeRow
from fmcrm_desktop.services.owners import listing
from fmcrm_desktop.services.owners.card import ContactRow, Matter, contacts_of, open_matters
from fmcrm_desktop.services.owners.listing import OwnerRow, lasts, today
from fmcrm_desktop.services.promises import PromiseRow
from fmcrm_desktop.services.prospects import LeadRow
from fmcrm_desktop.services.timeline import Entry
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

MOST = 8
FEW = 3
MANY = 40
"""So many prospects are looked through for open ones."""
LAST = 3
"""So many of the last contacts are on the card."""
_MATTER = re.compile(r"[A-Za-z]{1,4}-?\d[\d-]*")


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be calling; ``unit_id`` is theirs where they have one home only, or the one typed."""

    row: OwnerRow
    unit_id: int | None
    unit: str
    reason: Reason = Reason("words")


@dataclass(frozen=True)
class Prospect:
    """An open prospect who may be calling."""

    row: LeadRow
    reason: Reason = Reason("words")


@dataclass(frozen=True)
class Caller:
    """What the clerk must know of the one who is calling."""

    row: OwnerRow
    units: tuple[tuple[int, str], ...]
    open: tuple[Matter, ...]
    promises: tuple[PromiseRow, ...]
    language: str = ""
    prefers: str = ""
    channel: str = ""
    hours: str = ""
    expects: str = ""
    speaks: str = ""
    contacts: tuple[ContactRow, ...] = ()
    last: tuple[Entry, ...] = ()
    """The last contacts, newest first."""
    notices: tuple[NoticeRow, ...] = ()
    """What holds now for their buildings."""
    leads: tuple[LeadRow, ...] = ()
    """The open prospects they are."""


@needs("call.read")
def who(work: Work, text: str) -> tuple[Candidate | Prospect, ...]:
    """The people and the open prospects a telephone number, a name, a unit, an email or the number of a matter means,
    the surest first and each with the reason; at most eight people."""
    text = text.strip()
    if not text:
        return ()
    found: dict[int, int | None] = {}
    matters = _by_matter(work, text) if _MATTER.fullmatch(text) else {}
    found |= dict.fromkeys(matters)
    numbered = _by_number(work, text) if looks_like_number(text) else ()
    found |= dict.fromkeys(numbered)
    found |= {id: found.get(id) for id in listing.found(work, text, MOST)}
    if len(found) < MOST or any(c.isdigit() for c in text):  # else no unit could bring anybody more
        for unit in search.refs(work, text, "unit", FEW):
            for person in _people_of(work, unit):
                if found.get(person) is None:
                    found[person] = unit
    ends = [id for id in listing.by_end(work, text) if id not in list(found)[:MOST]]
    surest = list(found)[: MOST - len(ends)] + ends
    people = _candidates(work, text, {id: found.get(id) for id in surest}, matters)
    leads = _prospects(work, text) if work.who.may("person.read") else ()
    sure = not (matters or numbered) and any(_whole(each.reason) for each in leads)
    return (*leads, *people) if sure else (*people, *leads)


@needs("call.read")
def caller(work: Work, person: int) -> Caller | None:
    """The card of the one who is calling; None when they are gone."""
    found = listing.rows(work, [person])
    if not found:
        return None
    homes = units.of_people(work, [person])[person]
    it = work.get(Person, person)
    last = [each for each in timeline.person(work, person, CONTACTS, 20) if each.moment <= work.now][:LAST]
    return Caller(
        found[0],
        tuple((choice.id, choice.text) for choice in homes),
        open_matters(work, "person_id", person),
        tuple(promises.of_person(work, person, settled=False)),
        it.language, it.prefers, it.preferred_channel, it.preferred_hours, it.expects, it.speaks,
        contacts_of(work, person),
        tuple(last),
        notices.in_force(work, [choice.id for choice in homes]) if homes else (),
        prospects.of_person(work, person),
    )  # fmt: skip


CONTACTS = ("call", "visit", "complaint")
SURE = ("telephone", "matter", "email")
"""What names one prospect and nobody else, when it is typed whole."""


def _whole(reason: Reason) -> bool:
    return reason.why in SURE and (reason.start, reason.end) == (0, len(reason.text))


def _prospects(work: Work, typed: str) -> tuple[Prospect, ...]:
    """Open prospects, each with the reason."""
    country = settings.get(work, "office.country")
    forms = normalise(typed, country).forms if looks_like_number(typed) else ()
    found = prospects.open_of(work, search.refs(work, typed, "lead", MANY), forms)
    return tuple(Prospect(row, reason_of_lead(typed, forms, row)) for row in found)


def _by_matter(work: Work, text: str) -> dict[int, str]:
    """Whose matters have a number that begins with what was typed: person → number."""
    found: dict[int, str] = {}
    for table in (WorkOrder, Complaint):
        refs = search.refs(work, text, table.__tablename__, FEW)
        if refs:
            columns = select(table.person_id, table.number).where(
                table.id.in_(refs), table.person_id.is_not(None)
            )
            for person, number in work.rows(columns.order_by(table.id.desc())):
                if number.startswith(text.upper()):
                    found.setdefault(person, number)
    return found


def _by_number(work: Work, text: str) -> Sequence[int]:
    phone = normalise(text, settings.get(work, "office.country"))
    if not phone.forms:
        return ()
    columns = (
        select(ContactPoint.person_id)
        .join(Person, Person.id == ContactPoint.person_id)
        .where(
            ContactPoint.digits.in_(phone.forms), ContactPoint.archived.is_(None), Person.archived.is_(None)
        )
        .order_by(ContactPoint.do_not_use, ContactPoint.id)
        .limit(MOST)
    )
    return list(dict.fromkeys(work.column(columns)))


def _people_of(work: Work, unit: int) -> Sequence[int]:
    columns = (
        select(Relation.person_id)
        .join(Person, Person.id == Relation.person_id)
        .where(Relation.unit_id == unit, lasts(today(work)), Person.archived.is_(None))
        .order_by(Relation.id)
        .limit(MOST)
    )
    return list(dict.fromkeys(work.column(columns)))


def _names(typed: str, label: str) -> bool:
    return any(fold(word) in fold(label) for word in typed.split())


def _candidates(
    work: Work, typed: str, found: dict[int, int | None], matters: dict[int, str]
) -> tuple[Candidate, ...]:
    homes = units.of_people(work, list(found))
    made = []
    for row in listing.rows(work, list(found)):
        labels = {choice.id: choice.text for choice in homes[row.id]}
        unit = found[row.id]
        if unit is not None and not _names(typed, labels.get(unit, "")):
            unit = None  # found by the name of who lives there: that says nothing of which of theirs is meant
        if unit is None and len(labels) == 1:
            unit = next(iter(labels))
        made.append(Candidate(row, unit, labels.get(unit, "") if unit is not None else ""))
    said = {each.row.id: each.row.units or each.unit for each in made}
    why = reasons(work, typed, said, matters)
    return tuple(replace(each, reason=why[each.row.id]) for each in made)
