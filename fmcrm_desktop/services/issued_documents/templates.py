"""Templates of documents: those of letters with the kind of document that is made from them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.document_text import as_read
from fmcrm_desktop.model.issued_document import DOCUMENT_KINDS
from fmcrm_desktop.model.letter import LetterTemplate
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import letters, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.issued_documents.forms import DocumentTemplateForm
from fmcrm_desktop.services.issued_documents.keeping import fill_of
from fmcrm_desktop.services.issued_documents.values import About
from fmcrm_desktop.services.letters import LetterField, Preview, TemplateRow, Wish, merge_fields
from fmcrm_desktop.services.letters.templates import check_template, choices_of, page_of
from fmcrm_desktop.store.work import Work


@needs("person.read")
def templates(work: Work, query: Query) -> Page[TemplateRow]:
    """The templates of documents; filter: kind."""
    kinds = tuple(query.where.get("kind") or DOCUMENT_KINDS)
    return page_of(work, query, LetterTemplate.kind.in_(kinds))


@needs("person.read")
def template_choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """For the picker of a document's form."""
    return choices_of(work, list(ids) or list(templates(work, Query(text=text)).ids))


@needs("person.read")
def template_form(work: Work, id: int) -> DocumentTemplateForm:
    """The form as it stands, with the kind to choose."""
    return DocumentTemplateForm(**vars(letters.form_of(work, id)))


@needs("person.read")
def fields(work: Work) -> list[LetterField]:
    """Every field a document can name."""
    return merge_fields.fields(work, "other")


@needs("person.read")
def preview(work: Work, wish: Wish, person: int) -> Preview | None:
    """The document as it would be to a person, with their latest order and agreement; None for somebody gone."""
    check_template(work, wish.form)
    found = work.row(select(Person.language).where(Person.id == person))
    if found is None:
        return None
    language = found[0] or str(settings.get(work, "office.language"))
    if not wish.form.speaks(language):
        language = "en" if language == CHINESE else CHINESE
    latest = {
        name: work.value(select(table.id).where(table.person_id == person).order_by(table.id.desc()).limit(1))
        for name, table in (("order_id", WorkOrder), ("agreement_id", Agreement))
    }
    filled = fill_of(work, wish.form, About(wish.form.kind, person_id=person, **latest), language)
    name, _, address = filled.address.partition("\n")
    return Preview(person, name, language, address, filled.titles[language], as_read(filled.texts[language]))
