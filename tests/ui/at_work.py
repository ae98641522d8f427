"""The whole window on a real office, and two hands for it: one has only a mouse, the other only a keyboard."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pypdf
import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fmcrm_desktop.model.words import ENGLISH
from fmcrm_desktop.ui.desk import Desk
from fmcrm_desktop.ui.doors import Doors
from fmcrm_desktop.ui.kit.flow import within
from fmcrm_desktop.ui.look import LIGHT, Look
from fmcrm_desktop.ui.tabs.reports.tab import ReportsTab
from fmcrm_desktop.ui.window import MainWindow

W = TypeVar("W", bound=QWidget)
NONE, CONTROL, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
LONG = 15_000
IDLE = 1_000
"""Turns of the loop in which nothing is under way."""
"""Milliseconds in which opening, closing and papers must be there."""


@contextmanager
def window_on(qtbot: QtBot, qapp: QApplication, path: Path, language: str = ENGLISH) -> Iterator[MainWindow]:
    """The program's own window, open on an office; what is typed and not saved is dropped at the end."""
    look = Look(qapp, language)
    look.wear(LIGHT)
    doors = Doors()
    window = MainWindow(doors, look)
    window.resize(1366, 820)
    # Within a double click a popup takes the second release for the end of the first click.
    pause = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(1)
    window.show()
    window.begin(str(path))
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.present is not None, timeout=LONG)
    # Shortcuts work in the active window only.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    settle(window, qtbot)
    try:
        yield window
    finally:
        while (over := QApplication.activeModalWidget()) is not None:
            over.hide()
            over.deleteLater()
        while window.desk and (tab := window.desk.unsaved()):
            tab.detail.drop_form()
        with qtbot.waitSignal(window.gone, timeout=LONG):
            window.close()
        doors.end()
        window.deleteLater()
        look.speak(ENGLISH)
        qapp.setDoubleClickInterval(pause)


@pytest.fixture
def open_at(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., MainWindow]]:
    """Open the window on an office's file; closed again when the test ends."""
    from contextlib import ExitStack

    with ExitStack() as kept:
        yield lambda path, language=ENGLISH: kept.enter_context(window_on(qtbot, qapp, path, language))


@pytest.fixture
def window(open_at: Callable[..., MainWindow], office_path: Path) -> MainWindow:
    """The window on the sample office, in English."""
    return open_at(office_path)


