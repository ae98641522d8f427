"""A screen of 1366 × 768 at 200 % has 683 × 384 pixels: everything can be reached, and the judge sees what not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import checklists, work_orders
from fmcrm_desktop.services.behaviour import scales
from fmcrm_desktop.services.checklists import ChecklistForm, GiveForm, ItemLine
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.fitting import FittingBar
from fmcrm_desktop.ui.kit.form_groups import Groups
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.letter_menu import LetterMenu
from fmcrm_desktop.ui.kit.page import Column
from fmcrm_desktop.ui.tabs.calls.caller_card import CallerCard
from fmcrm_desktop.ui.tabs.calls.finder import CallerFinder
from fmcrm_desktop.ui.tabs.calls.rows import LEFT
from fmcrm_desktop.ui.tabs.reports.wishes import Wishes
from fmcrm_desktop.ui.tabs.surveys.answers_grid import GridScroll
from fmcrm_desktop.ui.tabs.surveys.answers_view import AnswersView
from fmcrm_desktop.ui.tabs.work_orders.checks_card import Line
from fmcrm_desktop.ui.top_bar import TopBar
from tests.services.reporting import fill_all
from tests.ui import judging
from tests.ui.at_work import Keys, desk_of, settle

SMALL = 683, 384
PLACES = (
    Link("owners"), Link("work_orders"), Link("units"), Link("articles"), Link("messages"),
    Link("complaints", section="register"), Link("calls", section="log"), Link("prospects", section="leads"),
)  # fmt: skip


@pytest.fixture
def small(window, qtbot):
    """The window on such a screen: it cannot grow."""
    window.setMinimumSize(*SMALL)
    window.setMaximumSize(*SMALL)
    window.resize(*SMALL)
    qtbot.waitUntil(lambda: (desk_of(window).width(), desk_of(window).height()) == SMALL)
    return window


def test_the_bar_above_the_tabs_has_room_for_all_of_it(small, qtbot):
    [bar] = desk_of(small).findChildren(TopBar)
    bar.show_due(type("Due", (), {"call_backs": 12, "late": 125, "unread": 14}))
    qtbot.waitUntil(lambda: not list(judging.overlaps(bar)))
    inside = [one for one in bar.children() if isinstance(one, QWidget) and one.isVisible()]
    assert len(inside) >= 8
    assert all(bar.rect().contains(one.geometry()) for one in inside)
    assert [button.toolTip() for button in bar.deeds] == [
        "Log call (F2)",
        "Work order (F3)",
        "Complaint (F4)",
    ]
    small.setMaximumSize(1366, 768)
    small.resize(1366, 768)
    qtbot.waitUntil(lambda: bar.deeds[0].text() == "Log call")
    assert bar.due.text() == "12 call-backs due"


def test_what_is_overdue_says_of_what(window):
    [bar] = desk_of(window).findChildren(TopBar)
    parts = {"orders": 3, "complaints": 1, "prospects": 0}
    bar.show_due(type("Due", (), {"late": 4, "by_tab": parts}))
    assert bar.late.toolTip() == "4 overdue: 3 work orders, 1 complaint"


@pytest.mark.parametrize("place", PLACES, ids=lambda link: link.tab)
def test_nothing_lies_over_anything_in_the_bar_of_a_list(small, qtbot, place):
    desk = desk_of(small)
    desk.go(place)
    settle(small, qtbot)
    [split] = [one for one in desk.present.findChildren(QSplitter) if one.isVisible()]
    split.widget(1).show()  # as when there is something to show beside an empty list
    split.setSizes([280, 403])
    QApplication.processEvents()
    [bar] = [one for one in desk.present.findChildren(FittingBar) if one.isVisible()]
    assert bar.width() < 300, "the list is as narrow as it gets"
    qtbot.waitUntil(lambda: not list(judging.overlaps(bar)), timeout=3_000)
    shown = [one for one in bar.children() if isinstance(one, QWidget) and one.isVisible()]
    assert all(bar.rect().contains(one.geometry()) for one in shown), place
    assert [one.text() for one in shown if isinstance(one, Button) and list(_cut(one))] == []


def test_the_views_are_in_the_menu_where_they_have_no_room_in_the_bar(small, qtbot):
    desk = desk_of(small)
    desk.go(Link("work_orders"))
    settle(small, qtbot)
    shown = desk.present.list
    assert shown.views.isVisible() and "Views" not in [one.text() for one in shown.menu().actions()]
    desk.present.detail.show()
    desk.present.splitter.setSizes([280, 403])
    qtbot.waitUntil(lambda: not shown.views.isVisible())
    [views] = [one for one in shown.menu().actions() if one.text() == "Views"]
    views.menu().aboutToShow.emit()
    assert "Save this view…" in [one.text() for one in views.menu().actions()]


def _cut(button):
    return filter(None, [judging._push(button)])


def test_a_form_has_the_whole_width_and_gives_it_back(small, qtbot):
    desk = desk_of(small)
    desk.go(Link("work_orders", new={}))
    settle(small, qtbot)
    form = desk.present.detail.form
    qtbot.waitUntil(lambda: form.width() > 660)
    area = form.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width()
    desk.present.detail.drop_form()
    qtbot.waitUntil(desk.present.list.isVisible)


def test_the_call_desk_is_not_scrolled_sideways(small, qtbot):
    """Who is calling stands above what they say, and beside it again where there is room."""
    desk = desk_of(small)
    desk.go(Link("calls", new={}, section="log"))
    settle(small, qtbot)
    [form] = [one for one in desk.findChildren(FormPage) if one.isVisible()]
    about, finder = form.form.slots["topic"], form.findChild(CallerFinder)
    over = form.scroll_area.horizontalScrollBar()
    qtbot.waitUntil(lambda: over.maximum() == 0)
    assert finder.width() > 600 and _place(finder, form).bottom() < _place(about, form).top()
    number = form.form.slots["number"].editor
    Keys(qtbot).tab_to("Telephone number")
    qtbot.waitUntil(lambda: number.visibleRegion().boundingRect().width() == number.width())
    small.setMaximumSize(1366, 768)
    small.resize(1366, 768)
    qtbot.waitUntil(lambda: _place(finder, form).right() < _place(about, form).left())
    assert finder.width() == LEFT


def test_the_sentence_that_says_how_sheets_are_typed_in_is_whole(small, qtbot):
    desk = desk_of(small)
    small.setFixedSize(SMALL[0], SMALL[1] - 84)  # the bar of reminders and a message stand there too
    desk.go(Link("surveys", section="answers"))
    settle(small, qtbot)
    [view] = desk.findChildren(AnswersView)
    assert view.about.height() >= view.about.heightForWidth(view.about.width())
    [grid] = view.findChildren(GridScroll)
    assert not grid.isVisible() or not grid.geometry().intersects(view.about.geometry())


def test_the_groups_of_a_long_form_leave_its_fields_the_room_of_a_low_page(small, qtbot):
    """Half a row of buttons would be seen otherwise, and no field."""
    desk = desk_of(small)
    desk.office.office.do(scales.add_twelve)
    desk.go(Link("behaviour", section="profiles", new={}))
    settle(small, qtbot)
    [bar] = [one for one in desk.findChildren(Groups) if one.isVisible()]
    buttons = [button for _title, _slots, button in bar.groups]
    qtbot.waitUntil(lambda: not any(button.isVisible() for button in buttons))
    small.setMaximumSize(1366, 768)
    small.resize(1366, 768)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in buttons))


def test_an_order_with_a_checklist_is_not_scrolled_sideways(small, qtbot):
    desk = desk_of(small)
    office = desk.office.office
    order = office.do(work_orders.enter, OrderForm(summary="Service")).result
    items = (ItemLine("Cabin", "", "pass"), ItemLine("Rope", "", "choice", choices="good; !broken"))
    office.do(
        checklists.give,
        order,
        GiveForm(
            office.do(checklists.add, ChecklistForm("Monthly look at " + "all " * 16, items=items)).result
        ),
    )
    desk.go(Link("work_orders", order))
    settle(small, qtbot)
    qtbot.waitUntil(lambda: len([one for one in desk.findChildren(Line) if one.isVisibleTo(desk)]) == 2)
    over = desk.present.detail.page.horizontalScrollBar()
    qtbot.waitUntil(lambda: over.maximum() == 0)


def test_the_day_says_what_is_late_before_its_tasks_stand_beside_it(small, qtbot):
    """Two columns of lines had no room for a number, let alone for how late it is."""
    desk = desk_of(small)
    desk.go(Link("today"))
    settle(small, qtbot)
    columns = [one for one in desk.present.detail.findChildren(Column) if one.isVisible()]
    assert len(columns) == 2
    qtbot.waitUntil(lambda: columns[1].y() >= columns[0].geometry().bottom())


def test_what_is_typed_about_a_caller_is_in_sight(small, qtbot, sample):
    """The caller's card has pushed it down, and the keyboard is there."""
    desk = desk_of(small)
    desk.go(Link("calls", new={"person": sample.owner}, section="log"))
    settle(small, qtbot)
    [form] = [one for one in desk.findChildren(FormPage) if one.isVisible()]
    qtbot.waitUntil(lambda: form.findChild(CallerCard) is not None)
    about = form.form.slots["topic"].editor
    qtbot.waitUntil(lambda: about.visibleRegion().boundingRect().height() == about.height())
    assert about.focusProxy().hasFocus()


