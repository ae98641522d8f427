"""How we did on the screen: a measure's figures open their records, a month is closed and opened again, by keyboard."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model.figure_words import amount
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.tones import BAD, GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import measures, month_closing
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.chips import ChipLabel, chip_width
from fmcrm_desktop.ui.kit.columns import Spark
from fmcrm_desktop.ui.kit.painting import PAD
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.quality.behind import BehindSection
from fmcrm_desktop.ui.tabs.quality.measures import MeasuresSection
from fmcrm_desktop.ui.tabs.quality.strip import CARDS, change

Show = Callable[[type[Tab]], Tab]
PATIENCE = 30_000
"""All measures of thirteen months are counted when the section is first opened."""


@pytest.fixture
def office_path(filled_year: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled_year, tmp_path / "office.fmcrm"))


@pytest.fixture
def section(qtbot: QtBot, show: Show, qt_office: QtOffice) -> MeasuresSection:
    made = show(MeasuresSection)
    assert isinstance(made, MeasuresSection)
    assert made.list is not None
    made.list.show_where({"month": ("2026-10",)})
    qtbot.waitUntil(lambda: qt_office.quiet, timeout=PATIENCE)
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


def test_satisfaction_says_its_band_and_by_how_many_answers(qtbot: QtBot, section: MeasuresSection) -> None:
    choose(section, qtbot, "satisfaction")
    links = section.detail.findChildren(LinkButton)
    content, all = (
        int(next(each.text() for each in links if each.accessibleName().startswith(start)))
        for start in ("answers of 4 or 5", "answers from 1 to 5")
    )
    chips = [each.text() for each in section.detail.findChildren(ChipLabel)]
    hundredths = content * 100 // all
    least = {"Under 70": 0, "70 to 89": 70, "90 to 94": 90, "95 and over": 95}
    assert [each for each in chips if each in least] == [
        max((word for word, start in least.items() if start <= hundredths), key=lambda word: least[word])
    ]
    assert (f"{all} answers" if all > 1 else "1 answer") in chips
    choose(section, qtbot, "compliance")
    assert not [each.text() for each in section.detail.findChildren(ChipLabel) if each.text() in least]


def test_a_month_is_closed_and_opened_again(
    qtbot: QtBot, section: MeasuresSection, qt_office: QtOffice
) -> None:
    shut = next(each for each in section.findChildren(Button) if each.case is month_closing.close)
    told: list[str] = []
    qt_office.said.connect(lambda text, _deed: told.append(text))
    named = section.state.text().partition(" · ")[0]
    fill_and_save(section, qtbot, shut.click, checked=True)
    assert "closed 20 Nov 2026" in section.state.text()
    assert told == [f"{named} is closed"]
    assert re.fullmatch(r"[A-Z][a-z]+ 20\d\d", named)  # a month as people say it, not 2026-10
    assert not shut.isVisible()
    fill_and_save(section, qtbot, section.again.click, why="Charges came late")
    assert "closed" not in section.state.text()
    assert shut.isVisible()


def test_a_correction_is_said_in_full(section: MeasuresSection) -> None:
    assert section.list is not None
    [column] = [each for each in section.list.model.columns if each.key == "changed"]
    for language in ("en", "zh_CN"):
        said = Words(language, "Asia/Shanghai", places.resources() / "locale")(N_("Corrected"))
        assert chip_width(said) <= column.width, said


def test_no_name_of_a_measure_and_no_heading_is_cut(section: MeasuresSection) -> None:
    assert section.list is not None
    table = section.list.table
    section.list.resize(872, 300)  # beside a page on a screen of 1366 pixels
    QApplication.processEvents()
    columns = {column.key: at for at, column in enumerate(table.rows.columns)}
    for each in MEASURES:
        wanted = QFontMetrics(theme.font()).horizontalAdvance(each.named(section.words)) + 2 * PAD
        assert wanted <= table.columnWidth(columns["name"]), each.named(section.words)
    head = QFontMetrics(table.horizontalHeader().font())
    for key in ("last_month", "last_year", "trend"):
        said = section.words(table.rows.columns[columns[key]].title)
        assert head.horizontalAdvance(said) + 2 * PAD < table.columnWidth(columns[key]), key


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


def test_cards_say_each_figure_and_open_it_by_arrow_and_enter(
    qtbot: QtBot, section: MeasuresSection, office: Office
) -> None:
    qtbot.waitUntil(lambda: section.cards.it is not None and str(section.cards.it.month) == "2026-10")
    figures = office.ask(measures.month, Month(2026, 10)).measures
    words = section.words
    lines = section.cards.accessibleDescription().split("\n")
    assert len(lines) == len(CARDS)
    for name, line in zip(CARDS, lines, strict=True):
        measure, figure = BY_NAME[name], figures[name]
        assert line.startswith(f"{measure.named(words)}: {amount(words, measure.unit, figure.value)}")
        assert f"September 2026: {amount(words, measure.unit, figure.last_month)}" in line
    section.cards.setFocus()
    qtbot.keyClick(section.cards, Qt.Key.Key_Right)
    assert section.cards.accessibleDescription() == lines[1]
    qtbot.keyClick(section.cards, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: section.office.quiet)
    assert BY_NAME[CARDS[1]].named(words) in said(section)
    place = section.cards.place(4).center()
    qtbot.mouseMove(section.cards, place)
    qtbot.mouseClick(section.cards, Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: BY_NAME[CARDS[4]].named(words) in said(section))
    assert section.cards.toolTip()


def test_the_small_line_of_a_measure_is_its_twelve_months(
    qtbot: QtBot, section: MeasuresSection, office: Office
) -> None:
    qtbot.waitUntil(lambda: section._twelve is not None)
    assert section.list is not None
    at = [each.name for each in MEASURES].index("compliance")
    row = section.list.model.row(at)
    column = next(each for each in section.list.model.columns if each.key == "trend")
    assert isinstance(column, Spark)
    asked = [value for _, value in office.ask(measures.trend, "compliance", Month(2026, 10))]
    assert list(column.values(row)) == asked
    known = [value for value in asked if value is not None]
    text = column.text(row, section.words)
    assert text == f"from {section.words.percent(min(known))} to {section.words.percent(max(known))}"


def test_a_change_for_the_better_is_green_whatever_its_direction(section: MeasuresSection) -> None:
    words = section.words
    faster = Figure(100, 100, 1, last_month=160)
    assert change(words, "mean_time_to_repair", faster, "CNY") == ("▼ 1 h 00", GOOD)
    for value, before, said in (
        (328.4, 327.6, "unchanged"),
        (328.6, 328.4, "▲ 1 min"),
        (327.6, 328.4, "unchanged"),
    ):
        assert change(words, "mean_time_to_repair", Figure(value, 1, 1, last_month=before), "CNY")[0] == said
    assert change(words, "satisfaction", Figure(0.9, 9, 10, last_month=0.931), "CNY") == ("▼ 3.1", BAD)
    assert change(words, "satisfaction", Figure(0.9, 9, 10, last_month=0.9), "CNY") == ("unchanged", GREY)


def test_a_month_is_chosen_by_its_name(section: MeasuresSection, qtbot: QtBot) -> None:
    section.list.show_where({"month": ("2026-10",)})
    qtbot.waitUntil(lambda: section.list.filters["month"].text() == "October 2026")
