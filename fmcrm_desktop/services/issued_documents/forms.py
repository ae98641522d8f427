"""Forms of documents: what one is about, its text, why it was refused; and templates with what is made from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fmcrm_desktop.model.charged import CHARGED, RENEWALS
from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.issued_document import DOCUMENT_KINDS, WRITTEN
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.letters import TemplateForm, filling

TO, OF, OFFERED = N_("What and to whom"), N_("About"), N_("Price and time")
LANGUAGES = {"": N_("The person's"), **WRITTEN}


@dataclass
class DocumentForm:
    """What a document is made of. Nobody as person: it goes to everybody."""

    template_id: Annotated[
        int | None, Field(N_("Template"), pick="document_template", required=True, group=TO)
    ] = None
    person_id: Annotated[int | None, Field(N_("To"), pick="person", group=TO)] = None
    unit_id: Annotated[
        int | None, Field(N_("Unit"), pick="unit", hint=N_("None: all units of the person"), group=TO)
    ] = None
    language: Annotated[str, Field(N_("Language"), choices=LANGUAGES, group=TO)] = ""
    order_id: Annotated[int | None, Field(N_("Work order"), pick="order", group=OF)] = None
    agreement_id: Annotated[int | None, Field(N_("Agreement"), pick="agreement", group=OF)] = None
    valid_until: Annotated[date | None, Field(N_("Valid until"), group=OFFERED)] = None
    price: Annotated[Money | None, Field(N_("Price"), group=OFFERED)] = None
    charged: Annotated[str, Field(N_("How it is charged"), choices=CHARGED, group=OFFERED)] = "none"
    from_day: Annotated[date | None, Field(N_("From"), group=OFFERED)] = None
    until_day: Annotated[date | None, Field(N_("Until"), group=OFFERED)] = None
    notice_days: Annotated[int | None, Field(N_("Days of notice"), group=OFFERED)] = None
    renewal: Annotated[str, Field(N_("After the last day"), choices=RENEWALS, group=OFFERED)] = "none"
    covers_labour: Annotated[bool, Field(N_("Labour is included"), group=OFFERED)] = True
    covers_parts: Annotated[bool, Field(N_("Parts are included"), group=OFFERED)] = False
    lead_id: int | None = None
    version: int | None = None


@dataclass
class TextForm:
    """The text as it will be printed; the languages that the document is not in are left out on the screen."""

    title: Annotated[str, Field(N_("Title in English"), longest=200, in_chinese="other_title")] = ""
    text: Annotated[
        str, Field(N_("Text in English"), longest=filling.MOST_FILLED, lines=24, in_chinese="other_text")
    ] = ""
    other_title: Annotated[str, Field(N_("Title in Chinese"), longest=200)] = ""
    other_text: Annotated[str, Field(N_("Text in Chinese"), longest=filling.MOST_FILLED, lines=24)] = ""
    version: int | None = None


@dataclass
class ReasonForm:
    """Why a document came to nothing."""

    reason: Annotated[str, Field(N_("Why"), longest=300, required=True)] = ""
    version: int | None = None


@dataclass
class DocumentTemplateForm(TemplateForm):
    """A template with the kind of document that is made from it."""

    kind: Annotated[str, Field(N_("Makes"), choices=DOCUMENT_KINDS, required=True)] = "other"
