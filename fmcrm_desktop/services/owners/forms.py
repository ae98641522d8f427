"""What is asked about a person: the form, the lines of contact in it, and what only a new person is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.person import (
    AGE_BANDS,
    CONTACT_KINDS,
    GENDERS,
    IDENTITY_KINDS,
    KINDS,
    NAME_KINDS,
    PRINT_LANGUAGES,
    PURPOSES,
    SALUTATIONS,
)  # fmt: skip
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_

WHO, REACH, UNIT, LIKES, ABOUT = (
    N_("Who it is"), N_("How to reach them"), N_("Unit"), N_("How they like it"), N_("About them (all optional)"),
)  # fmt: skip
"""The groups of the form."""
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
    preferred: Annotated[bool, Field(N_("Preferred"))] = False
    do_not_use: Annotated[bool, Field(N_("Do not use"))] = False
    id: int | None = None
    version: int | None = None
    was: tuple[object, ...] = ()

    def said(self) -> tuple[object, ...]:
        """What people wrote in it."""
        return (self.kind, self.value, self.purpose, self.hours, self.preferred, self.do_not_use)


@dataclass
class NameLine:
    """A further name; ``id`` is that of the stored one, None for a new line, ``was`` what it said when read."""

    kind: Annotated[str, Field(N_("Kind"), choices=NAME_KINDS, required=True)] = "former"
    name: Annotated[str, Field(N_("Name"), longest=120, required=True)] = ""
    id: int | None = None
    was: tuple[str, ...] = ()

    def said(self) -> tuple[str, ...]:
        """What people wrote in it."""
        return (self.kind, self.name)


# The order of these classes is the order of the fields: who it is, the first unit, and the rest below.


@dataclass
class _Who:
    """Names and ways to be reached."""

    name: Annotated[str, Field(N_("Name"), longest=120, required=True, group=WHO)] = ""
    other_name: Annotated[str, Field(N_("Name in the other script"), longest=120, group=WHO)] = ""
    kind: Annotated[str, Field(N_("Person or company"), choices=KINDS, required=True, group=WHO)] = "person"
    salutation: Annotated[str, Field(N_("Form of address"), choices=_written(SALUTATIONS), group=WHO)] = ""
    contacts: Annotated[tuple[ContactLine, ...], Field(N_("Ways to reach them"), group=REACH)] = ()
    preferred_channel: Annotated[str, Field(N_("Preferred way"), choices=CONTACT_KINDS, group=REACH)] = ""
    preferred_hours: Annotated[
        str, Field(N_("Preferred hours"), longest=100, group=REACH, hint=N_("Weekdays after 18:00"))
    ] = ""


@dataclass
class _FirstUnit(_Who):
    """The first unit a new person belongs to."""

    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=UNIT)] = None
    role: Annotated[str, Field(N_("Relation"), choices=ROLES, required=True, group=UNIT)] = "owner"
    from_day: Annotated[date | None, Field(N_("Since"), group=UNIT)] = None


@dataclass
class _More(_Who):
    """What else is worth knowing."""

    prefers: Annotated[str, Field(N_("Prefers"), longest=200, hint=N_("WeChat, mornings"), group=LIKES)] = ""
    expects: Annotated[
        str, Field(N_("Needs and expectations"), longest=1000, group=LIKES, hint=N_("Shown when they ring"))
    ] = ""
    warning: Annotated[
        str,
        Field(
            N_("Warning"),
            longest=300,
            hint=N_("Prints on the job sheet: elderly, pets, access code"),
            group=LIKES,
        ),
    ] = ""
    language: Annotated[
        str, Field(N_("Language of letters"), choices=_written(PRINT_LANGUAGES), group=LIKES)
    ] = ""
    identity_kind: Annotated[str, Field(N_("Kind of identity"), choices=IDENTITY_KINDS, group=ABOUT)] = ""
    identity_number: Annotated[str, Field(N_("Identity number"), longest=60, secret=True, group=ABOUT)] = ""
    birthday: Annotated[date | None, Field(N_("Birthday"), group=ABOUT)] = None
    age_band: Annotated[str, Field(N_("Age band"), choices=AGE_BANDS, group=ABOUT)] = ""
    gender: Annotated[str, Field(N_("Gender"), choices=GENDERS, group=ABOUT)] = ""
    occupation: Annotated[str, Field(N_("Occupation"), longest=120, group=ABOUT)] = ""
    household_size: Annotated[int | None, Field(N_("People in the household"), group=ABOUT)] = None
    speaks: Annotated[str, Field(N_("Speaks"), longest=120, group=ABOUT)] = ""
    account: Annotated[str, Field(N_("Fee account"), longest=120, group=ABOUT)] = ""
    customer_since: Annotated[date | None, Field(N_("Customer since"), group=ABOUT)] = None
    names: Annotated[tuple[NameLine, ...], Field(N_("Further names"), group=ABOUT)] = ()
    notes: Annotated[str, Field(N_("Notes"), longest=4000, lines=4, group=ABOUT)] = ""
    own: Annotated[tuple[OwnEntry, ...], Field(N_("Own fields"), pick="person")] = ()
    version: int | None = None
    known: tuple[int, ...] = ()
    """The lines of contact there were when the form was opened: only these can be taken out by it."""
    known_names: tuple[int, ...] = ()
    """The same of the further names."""


@dataclass
class PersonForm(_More):
    """A person or company as the clerk writes it."""


@dataclass
class NewPersonForm(PersonForm, _FirstUnit):
    """A new person, with the first unit they belong to."""


def check_person(form: PersonForm) -> None:
    """The form and every line in it; raises Invalid."""
    check(form)
    if form.household_size is not None and not 0 < form.household_size < 1000:
        raise Invalid(household_size=N_("Check the number."))
    for name in form.names:
        try:
            check(name)
        except Invalid as wrong:
            raise Invalid(names=next(iter(wrong.fields.values()))) from None
    for line in form.contacts:
        try:
            check(line)
        except Invalid as wrong:
            raise Invalid(contacts=next(iter(wrong.fields.values()))) from None
        if line.kind == "email" and not is_address(line.value):
            raise Invalid(contacts=Refusal(N_("{address} is not an email address."), address=line.value))


def is_address(text: str) -> bool:
    """Whether letters by email can go there, as far as the text tells."""
    before, at, host = text.partition("@")
    return bool(before and at) and "." in host.strip(".") and " " not in text and "@" not in host
