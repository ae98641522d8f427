"""Reading a round's figures: counted by the database in a few statements, whatever the number of sheets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from fmcrm_desktop.model.complaint import CRITERIA, NEEDS
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.survey import HIGHEST, Question, Questionnaire, Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.survey_results.before import before
from fmcrm_desktop.services.survey_results.figures import Criterion, Need, Part, QuestionResult, Results, Sums
from fmcrm_desktop.services.survey_results.listing import NAMED
from fmcrm_desktop.services.survey_results.summing import SATISFIED, summed
from fmcrm_desktop.store.work import Work

MOST_WORDS = 100
"""So many answers in own words are told of a question."""
Answers = Counter[tuple[int | None, int | None]]
"""How often each pair of expected and value was given to one question."""


@needs("complaint.read")
def by_name(work: Work, name: str) -> Results:
    """The results of the round of this name, or of "#" and its id, for the command and the paper."""
    kept = name.strip()
    id = int(kept[1:]) if kept.startswith("#") and kept[1:].isdecimal() else None
    chosen = select(Survey.id).order_by(Survey.id.desc())
    found = work.value(
        chosen.where(Survey.id == id)
        if id is not None
        else chosen.where(or_(Survey.name == kept, Survey.other_name == kept))
    )
    if found is None:
        raise Invalid(number=Refusal(N_("There is no round called “{name}”."), name=kept))
    return results(work, found)


@needs("complaint.read")
def results(work: Work, id: int, building: int | None = None, month: Month | None = None) -> Results:
    """The figures of a round, all of it or what one building or month brought. What counts is the first entry."""
    survey = work.get(Survey, id)
    form = work.get(Questionnaire, survey.questionnaire_id)
    sheets = [SurveySheet.survey_id == id, SurveySheet.archived.is_(None)]
    here = [*sheets, SurveySheet.building_id == building] if building is not None else sheets
    back = [*here, SurveySheet.answered.is_not(None)]
    if month is not None:
        start, end = month.period(work.zone)
        back += [SurveySheet.answered >= start, SurveySheet.answered < end]
    asked, *named = work.rows(select(func.count(), *NAMED).select_from(SurveySheet).where(*here))[0]
    answered, checked = work.rows(
        select(func.count(), func.count(SurveySheet.checked)).select_from(SurveySheet).where(*back)
    )[0]
    questions = _questions(work, survey.questionnaire_id, back, answered)
    buildings = _buildings(work, sheets)
    return Results(
        head(work), id, Names(survey.name, survey.other_name), Names(form.name, form.other_name),
        survey.from_day, survey.until_day,
        next((part for part in buildings if part.key == building), None) if building is not None else None,
        month, asked, answered, checked, questions,
        tuple(Criterion(topic, sums) for topic, sums in _topics(questions, "gap", CRITERIA)),
        tuple(Need(topic, sums) for topic, sums in _topics(questions, "five", NEEDS)),
        _total(each.sums for each in questions), buildings, _months(work, sheets, building), _words(work, back),
        (named[0], named[1]), before(work, survey, form, building),
    )  # fmt: skip


def _of(back: Sequence[ColumnElement[bool]], *columns: Any) -> Select[Any]:
    """Counted answers of the sheets that came back."""
    return (
        select(*columns)
        .select_from(SurveyAnswer)
        .join(SurveySheet, SurveySheet.id == SurveyAnswer.sheet_id)
        .join(Question, Question.id == SurveyAnswer.question_id)
        .where(SurveyAnswer.entry == 1, *back)
    )


def _questions(
    work: Work, questionnaire: int, back: Sequence[ColumnElement[bool]], answered: int
) -> tuple[QuestionResult, ...]:
    given: dict[int, Answers] = defaultdict(Counter)
    said: Counter[int] = Counter()
    key = (SurveyAnswer.question_id, SurveyAnswer.expected, SurveyAnswer.value)
    spoken = func.sum(case((SurveyAnswer.text != "", 1), else_=0))
    for id, expected, value, count, told in work.rows(_of(back, *key, func.count(), spoken).group_by(*key)):
        given[id][expected, value] += count
        said[id] += told
    columns = select(Question.id, Question.scale, Question.topic, Question.text, Question.other_text)
    known = columns.where(
        Question.questionnaire_id == questionnaire,
        or_(Question.archived.is_(None), Question.id.in_(list(given))),
    ).order_by(Question.position, Question.id)
    return tuple(
        _question(
            number, tuple(row), given[row[0]] if row[1] != "text" else Counter(), (said[row[0]], answered)
        )
        for number, row in enumerate(work.rows(known), 1)
    )


def _question(number: int, row: tuple[Any, ...], given: Answers, counted: tuple[int, int]) -> QuestionResult:
    id, scale, topic, text, other = row
    told, answered = counted
    pairs = {
        pair: n
        for pair, n in given.items()
        if pair[1] is not None and (scale != "gap" or pair[0] is not None)
    }
    n = sum(pairs.values()) if scale in HIGHEST else told
    counts = [0] * (HIGHEST.get(scale, -1) + (scale == "yes"))
    sums = Sums()
    for (expected, value), many in pairs.items():
        counts[value - (scale != "yes")] += many
        sums += _sums(scale, expected or 0, value or 0, many)
    return QuestionResult(id, number, scale, topic, text, other, n, max(answered - n, 0), sums, tuple(counts))


def _sums(scale: str, expected: int, value: int, many: int) -> Sums:
    if scale == "gap":
        return Sums(pairs=many, expected=expected * many, perceived=value * many)
    if scale == "five":
        return Sums(rated=many, total=value * many, satisfied=many if value >= SATISFIED else 0)
    return Sums()


def _total(all: Iterable[Sums]) -> Sums:
    return sum(all, Sums())


def _topics(questions: Sequence[QuestionResult], scale: str, known: Iterable[str]) -> list[tuple[str, Sums]]:
    """The topics that were asked about, in their usual order."""
    found: dict[str, Sums] = {}
    for each in questions:
        if each.scale == scale and each.topic:
            found[each.topic] = found.get(each.topic, Sums()) + each.sums
    return [(topic, found[topic]) for topic in known if topic in found]


def _split(work: Work, back: Sequence[ColumnElement[bool]], key: Any) -> dict[Any, Sums]:
    chosen = _of(back, key.label("part"), *summed()).group_by("part")
    return {part: Sums(*map(int, sums)) for part, *sums in work.rows(chosen)}


def _buildings(work: Work, sheets: Sequence[ColumnElement[bool]]) -> tuple[Part, ...]:
    """Each building that was asked, and the sheets that name none, last."""
    counted = work.rows(
        select(
            SurveySheet.building_id, Building.code, Building.name, Building.other_name, Building.sort_key, func.count(),
            func.count(SurveySheet.answered), *NAMED,
        )
        .outerjoin(Building, Building.id == SurveySheet.building_id)
        .where(*sheets)
        .group_by(SurveySheet.building_id, Building.code, Building.name, Building.other_name, Building.sort_key)
    )  # fmt: skip
    sums = _split(work, [*sheets, SurveySheet.answered.is_not(None)], SurveySheet.building_id)
    ordered = sorted(counted, key=lambda row: (row[0] is None, row[4] or "", row[0] or 0))
    return tuple(
        Part(
            id, Names(name or code or "", other or ""), asked, back, sums.get(id, Sums()), (people, answered)
        )
        for id, code, name, other, _key, asked, back, people, answered in ordered
    )


def _months(work: Work, sheets: Sequence[ColumnElement[bool]], building: int | None) -> tuple[Part, ...]:
    """Each month in which answers came back, on the office's clock, from the first to the last."""
    back = [*sheets, SurveySheet.answered.is_not(None)]
    if building is not None:
        back.append(SurveySheet.building_id == building)
    first, last = work.rows(
        select(func.min(SurveySheet.answered), func.max(SurveySheet.answered)).where(*back)
    )[0]
    if first is None:
        return ()
    months = [Month.of(first, work.zone)]
    while months[-1] < Month.of(last, work.zone):
        months.append(months[-1].plus(1))
    ends = [(SurveySheet.answered < month.period(work.zone)[1], at) for at, month in enumerate(months)]
    which = case(*ends, else_=len(months) - 1)
    came = dict(
        work.rows(
            select(which.label("part"), func.count()).select_from(SurveySheet).where(*back).group_by("part")
        )
    )
    sums = _split(work, back, which)
    return tuple(
        Part(month, Names(str(month)), 0, came[at], sums.get(at, Sums()))
        for at, month in enumerate(months)
        if at in came
    )


def _words(work: Work, back: Sequence[ColumnElement[bool]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    texts = _of(back, SurveyAnswer.question_id, SurveyAnswer.text).where(SurveyAnswer.text != "")
    for id, text in work.rows(texts.order_by(SurveySheet.answered.desc(), SurveySheet.id.desc())):
        if len(found[id]) < MOST_WORDS:
            found[id].append(text)
    return {id: tuple(said) for id, said in found.items()}
