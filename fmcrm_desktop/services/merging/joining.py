"""Joining: where both records hold the same line — a number, a tie to a unit, a name — one of the two goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction
from typing import Any

from sqlalchemy import or_, select

from fmcrm_desktop.model.person import ContactPoint, NotSame, Person, PersonName, PersonTie
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.services.relations import WHOLE
from fmcrm_desktop.store.work import Work

Stay = dict[str, Collection[int]]


def join(work: Work, keep: int, gone: int) -> Stay:
    """Join the equal lines; gives the ids, by table, of those that stay archived with the record that goes."""
    return {
        "contact_point": _joined(work, ContactPoint, (keep, gone), _same_contact, _unite_contacts),
        "person_name": _names(work, keep, gone),
        "relation": _joined(work, Relation, (keep, gone), _same_relation, _unite_relations),
        "person_tie": _ties(work, keep, gone),
        "not_same": _apart(work, keep, gone),
    }


def _joined(
    work: Work,
    table: type[Any],
    people: tuple[int, int],
    same: Callable[[Any, Any], bool],
    unite: Callable[[Work, Any, Any], None],
) -> list[int]:
    mine, theirs = (
        list(
            work.records(
                select(table).where(table.person_id == id, table.archived.is_(None)).order_by(table.id)
            )
        )
        for id in people
    )
    stay = []
    for each in theirs:
        there = next((one for one in mine if same(one, each)), None)
        if there is None:
            continue
        unite(work, there, each)
        work.archive(each)
        stay.append(each.id)
    return stay


def _same_contact(one: ContactPoint, other: ContactPoint) -> bool:
    if one.digits and other.digits:
        numbers = one.digits == other.digits or bool(one.e164 and one.e164 == other.e164)
        return numbers and (one.kind == "fax") == (other.kind == "fax")
    return one.kind == other.kind and fold(one.value.strip()) == fold(other.value.strip())


def _unite_contacts(_work: Work, one: ContactPoint, other: ContactPoint) -> None:
    """What one of them does not say is taken from the other; what one forbids stays forbidden."""
    for name in ("e164", "label", "hours"):
        if not getattr(one, name) and getattr(other, name):
            setattr(one, name, getattr(other, name))
    if one.purpose != other.purpose:
        one.purpose = "any"
    if other.do_not_use and not one.do_not_use:
        one.do_not_use = True
    if other.preferred and not one.preferred:
        one.preferred = True


def _same_relation(one: Relation, other: Relation) -> bool:
    """The same tie: over the same days, or over days that touch where no shares must be told apart by days."""
    if (one.unit_id, one.role) != (other.unit_id, other.role):
        return False
    if (one.from_day, one.until_day) == (other.from_day, other.until_day):
        return True
    first = one.until_day is None or other.from_day is None or other.from_day <= one.until_day
    second = other.until_day is None or one.from_day is None or one.from_day <= other.until_day
    return first and second and _share(one) is None and _share(other) is None


def _share(relation: Relation) -> Fraction | None:
    if relation.share_numerator and relation.share_denominator:
        return Fraction(relation.share_numerator, relation.share_denominator)
    return None


def _unite_relations(work: Work, one: Relation, other: Relation) -> None:
    """The days of both; two shares are added, for each is a part of the unit, but never above what is free."""
    starts = [day for day in (one.from_day, other.from_day) if day is not None]
    start = min(starts, default=None)
    until = None if None in (one.until_day, other.until_day) else max(one.until_day, other.until_day)  # type: ignore[type-var]
    if start != one.from_day:
        one.from_day = start
    if until != one.until_day:
        one.until_day = until
    if other.note and other.note not in one.note:
        one.note = f"{one.note}; {other.note}" if one.note else other.note
    shares = [share for share in (_share(one), _share(other)) if share is not None]
    if not shares:
        return
    share = shares[0] if len(shares) == 1 else min(sum(shares, Fraction(0)), _free(work, one, other))
    share = max(share, *shares)
    if share != _share(one):
        one.share_numerator, one.share_denominator = share.numerator, share.denominator


def _free(work: Work, one: Relation, other: Relation) -> Fraction:
    """What the other owners of the unit leave over the days of the tie."""
    columns = (
        select(Relation)
        .join(Person, Person.id == Relation.person_id)
        .where(
            Relation.unit_id == one.unit_id, Relation.role == one.role, Relation.id.not_in((one.id, other.id)),
            Relation.archived.is_(None), Person.archived.is_(None),
            or_(Relation.until_day.is_(None), Relation.until_day >= one.from_day)
            if one.from_day is not None else Relation.id.is_not(None),
        )
    )  # fmt: skip
    taken = sum(
        (
            share
            for each in work.records(columns)
            if (share := _share(each))
            and (one.until_day is None or each.from_day is None or each.from_day <= one.until_day)
        ),
        Fraction(0),
    )
    return max(WHOLE - taken, Fraction(0))


def _names(work: Work, keep: int, gone: int) -> list[int]:
    """Further names that the one kept has already, among them what it is called itself."""
    person = work.get(Person, keep)
    further = select(PersonName.name).where(PersonName.person_id == keep, PersonName.archived.is_(None))
    known = {fold(each) for each in (person.name, person.other_name, *work.column(further))}
    stay = []
    columns = select(PersonName).where(PersonName.person_id == gone, PersonName.archived.is_(None))
    for each in work.records(columns.order_by(PersonName.id)):
        if fold(each.name) in known:
            work.archive(each)
            stay.append(each.id)
        known.add(fold(each.name))
    return stay


def _ties(work: Work, keep: int, gone: int) -> list[int]:
    """Ties of the two to each other end; the same tie to a third person goes on once."""

    def of(person: int) -> list[PersonTie]:
        columns = select(PersonTie).where(
            or_(PersonTie.person_id == person, PersonTie.other_id == person), PersonTie.archived.is_(None)
        )
        return list(work.records(columns.order_by(PersonTie.id)))

    def said(tie: PersonTie) -> tuple[int, int, str]:
        ends = [keep if end == gone else end for end in (tie.person_id, tie.other_id)]
        return ends[0], ends[1], tie.kind

    known = {said(tie) for tie in of(keep) if gone not in (tie.person_id, tie.other_id)}
    stay = []
    for tie in of(gone):
        if keep in (tie.person_id, tie.other_id) or said(tie) in known:
            work.archive(tie)
            stay.append(tie.id)
        known.add(said(tie))
    return stay


def _apart(work: Work, keep: int, gone: int) -> list[int]:
    """Who was said to be somebody else than the one is somebody else than both; of the two themselves it goes."""

    def of(person: int) -> list[NotSame]:
        columns = select(NotSame).where(or_(NotSame.person_id == person, NotSame.other_id == person))
        return list(work.records(columns.order_by(NotSame.id)))

    known = {each.person_id + each.other_id - keep for each in of(keep)}
    gone_now = []
    for each in of(gone):
        if each.person_id + each.other_id - gone in known | {keep}:
            work.remove(each)
            gone_now.append(each.id)
    return gone_now
