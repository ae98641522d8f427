"""Typing a sheet in: all its answers in one deed, the first time or the second, checked against their scales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from fmcrm_desktop.model.field import UNKEPT_SAID, tidy, unkept
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import HIGHEST, WAYS, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.survey_answers import differing
from fmcrm_desktop.services.survey_answers.sheets import RIGHT, Asked, Sheet, by_id
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.store.work import Work

LONGEST = 4_000
CHANGED = N_("The questions were changed in the meantime. Type the code once more.")


@dataclass(frozen=True)
class Given:
    """The answer to one question; nothing in it means it was left out."""

    question_id: int
    expected: int | None = None
    value: int | None = None
    text: str = ""

    @property
    def empty(self) -> bool:
        return self.expected is None and self.value is None and not self.text


@dataclass(frozen=True)
class Saved:
    """What became of a sheet: of a second entry, how many answers differ from the first."""

    sheet_id: int
    code: str
    entry: int
    differences: int = 0


@needs(RIGHT)
def save(work: Work, id: int, entry: int, given: Sequence[Given], way: str = "") -> Saved:
    """Keep the answers of a sheet; questions that are not among them were left out. ``entry`` is the one the typist
    began. Raises Refusal for a number out of its scale, an empty sheet, and when somebody was quicker."""
    sheet = by_id(work, id)
    if sheet.entry != entry:
        raise Refusal(
            N_("Somebody has typed in the sheet {code} in the meantime."), code=codes.said(sheet.code)
        )
    by_question = {each.question_id: each for each in given}
    answers = [checked(asked, by_question.get(asked.id, Given(asked.id))) for asked in sheet.questions]
    if set(by_question) - {asked.id for asked in sheet.questions}:
        raise Refusal(CHANGED)
    if all(each.empty for each in answers):
        raise Refusal(N_("Nothing is answered on this sheet."))
    if entry == 2:
        answers = _alike(work, sheet, answers)
    for each in answers:
        work.session.add(
            SurveyAnswer(
                sheet_id=id, question_id=each.question_id, entry=entry,
                expected=each.expected, value=each.value, text=each.text,
            )
        )  # fmt: skip
    it = work.get(SurveySheet, id)
    if entry == 1:
        it.answered, it.first_id = work.now, work.who.staff_id
        it.way = way if way in WAYS else it.way
        return Saved(id, it.code, entry)
    it.second_id = work.who.staff_id
    work.session.flush()
    open = differing.count(work, id)
    if not open:
        it.checked = work.now
    return Saved(id, it.code, entry, open)


@needs(RIGHT)
def type_again(work: Work, id: int) -> int:
    """Take one's own first entry out, to type the sheet once more; the change log keeps what it said. Refused once
    somebody has typed it a second time."""
    it = work.get(SurveySheet, id)
    code = codes.said(it.code)
    if it.second_id is not None or it.checked is not None:
        raise Refusal(
            N_("The sheet {code} was typed in twice: its differences are settled instead."), code=code
        )
    if it.answered is not None and it.first_id != work.who.staff_id:
        raise Refusal(N_("Only who typed in the sheet {code} can type it again."), code=code)
    typed = select(SurveyAnswer).where(SurveyAnswer.sheet_id == id, SurveyAnswer.entry == 1)
    for answer in work.records(typed):
        work.remove(answer)
    it.answered = it.first_id = None
    return id


def checked(asked: Asked, given: Given) -> Given:
    """The answer as it is kept; raises Refusal naming the question where it is not on the scale."""
    if asked.scale == "text":
        if unkept(given.text):
            raise Refusal(UNKEPT_SAID)
        text = tidy(given.text, lines=2)
        if len(text) > LONGEST:
            raise Refusal(N_("At most {most} characters; these are {count}."), most=LONGEST, count=len(text))
        return Given(asked.id, text=text)
    most, least = HIGHEST[asked.scale], 0 if asked.scale == "yes" else 1
    for number in (given.expected, given.value):
        if number is not None and not least <= number <= most:
            raise Refusal(
                N_("Question {number}: {value} is not on the scale from {least} to {most}."),
                number=asked.number, value=number, least=least, most=most,
            )  # fmt: skip
    return Given(asked.id, given.expected if asked.scale == "gap" else None, given.value)


def _alike(work: Work, sheet: Sheet, answers: list[Given]) -> list[Given]:
    """Words typed the second time that differ only in capitals, blanks and full stops are those of the first."""
    first = dict(
        work.rows(
            select(SurveyAnswer.question_id, SurveyAnswer.text).where(
                SurveyAnswer.sheet_id == sheet.id, SurveyAnswer.entry == 1, SurveyAnswer.text != ""
            )
        )
    )
    return [
        replace(each, text=first[each.question_id])
        if each.text and _bare(each.text) == _bare(first.get(each.question_id, ""))
        else each
        for each in answers
    ]


def _bare(text: str) -> str:
    return "".join(each for each in fold(text) if each.isalnum())
