"""The first hour of a new office, in the program's own window: founding, the checklist that ticks itself, by keys."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLabel

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import backups, first_steps, owners
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.owners import PersonForm
from fmcrm_desktop.ui import office_menu
from fmcrm_desktop.ui.doors import Doors
from fmcrm_desktop.ui.first_steps import FirstStepsCard
from fmcrm_desktop.ui.handbook import Handbook
from fmcrm_desktop.ui.look import LIGHT, Look
from fmcrm_desktop.ui.window import MainWindow
from tests.ui.at_work import ALT, CONTROL, LONG, Keys, Mouse, desk_of, on_screen, rows, said, settle, told

STEPS = {
    "en": ("Address and telephone of the office", "Office hours", "Days off of this year", "Buildings and units",
           "Owners and tenants", "The others who work here"),
    "zh_CN": ("物业地址与电话", "办公时间", "今年的休息日", "楼栋与房屋", "业主和租户", "其他员工"),
}  # fmt: skip


@pytest.fixture(params=["en"])
def start(request, qtbot, qapp, tmp_path, monkeypatch):
    """The window of somebody who has no office yet."""
    monkeypatch.setenv("FMCRM_HOME", str(tmp_path / "home"))
    look = Look(qapp, request.param)
    look.wear(LIGHT)
    doors = Doors()
    made = MainWindow(doors, look)
    made.resize(1366, 820)
    made.show()
    made.begin("")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    while made.desk and (tab := made.desk.unsaved()):
        tab.detail.drop_form()
    with qtbot.waitSignal(made.gone, timeout=LONG):
        made.close()
    doors.end()
    made.deleteLater()
    look.speak("en")


def founded(window, qtbot, name="Willow Court") -> Path:
    """From the start page to Today by keys alone; gives the office's file."""
    keys = Keys(qtbot)
    keys.comes_to("New office")
    keys.press(Qt.Key.Key_Space)
    keys.comes_to("Name of the office")
    keys.type(name)
    keys.press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.present is not None, timeout=LONG)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: bool(card_of(window)), timeout=LONG)
    [path] = (Path(os.environ["FMCRM_HOME"])).rglob("*.fmcrm")
    return path


def card_of(window):
    page = desk_of(window).present.detail.page
    found = page.findChildren(FirstStepsCard) if page is not None else []
    return [one for one in found if one.isVisible()]


def states(window) -> list[str]:
    """What the card says of each step, read as a screen reader would."""
    [card] = card_of(window)
    named = [said(one) for one in card.findChildren(office_menu.QWidget) if one.focusPolicy()]
    return [name.partition(": ")[2] for name in named if name.partition(": ")[0] in STEPS["en"]]


def back_to_today(window, qtbot, done: int) -> None:
    Keys(qtbot).press(Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: card_of(window) and states(window).count("In place") == done, timeout=LONG)


def test_a_new_office_ticks_its_first_steps_by_keys_alone(start, qtbot):
    path, keys = founded(start, qtbot), Keys(qtbot)
    assert states(start) == ["Still missing"] * 6

    keys.push("Address and telephone of the office: Still missing")
    keys.comes_to("Name of the office")
    keys.fill("Address", "1 Willow Road")
    keys.press(Qt.Key.Key_S, CONTROL)
    told(start, "Saved")
    back_to_today(start, qtbot, 1)
    assert rows(path, "SELECT value FROM setting WHERE name = 'office.address'") == [('"1 Willow Road"',)]

    keys.push("Load a year's holidays: Days off of this year")
    keys.comes_to("Country (two letters)")
    keys.press(Qt.Key.Key_S, CONTROL)
    keys.comes_to("Take them")
    keys.press(Qt.Key.Key_Space)
    told(start, "taken into the calendar")
    back_to_today(start, qtbot, 2)

    keys.push("Office hours: Still missing")  # the holidays say nothing of them
    keys.comes_to("Monday")
    keys.press(Qt.Key.Key_S, CONTROL)
    told(start, "Saved")
    back_to_today(start, qtbot, 3)

    keys.push("Buildings and units: Still missing")
    keys.comes_to("Short name")
    keys.type("3")
    keys.press(Qt.Key.Key_S, CONTROL)
    told(start, "Saved")
    back_to_today(start, qtbot, 3)  # a building alone is not enough
    keys.push("New unit: Buildings and units")
    keys.pick("Building", "3")
    keys.fill("Number", "502")
    keys.press(Qt.Key.Key_S, CONTROL)
    told(start, "Saved")
    settle(start, qtbot)
    keys.press(Qt.Key.Key_N, CONTROL)  # the next one stands in the same building
    keys.comes_to("Number")
    keys.type("503")
    keys.press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: rows(path, "SELECT label FROM unit") == [("3-502",), ("3-503",)], timeout=LONG)
    settle(start, qtbot)
    back_to_today(start, qtbot, 4)

    keys.push("Owners and tenants: Still missing")
    keys.fill("Name", "王芳")
    keys.press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: rows(path, "SELECT name FROM person") == [("王芳",)], timeout=LONG)
    back_to_today(start, qtbot, 5)

    keys.push("The others who work here: Still missing")
    keys.fill("Name", "Li Na")
    keys.press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: ("Li Na",) in rows(path, "SELECT name FROM staff"), timeout=LONG)
    # The last one done, the list goes by itself.
    keys.press(Qt.Key.Key_1, ALT)
    settle(start, qtbot)
    qtbot.waitUntil(lambda: not card_of(start), timeout=LONG)


