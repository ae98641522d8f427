"""The Today tab in a real window: four cards, every line opens its matter, promises are kept from here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import promises, today, work_orders
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.timeline import Timeline
from fmcrm_desktop.ui.tabs.today import FIRST, TodayTab

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def open_tab(show, qtbot):
    def opened():
        tab = show(TodayTab)
        qtbot.waitUntil(lambda: tab.detail.page is not None)
        return tab

    return opened


def texts(tab):
    return [one.text() for one in tab.detail.page.findChildren(QLabel) if one.isVisible()]


def rows(tab):
    return [row for timeline in tab.detail.page.findChildren(Timeline) for row in timeline._all]


def test_an_empty_day_says_what_each_card_is_for(open_tab):
    shown = texts(open_tab())
    assert "Friday 20 Nov 2026" in shown
    assert {
        "Nothing is late.",
        "Nothing else falls due today.",
        "Visits and appointments of today stand here.",
    } <= set(shown)


def test_every_line_opens_its_matter(open_tab, qtbot, qt_office, office, sample):
    late = office.do(work_orders.enter, OrderForm(summary="Tap", received=NOW - 30 * HOUR)).result
    office.do(
        work_orders.enter,
        OrderForm(summary="Lamp", staff_id=sample.plumber, visit_from=NOW + HOUR, told=True),
    )
    tab = open_tab()
    assert (rows(tab)[0].text, rows(tab)[0].link) == ("W-2611-001 · Tap", Link("work_orders", late))
    lines = tab.detail.page.findChildren(Timeline)[0]._lines
    lines.setFocus()
    with qtbot.waitSignal(qt_office.going) as going:
        qtbot.keyClick(lines, Qt.Key.Key_Down)
        qtbot.keyClick(lines, Qt.Key.Key_Return)
    assert going.args[0] == Link("work_orders", late)
    assert "Lamp · Gao Jun · until 12:00" in [row.text for row in rows(tab)]


def test_a_promise_is_kept_from_here(open_tab, qtbot, qt_office, office, sample, press):
    office.do(promises.give, PromiseForm(due=NOW + HOUR, text="Price of the key", person_id=sample.owner))
    tab = open_tab()
    with qtbot.waitSignal(qt_office.said) as said:
        press(tab, promises.keep)
    assert said.args[0] == "Promise kept"
    qtbot.waitUntil(lambda: any(text.startswith("Call-backs and other times") for text in texts(tab)))
    assert office.ask(promises.of_person, sample.owner, False) == []


def test_calling_now_opens_the_call_with_its_promise(open_tab, qtbot, qt_office, office, sample):
    id = office.do(promises.give, PromiseForm(due=NOW + HOUR, person_id=sample.owner)).result
    tab = open_tab()
    [line] = office.ask(today.sheet).promised
    with qtbot.waitSignal(qt_office.going) as going:
        tab._call(line)
    assert going.args[0] == Link("calls", new={"promise": id}, section="log")


def test_news_are_shown_at_once_and_time_by_the_minute(open_tab, qtbot, office):
    tab = open_tab()
    office.do(work_orders.enter, OrderForm(summary="Gas", priority="urgent"))
    qtbot.waitUntil(lambda: [row.chip for row in rows(tab)] == ["First response: 30 min left"])
    office.store.clock = lambda: NOW + HOUR
    tab._tick()
    qtbot.waitUntil(lambda: [row.chip for row in rows(tab)] == ["First response: 30 min late"])


def test_a_long_card_is_cut_and_opened_on_demand(open_tab, qtbot, office):
    for n in range(15):
        office.do(work_orders.enter, OrderForm(summary=f"Lamp {n}", received=NOW - 30 * HOUR))
    tab = open_tab()
    assert len(rows(tab)) == 12
    tab._show_all("late")
    assert len(rows(tab)) == 15


def test_logging_a_call_leads_to_its_people(open_tab, qtbot, qt_office):
    tab = open_tab()
    with qtbot.waitSignal(qt_office.going) as going:
        tab.open(Link("today", new={"call": {}}))
    assert going.args[0] == Link("calls", new={"call": {}}, section="log")


def test_many_promises_lead_to_the_ledger(open_tab, qtbot, qt_office, office, sample):
    """Each promise on the page has its own buttons: some hundred of them would hold the screen for seconds."""
    for at in range(FIRST + 3):
        form = PromiseForm(due=NOW + HOUR, text=f"Promise {at}", person_id=sample.owner)
        office.do(promises.give, form)
    tab = open_tab()
    kept = [one for one in tab.detail.page.findChildren(Button) if one.text() == "Kept"]
    assert len(kept) == FIRST
    [more] = [one for one in tab.detail.page.findChildren(Button) if one.text() == "3 more"]
    with qtbot.waitSignal(qt_office.going) as going:
        more.click()
    assert going.args[0] == Link("calls", where={"state": ("overdue", "open")}, section="promises")
