"""Answers typed in from paper by the keys alone; nothing typed is lost; the same during a call."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import complaints, survey_answers, work_orders
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.tabs.surveys import answers
from fmcrm_desktop.ui.tabs.surveys.answers import AnswersSection
from fmcrm_desktop.ui.tabs.surveys.answers_row import OPEN
from tests.services import surveying
from tests.ui.answering import MIXED, Fingers, kept
from tests.ui.at_work import desk_of, settle


def test_keys_struck_before_the_sheet_is_there_are_not_lost(answers_tab, fingers, office, office_path, qtbot):
    round = surveying.make(office, sheets=1)
    fingers(round.codes[0], Qt.Key.Key_Return, "12345671234567123456", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(office_path, "select count(*) from survey_answer") == [(10,)])
    qtbot.waitUntil(lambda: answers_tab.office.quiet)


def test_left_out_back_and_words_at_the_end(answers_tab, fingers, office, office_path):
    round = surveying.make(office, MIXED)
    fingers(round.codes[0])
    fingers.enter()
    fingers(
        "7-", Qt.Key.Key_Backspace, "5", " 0"
    )  # 0 is no on a question with yes or no, left out on any other
    fingers("Good", Qt.Key.Key_Return, "too")
    assert kept(office_path, "select count(*) from survey_answer") == [(0,)]
    fingers.enter()
    rows = kept(office_path, "select expected, value, text from survey_answer order by question_id")
    assert rows == [(7, 5, ""), (None, None, ""), (None, 0, ""), (None, None, "Good"), (None, None, "too")]
    assert answers_tab.code.hasFocus()


def test_a_number_off_the_scale_is_said_and_nothing_is_lost(answers_tab, fingers, office):
    round = surveying.make(office, MIXED)
    fingers(round.codes[0])
    fingers.enter()
    fingers("79")
    assert answers_tab.view.fault.text() == "9 is not on the scale of question 1; it goes from 1 to 7."
    row = answers_tab.grid.row
    assert [row.shown(cell) for cell in row.cells] == ["7", OPEN, OPEN, OPEN]
    fingers("5")
    assert answers_tab.view.fault.text() == ""
    fingers("6")
    assert "1 to 5" in answers_tab.view.fault.text()
    fingers("42")
    assert "0 to 1" in answers_tab.view.fault.text()


def test_enter_before_the_end_goes_to_what_is_open(answers_tab, fingers, office, office_path):
    round = surveying.make(office, MIXED)
    fingers(round.codes[0])
    fingers.enter()
    fingers("7", Qt.Key.Key_Right, "3")
    fingers.enter()
    assert answers_tab.view.fault.text() == "Still to be answered: 2. Space says that an answer was left out."
    assert (answers_tab.grid.row.at, answers_tab.grid.hasFocus()) == (1, True)
    assert kept(office_path, "select count(*) from survey_answer") == [(0,)]


def test_a_wrong_code_stays_to_be_mended(answers_tab, fingers, office):
    surveying.make(office)
    fingers("ABCDE")
    fingers.enter()
    assert answers_tab.view.fault.text() == "A code has 6 characters; “ABCDE” has 5."
    assert (answers_tab.code.text(), answers_tab.code.hasFocus(), answers_tab.grid.row) == (
        "ABCDE",
        True,
        None,
    )


def test_a_sheet_of_another_questionnaire_is_said_first(answers_tab, fingers, office):
    mine, other = surveying.make(office), surveying.make(office, MIXED, kind="own")
    fingers(mine.codes[0])
    fingers.enter()
    fingers("1" * 20)
    fingers.enter()
    fingers(other.codes[0])
    fingers.enter()
    assert (
        answers_tab.view.fault.text()
        == "This sheet belongs to another questionnaire, “Form own”. Enter once more begins with it."
    )
    assert (answers_tab.code.text(), answers_tab.code.hasFocus(), len(answers_tab.grid.rows)) == (
        other.codes[0],
        True,
        1,
    )
    fingers.enter()
    assert answers_tab.grid.row.sheet.id == other.sheets[0]


def test_what_could_not_be_saved_comes_back_with_its_sentence(
    answers_tab, fingers, office, office_path, qtbot
):
    round = surveying.make(office)
    fingers(round.codes[0])
    fingers.enter()
    fingers("2" * 20)
    given = [survey_answers.Given(round.questions[0], 1, 1)]
    office.do(survey_answers.save, round.sheets[0], 1, given)  # another desk was quicker
    fingers.enter()
    qtbot.waitUntil(lambda: "in the meantime" in answers_tab.view.fault.text())
    row = answers_tab.grid.row
    assert [row.shown(cell) for cell in row.cells] == ["2"] * 20
    assert answers_tab.unsaved()
    answers_tab.detail.drop_form()


def test_the_second_entry_shows_nothing_of_the_first(answers_tab, fingers, office, office_path):
    round = surveying.make(office)
    for keys in ("1234567" * 2 + "123456", "1234567" * 2 + "123455"):
        fingers(round.codes[0])
        fingers.enter()
        row = answers_tab.grid.row
        assert [row.shown(cell) for cell in row.cells] == [OPEN] * 20
        fingers(keys)
        fingers.enter()
    assert "differ" in [row.state for row in answers_tab.grid.rows][1]
    assert kept(office_path, "select count(*) from survey_answer where entry = 2") == [(10,)]


def test_leaving_a_begun_sheet_asks_first(answers_tab, fingers, office, monkeypatch):
    round = surveying.make(office)
    fingers(round.codes[0])
    fingers.enter()
    fingers("77")
    monkeypatch.setattr(answers, "ask_leave", lambda *_: QMessageBox.StandardButton.Cancel)
    fingers(Qt.Key.Key_Escape)
    assert (answers_tab.unsaved(), answers_tab.grid.row.at) == (True, 2)
    monkeypatch.setattr(answers, "ask_leave", lambda *_: QMessageBox.StandardButton.Discard)
    fingers(Qt.Key.Key_Escape)
    assert (answers_tab.unsaved(), answers_tab.grid.row, answers_tab.code.hasFocus()) == (False, None, True)


def test_what_is_typed_survives_a_change_of_language(answers_tab, fingers, office, show, qtbot):
    round = surveying.make(office, MIXED)
    fingers(round.codes[0])
    fingers.enter()
    fingers("75 0", "Fine")
    place = answers_tab.place()
    again = show(AnswersSection)
    again.restore(place)
    qtbot.waitUntil(lambda: again.grid.row is not None)
    row = again.grid.row
    assert [row.shown(cell) for cell in row.cells] == ["7", "5", "–", "0"]
    assert again.view.spoken.lines[0][1].text() == "Fine"


def test_asked_by_telephone_with_the_mouse(answers_tab, qtbot, office, office_path, press):
    round = surveying.make(office, MIXED, kind="needs")
    answers_tab.open(Link("surveys", new={"sheet": round.sheets[0]}, section="answers"))
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    for said in ("7", "5", "Not answered", "Yes"):
        button = next(
            one
            for one in answers_tab.view.question.findChildren(Button)
            if one.text() == said and one.isVisible()
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    answers_tab.view.way.setCurrentIndex(1)
    press(answers_tab, survey_answers.save)
    qtbot.waitUntil(
        lambda: kept(office_path, "select way from survey_sheet where answered is not null") == [("spot",)]
    )
    rows = kept(office_path, "select expected, value from survey_answer order by question_id")
    assert rows[:3] == [(7, 5), (None, None), (None, 1)]
    qtbot.waitUntil(lambda: answers_tab.office.quiet)


def test_who_is_not_satisfied_becomes_a_complaint_at_one_click(
    answers_tab, qtbot, qt_office, office, sample, fingers
):
    order = office.do(
        work_orders.enter, OrderForm(summary="Tap drips", person_id=sample.owner, unit_id=sample.unit)
    ).result
    surveying.make(office, MIXED, 0, kind="needs")
    answers_tab.open(Link("surveys", new={"order": order}, section="answers"))
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    assert (answers_tab.view.way.currentText(), answers_tab.view.way.isVisible()) == ("By telephone", True)
    fingers("7421", "It drips still", Qt.Key.Key_Return)
    with qtbot.waitSignal(qt_office.offered) as offered:
        fingers(Qt.Key.Key_Return)
    text, verb, act = offered.args
    assert (text.endswith("somebody is not satisfied."), verb) == (True, "Take on a complaint")
    with qtbot.waitSignal(qt_office.going) as going:
        act()
    assert going.args[0] == Link(
        "complaints",
        new={
            "person_id": sample.owner, "unit_id": sample.unit, "channel": "survey", "own_words": "It drips still",
            "orders": (order,), "gap": "respect", "needs": ("empathy",), "delivered": "Empathy: 2 of 5",
        },
    )  # fmt: skip
    qtbot.waitUntil(lambda: answers_tab.office.quiet)
    form = office.ask(complaints.draft, going.args[0].new)
    assert (form.gap, form.needs, form.orders) == ("respect", ("empathy",), (order,))


def test_the_worst_answer_names_the_main_gap_and_the_expected_stands_beside(
    answers_tab, qtbot, office, sample, fingers
):
    asked = (("gap", "tangibles"), ("gap", "courtesy"), ("gap", "access"), ("five", ""), ("gap", "security"))
    surveying.make(office, asked, 0, kind="needs")
    order = office.do(work_orders.enter, OrderForm(summary="Tap drips", person_id=sample.owner)).result
    answers_tab.open(Link("surveys", new={"order": order}, section="answers"))
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    row = answers_tab.grid.row
    fingers("6271222 2")  # access was not expected to be better
    new = row.complaint(answers_tab.words).new
    assert (new["gap"], new["gaps"], new["criteria"]) == (
        "respect", ("resources",), ("tangibles", "courtesy", "security"),
    )  # fmt: skip
    assert new["expected"].splitlines() == ["Courtesy: 7 of 7", "Tangibles: 6 of 7"]
    assert new["delivered"].splitlines() == [
        "Courtesy: 1 of 7", "Tangibles: 2 of 7", "Question 3: 2 of 5", "Being safe: 2 of 7",
    ]  # fmt: skip
    answers_tab.detail.drop_form()


def test_a_satisfied_customer_is_offered_nothing(answers_tab, qtbot, qt_office, office, sample, fingers):
    order = office.do(work_orders.enter, OrderForm(summary="Tap drips", person_id=sample.owner)).result
    surveying.make(office, MIXED, 0, kind="needs")
    offered = []
    qt_office.offered.connect(lambda *args: offered.append(args))
    answers_tab.open(Link("surveys", new={"order": order}, section="answers"))
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    fingers("7431", Qt.Key.Key_Return, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answers_tab.office.quiet and answers_tab.saved == 1)
    assert not offered


def test_without_a_round_about_services_it_is_said_what_to_do(answers_tab, qtbot, office, sample):
    order = office.do(work_orders.enter, OrderForm(summary="Tap drips", person_id=sample.owner)).result
    answers_tab.open(Link("surveys", new={"order": order}, section="answers"))
    qtbot.waitUntil(lambda: answers_tab.view.fault.text() != "")
    assert (
        answers_tab.view.fault.text()
        == "No round about services runs today. Begin one under Surveys, then ask."
    )


def test_ones_own_first_entry_is_typed_again_by_a_key(answers_tab, qtbot, office, office_path, fingers):
    round = surveying.make(office, MIXED[:3], 1)
    code = round.codes[0].lower()
    fingers(code, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    assert not answers_tab.view.again.isVisible()
    fingers("7111", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answers_tab.office.quiet and answers_tab.saved == 1)
    fingers(code, Qt.Key.Key_Return)  # nobody signs in here: it would be the second entry
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None)
    assert answers_tab.view.again.isVisible()
    QTest.keyClick(answers_tab.window().focusWidget(), Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: answers_tab.grid.row is not None and answers_tab.grid.row.sheet.entry == 1)
    assert len(answers_tab.grid.rows) == 1
    fingers("7541", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: answers_tab.office.quiet and answers_tab.saved == 2)
    rows = kept(office_path, "select entry, expected, value from survey_answer order by question_id")
    assert rows == [(1, 7, 5), (1, None, 4), (1, None, 1)]


def test_the_message_of_the_sheet_before_lies_on_no_row(window, qtbot, office):
    round = surveying.make(office, (("five", "empathy"), ("text", "")), sheets=30)
    desk = desk_of(window)
    desk.go(Link("surveys", section="answers"))
    settle(window, qtbot)
    section = desk.present.part
    fingers = Fingers(section, qtbot)
    window.activateWindow()
    qtbot.waitUntil(section.code.hasFocus)
    for code in round.codes[:-1]:
        fingers(code)
        fingers.enter()
        fingers("5")
        fingers.enter()
    fingers(round.codes[-1])
    fingers.enter()
    bar = desk.bar
    qtbot.waitUntil(bar.isVisible)
    row = section.grid.cell_rect(0, len(section.grid.rows) - 1)
    low = section.grid.mapTo(window, row.bottomLeft()).y()
    high = bar.mapTo(window, bar.rect().topLeft()).y()
    assert section.grid.row is not None and low < high
    [(_id, line)] = section.view.spoken.lines
    assert line.mapTo(window, line.rect().bottomLeft()).y() < high
