"""Change of owner (过户) in one deed: the old owners' time ends, the new ones' begins the day after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Annotated

from sqlalchemy import or_, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import relations
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners import keeping
from fmcrm_desktop.services.owners.forms import ContactLine, PersonForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.store.work import Work


@dataclass
class NewOwnerLine:
    """A new owner: somebody known, or somebody new by name and telephone; ``share`` as people write it."""

    person_id: Annotated[int | None, Field(N_("Somebody known"), pick="person")] = None
    new_name: Annotated[str, Field(N_("Or somebody new: name"), longest=120)] = ""
    new_phone: Annotated[str, Field(N_("Telephone"), longest=60)] = ""
    share: Annotated[str, Field(N_("Share"), longest=20, hint=N_("1/2 or 50 %"))] = ""


@dataclass
class OwnersForm:
    """Who leaves with which last day, and who comes. A single new owner without a share takes what becomes free."""

    last_day: Annotated[date | None, Field(N_("Last day of the old owners"), required=True)] = None
    leaving: Annotated[tuple[int, ...], Field(N_("Owners who leave"), pick="person", required=True)] = ()
    coming: Annotated[tuple[NewOwnerLine, ...], Field(N_("New owners"), required=True)] = ()
    payer: Annotated[bool, Field(N_("The first new owner pays the fees from then on"))] = True
    note: Annotated[str, Field(N_("Note"), longest=300)] = ""


@needs("person.read")
def form(work: Work, unit: int) -> OwnersForm:
    """The form with today's owners as those who leave."""
    day = work.now.astimezone(work.zone).date()
    work.get(Unit, unit)
    people = tuple(dict.fromkeys(each.person_id for each in _held(work, unit, day, "owner")))
    return OwnersForm(day, people, (NewOwnerLine(),))


@needs("person.write")
def transfer(work: Work, unit: int, form: OwnersForm) -> int:
    """Let the unit pass to new owners; gives the unit. Raises Refusal when their shares would exceed the whole."""
    check(form)
    assert form.last_day is not None
    for line in form.coming:
        _check_line(line)
    old = [each for each in _held(work, unit, form.last_day, "owner") if each.person_id in form.leaving]
    if {each.person_id for each in old} != set(form.leaving):
        raise Invalid(leaving=N_("Not all of these own the unit on that day."))
    free = _ended(old, form.last_day)
    work.session.flush()
    first_day = form.last_day + timedelta(days=1)
    people = [_person(work, line) for line in form.coming]
    if len(people) != len(set(people)):
        raise Invalid(coming=N_("Somebody is named twice."))
    for person, line in zip(people, _shared(form.coming, free), strict=True):
        _add(work, RelationForm(person, unit, "owner", line.share, from_day=first_day, note=form.note))
    if form.payer:
        _move_payer(work, unit, people[0], form)
    return unit


def _check_line(line: NewOwnerLine) -> None:
    try:
        check(line)
        relations.read_share(line.share)
    except Invalid as wrong:
        raise Invalid(coming=next(iter(wrong.fields.values()))) from None
    if (line.person_id is None) == (not line.new_name):
        raise Invalid(coming=N_("Each new owner is somebody known or a new name, one of the two."))


def _add(work: Work, form: RelationForm) -> None:
    """A tie made by the deed; what is wrong with it is said beside the new owners."""
    try:
        relations.add(work, form)
    except Invalid as wrong:
        raise Invalid(coming=next(iter(wrong.fields.values()))) from None


def _held(work: Work, unit: int, day: date, role: str) -> Sequence[Relation]:
    """The ties of a role that hold on a day."""
    return work.records(
        select(Relation)
        .where(
            Relation.unit_id == unit, Relation.role == role, Relation.archived.is_(None),
            or_(Relation.from_day.is_(None), Relation.from_day <= day),
            or_(Relation.until_day.is_(None), Relation.until_day >= day),
        )
        .order_by(Relation.id)
    )  # fmt: skip


def _ended(old: Sequence[Relation], last_day: date) -> Fraction | None:
    """End the old ties; gives the share that becomes free, None where one is not known."""
    free: Fraction | None = Fraction(0)
    for each in old:
        each.until_day = last_day
        if free is not None and each.share_numerator and each.share_denominator:
            free += Fraction(each.share_numerator, each.share_denominator)
        else:
            free = None
    return free


def _person(work: Work, line: NewOwnerLine) -> int:
    if line.person_id is not None:
        return line.person_id
    contacts = (ContactLine("mobile", line.new_phone),) if line.new_phone else ()
    return keeping.add(work, PersonForm(name=line.new_name, contacts=contacts))


def _shared(coming: Sequence[NewOwnerLine], free: Fraction | None) -> list[NewOwnerLine]:
    """The lines; a single one without a share takes what becomes free."""
    if len(coming) == 1 and not coming[0].share and free:
        return [replace(coming[0], share=f"{free.numerator}/{free.denominator}")]
    return list(coming)


def _move_payer(work: Work, unit: int, person: int, form: OwnersForm) -> None:
    """Who paid for the old owners pays no more; the first new owner does."""
    assert form.last_day is not None
    for each in _held(work, unit, form.last_day, "payer"):
        each.until_day = form.last_day
    work.session.flush()
    _add(
        work, RelationForm(person, unit, "payer", from_day=form.last_day + timedelta(days=1), note=form.note)
    )