def _place(widget, page):
    return widget.rect().translated(widget.mapTo(page, widget.rect().topLeft()))


def test_what_a_paper_is_made_for_can_be_chosen(small, qtbot):
    desk = desk_of(small)
    desk.go(Link("reports"))
    qtbot.waitUntil(lambda: bool([one for one in desk.findChildren(Wishes) if one.isVisible()]))
    [wishes] = desk.findChildren(Wishes)
    qtbot.waitUntil(lambda: all(one.width() > 30 for one in wishes.children() if isinstance(one, QWidget)))
    assert not list(judging.overlaps(desk.present))
    month = wishes.month
    room = month.fontMetrics().horizontalAdvance("September 2026") + 40  # the arrow and what is around it
    assert month.width() >= room and not wishes.earlier.isVisible()


def test_what_stands_beside_the_calendar_has_its_room_and_gives_it_back(small, qtbot):
    desk = desk_of(small)
    desk.go(Link("calendar", new={}))
    settle(small, qtbot)
    tab = desk.present
    qtbot.waitUntil(lambda: tab.detail.form is not None and tab.detail.form.isVisible())
    save = tab.detail.form.save_button
    qtbot.waitUntil(lambda: save.visibleRegion().boundingRect().size() == save.size())
    qtbot.keyClick(tab.detail.form, Qt.Key.Key_Escape)
    qtbot.waitUntil(tab.view.isVisible)
    assert not tab.detail.isVisible() and tab.view.board.hasFocus()


