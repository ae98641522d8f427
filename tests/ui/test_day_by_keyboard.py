"""The first working day without a mouse: keys only, focus moves by Tab and shortcuts, Chinese by input method."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QWidget,
)

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import call_lists, work_orders
from fmcrm_desktop.services.call_lists import ListForm
from fmcrm_desktop.services.work_orders import DoneForm, OrderForm
from tests.ui.at_work import (
    ALT,
    CONTROL,
    Keys,
    answer_dialog,
    desk_of,
    on_screen,
    paper,
    rows,
    settle,
    text_of,
    told,
    tomorrow,
    until,
)

Key = Qt.Key


@pytest.fixture
def hand(qtbot):
    return Keys(qtbot)


def test_a_leaking_ceiling_becomes_an_order_with_a_visit_and_a_job_sheet(
    window, hand, qtbot, office_path, sample
):
    day = tomorrow(window)
    hand.press(Key.Key_F2)
    hand.comes_to("Number, name, unit, email or matter")
    hand.type("38000")
    on_screen(QListWidget, "Found")
    hand.press(Key.Key_Return)
    assert until(lambda: "王芳" in on_screen(QLineEdit, "Person").text())
    hand.comes_to("About")
    hand.type("Ceiling leaks")
    hand.fill("What was said", "天花板在滴水，水落到床上。")
    hand.push("Enter a work order")
    hand.comes_to("Category")
    hand.pick("Category", "plumb")
    hand.press(Key.Key_S, CONTROL)
    told(window, "W-")
    (order,) = rows(
        office_path,
        "select work_order.id, number, work_order.person_id, work_order.unit_id, state, call_id "
        "from work_order join request on request.id = request_id",
    )
    ((call, notes),) = rows(office_path, "select id, notes from call")
    assert order[2:] == (sample.owner, sample.unit, "requested", call)
    assert notes == "天花板在滴水，水落到床上。"

    hand.press(Key.Key_4, ALT)
    on_screen(QPushButton, "Schedule")
    hand.push("Schedule")
    on_screen(QLineEdit, "Visit from")
    hand.pick("Who goes", "gao")
    hand.fill("Visit from", day.isoformat())
    hand.fill("Visit from, time", "10:00")
    hand.fill("Visit until", day.isoformat())
    hand.fill("Visit until, time", "11:00")
    hand.press(Key.Key_S, CONTROL)
    told(window, "scheduled")
    ((starts, state),) = rows(
        office_path,
        "select visit.planned_from, work_order.state from visit join work_order on work_order.id = visit.order_id",
    )
    assert state == "scheduled" and starts.startswith(f"{day} 02:00")

    hand.press(Key.Key_F3)
    on_screen(QLineEdit, "Summary")
    hand.fill("Summary", "Paint the ceiling")
    hand.pick("Assign to", "gao")
    hand.fill("Visit from", day.isoformat())
    hand.fill("Visit from, time", "10:30")
    clash = desk_of(window).present.detail.form.form.slots["overrule"].fault
    assert until(clash.isVisible), "the clash is said before anything is saved"
    assert "Gao Jun" in clash.text() and "10:00" in clash.text() and "11:00" in clash.text()
    assert rows(office_path, "select count(*) from work_order") == [(1,)]

    def discard(_box):
        hand.tab_to("Discard")
        hand.press(Key.Key_Space)

    answer_dialog(QMessageBox, discard)
    hand.press(Key.Key_Escape)
    assert until(lambda: desk_of(window).present.detail.form is None)

    on_screen(QPushButton, "Job sheet")
    hand.press(Key.Key_P, CONTROL)
    printed = paper(window, qtbot)
    assert all(said in printed for said in ("W-2611-001", "Ceiling leaks", "Gao Jun", "王芳", "3-1202"))


def test_a_complaint_at_the_counter_becomes_an_action_and_a_receipt(window, hand, qtbot, office_path, sample):
    hand.press(Key.Key_F4)
    hand.comes_to("In the customer's own words")
    hand.type("电梯又坏了，没有人告诉我们。")
    hand.pick("Person", "novak")
    hand.tab_to("Channel")
    hand.type("Co")
    hand.press(Key.Key_S, CONTROL)
    told(window, "registered")
    ((id, number, words, person, channel),) = rows(
        office_path, "select id, number, own_words, person_id, channel from complaint"
    )
    assert (words, person, channel) == ("电梯又坏了，没有人告诉我们。", sample.second_owner, "counter")

    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("What they are told")
    hand.type("Thanked, looked into today")
    hand.press(Key.Key_S, CONTROL)
    told(window, "acknowledged")
    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("Responsible")
    hand.press(Key.Key_S, CONTROL)
    told(window, "looked into")
    settle(window, qtbot)
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("What will be changed")
    hand.type("Notice in the lobby within the hour")
    hand.press(Key.Key_S, CONTROL)
    told(window, "Action agreed")
    assert rows(office_path, "select state from complaint") == [("action_agreed",)]
    assert rows(office_path, "select complaint_id, text from corrective_action") == [
        (id, "Notice in the lobby within the hour")
    ]

    hand.push("Receipt")
    printed = paper(window, qtbot)
    assert number in printed and "Novak" in printed and "电梯又坏了" in "".join(printed.split())


def test_a_rating_list_is_worked_down_from_call_to_call(window, hand, qtbot, office, office_path, sample):
    """Call, log, rate, the next one: nobody looks for the list again."""
    orders = []
    for whose in (sample.owner, sample.second_owner):
        form = OrderForm(summary="Tap drips", person_id=whose, unit_id=sample.unit, staff_id=sample.plumber)
        orders.append(office.do(work_orders.enter, form).result)
        office.do(work_orders.arrive, orders[-1])
        office.do(work_orders.done, orders[-1], DoneForm(fix="New washer"))
    list_id = office.do(call_lists.make, ListForm(name="How was it", special="rating")).result
    desk_of(window).go(Link("calls", where={"list": (list_id,)}, new={"next": list_id}, section="lines"))
    settle(window, qtbot)
    lines = desk_of(window).present.section("lines")
    first = lines.id
    hand.press(Key.Key_Return, CONTROL)
    hand.comes_to("About")
    hand.press(Key.Key_S, CONTROL)
    hand.comes_to("The customer's rating")
    hand.type("5")
    hand.press(Key.Key_S, CONTROL)
    told(window, "rated")
    assert until(lambda: lines.isVisible() and lines.id != first)
    settle(window, qtbot)
    assert {office.ask(work_orders.card, id).rating for id in orders} == {5, None}
    assert "call" in {office.ask(work_orders.card, id).rated_by for id in orders}
    assert office.ask(call_lists.progress, list_id).states["reached"] == 1
    assert rows(office_path, "select topic from call") == [("How was it",)]


def test_f3_and_f4_during_a_call_are_the_order_and_the_complaint_of_the_call(
    window, hand, office_path, sample
):
    hand.press(Key.Key_F2)
    hand.comes_to("Number, name, unit, email or matter")
    hand.type("38000")
    on_screen(QListWidget, "Found")
    hand.press(Key.Key_Return)
    hand.comes_to("About")
    hand.type("Ceiling leaks")
    hand.press(Key.Key_F4)
    assert desk_of(window).present.name == "calls", "one form, of the call"
    hand.comes_to("Category of the complaint")
    hand.pick("Category of the complaint", "nois")
    hand.comes_to("What was said")
    hand.press(Key.Key_F3)
    assert desk_of(window).present.name == "calls"
    hand.press(Key.Key_S, CONTROL)
    told(window, "Call logged")
    call = rows(office_path, "select id, person_id from call")
    assert call[0][1] == sample.owner
    assert rows(office_path, "select call_id, person_id from complaint") == call
    assert (
        rows(
            office_path,
            "select r.call_id, o.person_id from work_order o join request r on r.id = o.request_id",
        )
        == call
    )
    hand.press(Key.Key_F3)
    assert until(lambda: desk_of(window).present.name == "work_orders"), (
        "after the call it is an order by itself"
    )


def test_the_month_is_seen_and_saved(window, hand, qtbot, tmp_path):
    hand.press(Key.Key_9, ALT)
    shown = paper(window, qtbot)
    last = desk_of(window).office.words.today().replace(day=1) - timedelta(days=1)
    assert f"{last:%B %Y}" in shown
    target = tmp_path / "the month.pdf"

    def save(dialog):
        assert until(dialog.findChild(QLineEdit).hasFocus)
        hand.press(Key.Key_A, CONTROL)
        hand.type(str(target))
        hand.press(Key.Key_Return)

    answer_dialog(QFileDialog, save)
    hand.push("Save as PDF…")
    told(window, "Saved")
    assert text_of(target) == shown


def test_no_tab_shows_a_window_of_its_own_while_it_is_made(window, hand, qtbot):
    """A window that flashes up takes the keyboard away from the one the clerk types in."""
    shown = []

    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    try:
        for at in range(9):
            hand.press(Key(Key.Key_1 + at), ALT)
            settle(window, qtbot)
        for key in (Key.Key_F2, Key.Key_F3, Key.Key_F4):
            hand.press(key)
            settle(window, qtbot)
    finally:
        QApplication.instance().removeEventFilter(watch)
    assert shown == []
    assert window.isActiveWindow()
