"""The pages of the menu, and the pictures of every tab."""

from __future__ import annotations

import pytest

from fmcrm_desktop.app import pictures
from fmcrm_desktop.services import staff
from fmcrm_desktop.ui import tabs
from fmcrm_desktop.ui.tabs.staff import StaffTab
from tests.ui.test_kit_tab import line_of


def test_a_member_of_staff_is_added_and_changed(show, qtbot, press, office):
    tab = show(StaffTab)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 4)
    tab.open_new({})
    line_of(tab.detail.form).setText("Xu Lan")
    tab.detail.form.save()
    qtbot.waitUntil(lambda: tab.detail.form is None and tab.list.model.rowCount() == 5)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    press(tab, staff.change)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    assert line_of(tab.detail.form).text() == "Xu Lan"


@pytest.mark.parametrize("subject", tabs.PICKS)
def test_every_picker_names_a_case_with_a_right(subject):
    assert tabs.Picks()[subject].right


@pytest.mark.parametrize(
    "entry", [*tabs.present(tabs.TABS), *tabs.present(tabs.PAGES)], ids=lambda entry: entry.name
)
def test_every_tab_opens_on_the_sample_office(entry, show, qtbot, qt_office):
    tab = show(entry.load())
    assert tab.name == entry.name
    qtbot.waitUntil(lambda: qt_office.quiet)


def test_pictures_are_taken_of_every_tab(qtbot, office_path, tmp_path):
    taken = pictures(str(office_path), tmp_path / "pictures")
    assert len(taken) == 4 * len(tabs.present())
    assert all(one.stat().st_size > 5_000 for one in taken)


@pytest.mark.parametrize(
    "entry", [*tabs.present(tabs.TABS), *tabs.present(tabs.PAGES)], ids=lambda entry: entry.name
)
def test_every_tab_outlives_a_bug_in_all_its_questions(
    entry, show, qtbot, qt_office, office, faults, monkeypatch
):
    """The fault switch: whatever is asked breaks; each is told, the tab stands, and works again afterwards."""

    def broken(case, *args, **kwargs):
        raise RuntimeError("switched on by the test")

    with monkeypatch.context() as switch:
        switch.setattr(office, "ask", broken)
        tab = show(entry.load())
        tab.reload()
        qtbot.waitUntil(lambda: qt_office.quiet)
    assert tab.isVisible()
    assert all("RuntimeError" in fault.details for fault in faults)
    faults.clear()
    tab.reload()
    qtbot.waitUntil(lambda: qt_office.quiet)
