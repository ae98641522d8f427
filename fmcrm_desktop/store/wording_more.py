"""What buildings, notes, letters, notices and most lists of the menu are found by; the rest stands in wording.py."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.campaign import Campaign
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Bill, Part
from fmcrm_desktop.model.complaint import Complaint, CorrectiveAction
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.improvement import CaseStudy, Commendation, GapPlan, Procedure, Suggestion
from fmcrm_desktop.model.issued_document import IssuedDocument
from fmcrm_desktop.model.knowledge import Article, Problem
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.matter import Note
from fmcrm_desktop.model.notice import Notice
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.property import Building, Site, Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.reading import number_tokens, pinyin_tokens
from fmcrm_desktop.model.skill import Skill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import Survey
from fmcrm_desktop.model.territory import Territory
from fmcrm_desktop.store.wording import _REFS, SOURCES, Worded, _asked, full_name, joined
from fmcrm_desktop.store.wording_channels import CHANNELS
from fmcrm_desktop.store.wording_committee import COMMITTEE

TITLE = 80
"""Characters of a text that stand for its title."""
_BUILDINGS = (
    select(Building.id, Building.code, Building.name, Building.other_name, Building.address, Site.name)
    .join(Site, Site.id == Building.site_id)
    .where(Building.id.in_(_REFS), Building.archived.is_(None))
)
_LEADS = select(
    Lead.id,
    Lead.number,
    Lead.name,
    Lead.other_name,
    Lead.company,
    Lead.phone,
    Lead.digits,
    Lead.email,
    Lead.needs,
).where(Lead.id.in_(_REFS), Lead.archived.is_(None))
_NOTES = select(Note.id, Note.text).where(Note.id.in_(_REFS), Note.archived.is_(None))
_LETTERS = select(Letter.id, Letter.number, Letter.subject, Letter.text).where(
    Letter.id.in_(_REFS), Letter.archived.is_(None)
)
_ISSUED = (
    select(
        IssuedDocument.id, IssuedDocument.number, IssuedDocument.title, IssuedDocument.other_title,
        IssuedDocument.text, IssuedDocument.other_text, Person.name, Person.other_name, Unit.label,
    )
    .outerjoin(Person, Person.id == IssuedDocument.person_id)
    .outerjoin(Unit, Unit.id == IssuedDocument.unit_id)
    .where(IssuedDocument.id.in_(_REFS), IssuedDocument.archived.is_(None))
)  # fmt: skip
_NOTICES = select(Notice.id, Notice.title, Notice.other_title, Notice.text, Notice.other_text).where(
    Notice.id.in_(_REFS), Notice.archived.is_(None)
)

_PARTS = select(Part.id, Part.code, Part.name, Part.other_name).where(
    Part.id.in_(_REFS), Part.archived.is_(None)
)
_BILLS = (
    select(Bill.id, Bill.number, Person.name, Person.other_name, Unit.label)
    .outerjoin(Person, Person.id == Bill.person_id)
    .outerjoin(Unit, Unit.id == Bill.unit_id)
    .where(Bill.id.in_(_REFS), Bill.archived.is_(None))
)
_AGREEMENTS = (
    select(Agreement.id, Agreement.number, Agreement.name, Agreement.note, Person.name, Person.other_name)
    .outerjoin(Person, Person.id == Agreement.person_id)
    .where(Agreement.id.in_(_REFS), Agreement.archived.is_(None))
)
_EQUIPMENT = select(
    Equipment.id, Equipment.code, Equipment.name, Equipment.other_name, Equipment.place, Equipment.other_place,
    Equipment.maker, Equipment.model, Equipment.serial, Equipment.note,
).where(Equipment.id.in_(_REFS), Equipment.archived.is_(None))  # fmt: skip
_PLANS = select(Plan.id, Plan.name, Plan.summary, Plan.description).where(
    Plan.id.in_(_REFS), Plan.archived.is_(None)
)
_ARTICLES = (
    select(
        Article.id, Article.title, Article.other_title, Article.symptoms, Article.cause, Article.text, Category.name,
        Category.other_name, Problem.name, Problem.other_name, Skill.name, Skill.other_name, Equipment.code,
        Equipment.name, Equipment.other_name,
    )
    .outerjoin(Category, Category.id == Article.category_id)
    .outerjoin(Problem, Problem.id == Article.problem_id)
    .outerjoin(Skill, Skill.id == Article.skill_id)
    .outerjoin(Equipment, Equipment.id == Article.equipment_id)
    .where(Article.id.in_(_REFS), Article.archived.is_(None))
)  # fmt: skip
_COMMENDATIONS = (
    select(
        Commendation.id, Commendation.number, Commendation.own_words, Person.name, Person.other_name, Unit.label,
        Staff.name, Staff.other_name,
    )
    .outerjoin(Person, Person.id == Commendation.person_id)
    .outerjoin(Unit, Unit.id == Commendation.unit_id)
    .outerjoin(Staff, Staff.id == Commendation.staff_id)
    .where(Commendation.id.in_(_REFS), Commendation.archived.is_(None))
)  # fmt: skip
_SUGGESTIONS = (
    select(
        Suggestion.id, Suggestion.number, Suggestion.own_words, Person.name, Person.other_name, Unit.label,
        Suggestion.answer,
    )
    .outerjoin(Person, Person.id == Suggestion.person_id)
    .outerjoin(Unit, Unit.id == Suggestion.unit_id)
    .where(Suggestion.id.in_(_REFS), Suggestion.archived.is_(None))
)  # fmt: skip
_CASES = select(
    CaseStudy.id,
    CaseStudy.title,
    CaseStudy.other_title,
    CaseStudy.told,
    CaseStudy.lesson,
    CaseStudy.questions,
).where(CaseStudy.id.in_(_REFS), CaseStudy.archived.is_(None))
_PROCEDURES = select(Procedure.id, Procedure.name, Procedure.other_name, Procedure.text).where(
    Procedure.id.in_(_REFS), Procedure.archived.is_(None)
)
_ACTIONS = (
    select(
        CorrectiveAction.id, CorrectiveAction.text, CorrectiveAction.proof,
        func.coalesce(Complaint.number, Suggestion.number, ""),
    )
    .outerjoin(Complaint, Complaint.id == CorrectiveAction.complaint_id)
    .outerjoin(Suggestion, Suggestion.id == CorrectiveAction.suggestion_id)
    .where(CorrectiveAction.id.in_(_REFS), CorrectiveAction.archived.is_(None))
)  # fmt: skip
_GAP_PLANS = select(GapPlan.id, GapPlan.text).where(GapPlan.id.in_(_REFS), GapPlan.archived.is_(None))


def buildings(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, code, name, other, address, site in _asked(session, _BUILDINGS, refs):
        pinyin = [each for said in (name, other) for each in pinyin_tokens(said)]
        words = joined("building", [code, name, other, address], pinyin)
        found.append(Worded(id, full_name(code, name), site, words))
    return found


def notes(session: Session, refs: Sequence[int]) -> list[Worded]:
    """Whom or what a note is on is told when it is found, for that may be renamed."""
    return [
        Worded(id, _short(text), "", joined("note", [text])) for id, text in _asked(session, _NOTES, refs)
    ]


def letters(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(id, full_name(number, subject or _short(text)), "", joined("letter", [number, subject, text]))
        for id, number, subject, text in _asked(session, _LETTERS, refs)
    ]


def issued_documents(session: Session, refs: Sequence[int]) -> list[Worded]:
    """By number, text, person and unit."""
    found = []
    for id, number, title, other_title, text, other_text, *of in _asked(session, _ISSUED, refs):
        said = [number, title, other_title, text, other_text, *of]
        subtitle = full_name(of[0] or "", of[1] or "")
        words = joined("issued_document", [each or "" for each in said], pinyin_tokens(of[0] or ""))
        found.append(Worded(id, full_name(number, title or other_title), subtitle, words))
    return found


def notices(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(id, title, other, joined("notice", [title, other, text, its_text], pinyin_tokens(title)))
        for id, title, other, text, its_text in _asked(session, _NOTICES, refs)
    ]


def parts(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, code, name, other in _asked(session, _PARTS, refs):
        pinyin = [each for said in (name, other) for each in pinyin_tokens(said)]
        found.append(Worded(id, full_name(name, other), code, joined("part", [code, name, other], pinyin)))
    return found


def bills(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, number, name, other, unit in _asked(session, _BILLS, refs):
        pinyin = [each for said in (name, other) for each in pinyin_tokens(said or "")]
        words = joined("bill", [number, name, other, unit], pinyin)
        found.append(Worded(id, number, full_name(name or "", other or ""), words))
    return found


def agreements(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, number, title, note, name, other in _asked(session, _AGREEMENTS, refs):
        pinyin = [each for said in (title, name, other) for each in pinyin_tokens(said or "")]
        words = joined("agreement", [number, title, note, name or "", other or ""], pinyin)
        found.append(Worded(id, f"{number} {title}", full_name(name or "", other or ""), words))
    return found


def equipment(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, code, name, other, place, *made in _asked(session, _EQUIPMENT, refs):
        pinyin = [each for said in (name, other) for each in pinyin_tokens(said)]
        words = joined("equipment", [code, name, other, place, *made], pinyin)
        found.append(Worded(id, full_name(f"{code} {name}", other), place, words))
    return found


def plans(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(id, name, summary, joined("plan", [name, summary, text], pinyin_tokens(name)))
        for id, name, summary, text in _asked(session, _PLANS, refs)
    ]


def articles(session: Session, refs: Sequence[int]) -> list[Worded]:
    """Also by what they are about, in both languages: who types 电梯 finds what is written of a lift in English."""
    found = []
    for id, title, other, *texts in _asked(session, _ARTICLES, refs):
        pinyin = [each for said in (title, other) for each in pinyin_tokens(said)]
        words = joined("article", [title, other, *(text or "" for text in texts)], pinyin)
        about = texts[5] or texts[3] or ""
        found.append(Worded(id, full_name(title, other), about, words))
    return found


def commendations(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [_voice("commendation", row) for row in _asked(session, _COMMENDATIONS, refs)]


def suggestions(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [_voice("suggestion", row) for row in _asked(session, _SUGGESTIONS, refs)]


def _voice(kind: str, row: Any) -> Worded:
    """What somebody said; who said it is not found where it was said without a name."""
    id, number, *rest = row
    text, name, other, label, *more = (part or "" for part in rest)
    subtitle = " · ".join(part for part in (label, full_name(name, other).strip()) if part)
    words = joined(kind, [number, text, name, other, label, *more], pinyin_tokens(name or other))
    return Worded(id, f"{number} {_short(text)}", subtitle, words)


def case_studies(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(id, title, other, joined("case_study", [title, other, *texts], pinyin_tokens(title)))
        for id, title, other, *texts in _asked(session, _CASES, refs)
    ]


def procedures(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(id, full_name(name, other), "", joined("procedure", [name, other, text], pinyin_tokens(name)))
        for id, name, other, text in _asked(session, _PROCEDURES, refs)
    ]


def corrective_actions(session: Session, refs: Sequence[int]) -> list[Worded]:
    """By what is changed and by the number of the matter it follows from, which never changes."""
    return [
        Worded(id, _short(text), number, joined("corrective_action", [text, proof, number]))
        for id, text, proof, number in _asked(session, _ACTIONS, refs)
    ]


def gap_plans(session: Session, refs: Sequence[int]) -> list[Worded]:
    return [
        Worded(id, _short(text), "", joined("gap_plan", [text]))
        for id, text in _asked(session, _GAP_PLANS, refs)
    ]


def leads(session: Session, refs: Sequence[int]) -> list[Worded]:
    found = []
    for id, number, name, other, company, phone, digits, email, needs in _asked(session, _LEADS, refs):
        pinyin = [each for said in (name, other, company) for each in pinyin_tokens(said)]
        words = joined("lead", [number, name, other, company, email, needs], pinyin, number_tokens(digits))
        subtitle = " · ".join(part for part in (company, phone) if part)
        found.append(Worded(id, f"{number} {full_name(name, other)}", subtitle, words))
    return found


def _short(text: str) -> str:
    return " ".join(text.split())[:TITLE]


def _named(
    kind: str, table: type[Campaign | Skill | Survey | Territory]
) -> Callable[[Session, Sequence[int]], list[Worded]]:
    """What is found by its two names."""
    asked = select(table.id, table.name, table.other_name).where(
        table.id.in_(_REFS), table.archived.is_(None)
    )

    def worded(session: Session, refs: Sequence[int]) -> list[Worded]:
        return [
            Worded(id, full_name(name, other), "",
                   joined(kind, [name, other], [each for said in (name, other) for each in pinyin_tokens(said)]))
            for id, name, other in _asked(session, asked, refs)
        ]  # fmt: skip

    return worded


EVERY: dict[str, Callable[[Session, Sequence[int]], list[Worded]]] = {
    **SOURCES, "building": buildings, "note": notes, "letter": letters, "notice": notices,
    "issued_document": issued_documents,
    "skill": _named("skill", Skill), "territory": _named("territory", Territory),
    "part": parts, "bill": bills, "agreement": agreements,
    "equipment": equipment, "plan": plans,
    "article": articles,
    "commendation": commendations, "suggestion": suggestions, "case_study": case_studies, "procedure": procedures,
    "survey": _named("survey", Survey),
    "corrective_action": corrective_actions, "gap_plan": gap_plans,
    "lead": leads, "campaign": _named("campaign", Campaign), **COMMITTEE, **CHANNELS,
}  # fmt: skip
"""Kind of document → what words its records."""
