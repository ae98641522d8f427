"""Entering that somebody may leave, is lost or stays after all: the reason, the behaviour, and whose word mattered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.customer_value import LEAVING_KINDS, LEAVING_REASONS, MOUTHS, LeavingEntry
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import today
from fmcrm_desktop.store.work import Work


@dataclass
class LeavingForm:
    """Who, when, why."""

    person_id: Annotated[int | None, Field(N_("The customer"), pick="person", required=True)] = None
    kind: Annotated[str, Field(N_("What the customer does"), choices=LEAVING_KINDS, required=True)] = (
        "leaving"
    )
    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    reason: Annotated[str, Field(N_("Reason"), choices=LEAVING_REASONS, required=True)] = "other"
    note: Annotated[str, Field(N_("What they said"), longest=500, lines=3)] = ""
    mouth: Annotated[str, Field(N_("Somebody else's word"), choices=MOUTHS)] = ""
    mouth_id: Annotated[int | None, Field(N_("Who said it"), pick="person")] = None
    scale_id: Annotated[int | None, Field(N_("Behaviour that caused it"), pick="behaviour_scale")] = None
    version: int | None = None


_NAMES = ("person_id", "kind", "day", "reason", "note", "mouth", "mouth_id", "scale_id")


@needs("person.read")
def draft(work: Work, person: int | None = None) -> LeavingForm:
    """An entry of today."""
    return LeavingForm(person_id=person, day=today(work))


@needs("person.write")
def add(work: Work, form: LeavingForm) -> int:
    """Keep an entry. Raises Invalid."""
    _checked(work, form)
    values = {name: getattr(form, name) for name in _NAMES}
    return work.add(LeavingEntry(**values, staff_id=work.who.staff_id)).id


@needs("person.read")
def form_of(work: Work, id: int) -> LeavingForm:
    """The entry as it stands, with the version seen."""
    it = work.get(LeavingEntry, id)
    return LeavingForm(**{name: getattr(it, name) for name in _NAMES}, version=it.version)


@needs("person.write")
def change(work: Work, id: int, form: LeavingForm) -> int:
    """Put an entry right."""
    _checked(work, form)
    it = work.get(LeavingEntry, id, seen=form.version)
    for name in _NAMES:
        setattr(it, name, getattr(form, name))
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Entered by mistake."""
    work.archive(work.get(LeavingEntry, id))
    return id


def _checked(work: Work, form: LeavingForm) -> None:
    check(form)
    if form.person_id is not None:
        work.get(Person, form.person_id)
    if form.scale_id is not None:
        work.get(BehaviourScale, form.scale_id)
    if form.mouth_id is not None and not form.mouth:
        raise Invalid(mouth=N_("Say whether they recommended us or warned of us."))
    if form.mouth_id is not None and form.mouth_id == form.person_id:
        raise Invalid(mouth_id=N_("This is the customer. Choose who recommended or warned."))
