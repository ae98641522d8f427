"""Fixtures for the window: the office for the screen, a tab in a real window, pressing a button by its case."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.tidying import Tidying
from fmcrm_desktop.ui.qt_office import Fault, QtOffice
from fmcrm_desktop.ui.tabs import Picks
from tests.ui.answering import answers_tab, fingers
from tests.ui.at_work import open_at, window
from tests.ui.forked import Context

__all__ = ["answers_tab", "fingers", "open_at", "window"]

# A screen is not needed and must not be disturbed; the variable may name another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def tidied(qapp: QApplication) -> Tidying:
    """Garbage is looked for on the window's thread alone, as in the program."""
    made = Tidying(qapp)
    made.begin()
    return made


@pytest.fixture(autouse=True)
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Long work is in another process, as in the program, but one that is forked."""
    begin = multiprocessing.get_context
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = Context()
        monkeypatch.setattr(
            multiprocessing, "get_context", lambda way=None: context if way == "spawn" else begin(way)
        )


@pytest.fixture
def look(qapp: QApplication) -> None:
    """The light look."""
    theme.apply(qapp, False, places.resources())


@pytest.fixture
def faults() -> list[Fault]:
    """Bugs the office reported; a test that expects one clears the list."""
    return []


@pytest.fixture
def qt_office(qtbot: QtBot, office: Office, look: None, faults: list[Fault]) -> Iterator[QtOffice]:
    """The sample office for the screen, in English and the office's zone."""
    made = QtOffice(office, Words("en", "Asia/Shanghai", places.resources() / "locale"))
    made.picks = Picks()
    made.broke.connect(faults.append)
    yield made
    made.close()
    assert not faults, faults[0].details


@pytest.fixture
def show(qtbot: QtBot, qt_office: QtOffice) -> Callable[[type[Tab]], Tab]:
    """Open a tab in a real window of the usual size."""

    def opened(kind: type[Tab]) -> Tab:
        tab = kind(qt_office)
        qtbot.addWidget(tab)
        tab.resize(1366, 680)
        tab.show()
        qtbot.waitExposed(tab)
        tab.shown()
        return tab

    return opened


@pytest.fixture
def press(qtbot: QtBot) -> Callable[[QWidget, Callable[..., Any]], Button]:
    """Press the button of a case, wherever it stands in a widget."""

    def pressed(inside: QWidget, case: Callable[..., Any]) -> Button:
        def there() -> list[Button]:
            return [one for one in inside.findChildren(Button) if one.case is case and one.isVisible()]

        # what was made a moment ago is shown when Qt comes to it
        qtbot.waitUntil(lambda: bool(there()))
        found = there()
        assert found[0].isEnabled(), found[0].toolTip()
        found[0].click()
        return found[0]

    return pressed
