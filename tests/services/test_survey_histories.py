"""Whatever is done to rounds, their questionnaire and sheets in whatever order — edited, typed twice, settled, typed
again, taken out, whoever was asked merged or erased, any deed undone — the figures are those of the answers there are,
and no answer is read by another question than was asked. In a file and on a server."""

from __future__ import annotations

import os
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from sqlalchemy import text

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import merging, privacy, questionnaires, survey_answers, survey_results, surveys
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.questionnaires import QuestionLine, QuestionnaireForm
from fmcrm_desktop.services.survey_answers import Given, PaperForm
from fmcrm_desktop.services.surveys import CopiesForm, RoundForm, SampleForm
from tests.conftest import NOW
from tests.sample import Sample

STEPS = int(os.environ.get("FMCRM_SURVEY_STEPS", "50"))
HISTORIES = int(os.environ.get("FMCRM_SURVEY_HISTORIES", "2"))
HIGHEST = {"gap": 7, "five": 5, "yes": 1}
TOPICS = {"gap": ("courtesy", "access"), "five": ("empathy", ""), "yes": ("",), "text": ("",)}
Deed = Callable[[], Any]


class History:
    """Does what an office does with its surveys, at random."""

    def __init__(self, office: Office, sample: Sample, seed: int) -> None:
        self.office, self.sample, self.chance = office, sample, random.Random(seed)
        self.deeds: list[int] = []
        self.done: dict[str, int] = defaultdict(int)
        self.forms = [office.do(questionnaires.add, self._form(f"Form {at}")).result for at in range(2)]
        for form in self.forms:
            made = office.do(surveys.add, RoundForm(form, f"Round {form}", "", NOW.date(), not_again_days=5))
            office.do(surveys.make_copies, made.result, CopiesForm(2))

    def read(self, sql: str) -> list[tuple[Any, ...]]:
        with self.office.store.reading(self.office.who, "test") as work:
            return [tuple(row) for row in work.rows(text(sql))]

    def step(self) -> bool:
        """Whether anything was done."""
        steps: list[Deed] = [
            *[self.type_in] * 6, *[self.settle] * 3, *[self.undo] * 5, self.edit, self.edit, self.copies, self.ask,
            self.again, self.out, self.move, self.merge, self.erase, self.put_away,
        ]  # fmt: skip
        chosen = self.chance.choice(steps)
        try:
            outcome = chosen()
        except Refusal as refusal:
            assert str(refusal)
            return False
        if getattr(outcome, "deed", None) is not None:
            self.done[chosen.__name__] += 1
            self.deeds.append(outcome.deed)
        return outcome is not None

    def _line(self) -> QuestionLine:
        scale = self.chance.choice(list(TOPICS))
        return QuestionLine(f"Q {self.chance.random()}", "", scale, self.chance.choice(TOPICS[scale]))

    def _form(self, name: str) -> QuestionnaireForm:
        return QuestionnaireForm(name, questions=tuple(self._line() for _ in range(4)))

    def _one(self, sql: str) -> int:
        found = self.read(sql)
        if not found:
            raise Refusal("Nothing to do it with.")
        return int(self.chance.choice(found)[0])

    def edit(self) -> Any:
        id = self.chance.choice(self.forms)
        form = self.office.ask(questionnaires.form_of, id)
        lines = list(form.questions)
        at = self.chance.randrange(len(lines))
        how = self.chance.choice(("text", "end", "end", "gone", "swap", "other"))
        if how == "text":
            lines[at] = replace(lines[at], text=f"Better {self.chance.random()}")
        elif how == "end":
            lines.append(self._line())
        elif how == "gone":
            del lines[at]
        elif how == "swap":
            lines[0], lines[at] = lines[at], lines[0]
        else:
            other = self._line()
            lines[at] = replace(lines[at], scale=other.scale, topic=other.topic)
        return self.office.do(questionnaires.change, id, replace(form, questions=tuple(lines)))

    def move(self) -> Any:
        id = self._one("select id from survey")
        form = self.office.ask(surveys.form_of, id)
        return self.office.do(
            surveys.change, id, replace(form, questionnaire_id=self.chance.choice(self.forms))
        )

    def put_away(self) -> Any:
        case = self.chance.choice((surveys.archive, surveys.restore, surveys.restore))
        return self.office.do(case, self._one("select id from survey"))

    def copies(self) -> Any:
        place = self.chance.choice((None, self.sample.building))
        return self.office.do(
            surveys.make_copies, self._one("select id from survey"), CopiesForm(2, "", place)
        )

    def ask(self) -> Any:
        form = SampleForm("both", most=self.chance.randrange(1, 3), seed=self.chance.randrange(99))
        return self.office.do(surveys.ask_people, self._one("select id from survey"), form)

    def type_in(self) -> Any:
        sheet = self.office.ask(survey_answers.by_id, self._one("select id from survey_sheet"))
        known = {
            row[0]: Given(*row)
            for row in self.read(
                f"select question_id, expected, value, text from survey_answer where sheet_id = {sheet.id}"
            )
        }
        given = []
        for asked in sheet.questions:
            if asked.id in known and self.chance.random() < 0.8:
                given.append(known[asked.id])
            elif asked.scale == "text":
                given.append(Given(asked.id, text=self.chance.choice(("", "Lift", "lift.", "Gate"))))
            else:
                least, most = 0 if asked.scale == "yes" else 1, HIGHEST[asked.scale]
                said = [self.chance.choice((None, *range(least, most + 1))) for _ in range(2)]
                given.append(Given(asked.id, said[0] if asked.scale == "gap" else None, said[1]))
        return self.office.do(survey_answers.save, sheet.id, sheet.entry, given)

    def settle(self) -> Any:
        found = self.office.ask(survey_answers.page, Query()).first
        if not found:
            raise Refusal("Nothing differs.")
        one = self.chance.choice(found)
        if self.chance.random() < 0.7:
            return self.office.do(survey_answers.take, one.id, self.chance.choice((1, 2)))
        form = PaperForm(text="Roof") if one.scale == "text" else PaperForm(1, 1)
        return self.office.do(survey_answers.settle, one.id, form)

    def again(self) -> Any:
        return self.office.do(survey_answers.type_again, self._one("select id from survey_sheet"))

    def out(self) -> Any:
        return self.office.do(surveys.take_out, self._one("select id from survey_sheet"))

    def merge(self) -> Any:
        people = [
            row[0] for row in self.read("select id from person where merged_into_id is null order by id")
        ]
        if len(people) < 3:
            raise Refusal("Nobody is left.")
        return self.office.do(merging.merge, MergeForm(*self.chance.sample(people, 2)))

    def erase(self) -> Any:
        if self.chance.random() < 0.7:
            raise Refusal("Seldom.")
        return self.office.do(privacy.erase_person, self._one("select id from person"))

    def undo(self) -> Any:
        late = self.chance.random() < 0.6
        return (
            self.office.undo(self.chance.choice(self.deeds[-6:] if late else self.deeds))
            if self.deeds
            else None
        )


