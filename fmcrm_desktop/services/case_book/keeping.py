"""Cases written without names: made of a complaint or of praise, looked over by the writer, put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import GAPS, Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.improvement import CASE_KINDS, CaseStudy, Commendation
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.case_book.concerned import secrets
from fmcrm_desktop.services.case_book.hiding import hide, left
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

TITLE = 80
"""Characters of praise that make a title."""
SHOWN = 6
"""So many names that were left in are told."""
HEADS = {
    "expected": ("Expected: ", "期望："), "delivered": ("What came: ", "实际："),
    "remedy": ("Done at once: ", "当场补救："),
    "answer": ("Our answer: ", "我们的答复："),
}  # fmt: skip
"""What stands before a part of a complaint in the story, in the story's language."""
QUESTIONS = {
    "bad": (
        "What did the customer expect?\nWhere did it begin to go wrong?\nWhat would you have said and done?",
        "客户期望的是什么？\n问题从哪一步开始出现？\n换作是您，会怎么说、怎么做？",
    ),
    "good": (
        "What made the difference for the customer?\nWhere can we do the same?",
        "客户最看重的是哪一点？\n还有哪些场合可以这样做？",
    ),
}
"""What to talk about, to begin with."""
_TEXTS = ("title", "other_title", "told", "lesson", "questions")
_NAMES = ("kind", *_TEXTS, "category_id", "gap", "scale_id")


@dataclass
class CaseForm:
    """A case for training. ``checked`` says that the names still in it are meant."""

    kind: Annotated[str, Field(N_("Kind"), choices=CASE_KINDS, required=True)] = "bad"
    title: Annotated[str, Field(N_("Title"), longest=200, required=True)] = ""
    other_title: Annotated[str, Field(N_("Title in the other language"), longest=200)] = ""
    told: Annotated[str, Field(N_("The story"), longest=20_000, lines=8, required=True)] = ""
    lesson: Annotated[str, Field(N_("What we learn from it"), longest=4_000, lines=3)] = ""
    questions: Annotated[
        str, Field(N_("Questions to talk about"), longest=4_000, lines=4, hint=N_("One a line"))
    ] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="complaint_category")] = None
    gap: Annotated[str, Field(N_("Gap"), choices=GAPS)] = ""
    scale_id: Annotated[int | None, Field(N_("Behaviour that caused it"), pick="behaviour_scale")] = None
    checked: Annotated[bool, Field(N_("I have looked: no person can be recognised"))] = False
    complaint_id: int | None = None
    commendation_id: int | None = None
    version: int | None = None


@needs("complaint.read")
def draft(work: Work, given: Mapping[str, Any]) -> CaseForm:
    """A case begun from a ``complaint`` or ``commendation``, names and numbers taken out; or an empty one."""
    form = CaseForm(questions="")
    if given.get("complaint") is not None:
        _from_complaint(form, work.get(Complaint, int(given["complaint"])))
    elif given.get("commendation") is not None:
        _from_praise(form, work.get(Commendation, int(given["commendation"])))
    hidden = secrets(work, form.complaint_id, form.commendation_id)
    for name in _TEXTS:
        setattr(form, name, hide(getattr(form, name), hidden))
    if form.told:
        form.questions = QUESTIONS[form.kind][has_chinese(form.told)]
    return form


@needs("complaint.write")
def add(work: Work, form: CaseForm) -> int:
    """Put a case into the book."""
    _check(work, form, form.complaint_id, form.commendation_id)
    case = CaseStudy(
        made=work.now, staff_id=work.who.staff_id, complaint_id=form.complaint_id, commendation_id=form.commendation_id,
        **_values(form),
    )  # fmt: skip
    return work.add(case).id


@needs("complaint.read")
def form_of(work: Work, id: int) -> CaseForm:
    """The form as it stands, with the version seen."""
    case = work.get(CaseStudy, id)
    return CaseForm(
        **{name: getattr(case, name) for name in _NAMES}, complaint_id=case.complaint_id,
        commendation_id=case.commendation_id, version=case.version,
    )  # fmt: skip


@needs("complaint.write")
def change(work: Work, id: int, form: CaseForm) -> int:
    """Write a case better; what it was made of stays."""
    case = work.get(CaseStudy, id, seen=form.version)
    _check(work, form, case.complaint_id, case.commendation_id)
    for name, value in _values(form).items():
        setattr(case, name, value)
    return id


@needs("complaint.write")
def archive(work: Work, id: int) -> int:
    """Take a case out of the book."""
    work.archive(work.get(CaseStudy, id))
    return id


@needs("complaint.write")
def restore(work: Work, id: int) -> int:
    """Put an archived case back into the book."""
    work.restore(work.get(CaseStudy, id))
    return id


def _from_complaint(form: CaseForm, it: Complaint) -> None:
    form.complaint_id, form.category_id, form.gap = it.id, it.category_id, it.gap
    form.scale_id = it.scale_id
    form.kind = "good" if it.recovered else "bad"
    form.title, form.lesson = it.subject, it.lesson
    chinese = has_chinese(it.own_words or it.subject)
    parts = [it.own_words or it.subject]
    parts += [heads[chinese] + getattr(it, name) for name, heads in HEADS.items() if getattr(it, name)]
    form.told = "\n\n".join(parts)


def _from_praise(form: CaseForm, it: Commendation) -> None:
    form.commendation_id, form.category_id, form.kind = it.id, it.category_id, "good"
    line = " ".join(it.own_words.split())
    form.title = line if len(line) <= TITLE else line[:TITLE].rstrip() + "…"
    form.told = it.own_words


def _values(form: CaseForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in _NAMES}


def _check(work: Work, form: CaseForm, complaint: int | None, commendation: int | None) -> None:
    """Refuse a name that is still in it, until the writer says that it is meant."""
    check(form)
    if form.category_id is not None:
        work.get(Category, form.category_id)
    if form.scale_id is not None:
        work.get(BehaviourScale, form.scale_id)
    if form.checked:
        return
    hidden = secrets(work, complaint, commendation)
    wrong: dict[str, str | Refusal] = {}
    for name in _TEXTS:
        found = left(getattr(form, name), hidden)
        if found:
            names = ", ".join(found[:SHOWN])
            wrong[name] = Refusal(
                N_("Still in it: {names}. Take it out, or tick below that nobody can be recognised."),
                names=names,
            )
    if wrong:
        raise Invalid(**wrong)
