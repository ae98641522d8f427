"""The desk: everything between the bar and the status line once an office is open and somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.doors import Opened
from fmcrm_desktop.ui.drafts import Drafts
from fmcrm_desktop.ui.escalating import Escalating
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.messages import MessageBar
from fmcrm_desktop.ui.kit.reading_order import Readable
from fmcrm_desktop.ui.kit.sections import SectionsTab
from fmcrm_desktop.ui.kit.tab import Place, Tab, print_shown
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.late_counts import LateCounts
from fmcrm_desktop.ui.memo_line import MemoLine, pinned
from fmcrm_desktop.ui.month_printing import MonthPrinting
from fmcrm_desktop.ui.plans_ahead import PlansAhead
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.reminder_bar import KEYS as REMINDER_KEYS
from fmcrm_desktop.ui.reminder_bar import ReminderBar
from fmcrm_desktop.ui.status_line import StatusLine
from fmcrm_desktop.ui.tab_strip import TabStrip
from fmcrm_desktop.ui.tabs import PAGES, TABS, TabEntry, open_to, present
from fmcrm_desktop.ui.top_bar import TopBar
from fmcrm_desktop.ui.voice import Voice
from fmcrm_desktop.ui.warming import ReadyTabs


class Desk(Readable):
    """Finds a tab by its name; knows none in person. ``menu`` asks for the menu below the name."""

    menu = Signal()

    def __init__(self, office: QtOffice, opened: Opened, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.opened = office, opened
        self.who = office.who
        office.names.learn()
        self._kept = open_to(self.who, present(TABS))
        self.entries: list[TabEntry] = list(self._kept)
        self.tabs: dict[str, Tab] = {}
        self._lay_out()
        self.voice = Voice(office, self.bar, self.jobs, self)
        self.badges = LateCounts(office, self.top, self.strip, self.entries, self)
        self.badges.minute.connect(self.reminders.ask)
        self.badges.minute.connect(Escalating(office, self).look)
        self.ready = ReadyTabs(self)
        self.plans = PlansAhead(office, opened.read_only, self)
        self.months = MonthPrinting(office, opened.read_only, self)
        self.drafts = Drafts(self)
        self._keys()
        office.going.connect(self.go)
        office.saved.connect(self._saved)

    def _lay_out(self) -> None:
        self.top = TopBar(self.office)
        self.top.menu.connect(self.menu)
        self.top.search.opened.connect(partial(_to_work, self))
        self.strip = TabStrip()
        self.strip.setAccessibleName(self.office.words(N_("Tabs")))
        for entry in self.entries:
            self.strip.addTab(self.office.words(entry.title))
        self.strip.currentChanged.connect(self._switch)
        self.stack = QStackedWidget()
        # How large the window is says the person: a page that asks for more while its texts do not know their width
        # yet must not make it grow for good, with its foot below the screen.
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        path = self.opened.path
        where = path.name if path else self.opened.name.rpartition("@")[2]
        here = N_("{file} · this computer") if path else N_("{file} · server")
        self.status = StatusLine(self.office, self.office.words(here, file=where), str(path or where))
        self.jobs = QVBoxLayout()
        self.jobs.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for widget in (self.top, self.strip):
            whole.addWidget(widget)
        if self.opened.read_only or self.opened.shared_folder:
            whole.addWidget(self._warning())
        self.reminders = ReminderBar(self.office)
        whole.addWidget(self.reminders)
        whole.addWidget(self.stack, 1)
        whole.addLayout(self.jobs)
        whole.addWidget(self.status)
        self.bar = MessageBar(self.office, self.stack, self)

    def _warning(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "warning")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(16, 4, 16, 4)
        said = N_("This office is open for reading only. Close the other window to make changes here.")
        if not self.opened.read_only:
            said = N_(
                "This file lies in a shared folder. One desk only may open it there; to share an office, keep it on "
                "PostgreSQL."
            )
        inside.addWidget(label(self.office.words(said), wrap=True))
        return frame

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+K": lambda: self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "Ctrl+F": self._find_in_list,
            "Ctrl+Z": self.voice.undo,
            "Alt+Return": self.voice.follow,
            "Alt+Enter": self.voice.follow,
            "Ctrl+W": self.close_page,
            "F5": lambda: self.present and self.present.reload(),
            "Ctrl+Down": lambda: self._step(1),
            "Ctrl+Up": lambda: self._step(-1),
            "Ctrl+P": self._print,
            "Alt+0": self.menu.emit,
            "Ctrl+M": lambda: MemoLine(self.office, self.present, self).open(),
            "Ctrl+T": lambda: self.go(Link("tasks", new=pinned(self.present), section="mine")),
            REMINDER_KEYS: self.reminders.enter,
        }
        # As in browsers the ninth key goes to the last tab, however many there are.
        last = len(self.entries) - 1
        keys |= {
            f"Alt+{n + 1}": partial(_enter, self, last if n == 8 else n) for n in range(min(9, last + 1))
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)

    # tabs

    @property
    def present(self) -> Tab | None:
        found = self.stack.currentWidget()
        return found if isinstance(found, Tab) else None

    def tab(self, name: str) -> Tab | None:
        """The tab, made when it is first opened; None for a name nobody has. One in which this person would find a
        refusal alone stands nowhere until a link leads there, which is told why."""
        entry = next((one for one in self.entries if one.name == name), None)
        if entry is None:
            entry = next((one for one in present((*PAGES, *TABS)) if one.name == name), None)
            if entry is None:
                return None
            self._add_page(entry)
        if name not in self.tabs:
            made = self.tabs[name] = entry.load()(self.office)
            made.counts.connect(
                lambda text, made=made: made is self.present and self.status.show_counts(text)
            )
            self.stack.addWidget(made)
        return self.tabs[name]

    def _add_page(self, entry: TabEntry) -> None:
        self.entries.append(entry)
        at = self.strip.addTab(self.office.words(entry.title))
        self.strip.setTabToolTip(at, self.office.words(N_("Ctrl+W closes this page")))

    def close_page(self) -> None:
        """Close a page that came from the menu or by a link; the tabs stay."""
        at = self.strip.currentIndex()
        entry = self.entries[at]
        if entry not in self._kept:
            tab = self.tabs[entry.name]
            tab.detail.leave(lambda: self._remove(at, entry, tab))

    def _remove(self, at: int, entry: TabEntry, tab: Tab) -> None:
        del self.tabs[entry.name]
        self.entries.remove(entry)
        self.strip.removeTab(at)
        tab.deleteLater()  # first, or whatever looks for widgets meanwhile keeps it for good
        self.stack.removeWidget(tab)

    def show_tab(self, name: str) -> Tab | None:
        if self.tab(name) is None:
            return None
        at = next(at for at, one in enumerate(self.entries) if one.name == name)
        if self.strip.currentIndex() != at:
            self.strip.setCurrentIndex(at)
        else:
            self._switch(at)
        return self.tabs[name]

    def _switch(self, at: int) -> None:
        if not 0 <= at < len(self.entries):
            return
        tab = self.tab(self.entries[at].name)
        if tab is None:
            return
        if self.stack.currentWidget() is not tab or not tab.isVisible():
            self.status.show_counts(tab.counted)
            self.stack.setCurrentWidget(tab)
            memory.put("tab", tab.name)
        tab.shown()

    def go(self, link: Link) -> None:
        """Follow a link to its tab. Of several sections the one that is meant is chosen before the tab is shown: the
        one it was left at would be asked for all it shows, the measures of a year for one. What F3 and F4 begin is a
        part of the form in sight where that takes it: the order of the call."""
        form = self.present.detail.form if self.present is not None else None
        if link.new == {} and form is not None and form.takes(link):
            return
        tab = self.tab(link.tab)
        if isinstance(tab, SectionsTab):
            tab.show_section(link.section or tab.section_of(link))
        if tab is not None:
            self.show_tab(link.tab)
            tab.open(link)

    def _step(self, by: int) -> None:
        tab = self.present
        if tab is not None and tab.list is not None:
            tab.list.table.step(by)

    def _find_in_list(self) -> None:
        tab = self.present
        if tab is not None and tab.list is not None:
            tab.list.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            tab.list.field.selectAll()

    def _print(self) -> None:
        if self.present is not None:
            print_shown(self.present)

    def _saved(self, done: Any) -> None:
        if getattr(done, "touched", None):
            self.opened.touched = True

    # places and typed text

    def places(self) -> dict[str, Place]:
        return {name: tab.place() for name, tab in self.tabs.items()}

    def restore(self, places: dict[str, Place], now: str) -> None:
        """The same tabs at the same places, for a change of language or theme."""
        for name, place in places.items():
            tab = self.tab(name)
            if tab is not None:
                tab.restore(place)
        self.show_tab(now)

    def unsaved(self) -> Tab | None:
        """A tab with something typed and not saved."""
        return next((tab for tab in self.tabs.values() if tab.unsaved()), None)


def _enter(desk: Desk, at: int) -> None:
    """Go to a tab by its key, and the keyboard with it. A form that is open there keeps its own place."""
    desk.strip.setCurrentIndex(at)
    _to_work(desk)


def _to_work(desk: Desk) -> None:
    """The keyboard to the list of the tab in sight, or whatever it is steered by."""
    tab = desk.present
    if tab is None or tab.detail.form is not None:
        return
    there = tab.list.table if tab.list is not None else tab.steered
    if there is not None:
        there.setFocus(Qt.FocusReason.ShortcutFocusReason)
