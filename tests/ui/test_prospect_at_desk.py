"""Prospects at the call desk in a real window: found and called by keyboard, a caller who becomes one, a later call."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import calls, prospects
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.tabs.calls import CallsTab
from tests.services.prospecting import TODAY, card, enter
from tests.ui.test_calls_tab import CONTROL, ENTER, at_desk, last, texts


@pytest.fixture
def tab(show, qtbot):
    shown = show(CallsTab)
    qtbot.waitUntil(lambda: shown.part is not None and shown.part.list is not None)
    return shown


def test_a_prospect_who_calls_is_taken_and_the_call_is_a_step(tab, qtbot, qt_office):
    id = enter(qt_office.office, "Lena Vogt", phone="136 0000 1234", needs="Two rooms, quiet")
    log = at_desk(tab, qtbot)
    slots = log.detail.form.form.slots
    assert not slots["lead_id"].isVisible()
    qtbot.keyClicks(log.desk.finder.field, "vogt")
    qtbot.waitUntil(log.desk.finder.list.isVisible)
    qtbot.keyClick(log.desk.finder.field, ENTER)
    qtbot.waitUntil(log.desk.topic_line.hasFocus)
    qtbot.waitUntil(lambda: "Two rooms, quiet" in texts(log.detail.form))
    assert slots["lead_id"].isVisible() and not slots["make_lead"].isVisible()
    assert slots["next_step"].editor.value() == "Ring back"
    assert slots["number"].editor.value() == "136 0000 1234"
    slots["next_step"].editor.setFocus()
    QApplication.focusWidget().selectAll()
    qtbot.keyClicks(QApplication.focusWidget(), "Show the flat")
    qtbot.keyClicks(log.desk.topic_line, "Likes the plan")
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(log.desk.topic_line, ENTER)
    its = card(qt_office.office, id)
    assert (its.row.next_step, its.row.next_day, its.row.state) == ("Show the flat", TODAY, "contacted")
    [step] = [each for each in its.history if each.kind == "step"]
    assert (step.call_id, step.more) == (last(qt_office).id, "Ring back")
    qtbot.waitUntil(lambda: log.detail.page is not None and its.row.number in texts(log.detail.page))


def test_somebody_else_taken_after_a_prospect_leaves_the_prospect_alone(tab, qtbot, qt_office, sample):
    id = enter(qt_office.office, "Lena Vogt")
    log = at_desk(tab, qtbot)
    slots = log.detail.form.form.slots
    for typed, seen in (("vogt", "Ring back"), ("wang", "Elderly mother; ring twice")):
        qtbot.keyClicks(log.desk.finder.field, typed)
        qtbot.waitUntil(log.desk.finder.list.isVisible)
        qtbot.keyClick(log.desk.finder.field, ENTER)
        qtbot.waitUntil(lambda seen=seen: seen in texts(log.detail.form))
    assert not slots["lead_id"].isVisible() and slots["make_lead"].isVisible()
    qtbot.keyClicks(log.desk.topic_line, "Repair")
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(log.desk.topic_line, ENTER)
    assert last(qt_office).person_id == sample.owner
    assert not [each for each in card(qt_office.office, id).history if each.kind == "step"]


def test_an_unknown_caller_becomes_a_prospect_by_keyboard(tab, qtbot, qt_office):
    log = at_desk(tab, qtbot)
    slots = log.detail.form.form.slots
    qtbot.keyClicks(log.desk.finder.field, "13600001234")
    qtbot.waitUntil(log.desk.finder.nobody.isVisible)
    qtbot.keyClick(log.desk.finder.field, ENTER)
    qtbot.waitUntil(log.desk.topic_line.hasFocus)
    qtbot.keyClicks(log.desk.topic_line, "Looks for a flat")
    slots["make_lead"].editor.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert slots["new_name"].editor.focusProxy().hasFocus(), "the name is asked for first"
    qtbot.keyClicks(QApplication.focusWidget(), "Lena Vogt")
    qtbot.keyClick(QApplication.focusWidget(), ENTER, CONTROL)
    qtbot.waitUntil(lambda: "Fill in this field." in texts(log.detail.form))  # the next step
    slots["next_step"].editor.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Send the plan")
    with qtbot.waitSignal(qt_office.saved) as saved:
        qtbot.keyClick(QApplication.focusWidget(), ENTER, CONTROL)
    its = card(qt_office.office, saved.args[0].result.lead_id)
    assert (its.row.name, its.row.phone, its.needs) == ("Lena Vogt", "13600001234", "Looks for a flat")
    assert (its.row.next_step, its.row.next_day) == ("Send the plan", qt_office.words.today())


def test_a_person_with_an_open_prospect_is_tied_by_one_press(tab, qtbot, qt_office, sample):
    id = enter(qt_office.office, "Wang", person_id=sample.owner)
    number = card(qt_office.office, id).row.number
    log = at_desk(tab, qtbot, person=sample.owner)
    qtbot.waitUntil(lambda: number in texts(log.detail.form))
    press_this = next(one for one in log.detail.form.findChildren(Button) if one.text() == number)
    press_this.click()
    slots = log.detail.form.form.slots
    qtbot.waitUntil(slots["lead_id"].isVisible)
    assert slots["lead_id"].editor.value() == id
    assert slots["person_id"].editor.value() == sample.owner


def test_the_page_of_a_call_leads_to_a_new_prospect(tab, qtbot, qt_office, sample, press):
    ways = []
    qt_office.going.connect(ways.append)
    id = qt_office.office.do(calls.log, CallForm(sample.owner, topic="A flat")).result.id
    tab.open(Link("calls", id, section="log"))
    log = tab.section("log")
    qtbot.waitUntil(lambda: log.detail.page is not None)
    press(log, prospects.add)
    assert ways[-1] == Link("prospects", new={"call_id": id}, section="leads")
