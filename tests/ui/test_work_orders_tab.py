"""The Work orders tab in a real window: entry by keyboard, only allowed buttons, deeds and their forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import calendar, complaints, papers, work_orders
from fmcrm_desktop.services.work_orders import AssignForm, DoneForm, OrderForm, VisitForm, WaitForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.timeline import Timeline
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from fmcrm_desktop.ui.tabs.work_orders.deeds import CASES

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def enter(office, **more):
    return office.do(work_orders.enter, OrderForm(**{"summary": "Water through the ceiling", **more})).result


def state(office, id):
    return office.ask(work_orders.card, id).state


@pytest.fixture
def open_tab(show, qtbot):
    def opened(id=0):
        tab = show(WorkOrdersTab)
        if id:
            tab.show_id(id)
            qtbot.waitUntil(lambda: tab.detail.page is not None)
        return tab

    return opened


def steps(tab):
    """The deeds offered, by their cases."""
    cases = {case: step for step, case in CASES.items()}
    found = [one for one in tab.detail.page.findChildren(Button) if one.case in cases and one.isVisible()]
    return {cases[one.case]: one for one in found}


def form_of(tab, qtbot):
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    return tab.detail.form


def dialog_of(tab, qtbot):
    qtbot.waitUntil(lambda: bool(tab.findChildren(FormDialog)))
    return tab.findChildren(FormDialog)[-1]


def pick(qtbot, picker, text):
    """Type into a picker and take the first answer with Enter."""
    picker.window().activateWindow()
    picker.setFocus()
    qtbot.waitUntil(picker.hasFocus)
    qtbot.keyClicks(picker, text)
    qtbot.waitUntil(lambda: picker.offered is not None)
    qtbot.keyClick(picker.offered, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: picker.id is not None)


def test_an_order_is_entered_with_the_keyboard_alone(open_tab, qtbot, office, sample):
    tab = open_tab()
    tab.open(Link("work_orders", new={}))
    page = form_of(tab, qtbot)
    slots = page.form.slots
    qtbot.waitUntil(lambda: QApplication.focusWidget() is slots["person_id"].editor.picker)
    pick(qtbot, slots["person_id"].editor.picker, "wangfang")
    qtbot.waitUntil(lambda: slots["unit_id"].editor.picker.text() == "3-1202")
    for _ in range(2):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is slots["summary"].editor.line
    qtbot.keyClicks(QApplication.focusWidget(), "Tap drips")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    pick(qtbot, QApplication.focusWidget(), "plumb")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.detail.form is None and tab.detail.page is not None)
    qtbot.waitUntil(lambda: bool(tab.id) and tab.list.table.selected() == [tab.id])
    card = office.ask(work_orders.card, tab.id)
    assert (card.number, card.summary, card.unit, card.category, card.person) == (
        "W-2611-001", "Tap drips", "3-1202", "Plumbing", "王芳",
    )  # fmt: skip


def test_entering_says_the_number_and_can_be_undone(open_tab, qtbot, qt_office, office):
    tab = open_tab()
    tab.open(Link("work_orders", new={"summary": "Lamp out"}))
    page = form_of(tab, qtbot)
    with qtbot.waitSignal(qt_office.said) as said:
        page.save()
    assert said.args[0] == "W-2611-001 entered"
    qt_office.undo(said.args[1])
    qtbot.waitUntil(lambda: not office.ask(work_orders.page, Query()).ids)


def test_a_missing_summary_is_said_under_its_field_and_nothing_is_lost(open_tab, qtbot, office, sample):
    tab = open_tab()
    tab.open(Link("work_orders", new={"person": sample.owner}))
    page = form_of(tab, qtbot)
    page.save()
    slot = page.form.slots["summary"]
    qtbot.waitUntil(slot.fault.isVisible)
    assert slot.fault.text() == "Fill in this field."
    assert page.form.slots["unit_id"].editor.picker.id == sample.unit


def test_the_page_offers_what_is_allowed_and_nothing_else(open_tab, qtbot, office, sample):
    id = enter(office)
    tab = open_tab(id)
    assert set(steps(tab)) == {"assign", "schedule", "respond", "decline", "cancel"}
    assert steps(tab)["assign"].property("kind") == "primary"
    office.do(work_orders.assign, id, AssignForm(sample.plumber))
    qtbot.waitUntil(lambda: "set_off" in steps(tab))
    assert steps(tab)["schedule"].property("kind") == "primary"
    assert "decline" not in steps(tab)


def test_what_the_role_may_not_do_is_grey_and_says_why(open_tab, office, sample):
    id = enter(office, staff_id=sample.plumber)
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    found = steps(open_tab(id))
    assert found["arrive"].isEnabled()
    assert not found["cancel"].isEnabled()
    assert "role" in found["cancel"].toolTip()


def test_a_technician_sees_the_tab_without_a_complaint_about_rights(
    open_tab, qtbot, qt_office, office, sample
):
    enter(office, unit_id=sample.unit)
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    refused = []
    qt_office.refused.connect(refused.append)
    tab = open_tab()
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    qtbot.waitUntil(lambda: len(tab.list.filters["building"]._options) == 2)
    assert refused == []


def test_a_deed_without_questions_is_done_at_once(open_tab, qtbot, qt_office, office, sample, press):
    id = enter(office, staff_id=sample.plumber)
    tab = open_tab(id)
    with qtbot.waitSignal(qt_office.said) as said:
        press(tab, work_orders.arrive)
    assert said.args[0] == "W-2611-001 on site"
    qtbot.waitUntil(lambda: "done" in steps(tab) and steps(tab)["done"].property("kind") == "primary")
    assert state(office, id) == "on_site"


def test_giving_it_to_another_asks_why(open_tab, qtbot, office, sample, press):
    id = enter(office, staff_id=sample.plumber)
    tab = open_tab(id)
    press(tab, work_orders.assign)
    dialog = dialog_of(tab, qtbot)
    pick(qtbot, dialog.page.form.slots["staff_id"].editor.picker, "He")
    dialog.page.save()
    why = dialog.page.form.slots["why"]
    qtbot.waitUntil(why.fault.isVisible)
    qtbot.keyClicks(why.editor.text, "Ill today")
    dialog.page.save()
    qtbot.waitUntil(lambda: office.ask(work_orders.card, id).staff == "He Yan")


def test_finishing_work_writes_down_what_was_done(open_tab, qtbot, office, sample, press):
    id = enter(office, staff_id=sample.plumber)
    office.do(work_orders.arrive, id)
    tab = open_tab(id)
    press(tab, work_orders.done)
    dialog = dialog_of(tab, qtbot)
    qtbot.keyClicks(dialog.page.form.slots["fix"].editor.text, "New washer")
    dialog.page.save()
    qtbot.waitUntil(lambda: state(office, id) == "done")
    qtbot.waitUntil(lambda: set(steps(tab)) == {"close", "reopen"})


def test_the_time_of_a_visit_is_the_first_free_one_of_whoever_is_chosen_until_it_is_typed(
    open_tab, qtbot, office, sample, press
):
    enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR / 2)
    tab = open_tab(enter(office))
    press(tab, work_orders.schedule)
    page = form_of(tab, qtbot)
    slots = page.form.slots
    assert page.form.value().planned_from == NOW + HOUR / 2  # nobody goes yet
    choose(page, (sample.plumber,))
    qtbot.waitUntil(lambda: page.form.value().planned_from == NOW + 3.5 * HOUR)
    assert page.form.value().planned_until == NOW + 4.5 * HOUR
    choose(page, (sample.electrician,))
    qtbot.waitUntil(lambda: page.form.value().planned_from == NOW + HOUR / 2)
    slots["planned_until"].editor.set(NOW + HOUR)
    choose(page, (sample.plumber,))
    qtbot.waitUntil(slots["overrule"].fault.isVisible)
    assert page.form.value().planned_from == NOW + HOUR / 2


def choose(page, staff):
    page.form.slots["staff"].editor.set(staff)
    page.form.slots["staff"].editor.edited.emit()


def test_a_clash_is_seen_before_saving_and_saved_only_with_a_reason(open_tab, qtbot, office, sample, press):
    enter(office, staff_id=sample.plumber, visit_from=NOW + HOUR)
    id = enter(office, staff_id=sample.plumber)
    tab = open_tab(id)
    press(tab, work_orders.schedule)
    page = form_of(tab, qtbot)
    # 10:30 would run into 11:00, and 12:00 is lunch
    assert page.form.value().planned_from == NOW + 3.5 * HOUR
    slots = page.form.slots
    assert not slots["overrule"].isVisible()
    slots["planned_from"].editor.set(NOW + 1.5 * HOUR)
    slots["planned_until"].editor.set(NOW + 2 * HOUR)
    slots["planned_until"].editor.edited.emit()
    qtbot.waitUntil(slots["overrule"].fault.isVisible)
    assert "Gao Jun" in slots["overrule"].fault.text()
    page.save()
    qtbot.waitUntil(page._fault.isVisible)
    assert state(office, id) == "assigned"
    slots["planned_until"].editor.set(NOW + 4 * HOUR)
    slots["planned_from"].editor.set(NOW + 3 * HOUR)
    slots["planned_from"].editor.edited.emit()
    qtbot.waitUntil(lambda: not page._fault.isVisible())  # another time: nothing is in the way any more
    slots["planned_from"].editor.set(NOW + 1.5 * HOUR)
    slots["planned_until"].editor.set(NOW + 2 * HOUR)
    slots["overrule"].editor.set("Same staircase")
    page.save()
    qtbot.waitUntil(lambda: state(office, id) == "scheduled")
    assert len(office.ask(calendar.entries, NOW, NOW + 5 * HOUR)) == 2


def test_the_same_trouble_is_offered_as_a_repeat(open_tab, qtbot, office, sample):
    first = enter(office, unit_id=sample.unit, category_id=1)
    tab = open_tab()
    tab.open(Link("work_orders", new={"unit": sample.unit, "category_id": 1, "summary": "Again"}))
    page = form_of(tab, qtbot)
    button = lambda: [one for one in page.findChildren(Button) if one.text() == "It is a repeat"]  # noqa: E731
    qtbot.waitUntil(lambda: bool(button()) and button()[0].isVisible())
    button()[0].click()
    page.save()
    qtbot.waitUntil(lambda: tab.id not in (0, first))
    assert office.ask(work_orders.card, tab.id).repeat_of_id == first


def test_the_clocks_tell_their_arithmetic(open_tab, qtbot, office):
    tab = open_tab(enter(office))
    [why] = [one for one in tab.detail.page.findChildren(Button) if one.text() == "How this is counted"]
    why.click()
    shown = [one.text() for one in tab.detail.page.findChildren(QLabel) if one.isVisible()]
    told = [text for text in shown if "Office hours 20 Nov 10:00–12:00: 2 h" in text]
    assert told
    assert "Due 26 Nov 10:00" in told[0]


def test_a_pause_is_shown_as_paused(open_tab, office, sample):
    id = enter(office, staff_id=sample.plumber)
    office.do(work_orders.wait, id, WaitForm("waiting_owner", "Away until Monday"))
    chips = [chip.text() for chip in open_tab(id).detail.page.findChildren(ChipLabel)]
    assert "Waiting for the owner" in chips
    assert "Paused" in chips


def test_the_history_names_who_got_it_and_why(open_tab, office, sample):
    id = enter(office, staff_id=sample.plumber)
    office.do(work_orders.assign, id, AssignForm(sample.electrician, "Ill today"))
    rows = open_tab(id).detail.page.findChild(Timeline)._all
    assert rows[0].text == "given to He Yan · Ill today · Zhou Min"
    assert [row.chip for row in rows] == ["Assigned", "Assigned", "Requested"]


def test_a_half_typed_order_survives_news_from_elsewhere(open_tab, qtbot, office):
    id = enter(office)
    tab = open_tab(id)
    tab.edit(id)
    page = form_of(tab, qtbot)
    page.form.slots["summary"].editor.line.setText("Half")
    office.do(work_orders.cancel, enter(office), work_orders.WhyForm("No"))
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    assert tab.detail.form is page
    assert page.form.slots["summary"].editor.line.text() == "Half"


def test_the_list_shows_open_orders_first_and_others_on_demand(open_tab, qtbot, office, sample):
    gone = enter(office, summary="Gone", staff_id=sample.plumber)
    office.do(work_orders.done, gone, DoneForm(fix="x"))
    enter(office, summary="There")
    tab = open_tab()
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
    tab.open(Link("work_orders", where={"state": ("done",)}))
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1 and tab.list.model.index(0, 2).data() == "Gone")


def test_an_empty_list_says_what_it_is_for(open_tab, qtbot):
    tab = open_tab()
    qtbot.waitUntil(lambda: tab.list._sentence.isVisible() and tab.list._step.isVisible())
    assert tab.list._sentence.text().startswith("No work order is open")


def test_planning_a_visit_shows_it_on_the_page(open_tab, qtbot, office, sample):
    id = enter(office)
    tab = open_tab(id)
    office.do(work_orders.schedule, id, VisitForm((sample.plumber, sample.electrician), NOW + HOUR))
    texts = lambda: [one.text() for one in tab.detail.page.findChildren(QLabel)]  # noqa: E731
    qtbot.waitUntil(lambda: "Gao Jun\nHe Yan" in texts())
    assert "20 Nov 11:00–12:00" in texts()


def test_a_figure_opens_the_late_ones_and_a_unit_its_orders(open_tab, qtbot, office, sample):
    enter(office, summary="Late", received=NOW - 30 * HOUR)
    here = enter(office, summary="Here", unit_id=sample.unit)
    office.do(work_orders.cancel, here, work_orders.WhyForm("x"))
    tab = open_tab()
    tab.open(Link("work_orders", where={"state": ("late",)}))
    qtbot.waitUntil(lambda: tab.list.filters["state"].text() == "Late" and tab.list.model.rowCount() == 1)
    tab.open(Link("work_orders", where={"unit": (sample.unit,)}))
    qtbot.waitUntil(lambda: list(tab.list.model.ids) == [here])
    qtbot.waitUntil(tab.list.narrowed.isVisible)
    assert tab.list.narrowed.text() == "3-1202"
    tab.list.narrowed.click()
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 2)
    assert not tab.list.narrowed.isVisible()


def test_the_job_sheet_opens_where_papers_are_seen_printed_and_saved(
    open_tab, qtbot, qt_office, office, press
):
    tab = open_tab(enter(office))
    with qtbot.waitSignal(qt_office.going) as going:
        press(tab, papers.job_sheet)
    assert going.args[0] == Link("reports", new={"report": "job-sheet", "number": "W-2611-001"})


def test_a_bad_rating_on_closing_becomes_a_complaint_at_one_click(
    open_tab, qtbot, qt_office, office, sample, press
):
    id = enter(office, person_id=sample.owner, unit_id=sample.unit, staff_id=sample.plumber)
    office.do(work_orders.arrive, id)
    office.do(work_orders.done, id, DoneForm(fix="New washer"))
    tab = open_tab(id)
    assert not [one for one in tab.detail.page.findChildren(Button) if one.case is complaints.register]
    press(tab, work_orders.close)
    form = dialog_of(tab, qtbot).page
    form.form.slots["rating"].editor.set(2)
    form.form.slots["rating_words"].editor.set("It drips still")
    with qtbot.waitSignal(qt_office.offered) as offered:
        form.save()
    assert offered.args[:2] == ["W-2611-001: somebody is not satisfied.", "Take on a complaint"]
    with qtbot.waitSignal(qt_office.going) as at_once:
        offered.args[2]()
    with qtbot.waitSignal(qt_office.going) as later:
        press(tab, complaints.register)  # the button stays
    new = {
        "person_id": sample.owner,
        "unit_id": sample.unit,
        "channel": "survey",
        "own_words": "It drips still",
    }
    assert at_once.args[0] == later.args[0] == Link("complaints", new={**new, "orders": (id,)})
    complaint = office.do(complaints.register, office.ask(complaints.draft, at_once.args[0].new)).result
    qtbot.waitUntil(lambda: "C-2611-001" in [one.text() for one in tab.detail.page.findChildren(Button)])
    assert office.ask(work_orders.card, id).about == ((complaint, "C-2611-001"),)
    assert not [one for one in tab.detail.page.findChildren(Button) if one.case is complaints.register]


def test_a_good_rating_offers_nothing(open_tab, qtbot, qt_office, office, sample, press):
    id = enter(office, person_id=sample.owner, staff_id=sample.plumber)
    office.do(work_orders.arrive, id)
    office.do(work_orders.done, id, DoneForm(fix="New washer"))
    tab, offered = open_tab(id), []
    qt_office.offered.connect(lambda *given: offered.append(given))
    press(tab, work_orders.rate)
    form = dialog_of(tab, qtbot).page
    form.form.slots["rating"].editor.set(3)
    form.save()
    qtbot.waitUntil(lambda: office.ask(work_orders.card, id).rating == 3 and qt_office.quiet)
    assert not offered
