"""People: persons and companies, their several names, and the ways to reach them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fmcrm_desktop.model.base import Link, Record, listed
from fmcrm_desktop.model.words import N_

KINDS = {"person": N_("Individual"), "company": N_("Company")}
SALUTATIONS = {"": N_("None"), "mr": N_("Mr"), "ms": N_("Ms")}
PRINT_LANGUAGES = {"": N_("The office's language"), "en": N_("English"), "zh_CN": N_("Chinese")}
CONTACT_KINDS = {
    "mobile": N_("Mobile"),
    "phone": N_("Telephone"),
    "email": N_("Email"),
    "wechat": N_("WeChat"),
    "fax": N_("Fax"),
    "post": N_("Postal address"),
    "other": N_("Other"),
}
TELEPHONES = ("mobile", "phone")
"""The kinds one can ring."""
PURPOSES = {
    "any": N_("Everything"),
    "billing": N_("Billing"),
    "repairs": N_("Repairs"),
    "emergency": N_("Emergency"),
}
IDENTITY_KINDS = {
    "identity_card": N_("Identity card"),
    "passport": N_("Passport"),
    "licence": N_("Business licence"),
    "other": N_("Other"),
}
GENDERS = {"female": N_("Female"), "male": N_("Male"), "other": N_("Other")}
AGE_BANDS = {
    "under_18": N_("Under 18"),
    "18_34": N_("18 to 34"),
    "35_54": N_("35 to 54"),
    "55_69": N_("55 to 69"),
    "70": N_("70 and over"),
}
TIE_KINDS = {
    "spouse": N_("Spouse"),
    "child": N_("Child"),
    "parent": N_("Parent"),
    "relative": N_("Relative"),
    "helper": N_("Household helper"),
    "driver": N_("Driver"),
    "agent": N_("Agent"),
    "contact": N_("Contact person"),
    "employee": N_("Member of staff"),
    "other": N_("Other"),
}
"""What somebody is to a person or company: household, helpers, a company's contacts."""
NAME_KINDS = {
    "other_script": N_("Name in the other script"),
    "former": N_("Former name"),
    "short": N_("Short name"),
    "legal": N_("Legal name"),
}


class Person(Record):
    """A person or a company the office deals with; what they are to a unit stands in Relation."""

    __tablename__ = "person"
    __table_args__ = (listed("person", "sort_key", "id"), Index(None, "external_number"))

    kind: Mapped[str] = mapped_column(default="person")
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    """The name in the other script: Wang Fang for 王芳."""
    sort_key: Mapped[str] = mapped_column(default="")
    """Lower-case Latin or pinyin, so that a list in two scripts has one order."""
    salutation: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    identity_number: Mapped[str] = mapped_column(default="", info={"secret": True})
    birthday: Mapped[date | None]
    gender: Mapped[str] = mapped_column(default="")
    occupation: Mapped[str] = mapped_column(default="")
    customer_since: Mapped[date | None]
    prefers: Mapped[str] = mapped_column(default="")
    """How they like things done, in words: their habits and preferences."""
    preferred_channel: Mapped[str] = mapped_column(default="")
    """A key of CONTACT_KINDS, by which call lists and letters reach them; empty: no preference."""
    preferred_hours: Mapped[str] = mapped_column(default="")
    expects: Mapped[str] = mapped_column(default="")
    """Needs, expectations and values, in words; shown when the telephone rings."""
    identity_kind: Mapped[str] = mapped_column(default="")
    age_band: Mapped[str] = mapped_column(default="")
    household_size: Mapped[int | None]
    speaks: Mapped[str] = mapped_column(default="")
    """Languages spoken, in words."""
    warning: Mapped[str] = mapped_column(default="")
    """Special needs that print on the job sheet: elderly, pets, access code."""
    account: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    external_number: Mapped[str] = mapped_column(default="")
    """The number in the system the office had before."""
    tier: Mapped[str] = mapped_column(default="")
    """The customer's tier (target.TIERS); empty when none was given."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The record that goes on in this one's place after a merge."""

    names: Mapped[list[PersonName]] = relationship(back_populates="person")
    contacts: Mapped[list[ContactPoint]] = relationship(back_populates="person")


class PersonName(Record):
    """A further name of a person: former, short, legal, in another script."""

    __tablename__ = "person_name"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(default="other_script")
    name: Mapped[str]

    person: Mapped[Person] = relationship(back_populates="names")


class ContactPoint(Record):
    """One way to reach a person, kept as written, with the digits apart for finding."""

    __tablename__ = "contact_point"
    __table_args__ = (Index(None, "digits"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(default="mobile")
    purpose: Mapped[str] = mapped_column(default="any")
    value: Mapped[str]
    e164: Mapped[str] = mapped_column(default="")
    digits: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    do_not_use: Mapped[bool] = mapped_column(default=False)
    preferred: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship(back_populates="contacts")


class PersonTie(Record):
    """What one person is to another: spouse, child, helper, a company's contact; from one day until another."""

    __tablename__ = "person_tie"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(default="other")
    """What ``other`` is to ``person``, a key of TIE_KINDS."""
    note: Mapped[str] = mapped_column(default="")
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]


class NotSame(Link):
    """Two people who look like one and are two: the list of suspects leaves them out."""

    __tablename__ = "not_same"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
