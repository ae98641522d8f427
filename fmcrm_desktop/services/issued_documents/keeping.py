"""Making a document from a template, its text changed by hand, filled anew, put away."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement, AgreementUnit
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.issued_document import BOTH, DOCUMENT_KINDS, IssuedDocument
from fmcrm_desktop.model.letter import LETTER, LetterTemplate
from fmcrm_desktop.model.money import MOST, Money
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.prospect import Lead, LeadUnit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import letters, numbers, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.issued_documents.forms import DocumentForm, TextForm
from fmcrm_desktop.services.issued_documents.values import TABLES, About, Known, merged, merged_line
from fmcrm_desktop.services.letters import filling
from fmcrm_desktop.services.letters.merge_fields import aliased, known_names
from fmcrm_desktop.services.letters.merge_fields import fields as merge_fields
from fmcrm_desktop.services.letters.people import in_script, sender
from fmcrm_desktop.store.work import Work

FACTS = tuple(each.name for each in fields(About))
USUAL = (("lead_id", "proposal"), ("order_id", "quotation"), ("agreement_id", "contract"))
"""What a document of something usually is."""


@dataclass(frozen=True)
class Filled:
    """A template filled: title and text by language, and the titles of fields that are empty in them."""

    titles: dict[str, str]
    texts: dict[str, str]
    gaps: tuple[str, ...]
    address: str


def languages(language: str) -> tuple[str, ...]:
    return (ENGLISH, CHINESE) if language == BOTH else (language,)


@needs("person.read")
def begin(work: Work, given: dict[str, Any]) -> DocumentForm:
    """The form for a new document with all that follows from what is ``given``: a person, a lead, an order or an
    agreement, and the ``kind`` that is wanted."""
    kind = given.get("kind", "")
    form = DocumentForm(**{name: value for name, value in given.items() if name != "kind"})
    kind = kind or next((usual for name, usual in USUAL if getattr(form, name) is not None), "")
    if form.order_id is not None:
        order = work.get(WorkOrder, form.order_id)
        form = replace(
            form, person_id=order.person_id, unit_id=order.unit_id, agreement_id=order.agreement_id
        )
    elif form.agreement_id is not None:
        form = _of_agreement(work, form)
    if form.lead_id is not None:
        form = _of_lead(work, form)
    if kind == "proposal":  # what most are: charged by the month, renewed with it
        form = replace(form, charged="month", renewal="same_term")
    if kind and form.template_id is None:
        first = select(LetterTemplate.id).where(
            LetterTemplate.kind == kind, LetterTemplate.archived.is_(None)
        )
        form.template_id = work.value(first.order_by(LetterTemplate.id).limit(1))
    return form


def _of_lead(work: Work, form: DocumentForm) -> DocumentForm:
    """Their person, and what they are interested in where it is one unit."""
    person = form.person_id
    if person is None and form.lead_id is not None:
        person = work.get(Lead, form.lead_id).person_id
    units = work.column(select(LeadUnit.unit_id).where(LeadUnit.lead_id == form.lead_id))
    return replace(form, person_id=person, unit_id=form.unit_id or (units[0] if len(units) == 1 else None))


def _of_agreement(work: Work, form: DocumentForm) -> DocumentForm:
    assert form.agreement_id is not None
    it = work.get(Agreement, form.agreement_id)
    units = work.column(select(AgreementUnit.unit_id).where(AgreementUnit.agreement_id == it.id))
    return replace(form, person_id=it.person_id, unit_id=units[0] if len(units) == 1 else None)


@needs("person.write")
def make(work: Work, form: DocumentForm) -> int:
    """Fill a template and keep the document as a draft under its number. Raises Invalid."""
    template, columns = _checked(work, form)
    series = "proposal" if template.kind == "proposal" else "document"
    it = IssuedDocument(
        number=numbers.next(work, series),
        kind=template.kind,
        made=work.now,
        staff_id=work.who.staff_id,
        **columns,
    )
    _put(it, fill(work, it))
    return work.add(it).id


@needs("person.read")
def form_of(work: Work, id: int) -> DocumentForm:
    """What a document is of, with the version seen."""
    it = work.get(IssuedDocument, id)
    names = [each.name for each in fields(DocumentForm) if each.name != "price"]
    price = None if it.price is None else Money(it.price, settings.get(work, "office.currency"))
    return DocumentForm(**{name: getattr(it, name) for name in names}, price=price)


@needs("person.write")
def change(work: Work, id: int, form: DocumentForm) -> int:
    """Another price, person or template. The text follows as long as nobody has changed it by hand."""
    it = drafted(work, id, form.version)
    untouched = _texts(it) == _texts_of(fill(work, it))
    template, columns = _checked(work, form)
    if (template.kind == "proposal") != (it.kind == "proposal"):
        raise Invalid(template_id=N_("Proposals are numbered apart. Make a new document."))
    other = template.id != it.template_id or columns["language"] != it.language
    it.kind = template.kind
    for name, value in columns.items():
        setattr(it, name, value)
    if untouched or other:
        _put(it, fill(work, it))
    return id


@needs("person.read")
def text_form(work: Work, id: int) -> TextForm:
    """The text as it stands, with the version seen."""
    it = work.get(IssuedDocument, id)
    return TextForm(it.title, it.text, it.other_title, it.other_text, it.version)


@needs("person.write")
def write(work: Work, id: int, form: TextForm) -> int:
    """Change the text by hand. Raises Invalid for a language that is left without one."""
    check(form)
    it = drafted(work, id, form.version)
    wrong: dict[str, str | Refusal] = {}
    for language in languages(it.language):
        name = "other_text" if language == CHINESE else "text"
        if not getattr(form, name).strip():
            wrong[name] = N_("There is nothing to print yet.")
    if wrong:
        raise Invalid(**wrong)
    it.title, it.text, it.other_title, it.other_text = (
        form.title,
        form.text,
        form.other_title,
        form.other_text,
    )
    return id


@needs("person.write")
def refill(work: Work, id: int, seen: int | None = None) -> int:
    """Fill the template anew; what was written by hand goes, and Undo brings it back."""
    it = drafted(work, id, seen)
    _put(it, fill(work, it))
    return id


@needs("person.write")
def archive(work: Work, id: int) -> int:
    """Put a document away; its editions stay with it."""
    work.archive(work.get(IssuedDocument, id))
    return id


@needs("person.write")
def restore(work: Work, id: int) -> int:
    """Take it back."""
    work.restore(work.get(IssuedDocument, id))
    return id


def drafted(work: Work, id: int, seen: int | None) -> IssuedDocument:
    """A document that may still be changed; raises Refusal for one that is out."""
    it = work.get(IssuedDocument, id, seen=seen)
    if it.state != "draft":
        raise Refusal(N_("{number} is issued and stays as it is. Begin a new version."), number=it.number)
    return it


def fill(work: Work, it: IssuedDocument) -> Filled:
    """What the template says of this document, in its languages; without a template nothing but the address."""
    form = letters.form_of(work, it.template_id) if it.template_id is not None else letters.TemplateForm()
    return fill_of(work, form, About(**{name: getattr(it, name) for name in FACTS}), it.language)


def fill_of(work: Work, form: letters.TemplateForm, about: About, language: str) -> Filled:
    """The same for a template as it is typed."""
    known_fields = merge_fields(work, about.kind)
    known = Known(work, about, sender(work), known_fields)
    names = known_names(known_fields)
    whole = {name for name, field in names.items() if field in TABLES}
    titles, texts, empty = dict[str, str](), dict[str, str](), set[str]()
    for each in languages(language):
        chinese, plain = each == CHINESE, known.plain(each)
        subject = filling.read(form.other_subject if chinese else form.subject, names)
        text = filling.read(form.other_text if chinese else form.text, names)
        title = subject.fill(aliased(merged_line(plain), names))
        if any(not plain[names[name]].strip() for name in subject.uses):
            # "Proposal for —" says less than what the paper is
            title = in_script(each, form.name, form.other_name) or title
        titles[each] = " ".join(title.split())[:200]
        texts[each] = text.fill(aliased(merged(plain, each), names), whole)
        empty |= {names[name] for name in subject.needs | text.needs if not plain[names[name]].strip()}
    gaps = tuple(field.title for field in known_fields if field.name in empty)
    return Filled(titles, texts, gaps, known.address(languages(language)[-1]))


def _put(it: IssuedDocument, filled: Filled) -> None:
    it.title, it.text, it.other_title, it.other_text = _texts_of(filled)


def _texts(it: IssuedDocument) -> tuple[str, str, str, str]:
    return it.title, it.text, it.other_title, it.other_text


def _texts_of(filled: Filled) -> tuple[str, str, str, str]:
    titles, texts = filled.titles, filled.texts
    return titles.get(ENGLISH, ""), texts.get(ENGLISH, ""), titles.get(CHINESE, ""), texts.get(CHINESE, "")


def _checked(work: Work, form: DocumentForm) -> tuple[LetterTemplate, dict[str, Any]]:
    """The template and the columns that a form gives; raises Invalid."""
    check(form)
    if form.from_day and form.until_day and form.until_day < form.from_day:
        raise Invalid(until_day=N_("This is before it begins."))
    if form.price is not None and not 0 <= form.price.minor < MOST:
        raise Invalid(price=N_("Check the amount."))
    assert form.template_id is not None
    template = work.get(LetterTemplate, form.template_id)
    if template.kind == LETTER or template.kind not in DOCUMENT_KINDS:
        raise Invalid(template_id=N_("This is a template of letters. Choose one of documents."))
    if template.kind == "proposal" and form.person_id is None and form.lead_id is None:
        raise Invalid(person_id=N_("Say to whom the proposal goes."))
    names = [each.name for each in fields(DocumentForm) if each.name not in ("version", "price", "language")]
    columns = {name: getattr(form, name) for name in names}
    columns["price"] = None if form.price is None else form.price.minor
    columns["language"] = _language(work, form, template)
    return template, columns


def _language(work: Work, form: DocumentForm, template: LetterTemplate) -> str:
    """What was asked for, else the person's, else the office's; never one that the template has no text in."""
    said = form.language
    if not said and form.person_id is not None:
        said = work.get(Person, form.person_id).language
    said = said or str(settings.get(work, "office.language"))
    there = [
        code for code, text in ((ENGLISH, template.text), (CHINESE, template.other_text)) if text.strip()
    ]
    wanted = languages(said)
    return said if all(each in there for each in wanted) else there[0]
