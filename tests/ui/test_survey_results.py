"""Results and differences in a real window: figures, narrowing, the way to an action, settling one by one."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import complaints, survey_answers, survey_results
from fmcrm_desktop.services.survey_answers import Given
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.tabs.surveys import SurveysTab
from fmcrm_desktop.ui.tabs.surveys.answers import AnswersSection
from fmcrm_desktop.ui.tabs.surveys.answers_differences import DifferencesSection
from fmcrm_desktop.ui.tabs.surveys.results import ResultsSection
from tests.services import surveying

ASKED = (("gap", "access"), ("gap", "courtesy"), ("five", "control"), ("yes", ""), ("text", ""))


@pytest.fixture
def round(office, sample):
    """Building 3 is let down by access, building 1 is not; two sheets are still out."""
    made = surveying.make(office, ASKED, 6, (sample.building, sample.second_building))
    a, b, c, d, e = made.questions
    for at, sheet in enumerate(made.sheets[:4]):
        given = [
            Given(a, 7, 7 if at % 2 else 4),
            Given(b, 5, 6),
            Given(c, None, 5 if at else 2),
            Given(d, None, 1),
        ]
        office.do(
            survey_answers.save, sheet, 1, [*given, Given(e, text="The lift is slow" if at == 0 else "")]
        )
    return made


def texts(page):
    labels = [one.text() for one in page.findChildren(QLabel)]
    return labels + [one.text() for one in page.findChildren(ChipLabel)]


def shown(tab, qtbot):
    qtbot.waitUntil(lambda: bool(tab.id) and tab.detail.page is not None and tab.office.quiet)
    return tab.detail.page


def test_the_figures_stand_on_the_page(show, qtbot, round):
    tab = show(ResultsSection)
    said = texts(shown(tab, qtbot))
    for wanted in (
        "4 / 6",
        "66.7 %",
        "7.000",
        "5.500",
        "−1.500",
        "75.0 %",
        "70 to 89",
        "“The lift is slow”",
        "1.000",
    ):
        assert wanted in said, wanted
    (chart,) = tab.detail.page.findChildren(ChartView)
    assert "Ease of access: Expected 7, Perceived 5.5" in chart.accessibleDescription()


def test_a_round_stands_beside_the_one_before(show, qtbot, office, round):
    later = surveying.make(office, (("gap", "access"),), 1)
    office.do(survey_answers.save, later.sheets[0], 1, [Given(later.questions[0], 7, 7)])
    tab = show(ResultsSection)
    tab.show_id(later.survey)
    qtbot.waitUntil(lambda: tab.id == later.survey and tab.detail.page is not None and tab.office.quiet)
    qtbot.waitUntil(lambda: "Gap before" in texts(tab.detail.page))
    said = texts(tab.detail.page)
    assert "−1.500" in said and "0.000" in said
    assert "Before: the round “Autumn” from 1 Oct 2026 on." in said


def test_one_building_alone(show, qtbot, round, sample):
    tab = show(ResultsSection)
    page = shown(tab, qtbot)
    combo = next(one for one in page.findChildren(QComboBox) if one.accessibleName() == "Building")
    combo.setCurrentIndex(combo.findData(sample.building))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: "−3.000" in texts(tab.detail.page))
    assert "2 / 3" in texts(tab.detail.page)
    assert tab.building == sample.building


def test_a_bad_gap_leads_to_an_action(show, qtbot, qt_office, round, press):
    tab = show(ResultsSection)
    page = shown(tab, qtbot)
    with qtbot.waitSignal(qt_office.going) as going:
        press(page, complaints.add_action)
    link = going.args[0]
    assert (link.tab, link.section) == ("complaints", "actions")
    assert link.new == {"survey_id": round.survey, "criterion": "access"}


def test_printing_asks_for_the_paper_of_this_round(show, qtbot, qt_office, round, press):
    tab = show(ResultsSection)
    page = shown(tab, qtbot)
    with qtbot.waitSignal(qt_office.going) as going:
        press(page, survey_results.results)
    asked = {"report": "survey-results", "number": f"#{round.survey}", "called": page.accessibleName()}
    assert page.accessibleName() and going.args[0] == Link("reports", new=asked)


def test_differences_are_settled_one_after_the_other(show, qtbot, office, office_path, round, press):
    a, b, c, d, e = round.questions
    given = [
        Given(a, 7, 5),
        Given(b, 5, 6),
        Given(c, None, 3),
        Given(d, None, 1),
        Given(e, text="The lift is slow"),
    ]
    office.do(survey_answers.save, round.sheets[0], 2, given)
    tab = show(DifferencesSection)
    said = texts(shown(tab, qtbot))
    assert "7 / 4" in said and "7 / 5" in said
    first = tab.id
    next(one for one in tab.detail.page._buttons if one.text() == "The second is right").click()
    qtbot.waitUntil(lambda: tab.id not in (0, first) and "3" in texts(tab.detail.page) and tab.office.quiet)
    dialogs = []
    tab.ask_form = lambda setup, ask=tab.ask_form: dialogs.append(ask(setup)) or dialogs[-1]
    press(tab.detail.page, survey_answers.settle)
    form = dialogs[0].page
    form.form.slots["value"].editor.set(4)
    form.save()
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == 0 and tab.office.quiet)
    with sqlite3.connect(office_path) as connection:
        rows = connection.execute(
            "select expected, value from survey_answer where sheet_id = ? and entry = 1 order by question_id",
            (round.sheets[0],),
        ).fetchall()
        (checked,) = connection.execute(
            "select count(*) from survey_sheet where checked is not null"
        ).fetchone()
    assert rows[:3] == [(7, 5), (5, 6), (None, 4)]
    assert checked == 1
    assert "All differences are settled" in texts(tab.detail.page)


def test_a_sheet_is_opened_from_anywhere(show, qtbot, round):
    tab = show(SurveysTab)
    tab.open(Link("surveys", new={"sheet": round.sheets[5]}, section="answers"))
    part = tab.section("answers")
    assert isinstance(part, AnswersSection)
    qtbot.waitUntil(lambda: part.grid.row is not None)
    assert part.grid.row.sheet.id == round.sheets[5]
    part.detail.drop_form()