def thousandths(total: int, count: int) -> int | None:
    """Rounded once, a half away from nought, by decimals."""
    if not count:
        return None
    exact = Decimal(total * 1000) / Decimal(count)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def sound(history: History) -> list[tuple[Any, ...]]:
    """What must hold of the rows whatever was done; gives the live sheets' first answers, each beside its question."""
    strange = history.read(
        "select a.id from survey_answer a join survey_sheet s on s.id = a.sheet_id "
        "join survey r on r.id = s.survey_id join question q on q.id = a.question_id "
        "where q.questionnaire_id != r.questionnaire_id or q.archived is not null "
        "or (a.entry = 1 and s.answered is null) or (a.entry = 2 and s.second_id is null and s.checked is null)"
    )
    assert strange == [], "an answer to nothing that was asked"
    assert not history.read(
        "select id from survey_sheet s where answered is not null "
        "and not exists (select 1 from survey_answer a where a.sheet_id = s.id and a.entry = 1)"
    ), "a sheet that came back with nothing on it"
    rows = history.read(
        "select s.id, s.survey_id, s.building_id, q.id, q.scale, q.topic, a.entry, a.expected, a.value, a.text, "
        "s.checked from survey_answer a join survey_sheet s on s.id = a.sheet_id "
        "join question q on q.id = a.question_id where s.archived is null order by a.id"
    )
    entries: dict[tuple[int, int], dict[int, tuple[Any, ...]]] = defaultdict(dict)
    settled = set()
    for sheet, _r, _b, question, scale, _t, entry, expected, value, words, checked in rows:
        assert words == "" if scale != "text" else (expected, value) == (None, None)
        assert expected is None or (scale == "gap" and 1 <= expected <= 7)
        assert value is None or (scale == "yes") <= value + (scale == "yes") and value <= HIGHEST[scale]
        entries[sheet, question][entry] = (expected, value, words)
        settled |= {sheet} if checked is not None else set()
    twice = {sheet for (sheet, _), said in entries.items() if 2 in said}
    differ = {
        (sheet, question) for (sheet, question), said in entries.items()
        if sheet in twice and said.get(1, (None, None, "")) != said.get(2, (None, None, ""))
    }  # fmt: skip
    assert not {sheet for sheet, _ in differ} & settled and settled <= twice
    assert twice - {sheet for sheet, _ in differ} <= settled
    told = [row.sheet_id for row in history.office.ask(survey_answers.page, Query()).first]
    assert sorted(told) == sorted(sheet for sheet, _ in differ)
    return [row for row in rows if row[6] == 1]


