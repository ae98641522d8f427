"""What the menu and the window's keys do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from fmcrm_desktop import __version__
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.office_menu import KEYS, office_menu
from fmcrm_desktop.ui.shortcuts import about, shortcuts
from fmcrm_desktop.ui.tabs import PAGES, open_to

if TYPE_CHECKING:
    from fmcrm_desktop.ui.window import MainWindow


class WindowMenu(QObject):
    """``acts`` maps the name of each thing that can be done now to what does it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._news: tuple[str, dict[str, object]] | None = None
        self._deed: int | None = None
        for key, name in KEYS.items():
            QShortcut(QKeySequence(key), window, lambda name=name: self.act(name))

    def acts(self) -> dict[str, Any]:
        window = self._window
        acts: dict[str, Any] = {
            "language": window.speak, "theme": window.wear, "handbook": self._handbook, "shortcuts": self._shortcuts,
            "about": self._about,
            "quit": window.tray.quit,
        }  # fmt: skip
        desk, opened = window.desk, window.opened
        if desk is None or opened is None or window.centralWidget() is not desk:
            return acts
        acts |= {page.name: lambda name=page.name: desk.go(Link(name)) for page in open_to(desk.who, PAGES)}
        acts["other"] = window.other
        from fmcrm_desktop.services import first_steps

        if desk.office.may(first_steps.bring_back):
            acts["first_steps"] = self._first_steps
        if window.tray.there:
            acts["tray_off" if window.tray.keeps else "tray"] = window.tray.turn
        if opened.path is not None:
            acts |= {"backup": window.upkeep.back_up, "check": window.upkeep.check}
        if opened.settings["sign_in"]:
            acts |= {"lock": window.lock, "sign_out": window.lock}
        return acts

    def act(self, name: str) -> None:
        """Do what a key stands for, where it can be done now."""
        if (act := self.acts().get(name)) is not None:
            act()

    def want(self, name: str, what: object) -> None:
        """A page asks for a deed of the window."""
        if name == "restore":
            self._restore(Path(str(what)))
        elif name == "move":
            self._move(str(what))
        else:
            self.act(name)

    def _restore(self, copy: Path) -> None:
        """Close the office, put a backup in its place, open it again; what went wrong is said on the start page."""
        from fmcrm_desktop.services import backups

        window = self._window
        if window.opened is None or window.opened.path is None:
            return
        path = window.opened.path

        def closed() -> None:
            window.show_start()
            window.doors.call(str(path), lambda: backups.restore(path, copy), put_back)

        def put_back(aside: Path | None) -> None:
            said = N_("The backup is in place. The file as it was before is kept as {file}.")
            self._news = said, {"file": aside.name if aside else ""}
            window.doors.open(str(path))

        window.other(closed)

    def _move(self, target: str) -> None:
        """Close the office, move it, open it at its new place."""
        window = self._window
        if window.opened is None:
            return
        office = window.opened.office
        source, who = office.store.address, office.who

        def closed() -> None:
            window.show_start().move_office(source, target, who, moved)

        def moved(done: Any) -> None:
            said = N_(
                "The office is at {place} now, and {rows} rows were compared. The old one is as it was: keep it as a "
                "backup."
            )
            self._news = said, {"place": done.to, "rows": done.rows}
            window.doors.open(target)

        window.other(closed)

    def announce(self, said: str, deed: int | None = None) -> None:
        """A marked sentence for the next desk that is shown, with the deed it may take back."""
        self._news, self._deed = (said, {}), deed

    def tell(self) -> None:
        """What was done while no desk was there is said when somebody is at one again."""
        news, self._news = self._news, None
        deed, self._deed = self._deed, None
        if news is not None and self._window.office is not None:
            said, values = news
            self._window.office.say(self._window.office.words(said, **values), deed)

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

    def _first_steps(self) -> None:
        """The checklist of a new office again, on Today."""
        from fmcrm_desktop.services import first_steps

        desk = self._window.desk
        if desk is not None:
            desk.office.do(desk, first_steps.bring_back, then=lambda _done: desk.go(Link("today")))

    def _shortcuts(self) -> None:
        shortcuts(self._window.look.words(), self._window).open()

    def _handbook(self) -> None:
        """The page of what is in sight; pressed again in an open handbook's window it brings that to the front."""
        from fmcrm_desktop.ui.handbook import open_handbook

        desk = self._window.desk
        present = desk.present if desk is not None and self._window.centralWidget() is desk else None
        place = (present.name, getattr(present, "section_shown", "")) if present is not None else ("", "")
        open_handbook(self._window, place, getattr(getattr(present, "first_steps", None), "explained", ""))

    def _about(self) -> None:
        opened = self._window.opened
        about(self._window.look.words(), __version__, opened.name if opened else "", self._window).open()
