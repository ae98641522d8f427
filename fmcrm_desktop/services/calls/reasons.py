"""Why a candidate was found: the telephone number, name, unit, email or matter that holds what was typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from fmcrm_desktop.model.person import ContactPoint, Person, PersonName
from fmcrm_desktop.model.phone import is_end, looks_like_number, normalise, plain_digits
from fmcrm_desktop.model.reading import fold, readings, tokens
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.prospects import LeadRow
from fmcrm_desktop.store.work import Work

REASONS = {
    "telephone": N_("Telephone"),
    "email": N_("Email"),
    "name": N_("Name"),
    "unit": N_("Unit"),
    "matter": N_("Matter"),
    "former": N_("Former no."),
    "words": N_("Found in the record"),
}


class Reason(NamedTuple):
    """Why: a key of REASONS, the text that matched and where in it the matched part stands."""

    why: str
    text: str = ""
    start: int = 0
    end: int = 0


def reasons(
    work: Work, typed: str, units: Mapping[int, str], matters: Mapping[int, str]
) -> dict[int, Reason]:
    """The surest reason for each of these people. ``units`` the labels of theirs, ``matters`` the number that led to
    them."""
    people = list(units)
    if not people:
        return {}
    country = settings.get(work, "office.country")
    names: dict[int, list[str]] = defaultdict(list)
    former: dict[int, list[str]] = defaultdict(list)
    own, more, points = _known()
    for id, name, other, external, account in work.rows(own, people=people):
        names[id] += [name, other]
        former[id] += [external, account]
    for id, name in work.rows(more, people=people):
        names[id].append(name)
    contacts: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for id, value, digits in work.rows(points, people=people):
        contacts[id].append((value, digits))
    forms = normalise(typed, country).forms if looks_like_number(typed) else ()
    return {
        id: _best(typed, forms, contacts[id], names[id], [units.get(id, "")], former[id], matters.get(id, ""))
        for id in people
    }


def reason_of_lead(typed: str, forms: Sequence[str], lead: LeadRow) -> Reason:
    """The surest reason for a prospect; ``forms`` are those of the number typed."""
    if typed.strip() and lead.number.startswith(typed.strip().upper()):
        return Reason("matter", lead.number, 0, len(lead.number))
    contacts = [(lead.phone, plain_digits(lead.phone)), (lead.email, "")]
    return _best(typed, forms, contacts, [lead.name, lead.other_name, lead.company], [], [], "")


@cache
def _known() -> tuple[Any, Any, Any]:
    """Own names and numbers, further names, and contacts of some people; built once, asked at every key."""
    people: Any = bindparam("people", expanding=True)
    own = select(Person.id, Person.name, Person.other_name, Person.external_number, Person.account)
    more = select(PersonName.person_id, PersonName.name)
    points = select(ContactPoint.person_id, ContactPoint.value, ContactPoint.digits)
    return (
        own.where(Person.id.in_(people)),
        more.where(PersonName.person_id.in_(people), PersonName.archived.is_(None)),
        points.where(ContactPoint.person_id.in_(people), ContactPoint.archived.is_(None)),
    )


def _best(typed: str, forms: Sequence[str], contacts: list[tuple[str, str]], *said: Any) -> Reason:
    names, units, former, matter = said
    if matter:
        return Reason("matter", matter, 0, len(matter))
    for value, digits in contacts:
        if digits and (found := _digits_in(value, typed, forms)) is not None:
            return Reason("telephone", value, *found)
    kinds = {
        "email": [value for value, digits in contacts if not digits], "unit": units, "name": names, "former": former,
    }  # fmt: skip
    for wanted in (typed, *typed.split()):
        for why, texts in kinds.items():
            for text in texts:
                if text and (span := _in(text, wanted)) is not None:
                    return Reason(why, text, *span)
    for name in names:
        if _read_as(name, typed):
            return Reason("name", name, 0, len(name))
    for value, digits in contacts:
        if digits and is_end(typed) and (found := _figures_in(value, typed)) is not None:
            return Reason("telephone", value, *found)
    return Reason("words")


def _digits_in(value: str, typed: str, forms: Sequence[str]) -> tuple[int, int] | None:
    """Where in a number as it is written the figures typed stand, whatever signs are among them."""
    if not looks_like_number(typed):
        return None
    written = plain_digits(value)
    for wanted in (plain_digits(typed), *forms):
        if wanted and (found := _figures_in(value, wanted)) is not None:
            return found
    return (0, len(value)) if written and any(form.endswith(written) for form in forms) else None


def _figures_in(value: str, wanted: str) -> tuple[int, int] | None:
    """The last place where they stand one after the other."""
    places = [at for at, c in enumerate(value) if c.isdigit()]
    at = plain_digits(value).rfind(wanted)
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


def _in(text: str, typed: str) -> tuple[int, int] | None:
    """Where what was typed begins a word of a text."""
    low, wanted = fold(text), fold(typed)
    if len(low) != len(text):  # folding changed lengths, so places in it are not places in the text
        return (0, len(text)) if wanted in low else None
    at = low.find(wanted)
    while at > 0 and low[at - 1].isascii() and low[at - 1].isalnum() and wanted[0].isalpha():
        at = low.find(wanted, at + 1)  # inside a Latin word the search finds nothing either
    return (at, at + len(wanted)) if wanted and at >= 0 else None


def _read_as(name: str, typed: str) -> bool:
    """Whether the words typed are its pinyin or initials."""
    words = tokens(typed)
    for syllables in readings(name):
        known = [*syllables, "".join(syllables), "".join(each[0] for each in syllables)]
        if words and any(one.startswith(word) for word in words for one in known):
            return True
    return False
