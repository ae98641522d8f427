"""The call desk in a real window: by keyboard alone, unknown callers, what follows, the script, the clock, dialling."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import call_topics, calls, complaints, notices, work_orders
from fmcrm_desktop.services.call_topics import TopicForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.ui.dialling import Dialler
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.tabs.call_topics import CallTopicsTab
from fmcrm_desktop.ui.tabs.calls import CallsTab
from fmcrm_desktop.ui.tabs.calls.log import LogTab
from fmcrm_desktop.ui.tabs.notices import NoticesTab
from tests.conftest import NOW
from tests.ui.at_work import desk_of
from tests.ui.walking import read_out

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


class Heard(Dialler):
    """A telephone that only remembers what it was to dial."""

    def __init__(self, takes=True):
        self.numbers, self.takes = [], takes

    def dial(self, number):
        self.numbers.append(number)
        return self.takes


@pytest.fixture
def said(qt_office):
    heard = []
    qt_office.said.connect(lambda text, _undo: heard.append(text))
    return heard


@pytest.fixture
def tab(show, qtbot):
    shown = show(CallsTab)
    qtbot.waitUntil(lambda: shown.part is not None and shown.part.list is not None)
    return shown


def texts(inside):
    found = [one.text() for one in inside.findChildren(QLabel) if one.isVisible()]
    found += [one.accessibleName() for one in inside.findChildren(Button) if one.isVisible()]
    return "\n".join(found)


def at_desk(tab, qtbot, **start):
    """The call desk, open and ready."""
    tab.open(Link("calls", new=start, section="log"))
    log = tab.section("log")
    assert isinstance(log, LogTab)
    qtbot.waitUntil(lambda: log.detail.form is not None and log.desk is not None)
    qtbot.waitUntil(lambda: bool(log.desk.topics.topics))
    return log


def last(qt_office):
    return qt_office.office.ask(calls.page, Query()).first[0]


def test_a_number_a_topic_and_two_enters_store_a_call(tab, qtbot, qt_office, sample, said):
    log = at_desk(tab, qtbot)
    finder = log.desk.finder
    assert finder.field.hasFocus()
    assert not log.splitter.widget(0).isVisible(), "the desk has the whole width"
    qtbot.keyClicks(finder.field, "138 0013 8000")
    qtbot.keyClick(finder.field, ENTER)  # before the answer is there
    qtbot.waitUntil(log.desk.topic_line.hasFocus)
    qtbot.waitUntil(lambda: "Elderly mother; ring twice" in texts(log.detail.form))
    qtbot.keyClicks(log.desk.topic_line, "Rep")
    assert log.desk.topic_line.text() == "Repair"
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(log.desk.topic_line, ENTER)
    qtbot.waitUntil(lambda: said == ["Call logged"])
    row = last(qt_office)
    assert (row.person_id, row.topic, row.number) == (sample.owner, "Repair", "138 0013 8000")
    qtbot.waitUntil(lambda: log.detail.page is not None and "Nothing followed" in texts(log.detail.page))
    assert log.splitter.widget(0).isVisible()


def test_an_order_and_a_call_back_by_keyboard_alone(tab, qtbot, qt_office, sample, said):
    log = at_desk(tab, qtbot)
    qtbot.keyClicks(log.desk.finder.field, "wang")
    qtbot.keyClick(log.desk.finder.field, ENTER)
    qtbot.waitUntil(log.desk.topic_line.hasFocus)
    qtbot.keyClicks(log.desk.topic_line, "Ceiling leaks")
    slots = log.detail.form.form.slots
    assert not slots["order_category_id"].isVisible()
    slots["make_order"].editor.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert slots["order_category_id"].isVisible()
    slots["make_call_back"].editor.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert slots["call_back"].editor.focusProxy().hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "+1")
    slots["call_back"].editor.clock.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "930")
    log.desk.topic_line.setFocus()
    qtbot.keyClick(log.desk.topic_line, ENTER)  # with more wanted it leads on instead of saving
    assert slots["notes"].editor.focusProxy().hasFocus()
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(QApplication.focusWidget(), ENTER, CONTROL)
    qtbot.waitUntil(lambda: said == ["Call logged, W-2611-001 entered"])
    assert last(qt_office).outcome == "call_back"
    qtbot.waitUntil(lambda: log.detail.page is not None and "W-2611-001" in texts(log.detail.page))


def test_an_unknown_number_stays_a_note_by_enter(tab, qtbot, qt_office):
    log = at_desk(tab, qtbot)
    qtbot.keyClicks(log.desk.finder.field, "+49 30 1234567")
    qtbot.waitUntil(log.desk.finder.nobody.isVisible)
    qtbot.keyClick(log.desk.finder.field, ENTER)
    qtbot.waitUntil(log.desk.topic_line.hasFocus)
    qtbot.keyClicks(log.desk.topic_line, "Wrong number")
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(log.desk.topic_line, ENTER)
    row = last(qt_office)
    assert (row.number, row.person_id) == ("+49 30 1234567", None)


def test_an_unknown_number_becomes_a_person_by_one_key_and_the_text_is_kept(tab, qtbot, qt_office):
    log = at_desk(tab, qtbot)
    slots = log.detail.form.form.slots
    slots["notes"].editor.set("Water everywhere")
    qtbot.keyClicks(log.desk.finder.field, "13977776666")
    qtbot.waitUntil(log.desk.finder.new.isVisible)
    qtbot.keyClick(log.desk.finder.field, Qt.Key.Key_N, CONTROL)
    assert slots["new_name"].editor.focusProxy().hasFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "Ms Lin")
    qtbot.keyClicks(log.desk.topic_line, "Repair")
    with qtbot.waitSignal(qt_office.saved) as saved:
        qtbot.keyClick(log.desk.topic_line, ENTER)
    row = last(qt_office)
    assert (row.name, row.number) == ("Ms Lin", "13977776666")
    assert qt_office.office.ask(calls.card, row.id).notes == "Water everywhere"
    [found] = qt_office.office.ask(calls.who, "13977776666")
    assert found.row.id == row.person_id
    qt_office.office.undo(saved.args[0].deed)
    assert qt_office.office.ask(calls.who, "13977776666") == ()


def test_the_script_is_in_the_callers_language_with_name_and_unit(tab, qtbot, qt_office, sample):
    log = at_desk(tab, qtbot, person=sample.owner)
    qtbot.waitUntil(lambda: log.desk.caller is not None)
    topic = next(each for each in log.desk.topics.topics if each.name == "Follow-up")
    log.desk.topics.take(topic)
    assert "Wang Fang" in log.desk.script.text.text()
    assert "3-1202" in log.desk.script.text.text() and "Willow Court" in log.desk.script.text.text()
    log.desk.topics.take(next(each for each in log.desk.topics.topics if each.name == "Repair"))
    qtbot.mouseClick(log.desk.script.follows, Qt.MouseButton.LeftButton)
    assert log.detail.form.form.slots["order_category_id"].isVisible()
    log.detail.drop_form()


def test_a_long_script_moves_nothing_and_is_read_to_its_end(tab, qtbot, qt_office, sample):
    """Whoever chose a topic by mouse goes on to the box below it, which stays where it was."""
    said = "\n".join(f"{n}. Ask what happened, and write it down as it is said." for n in range(1, 21))
    qt_office.office.do(call_topics.add, TopicForm(name="Flood", script=said, makes="order"))
    log = at_desk(tab, qtbot, person=sample.owner)
    qtbot.waitUntil(lambda: any(each.name == "Flood" for each in log.desk.topics.topics))
    QApplication.processEvents()
    below, form = log.desk.slots["direction"], log.detail.form
    before = below.mapTo(form, below.rect().topLeft())
    log.desk.topics.take(next(each for each in log.desk.topics.topics if each.name == "Flood"))
    QApplication.processEvents()
    assert below.mapTo(form, below.rect().topLeft()) == before
    script = log.desk.script
    assert script.text.text() == said and script.text.height() >= script.text.heightForWidth(
        script.text.width()
    )
    qtbot.waitUntil(lambda: script.room.verticalScrollBar().maximum() > 0)
    assert script.room.focusPolicy() == Qt.FocusPolicy.TabFocus and script.room.property("kind") == "read"
    script.room.setFocus()
    qtbot.keyClick(script.room, Qt.Key.Key_PageDown)
    assert script.room.verticalScrollBar().value() > 0
    log.detail.drop_form()


def test_a_notice_for_the_building_is_on_the_card(tab, qtbot, qt_office, sample):
    form = NoticeForm("water", (sample.building,), "Water off", "停水", NOW, None, "Back at noon", "中午恢复")
    qt_office.office.do(notices.add, form)
    log = at_desk(tab, qtbot, person=sample.owner)
    qtbot.waitUntil(lambda: "Back at noon" in texts(log.detail.form))
    assert "end not known" in texts(log.detail.form)


def test_dialling_goes_out_by_the_port_and_starts_the_clock_anew(tab, qtbot, qt_office, sample, said, press):
    qt_office.dialler = Heard()
    log = at_desk(tab, qtbot, person=sample.owner)
    qtbot.waitUntil(lambda: log.desk._card is not None and log.desk._card.isVisible())
    before = log.detail.form.form.original.clock
    press(log.desk._card, calls.log)
    assert qt_office.dialler.numbers == ["13800138000"]
    slots = log.detail.form.form.slots
    assert slots["direction"].editor.value() == "out"
    assert log.detail.form.form.original.clock >= before
    assert said == ["Dialling 13800138000"]
    log.desk._card.copy("13800138000")
    assert QApplication.clipboard().text() == "13800138000"
    log.detail.drop_form()


def test_where_nothing_takes_calls_it_is_said(tab, qtbot, qt_office, sample, said):
    qt_office.dialler = Heard(takes=False)
    log = at_desk(tab, qtbot, person=sample.owner, dial=True)
    qtbot.waitUntil(lambda: said == ["Nothing on this computer takes calls. Copy the number instead."])
    log.detail.drop_form()


def test_the_clock_is_seen_held_and_corrected(tab, qtbot, qt_office):
    log = at_desk(tab, qtbot)
    clock = log.desk.clock
    assert clock.shown.isVisible()
    assert not log.detail.form.dirty, "a running clock is nothing typed"
    clock.hold()
    slots = log.detail.form.form.slots
    assert slots["length"].editor.value().startswith("0:0")
    slots["length"].editor.set("4:30")
    slots["topic"].editor.set("Lift")
    with qtbot.waitSignal(qt_office.saved):
        log.detail.form.save()
    assert last(qt_office).seconds == 270


def test_a_call_found_is_shown_and_corrected_and_archived(tab, qtbot, qt_office, sample, press):
    call = qt_office.office.do(calls.log, CallForm(sample.owner, topic="Key lost", length="2")).result.id
    tab.open(Link("calls", call))
    log = tab.section("log")
    qtbot.waitUntil(lambda: log.detail.page is not None and "Key lost" in texts(log.detail.page))
    press(log.detail.page, calls.change)
    qtbot.waitUntil(lambda: log.detail.form is not None)
    slots = log.detail.form.form.slots
    assert not slots["make_order"].isVisible()
    assert slots["length"].editor.value() == "2:00"
    slots["topic"].editor.set("Key found")
    with qtbot.waitSignal(qt_office.saved):
        press(log.detail.form, calls.change)
    qtbot.waitUntil(lambda: "Key found" in texts(log.detail.page))
    with qtbot.waitSignal(qt_office.saved):
        press(log.detail.page, calls.archive)
    assert qt_office.office.ask(calls.page, Query()).first == ()


def test_notices_are_entered_ended_and_listed(show, qtbot, qt_office, sample, press):
    tab = show(NoticesTab).show_section("notices")
    tab.open_new(
        {"title": "Water off", "starts": NOW, "buildings": (sample.building,), "text": "Back at noon"}
    )
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    with qtbot.waitSignal(qt_office.saved):
        tab.detail.form.save()
    qtbot.waitUntil(lambda: tab.detail.page is not None and "Back at noon" in texts(tab.detail.page))
    with qtbot.waitSignal(qt_office.saved):
        press(tab.detail.page, notices.end)
    [row] = qt_office.office.ask(notices.page, Query()).first
    assert row.state == "over"


def test_topics_are_changed_and_moved(show, qtbot, qt_office, press):
    tab = show(CallTopicsTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    first = qt_office.office.ask(call_topics.listed)[0]
    assert first.script in texts(tab.detail.page)
    found = [one for one in tab.detail.page.findChildren(Button) if one.case is call_topics.move]
    with qtbot.waitSignal(qt_office.saved):
        found[1].click()
    assert qt_office.office.ask(call_topics.listed)[1].id == first.id
    press(tab.detail.page, call_topics.change)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    tab.detail.form.form.slots["name"].editor.set("Mending")
    with qtbot.waitSignal(qt_office.saved):
        tab.detail.form.save()
    assert "Mending" in [row.name for row in qt_office.office.ask(call_topics.listed)]


def test_the_desk_made_beforehand_is_one_like_any_other(tab, qtbot, qt_office, sample):
    """A call logged there is kept with the length of the clock that began when the desk was shown."""
    log = tab.section("log")
    assert list(log.warming()), "nothing was made"
    ready = log._spare
    assert ready is not None and not ready.isVisible() and log.desk is None
    at_desk(tab, qtbot)
    assert log.detail.form is ready and log._spare is None
    qtbot.waitUntil(lambda: ready.form.original.clock == NOW)
    assert log.desk.clock._second.isActive()
    assert log.desk.finder.field.hasFocus() and not log.splitter.widget(0).isVisible()
    qtbot.keyClicks(log.desk.finder.field, "wang")
    qtbot.keyClick(log.desk.finder.field, ENTER)
    qtbot.waitUntil(log.desk.topic_line.hasFocus)
    qtbot.keyClicks(log.desk.topic_line, "Rep")
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(log.desk.topic_line, ENTER)
    assert (last(qt_office).person_id, last(qt_office).seconds) == (sample.owner, 0)
    qtbot.waitUntil(lambda: log._spare is not None)
    assert log._spare is not ready


def test_the_desk_made_beforehand_takes_what_is_known(tab, qtbot, qt_office, sample):
    log = tab.section("log")
    list(log.warming())
    ready = log._spare
    at_desk(tab, qtbot, person=sample.owner, topic="Repair")
    assert log.detail.form is ready
    qtbot.waitUntil(lambda: "Elderly mother; ring twice" in texts(log.detail.form))
    assert log.desk.topic_line.text() == "Repair" and log.desk.topics.topic is not None
    assert not log.detail.form.dirty


def test_an_open_call_is_not_lost_to_the_desk_made_beforehand(tab, qtbot, monkeypatch):
    log = at_desk(tab, qtbot)
    first = log.detail.form
    qtbot.keyClicks(log.desk.topic_line, "Half a sentence")
    list(log.warming())
    monkeypatch.setattr("fmcrm_desktop.ui.kit.detail.ask_leave", lambda *_: QMessageBox.StandardButton.Cancel)
    tab.open(Link("calls", new={}, section="log"))
    assert log.detail.form is first and log.desk.topic_line.text() == "Half a sentence"
    assert not log.splitter.widget(0).isVisible()


def test_the_list_behind_the_desk_is_asked_for_when_the_desk_is_gone(
    tab, qtbot, qt_office, sample, monkeypatch
):
    """News while a call is typed, and of the call itself, must not keep the desk from being cleared."""
    log = at_desk(tab, qtbot)
    desk_was_gone = []
    real = log.list.reload

    def reload():
        desk_was_gone.append(log.detail.form is None and log.splitter.widget(0).isVisible())
        real()

    monkeypatch.setattr(log.list, "reload", reload)
    with qtbot.waitSignal(qt_office.changed):  # by another desk
        qt_office.office.do(calls.log, CallForm(sample.owner, topic="Key lost"))
    assert desk_was_gone == []
    qtbot.keyClicks(log.desk.finder.field, "wang")
    qtbot.keyClick(log.desk.finder.field, ENTER)
    qtbot.waitUntil(log.desk.topic_line.hasFocus)
    qtbot.keyClicks(log.desk.topic_line, "Rep")
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(log.desk.topic_line, ENTER)
    qtbot.waitUntil(lambda: desk_was_gone == [True])
    qtbot.waitUntil(lambda: len(log.list.model.ids) == 2)
    qtbot.waitUntil(lambda: log.list.table.current() == last(qt_office).id)


def test_a_topic_is_called_in_the_language_of_the_screen(open_at, office_path, sample, qtbot):
    window = open_at(office_path, CHINESE)
    office = desk_of(window).office.office
    logged = office.do(calls.log, CallForm(person_id=sample.owner, topic="Repair of taps")).result
    desk_of(window).go(Link("calls", logged.id, section="log"))
    log = desk_of(window).present.section("log")
    qtbot.waitUntil(lambda: log.detail.page is not None and "Repair of taps" in read_out(log.detail.page))
    assert "报修" in read_out(log.detail.page), "below the words that were typed"


def test_a_call_and_its_promise_are_about_the_topic_in_the_language_of_the_screen(
    open_at, office_path, sample, qtbot
):
    window = open_at(office_path, CHINESE)
    desk = desk_of(window)
    later = datetime.now(UTC) + timedelta(hours=1)
    form = CallForm(person_id=sample.owner, topic="Repair", make_call_back=True, call_back=later)
    logged = desk.office.office.do(calls.log, form).result
    for place in (Link("calls", logged.id, section="log"), Link("calls", section="promises")):
        desk.go(place)
        qtbot.waitUntil(lambda: any("报修" in text for text in read_out(desk.present)))
        assert not [text for text in read_out(desk.present) if text.startswith("Repair")], place


def test_a_call_logged_without_becomes_an_order_or_a_complaint_later(tab, qtbot, qt_office, sample, press):
    ways = []
    qt_office.going.connect(ways.append)
    id = qt_office.office.do(calls.log, CallForm(sample.owner, topic="Repair")).result.id
    tab.open(Link("calls", id, section="log"))
    log = tab.section("log")
    qtbot.waitUntil(lambda: log.detail.page is not None)
    press(log, work_orders.enter)
    press(log, complaints.register)
    assert ways == [Link("work_orders", new={"call": id}), Link("complaints", new={"call": id})]
    qt_office.office.do(work_orders.enter, qt_office.office.ask(work_orders.draft, ways[0].new))
    qtbot.waitUntil(lambda: "W-2611-001" in texts(log.detail.page))
    offered = [one.case for one in log.detail.page.findChildren(Button)]
    assert complaints.register in offered and work_orders.enter not in offered
