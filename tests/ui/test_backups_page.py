"""The backups page: what there is, a look into one, and putting it back through the whole whole."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import ENGLISH
from fmcrm_desktop.services import backups, owners
from fmcrm_desktop.ui.doors import Doors
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.look import Look
from fmcrm_desktop.ui.tabs.backups import BackupsTab
from fmcrm_desktop.ui.window import MainWindow

SLOW = 20_000


@pytest.fixture
def whole(qtbot, qapp, office_path):
    """The whole window on the sample office."""
    look = Look(qapp, ENGLISH)
    doors = Doors()
    made = MainWindow(doors, look)
    made.show()
    made.begin(str(office_path))
    qtbot.waitUntil(lambda: made.desk is not None, timeout=SLOW)
    yield made
    with qtbot.waitSignal(made.gone, timeout=SLOW):
        made.close()
    doors.end()
    made.deleteLater()


@pytest.fixture
def page(show, qtbot):
    tab = show(BackupsTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    return tab


def button(tab, text):
    return next(one for one in tab.findChildren(Button) if text in (one.text(), one.accessibleName()))


def test_without_a_backup_the_page_says_when_one_is_made(page):
    assert not [one for one in page.findChildren(Button) if one.accessibleName().startswith("Look into it")]


def test_a_backup_is_looked_into_beside_what_is_there_now(page, qtbot, office):
    made = backups.back_up(office)
    office.do(owners.add, owners.NewPersonForm(name="Since Then"))
    page.reload()
    page.look(made.path)
    qtbot.waitUntil(lambda: page.seen is not None, timeout=SLOW)
    assert page.seen.now["person"] == page.seen.then["person"] + 1
    qtbot.waitUntil(lambda: any(one.text() == "Put it back" for one in page.findChildren(Button)))


def test_a_file_that_is_no_office_is_named_so_on_the_page(page, qtbot, tmp_path):
    other = tmp_path / "letter.fmcrm"
    other.write_text("Dear owner, the lift is mended.", encoding="utf-8")
    page.look(other)
    qtbot.waitUntil(lambda: bool(page._fault), timeout=SLOW)
    assert page.seen is None


def test_a_reader_sees_the_backups_with_every_deed_grey(show, qtbot, office):
    office.who = Who(office.who.staff_id, "Reader", "reader")
    tab = show(BackupsTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    assert not button(tab, "Back up now").isEnabled()
    assert button(tab, "Back up now").toolTip()


def test_a_backup_is_put_back_and_the_present_file_kept_aside(whole, qtbot, office_path):
    made = backups.back_up(whole.opened.office)
    whole.opened.office.do(owners.add, owners.NewPersonForm(name="Since Then"))
    tab = whole.desk.show_tab("backups")
    tab.look(made.path)
    qtbot.waitUntil(lambda: tab.seen is not None, timeout=SLOW)
    qtbot.waitUntil(lambda: any(one.text() == "Put it back" for one in tab.findChildren(Button)))
    before = whole.opened
    button(tab, "Put it back").click()
    qtbot.waitUntil(lambda: whole.opened not in (None, before) and whole.desk is not None, timeout=SLOW)
    kept = list(office_path.parent.glob("office before restore *.fmcrm"))
    assert len(kept) == 1
    qtbot.waitUntil(lambda: kept[0].name in whole.desk.bar.text())
    assert not whole.opened.office.ask(owners.choices, "Since Then", ())


def test_backing_up_now_shows_the_new_one(whole, qtbot):
    tab = whole.desk.show_tab("backups")
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    button(tab, "Back up now").click()
    qtbot.waitUntil(
        lambda: any(one.accessibleName().startswith("Look into it") for one in tab.findChildren(Button)),
        timeout=SLOW,
    )
