"""A screen of 1366 × 768 at 200 %: no page of any place is scrolled sideways, and no table loses what stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.words import ENGLISH, N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.lines import flowing
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.small_table import SmallTable
from fmcrm_desktop.ui.qt_office import QtOffice
from tests.safety import hostile
from tests.ui.walking import inside, settle, walk

SMALL = 683, 384
LONG = "What the customer believes to be a part of it"


def _sideways(tab: QWidget) -> list[str]:
    """Pages wider than their place. A board of columns is meant to be carried past."""
    QApplication.processEvents()
    pages = [one for one in inside(tab) if isinstance(one, Page)]
    return [f"{one.widget().width()} in {one.viewport().width()}" for one in pages if _over(one)]


def _over(page: QScrollArea) -> bool:
    return page.horizontalScrollBar().maximum() > 0


@pytest.fixture
def entered(tmp_path: Path) -> Path:
    """An office with a few of everything."""
    return hostile.office_of(
        tmp_path / "office.fmcrm", [(0, "Linden"), (1, "Wolfeschlegelsteinhausen von Habsburg")]
    )


def test_no_page_is_scrolled_sideways_at_200_percent(qtbot, qapp, tidied, entered):
    found, lists, pages = [], 0, 0
    for place, tab in walk(qapp, entered, ENGLISH, SMALL):
        if tab.list is not None and tab.list.model.ids and not place.endswith("+"):
            tab.list.select(int(tab.list.model.ids[0]))
            settle(tab.window(), tab)
        found += [f"{place}: {said}" for said in _sideways(tab)]
        pages += any(isinstance(one, Page) for one in inside(tab))
        for table in [one for one in inside(tab) if isinstance(one, QTableView)]:
            for at, column in enumerate(getattr(getattr(table, "rows", None), "columns", ())):
                lists += column.stretch
                if column.stretch and not table.isColumnHidden(at) and table.columnWidth(at) < 100:
                    found.append(f"{place}: {column.key} is {table.columnWidth(at)} wide")
    assert lists > 20 and pages > 40
    assert not found, "\n".join(found)


@pytest.fixture
def page(qtbot: QtBot, qt_office: QtOffice) -> Page:
    made = Page(qt_office)
    qtbot.addWidget(made)
    made.resize(900, 500)
    return made


def _seen(table: SmallTable) -> list[str]:
    """The texts of a table from above to below, then from left to right."""
    parts = [
        one for one in table.findChildren(QWidget) if one.isVisible() and callable(getattr(one, "text", None))
    ]
    return [one.text() for one in sorted(parts, key=lambda one: (one.y() // 12, one.x())) if one.text()]


def test_a_table_becomes_blocks_and_a_table_again(page: Page, qtbot: QtBot) -> None:
    rows = [
        ("Parts", "In the price of the care by area", LinkButton("A-1", lambda: None)),
        ("Night calls", "", LinkButton("A-2", lambda: None)),
    ]
    page.card(N_("Charges")).table((N_("Service"), N_("Agreement"), N_("No.")), rows)
    page.show()
    [table] = page.findChildren(SmallTable)
    qtbot.waitUntil(lambda: table.width() > 600)
    beside = [
        "Service",
        "Agreement",
        "No.",
        "Parts",
        "In the price of the care by area",
        "A-1",
        "Night calls",
        "A-2",
    ]
    qtbot.waitUntil(lambda: _seen(table) == beside)
    page.resize(280, 500)
    blocks = [
        "Parts",
        "Agreement",
        "In the price of the care by area",
        "No.",
        "A-1",
        "Night calls",
        "No.",
        "A-2",
    ]
    qtbot.waitUntil(lambda: _seen(table) == blocks)
    assert not _over(page)
    page.resize(900, 500)
    qtbot.waitUntil(lambda: _seen(table) == beside)


def test_a_chinese_sentence_has_more_than_a_few_characters_of_a_line(page: Page, qtbot: QtBot) -> None:
    said = "请问物业对您家报修的处理是否及时，维修人员是否按约定的时间上门"
    page.card(N_("Questions")).table((N_("Question"), N_("Kind"), N_("About")), [(said, "1至5分", "响应性")])
    page.done()
    page.resize(250, 500)
    page.show()
    [table] = page.findChildren(SmallTable)
    [question] = [one for one in table.findChildren(QLabel) if one.text() == said]
    qtbot.waitUntil(lambda: table.isVisible() and question.width() >= 120)


def test_long_titles_of_blocks_have_the_room_there_is(page: Page, qtbot: QtBot) -> None:
    """Skills beside who has them: so many that each person is a block."""
    table = SmallTable(("Name", *(f"{LONG} {at}" for at in range(4))), [("Gao Jun", *(["Has it"] * 4))])
    page.card(N_("Skills")).add(table)
    page.done()
    page.show()
    qtbot.waitUntil(lambda: table.blocks)

    def wide() -> list[int]:
        names = [one for one in table.findChildren(QLabel) if one.isVisible()]
        return [one.width() for one in names if one.text().startswith(LONG)]

    qtbot.waitUntil(lambda: len(wide()) == 4 and min(wide()) > 200)


def test_figures_stand_at_the_right_below_their_title(page: Page, qtbot: QtBot) -> None:
    rows = [("One", "5", "3 h 12", "164 0000 4066"), ("Two", "1,250.00", "—", "165 1111 1111")]
    page.card(N_("Charges")).table((N_("Service"), N_("Amount"), N_("Time"), N_("Telephone")), rows)
    page.show()
    [table] = page.findChildren(SmallTable)
    qtbot.waitUntil(lambda: table.width() > 600)
    labels = [one for one in table.findChildren(QLabel) if one.alignment() & Qt.AlignmentFlag.AlignRight]
    right = {one.text() for one in labels}
    assert right == {"Amount", "5", "1,250.00", "Time", "3 h 12", "—"}


def test_the_tools_of_a_narrow_card_stand_below_its_title(qt_office: QtOffice, qtbot: QtBot) -> None:
    card = Card(qt_office, LONG)
    qtbot.addWidget(card)
    tools = [Button("Minutes of the meeting", FILTER), Button("Decide", FILTER)]
    for tool in tools:
        card.tool(tool)
    card.resize(700, 120)
    card.show()
    title = card.findChildren(QWidget)[1]
    qtbot.waitUntil(lambda: all(tool.geometry().left() > title.geometry().right() for tool in tools))
    card.resize(260, 200)
    qtbot.waitUntil(lambda: all(tool.geometry().top() >= title.geometry().bottom() for tool in tools))
    assert title.width() > 200 and card.minimumSizeHint().width() < 260


def test_the_next_sensible_deed_stands_last(page: Page, qtbot: QtBot) -> None:
    page.head("C-2611-041")
    page.button(N_("Archive"), lambda: None)
    page.button(N_("Answer"), lambda: None, primary=True)
    page.button(N_("Complaint"), lambda: None)
    page.show()

    def shown() -> list[str]:
        return [
            one.text() for one in sorted(page.findChildren(QPushButton), key=lambda one: (one.y(), one.x()))
        ]

    qtbot.waitUntil(lambda: shown() == ["Archive", "Complaint", "Answer"])
    page.resize(240, 400)
    qtbot.waitUntil(lambda: shown() == ["Archive", "Complaint", "Answer"])


def test_the_line_about_a_record_takes_two_lines_at_most_beside_the_buttons(page: Page, qtbot: QtBot) -> None:
    page.head("Noise", "Hannah Weiss von und zu Habsburg-Lothringen · Building 1 · 27 Nov 2026, 09:14")
    for title in (N_("Archive"), N_("Change"), N_("New task"), N_("Becomes a prospect…"), N_("Call")):
        page.button(title, lambda: None)
    page.resize(650, 400)
    page.show()
    [line] = [
        one for one in page.findChildren(QWidget) if str(getattr(one, "text", str)()).startswith("Hannah")
    ]
    qtbot.waitUntil(lambda: 0 < line.height() <= 2 * line.fontMetrics().lineSpacing() + 4)


def test_a_cell_of_two_lines_keeps_its_distance_from_the_rules(qtbot: QtBot, look: None) -> None:
    table = SmallTable(("Work order", "Amount"), [("Socket sparks\nLabour, of ¥46.67", "¥5.83")])
    qtbot.addWidget(table)
    [two] = [each for each in table.findChildren(QLabel) if "\n" in each.text()]
    assert two.contentsMargins().top() >= theme.GAP_XS <= two.contentsMargins().bottom()


def test_a_row_that_breaks_in_a_narrow_column_is_seen_whole(page: Page, qtbot: QtBot) -> None:
    """Long links take a line of their own; what stands below them is not cut off, though each but the longest would
    have had room for it in the width that the card would like."""
    _, right = page.columns(3, 2)
    card = right.card(N_("What to fix first"))
    plans = [Button("Make a plan", FILTER) for _ in range(4)]
    for plan, times in zip(plans, (4, 2, 2, 2), strict=True):
        card.add(flowing(LinkButton(LONG * times, lambda: None), plan))
    page.done()
    page.show()
    qtbot.waitUntil(lambda: all(plan.y() > 0 for plan in plans))
    qtbot.waitUntil(lambda: all(plan.geometry().bottom() < plan.parentWidget().height() for plan in plans))


def test_words_that_have_no_room_on_a_button_keep_their_beginning(qtbot: QtBot, look: None) -> None:
    def seen(text: str) -> QImage:
        button = Button(text, FILTER)
        qtbot.addWidget(button)
        button.setFixedSize(120, 28)
        return button.grab().toImage()

    assert seen(LONG) in [seen(f"{LONG[:letters].rstrip()}…") for letters in range(5, 20)]


def test_a_figure_that_is_a_link_stands_below_those_that_are_none(page: Page, qtbot: QtBot) -> None:
    link = LinkButton("7", lambda: None)
    page.card(N_("Complaints")).table((N_("Service"), N_("Amount")), [("One", "1,250"), ("Two", link)])
    page.show()
    [table] = page.findChildren(SmallTable)
    qtbot.waitUntil(lambda: table.width() > 600 and link.isVisible())
    shot = link.grab().toImage()
    ground = shot.pixel(0, 0)
    across = [x for x in range(shot.width()) if any(shot.pixel(x, y) != ground for y in range(shot.height()))]
    assert shot.width() - max(across) <= 4
