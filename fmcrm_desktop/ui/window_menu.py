"""What the menu and the window's keys do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from fmcrm_desktop import __version__
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.ui.office_menu import office_menu
from fmcrm_desktop.ui.shortcuts import about, shortcuts
from fmcrm_desktop.ui.tabs import PAGES, present

if TYPE_CHECKING:
    from fmcrm_desktop.ui.window import MainWindow

KEYS = {"F1": "shortcuts", "Ctrl+?": "shortcuts", "Ctrl+Q": "quit", "Ctrl+,": "settings", "Ctrl+B": "backup",
        "Ctrl+L": "lock"}  # fmt: skip


class WindowMenu(QObject):
    """``acts`` maps the name of each thing that can be done now to what does it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        for key, name in KEYS.items():
            QShortcut(QKeySequence(key), window, lambda name=name: self.act(name))

    def acts(self) -> dict[str, Any]:
        window = self._window
        acts: dict[str, Any] = {
            "language": window.speak, "theme": window.wear, "shortcuts": self._shortcuts, "about": self._about,
            "quit": window.close,
        }  # fmt: skip
        desk, opened = window.desk, window.opened
        if desk is None or opened is None or window.centralWidget() is not desk:
            return acts
        acts |= {page.name: lambda name=page.name: desk.go(Link(name)) for page in present(PAGES)}
        acts["other"] = window.other
        if opened.path is not None:
            acts |= {"backup": window.upkeep.back_up, "check": window.upkeep.check}
        if opened.settings["sign_in"]:
            acts |= {"lock": window.lock, "sign_out": window.lock}
        return acts

    def act(self, name: str) -> None:
        """Do what a key stands for, where it can be done now."""
        if (act := self.acts().get(name)) is not None:
            act()

    def popup(self) -> None:
        """The menu below the name."""
        desk = self._window.desk
        if desk is None:
            return
        menu = office_menu(self._window, desk.office.words, self._window.look, self.acts())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        button = desk.top.who
        corner = button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 2))
        menu.popup(corner)

    def _shortcuts(self) -> None:
        shortcuts(self._window.look.words(), self._window).open()

    def _about(self) -> None:
        opened = self._window.opened
        about(self._window.look.words(), __version__, opened.name if opened else "", self._window).open()
