"""Who is what to which unit: owners with shares, tenants, contacts; from one day until another, never deleted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from sqlalchemy import select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import ROLES, Relation, Unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.still_here import still_here
from fmcrm_desktop.store.work import Work

WHOLE = Fraction(1)
_SHARE = re.compile(r"[0-9]{1,6}([./][0-9]{1,6})?%?")
"""Not whatever Fraction reads: 1e999999999 would take it for ever."""


@dataclass
class RelationForm:
    """What a person is to a unit. ``share`` of an owner as people write it: 1/3, 50 %, 1; empty for unknown."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person", required=True)] = None
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", required=True)] = None
    role: Annotated[str, Field(N_("Relation"), choices=ROLES, required=True)] = "owner"
    share: Annotated[str, Field(N_("Share"), longest=20, hint=N_("1/2 or 50 %"))] = ""
    from_day: Annotated[date | None, Field(N_("Since"))] = None
    until_day: Annotated[date | None, Field(N_("Until"))] = None
    note: Annotated[str, Field(N_("Note"), longest=300)] = ""
    version: int | None = None


@needs("person.write")
def add(work: Work, form: RelationForm) -> int:
    """Tie a person to a unit. Raises Refusal when the owners' shares would exceed the whole."""
    share = _checked(work, form, None)
    return work.add(Relation(**_columns(form, share))).id


@needs("person.write")
def change(work: Work, id: int, form: RelationForm) -> int:
    """Correct a tie: role, share, days."""
    share = _checked(work, form, id)
    record = work.get(Relation, id, seen=form.version)
    for name, value in _columns(form, share).items():
        setattr(record, name, value)
    return id


@needs("person.read")
def form(work: Work, id: int) -> RelationForm:
    """A tie as it is stored, for correcting it."""
    it = work.get(Relation, id)
    share = written(it.share_numerator, it.share_denominator)
    return RelationForm(
        it.person_id, it.unit_id, it.role, share, it.from_day, it.until_day, it.note, it.version
    )


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Take back a tie that was never right; one that was right is ended instead."""
    work.archive(work.get(Relation, id))
    return id


def written(numerator: int | None, denominator: int | None) -> str:
    """A share as people write it: 1/3, 50 %, 100 %; empty when it is not known."""
    if not numerator or not denominator:
        return ""
    percent = Fraction(numerator, denominator) * 100
    return f"{percent} %" if percent.denominator == 1 else f"{numerator}/{denominator}"


def read_share(text: str) -> Fraction | None:
    """1/3, 50 %, 50％, 0.5, 1 or 100 (percent, as nobody owns a unit a hundred times); None for nothing written."""
    said = text.replace(" ", "").replace("％", "%").replace(",", ".")
    if not said:
        return None
    wrong = Invalid(share=Refusal(N_("This is not a share: {share}. Write 1/2 or 50 %."), share=text))
    if not _SHARE.fullmatch(said) or re.search("/0+%?$", said):
        raise wrong
    share = Fraction(said.rstrip("%"))
    if said.endswith("%") or ("/" not in said and share > 1):
        share /= 100
    if not 0 < share <= 1:
        raise wrong
    return share


def free_share(work: Work, unit: int, from_day: date | None) -> str:
    """What of a unit no owner holds at a day, as people write it; empty when nothing is left or known."""
    held = _held(work, unit, None)
    if any(share is None for _, _, share in held):
        return ""
    taken = sum((s for f, u, s in held if s and _touches(f, u, from_day, None)), Fraction(0))
    left = WHOLE - taken
    return written(left.numerator, left.denominator) if left > 0 else ""


Span = tuple[date | None, date | None, Fraction | None]


def _checked(work: Work, form: RelationForm, own: int | None) -> Fraction | None:
    check(form)
    if form.from_day and form.until_day and form.until_day < form.from_day:
        raise Invalid(until_day=N_("The last day lies before the first."))
    assert form.unit_id is not None and form.person_id is not None
    known = work.get(Relation, own) if own is not None else Relation()
    unit = work.get(Unit, form.unit_id)
    for table, field in ((Unit, "unit_id"), (Person, "person_id")):
        if getattr(form, field) != getattr(known, field):
            still_here(work, table, field, getattr(form, field))
    _not_twice(work, form, own)
    share = read_share(form.share)
    if form.role != "owner":
        if share is not None:
            raise Invalid(share=N_("Only an owner has a share."))
        return None
    _within_the_whole(work, unit.label, form, share, own)
    return share


def _not_twice(work: Work, form: RelationForm, own: int | None) -> None:
    same = work.rows(
        select(Relation.id, Relation.from_day, Relation.until_day).where(
            Relation.person_id == form.person_id, Relation.unit_id == form.unit_id, Relation.role == form.role,
            Relation.archived.is_(None),
        )
    )  # fmt: skip
    for id, start, until in same:
        if id != own and _touches(start, until, form.from_day, form.until_day):
            raise Invalid(role=N_("This person is that to the unit already."))


def _within_the_whole(
    work: Work, label: str, form: RelationForm, share: Fraction | None, own: int | None
) -> None:
    """On no day may the owners hold more than the whole; looked at on each day on which one begins."""
    if share is None:
        return
    held = [
        each
        for each in _held(work, form.unit_id or 0, own)
        if each[2] and _touches(each[0], each[1], form.from_day, form.until_day)
    ]
    days = {form.from_day or date.min, *(max(f or date.min, form.from_day or date.min) for f, _, _ in held)}
    for day in days:
        taken = sum((s for f, u, s in held if s and _touches(f, u, day, day)), Fraction(0))
        if taken + share > WHOLE:
            left = WHOLE - taken
            raise Refusal(
                N_("The owners of {unit} would hold more than the whole; {left} is free. "
                   "Let a former owner's time end first."),
                unit=label,
                left=written(left.numerator, left.denominator) or "0 %",
            )  # fmt: skip


def _held(work: Work, unit: int, own: int | None) -> list[Span]:
    columns = (
        select(
            Relation.id, Relation.from_day, Relation.until_day, Relation.share_numerator,
            Relation.share_denominator,
        )
        .join(Person, Person.id == Relation.person_id)
        .where(
            Relation.unit_id == unit, Relation.role == "owner", Relation.archived.is_(None),
            Person.archived.is_(None),
        )
    )  # fmt: skip
    return [
        (start, until, Fraction(numerator, denominator) if numerator and denominator else None)
        for id, start, until, numerator, denominator in work.rows(columns)
        if id != own
    ]


def _touches(start: date | None, until: date | None, other: date | None, other_until: date | None) -> bool:
    """Whether two spans of days (None: open) have a day in common."""
    return (until is None or other is None or other <= until) and (
        other_until is None or start is None or start <= other_until
    )


def _columns(form: RelationForm, share: Fraction | None) -> dict[str, object]:
    return {
        "person_id": form.person_id, "unit_id": form.unit_id, "role": form.role, "from_day": form.from_day,
        "until_day": form.until_day, "note": form.note,
        "share_numerator": share.numerator if share else None,
        "share_denominator": share.denominator if share else None,
    }  # fmt: skip
