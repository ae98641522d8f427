"""The tray: notices of the operating system, and the window that stays there when it is closed, where one wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSystemTrayIcon

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.notifying import Notifier

if TYPE_CHECKING:
    from fmcrm_desktop.ui.window import MainWindow

KEY = "tray"


class TrayNotifier(Notifier):
    """Tells through the tray's icon, where there is one."""

    def __init__(self, mark: QSystemTrayIcon | None) -> None:
        self._mark = mark

    def tell(self, title: str, text: str) -> bool:
        if self._mark is None or not self._mark.supportsMessages():
            return False
        self._mark.show()
        self._mark.showMessage(title, text)
        return True


class Tray(QObject):
    """Without a tray the window closes as it always did."""

    def __init__(self, window: MainWindow, there: bool | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._leaving = False
        self.there = QSystemTrayIcon.isSystemTrayAvailable() if there is None else there
        self._mark: QSystemTrayIcon | None = None
        if self.there:
            self._mark = QSystemTrayIcon(icon("bell"), self)
            self._mark.setToolTip(window.windowTitle())
            self._mark.activated.connect(lambda _reason: self.bring_back())
            self._mark.messageClicked.connect(self.bring_back)
        self.notifier: Notifier = TrayNotifier(self._mark)
        window.installEventFilter(self)

    @property
    def keeps(self) -> bool:
        """Whether closing the window leaves the program in the tray."""
        return self.there and memory.get(KEY) == "yes"

    def turn(self) -> None:
        """Keep the program in the tray from now on, or no more; says in a sentence what that means."""
        memory.put(KEY, "no" if self.keeps else "yes")
        office = self._window.office
        if office is not None:
            stays = N_(
                "Closing the window now leaves FMCRM in the tray, so that reminders still come. Ctrl+Q ends it."
            )
            office.say(office.words(stays if self.keeps else N_("Closing the window now ends FMCRM.")))

    def quit(self) -> None:
        """Really close, whatever the setting."""
        self._leaving = True
        self._window.close()
        self._leaving = False

    def bring_back(self) -> None:
        """The window as it was."""
        window = self._window
        if window.isMinimized():
            window.showNormal()
        window.show()
        if window.desk is not None and window.desk.present is not None:
            window.desk.present.shown()  # what became stale while nobody saw it
        window.raise_()
        window.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        hides = event.type() == QEvent.Type.Close and self.keeps and not self._leaving
        if not hides or self._window.opened is None:
            return False
        event.ignore()
        if self._mark is not None:
            self._mark.show()
        self._window.hide()
        return True