def test_what_is_refused_leaves_no_file_behind_and_can_be_mended(start, qtbot):
    keys, home = Keys(qtbot), Path(os.environ["FMCRM_HOME"])
    keys.push("New office")
    keys.comes_to("Name of the office")
    keys.type("Willow Court")
    keys.fill("Time zone", "Asia/Sa")
    keys.fill("Currency", "cny")
    keys.press(Qt.Key.Key_S, CONTROL)
    keys.comes_to("Time zone")
    on_screen(QLabel, "This time zone is not known. Choose one of the list, such as Asia/Shanghai.")
    assert not list(home.rglob("*.fmcrm"))
    line = keys.focus
    keys.press(Qt.Key.Key_A, CONTROL)
    keys.type("shangh")  # and there is a list
    qtbot.waitUntil(lambda: line.completer().popup().isVisible())
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(line.completer().popup(), key)
    assert line.text() == "Asia/Shanghai"
    keys.press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: start.desk is not None and start.desk.present is not None, timeout=LONG)
    settle(start, qtbot)
    [path] = home.rglob("*.fmcrm")
    known = dict(rows(path, "SELECT name, value FROM setting"))
    assert (known["office.zone"], known["office.currency"]) == ('"Asia/Shanghai"', '"CNY"')


@pytest.mark.parametrize(
    ("town", "typed", "known"),
    [("london", None, ("Europe/London", "GBP", "GB")), ("berlin", "usd", ("Europe/Berlin", "USD", "DE"))],
)
def test_a_town_is_enough_of_a_time_zone_and_brings_its_money_and_country(start, qtbot, town, typed, known):
    """A currency that was typed stays."""
    keys, home = Keys(qtbot), Path(os.environ["FMCRM_HOME"])
    keys.push("New office")
    keys.comes_to("Name of the office")
    keys.type("Riverside Court")
    if typed:
        keys.fill("Currency", typed)
    keys.fill("Time zone", town)
    keys.press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: start.desk is not None and start.desk.present is not None, timeout=LONG)
    settle(start, qtbot)
    [path] = home.rglob("*.fmcrm")
    kept = dict(rows(path, "SELECT name, value FROM setting"))
    assert tuple(kept[f"office.{name}"].strip('"') for name in ("zone", "currency", "country")) == known


def test_where_the_file_lies_is_chosen_in_the_dialog_of_the_system(start, qtbot, tmp_path, monkeypatch):
    wanted = tmp_path / "elsewhere.fmcrm"
    asked = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *say: asked.append(say[2]) or (str(wanted), "")
    )
    mouse = Mouse(qtbot)
    mouse.press("New office")
    mouse.type("Name of the office", "Willow Court")
    mouse.press("Folder…")
    mouse.press("Begin")
    qtbot.waitUntil(lambda: start.desk is not None and start.desk.present is not None, timeout=LONG)
    settle(start, qtbot)
    assert asked[0].endswith("office.fmcrm")
    assert wanted.exists()


def test_nothing_else_can_be_begun_while_an_office_opens(start, qtbot, tmp_path):
    flow = start.centralWidget()
    flow.enter(str(tmp_path / "none.fmcrm"))
    on_screen(QLabel, "Opening the office…")
    assert not flow.page.buttons["new"].isVisible()
    qtbot.waitUntil(lambda: bool(flow.page.fault()), timeout=LONG)
    assert flow.page.buttons["new"].isVisible()


def test_the_first_window_fits_on_its_screen(start):
    room = start.screen().availableSize()
    fresh = MainWindow(start.doors, start.look)
    assert fresh.width() <= room.width()
    assert fresh.height() <= room.height()
    fresh.deleteLater()


