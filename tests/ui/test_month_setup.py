"""The office's choices about its month's report by mouse and keys, and the report that prints itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.services import month_setup, office_settings, settings
from fmcrm_desktop.services.month_setup import PARTS, MonthSetup
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.month_printing import MonthPrinting
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.reports import ReportsTab
from tests.ui.at_work import made

PATIENCE = 60_000
"""Each of these makes a whole report in another process."""
USUAL = tuple((name, True) for name in PARTS)


def shown(qtbot: QtBot, show: Callable[[type[Tab]], Tab]) -> ReportsTab:
    tab = show(ReportsTab)
    assert isinstance(tab, ReportsTab)
    made(tab, lambda: tab.view.pages > 0)
    return tab


def test_parts_are_moved_and_left_out_by_keys_and_the_paper_follows(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], office: Office
) -> None:
    tab = shown(qtbot, show)
    qtbot.mouseClick(tab.parts, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(tab.setup.isVisible)
    view = tab.setup.parts.view
    assert view.hasFocus() and view.count() == len(PARTS)
    qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Space)
    before = tab.file
    qtbot.mouseClick(tab.setup.save, Qt.MouseButton.LeftButton)
    made(tab, lambda: tab.stack.currentWidget() is tab.view and tab.file != before)
    kept = office.ask(month_setup.setup).parts
    assert [name for name, _ in kept[:2]] == ["orders", "glance"] and kept[-1] == ("definitions", False)
    assert tab.file is not None
    parts = pypdf.PdfReader(tab.file).outline[1]  # what stands inside a part is a list of its own
    titles = [each.title for each in parts if not isinstance(each, list)]  # type: ignore[union-attr]
    assert titles[:2] == ["Work orders", "At a glance"] and "What the figures mean" not in titles
    tab.choices["blank-job-sheet"].click()
    assert not tab.parts.isVisible() and tab.wishes.language.findData("both") < 0


def test_what_was_changed_and_not_saved_stays_until_it_is_given_up(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab]
) -> None:
    tab = shown(qtbot, show)
    tab.parts.click()
    qtbot.waitUntil(tab.setup.isVisible)
    qtbot.keyClicks(tab.setup.folder, "reports")
    tab.choices["month-pack"].click()
    made(tab, lambda: tab.quiet)
    tab.parts.click()
    assert tab.setup.folder.text() == "reports"
    qtbot.mouseClick(tab.setup.cancel, Qt.MouseButton.LeftButton)
    made(tab, lambda: tab.quiet and tab.stack.currentWidget() is tab.view)
    tab.parts.click()
    qtbot.waitUntil(lambda: tab.setup.folder.text() == "")


def test_the_month_that_is_over_is_printed_once_by_itself(
    qtbot: QtBot, qt_office: QtOffice, office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    office.do(month_setup.keep, MonthSetup(USUAL, "both", str(folder)))
    its = office.ask(office_settings.particulars)
    office.do(office_settings.keep_particulars, replace(its, language="zh_CN"))
    holder = QWidget()
    qtbot.addWidget(holder)
    months, said = MonthPrinting(qt_office, False, holder), list[str]()
    qt_office.said.connect(lambda text, _undo: said.append(text))
    months.look()
    qtbot.waitUntil(
        lambda: office.ask(settings.everything)["month_report.printed"] == "2026-10", timeout=PATIENCE
    )
    (file,) = folder.iterdir()
    assert said == [f"The report of October 2026 lies in {file}"]
    assert file.name == "月度服务报告 2026-10.pdf", (
        "in the language of its first half, whatever the screen speaks"
    )
    titles = [each.title for each in pypdf.PdfReader(file).outline if not isinstance(each, list)]  # type: ignore[union-attr]
    assert titles == ["月度服务报告", "Monthly service report"]
    file.unlink()
    MonthPrinting(qt_office, False, holder).look()
    qtbot.waitUntil(lambda: qt_office.quiet)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_gone_is_told_and_nothing_is_taken_for_printed(
    qtbot: QtBot, qt_office: QtOffice, office: Office, tmp_path: Path
) -> None:
    (tmp_path / "gone").mkdir()
    office.do(month_setup.keep, MonthSetup(USUAL, "", str(tmp_path / "gone")))
    (tmp_path / "gone").rmdir()
    holder = QWidget()
    qtbot.addWidget(holder)
    with qtbot.waitSignal(qt_office.said) as said:
        MonthPrinting(qt_office, False, holder).look()
    assert str(tmp_path / "gone") in said.args[0]
    assert office.ask(month_setup.owed) is not None


def test_the_heading_is_whole_beside_the_choices_on_a_small_screen(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab]
) -> None:
    tab = shown(qtbot, show)
    assert tab.width() == 1366
    assert tab.heading.fontMetrics().horizontalAdvance(tab.heading.text()) <= tab.heading.width()
    language, below = tab.wishes.language, tab.wishes.language.view()
    longest = max(language.fontMetrics().horizontalAdvance(language.itemText(at)) for at in range(3))
    assert longest < below.minimumWidth()
    assert language.fontMetrics().horizontalAdvance("English") < language.width() - 30


def test_a_folder_that_is_not_there_is_said_and_what_was_typed_stays(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], qt_office: QtOffice, tmp_path: Path
) -> None:
    tab = shown(qtbot, show)
    tab.parts.click()
    qtbot.waitUntil(tab.setup.isVisible)
    qtbot.keyClicks(tab.setup.folder, str(tmp_path / "nowhere"))
    with qtbot.waitSignal(qt_office.refused) as refused:
        qtbot.mouseClick(tab.setup.save, Qt.MouseButton.LeftButton)
    said = " ".join(qt_office.words(each.text, **each.values) for each in refused.args[0].fields.values())
    assert str(tmp_path / "nowhere") in said
    assert tab.setup.isVisible() and tab.setup.folder.text() == str(tmp_path / "nowhere")
