"""Many people at once: how they are reached and written to, a note for all, put away and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import CONTACT_KINDS, PRINT_LANGUAGES, Person
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import notes, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.owners import keeping
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store.work import Work

LANGUAGES = {code: word for code, word in PRINT_LANGUAGES.items() if code}


@dataclass
class ManyPeopleForm:
    """What changes for all of them; a field left empty changes nothing."""

    preferred_channel: Annotated[str, Field(N_("Preferred channel"), choices=CONTACT_KINDS)] = ""
    preferred_hours: Annotated[str, Field(N_("Preferred hours"), longest=100)] = ""
    language: Annotated[str, Field(N_("Language of letters"), choices=LANGUAGES)] = ""
    note: Annotated[str, Field(N_("Note with each of them"), longest=4000, lines=3)] = ""


@needs("person.write")
def change_many(work: Work, ids: Sequence[int], form: ManyPeopleForm) -> Together:
    """Change the fields that are filled in for every person, and keep the note with each."""
    check(form)
    if not (form.preferred_channel or form.preferred_hours or form.language or form.note):
        raise Invalid(preferred_channel=N_("Fill in what is to change."))
    return together.each(work, Person, ids, lambda person: _change(work, person, form), _name)


@needs("person.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Take people out of the lists; those with open matters stay and are named."""
    return together.each(work, Person, ids, together.archive_by(work, keeping.archive), _name)


@needs("person.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Bring archived people back into the lists; what tied them to units was never taken away."""
    return together.each(work, Person, ids, lambda person: together.restore(work, person), _name)


def _change(work: Work, person: Person, form: ManyPeopleForm) -> bool:
    changed = False
    for name in ("preferred_channel", "preferred_hours", "language"):
        value = getattr(form, name)
        if value and value != getattr(person, name):
            setattr(person, name, value)
            changed = True
    if form.note:
        notes.add(work, "person", person.id, NoteForm(form.note))
        changed = True
    return changed


def _name(person: Person) -> str:
    return person.name
