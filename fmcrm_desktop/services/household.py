"""Household and helpers: what one person is to another; shown by both, from one day until another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import TIE_KINDS, Person, PersonTie
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners import keeping
from fmcrm_desktop.services.owners.forms import ContactLine, PersonForm
from fmcrm_desktop.services.person_ties import BACK, TieRow, ties_of
from fmcrm_desktop.services.still_here import still_here
from fmcrm_desktop.store.work import Work


@dataclass
class TieForm:
    """What ``other`` is to a person: somebody known, or somebody new by name and telephone."""

    kind: Annotated[str, Field(N_("Is their"), choices=TIE_KINDS, required=True)] = "spouse"
    other_id: Annotated[
        int | None, Field(N_("Somebody known"), pick="person", hint=N_("Leave empty for somebody new"))
    ] = None
    new_name: Annotated[str, Field(N_("Or somebody new: name"), longest=120)] = ""
    new_phone: Annotated[str, Field(N_("Telephone of somebody new"), longest=60)] = ""
    from_day: Annotated[date | None, Field(N_("Since"))] = None
    until_day: Annotated[date | None, Field(N_("Until"))] = None
    note: Annotated[str, Field(N_("Note"), longest=300)] = ""
    version: int | None = None


@dataclass
class TieChangeForm:
    """A tie put right or ended; who it is between stays."""

    kind: Annotated[str, Field(N_("Is their"), choices=TIE_KINDS, required=True)] = "other"
    from_day: Annotated[date | None, Field(N_("Since"))] = None
    until_day: Annotated[date | None, Field(N_("Until"))] = None
    note: Annotated[str, Field(N_("Note"), longest=300)] = ""
    version: int | None = None


@needs("person.write")
def add(work: Work, person: int, form: TieForm) -> int:
    """Tie somebody to a person; somebody new is entered in the same deed. Gives the tie's id."""
    _checked(form)
    if form.other_id is None and not form.new_name:
        raise Invalid(other_id=N_("Choose somebody known, or write a new name."))
    if form.other_id is not None and form.new_name:
        raise Invalid(new_name=N_("Either somebody known or somebody new, not both."))
    if form.other_id == person:
        raise Invalid(other_id=N_("Nobody is tied to themselves."))
    still_here(work, Person, "other_id", person)
    other = form.other_id if form.other_id is not None else _new(work, form)
    still_here(work, Person, "other_id", other)
    _not_twice(work, person, other, form, None)
    made = PersonTie(
        person_id=person, other_id=other, kind=form.kind, note=form.note, from_day=form.from_day,
        until_day=form.until_day,
    )  # fmt: skip
    return work.add(made).id


@needs("person.read")
def form_of(work: Work, id: int) -> TieChangeForm:
    """A tie as it is stored, for putting it right."""
    it = work.get(PersonTie, id)
    return TieChangeForm(it.kind, it.from_day, it.until_day, it.note, it.version)


@needs("person.write")
def change(work: Work, id: int, form: TieChangeForm) -> int:
    """Put a tie right, or end it with its last day."""
    _checked(form)
    it = work.get(PersonTie, id, seen=form.version)
    _not_twice(work, it.person_id, it.other_id, form, id)
    it.kind, it.note, it.from_day, it.until_day = form.kind, form.note, form.from_day, form.until_day
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Take away a tie that was entered by mistake."""
    work.archive(work.get(PersonTie, id))
    return id


def _new(work: Work, form: TieForm) -> int:
    contacts = (ContactLine("mobile", form.new_phone),) if form.new_phone else ()
    return keeping.add(work, PersonForm(name=form.new_name, kind="person", contacts=contacts))


def _checked(form: TieForm | TieChangeForm) -> None:
    check(form)
    if form.from_day and form.until_day and form.until_day < form.from_day:
        raise Invalid(until_day=N_("The last day lies before the first."))


def _not_twice(work: Work, person: int, other: int, form: TieForm | TieChangeForm, own: int | None) -> None:
    """One tie of a kind between two people at a time, whichever of them it was entered by."""
    pairs = [(person, other, form.kind)]
    if form.kind in BACK:
        pairs.append((other, person, BACK[form.kind]))
    for first, second, kind in pairs:
        same = select(PersonTie.id, PersonTie.from_day, PersonTie.until_day).where(
            PersonTie.person_id == first, PersonTie.other_id == second, PersonTie.kind == kind,
            PersonTie.archived.is_(None),
        )  # fmt: skip
        for id, since, until in work.rows(same):
            apart = (until and form.from_day and until < form.from_day) or (
                form.until_day and since and form.until_day < since
            )
            if id != own and not apart:
                raise Invalid(kind=N_("These two are tied like this already."))


__all__ = ["TieChangeForm", "TieForm", "TieRow", "add", "archive", "change", "form_of", "ties_of"]