# the judge itself


def test_the_judge_sees_what_lies_over_another(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    label, field, button = QLabel("Name", holder), QLineEdit(holder), QPushButton("Save", holder)
    for one, left in ((label, 0), (field, 60), (button, 170)):
        one.setGeometry(left, 0, 50, 24)
    holder.show()
    assert list(judging.overlaps(holder)) == []
    field.setGeometry(60, 0, 150, 24)
    [said] = judging.overlaps(holder)
    assert "Save" in said
    button.hide()
    assert list(judging.overlaps(holder)) == []


def test_the_judge_sees_holders_that_lie_over_each_other(qtbot):
    whole = QWidget()
    qtbot.addWidget(whole)
    cards = [QWidget(whole), QWidget(whole)]
    for card in cards:
        QVBoxLayout(card).addWidget(QLabel("A card with a name"))
        card.setGeometry(0, 0, 200, 40)
    whole.show()
    assert list(judging.overlaps(whole))
    cards[1].move(0, 60)
    assert list(judging.overlaps(whole)) == []


def test_no_entry_of_a_long_menu_is_beyond_the_edge_of_the_screen(qtbot: QtBot, look: None) -> None:
    menu = LetterMenu()
    qtbot.addWidget(menu)
    for at in range(120):
        menu.addAction(f"Contracts and documents of the year {at}")
    menu.popup(QPoint(0, 0))
    qtbot.waitUntil(menu.isVisible)
    wide = menu.screen().availableSize().width()
    assert menu.width() <= wide
    assert all(menu.actionGeometry(each).right() <= wide for each in menu.actions())
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    assert menu.activeAction() is menu.actions()[-1]
    qtbot.waitUntil(lambda: menu.rect().contains(menu.actionGeometry(menu.actions()[-1])))


def test_a_report_is_built_and_its_answer_is_reached_by_scrolling(small, qtbot, office, sample):
    office.do(fill_all, sample)
    desk, keys = desk_of(small), Keys(qtbot)
    desk.go(Link("own_reports"))
    settle(small, qtbot)
    builder = desk.present.part
    qtbot.waitUntil(lambda: builder.view.chart is not None)
    lines = {each.mapTo(builder, each.rect().topLeft()).y() for each in builder.deeds.all}
    assert len(lines) == 1, "the buttons leave their rows to the report"
    assert builder.view.width() >= 360 and builder.form.isVisible()
    builder.form.chart.setFocus()
    while not builder.view.isAncestorOf(QApplication.focusWidget()):
        keys.press(Qt.Key.Key_Tab)
    shown = QApplication.focusWidget()
    qtbot.waitUntil(lambda: shown.visibleRegion().boundingRect().width() > 250)
