"""The pages of the menu, and the pictures of every tab."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shiboken6
from PySide6.QtCore import QSize

from fmcrm_desktop.app import pictures
from fmcrm_desktop.ui import tabs
from fmcrm_desktop.ui.kit import reading_order
from tests.conftest import PATIENCE
from tests.ui.at_work import until


def layout_items():
    """The places in layouts that Python has a name for: how many."""
    return sum(type(one).__name__ == "QWidgetItem" for one in shiboken6.getAllValidWrappers())


@pytest.mark.parametrize("subject", tabs.PICKS)
def test_every_picker_names_a_case_with_a_right(subject):
    assert tabs.Picks()[subject].right


@pytest.mark.parametrize(
    "entry", [*tabs.present(tabs.TABS), *tabs.present(tabs.PAGES)], ids=lambda entry: entry.name
)
def test_every_tab_opens_on_the_sample_office(entry, show, qtbot, qt_office):
    before = layout_items()
    tab = show(entry.load())
    assert tab.name == entry.name
    qtbot.waitUntil(lambda: qt_office.quiet)
    reading_order.step(tab, True)
    assert layout_items() <= before, (
        "Python knows items of layouts, and will after they are gone: docs/traps.md"
    )
    # a laptop of 1366 × 768, less the strip of tabs, the search, the status line and the system's own bar; texts ask
    # for more until they know how wide they are
    room = QSize(1366, 590)
    assert until(lambda: tab.minimumSizeHint().boundedTo(room) == tab.minimumSizeHint(), PATIENCE), (
        f"{tab.minimumSizeHint()} makes the window too large"
    )


@pytest.mark.parametrize(
    "entry",
    [one for one in (*tabs.present(tabs.TABS), *tabs.present(tabs.PAGES)) if one.name != "reports"],
    ids=lambda entry: entry.name,
)
def test_a_page_is_refused_to_those_who_are_not_offered_it(entry, show, qtbot, qt_office, office):
    """A technician has the fewest rights. A report is refused by the job that would make it."""
    office.who = replace(office.who, role="technician")
    refused = []
    qt_office.refused.connect(refused.append)
    tab = show(entry.load())
    qtbot.waitUntil(lambda: qt_office.quiet and tab.quiet)
    assert bool(refused) == (entry not in tabs.open_to(office.who, [entry]))


def test_pictures_are_taken_of_every_tab(qtbot, qtlog, office_path, tmp_path):
    taken = pictures(str(office_path), tmp_path / "pictures")
    assert len(taken) == 4 * len(tabs.present())
    assert all(one.stat().st_size > 5_000 for one in taken)
    chatter = [said.message for said in qtlog.records if "propagateSizeHints" in said.message]
    assert not chatter, "Qt says it of every window without a screen, between the lines of the command"


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
