"""The window: start page, signing in, the desk; language, theme and closing. It knows no tab in person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QMessageBox, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui import posting
from fmcrm_desktop.ui.covering import cover, uncover
from fmcrm_desktop.ui.idle import Idle
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.look import Look
from fmcrm_desktop.ui.qt_jobs import RunningJob
from fmcrm_desktop.ui.qt_office import Fault, QtOffice
from fmcrm_desktop.ui.tray import Tray
from fmcrm_desktop.ui.window_menu import WindowMenu

if TYPE_CHECKING:
    from fmcrm_desktop.services.first_steps import FirstSteps
    from fmcrm_desktop.ui.desk import Desk
    from fmcrm_desktop.ui.doors import Doors, Opened
    from fmcrm_desktop.ui.kit.form_page import Left
    from fmcrm_desktop.ui.kit.tab import Place
    from fmcrm_desktop.ui.sign_in_page import SignInPage
    from fmcrm_desktop.ui.start_flow import StartFlow

TITLE = "FMCRM"
LEAST = QSize(960, 600)
SIZE = QSize(1366, 820)
MARGIN = 60
"""Pixels for the frame of the window and the bar of the desktop."""
SETTLED = 1_500
"""Milliseconds from the desk to the import of the other tabs, so that opening one does not wait for it."""
CALM = 5_000
"""Milliseconds from the desk to the thread that sends mail: the first list stands long before."""
log = logging.getLogger("fmcrm.window")


class MainWindow(QMainWindow):
    """``gone`` when everything is closed and the program may end. The pages are imported when they are shown: the
    frame is painted before."""

    gone = Signal()

    def __init__(self, doors: Doors, look: Look) -> None:
        super().__init__()
        self.doors, self.look = doors, look
        self.opened: Opened | None = None
        self.office: QtOffice | None = None
        self.desk: Desk | None = None
        self._flow: StartFlow | None = None
        self._sign_in: SignInPage | None = None
        self._after: Callable[[], object] | None = None
        # A screen at 200 % has fewer pixels than this: a window larger than it would hide its own foot.
        self.setMinimumSize(LEAST.boundedTo(self.screen().availableSize()))
        self.setWindowTitle(TITLE)
        if not self.restoreGeometry(memory.get_bytes("geometry") or b""):
            room = self.screen().availableSize()
            # What fits even where nobody fills the screen, and when it is made smaller again.
            self.resize(SIZE.boundedTo(room - QSize(MARGIN, MARGIN)))
            if room.width() < SIZE.width() + MARGIN or room.height() < SIZE.height() + MARGIN:
                # A small screen is filled: with its frame around it the foot of the window would lie below the edge.
                self.setWindowState(Qt.WindowState.WindowMaximized)
        doors.opened.connect(self._opened)
        doors.refused.connect(self._refused)
        doors.broke.connect(self.report)
        doors.closed.connect(self._closed)
        self.idle = Idle(self)
        self.idle.over.connect(self.lock)
        self.tray = Tray(self)
        self.menu = WindowMenu(self)

    # from start to desk

    def begin(self, name: str) -> None:
        """Show the frame, then open the office named or the one last opened."""
        name = name or places.last_office()
        if not name:
            self.doors.warm()
            self.show_start()
            return
        self.setCentralWidget(_notice(self.look.words()(N_("Opening the office…"))))
        # After the first paint: the heavy rooms load while the frame is already there.
        QTimer.singleShot(0, self, lambda: self.doors.open(name))

    def show_start(self) -> StartFlow:
        """The first page, in the place of whatever was there."""
        from fmcrm_desktop.ui.start_flow import StartFlow

        flow = StartFlow(self.doors, self.look.words())
        flow.quit.connect(self.close)
        flow.language.connect(self.speak)
        flow.handbook.connect(lambda: self.menu.act("handbook"))
        self._put(flow)
        self._flow = flow
        flow.page.buttons["new"].setFocus()  # the first in the order of Tab is a language
        return flow

    def _put(self, widget: QWidget) -> None:
        old = self.takeCentralWidget()
        if self._flow is not None:
            self._flow.end()
            self._flow = None
        if old is not None and old is not self.desk:
            old.deleteLater()
        self.setCentralWidget(widget)

    def _opened(self, opened: Opened) -> None:
        self.opened = opened
        known = opened.settings
        _name_it(self, known)
        memory.whose = ""
        self._make_office()
        if known["sign_in"]:
            self.show_sign_in()
            self.idle.start(int(known["lock.minutes"]))
        else:
            self.show_desk()

    def _make_office(self) -> None:
        from fmcrm_desktop.ui.exporting import Exporter
        from fmcrm_desktop.ui.settings_news import SettingsNews
        from fmcrm_desktop.ui.tabs import Picks

        assert self.opened is not None
        known = self.opened.settings
        self.office = QtOffice(
            self.opened.office, self.look.words(known["office.zone"]), known["office.currency"]
        )
        self.office.picks = Picks()
        self.office.exporter = Exporter(self.office)
        self.office.notifier = self.tray.notifier
        self.office.wanted.connect(self.menu.want)
        SettingsNews(self, self.office, partial(_name_it, self))

    def _refused(self, refusal: Refusal, name: str) -> None:
        (self._flow or self.show_start()).show_refusal(refusal, name)

    def show_sign_in(self) -> None:
        from fmcrm_desktop.ui.sign_in_page import SignInPage

        assert self.office is not None and self.opened is not None
        page = self._sign_in = SignInPage(self.office, self.opened.settings["office.name"])
        page.entered.connect(self._entered)
        page.other.connect(self.other)
        self._put(page)
        page.name.setFocus()

    def _entered(self) -> None:
        """Back to the desk as it was; for another person it is made anew, with other rights."""
        assert self.office is not None
        self._sign_in = None
        memory.whose = str(self.office.who.staff_id or "")
        if self.look.of_person() and self.desk is None:
            before = self.office
            self._make_office()  # in the words of who came
            before.close()
        if self.desk is not None and self.desk.who == self.office.who:
            self.desk.badges.resume()
            self._put(self.desk)
            uncover(self.desk)
        elif self.desk is not None:
            self.desk.drafts.set_aside()
            _anew(self, {}, {})
        else:
            self.show_desk()

    def show_desk(self, begins: bool = True) -> None:
        """``begins``: somebody comes to it, instead of its being drawn anew around who is there."""
        from fmcrm_desktop.ui.desk import Desk
        from fmcrm_desktop.ui.upkeep import Upkeep

        assert self.office is not None and self.opened is not None
        self.desk = Desk(self.office, self.opened)
        self.desk.menu.connect(self.menu.popup)
        self.upkeep = Upkeep(self.office, self.opened, self.desk.status)
        self._put(self.desk)
        _show_last(self.desk, begins)
        self.desk.drafts.bring_back()
        QTimer.singleShot(0, self.desk, self.menu.tell)  # over a desk that has its size
        self.doors.warmed.connect(self.desk.ready.make)
        QTimer.singleShot(SETTLED, self.desk, partial(self.doors.warm_tabs, self.opened.office))
        QTimer.singleShot(CALM, self.desk, partial(posting.begin, self))

    def report(self, fault: Fault) -> None:
        """A bug that nothing else caught: in the log, once on the screen, and on with the work."""
        if self.office is not None:
            self.office.report(fault)
        else:
            log.error("%s", fault.details.replace("\n", " | "))
            (self._flow or self.show_start()).show_fault(fault)

    # language and theme

    def speak(self, language: str) -> None:
        if not _busy(self.office):
            self.look.speak(language)
            self.rebuild()

    def wear(self, theme: str) -> None:
        if not _busy(self.office):
            self.look.wear(theme)
            self.rebuild()

    def rebuild(self) -> None:
        """All widgets anew in the present words and colours; places and typed text are kept."""
        if self.desk is None or self.office is None:
            if self.opened is None:
                self.show_start()
            else:
                self._make_office()
                self.show_sign_in()
            return
        _anew(self, self.desk.places(), self.desk.drafts.left())

    def lock(self) -> None:
        """Out until the password is given; what was typed stays where it is."""
        if self.desk is None or self.opened is None or not self.opened.settings["sign_in"] or self._sign_in:
            return
        self.desk.badges.pause()
        cover(self)
        self.opened.office.sign_out()
        self.show_sign_in()

    # closing

    def other(self, then: Callable[[], object] | None = None) -> None:
        """To the start page, or on to something else, after the present office is closed."""
        self._leave(then or self.show_start)

    def closeEvent(self, event: QCloseEvent) -> None:
        memory.put_bytes("geometry", self.saveGeometry())
        memory.save()
        if self.opened is None:
            event.accept()
            self.gone.emit()
            return
        event.ignore()
        self._leave(self.close)

    def _leave(self, then: Callable[[], object]) -> None:
        """Close the office, then go on; what is typed and not saved is asked about first."""
        if self._after is not None or self.opened is None:
            return
        from fmcrm_desktop.ui.kit.form_page import ask_leave

        if self._sign_in is not None and self.desk is not None:
            self.desk.drafts.set_aside()  # whoever closes a locked office is not asked about another's words
        while self._sign_in is None and self.desk is not None and (tab := self.desk.unsaved()) is not None:
            self.desk.show_tab(tab.name)
            answer = ask_leave(tab.office, self)
            if answer == QMessageBox.StandardButton.Save and tab.detail.form is not None:
                tab.detail.form.save(after=lambda: self._leave(then))
                return
            if answer != QMessageBox.StandardButton.Discard:
                return
            tab.detail.drop_form()
        self._after = then
        self.idle.stop()
        opened, self.opened = self.opened, None
        self._put(_notice(self.look.words()(N_("Saving a backup and closing…"))))
        if self.office is not None:
            self.office.close()
        if self.desk is not None:
            self.desk.drafts.end()
            self.desk.deleteLater()
        self.desk = self.office = self._sign_in = None
        self.doors.close(opened, with_backup=opened.touched)

    def _closed(self, made: Any) -> None:
        after, self._after = self._after, None
        self.setWindowTitle(TITLE)
        if after is not None:
            after()
        if isinstance(made, Refusal):
            self.show_start().show_refusal(made, "")
            self.show()


def _name_it(window: MainWindow, known: dict[str, Any]) -> None:
    """The office's name on the frame, and its language for who has chosen none."""
    if not window.look.chosen:
        window.look.speak(known["office.language"], keep=False)
    window.setWindowTitle(f"{known['office.name']} — {TITLE}")