def test_the_list_is_put_away_for_good_and_brought_back_by_mouse(start, qtbot):
    path, mouse = founded(start, qtbot), Mouse(qtbot)
    mouse.press("Put away")
    told(start, "Put away")
    qtbot.waitUntil(lambda: not card_of(start))
    assert rows(path, "SELECT value FROM setting WHERE name = 'first_steps'") == [('"away"',)]
    start.rebuild()  # another language or look, another day
    settle(start, qtbot)
    assert not card_of(start)

    desk_of(start).menu.emit()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    action = next(one for one in menu.actions() if one.data() == "first_steps")
    assert action.text() == "First steps of the office"
    action.trigger()
    menu.close()
    qtbot.waitUntil(lambda: bool(card_of(start)), timeout=LONG)
    on_screen(QLabel, "0 of 6 in place")


def test_who_left_it_half_done_finds_the_list_on_coming_back(start, qtbot):
    path = founded(start, qtbot)
    desk_of(start).go(Link("settings"))
    settle(start, qtbot)
    start.rebuild()
    settle(start, qtbot)
    assert desk_of(start).present.name == "settings", "drawn anew it stays where the person is"
    with qtbot.waitSignal(start.doors.closed, timeout=LONG):
        start.other()
    start.doors.open(str(path))
    qtbot.waitUntil(lambda: start.desk is not None and bool(card_of(start)), timeout=LONG)
    assert desk_of(start).present.name == "today"
    desk_of(start).office.office.do(first_steps.put_away)
    desk_of(start).go(Link("settings"))
    settle(start, qtbot)
    with qtbot.waitSignal(start.doors.closed, timeout=LONG):
        start.other()
    start.doors.open(str(path))
    qtbot.waitUntil(lambda: start.desk is not None and start.desk.present is not None, timeout=LONG)
    settle(start, qtbot)
    assert desk_of(start).present.name == "settings", "put away, it is not in the way"


def test_f1_tells_of_the_first_hour_while_the_list_is_in_sight(start, qtbot):
    founded(start, qtbot)
    for page in ("first-hour", "today"):
        start.activateWindow()
        qtbot.waitUntil(start.isActiveWindow)
        Keys(qtbot).press(Qt.Key.Key_F1)
        qtbot.waitUntil(lambda: start.findChild(Handbook) is not None)
        assert start.findChild(Handbook).present.name == page
        start.findChild(Handbook).close()
        desk_of(start).office.office.do(first_steps.put_away)
        qtbot.waitUntil(lambda: not card_of(start) and start.findChild(Handbook) is None)


@pytest.mark.parametrize("start", ["zh_CN"], indirect=True)
def test_the_list_is_there_in_chinese(start, qtbot):
    keys = Keys(qtbot)
    keys.push("新建数据文件")
    keys.fill("物业名称", "柳苑")
    keys.press(Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: start.desk is not None and bool(card_of(start)), timeout=LONG)
    shown = {said(one).partition(":")[0] for one in card_of(start)[0].findChildren(office_menu.QWidget)}
    assert set(STEPS["zh_CN"]) <= shown


def test_a_backup_goes_back_to_the_office_it_was_made_of(start, qtbot, office_path, tmp_path, monkeypatch):
    """And not over the one used last, whatever that is; it is named before."""
    mine, other = tmp_path / "mine.fmcrm", tmp_path / "other.fmcrm"
    for path in (mine, other):
        shutil.copy(office_path, path)
    office = open_office(str(other))
    copy = backups.back_up(office).path
    office.do(owners.add, PersonForm(name="Later"))
    office.close()
    places.remember_office(str(mine))
    before = mine.read_bytes()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(copy), ""))
    keys = Keys(qtbot)
    keys.tab_to("Restore a backup")
    keys.press(Qt.Key.Key_Return)
    page = start.centralWidget().page
    qtbot.waitUntil(lambda: "in other.fmcrm now in brackets" in page.fault(), timeout=LONG)
    keys.tab_to("Put it back")
    keys.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: start.opened is not None and start.opened.path == other, timeout=LONG)
    settle(start, qtbot)
    assert rows(other, "SELECT count(*) FROM person WHERE name = 'Later'") == [(0,)]
    assert mine.read_bytes() == before


def test_who_opens_no_file_after_all_is_asked_nothing_more(start, qtbot, monkeypatch):
    asked = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: asked.append(1) or ("", False))
    Mouse(qtbot).press("Open an office")
    assert not asked
    Mouse(qtbot).press("On a server…")
    assert asked
