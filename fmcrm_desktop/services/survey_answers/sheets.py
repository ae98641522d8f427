"""A sheet as whoever types it sees it: its questions, whom it asks, and whether it is typed for the second time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import RIGHTS, Staff
from fmcrm_desktop.model.survey import Question, Questionnaire, Survey, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.store.work import Work

RIGHT = "complaint.write"


@dataclass(frozen=True)
class Asked:
    """A question of the sheet; ``number`` counts from 1 as on paper."""

    id: int
    number: int
    scale: str
    topic: str
    text: str
    other_text: str


class OwnEntry(Refusal):
    """Whoever asks has typed the sheet in already; they may type it again as long as nobody typed it a second time."""

    def __init__(self, sheet: int, text: str, **values: object) -> None:
        self.sheet = sheet
        super().__init__(text, **values)


@dataclass(frozen=True)
class Sheet:
    """A sheet to be filled in. Of a second entry nothing of the first is told but who made it; ``note`` is a marked
    sentence about that, ``own`` says that it was whoever asks."""

    id: int
    code: str
    entry: int
    way: str
    survey_id: int
    survey: Names
    questionnaire_id: int
    questionnaire: Names
    person_id: int | None
    person: Names
    unit_id: int | None
    unit: str
    order_id: int | None
    order: str
    first_by: str
    note: str
    own: bool
    questions: tuple[Asked, ...]


@needs(RIGHT)
def by_code(work: Work, code: str) -> Sheet:
    """The sheet with this code, to type its answers. Raises Refusal: no such code, settled, one's own."""
    kept = codes.check(code)
    id = work.value(select(SurveySheet.id).where(SurveySheet.code == kept))
    if id is None:
        raise Refusal(N_("No sheet has the code {code}."), code=codes.said(kept))
    return by_id(work, id)


@needs(RIGHT)
def by_id(work: Work, id: int) -> Sheet:
    """The sheet to be asked during a call, on the spot or typed in; raises Refusal as ``by_code``."""
    it = work.get(SurveySheet, id)
    entry, note = entry_of(work, it)
    survey = work.get(Survey, it.survey_id)
    form = work.get(Questionnaire, survey.questionnaire_id)
    person = it.person_id and work.row(
        select(Person.name, Person.other_name).where(Person.id == it.person_id)
    )
    questions = questions_of(work, form.id)
    if not questions:
        raise Refusal(N_("The questionnaire “{name}” has no questions."), name=form.name)
    return Sheet(
        id, it.code, entry, it.way, survey.id, Names(survey.name, survey.other_name),
        form.id, Names(form.name, form.other_name),
        it.person_id, Names(*person) if person else Names(), it.unit_id,
        (it.unit_id and work.value(select(Unit.label).where(Unit.id == it.unit_id))) or "", it.order_id,
        (it.order_id and work.value(select(WorkOrder.number).where(WorkOrder.id == it.order_id))) or "",
        (entry == 2 and work.value(select(Staff.name).where(Staff.id == it.first_id))) or "", note,
        entry == 2 and it.first_id == work.who.staff_id, questions,
    )  # fmt: skip


def questions_of(work: Work, questionnaire: int) -> tuple[Asked, ...]:
    """The questions in the order of the paper."""
    columns = (
        select(Question.id, Question.scale, Question.topic, Question.text, Question.other_text)
        .where(Question.questionnaire_id == questionnaire, Question.archived.is_(None))
        .order_by(Question.position, Question.id)
    )
    return tuple(Asked(id, at, *rest) for at, (id, *rest) in enumerate(work.rows(columns), 1))


def entry_of(work: Work, it: SurveySheet) -> tuple[int, str]:
    """Which entry comes now, and a marked sentence where the same person may make the second."""
    code = codes.said(it.code)
    if it.archived is not None:
        raise Refusal(N_("The sheet {code} was put away."), code=code)
    if it.answered is None:
        return 1, ""
    if it.checked is not None:
        raise Refusal(N_("The sheet {code} was typed in twice and is settled."), code=code)
    if it.second_id is not None:
        raise Refusal(
            N_("The sheet {code} was typed in twice; its differences wait to be settled."), code=code
        )
    own = it.first_id == work.who.staff_id
    if it.way != "paper":
        said = N_("The sheet {code} was answered without paper; there is nothing to type in.")
        raise OwnEntry(it.id, said, code=code) if own else Refusal(said, code=code)
    if not own:
        return 2, ""
    if not settings.get(work, "sign_in"):
        return 2, N_("Nobody signs in here, so the program cannot tell whether somebody else is typing now.")
    if _typists(work) == 1:
        return 2, N_("Only one person here may type answers, so the same person types them again.")
    raise OwnEntry(
        it.id,
        N_("You typed in the sheet {code} yourself. Somebody else types it the second time."),
        code=code,
    )


def _typists(work: Work) -> int:
    roles = [role for role, rights in RIGHTS.items() if RIGHT in rights]
    chosen = select(func.count()).where(Staff.archived.is_(None), Staff.login != "", Staff.role.in_(roles))
    return int(work.value(chosen))
