"""Questionnaires and their rounds: forms with a code, answers typed in twice, expected beside perceived."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, listed, lived
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_

QUESTIONNAIRE_KINDS = {
    "criteria": N_("Ten criteria, expected and perceived"),
    "needs": N_("Six needs after a service"),
    "short": N_("Short rating"),
    "committee": N_("Owners' committee"),
    "own": N_("Own questions"),
}
SCALES = {
    "gap": N_("Expected and perceived, 1 to 7"),
    "five": N_("1 to 5"),
    "yes": N_("Yes or no"),
    "text": N_("In their own words"),
}
HIGHEST = {"gap": 7, "five": 5, "yes": 1}
"""The highest answer of a scale; the lowest is 1, of yes and no it is 0."""
BANDS = {"low": N_("Under 70"), "fair": N_("70 to 89"), "good": N_("90 to 94"), "best": N_("95 and over")}
"""Of a hundred answers on the scale five, so many are a 4 or a 5."""
BAND_TONES = {"low": BAD, "fair": WARNING, "good": ACCENT, "best": GOOD, "": GREY}
_FROM = ((95, "best"), (90, "good"), (70, "fair"), (0, "low"))
WAYS = {"paper": N_("On paper"), "call": N_("By telephone"), "spot": N_("On the spot")}


def band(satisfied: int, answers: int) -> str:
    """The band of so many satisfied answers; empty where there is no answer."""
    return next(name for start, name in _FROM if 100 * satisfied >= start * answers) if answers else ""


class Questionnaire(Record):
    """A set of questions the office asks again and again."""

    __tablename__ = "questionnaire"

    kind: Mapped[str] = mapped_column(default="own")
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    intro: Mapped[str] = mapped_column(default="")
    other_intro: Mapped[str] = mapped_column(default="")


class Question(Record):
    """One question of a questionnaire."""

    __tablename__ = "question"

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    scale: Mapped[str] = mapped_column(default="five")
    topic: Mapped[str] = mapped_column(default="")
    """A criterion (complaint.CRITERIA) of the scale gap, a need (complaint.NEEDS) of the scale five; else empty."""
    text: Mapped[str]
    other_text: Mapped[str] = mapped_column(default="")


class Survey(Record):
    """A round: a questionnaire put to certain people between two days (both inclusive)."""

    __tablename__ = "survey"
    __table_args__ = (listed("survey", "from_day", "id"),)

    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    not_again_days: Mapped[int] = mapped_column(default=90)
    """Who was asked by any round within so many days is not asked again."""
    note: Mapped[str] = mapped_column(default="")
    draws: Mapped[str] = mapped_column(default="")
    """A line of JSON for each drawing of people: the filter, its number, how many were found, left out and drawn."""


class SurveySheet(Record):
    """One form of a round, for a person or for nobody in particular; found by its code when it comes back."""

    __tablename__ = "survey_sheet"
    __table_args__ = (
        Index(None, "code", unique=True),
        Index("ix_survey_sheet_round", "survey_id", "id"),
        lived("survey_sheet", "person_id", "asked"),
        Index(
            "ix_survey_sheet_answered",
            "answered",
            sqlite_where=text("answered is not null"),
        ),
    )

    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    code: Mapped[str]
    """Short, without letters that look like figures; the last character is a check."""
    asked: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    """The service that is asked about."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """Who served."""
    language: Mapped[str] = mapped_column(default="")
    way: Mapped[str] = mapped_column(default="paper")
    answered: Mapped[datetime | None]
    """When the first answers were typed in; None as long as it has not come back."""
    first_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who typed it in first, and who the second time."""
    second_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    checked: Mapped[datetime | None]
    """When both entries agreed, or the difference was settled."""


class SurveyAnswer(Link):
    """The answer to one question in one entry of a sheet (1 and 2; 1 is what counts once both are settled). An answer
    that was left out has no value: it is never a nought."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        Index("ix_survey_answer_once", "sheet_id", "entry", "question_id", unique=True),
        Index("ix_survey_answer_question", "question_id", "entry", "sheet_id"),
    )

    sheet_id: Mapped[int] = mapped_column(ForeignKey("survey_sheet.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    entry: Mapped[int] = mapped_column(default=1)
    expected: Mapped[int | None]
    value: Mapped[int | None]
    """Perceived, on the scale gap; else the answer."""
    text: Mapped[str] = mapped_column(default="")
