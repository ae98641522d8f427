"""Issuing a document and what became of it: editions that never change, accepted, refused, withdrawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, cast

from sqlalchemy import select

from fmcrm_desktop.model.agreement import AGREEMENT_STATES
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.issued_document import IssuedDocument, IssuedEdition
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_
from fmcrm_desktop.services import agreements, attachments, settings
from fmcrm_desktop.services.agreements import AgreementForm
from fmcrm_desktop.services.attachments import Kept
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.issued_documents.forms import ReasonForm
from fmcrm_desktop.services.issued_documents.keeping import drafted, fill, languages
from fmcrm_desktop.services.issued_documents.listing import EDITION
from fmcrm_desktop.services.letters import LetterHead
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class DocumentSheet:
    """A document for paper: (language, title, text) of each language. ``edition`` is 0 for a draft, which says so."""

    head: LetterHead
    number: str
    edition: int
    made: datetime
    address: str
    kind: str
    texts: tuple[tuple[str, str, str], ...]


@needs("person.read")
def sheet(work: Work, number: str) -> DocumentSheet:
    """The document with this number as it was last issued, else its draft; raises Invalid(number)."""
    wanted = select(IssuedDocument.id).where(
        IssuedDocument.number == number.strip(), IssuedDocument.archived.is_(None)
    )
    id = work.value(wanted.order_by(IssuedDocument.id.desc()).limit(1))
    if id is None:
        raise Invalid(number=Refusal(N_("There is no document {number}."), number=number))
    return sheet_of(work, id)


@needs("person.read")
def sheet_of(work: Work, id: int) -> DocumentSheet:
    """A document by its id: a draft under way, else the last edition."""
    it = work.get(IssuedDocument, id)
    if it.state == "draft":
        return _draft(work, it, 0)
    last = select(IssuedEdition).where(IssuedEdition.document_id == id, IssuedEdition.archived.is_(None))
    found = work.records(last.order_by(IssuedEdition.edition.desc()).limit(1))
    return _issued(it, found[0]) if found else _draft(work, it, 0)


@needs("person.read")
def edition_sheet(work: Work, edition: int) -> DocumentSheet:
    """One edition as it went out."""
    it = work.get(IssuedEdition, edition)
    return _issued(work.get(IssuedDocument, it.document_id), it)


@needs("person.read")
def upcoming(work: Work, id: int) -> DocumentSheet:
    """The draft as the edition that it becomes when it is issued now."""
    it = drafted(work, id, None)
    return _draft(work, it, it.edition + 1)


def _draft(work: Work, it: IssuedDocument, edition: int) -> DocumentSheet:
    return DocumentSheet(
        _head(work), it.number, edition, work.now, fill(work, it).address, it.kind, _texts(it)
    )


def _issued(it: IssuedDocument, edition: IssuedEdition) -> DocumentSheet:
    head = LetterHead(edition.office_name, edition.office_phone, edition.office_address)
    return DocumentSheet(
        head, it.number, edition.edition, edition.issued, edition.address, it.kind, _texts(edition)
    )


def _texts(it: IssuedDocument | IssuedEdition) -> tuple[tuple[str, str, str], ...]:
    halves = {ENGLISH: (it.title, it.text), CHINESE: (it.other_title, it.other_text)}
    return tuple((language, *halves[language]) for language in languages(it.language))


def _head(work: Work) -> LetterHead:
    return LetterHead(*(str(settings.get(work, f"office.{name}")) for name in ("name", "phone", "address")))


@needs("person.write")
def issue(work: Work, id: int, seen: int | None, files: Sequence[Kept] = ()) -> int:
    """Let a draft go out as its next edition, with the PDF that was made of it. Gives the edition's id."""
    it = drafted(work, id, seen)
    it.edition, it.state, it.issued, it.reason = it.edition + 1, "issued", work.now, ""
    head = _head(work)
    edition = work.add(
        IssuedEdition(
            document_id=id, edition=it.edition, issued=work.now, staff_id=work.who.staff_id, language=it.language,
            address=fill(work, it).address, title=it.title, text=it.text, other_title=it.other_title,
            other_text=it.other_text, office_name=head.name, office_phone=head.phone, office_address=head.address,
        )
    )  # fmt: skip
    if files:
        attachments.add(work, EDITION, edition.id, files)
    return edition.id


@needs("person.write")
def renew(work: Work, id: int, seen: int | None = None) -> int:
    """Begin the next version: the text of the last one can be changed again; what went out stays."""
    it = work.get(IssuedDocument, id, seen=seen)
    if it.state not in ("issued", "refused", "withdrawn"):
        raise Refusal(N_("A new version is made of what was issued."))
    it.state = "draft"
    return id


@needs(cast(Any, agreements.add).right)
def accept(work: Work, id: int, seen: int | None = None) -> int | None:
    """The customer agreed. A proposal becomes an agreement in the same deed, whose id is given; what else was accepted
    is only marked so. Raises Refusal for what is not out."""
    it = _out(work, id, seen)
    it.state = "accepted"
    if it.kind == "proposal":
        it.agreement_id = agreements.add(work, agreement_form(work, it))
    return it.agreement_id


@needs("person.write")
def refuse(work: Work, id: int, form: ReasonForm) -> int:
    """The customer does not want it, and why."""
    return _end(work, id, form, "refused")


@needs("person.write")
def withdraw(work: Work, id: int, form: ReasonForm) -> int:
    """The office takes it back, and why."""
    return _end(work, id, form, "withdrawn")


def _end(work: Work, id: int, form: ReasonForm, state: str) -> int:
    check(form)
    it = _out(work, id, form.version)
    it.state, it.reason = state, form.reason
    return id


def _out(work: Work, id: int, seen: int | None) -> IssuedDocument:
    it = work.get(IssuedDocument, id, seen=seen)
    if it.state != "issued":
        raise Refusal(
            N_("{number} is not with the customer: only what is issued is answered."), number=it.number
        )
    return it


_OFFERED = {
    r"Proposal for (.+)": r"Daily care of \1", r"Service proposal": "Daily care",
    r"关于(.+)的服务建议书": r"\1日常维护服务", r"服务建议书": "日常维护服务",
}  # fmt: skip
"""The titles of our own proposal, and the service that it offers."""


def _service(title: str) -> str:
    """What an agreement is called that came of a proposal of this title: the service, for the contract names it as
    what is provided."""
    found = ((re.fullmatch(said, title), service) for said, service in _OFFERED.items())
    return next((match.expand(service) for match, service in found if match), title)


def agreement_form(work: Work, it: IssuedDocument) -> AgreementForm:
    """What of a proposal goes into its agreement; the one place that says so."""
    person = it.person_id
    if person is None and it.lead_id is not None:
        person = work.get(Lead, it.lead_id).person_id
    if person is None and it.unit_id is None:
        raise Refusal(N_("Say first whom {number} is for."), number=it.number)
    said: dict[str, Any] = {
        "name": _service(it.title or it.other_title or it.number)[:120], "person_id": person,
        "units": (it.unit_id,) if it.unit_id is not None else (),
        "from_day": it.from_day, "until_day": it.until_day,
        "state": "offered" if "offered" in AGREEMENT_STATES else "draft",
        "covers_labour": it.covers_labour, "covers_parts": it.covers_parts, "price": it.price,
        "charged": it.charged, "notice_days": it.notice_days, "renewal": it.renewal, "lead_id": it.lead_id,
    }  # fmt: skip
    known = {each.name for each in fields(AgreementForm)}
    return AgreementForm(**{name: value for name, value in said.items() if name in known})
