"""The first working day with the mouse: what is seen is clicked, and the file is asked by plain sqlite3."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QListWidget, QMessageBox

from tests.ui.at_work import (
    Mouse,
    answer_dialog,
    commit,
    desk_of,
    on_screen,
    paper,
    rows,
    text_of,
    told,
    tomorrow,
    until,
)


@pytest.fixture
def hand(qtbot):
    return Mouse(qtbot)


def test_a_leaking_ceiling_becomes_an_order_with_a_visit_and_a_job_sheet(
    window, hand, qtbot, office_path, sample
):
    day = tomorrow(window)
    hand.press("Log call")
    hand.type("Number, name, unit, email or matter", "38000")
    hand.row(on_screen(QListWidget, "Found"), 0)
    person = on_screen(QLineEdit, "Person")
    assert until(lambda: "王芳" in person.text()), person.text()
    hand.type("About", "Ceiling leaks")
    hand.type("What was said", "天花板在滴水，水落到床上。")
    hand.tick("Enter a work order")
    hand.pick("Category", "plumb")
    hand.press("Log the call")
    told(window, "W-")
    (order,) = rows(
        office_path,
        "select work_order.id, number, work_order.person_id, work_order.unit_id, state, call_id "
        "from work_order join request on request.id = request_id",
    )
    ((call, notes),) = rows(office_path, "select id, notes from call")
    assert order[2:] == (sample.owner, sample.unit, "requested", call)
    assert notes == "天花板在滴水，水落到床上。"

    hand.tab("Work orders")
    hand.row(desk_of(window).present.list.table, 0)
    hand.press("Schedule")
    hand.pick("Who goes", "gao")
    hand.type("Visit from", day.isoformat())
    hand.type("Visit from, time", "10:00")
    hand.type("Visit until", day.isoformat())
    hand.type("Visit until, time", "11:00")
    hand.press("Schedule")
    told(window, "scheduled")
    ((starts, state),) = rows(
        office_path,
        "select visit.planned_from, work_order.state from visit join work_order on work_order.id = visit.order_id",
    )
    assert state == "scheduled" and starts.startswith(f"{day} 02:00")

    hand.press("Work order")
    hand.type("Summary", "Paint the ceiling")
    hand.pick("Assign to", "gao")
    hand.type("Visit from", day.isoformat())
    hand.type("Visit from, time", "10:30")
    clash = desk_of(window).present.detail.form.form.slots["overrule"].fault
    assert until(clash.isVisible), "the clash is said before anything is saved"
    assert "Gao Jun" in clash.text() and "10:00" in clash.text() and "11:00" in clash.text()
    assert rows(office_path, "select count(*) from work_order") == [(1,)]
    answer_dialog(QMessageBox, lambda box: hand.click(box.button(QMessageBox.StandardButton.Discard)))
    hand.press("Cancel")
    assert until(lambda: desk_of(window).present.detail.form is None)

    hand.press("Job sheet")
    printed = paper(window, qtbot)
    assert all(said in printed for said in ("W-2611-001", "Ceiling leaks", "Gao Jun", "王芳", "3-1202"))


def test_a_complaint_at_the_counter_becomes_an_action_and_a_receipt(window, hand, qtbot, office_path, sample):
    hand.press("Complaint")
    hand.type("In the customer's own words", "电梯又坏了，没有人告诉我们。")
    hand.pick("Person", "novak")
    hand.choose("Channel", "Counter")
    hand.press("Register")
    told(window, "registered")
    ((id, number, words, person, channel),) = rows(
        office_path, "select id, number, own_words, person_id, channel from complaint"
    )
    assert (words, person, channel) == ("电梯又坏了，没有人告诉我们。", sample.second_owner, "counter")

    hand.press("Thank and acknowledge")
    hand.type("What they are told", "Thanked, looked into today")
    hand.press("Thank and acknowledge")
    told(window, "acknowledged")
    hand.press("Investigate")
    hand.press("Investigate")
    told(window, "looked into")
    hand.press("Record action")
    hand.type("What will be changed", "Notice in the lobby within the hour")
    hand.press("Record action")
    told(window, "Action agreed")
    assert rows(office_path, "select state from complaint") == [("action_agreed",)]
    assert rows(office_path, "select complaint_id, text from corrective_action") == [
        (id, "Notice in the lobby within the hour")
    ]
    moves = "select to_state from move where subject = 'complaint' and subject_id = ? order by id"
    trail = [to for (to,) in rows(office_path, moves, id)]
    assert trail == ["received", "acknowledged", "investigating", "action_agreed"]

    hand.press("Receipt")
    printed = paper(window, qtbot)
    assert number in printed and "Novak" in printed and "电梯又坏了" in "".join(printed.split())


def test_the_month_is_seen_and_saved(window, hand, qtbot, tmp_path):
    hand.tab("Reports")
    target = tmp_path / "the month.pdf"

    def save(dialog):
        name = dialog.findChild(QLineEdit)
        hand.click(name)
        assert until(name.hasFocus)
        name.selectAll()
        commit(str(target))
        hand.click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save))

    shown = paper(window, qtbot)
    last = desk_of(window).office.words.today().replace(day=1) - timedelta(days=1)
    assert f"{last:%B %Y}" in shown
    answer_dialog(QFileDialog, save)
    hand.press("Save as PDF…")
    told(window, "Saved")
    assert text_of(target) == shown
