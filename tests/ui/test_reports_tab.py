"""The Reports tab in a real window: a paper is made, seen, saved; what cannot be made is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.reports.options import Heading, Listed, Wanted, called
from fmcrm_desktop.services import complaints
from fmcrm_desktop.services.complaints import NoticeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit import leaving, printing
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import Fault, QtOffice
from fmcrm_desktop.ui.tabs.reports import ReportsTab
from tests.sample import Sample
from tests.services.complaining import rude_guard
from tests.ui.at_work import made


def shown(qtbot: QtBot, show: Callable[[type[Tab]], Tab]) -> ReportsTab:
    tab = show(ReportsTab)
    assert isinstance(tab, ReportsTab)
    made(tab, lambda: tab.view.pages > 0)
    return tab


def test_the_months_paper_is_seen_and_saved(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], tmp_path: Path
) -> None:
    tab = shown(qtbot, show)
    assert tab.stack.currentWidget() is tab.view
    made(tab, lambda: tab.view.quiet)
    target = tmp_path / "month.pdf"
    with qtbot.waitSignal(tab.office.said) as said:
        tab.save_to(target)
    assert str(target) in said.args[0]
    assert "Willow Court" in PdfReader(target).pages[0].extract_text()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_another_language_makes_the_paper_anew(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], tmp_path: Path
) -> None:
    tab = shown(qtbot, show)
    first = tab.file
    tab.wishes.language.setCurrentIndex(tab.wishes.language.findData("zh_CN"))
    made(tab, lambda: tab.file is not None and tab.file != first)
    assert tab.file is not None
    assert "月" in PdfReader(tab.file).pages[0].extract_text()


def test_the_keyboard_is_at_the_paper_that_was_meant_while_it_is_made(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab]
) -> None:
    """Enter at the first of the list would make the month's report instead."""
    tab = show(ReportsTab)
    tab.open(Link("reports", new={"report": "work-order-register"}))
    assert tab.focusWidget() in (tab.choices["work-order-register"], tab.view)
    made(tab, lambda: tab.view.pages > 0)


def test_a_person_without_a_number_stands_in_it_by_name(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = show(ReportsTab)
    assert isinstance(tab, ReportsTab)
    asked = {"report": "owner-page", "number": f"#{sample.owner}", "called": "王芳 Wang Fang"}
    tab.open(Link("reports", new=asked))
    made(tab, lambda: tab.quiet and tab.view.pages > 0)
    assert tab.wishes.number.text() == "王芳 Wang Fang" and tab.options.number == f"#{sample.owner}"
    offered: list[str] = []
    monkeypatch.setattr(
        "fmcrm_desktop.ui.tabs.reports.tab.QFileDialog.getSaveFileName",
        lambda _tab, _title, path, _kinds: (offered.append(Path(path).name) or "", ""),
    )
    tab.save.click()
    qtbot.waitUntil(lambda: bool(offered))
    assert offered == ["Owner page 王芳 Wang Fang.pdf"]
    tab.choices["unit-passport"].click()  # the unit of the same number is not meant
    assert tab.wishes.options().number == "" == tab.wishes.number.text()


def test_the_keyboard_goes_to_the_paper_another_tab_has_put_together(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab]
) -> None:
    """None of the names on the left stands for it: at the first of them Enter would make the month's report."""
    tab = show(ReportsTab)
    listed = Listed("Owners", "", (Heading("Name", 100),), (("Wang",),), "en")
    listed_work = Wanted("Owners", leaving.PAPER, (listed,), called("Owners", "2026-11-20"), worded=True)
    tab.open(Link("reports", new={"wanted": listed_work}))
    assert tab.stack.isAncestorOf(tab.focusWidget())
    made(tab, lambda: tab.view.pages > 0)
    assert tab.focusWidget() is tab.view


@pytest.mark.parametrize(("language", "name"), [("zh_CN", "月度服务报告"), ("en", "Monthly service report"),
                                                ("", "Monthly service report")])  # fmt: skip
def test_the_file_is_called_in_the_language_of_the_paper(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], monkeypatch: pytest.MonkeyPatch, language: str, name: str
) -> None:
    tab = shown(qtbot, show)
    offered: list[str] = []
    monkeypatch.setattr(
        "fmcrm_desktop.ui.tabs.reports.tab.QFileDialog.getSaveFileName",
        lambda _tab, _title, path, _kinds: (offered.append(Path(path).name) or "", ""),
    )
    tab.options = replace(tab.options, language=language)
    tab.save.click()
    qtbot.waitUntil(lambda: bool(offered))
    assert offered[0].startswith(name)


