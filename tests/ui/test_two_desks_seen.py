"""Two desks on one server: each sees what the other keeps without pressing anything, and loses nothing by it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import owners, today, work_orders
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import NOBODY
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.owners import PersonForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit import arrangement
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import Picks
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.tabs.today import TodayTab
from tests.conftest import NOW
from tests.sample import fill

MANY = 60


@pytest.fixture
def others(postgres_url):
    """The desk in another room: an office without a window."""
    office = found_office(
        postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    office.store.clock = lambda: NOW
    yield office
    office.close()


@pytest.fixture
def here(others, postgres_url, qtbot, look, faults):
    """The desk with the window, which listens as a desk does."""
    fill(others)
    office = open_office(postgres_url)
    office.store.clock = lambda: NOW
    made = QtOffice(office, Words("en", "Asia/Shanghai", places.resources() / "locale"))
    made.picks = Picks()
    made.broke.connect(faults.append)
    office.listen()
    yield made
    made.close()
    office.close()
    assert not faults, faults[0].details


def shown(kind, office, qtbot):
    tab = kind(office)
    qtbot.addWidget(tab)
    tab.resize(1366, 680)
    tab.show()
    qtbot.waitExposed(tab)
    tab.shown()
    qtbot.waitUntil(lambda: office.quiet and tab.detail.page is not None)
    return tab


def names(tab):
    return {row.name for row in tab.list.model._known.values()}


def test_a_list_and_the_page_beside_it_follow_the_other_desk(here, others, qtbot):
    tab = shown(OwnersTab, here, qtbot)
    id = tab.list.table.current()
    others.do(owners.add, PersonForm(name="Aaron First"))
    qtbot.waitUntil(lambda: "Aaron First" in names(tab))
    assert tab.list.table.current() == tab.id == id
    form = others.ask(owners.form, id)
    form.name = "Renamed Elsewhere"
    others.do(owners.change, id, form)
    qtbot.waitUntil(lambda: tab.detail.page.accessibleName() == "Renamed Elsewhere")


def test_what_is_seen_of_a_list_stays_where_it_is(here, others, qtbot):
    for n in range(MANY):
        others.do(owners.add, PersonForm(name=f"Person {n:02}"))
    tab = shown(OwnersTab, here, qtbot)
    qtbot.waitUntil(lambda: len(tab.list.model.ids) > MANY and here.quiet)
    table = tab.list.table
    table.verticalScrollBar().setValue(20 * table.rowHeight(0) + 7)
    top = arrangement.top(table)
    assert top[0] and top[0] != table.current()
    marked = table.current()
    others.do(owners.add, PersonForm(name="Aaron First"))
    qtbot.waitUntil(lambda: "Aaron First" in names(tab) and here.quiet)
    assert arrangement.top(table) == top and table.current() == marked


def test_typed_search_words_and_an_open_form_stay(here, others, qtbot):
    tab = shown(OwnersTab, here, qtbot)
    QTest.keyClicks(tab.list.field, "a")
    tab.open_new({})
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    line = tab.detail.form.form.slots["name"].editor.line
    QTest.keyClicks(line, "Half typed")
    others.do(owners.add, PersonForm(name="Aaron First"))
    qtbot.waitUntil(lambda: "Aaron First" in names(tab) and here.quiet)
    assert (tab.list.field.text(), line.text()) == ("a", "Half typed")
    assert tab.detail.form is not None and tab.detail.currentWidget() is tab.detail.form


def test_today_follows_the_other_desk(here, others, qtbot):
    tab = shown(TodayTab, here, qtbot)
    before = len(tab.sheet.late) + len(tab.sheet.due)
    others.do(work_orders.enter, OrderForm(summary="Water in the lift", priority="urgent"))
    at_most = len(others.ask(today.sheet).due) + len(others.ask(today.sheet).late)
    assert at_most > before
    qtbot.waitUntil(lambda: len(tab.sheet.late) + len(tab.sheet.due) == at_most)


def waits(here, others, qtbot, end):
    """News wait until ``end`` and come then."""
    heard = []
    here.changed.connect(lambda touched: heard.append(set(touched)))
    others.do(owners.add, PersonForm(name="Aaron First"))
    qtbot.waitUntil(lambda: "person" in here.names._gathered)
    assert not heard
    end()
    qtbot.waitUntil(lambda: any("person" in each for each in heard))


def test_news_wait_for_an_open_menu(here, others, qtbot):
    tab = shown(OwnersTab, here, qtbot)
    menu = QMenu(tab)
    menu.addAction("One")
    menu.popup(tab.mapToGlobal(QPoint(5, 5)))
    waits(here, others, qtbot, menu.close)


def test_news_wait_for_what_is_typed_on_a_page(here, others, qtbot):
    tab = shown(OwnersTab, here, qtbot)
    tab.activateWindow()
    line = QLineEdit()
    tab.detail.page.add(line)
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "38 °C")
    waits(here, others, qtbot, lambda: tab.list.table.setFocus(Qt.FocusReason.OtherFocusReason))


def test_news_wait_while_nobody_is_signed_in(here, others, qtbot):
    shown(OwnersTab, here, qtbot)
    refused = []
    here.refused.connect(refused.append)
    who, here.office.who = here.office.who, NOBODY
    waits(here, others, qtbot, lambda: setattr(here.office, "who", who))
    assert not refused
