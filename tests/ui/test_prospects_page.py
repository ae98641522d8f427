"""Prospects in real windows: entered by keyboard, carried over the board by mouse and keys, won, lost, counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import campaigns, prospects
from fmcrm_desktop.services.campaigns import CampaignForm, costs, responses
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.prospects import ProspectsTab
from fmcrm_desktop.ui.tabs.prospects.board_plan import Spot
from tests.services.prospecting import TODAY, card, enter, lose, move, row, win


@pytest.fixture
def gone(qt_office):
    ways = []
    qt_office.going.connect(ways.append)
    return ways


@pytest.fixture
def section(show, qtbot, qt_office):
    """A section of the tab, with a record or a new form where one is named."""

    def at(name, id=None, new=None, where=None):
        tab = show(ProspectsTab)
        tab.open(Link("prospects", id=id, new=new, where=where or {}, section=name))
        part = tab.section(name)
        if new is not None:
            qtbot.waitUntil(lambda: part.detail.form is not None)
        elif id is not None:
            qtbot.waitUntil(lambda: part.detail.page is not None)
        qtbot.waitUntil(lambda: qt_office.quiet)
        return part

    return at


def dialog(qtbot, tab):
    """The short form that is open."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    return next(one for one in tab.findChildren(FormDialog) if one.isVisible()).page


def warned(part):
    return part.detail.form.findChildren(LinkButton) or [
        one.text() for one in part.detail.form.findChildren(Button) if one.text() in ("Open", "It is they")
    ]


def test_a_prospect_is_entered_by_keyboard(section, qtbot, office):
    part = section("leads", new={})
    for text in ("Chen Bo", "13999990000"):
        QTest.keyClicks(QApplication.focusWidget(), text)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    slots = part.detail.form.form.slots
    assert slots["phone"].editor.raw() == "13999990000"
    slots["next_step"].editor.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "Ring back")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(QApplication.focusWidget(), "tomorrow")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: part.detail.form is None and part.detail.page is not None)
    found = row(office, part.id)
    assert (found.name, found.phone, found.next_step) == ("Chen Bo", "13999990000", "Ring back")
    assert (found.next_day, found.responsible_id) == (part.words.today() + timedelta(1), office.who.staff_id)


def test_a_double_is_told_while_typing(section, qtbot, office, sample):
    enter(office, phone="139 9999 0000")
    part = section("leads", new={})
    QTest.keyClicks(_line(part, "phone"), "13999990000")
    qtbot.waitUntil(lambda: "Open" in warned(part))
    editor = _line(part, "phone")
    editor.selectAll()
    QTest.keyClicks(editor, "13800138000")
    qtbot.waitUntil(lambda: "It is they" in warned(part))
    way = next(one for one in part.detail.form.findChildren(Button) if one.text() == "It is they")
    way.click()
    qtbot.waitUntil(lambda: part.detail.form.form.slots["person_id"].editor.raw()[0] == sample.owner)


def _line(part, name):
    editor = part.detail.form.form.slots[name].editor
    return editor.focusProxy() or editor


def test_a_step_is_told_and_the_next_one_set_in_one_form(section, qtbot, office, press):
    id = enter(office)
    part = section("leads", id)
    press(part, prospects.step)
    page = dialog(qtbot, part)
    assert page.form.slots["state"].editor.value() == "contacted"
    page.form.slots["result"].editor.set("Wants to see it")
    page.save()
    qtbot.waitUntil(lambda: bool(page.form.slots["next_step"].fault.text()))
    page.form.slots["next_step"].editor.set("Show it")
    page.form.slots["next_day"].editor.set(part.words.today() + timedelta(2))
    page.save()
    qtbot.waitUntil(lambda: row(office, id).next_step == "Show it")
    assert row(office, id).state == "contacted"


def _steer(qtbot, qt_office, part, id):
    qtbot.waitUntil(lambda: part.cards.plan.spot_of(id) is not None)
    part.cards.focus_on(id)
    part.cards.setFocus()
    return part.cards


def _drag(cards, id, column):
    """Press on a card, go over a column, let go."""
    begin = cards.plan.place(cards.plan.spot_of(id)).center()
    end = cards.plan.column(column, cards.viewport().height()).center()
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(cards.viewport(), Qt.MouseButton.LeftButton, none, begin)
    for at in (begin + QPoint(20, 4), end):
        there = QPointF(cards.viewport().mapToGlobal(at))
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            there,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            none,
        )
        QApplication.sendEvent(cards.viewport(), moved)
    assert cards.carried is not None and cards.over == column
    QTest.mouseRelease(cards.viewport(), Qt.MouseButton.LeftButton, none, end)