@pytest.mark.parametrize(("language", "worded", "name"), [("zh_CN", False, "派工单 2026-11-20.pdf"),
                                                          ("en", False, "Job sheet 2026-11-20.pdf"),
                                                          ("zh_CN", True, "Job sheet 2026-11-20.pdf")])  # fmt: skip
def test_a_paper_of_another_tab_is_called_in_its_language_too(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], monkeypatch: pytest.MonkeyPatch,
    language: str, worded: bool, name: str,
) -> None:  # fmt: skip
    """But one that comes in the words of the screen in the screen's, whatever was chosen before."""
    tab = shown(qtbot, show)
    offered: list[str] = []
    monkeypatch.setattr(
        "fmcrm_desktop.ui.tabs.reports.tab.QFileDialog.getSaveFileName",
        lambda _tab, _title, path, _kinds: (offered.append(Path(path).name) or "", ""),
    )
    tab.wanted = Wanted("Job sheet", "", (), called("Job sheet", "2026-11-20"), worded=worded)
    tab.options = replace(tab.options, language=language)
    tab.save.click()
    qtbot.waitUntil(lambda: bool(offered))
    assert offered == [name]


def test_a_number_that_is_none_is_told_and_nothing_can_be_printed(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab]
) -> None:
    tab = shown(qtbot, show)
    tab.open_new({"report": "job-sheet", "number": "W-0000-000"})
    made(tab, lambda: "W-0000-000" in tab.said.text())
    assert not tab.save.isEnabled() and not tab.print.isEnabled()


def test_a_folder_that_cannot_be_written_is_told_and_the_paper_stays(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], qt_office: QtOffice, tmp_path: Path
) -> None:
    tab = shown(qtbot, show)
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with qtbot.waitSignal(qt_office.refused) as refused:
        tab.save_to(blocked / "month.pdf")
    assert "Choose another folder" in refused.args[0].text
    assert tab.stack.currentWidget() is tab.view


@pytest.mark.parametrize(("ranges", "pages", "hung"), [("", 2, {"3", "1"}), ("2", 1, {"3"}), ("1", 1, {"1"})])
def test_printing_you_said_we_did_hangs_what_was_printed(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], office: Office, sample: Sample, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, ranges: str, pages: int, hung: set[str],
) -> None:  # fmt: skip
    ids = {}
    for building, unit in (("3", sample.unit), ("1", sample.second_unit)):
        form = replace(rude_guard(sample), unit_id=unit)
        ids[building] = office.do(complaints.register, form).result
        office.do(complaints.write_notice, ids[building], NoticeForm("You said: rude. We did: greet."))
    tab = shown(qtbot, show)
    tab.open_new({"report": "you-said-we-did", "month": "2026-11"})
    made(tab, lambda: tab.quiet and tab.print.isEnabled())
    late = office.do(complaints.register, rude_guard(sample)).result
    office.do(complaints.write_notice, late, NoticeForm("Written while the paper was looked at"))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "board.pdf"))
    printer.setPageRanges(QPageRanges.fromString(ranges))
    monkeypatch.setattr(printing, "ask_printer", lambda _parent: printer)
    tab.print_page()
    days = {building: lambda id=id: office.ask(complaints.card, id).told_day for building, id in ids.items()}
    qtbot.waitUntil(lambda: any(day() for day in days.values()))
    assert {building for building, day in days.items() if day()} == hung
    assert len(PdfReader(tmp_path / "board.pdf").pages) == pages
    assert office.ask(complaints.card, late).told_day is None, "it is on no paper yet"


def breaks(*_given: object) -> None:
    raise RuntimeError("no such luck")


def test_a_paper_whose_making_breaks_is_no_longer_said_to_be_made(
    qtbot: QtBot, show: Callable[[type[Tab]], Tab], monkeypatch: pytest.MonkeyPatch, faults: list[Fault]
) -> None:
    tab = shown(qtbot, show)
    monkeypatch.setattr("fmcrm_desktop.ui.tabs.reports.tab.MAKE", f"{__name__}:breaks")
    with qtbot.waitSignal(tab.office.broke, timeout=60_000):  # another process is begun for it
        tab.wishes.language.setCurrentIndex(tab.wishes.language.findData("zh_CN"))
    qtbot.waitUntil(lambda: "could not be made" in tab.said.text())
    assert tab.quiet and tab.stack.currentWidget() is tab.said and not tab.save.isEnabled()
    [_told] = faults
    faults.clear()
    monkeypatch.undo()
    tab.wishes.language.setCurrentIndex(tab.wishes.language.findData("en"))
    made(tab, lambda: tab.stack.currentWidget() is tab.view)
