"""What the printed forms of a round hold: the questions once, and each sheet's code and whom it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.survey import Questionnaire, Survey, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.questionnaires.listing import QuestionRow, questions_of
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One form; an empty language is the office's. Nobody's name where it is for nobody, or shall bear none."""

    code: str
    language: str
    person: Names
    unit: str


@dataclass(frozen=True)
class SurveyForms:
    """The forms of a round."""

    head: Head
    address: str
    name: Names
    title: Names
    intro: Names
    until_day: date | None
    questions: tuple[QuestionRow, ...]
    sheets: tuple[FormSheet, ...]


@needs("complaint.read")
def forms_of(work: Work, id: int, named: bool = True, only: Sequence[int] = ()) -> SurveyForms:
    """The forms of a round that have not come back, or ``only`` these sheets; without names unless ``named``."""
    it = work.get(Survey, id)
    of = work.get(Questionnaire, it.questionnaire_id)
    columns = (
        select(
            SurveySheet.code,
            SurveySheet.language,
            Person.language,
            Person.name,
            Person.other_name,
            Unit.label,
        )
        .outerjoin(Person, Person.id == SurveySheet.person_id)
        .outerjoin(Unit, Unit.id == SurveySheet.unit_id)
        .where(SurveySheet.survey_id == id, SurveySheet.archived.is_(None))
        .order_by(SurveySheet.id)
    )
    wanted = SurveySheet.id.in_(only) if only else SurveySheet.answered.is_(None)
    sheets = tuple(
        FormSheet(
            code, language or person_language or "",
            Names(name or "", other or "") if named else Names(), (unit or "") if named else "",
        )
        for code, language, person_language, name, other, unit in work.rows(columns.where(wanted))
    )  # fmt: skip
    if not sheets:
        raise Refusal(N_("No form waits to be printed: ask people first, or make copies for the counter."))
    return SurveyForms(
        head(work), settings.get(work, "office.address"), Names(it.name, it.other_name),
        Names(of.name, of.other_name), Names(of.intro, of.other_intro), it.until_day,
        questions_of(work, of.id), sheets,
    )  # fmt: skip


@needs("complaint.read")
def forms_called(work: Work, name: str) -> SurveyForms:
    """The forms of the latest round of this name. Raises Invalid(number)."""
    wanted = name.strip()
    chosen = select(Survey.id).where(
        Survey.archived.is_(None), or_(Survey.name == wanted, Survey.other_name == wanted)
    )
    found = work.value(chosen.order_by(Survey.from_day.desc(), Survey.id.desc()).limit(1))
    if found is None or not fold(wanted):
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=name))
    return forms_of(work, found)
