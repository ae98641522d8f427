"""How we did on the screen: a measure's figures open their records, a month is closed and opened again, by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import month_closing
from fmcrm_desktop.services.measures.listed import MEASURES
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.quality.behind import BehindSection
from fmcrm_desktop.ui.tabs.quality.measures import MeasuresSection
from tests.sample import Sample
from tests.services import rich_year

Show = Callable[[type[Tab]], Tab]


@pytest.fixture
def rich(office: Office, sample: Sample) -> None:
    rich_year.fill(office, sample, 4)


@pytest.fixture
def section(qtbot: QtBot, rich: None, show: Show, qt_office: QtOffice) -> MeasuresSection:
    made = show(MeasuresSection)
    assert isinstance(made, MeasuresSection)
    assert made.list is not None
    made.list.show_where({"month": ("2026-10",)})
    qtbot.waitUntil(lambda: qt_office.quiet)
    return made


def said(tab: Tab) -> str:
    assert tab.detail.page is not None
    page = tab.detail.page
    labels = [*page.findChildren(QLabel), *page.findChildren(ChipLabel)]
    return "\n".join(each.text() for each in labels)


def choose(section: MeasuresSection, qtbot: QtBot, name: str) -> None:
    assert section.list is not None
    place = [each.name for each in MEASURES].index(name)
    section.show_id(section.list.model.ids[place])
    qtbot.waitUntil(lambda: section.office.quiet)


def fill_and_save(section: MeasuresSection, qtbot: QtBot, press: Callable[[], None], **typed: object) -> None:
    press()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    page = QApplication.activeModalWidget().page
    for name, value in typed.items():
        page.form.slots[name].set(value)
    with qtbot.waitSignal(page.saved):
        page.save()
    qtbot.waitUntil(lambda: section.office.quiet)


def test_a_figure_opens_its_records_and_a_record_its_order(
    qtbot: QtBot, section: MeasuresSection, show: Show, qt_office: QtOffice
) -> None:
    choose(section, qtbot, "compliance")
    assert "Compliance" in said(section)
    gone: list[Link] = []
    qt_office.going.connect(gone.append)
    links = [each for each in section.findChildren(LinkButton) if "fell due" in each.accessibleName()]
    links[0].setFocus()
    qtbot.keyClick(links[0], Qt.Key.Key_Space)
    assert gone[0].where == {"measure": ("compliance",), "month": ("2026-10",), "part": ("numerator",)}
    behind = show(BehindSection)
    assert behind.list is not None
    behind.open(gone[0])
    qtbot.waitUntil(lambda: qt_office.quiet)
    assert len(behind.list.model.ids) == int(links[0].text())
    behind.list.table.setFocus()
    qtbot.keyClick(behind.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(gone) == 2)
    assert (gone[1].tab, bool(gone[1].id)) == ("work_orders", True)


def test_a_month_is_closed_and_opened_again(
    qtbot: QtBot, section: MeasuresSection, qt_office: QtOffice
) -> None:
    shut = next(each for each in section.findChildren(Button) if each.case is month_closing.close)
    fill_and_save(section, qtbot, shut.click, checked=True)
    assert "closed 20 Nov 2026" in section.state.text()
    assert not shut.isVisible()
    fill_and_save(section, qtbot, section.again.click, why="Charges came late")
    assert "closed" not in section.state.text()
    assert shut.isVisible()


def test_targets_and_other_revenue_are_entered_here(
    qtbot: QtBot, section: MeasuresSection, qt_office: QtOffice
) -> None:
    choose(section, qtbot, "compliance")
    page = section.detail.page
    assert page is not None
    target = next(each for each in page.findChildren(Button) if each.case is month_closing.set_target)
    fill_and_save(section, qtbot, target.click, target="12")
    assert "target 12.0 %" in said(section)
    assert "On target" in said(section)


def test_the_chart_speaks_by_arrow_keys_and_is_copied(qtbot: QtBot, section: MeasuresSection) -> None:
    choose(section, qtbot, "complaints")
    chart = section.findChildren(ChartView)[-1]
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.accessibleDescription().startswith("26-10: Complaints received")
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    with qtbot.waitSignal(chart.opened) as heard:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert heard.args == [10]
    qtbot.waitUntil(lambda: section.office.quiet)
    assert section.state.text() == "September 2026"
    page = section.detail.page
    assert page is not None
    copy = next(each for each in page.findChildren(Button) if each.text() == "Copy as table")
    copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert (len(lines), lines[-1].split("\t")[0]) == (13, "2026-09")


def test_a_measure_is_shown_by_group(qtbot: QtBot, section: MeasuresSection) -> None:
    choose(section, qtbot, "compliance")
    assert section.detail.page is not None
    box = next(each for each in section.detail.page.findChildren(QComboBox) if each.findData("vendor") > 0)
    box.setCurrentIndex(box.findData("vendor"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: section.office.quiet)
    names = [each.text() for each in section.findChildren(LinkButton)]
    assert "Lift firm" in names
