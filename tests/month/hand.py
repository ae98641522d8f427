"""The clerk's hand in the program's own window, the office's clock in the other; no fixture is needed for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.window import MainWindow
from tests.month.town import SHANGHAI
from tests.ui import at_work
from tests.ui.at_work import CONTROL, LONG, Keys, Mouse, until

Key = Qt.Key


class Waiter:
    """What the helpers of the windows want of pytest-qt, without pytest."""

    def waitUntil(self, look: Callable[[], bool], timeout: int = LONG) -> None:
        assert until(look, timeout), "it never came"

    @contextmanager
    def waitSignal(self, signal: Any, timeout: int = LONG) -> Iterator[None]:
        heard: list[bool] = []
        signal.connect(lambda *_: heard.append(True))
        yield
        self.waitUntil(lambda: bool(heard), timeout)


class Hand:
    """Real widgets for what is looked at, the door for what is repeated; all at the moment the clock shows."""

    def __init__(self, window: MainWindow, path: Path) -> None:
        self.window, self.path, self.waiter = window, path, Waiter()
        self.mouse, self.keys = Mouse(self.waiter), Keys(self.waiter)  # type: ignore[arg-type]
        self.faults: list[Any] = []
        assert window.office is not None
        window.office.broke.connect(self.faults.append)

    @property
    def office(self) -> Any:
        """The door."""
        assert self.window.office is not None
        return self.window.office.office

    @property
    def tab(self) -> Any:
        return at_work.desk_of(self.window).present

    def at(self, moment: datetime) -> None:
        """It is this moment now, on the office's clock."""
        now = moment.replace(tzinfo=SHANGHAI)
        self.office.store.clock = lambda: now

    def do(self, case: Callable[..., Any], *args: Any) -> Any:
        """Through the door, without the window."""
        return self.office.do(case, *args).result

    def settle(self) -> None:
        at_work.settle(self.window, self.waiter)  # type: ignore[arg-type]
        assert not self.faults, self.faults[0].details

    def go(self, tab: str, id: int | None = None, **more: Any) -> None:
        """A tab, a record of it, a section of it."""
        at_work.desk_of(self.window).go(Link(tab, id, **more))
        self.settle()

    def press(self, name: str) -> None:
        self.mouse.press(name)
        self.settle()

    def deed(self, case: Callable[..., Any]) -> None:
        """Press the button of a case, wherever it stands."""

        def there() -> list[Button]:
            found = at_work.top_window().findChildren(Button)
            return [one for one in found if one.case is case and one.isVisible()]

        assert until(lambda: bool(there())), f"{case} is not on the screen; there are {at_work.shown_names()}"
        self.mouse.click(there()[0])
        self.settle()

    def fill(self, **fields: str) -> None:
        """Type over fields by their name: ``What_was_said="…"``."""
        for name, text in fields.items():
            self.type(name.replace("_", " "), text)

    def type(self, name: str, text: str) -> None:
        self.mouse.type(name, text)

    def choose_nth(self, name: str, at: int, word: str) -> None:
        """A word of the combo box of this name in the line ``at`` of a form."""
        boxes = [one for one in at_work.top_window().findChildren(QComboBox) if at_work.said(one) == name]
        box = [one for one in boxes if one.isVisible()][at]
        box.setFocus()
        self.keys.type(word[:2])  # a space would open it
        self.waiter.waitUntil(lambda: box.currentText() == word)

    def at_home(self, unit: str) -> None:
        """The unit that comes with the person; picked by hand where it does not come."""
        if not until(lambda: at_work.on_screen(QLineEdit, "Unit").text() == unit, 3_000):
            self.mouse.pick("Unit", unit)
        assert until(lambda: at_work.on_screen(QLineEdit, "Unit").text() == unit)

    def visible(self, name: str) -> bool:
        """Whether something of this name is on the screen."""
        every = at_work.top_window().findChildren(QWidget)
        return any(at_work.said(one) == name and one.isVisible() for one in every)

    def shown(self, tab: str, section: str, where: dict[str, tuple[object, ...]]) -> int:
        """How many rows a list of the window has with these filters and no others."""
        self.go(tab, section=section)
        part = getattr(self.tab, "part", None) or self.tab
        part.list.show_where(where)
        self.settle()
        self.waiter.waitUntil(lambda: bool(part.quiet))
        return int(part.list.table.model().rowCount())

    def moment(self, name: str, moment: datetime) -> None:
        """A day and a time."""
        self.type(name, moment.date().isoformat())
        self.type(f"{name}, time", f"{moment:%H:%M}")

    def save(self, heard: str = "") -> None:
        """Ctrl+S, and what the message bar then says."""
        self.keys.press(Key.Key_S, CONTROL)
        if heard:
            at_work.told(self.window, heard)
        self.settle()
        form = self.tab.detail.form if self.tab is not None else None
        assert form is None or not at_work.faults_of(self.window), at_work.faults_of(self.window)

    def kept(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What plain sqlite3 finds."""
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            return connection.execute(question, values).fetchall()

    def id_of(self, table: str, column: str, value: str) -> int:
        """The record with this number, label or name."""
        [(id,)] = self.kept(f"select id from {table} where {column} = ? and archived is null", value)
        return int(id)


@contextmanager
def hand_on(path: Path) -> Iterator[Hand]:
    """The window open on an office's file."""
    qapp = QApplication.instance() or QApplication([])
    assert isinstance(qapp, QApplication)
    QCoreApplication.setApplicationName("fmcrm-desktop")
    with at_work.window_on(Waiter(), qapp, path) as window:  # type: ignore[arg-type]
        yield Hand(window, path)
