"""The office's own data, the patterns of its numbers, and who signs."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from string import Formatter
from typing import Annotated
from zoneinfo import available_timezones

from sqlalchemy import select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import LANGUAGES, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import country_code, keep
from fmcrm_desktop.store.work import Work

PAPERS = {"A4": "A4", "Letter": "Letter"}


@dataclass
class ParticularsForm:
    """The office as it stands on paper; the fields are named like the settings."""

    name: Annotated[str, Field(N_("Name of the office"), longest=120, required=True)] = ""
    phone: Annotated[str, Field(N_("Telephone"), longest=60)] = ""
    address: Annotated[str, Field(N_("Address"), longest=300, lines=2)] = ""
    language: Annotated[str, Field(N_("Language"), choices=LANGUAGES, required=True)] = "en"
    paper: Annotated[str, Field(N_("Paper"), choices=PAPERS, required=True)] = "A4"
    zone: Annotated[
        str,
        Field(
            N_("Time zone"), longest=60, required=True, hint=N_("Asia/Shanghai"), known=available_timezones
        ),
    ] = "UTC"
    currency: Annotated[str, Field(N_("Currency"), longest=3, required=True, hint=N_("CNY"))] = "CNY"
    country: Annotated[str, Field(N_("Country (two letters)"), longest=2, hint=N_("CN"))] = ""
    attachments: Annotated[str, Field(N_("Shared folder for files (server)"), longest=400)] = ""
    """Only for an office on a server: a file keeps its attachments in the folder beside it."""


@needs("office.read")
def particulars(work: Work) -> ParticularsForm:
    known = settings.everything(work)
    return ParticularsForm(**{name: known[f"office.{name}"] for name in ParticularsForm.__dataclass_fields__})


@needs("office.settings")
def keep_particulars(work: Work, form: ParticularsForm) -> None:
    """Keep the office's data. Raises Invalid."""
    form.currency, form.country = form.currency.upper(), country_code(form.country)
    form.phone = unicodedata.normalize("NFKC", form.phone)  # it is printed on every paper
    check(form)
    if form.country and not re.fullmatch("[A-Z]{2}", form.country):
        raise Invalid(country=N_("A country is two letters, such as CN or DE."))
    keep(work, {f"office.{name}": getattr(form, name) for name in ParticularsForm.__dataclass_fields__})


@dataclass
class NumbersForm:
    """How matters are numbered and units called."""

    order: Annotated[str, Field(N_("Work orders"), longest=40, required=True)] = ""
    complaint: Annotated[str, Field(N_("Complaints"), longest=40, required=True)] = ""
    letter: Annotated[str, Field(N_("Letters"), longest=40, required=True)] = ""
    agreement: Annotated[str, Field(N_("Agreements"), longest=40, required=True)] = ""
    commendation: Annotated[str, Field(N_("Praise"), longest=40, required=True)] = ""
    suggestion: Annotated[str, Field(N_("Suggestions"), longest=40, required=True)] = ""
    post: Annotated[str, Field(N_("Post in and out"), longest=40, required=True)] = ""
    proposal: Annotated[str, Field(N_("Proposals"), longest=40, required=True)] = ""
    document: Annotated[str, Field(N_("Other documents"), longest=40, required=True)] = ""
    lead: Annotated[str, Field(N_("Prospects"), longest=40, required=True)] = ""
    meeting: Annotated[str, Field(N_("Meetings of the committee"), longest=40, required=True)] = ""
    decision: Annotated[str, Field(N_("Decisions of the committee"), longest=40, required=True)] = ""
    opinion: Annotated[str, Field(N_("Opinions of owners"), longest=40, required=True)] = ""
    dispute: Annotated[str, Field(N_("Disputes"), longest=40, required=True)] = ""
    unit: Annotated[str, Field(N_("Label of a unit"), longest=40, required=True)] = ""


_NUMBERS = {
    "order": "number.order", "complaint": "number.complaint", "letter": "number.letter",
    "agreement": "number.agreement", "commendation": "number.commendation", "suggestion": "number.suggestion",
    "post": "number.post", "proposal": "number.proposal", "document": "number.document",
    "lead": "number.lead", "meeting": "number.meeting", "decision": "number.decision",
    "opinion": "number.opinion", "dispute": "number.dispute",
    "unit": "office.unit_pattern",
}  # fmt: skip


@needs("office.read")
def numbers(work: Work) -> NumbersForm:
    known = settings.everything(work)
    return NumbersForm(**{name: known[setting] for name, setting in _NUMBERS.items()})


@needs("office.settings")
def keep_numbers(work: Work, form: NumbersForm) -> None:
    """Keep the patterns; they hold for new numbers. Raises Invalid."""
    check(form)
    wrong: dict[str, str | Refusal] = {}
    for name in _NUMBERS:
        parts = {"building": "", "code": ""} if name == "unit" else {"yy": "", "mm": "", "n": "d"}
        needed = ("code",) if name == "unit" else ("yy", "mm", "n")
        fault = _pattern_fault(getattr(form, name), parts, needed)
        if fault is not None:
            wrong[name] = fault
    if wrong:
        raise Invalid(**wrong)
    keep(work, {setting: getattr(form, name) for name, setting in _NUMBERS.items()})


def _pattern_fault(pattern: str, parts: dict[str, str], needed: tuple[str, ...]) -> Refusal | None:
    """What is wrong with a pattern: a part nobody knows, a width beyond reason, or a part that is missing."""
    known = ", ".join(f"{{{part}}}" for part in parts)
    try:
        found = [(name, spec or "") for _, name, spec, _ in Formatter().parse(pattern) if name is not None]
    except ValueError:
        return Refusal(N_("The braces of this pattern do not match. Its parts are: {parts}."), parts=known)
    for name, spec in found:
        if name not in parts or not re.fullmatch(r"(0?[1-9]?d)?" if parts[name] else "", spec):
            return Refusal(N_("{part} means nothing in this pattern. Its parts are: {parts}."),
                           part=f"{{{name}{':' if spec else ''}{spec}}}", parts=known)  # fmt: skip
    for name in needed:
        if name not in [part for part, _ in found]:
            return Refusal(N_("The pattern needs {part}, or two would be called alike."), part=f"{{{name}}}")
    return None


@dataclass
class SigningForm:
    """Who signs when nobody is asked, and when the window locks when somebody is."""

    default_staff: Annotated[int | None, Field(N_("Who signs when nobody is asked"), pick="staff")] = None
    lock_minutes: Annotated[int | None, Field(N_("Lock after idle minutes"), required=True)] = 15


@needs("office.read")
def signing(work: Work) -> SigningForm:
    known = settings.everything(work)
    return SigningForm(known["default_staff"], known["lock.minutes"])


@needs("office.settings")
def keep_signing(work: Work, form: SigningForm) -> None:
    """Keep who signs and when the window locks. Raises Invalid."""
    check(form)
    if form.lock_minutes is None or not 1 <= form.lock_minutes <= 480:
        raise Invalid(lock_minutes=N_("Between 1 and 480 minutes."))
    if form.default_staff is not None:
        here = select(Staff.id).where(Staff.id == form.default_staff, Staff.archived.is_(None))
        if work.value(here) is None:
            raise Invalid(default_staff=N_("This person no longer works here. Choose another."))
    keep(work, {"default_staff": form.default_staff, "lock.minutes": form.lock_minutes})
