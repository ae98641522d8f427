"""The staff page in a real window: added, changed, given a password, archived and back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from fmcrm_desktop.model.staff import RIGHT_NAMES, RIGHTS, Who
from fmcrm_desktop.services import calendar, signing, staff, staff_hours, staff_time
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.staff import StaffTab
from tests.ui.test_kit_tab import line_of

PASSWORD = "plum harbour violet seven"


@pytest.fixture
def page(show, qtbot):
    tab = show(StaffTab)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 4)
    return tab


def add(office, **form):
    return office.do(staff.add, staff.StaffForm(**form)).result


def show_one(qtbot, tab, id):
    qtbot.waitUntil(lambda: tab.office.quiet)
    tab.show_id(id)
    name = tab.office.office.ask(staff.sheet, id).form.name
    qtbot.waitUntil(
        lambda: tab.office.quiet and any(one.text() == name for one in tab.detail.findChildren(QLabel))
    )


def test_a_member_of_staff_is_added_and_changed(page, qtbot, press):
    press(page, staff.add)
    qtbot.waitUntil(lambda: page.detail.form is not None)
    line_of(page.detail.form).setText("Xu Lan")
    page.detail.form.save()
    qtbot.waitUntil(lambda: page.detail.form is None and page.list.model.rowCount() == 5)
    # until the new page comes, the one of whoever was shown before stands there
    qtbot.waitUntil(lambda: any(each.text() == "Xu Lan" for each in page.detail.findChildren(QLabel)))
    press(page, staff.change)
    qtbot.waitUntil(lambda: page.detail.form is not None)
    assert line_of(page.detail.form).text() == "Xu Lan"


def test_a_login_somebody_has_is_refused_beside_its_field(page, qtbot, office):
    add(office, name="Xu Lan", login="xulan")
    page.open_new({"name": "Xu Liang", "login": "XuLan"})
    qtbot.waitUntil(lambda: page.detail.form is not None)
    form = page.detail.form
    form.save()
    qtbot.waitUntil(form.form.slots["login"].fault.isVisible)
    assert line_of(form).text() == "Xu Liang"


def test_a_first_password_is_given_and_must_be_changed(page, qtbot, press, office):
    id = add(office, name="Xu Lan", login="xulan")
    show_one(qtbot, page, id)
    press(page, signing.give_password)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(FormDialog)))
    dialog = next(one for one in page.findChildren(FormDialog) if one.isVisible())
    line_of(dialog.page, "password").setText("password")
    dialog.page.save()
    qtbot.waitUntil(dialog.page.form.slots["password"].fault.isVisible)
    line_of(dialog.page, "password").setText(PASSWORD)
    dialog.page.save()
    qtbot.waitUntil(lambda: office.ask(staff.sheet, id).must_change)


def test_without_a_login_name_the_password_waits_and_says_why(page, qtbot, office):
    show_one(qtbot, page, add(office, name="Xu Lan"))
    waiting = next(one for one in page.findChildren(Button) if one.case is signing.give_password)
    assert not waiting.isEnabled()
    assert "login name" in waiting.toolTip()


def test_somebody_who_left_is_offered_no_more_and_comes_back(page, qtbot, press, office):
    id = add(office, name="Xu Lan")
    show_one(qtbot, page, id)
    press(page, staff.archive)
    qtbot.waitUntil(lambda: office.ask(staff.sheet, id).archived is not None)
    qtbot.waitUntil(
        lambda: any(one.case is staff.restore and one.isVisible() for one in page.findChildren(Button))
    )
    press(page, staff.restore)
    qtbot.waitUntil(lambda: office.ask(staff.sheet, id).archived is None)


def test_the_last_manager_stays(page, qtbot, press, office, qt_office):
    refused = []
    qt_office.refused.connect(refused.append)
    show_one(qtbot, page, office.who.staff_id)
    press(page, staff.archive)
    qtbot.waitUntil(lambda: bool(refused))


def test_a_clerk_sees_the_staff_with_every_deed_grey(show, qtbot, office):
    id = office.who.staff_id
    office.who = Who(id, "Clerk", "clerk")
    tab = show(StaffTab)
    show_one(qtbot, tab, id)
    guarded = [
        one
        for one in tab.findChildren(Button)
        if one.case in (staff.add, staff.change, signing.give_password)
    ]
    assert {one.case for one in guarded} == {staff.add, staff.change, signing.give_password}
    assert not any(one.isEnabled() for one in guarded)


def dialog_of(tab):
    return next((one for one in tab.findChildren(FormDialog) if one.isVisible()), None)


def test_leave_of_today_is_two_presses_and_stands_on_the_calendar(page, qtbot, press, office, sample):
    show_one(qtbot, page, sample.clerk)
    press(page, staff_hours.add_leave)
    qtbot.waitUntil(lambda: dialog_of(page) is not None)
    dialog_of(page).page.save()
    qtbot.waitUntil(lambda: len(office.ask(staff_time.sheet, sample.clerk).leave) == 1)
    (row,) = office.ask(staff_time.sheet, sample.clerk).leave
    assert (row.kind, row.title, row.from_day) == ("leave", "Leave", date(2026, 11, 20))
    qtbot.waitUntil(
        lambda: any(
            one.case is calendar.archive and one.isVisible() for one in page.detail.page.findChildren(Button)
        )
    )
    press(page, calendar.archive)
    qtbot.waitUntil(lambda: office.ask(staff_time.sheet, sample.clerk).leave == ())


def test_own_hours_are_entered_ended_and_taken_back_by_keyboard(page, qtbot, office, sample):
    def reach(case):
        found = [one for one in page.detail.page.findChildren(Button) if one.case is case]
        return found[0] if found else None

    show_one(qtbot, page, sample.clerk)
    add = reach(staff_hours.add_shift)
    add.setFocus()
    QTest.keyClick(add, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog_of(page) is not None)
    form = dialog_of(page).page
    assert line_of(form, "monday").text() == "08:30-12:00, 13:30-18:00"
    line_of(form, "monday").setText("06:00-14:00")
    QTest.keyClick(form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(office.ask(staff_time.sheet, sample.clerk).shifts) == 1)
    qtbot.waitUntil(lambda: page.detail.page is not None and reach(staff_hours.end_shift) is not None)
    assert any("Mon 06:00–14:00" in one.text() for one in page.detail.page.findChildren(QLabel))
    QTest.keyClick(reach(staff_hours.archive_shift), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: office.ask(staff_time.sheet, sample.clerk).shifts == ())


def test_every_right_of_a_role_has_its_words():
    assert frozenset().union(*RIGHTS.values()) == set(RIGHT_NAMES)


def test_the_skills_open_where_they_are_typed(page, qtbot, office, sample):
    show_one(qtbot, page, sample.plumber)
    qtbot.waitUntil(lambda: any(each.text() == "Skills…" for each in page.detail.findChildren(Button)))
    next(each for each in page.detail.findChildren(Button) if each.text() == "Skills…").click()
    qtbot.waitUntil(lambda: page.detail.form is not None)
    slot = page.detail.form.form.slots["skills"]
    qtbot.waitUntil(lambda: slot.isAncestorOf(page.window().focusWidget()))


def test_the_page_leads_to_what_is_personal_to_who_may_see_it(page, qtbot, qt_office, office, sample):
    gone = []
    qt_office.going.connect(gone.append)

    def ways():
        links = page.detail.findChildren(LinkButton)
        return {each.text(): each for each in links if each.text() in wanted and each.isVisible()}

    wanted = {"Profiles", "Goals", "Self-evaluation"}
    show_one(qtbot, page, sample.clerk)
    qtbot.waitUntil(lambda: set(ways()) == wanted)
    for name in wanted:
        ways()[name].click()
    mine = {"staff": (sample.clerk,)}
    assert {(link.section, link.id) for link in gone} == {
        ("profiles", sample.clerk), ("goals", None), ("evaluations", None)
    }  # fmt: skip
    assert [link.where for link in gone if link.section != "profiles"] == [mine, mine]
    office.who = Who(sample.plumber, "Gao Jun", "technician")
    show_one(qtbot, page, sample.electrician)
    qtbot.waitUntil(lambda: not ways())
    show_one(qtbot, page, sample.plumber)
    qtbot.waitUntil(lambda: set(ways()) == wanted)
