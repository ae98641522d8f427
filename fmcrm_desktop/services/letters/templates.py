"""Templates of letters and documents: a text in English and one in Chinese; added, changed, copied, archived,
listed."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.letter import LETTER, LetterTemplate
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.letters import filling
from fmcrm_desktop.services.letters.merge_fields import fields, known_names
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

IN_ENGLISH, IN_CHINESE = N_("In English"), N_("In Chinese")
TEXTS = ("subject", "text", "other_subject", "other_text")


@dataclass
class TemplateForm:
    """A letter in both languages; one of them may be left empty, and then everybody gets the other."""

    name: Annotated[str, Field(N_("Name in English"), longest=80, in_chinese="other_name")] = ""
    other_name: Annotated[str, Field(N_("Name in Chinese"), longest=80)] = ""
    subject: Annotated[str, Field(N_("Subject in English"), longest=200, in_chinese="other_subject")] = ""
    other_subject: Annotated[str, Field(N_("Subject in Chinese"), longest=200)] = ""
    text: Annotated[
        str, Field(N_("Text in English"), longest=filling.MOST_TEXT, lines=14, in_chinese="other_text")
    ] = ""
    other_text: Annotated[str, Field(N_("Text in Chinese"), longest=filling.MOST_TEXT, lines=14)] = ""
    kind: str = LETTER
    version: int | None = None

    def speaks(self, language: str) -> bool:
        """Whether there is a text in this language."""
        return bool((self.other_text if language == CHINESE else self.text).strip())


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in the list: ``languages`` says which texts it has (en, zh_CN)."""

    id: int
    name: str
    other_name: str
    languages: tuple[str, ...]
    archived: bool
    kind: str = LETTER


@needs("person.read")
def page(work: Work, query: Query) -> Page[TemplateRow]:
    """The templates of letters, those that hold every word typed."""
    return page_of(work, query, LetterTemplate.kind == LETTER)


def page_of(work: Work, query: Query, of_kind: Any) -> Page[TemplateRow]:
    """The templates that a condition on their kind names, those that hold every word typed."""
    gone = LetterTemplate.archived.is_not(None) if query.archived else LetterTemplate.archived.is_(None)
    wanted = select(LetterTemplate.id).where(gone, of_kind).order_by(LetterTemplate.id)
    for word in query.text.split():
        places = (LetterTemplate.name, LetterTemplate.other_name, LetterTemplate.subject,
                  LetterTemplate.other_subject)  # fmt: skip
        wanted = wanted.where(
            or_(*(func.lower(place).contains(word.lower(), autoescape=True) for place in places))
        )
    ids = array("q", work.column(wanted))
    return Page(ids, tuple(rows(work, ids[:FIRST])))


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[TemplateRow]:
    """The rows of these templates, in this order."""
    columns = select(
        LetterTemplate.id, LetterTemplate.name, LetterTemplate.other_name, LetterTemplate.text != "",
        LetterTemplate.other_text != "", LetterTemplate.archived.is_not(None), LetterTemplate.kind,
    ).where(LetterTemplate.id.in_(ids))  # fmt: skip
    found = [
        TemplateRow(
            id,
            name,
            other,
            tuple(code for code, there in (("en", english), (CHINESE, zh)) if there),
            archived,
            kind,
        )
        for id, name, other, english, zh, archived, kind in work.rows(columns)
    ]
    return in_order(ids, found, lambda row: row.id)


@needs("person.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Templates of letters for a picker; the name in the office's language first."""
    return choices_of(work, list(ids) or list(page(work, Query(text=text)).ids))


def choices_of(work: Work, wanted: Sequence[int]) -> list[Choice]:
    """These templates as a picker shows them."""
    chinese = settings.get(work, "office.language") == CHINESE
    named = ((row.id, *in_order_of(chinese, row.name, row.other_name)) for row in rows(work, wanted))
    return [Choice(id, name, other=other) for id, name, other in named]


def in_order_of(chinese: bool, english: str, other: str) -> tuple[str, str]:
    """Both names, the one in the wanted language first; never an empty one before a full one."""
    first, second = (other, english) if chinese else (english, other)
    return (first, second) if first else (second, "")


@needs("person.read")
def form_of(work: Work, id: int) -> TemplateForm:
    """The form as it stands, with the version seen."""
    it = work.get(LetterTemplate, id)
    return TemplateForm(
        it.name, it.other_name, it.subject, it.other_subject, it.text, it.other_text, it.kind, it.version
    )


@needs("person.write")
def add(work: Work, form: TemplateForm) -> int:
    """Keep a new template. Raises Invalid naming a field nobody knows."""
    check_template(work, form)
    return work.add(LetterTemplate(**_columns(form))).id


@needs("person.write")
def change(work: Work, id: int, form: TemplateForm) -> int:
    """Change a template; letters written before keep their text."""
    check_template(work, form)
    record = work.get(LetterTemplate, id, seen=form.version)
    for name, value in _columns(form).items():
        setattr(record, name, value)
    return id


@needs("person.write")
def copy(work: Work, id: int) -> int:
    """The same once more under a name of its own; gives the id."""
    form = form_of(work, id)
    named = replace(
        form,
        name=f"{form.name[:70]} (copy)" if form.name else "",
        other_name=f"{form.other_name[:70]}（副本）" if form.other_name else "",
    )
    return work.add(LetterTemplate(**_columns(named))).id


@needs("person.write")
def archive(work: Work, id: int) -> None:
    """Offer a template no more; its letters stay."""
    work.archive(work.get(LetterTemplate, id))


@needs("person.write")
def restore(work: Work, id: int) -> None:
    """Offer it again."""
    work.restore(work.get(LetterTemplate, id))


def check_template(work: Work, form: TemplateForm) -> None:
    """Raise Invalid for a form that cannot be saved: no name, no text, or braces that name nothing."""
    check(form)
    wrong: dict[str, str | Refusal] = {}
    if not form.name and not form.other_name:
        wrong["name"] = N_("Give it a name in one of the languages.")
    if not form.text and not form.other_text:
        wrong["text"] = N_("Write the text in one of the languages.")
    names = known_names(fields(work, form.kind))
    for each in TEXTS:
        try:
            filling.read(getattr(form, each), names)
        except Refusal as refusal:
            wrong[each] = refusal
    if wrong:
        raise Invalid(**wrong)


def _columns(form: TemplateForm) -> dict[str, str]:
    return {name: getattr(form, name) for name in ("name", "other_name", "kind", *TEXTS)}
