"""People: persons and companies, their several names, and the ways to reach them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fmcrm_desktop.model.base import Record, listed
from fmcrm_desktop.model.words import N_

KINDS = {"person": N_("Person"), "company": N_("Company")}
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
PURPOSES = {
    "any": N_("Everything"),
    "billing": N_("Billing"),
    "repairs": N_("Repairs"),
    "emergency": N_("Emergency"),
}
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
    """Preferred channel and hours, in words."""
    warning: Mapped[str] = mapped_column(default="")
    """Special needs that print on the job sheet: elderly, pets, access code."""
    account: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    external_number: Mapped[str] = mapped_column(default="")
    """The number in the system the office had before."""

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
