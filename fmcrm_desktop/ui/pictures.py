"""A picture of every tab in both languages and themes: for looking at what people see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from fmcrm_desktop.model.words import LANGUAGES
from fmcrm_desktop.ui.desk import Desk
from fmcrm_desktop.ui.doors import close_office, open_locked
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.look import DARK, LIGHT, Look
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import Picks

WIDTH, HEIGHT = 1366, 768
PATIENCE = 15_000
"""Milliseconds a tab may take to fill before its picture is taken as it is."""
SETTLE = 250
"""Milliseconds of calm; the late counts in the strip are asked for after 200."""


def take(app: QApplication, name: str, folder: Path) -> list[Path]:
    """Visit every tab with a record chosen; gives the files written, "owners-en-light.png" and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    look = Look(app)
    before = look.language, look.theme
    opened = open_locked(name, read_only=True)
    taken: list[Path] = []
    for language in LANGUAGES:
        for colours in (LIGHT, DARK):
            look.language, look.theme = language, colours
            look.apply()
            office = QtOffice(
                opened.office, look.words(opened.settings["office.zone"]), opened.settings["office.currency"]
            )
            office.picks = Picks()
            opened.read_only = False  # for the pictures: without the warning
            desk = Desk(office, opened)
            taken += _visit(desk, office, folder, f"{language}-{colours}")
            office.close()
            desk.deleteLater()
            app.sendPostedEvents(
                None, QEvent.Type.DeferredDelete
            )  # what it holds open is let go before the next
    opened.read_only = True
    close_office(opened, with_backup=False)
    look.language, look.theme = before
    look.apply()
    return taken


def _visit(desk: Desk, office: QtOffice, folder: Path, ending: str) -> list[Path]:
    desk.resize(WIDTH, HEIGHT)
    desk.setStyleSheet(f"Desk {{ background: {theme.tokens().window}; }}")
    desk.show()
    taken = []
    for entry in list(desk.entries):
        tab = desk.show_tab(entry.name)
        _quiet(office, tab)
        if tab is not None and tab.list is not None and tab.list.model.ids and not tab.id:
            tab.list.table.step(1)
            _quiet(office, tab)
        target = folder / f"{entry.name}-{ending}.png"
        _grab(desk, target)
        taken.append(target)
    return taken


def _grab(widget: QWidget, target: Path) -> None:
    widget.grab().save(str(target))


def _quiet(office: QtOffice, tab: Tab | None) -> None:
    """Wait until nothing has been asked for a moment."""
    _turn(lambda: office.quiet and (tab is None or tab.quiet), PATIENCE)


def _turn(until: Callable[[], bool], patience: int) -> None:
    loop = QEventLoop()
    calm = QTimer(singleShot=True, interval=SETTLE)
    calm.timeout.connect(lambda: loop.quit() if until() else calm.start())
    calm.start()
    QTimer.singleShot(patience, loop, loop.quit)
    loop.exec()