def desk_of(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Until every question under way is answered and drawn."""

    def still() -> bool:
        tab = desk_of(window).present
        office = window.office
        return bool(office and office.quiet and tab and tab.quiet)

    qtbot.waitUntil(still, timeout=LONG)
    QApplication.processEvents()
    qtbot.waitUntil(still, timeout=LONG)


def rows(path: Path, question: str, *values: Any) -> list[tuple[Any, ...]]:
    """What plain sqlite3 finds in the office's file."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(question, values).fetchall()


def said(widget: QObject) -> str:
    """What a screen reader would call it."""
    if not isinstance(widget, QWidget):
        return ""
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return (widget.accessibleName() or text).replace("&&", "&")


def until(look: Callable[[], bool], milliseconds: int = LONG) -> bool:
    """Let the window work until it is so; False when it never is."""
    deadline = QDeadlineTimer(milliseconds)
    while not look():
        if deadline.hasExpired():
            return False
        turn()
    return True


def turn() -> None:
    """Let the window work for a moment."""
    loop = QEventLoop()
    # Qt for Python keeps some 200 bytes of each connection to loop.quit itself, and a long run turns often.
    QTimer.singleShot(5, lambda: loop.quit())  # noqa: PLW0108
    loop.exec()


def made(tab: ReportsTab, ready: Callable[[], bool]) -> None:
    """Let the tab work until it is so. Its paper is made by another process, which tells its end by itself: as long as
    that runs it is waited for, however busy the machine is."""
    idle = 0
    while not ready():
        running = tab._running
        assert running is None or not running._over, "the paper broke"
        idle = 0 if running is not None or tab._soon.isActive() else idle + 1
        assert idle < IDLE, "nothing is under way, and the paper is not there"
        turn()


def on_screen(kind: type[W], name: str) -> W:
    """The visible widget of this kind and name in the window on top, as soon as it is there."""
    found: list[W] = []

    def look() -> bool:
        found[:] = [one for one in within(top_window(), kind) if said(one) == name and one.isVisible()]
        return bool(found)

    assert until(look), f"{name!r} is not on the screen; there are {shown_names()}"
    return found[-1]


def shown_names() -> list[str]:
    return sorted({said(one) for one in within(top_window(), QWidget) if one.isVisible()})


def top_window() -> QWidget:
    """The dialog or the window one works in. Without a desktop nobody makes it active when a dialog closes."""
    top = QApplication.activeModalWidget() or QApplication.activeWindow()
    if top is None:
        top = next(
            one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible()
        )
        top.activateWindow()
        assert until(top.isActiveWindow)
    return top


def answer_dialog(kind: type[W], act: Callable[[W], object]) -> None:
    """When a dialog that runs its own loop appears, act in it."""

    deadline = QDeadlineTimer(5_000)

    def look() -> None:
        top = QApplication.activeModalWidget()
        if isinstance(top, kind) and top.isVisible():
            try:
                act(top)
            except BaseException:
                top.close()  # or its loop would run for ever
                raise
        elif not deadline.hasExpired():
            QTimer.singleShot(10, look)
        elif top is not None:
            top.close()

    QTimer.singleShot(0, look)


class Mouse:
    """Clicks what can be seen, where it can be seen; types only into what was clicked."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Scroll it into sight as the wheel would, and click; what lies above it would get the click."""
        place = at if at is not None else widget.rect().center()
        top = widget.window()

        def under() -> QWidget | None:
            area = widget.parentWidget()
            while area is not None:
                if isinstance(area, QScrollArea):
                    area.ensureWidgetVisible(widget)
                area = area.parentWidget()
            found = top.childAt(widget.mapTo(top, place))
            return found if found is not None and (found is widget or widget.isAncestorOf(found)) else None

        assert until(lambda: under() is not None), f"{said(widget)!r} is covered"
        assert widget.isEnabled(), f"{said(widget)!r}: {widget.toolTip()}"
        hit = under()
        assert hit is not None
        QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(top, widget.mapTo(top, place)))

    def press(self, name: str) -> None:
        """Click a button by its name."""
        self.click(on_screen(QAbstractButton, name))

    def tick(self, name: str) -> None:
        self.click(on_screen(QCheckBox, name), QPoint(8, on_screen(QCheckBox, name).height() // 2))

    def type(self, name: str, text: str) -> None:
        """Click into a field and type over what stands there."""
        field = on_screen(QWidget, name)
        self.click(field)
        self.qtbot.waitUntil(field.hasFocus)
        QTest.keyClick(field, Qt.Key.Key_A, CONTROL)
        commit(text)

    def row(self, view: QAbstractItemView, at: int) -> None:
        """Click a row of a list."""
        self.qtbot.waitUntil(lambda: view.isVisible() and view.model().rowCount() > at)
        index = view.model().index(at, getattr(view, "_first_shown", int)())
        view.scrollTo(index)
        place: QRect = view.visualRect(index)
        self.click(view.viewport(), place.center())

    def choose(self, name: str, word: str) -> None:
        """Open a combo box and click one of its words."""
        combo = on_screen(QComboBox, name)
        self.click(combo)
        view = combo.view()
        self.qtbot.waitUntil(view.isVisible)
        index = view.model().index(combo.findText(word), 0)
        view.scrollTo(index)
        place = view.visualRect(index).center()
        QTest.mouseMove(view.viewport(), place)
        self.click(view.viewport(), place)
        if not until(lambda: combo.currentText() == word or not view.isVisible(), 2_000):
            self.click(
                view.viewport(), place
            )  # the list opened so late that it took the click for its own opening
        self.qtbot.waitUntil(lambda: combo.currentText() == word)

    def tab(self, title: str) -> None:
        strip = next(one for one in within(top_window(), QTabBar) if one.isVisible())
        at = next(at for at in range(strip.count()) if strip.tabText(at) == title)
        for _ in range(strip.count()):  # on a narrow screen the last ones come by the arrows at the end
            arrows = [one for one in within(strip, QToolButton) if one.isVisible()]
            room = min((one.x() for one in arrows), default=strip.width())
            if 0 <= strip.tabRect(at).center().x() < room:
                break
            self.click((min if strip.tabRect(at).x() < 0 else max)(arrows, key=lambda one: one.x()))
        self.click(strip, strip.tabRect(at).center())

    def pick(self, name: str, text: str) -> None:
        """Type into a picker and click its first answer."""
        self.type(name, text)
        field: Any = on_screen(QWidget, name)
        self.qtbot.waitUntil(lambda: field.answered and field.offered is not None)
        self.row(field.offered, 0)
        self.qtbot.waitUntil(lambda: not isValid(field) or field.offered is None)


class Keys:
    """Presses keys; goes to a field by Tab alone."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot

    @property
    def focus(self) -> QWidget:
        top = top_window()
        return QApplication.activePopupWidget() or QApplication.focusWidget() or top

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        commit(text)

    def tab_to(self, name: str, back: bool = False) -> QWidget:
        """Press Tab until the focus is on what has this name; it must come by within one round."""
        passed: list[str] = []
        for _ in range(150):
            if said(self.focus) == name:
                return self.focus
            passed.append(said(self.focus))
            self.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, SHIFT if back else NONE)
        raise AssertionError(f"Tab never comes to {name!r}; it passes {list(dict.fromkeys(passed))}")

    def comes_to(self, name: str) -> None:
        """The program itself puts the focus there."""
        assert until(lambda: said(self.focus) == name), (
            f"the focus is on {said(self.focus)!r}, not on {name!r}"
        )

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type over what stands there."""
        self.tab_to(name)
        self.press(Qt.Key.Key_A, CONTROL)
        commit(text)

    def push(self, name: str) -> None:
        """Go to a button or a tick box and press the space bar."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Space)

    def pick(self, name: str, text: str) -> None:
        """Type into a picker and take its first answer."""
        field: Any = self.tab_to(name)
        commit(text)
        self.qtbot.waitUntil(lambda: field.answered and field.offered is not None)
        self.press(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not isValid(field) or field.offered is None)


def commit(text: str) -> None:
    """Type where the focus is: Latin key by key, other scripts as an input method hands them over."""
    field = QApplication.focusWidget()
    assert field is not None
    if text.isascii():
        for line, part in enumerate(text.split("\n")):
            if line:
                QTest.keyClick(field, Qt.Key.Key_Return)
            QTest.keyClicks(field, part)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(field, event)
    QApplication.processEvents()


def tomorrow(window: MainWindow) -> date:
    return desk_of(window).office.words.today() + timedelta(days=1)


def paper(window: MainWindow, qtbot: QtBot) -> str:
    """The text of the paper in the preview, once it is there."""

    assert until(lambda: isinstance(desk_of(window).present, ReportsTab)), "no paper is seen"
    tab = desk_of(window).present
    assert isinstance(tab, ReportsTab)
    made(tab, lambda: tab.file is not None and tab.view.pages > 0 and tab.quiet)
    assert tab.file is not None and tab.view.isVisible()
    return text_of(tab.file)


def text_of(file: Path) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


def told(window: MainWindow, part: str) -> None:
    """The message bar says it."""
    bar = desk_of(window).bar
    assert until(lambda: part in bar.text() and bar.isVisible()), [bar.text(), faults_of(window)]


def faults_of(window: MainWindow) -> dict[str, str]:
    """The sentences under the fields of the form that is open."""
    form = desk_of(window).present.detail.form
    slots = form.form.slots if form is not None else {}
    return {name: slot.fault.text() for name, slot in slots.items() if slot.fault.text()}