def alike(history: History, survey: int, answers: list[tuple[Any, ...]], where: Any, such: str) -> None:
    """The figures of a round against those of its answers."""
    found = history.office.ask(survey_results.results, survey, *where)
    sheets = history.read(
        f"select id, person_id, answered from survey_sheet where survey_id = {survey} and archived is null and {such}"
    )
    back = [row for row in sheets if row[2] is not None]
    assert (found.asked, found.back) == (len(sheets), len(back))
    people = [row for row in sheets if row[1] is not None]
    named = (len(people), sum(row[2] is not None for row in people))
    assert found.named == named
    rate = thousandths(named[1], named[0]) if named[0] else thousandths(len(back), len(sheets))
    assert found.rate == rate
    mine = [row for row in answers if row[0] in {row[0] for row in back}]
    by_topic: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    by_question: dict[int, int] = defaultdict(int)
    for _s, _r, _b, question, scale, topic, _e, expected, value, words, _c in mine:
        whole = (
            bool(words) if scale == "text" else value is not None and (scale != "gap" or expected is not None)
        )
        by_question[question] += whole
        if whole and scale in ("gap", "five"):
            by_topic[scale, topic].append((expected or 0, value))
    assert {each.id: each.n for each in found.questions if each.n} == {
        id: n for id, n in by_question.items() if n
    }
    for each in found.questions:
        assert each.left_out == len(back) - each.n
    for each in found.criteria:
        pairs = by_topic["gap", each.topic]
        assert each.sums.gap == thousandths(sum(value - expected for expected, value in pairs), len(pairs))
        assert each.sums.pairs == len(pairs)
    for need in found.needs:
        values = [value for _, value in by_topic["five", need.topic]]
        assert need.sums.mean == thousandths(sum(values), len(values))
        assert need.sums.satisfaction == thousandths(sum(value >= 4 for value in values), len(values))
    assert {each.topic for each in found.criteria} >= {topic for scale, topic in by_topic if scale == "gap"}
    pairs = [pair for (scale, _), said in by_topic.items() if scale == "gap" for pair in said]
    assert found.sums.gap == thousandths(sum(value - expected for expected, value in pairs), len(pairs))


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_the_figures_are_those_of_the_answers_whatever_was_done(
    kept: tuple[Office, Sample], seed: int
) -> None:
    office, sample = kept
    history, now = History(office, sample, seed), NOW
    for _ in range(STEPS):
        now += timedelta(hours=history.chance.choice((0, 1, 30)))
        office.store.clock = lambda now=now: now
        if not history.step():
            continue
        answers = sound(history)
        for (survey,) in history.read("select id from survey order by id"):
            alike(history, survey, answers, (), "1 = 1")
            alike(history, survey, answers, (sample.building,), f"building_id = {sample.building}")
    assert sum(history.done.values()) > STEPS // 6 and history.done["type_in"]