def test_a_card_is_dragged_to_permitted_stages_only(section, qtbot, qt_office, office):
    id, other = enter(office), enter(office, "He Min")
    part = section("board")
    cards, wanted = _steer(qtbot, qt_office, part, id), []
    cards.placed.connect(lambda _row, stage: wanted.append(stage))
    _drag(cards, id, 4)
    qtbot.waitUntil(lambda: qt_office.quiet)
    assert row(office, id).state == "new" and cards.carried is None and not wanted
    _drag(cards, id, 2)
    qtbot.waitUntil(lambda: row(office, id).state == "viewing")
    qtbot.waitUntil(lambda: cards.plan.spot_of(id) == Spot(2, 0))
    assert row(office, other).state == "new"
    _drag(cards, id, 6)
    page = dialog(qtbot, part)
    page.form.slots["reason"].editor.set("price")
    page.save()
    qtbot.waitUntil(lambda: row(office, id).state == "lost")


def test_a_card_is_carried_by_the_keys(section, qtbot, qt_office, office):
    id = enter(office)
    part = section("board")
    cards = _steer(qtbot, qt_office, part, id)
    control = Qt.KeyboardModifier.ControlModifier
    for _ in range(3):
        QTest.keyPress(cards, Qt.Key.Key_Right, control)
    assert cards.over == 3 and "Offer made" in cards.accessibleDescription()
    QTest.keyPress(cards, Qt.Key.Key_Escape)
    assert cards.carried is None and row(office, id).state == "new"
    QTest.keyPress(cards, Qt.Key.Key_Right, control)
    QTest.keyRelease(cards, Qt.Key.Key_Control)
    qtbot.waitUntil(lambda: row(office, id).state == "contacted")
    qtbot.waitUntil(lambda: cards.plan.spot_of(id) == Spot(1, 0))
    assert cards.card.id == id
    QTest.keyClick(cards, Qt.Key.Key_S)
    assert dialog(qtbot, part).setup.case is prospects.step


def test_won_makes_a_customer_in_one_deed(section, qtbot, office, press, sample):
    id = enter(office, phone="13999990000", units=(sample.unit,), purpose="rent")
    part = section("leads", id)
    press(part, prospects.close_won)
    page = dialog(qtbot, part)
    slots = page.form.slots
    assert slots["unit_id"].editor.raw()[0] == sample.unit and slots["role"].editor.value() == "tenant"
    page.save()
    qtbot.waitUntil(lambda: row(office, id).state == "won")
    assert card(office, id).person.text == "Chen Bo"


def test_an_offer_asks_who_it_is_and_goes_to_the_documents(section, qtbot, office, press, sample, gone):
    id = enter(office, phone="13800138000")
    part = section("leads", id)
    offer = next(one for one in part.findChildren(Button) if one.text() == "Offer…")
    offer.click()
    page = dialog(qtbot, part)
    assert page.form.slots["person_id"].editor.raw()[0] == sample.owner
    page.save()
    qtbot.waitUntil(lambda: bool(gone))
    assert (gone[-1].tab, gone[-1].new) == ("issued_documents", {"person_id": sample.owner, "lead_id": id})


def test_a_viewing_stands_on_the_calendar_with_the_prospect(section, show, qtbot, office, gone, sample):
    id = enter(office, units=(sample.unit,))
    part = section("leads", id)
    next(one for one in part.findChildren(Button) if one.text() == "Viewing…").click()
    way = gone[-1]
    calendar = show(CalendarTab)
    calendar.open(way)
    qtbot.waitUntil(lambda: calendar.detail.form is not None)
    calendar.detail.form.save()
    qtbot.waitUntil(lambda: any(each.kind == "event" for each in card(office, id).history))


def test_figures_open_their_records(section, qtbot, qt_office, office, gone):
    one, two = enter(office, source="web"), enter(office, "He Min")
    move(office, two, "contacted")
    win(office, one)
    lose(office, two)
    part = section("figures")
    part.first, part.last = TODAY, TODAY
    part.reload()
    qtbot.waitUntil(lambda: part.sheet is not None and part.sheet.first == TODAY)
    ways = [one for one in part.findChildren(LinkButton) if one.text().startswith("1 · 50")]
    ways[0].click()
    leads = section("leads", where=gone[-1].where)
    qtbot.waitUntil(lambda: list(leads.list.model.ids) == [two])
    assert gone[-1].where["reached"] == ("contacted",)


def test_a_campaign_takes_costs_and_answers_from_its_page(section, qtbot, office, press, sample, gone):
    id = office.do(campaigns.add, CampaignForm("Open day", from_day=TODAY)).result
    part = section("campaigns", id)
    press(part, costs.add)
    made = section("costs", new=dict(gone[-1].new))
    slots = made.detail.form.form.slots
    assert slots["campaign_id"].editor.raw()[0] == id
    slots["amount"].editor.restore("250")
    made.detail.form.save()
    qtbot.waitUntil(lambda: office.ask(campaigns.rows, [id])[0].cost == 25_000)
    press(part, responses.add)
    made = section("responses", new=dict(gone[-1].new))
    made.detail.form.form.slots["people"].editor.set((sample.owner, sample.tenant))
    made.detail.form.save()
    qtbot.waitUntil(lambda: len(office.ask(responses.page, Query())) == 2)
