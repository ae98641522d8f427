"""What leads to better service, without a mouse: a procedure looked through, time at the counter, answers for oneself,
customers told at set points, and a questionnaire on paper that comes back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import self_evaluations
from tests.ui.at_work import CONTROL, Keys, paper, rows, settle, told

Key = Qt.Key


@pytest.fixture
def hand(qtbot):
    return Keys(qtbot)


def place(window, qtbot, tab, section=""):
    window.desk.go(Link(tab, section=section))
    settle(window, qtbot)


def test_a_procedure_is_written_and_looked_through(window, hand, qtbot, office_path, sample):
    place(window, qtbot, "procedures")
    hand.press(Key.Key_N, CONTROL)
    settle(window, qtbot)
    hand.comes_to("Name of the procedure")
    hand.type("Handing over keys")
    hand.fill("How it is done", "At the door:\nAsk for the identity card\nWrite the number down")
    hand.pick("Who looks after it", "Li Na")
    hand.fill("Reviewed every so many months", "6")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    assert rows(office_path, "select name, owner_id, every_months from procedure") == [
        ("Handing over keys", sample.clerk, 6)
    ]
    hand.push("Review")
    settle(window, qtbot)
    hand.push("It suits the customer as it is")
    hand.fill("Findings", "The card is asked for twice")
    hand.fill("Corrective action", "Ask once, at the door")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    [(friendly, found, action)] = rows(
        office_path,
        "select r.friendly, r.found, a.text from review r join corrective_action a on a.review_id = r.id",
    )
    assert (friendly, action) == (0, "Ask once, at the door") and "asked for twice" in found


def test_time_at_the_counter_becomes_an_action(window, hand, qtbot, office_path, sample):
    place(window, qtbot, "behaviour", "observations")
    hand.press(Key.Key_N, CONTROL)
    settle(window, qtbot)
    hand.fill("Minutes", "45")
    hand.fill("Where", "Reception")
    hand.fill("Longest wait in minutes", "12")
    hand.fill("Findings", "No chairs")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    hand.push("Agree on an action…")
    hand.comes_to("What will be changed")
    hand.fill("What will be changed", "Four chairs")  # what was found stands there to begin with
    hand.press(Key.Key_S, CONTROL)
    told(window, "Action agreed on")
    settle(window, qtbot)
    assert rows(
        office_path,
        "select o.minutes, o.place, a.text from observation o join corrective_action a on a.observation_id = o.id",
    ) == [(45, "Reception", "Four chairs")]


def test_somebody_answers_for_oneself_and_sees_the_trend(window, hand, qtbot, office_path, sample):
    window.desk.opened.office.do(self_evaluations.add_ready)
    place(window, qtbot, "behaviour", "evaluations")
    hand.press(Key.Key_N, CONTROL)
    settle(window, qtbot)
    for _ in range(19):
        hand.type("4")
        hand.press(Key.Key_Return)
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    assert rows(office_path, "select count(*), min(value), max(value) from self_answer") == [(19, 4, 4)]


def test_a_customer_is_told_where_the_office_set_it(window, hand, qtbot, office_path, sample):
    place(window, qtbot, "settings")
    hand.push("Change: Telling customers of progress")
    settle(window, qtbot)
    hand.push("It is being looked into")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    hand.press(Key.Key_F4)
    settle(window, qtbot)
    hand.comes_to("In the customer's own words")
    hand.type("The lift stands still")
    hand.pick("Person", "wangfang")
    hand.press(Key.Key_S, CONTROL)
    told(window, "registered")
    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("What they are told")
    hand.press(Key.Key_S, CONTROL)
    told(window, "acknowledged")
    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("Responsible")
    hand.press(Key.Key_S, CONTROL)
    told(window, "looked into")
    settle(window, qtbot)
    [(text, subject)] = rows(office_path, "select text, subject from message where channel = 'text'")
    assert "looking into what you told us" in text and subject == "C-2611-001: The lift stands still"


def test_a_questionnaire_goes_out_on_paper_and_comes_back(window, hand, qtbot, office_path, sample):
    place(window, qtbot, "surveys", "questionnaires")
    hand.push("Add the ready forms")
    told(window, "forms")
    place(window, qtbot, "surveys", "rounds")
    hand.press(Key.Key_N, CONTROL)
    settle(window, qtbot)
    hand.pick("Questionnaire", "committee")
    hand.fill("Name of the round", "Spring")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    hand.push("Ask people…")
    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)
    settle(window, qtbot)
    hand.push("Make the forms")
    told(window, "Forms made: 2")
    settle(window, qtbot)
    sheets = rows(office_path, "select code, person_id, answered from survey_sheet")
    assert {person for _code, person, _answered in sheets} == {sample.owner, sample.second_owner}
    hand.push("Print forms")
    printed = paper(window, qtbot)
    code = sheets[0][0]
    assert f"{code[:3]}-{code[3:]}" in printed
    place(window, qtbot, "surveys", "answers")
    hand.comes_to("Code of the sheet")
    hand.type(code)
    hand.press(Key.Key_Return)
    settle(window, qtbot)
    for figure in "543211":
        hand.press(Key(ord(figure)))
    hand.type("A lift that runs")
    hand.press(Key.Key_Return, CONTROL)
    settle(window, qtbot)
    kept = rows(
        office_path,
        "select a.value, a.text from survey_answer a join survey_sheet s on s.id = a.sheet_id where s.code = ? "
        "and s.answered is not null order by a.question_id",
        code,
    )
    assert kept == [*((value, "") for value in (5, 4, 3, 2, 1, 1)), (None, "A lift that runs")]
