"""The list of rounds, one with its figures, and who has not answered yet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.survey import Questionnaire, Survey, SurveySheet
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.store.work import Work

OFFERED, SHOWN = 20, 40
"""Rounds in a picker; sheets that have not come back on a round's page."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one round: people asked and how many answered, copies for nobody and how many came back, how many of all are
    entered twice and agree. The response rate is of people: nobody knows who took a copy from the counter."""

    asked: int = 0
    back: int = 0
    copies: int = 0
    copies_back: int = 0
    checked: int = 0

    @property
    def rate(self) -> float | None:
        return self.back / self.asked if self.asked else None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list."""

    id: int
    name: str
    other_name: str
    questionnaire_id: int
    questionnaire: str
    questionnaire_other: str
    from_day: date
    until_day: date | None
    archived: bool
    asked: int
    back: int
    rate: float | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet that has not come back."""

    id: int
    code: str
    person_id: int | None
    person: str
    person_other: str
    unit: str
    asked: datetime


@dataclass(frozen=True)
class RoundCard:
    """A round with its figures, its drawings (see Survey.draws) and the first sheets not yet back."""

    row: RoundRow
    figures: Figures
    not_again_days: int
    note: str
    draws: tuple[Mapping[str, Any], ...]
    waiting: tuple[SheetRow, ...]


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[RoundRow]:
    """The rounds, latest first; filter: questionnaire."""
    gone = Survey.archived
    ids = select(Survey.id).where(gone.is_not(None) if query.archived else gone.is_(None))
    if query.where.get("questionnaire"):
        ids = ids.where(Survey.questionnaire_id.in_(query.where["questionnaire"]))
    return page_of(work, query, "survey", ids.order_by(Survey.from_day.desc(), Survey.id.desc()), rows)


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[RoundRow]:
    """The rows of these rounds, in this order."""
    columns = (
        select(
            Survey.id, Survey.name, Survey.other_name, Survey.questionnaire_id, Questionnaire.name,
            Questionnaire.other_name, Survey.from_day, Survey.until_day, Survey.archived.is_not(None),
        )
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .where(Survey.id.in_(ids))
    )  # fmt: skip
    counted = figures(work, ids)
    found = []
    for row in work.rows(columns):
        found.append(_row(row, counted.get(row[0], Figures())))
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.read")
def figures(work: Work, ids: Sequence[int]) -> dict[int, Figures]:
    """The figures of each of these rounds that has sheets."""
    named, back = SurveySheet.person_id.is_not(None), SurveySheet.answered.is_not(None)
    counts = [
        func.sum(case((condition, 1), else_=0))
        for condition in (named, named & back, ~named, ~named & back, SurveySheet.checked.is_not(None))
    ]
    columns = (
        select(SurveySheet.survey_id, *counts)
        .where(SurveySheet.survey_id.in_(ids), SurveySheet.archived.is_(None))
        .group_by(SurveySheet.survey_id)
    )
    return {row[0]: Figures(*(int(each) for each in row[1:])) for row in work.rows(columns)}


@needs("complaint.read")
def card(work: Work, id: int) -> RoundCard:
    """A round with its figures. Raises Missing."""
    it = work.get(Survey, id)
    (row,) = rows(work, (id,))
    draws = tuple(json.loads(line) for line in it.draws.splitlines())
    return RoundCard(
        row,
        figures(work, (id,)).get(id, Figures()),
        it.not_again_days,
        it.note,
        draws,
        waiting(work, id, SHOWN),
    )


def waiting(work: Work, id: int, most: int | None = None) -> tuple[SheetRow, ...]:
    """The sheets of people that have not come back, in the order in which they were printed."""
    columns = (
        select(
            SurveySheet.id, SurveySheet.code, SurveySheet.person_id, Person.name, Person.other_name, Unit.label,
            SurveySheet.asked,
        )
        .join(Person, Person.id == SurveySheet.person_id)
        .outerjoin(Unit, Unit.id == SurveySheet.unit_id)
        .where(SurveySheet.survey_id == id, SurveySheet.answered.is_(None), SurveySheet.archived.is_(None))
        .order_by(SurveySheet.id)
        .limit(most)
    )  # fmt: skip
    return tuple(
        SheetRow(id, code, person, name, other, unit or "", asked)
        for id, code, person, name, other, unit, asked in work.rows(columns)
    )


@needs("complaint.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Rounds for pickers: those whose names hold what was typed, or the ones with these ids."""
    columns = select(Survey.id, Survey.name, Survey.other_name)
    if ids:
        return [
            Choice(id, name, other=other) for id, name, other in work.rows(columns.where(Survey.id.in_(ids)))
        ]
    wanted = fold(text)
    live = columns.where(Survey.archived.is_(None)).order_by(Survey.from_day.desc(), Survey.id.desc())
    found = [row for row in work.rows(live) if says(f"{row.name} {row.other_name}", wanted)]
    return [Choice(id, name, other=other) for id, name, other in found[:OFFERED]]


@needs("complaint.read")
def questionnaire_options(work: Work) -> list[tuple[int, str, str]]:
    """The questionnaires for the list's filter: id, name, name in the other language."""
    columns = select(Questionnaire.id, Questionnaire.name, Questionnaire.other_name)
    live = columns.where(Questionnaire.archived.is_(None)).order_by(Questionnaire.name, Questionnaire.id)
    return [(id, name, other) for id, name, other in work.rows(live)]


def _row(row: Any, its: Figures) -> RoundRow:
    return RoundRow(*(*row, its.asked, its.back, its.rate))
