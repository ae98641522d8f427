"""The sections of Calls in a real window: a list is made, shared and worked down; promises, numbers, figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import call_lists, calls, owners, promises, work_orders
from fmcrm_desktop.services.call_lists import ChosenForm, ListForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.work_orders import DoneForm, OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.chart import ChartView
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.calls.lines import LinesTab
from fmcrm_desktop.ui.tabs.calls.lists import ListsTab
from fmcrm_desktop.ui.tabs.calls.phone_book import PhoneBookTab
from fmcrm_desktop.ui.tabs.calls.promises import PromisesTab
from fmcrm_desktop.ui.tabs.calls.statistics import StatisticsTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def texts(tab):
    return [one.text() for one in tab.detail.page.findChildren(QLabel) if one.isVisible()]


@pytest.fixture
def list_id(office, sample):
    return office.do(call_lists.make, ListForm(name="Survey", script="Good day")).result


def shown(tab, qtbot):
    qtbot.waitUntil(lambda: bool(tab.id) and tab.detail.page is not None)
    return tab


def test_a_list_is_made_in_the_form_and_leads_to_its_lines(show, qtbot, qt_office, office, sample, press):
    tab = show(ListsTab)
    tab.open(Link("calls", new={}, section="lists"))
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    form = tab.detail.form
    form.form.slots["name"].editor.set("Survey")
    form.form.slots["building_id"].editor.set(sample.building)
    form.save()
    shown(tab, qtbot)
    qtbot.waitUntil(lambda: "Survey" in texts(tab))
    with qtbot.waitSignal(qt_office.going) as going:
        press(tab.detail.page, call_lists.lines)
    link = going.args[0]
    assert (link.tab, link.section, link.where) == ("calls", "lines", {"list": (tab.id,)})


def test_a_rating_is_noted_where_the_list_is_worked_down(show, qtbot, qt_office, office, sample, press):
    """Who is called for a rating is asked there; who has given one already is not called again."""
    form = OrderForm(
        summary="Tap drips", person_id=sample.owner, unit_id=sample.unit, staff_id=sample.plumber
    )
    id = office.do(work_orders.enter, form).result
    office.do(work_orders.arrive, id)
    office.do(work_orders.done, id, DoneForm(fix="New washer"))
    list_id = office.do(call_lists.make, ListForm(name="How was it", special="rating")).result
    tab = show(LinesTab)
    tab.open(Link("calls", where={"list": (list_id,)}, new={"next": list_id}))
    shown(tab, qtbot)
    press(tab, work_orders.rate)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    page = next(one for one in tab.findChildren(FormDialog) if one.isVisible()).page
    page.form.slots["rating"].editor.set(2)
    with qtbot.waitSignal(qt_office.offered) as offered:
        page.save()
    assert offered.args[:2] == ["W-2611-001: somebody is not satisfied.", "Take on a complaint"]
    assert office.ask(work_orders.card, id).rating == 2
    qtbot.waitUntil(lambda: not [one for one in tab.findChildren(Button) if one.case is work_orders.rate])
    with pytest.raises(Refusal):
        office.do(call_lists.make, ListForm(name="Once more", special="rating"))


def test_who_is_reached_about_finished_work_is_asked_for_the_rating(show, qtbot, office, sample):
    """It is noted and asked at once; the next is shown when the form is closed, whether it was filled in or not."""
    ids = []
    for whose in (sample.owner, sample.second_owner):
        form = OrderForm(summary="Tap drips", person_id=whose, unit_id=sample.unit, staff_id=sample.plumber)
        ids.append(office.do(work_orders.enter, form).result)
        office.do(work_orders.arrive, ids[-1])
        office.do(work_orders.done, ids[-1], DoneForm(fix="New washer"))
    list_id = office.do(call_lists.make, ListForm(name="How was it", special="rating")).result
    tab = show(LinesTab)
    tab.open(Link("calls", where={"list": (list_id,)}, new={"next": list_id}))
    first = shown(tab, qtbot).id
    for rating in (5, None):
        told = tab.id
        tab.note("reached", [told])
        qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
        dialog = next(one for one in tab.findChildren(FormDialog) if one.isVisible())
        assert tab.id == told and "Tap drips" in dialog.page.setup.note
        if rating is None:
            dialog.reject()
            continue
        dialog.page.form.slots["rating"].editor.set(rating)
        dialog.page.save()
        qtbot.waitUntil(lambda: tab.id != first)
    rated = [office.ask(work_orders.card, id).rating for id in ids]
    assert sorted(rated, key=bool) == [None, 5]
    assert office.ask(call_lists.progress, list_id).states["reached"] == 2


def test_what_to_beware_of_is_whole_where_people_are_called(show, qtbot, office, sample):
    said = "Elderly and hard of hearing; two large dogs; ring the neighbour 0102 first, door code changes monthly"
    form = office.ask(owners.form, sample.owner)
    office.do(owners.change, sample.owner, replace(form, warning=said))
    list_id = office.do(call_lists.make, ChosenForm("To call", people=(sample.owner,))).result
    tab = show(LinesTab)
    tab.open(Link("calls", where={"list": (list_id,)}, new={"next": list_id}))
    shown(tab, qtbot)
    told = [one for one in tab.detail.page.findChildren(QLabel) if one.text() == said]
    assert [one.wordWrap() for one in told] == [True]


def test_lines_are_worked_down_by_keys_alone(show, qtbot, qt_office, office, list_id):
    tab = show(LinesTab)
    tab.open(Link("calls", where={"list": (list_id,)}, new={"next": list_id}))
    shown(tab, qtbot)
    qtbot.waitUntil(lambda: "A. Novak" in texts(tab))
    first = tab.id
    with qtbot.waitSignal(qt_office.said) as said:
        tab.note("reached", [first])
    assert said.args[0] == "A. Novak: Reached"
    qtbot.waitUntil(lambda: tab.id != first and "J. Moreau" in texts(tab))
    assert "Good day" in texts(tab)
    with qtbot.waitSignal(qt_office.going) as going:
        tab.list.actions_offered[-1].act([tab.id])
    assert going.args[0].new["line"] == tab.id
    assert going.args[0].new["direction"] == "out"
    assert office.ask(call_lists.progress, list_id).states["reached"] == 1


def test_marked_people_go_from_owners_to_a_new_list(show, qtbot, qt_office, sample):
    tab = show(OwnersTab)
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == 4)
    act = next(one for one in tab.list.actions_offered if one.title == "Make a call list")
    with qtbot.waitSignal(qt_office.going) as going:
        act.act([sample.owner, sample.tenant])
    assert going.args[0].new == {"people": (sample.owner, sample.tenant)}
    with qtbot.waitSignal(qt_office.going) as going:
        act.act([sample.owner])
    assert isinstance(going.args[0].new["query"], Query)


def test_the_ledger_keeps_a_promise_and_counts_it(show, qtbot, qt_office, office, sample, press):
    office.do(promises.give, PromiseForm(due=NOW + HOUR, text="Key", person_id=sample.owner))
    tab = shown(show(PromisesTab), qtbot)
    qtbot.waitUntil(lambda: "Key" in texts(tab))
    with qtbot.waitSignal(qt_office.said) as said:
        press(tab.detail.page, promises.keep)
    assert said.args[0] == "Promise kept"
    qtbot.waitUntil(lambda: hasattr(tab, "figures") and tab.figures.all.share == 1)
    tab.show_figures()
    qtbot.waitUntil(lambda: "How promises are kept" in texts(tab))
    assert "Zhou Min" in texts(tab)


def test_a_number_is_copied_and_called_from_the_book(show, qtbot, qt_office, sample):
    tab = shown(show(PhoneBookTab), qtbot)
    tab.list.field.setText("0138")
    tab.list.field.textEdited.emit("0138")
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == 1)
    ids = list(tab.list.model.ids)
    with qtbot.waitSignal(qt_office.said):
        tab.copy(ids)
    assert QApplication.clipboard().text() == "13800138000"
    with qtbot.waitSignal(qt_office.going) as going:
        tab.call(ids)
    assert going.args[0].new == {"number": "13800138000", "direction": "out", "person": sample.owner}


def test_a_bar_of_the_chart_opens_its_calls(show, qtbot, qt_office, office, sample):
    office.do(calls.log, CallForm(sample.owner, topic="Lift", started=NOW - HOUR))
    tab = show(StatisticsTab)
    tab.open(Link("calls", where={"month": ("2026-11",)}, section="statistics"))
    qtbot.waitUntil(lambda: tab.detail.page is not None and bool(tab.detail.page.findChildren(ChartView)))
    chart = tab.detail.page.findChildren(ChartView)[0]
    with qtbot.waitSignal(qt_office.going) as going:
        chart.opened.emit(9)
    assert going.args[0].where == {"month": ("2026-11",), "hour": (9,)}
    assert len(office.ask(calls.page, Query(where=going.args[0].where))) == 1


def test_the_working_time_of_a_promise_unfolds_by_mouse_and_by_keyboard(show, qtbot, office, sample):
    id = office.do(promises.give, PromiseForm(due=NOW + 4 * HOUR, text="Key", person_id=sample.owner)).result
    tab = show(PromisesTab)
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None and "in 2 h 30 min of office hours" in texts(tab))
    why = next(one for one in tab.detail.page.findChildren(Button) if one.text() == "How this is counted")
    lines = next(one for one in tab.detail.page.findChildren(QLabel) if one.text().startswith("Start "))
    assert lines.isHidden()
    why.click()
    assert not lines.isHidden()
    assert "10:00–12:00: 2 h" in lines.text()
    QTest.keyClick(why, Qt.Key.Key_Space)
    assert lines.isHidden()
