"""Tasks, memos and reminders in the window, by mouse and keyboard; what the system is told while it is out of sight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from fmcrm_desktop.services import tasks
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.tasks import TaskForm
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.notifying import Notifier
from fmcrm_desktop.ui.reminder_bar import ReminderBar
from fmcrm_desktop.ui.tray import KEY, Tray
from fmcrm_desktop.ui.window import MainWindow
from tests.ui.at_work import CONTROL, Keys, Mouse, desk_of, on_screen, rows, settle, told, until

MINUTE = timedelta(minutes=1)


class Heard(Notifier):
    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def tell(self, title: str, text: str) -> bool:
        self.said.append((title, text))
        return True


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)


@pytest.fixture
def mouse(qtbot: QtBot) -> Mouse:
    return Mouse(qtbot)


def now_local() -> datetime:
    from zoneinfo import ZoneInfo

    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai"))


def give(path: Path, title: str, minutes: int) -> None:
    """A task that is due so many minutes from now and reminds at its time, written by somebody else."""
    office = open_office(str(path))
    due = now_local() + minutes * MINUTE
    form = TaskForm(title, due.date(), due.time().replace(second=0, microsecond=0), remind="0")
    office.do(tasks.add, form)
    office.close()


def ask_now(window: MainWindow, qtbot: QtBot) -> None:
    desk_of(window).reminders.ask()
    settle(window, qtbot)


def test_a_task_by_keyboard_is_written_ticked_and_taken_back(
    window: MainWindow, qtbot: QtBot, keys: Keys, office_path: Path
) -> None:
    keys.press(Qt.Key.Key_T, CONTROL)
    settle(window, qtbot)
    keys.fill("Task", "Read the meters")
    keys.press(Qt.Key.Key_S, CONTROL)
    told(window, "Saved")
    settle(window, qtbot)
    assert rows(office_path, "select kind, title, done from event") == [("task", "Read the meters", None)]
    tab = desk_of(window).present
    assert tab is not None and tab.list is not None
    tab.list.table.setFocus()
    keys.press(Qt.Key.Key_Space)
    told(window, "Completed")
    assert rows(office_path, "select count(*) from event where done is not null") == [(1,)]
    keys.press(Qt.Key.Key_Z, CONTROL)
    told(window, "Undone")
    assert rows(office_path, "select count(*) from event where done is not null") == [(0,)]


def test_a_memo_from_anywhere_becomes_a_task_in_one_press(
    window: MainWindow, qtbot: QtBot, keys: Keys, mouse: Mouse, office_path: Path
) -> None:
    keys.press(Qt.Key.Key_M, CONTROL)
    keys.comes_to("Memo")
    keys.type("Ask about the pump")
    keys.press(Qt.Key.Key_Return)
    told(window, "Memo kept")
    assert rows(office_path, "select kind, title from event") == [("memo", "Ask about the pump")]
    keys.press(Qt.Key.Key_J, CONTROL)
    settle(window, qtbot)
    bar = desk_of(window).present.bar  # type: ignore[union-attr]
    mouse.click(bar, bar.tabRect(3).center())
    settle(window, qtbot)
    mouse.press("Make it a task")
    told(window, "It is a task of yours now")
    assert rows(office_path, "select kind from event") == [("task",)]
    mouse.press("Undo")
    told(window, "Undone")
    assert rows(office_path, "select kind from event") == [("memo",)]


def test_a_memo_without_words_says_what_is_missing_and_escape_leaves(
    window: MainWindow, qtbot: QtBot, keys: Keys, office_path: Path
) -> None:
    keys.press(Qt.Key.Key_M, CONTROL)
    keys.comes_to("Memo")
    keys.press(Qt.Key.Key_Return)
    settle(window, qtbot)
    line = on_screen(QLineEdit, "Memo")
    assert until(lambda: "Fill in this field." in line.window()._fault.text())  # type: ignore[attr-defined]
    keys.press(Qt.Key.Key_Escape)
    assert until(lambda: QApplication.activeModalWidget() is None)
    assert rows(office_path, "select count(*) from event") == [(0,)]


def test_a_task_of_today_is_ticked_on_its_card(
    window: MainWindow, qtbot: QtBot, mouse: Mouse, office_path: Path
) -> None:
    give(office_path, "Valve", -120)
    desk_of(window).show_tab("today")
    desk_of(window).present.reload()  # type: ignore[union-attr]
    settle(window, qtbot)
    box = on_screen(QCheckBox, "Done: Valve")
    mouse.click(box, QPoint(8, box.height() // 2))
    told(window, "Completed")
    assert rows(office_path, "select count(*) from event where done is not null") == [(1,)]


def test_a_reminder_leaves_the_keyboard_where_it_is_and_f8_goes_there(
    window: MainWindow, qtbot: QtBot, keys: Keys, office_path: Path
) -> None:
    ask_now(window, qtbot)
    bar = desk_of(window).reminders
    search = desk_of(window).top.search
    search.setFocus()
    give(office_path, "Boiler", 0)
    ask_now(window, qtbot)
    assert until(bar.isVisible) and search.hasFocus()
    assert bar.title.text() == "Reminders"
    keys.press(Qt.Key.Key_F8)
    assert bar.isAncestorOf(keys.focus)
    keys.push("Completed: Boiler")
    told(window, "Completed")
    assert not bar.isVisible()
    assert rows(office_path, "select count(*) from event where done is not null") == [(1,)]
    ask_now(window, qtbot)
    assert not bar.isVisible()


def test_what_was_missed_takes_one_line_until_it_is_asked_for(
    window: MainWindow, qtbot: QtBot, keys: Keys, office_path: Path
) -> None:
    bar = desk_of(window).reminders
    bar._opened = None  # as at the start
    for title in ("One", "Two"):
        give(office_path, title, -200)
    ask_now(window, qtbot)
    assert until(lambda: len(bar.lines) == 2)
    assert bar.title.text() == "Missed while the program was closed · 2"
    low = bar.sizeHint().height()
    assert bar.unfold.isVisible() and low < 60
    keys.press(Qt.Key.Key_F8)
    assert bar.title.text() == "Missed while the program was closed" and not bar.unfold.isVisible()
    assert bar.sizeHint().height() > low + 40
    assert {"Open: One", "Open: Two"} <= {one.accessibleName() for one in bar.findChildren(QAbstractButton)}
    bar.close_all.click()
    settle(window, qtbot)
    assert not bar.isVisible()
    assert rows(office_path, "select count(*) from reminded where closed is not null") == [(2,)]


def test_put_off_it_leaves_the_bar_and_ctrl_z_is_not_spent_on_it(
    window: MainWindow, qtbot: QtBot, keys: Keys, office_path: Path
) -> None:
    ask_now(window, qtbot)
    give(office_path, "Boiler", 0)
    ask_now(window, qtbot)
    bar = desk_of(window).reminders
    assert until(bar.isVisible)
    [id] = bar.lines
    bar._away(id, "snooze", 15)
    settle(window, qtbot)
    [(again, shown)] = rows(office_path, "select again, shown from reminded")
    assert datetime.fromisoformat(again) - datetime.fromisoformat(shown) > 14 * MINUTE
    keys.press(Qt.Key.Key_Z, CONTROL)
    settle(window, qtbot)
    assert rows(office_path, "select count(*) from reminded where archived is not null") == [(0,)]


def test_the_system_is_told_only_while_the_window_is_out_of_sight(
    window: MainWindow, qtbot: QtBot, office_path: Path
) -> None:
    ask_now(window, qtbot)
    assert window.office is not None
    heard = window.office.notifier = Heard()
    give(office_path, "Seen", 0)
    ask_now(window, qtbot)
    assert until(lambda: len(desk_of(window).reminders.lines) == 1) and heard.said == []
    window.showMinimized()
    give(office_path, "Boiler", 0)
    ask_now(window, qtbot)
    assert until(lambda: len(heard.said) == 1)
    assert heard.said[0][0] == "Reminders" and "Boiler" in heard.said[0][1]
    window.showNormal()


def test_a_reminder_that_nobody_closed_hangs_again_when_the_office_is_opened(
    window: MainWindow, qtbot: QtBot, office_path: Path
) -> None:
    """It was said once and gone for good, whoever shut the window over it."""
    ask_now(window, qtbot)
    for title in ("Hangs", "Hangs too", "Put off", "Closed"):
        give(office_path, title, 0)
    ask_now(window, qtbot)
    bar = desk_of(window).reminders
    assert until(lambda: len(bar.lines) == 4)
    named = {each.title: id for id, each in bar.lines.items()}
    bar._away(named["Closed"], "close")
    bar._away(named["Put off"], "snooze", 15)
    settle(window, qtbot)
    again = ReminderBar(bar._office, window)
    again.ask()
    assert until(lambda: bool(again.lines))
    assert {each.title for each in again.lines.values()} == {"Hangs", "Hangs too"}
    assert not again.unfold.isHidden() and again._rows.isHidden(), (
        "in one line, said only a moment ago or not"
    )


def test_another_language_takes_along_what_hangs(window: MainWindow, qtbot: QtBot, office_path: Path) -> None:
    ask_now(window, qtbot)
    for title in ("Hangs", "Hangs too"):
        give(office_path, title, 0)
    ask_now(window, qtbot)
    assert until(lambda: len(desk_of(window).reminders.lines) == 2)
    window.speak("zh_CN")
    ask_now(window, qtbot)
    bar = desk_of(window).reminders
    assert {each.title for each in bar.lines.values()} == {"Hangs", "Hangs too"}
    assert bar.title.text() == "提醒" and not bar._rows.isHidden(), "drawn anew, nothing was missed"
    window.speak("en")


def test_kept_in_the_tray_the_window_hides_when_closed_and_quit_ends_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.tray.there = True
    assert not window.tray.keeps
    window.menu.acts()["tray"]()
    told(window, "leaves FMCRM in the tray")
    window.close()
    assert window.isHidden() and window.opened is not None
    window.tray.bring_back()
    assert window.isVisible()
    window.menu.acts()["tray_off"]()
    told(window, "ends FMCRM")
    assert memory.get(KEY) == "no"


def test_without_a_tray_nothing_is_offered_and_closing_closes(window: MainWindow) -> None:
    memory.put(KEY, "yes")
    tray = Tray(window, there=False)
    assert not tray.keeps and not tray.notifier.tell("Reminders", "Boiler")
    window.tray.there = False
    assert not {"tray", "tray_off"} & window.menu.acts().keys()
