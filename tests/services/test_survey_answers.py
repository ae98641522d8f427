"""Answers typed in from paper: checked, kept whole, typed a second time blind, and the differences settled."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import settings, survey_answers, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.survey_answers import Given, PaperForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services import surveying

MIXED = (("gap", "access"), ("five", "empathy"), ("yes", ""), ("text", ""))


@needs("office.settings")
def sign_in_on(work: Work) -> None:
    settings.put(work, sign_in=True)


@needs("staff.write")
def login(work: Work, id: int, name: str) -> None:
    from fmcrm_desktop.model.staff import Staff

    work.get(Staff, id).login = name


def as_clerk(office: Office, sample: Sample) -> None:
    office.who = Who(sample.clerk, "Li Na", "clerk")


def as_manager(office: Office, sample: Sample) -> None:
    office.who = Who(sample.manager, "Zhou Min", "manager")


def kept(path: Path, question: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(question, values).fetchall()


def mixed(round: surveying.Round, *values: object) -> list[Given]:
    gap, five, yes, text = values
    ids = round.questions
    return [
        Given(ids[0], *gap),
        Given(ids[1], None, five),
        Given(ids[2], None, yes),
        Given(ids[3], text=text),
    ]


def test_a_sheet_is_found_by_its_code_however_it_is_typed(office: Office) -> None:
    round = surveying.make(office, MIXED)
    code = round.codes[1]
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} "):
        sheet = office.ask(survey_answers.by_code, typed)
        assert (sheet.id, sheet.entry) == (round.sheets[1], 1)
    assert [(each.number, each.scale) for each in sheet.questions] == [
        (1, "gap"),
        (2, "five"),
        (3, "yes"),
        (4, "text"),
    ]


def test_a_wrong_code_is_one_sentence(office: Office) -> None:
    round = surveying.make(office)
    for wrong in ("", "ABC", "ÄÄÄÄÄÄ", round.codes[0][:-1] + ("2" if round.codes[0][-1] != "2" else "3")):
        with pytest.raises(Refusal):
            office.ask(survey_answers.by_code, wrong)


def test_all_answers_are_kept_and_what_was_left_out_is_no_nought(office: Office, office_path: Path) -> None:
    round = surveying.make(office, MIXED)
    saved = office.do(
        survey_answers.save, round.sheets[0], 1, mixed(round, (7, None), None, 0, " Thank you. ")
    ).result
    assert (saved.entry, saved.differences) == (1, 0)
    rows = kept(
        office_path,
        "select question_id, entry, expected, value, text from survey_answer order by question_id",
    )
    a, b, c, d = round.questions
    assert rows == [
        (a, 1, 7, None, ""),
        (b, 1, None, None, ""),
        (c, 1, None, 0, ""),
        (d, 1, None, None, "Thank you."),
    ]
    assert kept(
        office_path, "select count(*) from survey_sheet where answered is not null and checked is null"
    ) == [(1,)]


@pytest.mark.parametrize(
    "answers",
    [
        ((8, 1), 1, 1, ""),
        ((0, 1), 1, 1, ""),
        ((1, 8), 1, 1, ""),
        ((1, 1), 6, 1, ""),
        ((1, 1), 0, 1, ""),
        ((1, 1), 1, 2, ""),
    ],
)
def test_a_number_out_of_the_scale_keeps_nothing(
    office: Office, office_path: Path, answers: tuple[object, ...]
) -> None:
    round = surveying.make(office, MIXED)
    with pytest.raises(Refusal, match="is not on the scale"):
        office.do(survey_answers.save, round.sheets[0], 1, mixed(round, *answers))
    assert kept(office_path, "select count(*) from survey_answer") == [(0,)]


def test_an_empty_sheet_did_not_come_back(office: Office) -> None:
    round = surveying.make(office, MIXED)
    with pytest.raises(Refusal, match="Nothing is answered"):
        office.do(survey_answers.save, round.sheets[0], 1, mixed(round, (None, None), None, None, "  "))


def test_nobody_types_their_own_sheet_twice_where_people_sign_in(office: Office, sample: Sample) -> None:
    round = surveying.make(office, MIXED)
    office.do(sign_in_on)
    for id, name in ((sample.manager, "zhou"), (sample.clerk, "li")):
        office.do(login, id, name)
    office.do(survey_answers.save, round.sheets[0], 1, mixed(round, (7, 5), 4, 1, ""))
    with pytest.raises(Refusal, match="yourself"):
        office.ask(survey_answers.by_code, round.codes[0])
    with pytest.raises(Refusal, match="yourself"):
        office.do(survey_answers.save, round.sheets[0], 2, mixed(round, (7, 5), 4, 1, ""))
    as_clerk(office, sample)
    sheet = office.ask(survey_answers.by_code, round.codes[0])
    assert (sheet.entry, sheet.first_by, sheet.note) == (2, "Zhou Min", "")
    office.do(survey_answers.save, round.sheets[0], 2, mixed(round, (7, 5), 4, 1, ""))
    with pytest.raises(Refusal, match="settled"):
        office.ask(survey_answers.by_code, round.codes[0])


def test_who_works_alone_may_and_it_is_said(office: Office, sample: Sample) -> None:
    round = surveying.make(office, MIXED)
    office.do(survey_answers.save, round.sheets[0], 1, mixed(round, (7, 5), 4, 1, ""))
    assert "Nobody signs in" in office.ask(survey_answers.by_code, round.codes[0]).note
    office.do(sign_in_on)
    office.do(login, sample.manager, "zhou")
    assert "Only one person" in office.ask(survey_answers.by_code, round.codes[0]).note


def test_two_desks_cannot_type_the_same_sheet_at_once(office: Office, sample: Sample) -> None:
    round = surveying.make(office, MIXED)
    office.do(survey_answers.save, round.sheets[0], 1, mixed(round, (7, 5), 4, 1, ""))
    as_clerk(office, sample)
    with pytest.raises(Refusal, match="in the meantime"):
        office.do(survey_answers.save, round.sheets[0], 1, mixed(round, (7, 5), 4, 1, ""))


@pytest.mark.parametrize("seed", range(6))
def test_all_planted_differences_are_found_and_only_those(
    office: Office, office_path: Path, sample: Sample, seed: int
) -> None:
    source = random.Random(seed)
    round = surveying.make(
        office, (*surveying.TEN, ("five", "empathy"), ("yes", ""), ("text", "")), sheets=12
    )
    scales = ["gap"] * 10 + ["five", "yes", "text"]
    planted: dict[tuple[int, int], tuple[object, object]] = {}
    for sheet in round.sheets:
        first = [answer(source, scale, id) for scale, id in zip(scales, round.questions, strict=True)]
        second = [
            slip(source, scale, each) if source.random() < 0.12 else each
            for scale, each in zip(scales, first, strict=True)
        ]
        as_manager(office, sample)
        office.do(survey_answers.save, sheet, 1, first)
        as_clerk(office, sample)
        saved = office.do(survey_answers.save, sheet, 2, second).result
        mine = {(sheet, a.question_id): (a, b) for a, b in zip(first, second, strict=True) if a != b}
        assert saved.differences == len(mine)
        planted |= mine
    assert planted
    found = office.ask(survey_answers.page, Query())
    rows = office.ask(survey_answers.rows, list(found.ids))
    assert {(row.sheet_id, question_of(row.question, round)) for row in rows} == set(planted)
    assert len(rows) == len(planted)
    for row in rows:
        a, b = planted[row.sheet_id, question_of(row.question, round)]
        assert (row.first.expected, row.first.value, row.first.text) == (a.expected, a.value, a.text)
        assert (row.second.expected, row.second.value, row.second.text) == (b.expected, b.value, b.text)
        assert (row.first_by, row.second_by) == ("Zhou Min", "Li Na")
    for row in rows:
        office.do(survey_answers.take, row.id, source.choice((1, 2)))
    assert not office.ask(survey_answers.page, Query()).ids
    assert kept(office_path, "select count(*) from survey_sheet where checked is null") == [(0,)]


def answer(source: random.Random, scale: str, id: int) -> Given:
    if scale == "text":
        return Given(id, text=source.choice(("", "Good", "电梯常坏")))
    most = {"gap": 7, "five": 5, "yes": 1}[scale]
    one, other = (source.choice((None, *range(0 if scale == "yes" else 1, most + 1))) for _ in "ab")
    return Given(id, one if scale == "gap" else None, other)


def slip(source: random.Random, scale: str, was: Given) -> Given:
    while (now := answer(source, scale, was.question_id)) == was:
        pass
    return now


def question_of(text: str, round: surveying.Round) -> int:
    return round.questions[int(text.removeprefix("Question "))]


def test_words_that_differ_in_capitals_only_are_no_difference(office: Office) -> None:
    round = surveying.make(office, MIXED)
    office.do(survey_answers.save, round.sheets[0], 1, mixed(round, (7, 5), 4, 1, "The lift is slow."))
    saved = office.do(
        survey_answers.save, round.sheets[0], 2, mixed(round, (7, 5), 4, 1, "the lift  is slow")
    ).result
    assert saved.differences == 0


def test_the_settled_answer_counts_and_the_paper_has_the_last_word(office: Office, office_path: Path) -> None:
    round = surveying.make(office, MIXED)
    office.do(survey_answers.save, round.sheets[0], 1, mixed(round, (7, 5), 4, 1, ""))
    office.do(survey_answers.save, round.sheets[0], 2, mixed(round, (7, None), 2, 1, ""))
    gap, five = office.ask(survey_answers.rows, list(office.ask(survey_answers.page, Query()).ids))
    with pytest.raises(Invalid) as wrong:
        office.do(survey_answers.settle, five.id, PaperForm(value=6))
    assert set(wrong.value.fields) == {"value"}
    assert office.do(survey_answers.settle, five.id, PaperForm(expected=1, value=3)).result == 1
    assert kept(office_path, "select checked from survey_sheet where answered is not null") == [(None,)]
    with pytest.raises(Refusal, match="settled already"):
        office.do(survey_answers.take, five.id, 1)
    assert office.do(survey_answers.take, gap.id, 2).result == 0
    rows = kept(office_path, "select expected, value from survey_answer where entry = 1 order by question_id")
    assert rows[:2] == [(7, None), (None, 3)]
    assert kept(office_path, "select count(*) from survey_sheet where checked is not null") == [(1,)]
    office.do(survey_answers.save, round.sheets[1], 1, mixed(round, (7, 5), 4, 1, ""))
    office.do(survey_answers.save, round.sheets[1], 2, mixed(round, (6, 5), 4, 1, ""))
    [gap] = office.ask(survey_answers.page, Query()).first
    assert office.do(survey_answers.settle, gap.id, PaperForm(expected=4, value=2)).result == 0
    both = "select expected, value from survey_answer where sheet_id = ? and question_id = ?"
    assert kept(office_path, both, round.sheets[1], round.questions[0]) == [(4, 2), (4, 2)]


def test_typing_in_is_undone_as_one_deed(office: Office, office_path: Path) -> None:
    round = surveying.make(office, MIXED)
    deed = office.do(survey_answers.save, round.sheets[0], 1, mixed(round, (7, 5), 4, 1, "")).deed
    assert deed is not None
    office.undo(deed)
    assert kept(office_path, "select count(*) from survey_answer") == [(0,)]
    assert office.ask(survey_answers.by_code, round.codes[0]).entry == 1


def test_the_customer_of_an_order_is_asked_once(office: Office, office_path: Path, sample: Sample) -> None:
    order = office.do(
        work_orders.enter, OrderForm(summary="Tap drips", person_id=sample.owner, unit_id=sample.unit)
    ).result
    with pytest.raises(Refusal, match="No round about services"):
        office.do(survey_answers.ask_about, order)
    surveying.make(office, MIXED)  # not about a service
    round = surveying.make(office, MIXED, kind="needs", sheets=0)
    sheet = office.do(survey_answers.ask_about, order).result
    assert office.do(survey_answers.ask_about, order).result == sheet
    known = office.ask(survey_answers.by_id, sheet)
    assert (known.survey_id, known.way, known.order_id, known.person.name) == (
        round.survey,
        "call",
        order,
        "王芳",
    )
    assert kept(office_path, "select building_id from survey_sheet where id = ?", sheet) == [
        (sample.building,)
    ]
    office.do(survey_answers.save, sheet, 1, mixed(round, (7, 5), 4, 1, ""), "spot")
    assert kept(office_path, "select way from survey_sheet where id = ?", sheet) == [("spot",)]
    with pytest.raises(Refusal, match="asked about this work order already"):
        office.do(survey_answers.ask_about, order)
    with pytest.raises(Refusal, match="without paper"):
        office.ask(survey_answers.by_id, sheet)


def test_nobody_is_asked_twice_within_the_days_of_the_round(office: Office, sample: Sample) -> None:
    first, second = (
        office.do(work_orders.enter, OrderForm(summary=text, person_id=sample.owner)).result
        for text in ("Tap drips", "Bell is dead")
    )
    nobody = office.do(work_orders.enter, OrderForm(summary="Lamp in the hall")).result
    other = office.do(work_orders.enter, OrderForm(summary="Door", person_id=sample.tenant)).result
    surveying.make(office, MIXED, kind="needs", sheets=0)  # 90 days
    office.do(survey_answers.ask_about, first)
    with pytest.raises(Refusal, match="nobody is asked twice within 90 days"):
        office.do(survey_answers.ask_about, second)
    office.do(survey_answers.ask_about, nobody)
    office.do(survey_answers.ask_about, other)
    asked = office.store.clock()
    surveying.at(office, asked + timedelta(days=90, minutes=1))
    office.do(survey_answers.ask_about, second)


def test_who_typed_wrongly_types_again_until_the_second_entry(
    office: Office, office_path: Path, sample: Sample
) -> None:
    round = surveying.make(office, MIXED)
    sheet, code = round.sheets[0], round.codes[0]
    office.do(sign_in_on)
    for id, name in ((sample.manager, "zhou"), (sample.clerk, "li")):
        office.do(login, id, name)
    as_clerk(office, sample)
    office.do(survey_answers.save, sheet, 1, mixed(round, (1, 1), 1, 0, "Wrong sheet"))
    as_manager(office, sample)
    with pytest.raises(Refusal, match="Only who typed"):
        office.do(survey_answers.type_again, sheet)
    as_clerk(office, sample)
    with pytest.raises(survey_answers.OwnEntry) as own:
        office.ask(survey_answers.by_code, code)
    assert own.value.sheet == sheet
    office.do(survey_answers.type_again, sheet)
    assert kept(office_path, "select count(*) from survey_answer") == [(0,)]
    assert office.ask(survey_answers.by_code, code).entry == 1
    asked = "select changes from audit where record_table = 'survey_answer' and action = 'remove'"
    assert len(told := kept(office_path, asked)) == 4
    assert any("Wrong sheet" in str(changes) for (changes,) in told)
    office.do(survey_answers.save, sheet, 1, mixed(round, (7, 5), 4, 1, ""))
    as_manager(office, sample)
    office.do(survey_answers.save, sheet, 2, mixed(round, (7, 5), 4, 1, ""))
    as_clerk(office, sample)
    with pytest.raises(Refusal, match="typed in twice"):
        office.do(survey_answers.type_again, sheet)
