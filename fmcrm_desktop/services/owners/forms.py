"""What is asked about a person: the form, the lines of contact in it, and what only a new person is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import CONTACT_KINDS, KINDS, PRINT_LANGUAGES, PURPOSES, SALUTATIONS
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_

NUMBERS = ("mobile", "phone", "fax")
"""Kinds of contact that are telephone numbers."""


def _written(choices: Mapping[str, str]) -> dict[str, str]:
    """Choices without the one that says nothing: a field left empty says that already."""
    return {value: word for value, word in choices.items() if value}


@dataclass
class ContactLine:
    """One way to reach a person. ``id`` and ``version`` are those of the stored one, None for a new line; ``was``
    is what it said when it was read."""

    kind: Annotated[str, Field(N_("Kind"), choices=CONTACT_KINDS, required=True)] = "mobile"
    value: Annotated[str, Field(N_("Number or address"), longest=300, required=True)] = ""
    purpose: Annotated[str, Field(N_("Used for"), choices=PURPOSES, required=True)] = "any"
    hours: Annotated[str, Field(N_("When, whose"), longest=100)] = ""
    do_not_use: Annotated[bool, Field(N_("Do not use"))] = False
    id: int | None = None
    version: int | None = None
    was: tuple[object, ...] = ()

    def said(self) -> tuple[object, ...]:
        """What people wrote in it."""
        return (self.kind, self.value, self.purpose, self.hours, self.do_not_use)


# The order of these classes is the order of the fields: who it is, the first unit, and the rest below.


@dataclass
class _Who:
    """Names and ways to be reached."""

    name: Annotated[str, Field(N_("Name"), longest=120, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other script"), longest=120)] = ""
    kind: Annotated[str, Field(N_("Person or company"), choices=KINDS, required=True)] = "person"
    salutation: Annotated[str, Field(N_("Form of address"), choices=_written(SALUTATIONS))] = ""
    contacts: Annotated[tuple[ContactLine, ...], Field(N_("Ways to reach them"))] = ()


@dataclass
class _FirstUnit(_Who):
    """The first unit a new person belongs to."""

    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit")] = None
    role: Annotated[str, Field(N_("Relation"), choices=ROLES, required=True)] = "owner"
    from_day: Annotated[date | None, Field(N_("Since"))] = None


@dataclass
class _More(_Who):
    """What else is worth knowing."""

    prefers: Annotated[str, Field(N_("Prefers"), longest=200, hint=N_("WeChat, mornings"))] = ""
    warning: Annotated[
        str, Field(N_("Warning"), longest=300, hint=N_("Prints on the job sheet: elderly, pets, access code"))
    ] = ""
    language: Annotated[str, Field(N_("Language of letters"), choices=_written(PRINT_LANGUAGES))] = ""
    birthday: Annotated[date | None, Field(N_("Birthday"))] = None
    identity_number: Annotated[str, Field(N_("Identity number"), longest=60, secret=True)] = ""
    customer_since: Annotated[date | None, Field(N_("Customer since"))] = None
    notes: Annotated[str, Field(N_("Notes"), longest=4000, lines=4)] = ""
    version: int | None = None
    known: tuple[int, ...] = ()
    """The lines of contact there were when the form was opened: only these can be taken out by it."""


@dataclass
class PersonForm(_More):
    """A person or company as the clerk writes it."""


@dataclass
class NewPersonForm(PersonForm, _FirstUnit):
    """A new person, with the first unit they belong to."""


def check_person(form: PersonForm) -> None:
    """The form and every line of contact in it; raises Invalid."""
    check(form)
    for line in form.contacts:
        try:
            check(line)
        except Invalid as wrong:
            raise Invalid(contacts=next(iter(wrong.fields.values()))) from None
        if line.kind == "email" and not _is_address(line.value):
            raise Invalid(contacts=Refusal(N_("{address} is not an email address."), address=line.value))


def _is_address(text: str) -> bool:
    before, at, host = text.partition("@")
    return bool(before and at) and "." in host.strip(".") and " " not in text and "@" not in host
