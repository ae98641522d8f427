"""The report builder in the window: by keyboard alone, what is wrong is said, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.own_report import Condition, Definition, Total
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.own_reports.builder import BuilderSection
from fmcrm_desktop.ui.tabs.own_reports.preview import Cells
from fmcrm_desktop.ui.tabs.own_reports.usage import UsageSection
from fmcrm_desktop.ui.window import MainWindow
from tests.sample import Sample
from tests.services.reporting import fill_all
from tests.ui.at_work import Keys, desk_of, paper, settle


@pytest.fixture
def builder(
    qtbot: QtBot, office: Office, sample: Sample, show: Callable[[type[Tab]], Tab], qt_office: QtOffice
) -> BuilderSection:
    office.do(fill_all, sample)
    tab = show(BuilderSection)
    assert isinstance(tab, BuilderSection)
    qtbot.waitUntil(lambda: tab.view.answer is not None and qt_office.quiet)
    return tab


def ran(qtbot: QtBot, tab: BuilderSection) -> None:
    qtbot.waitUntil(lambda: tab.quiet and tab.office.quiet)


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))


def test_a_ready_report_is_shown_with_its_chart_and_copied(qtbot: QtBot, builder: BuilderSection) -> None:
    titles = [builder.reports.item(at).text() for at in range(builder.reports.count())]
    builder.reports.setCurrentRow(titles.index("Services by priority"))
    ran(qtbot, builder)
    assert builder.view.chart is not None
    assert builder.view.answer is not None
    assert [line.count for line in builder.view.answer.lines] == [2, 2]
    builder.deeds.copy.click()
    assert not QApplication.clipboard().image().isNull()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in builder.view.findChildren(Cells)))
    cells = next(one for one in builder.view.findChildren(Cells) if one.isVisible())
    cells.selectAll()
    QTest.keyClick(cells, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith("Urgent\t2\t50.0 %")
    assert not builder.deeds.keep.isEnabled()


def test_bad_input_is_one_sentence_and_stays(qtbot: QtBot, builder: BuilderSection) -> None:
    builder.start_new()
    line = builder.form.conditions.put()
    choose(line.column, "rating")
    choose(line.how, "least")
    line.fields[0].setText("four")
    ran(qtbot, builder)
    assert builder.view.sentence.text() == "This is not a number."
    assert builder.view.sentence.isVisible()
    assert line.fields[0].text() == "four"
    line.fields[0].setText("4")
    ran(qtbot, builder)
    assert not builder.view.sentence.isVisible()
    assert builder.form.definition().conditions == (Condition("rating", "least", ("4",)),)


def test_an_empty_answer_says_how_to_widen(qtbot: QtBot, builder: BuilderSection) -> None:
    asked = Definition(
        "orders", ("number",), (Condition("summary", "is", ("<b>no</b>",)),), totals=(Total("count"),)
    )
    builder.open_new({"definition": asked})
    ran(qtbot, builder)
    assert any(
        "longer period" in one.text() for one in builder.view.findChildren(type(builder.view.sentence))
    )


def test_a_changed_report_waits_until_one_comes_back(qtbot: QtBot, builder: BuilderSection) -> None:
    first = builder.current
    choose(builder.form.chart, "line")
    ran(qtbot, builder)
    assert "(changed)" in builder.deeds.heading.text()
    builder.reports.setCurrentRow(builder.reports.currentRow() + 1)
    ran(qtbot, builder)
    assert builder.current != first
    builder.reports.setCurrentRow(builder.reports.currentRow() - 1)
    ran(qtbot, builder)
    assert builder.form.chart.currentData() == "line"


def test_what_is_saved_is_listed_changed_and_taken_out(
    qtbot: QtBot, builder: BuilderSection, office: Office
) -> None:
    builder.start_new()
    dialog = builder.deeds.save_as()
    dialog.page.form.slots["name"].editor.set("Taps")
    with qtbot.waitSignal(builder.office.saved):
        dialog.page.save()
    qtbot.waitUntil(lambda: builder.current.name == "Taps")
    choose(builder.form.chart, "bars")
    ran(qtbot, builder)
    with qtbot.waitSignal(builder.office.saved):
        builder.deeds.keep.click()
    kept = office.ask(own_reports.named, "Taps").definition
    assert kept is not None
    assert kept.chart == "bars"
    qtbot.waitUntil(lambda: not builder.deeds.keep.isEnabled() and builder.deeds.remove.isEnabled())
    with qtbot.waitSignal(builder.office.saved):
        builder.deeds.remove.click()
    assert "Taps" not in {one.name for one in office.ask(own_reports.listed)}


def test_a_row_opens_its_record(qtbot: QtBot, builder: BuilderSection) -> None:
    builder.open_new({"definition": Definition("orders", ("number",), sort="number")})
    ran(qtbot, builder)
    cells = builder.view.findChildren(Cells)[-1]
    cells.setFocus()
    cells.setCurrentCell(0, 0)
    with qtbot.waitSignal(builder.office.going) as going:
        QTest.keyClick(cells, Qt.Key.Key_Return)
    assert going.args == [Link("work_orders", id=builder.view.answer.rows[0].record)]  # type: ignore[union-attr]


def test_every_subject_opens_in_a_tab_there_is(builder: BuilderSection) -> None:
    from fmcrm_desktop.ui.tabs import PAGES, TABS
    from fmcrm_desktop.ui.tabs.own_reports.builder import OPENS

    names = {entry.name for entry in (*TABS, *PAGES)}
    assert {OPENS[one.opens] for one in builder.form.subjects.values()} <= names


def test_fields_never_filled_lead_to_the_records_without_them(
    qtbot: QtBot, builder: BuilderSection, show: Callable[[type[Tab]], Tab]
) -> None:
    usage = show(UsageSection)
    assert isinstance(usage, UsageSection)
    qtbot.waitUntil(lambda: usage.detail.page is not None and usage.office.quiet)
    with qtbot.waitSignal(usage.office.going) as going:
        usage._lacking("warning")
    link = going.args[0]
    builder.open_new(dict(link.new))
    ran(qtbot, builder)
    assert builder.view.answer is not None
    assert builder.view.answer.whole.count == 3


def test_a_report_is_built_and_printed_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, office_path: Path
) -> None:
    keys = Keys(qtbot)
    desk_of(window).go(Link("own_reports"))
    settle(window, qtbot)
    keys.push("New report")
    settle(window, qtbot)
    keys.comes_to("Report on")
    for letter in "Peo":
        QTest.keyClick(keys.focus, letter)
    settle(window, qtbot)
    keys.push("Add a filter")
    keys.comes_to("Column of the filter")
    keys.tab_to("Value")
    keys.type("Wang")
    keys.tab_to("Comparison", back=True)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    settle(window, qtbot)
    keys.tab_to("Print…", back=True)
    keys.press(Qt.Key.Key_Space)
    told = paper(window, qtbot)
    assert "Wang Fang" in told
    assert "Novak" not in told