def _show_last(desk: Desk, begins: bool) -> None:
    """The tab this person was at last, if they may still see it; else the first."""
    from fmcrm_desktop.ui.tabs import PAGES, open_to

    last, first = memory.get("tab"), [entry.name for entry in desk.entries]
    seen = [entry.name for entry in (*open_to(desk.who, desk.entries), *open_to(desk.who, PAGES))]
    if name := next((each for each in (last, "today", *first) if each in seen), ""):
        desk.show_tab(name)
    if not begins or not desk.opened.settings["first_steps"] or name == "today":
        return
    from fmcrm_desktop.services import first_steps

    def begin(steps: FirstSteps) -> None:
        """Whoever comes back to an office that is being set up finds what is still to be done."""
        if steps.shown and not steps.whole and desk.unsaved() is None:
            desk.show_tab("today")

    if desk.office.may(first_steps.look):
        desk.office.ask(desk, first_steps.look, then=begin)


def _anew(window: MainWindow, places: dict[str, Place], left: dict[str, Left]) -> None:
    """A desk in the place of the one there is, at these places, with what waits for its form."""
    before, old = window.desk, window.office
    assert before is not None and old is not None
    now = before.present.name if before.present is not None else ""
    window.setUpdatesEnabled(False)
    window._make_office()
    window.office.left = left  # type: ignore[union-attr]
    window.desk = None
    window.show_desk(begins=not places)
    assert window.desk is not None
    if before.status.moment is not None:
        window.desk.status.show_saved(before.status.moment)
    if places:
        window.desk.reminders.go_on(before.reminders)
        window.desk.voice.go_on(before.voice)
        window.desk.restore(places, now)
    window.setUpdatesEnabled(True)
    before.deleteLater()
    old.close()


def _busy(office: QtOffice | None) -> bool:
    """Long work reports to the widgets that began it: they stay until it has ended."""
    if office is None or not office.findChildren(RunningJob):
        return False
    office.refused.emit(Refusal(N_("Wait until the work under way has ended.")))
    return True


def _notice(text: str) -> QLabel:
    made = label(text, "muted")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
