"""The bar of reminders: above the page, never taking the keyboard; each line is opened, put off or done from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import case_of

KEYS = "F8"
SHOWN = 4
"""So many lines at once; the others follow as these are dealt with."""
MISSED = timedelta(minutes=1)
"""What should have come so long before the desk was opened was missed."""
LATER = {5: N_("In 5 minutes"), 15: N_("In 15 minutes"), 60: N_("In an hour")}
_SERVICE = "fmcrm_desktop.services.reminders"


def _case(name: str) -> Callable[..., Any]:
    return case_of(f"{_SERVICE}:{name}")


class ReminderBar(QFrame):
    """Asks when it is told to (once a minute), claims what nobody has shown, and shows that."""

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self._words = office, office.words
        self._opened: datetime | None = None
        self.lines: dict[int, Any] = {}
        self._missed: set[int] = set()
        self._first: LinkButton | None = None
        self._folded = True
        self.setProperty("kind", "warning")
        self.setAccessibleName(self._words(N_("Reminders")))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(16, 6, 10, 6)
        lay.setSpacing(theme.GAP_XS)
        head = QHBoxLayout()
        lay.addLayout(head)
        self.title = label("", "title")
        head.addWidget(self.title)
        head.addWidget(label(self._words(N_("{keys} goes there"), keys=KEYS), "small"))
        head.addStretch(1)
        self.unfold = Button(self._words(N_("Show")), FILTER).on(self._unfold)
        head.addWidget(self.unfold)
        self.close_all = Button(self._words(N_("Close all")), FILTER).on(self._close_all)
        head.addWidget(self.close_all)
        self._rows = QWidget()
        self._grid = QGridLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP_S)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(2, 1)
        lay.addWidget(self._rows)
        self.hide()

    def go_on(self, before: ReminderBar) -> None:
        """Show what hung in the bar of the desk that was here: it is drawn anew, and nothing was missed by that."""
        self._opened, self._missed, self._folded = before._opened, before._missed, before._folded
        self.lines = before.lines
        self._draw()

    def ask(self) -> None:
        """Look what is to be said now; the first time also what hung here when the desk was shut."""
        if not self._office.may(_case("due")):
            return
        if self._opened is None:
            self._deed("bring_back", then=lambda _none: self._look())
        else:
            self._look()

    def _look(self) -> None:
        self._office.ask(self, _case("due"), then=self._claim, refused=_quiet)

    def _claim(self, due: Any) -> None:
        first, since = self._opened is None, self._opened or due.now
        self._opened = since
        if due.reminders:
            keys = [each.key for each in due.reminders]
            self._deed("show", keys, then=lambda ids: self._show(due.reminders, ids, since, first))

    def _deed(self, name: str, *args: Any, then: Callable[[Any], object] | None = None) -> None:
        """Not one of the clerk's deeds: Ctrl+Z must not take a reminder back instead of what was typed."""
        office = self._office
        office.through(self, lambda: office.office.do(_case(name), *args).result, then, _quiet)

    def _show(self, reminders: Any, ids: dict[Any, int], since: datetime, first: bool) -> None:
        """Of the first look, what was said before hung here when the desk was shut, however short a time ago."""
        fresh = [each for each in reminders if each.key in ids]
        for each in fresh:
            self.lines[ids[each.key]] = each
            if each.at < since - MISSED or (first and each.id is not None):
                self._missed.add(ids[each.key])
        if fresh:
            self._draw()
            self._tell(fresh)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _tell(self, fresh: list[Any]) -> None:
        """By the operating system, while the window cannot be seen."""
        window = self.window()
        if window.isMinimized() or not window.isVisible():
            said = "\n".join(self._said(each) for each in fresh[:SHOWN])
            self._office.notifier.tell(self.title.text(), said)

    def _said(self, each: Any) -> str:
        what = " · ".join(part for part in (known(self._words, each.title), each.person) if part)
        return f"{self._when(each)} {what or self._kind(each)}"

    def _when(self, each: Any) -> str:
        words, moment = self._words, each.key.moment
        day = words.local(moment).date()
        if each.whole_day:
            return words.short_date(day)
        return words.time(moment) if day == words.today(self._opened) else words.short_moment(moment)

    def _kind(self, each: Any) -> str:
        from fmcrm_desktop.model.call import PROMISE_KINDS
        from fmcrm_desktop.model.event import KINDS

        kinds = PROMISE_KINDS if each.key.source == "promise" else KINDS
        return self._words(kinds.get(each.kind, each.kind))

    # drawing

    def _draw(self) -> None:
        words = self._words
        missed = bool(self._missed) and self._missed >= self.lines.keys()
        said = N_("Missed while the program was closed") if missed else N_("Reminders")
        more = len(self.lines) - SHOWN
        # what is over anyway takes one line of the page until somebody wants to see it
        folded = self._folded and missed and len(self.lines) > 1
        count = words.number(len(self.lines)) if folded else words(N_("{n} more"), n=more) if more > 0 else ""
        self.title.setText(" · ".join(part for part in (words(said), count) if part))
        self.unfold.setVisible(folded)
        self._rows.setVisible(not folded)
        clear(self._grid)
        self._first = None
        for at, (id, each) in enumerate(list(self.lines.items())[:SHOWN]):
            self._line(at, id, each)
        self.setVisible(bool(self.lines))

    def _line(self, at: int, id: int, each: Any) -> None:
        words = self._words
        what = " · ".join(part for part in (known(words, each.title), each.person) if part) or self._kind(
            each
        )
        missed = id in self._missed
        told = missed and not self._missed >= self.lines.keys()  # else the heading says it of all
        chip = ChipLabel(
            words(N_("Missed reminder")) if told else self._kind(each), "bad" if missed else "warning"
        )
        name = LinkButton(what, lambda: self._open(id, each), what)
        self._first = self._first or name
        buttons = (
            Button(words(N_("Open")), FILTER).on(lambda: self._open(id, each)),
            self._later(id),
            Button(words(N_("Completed")), FILTER, "check").on(lambda: self._away(id, "finish")),
            Button("×", FILTER).on(lambda: self._away(id, "close")),
        )
        for button in buttons:
            button.setAccessibleName(f"{button.text().replace('×', words(N_('Close')))}: {what}")
        for column, widget in enumerate((label(self._when(each)), chip, name, *buttons)):
            self._grid.addWidget(widget, at, column)

    def _later(self, id: int) -> Button:
        words = self._words
        made = Button(words(N_("Later")), FILTER, "clock")
        menu = QMenu(made)
        for minutes, said in LATER.items():
            act = menu.addAction(words(said))
            act.triggered.connect(lambda _on=False, m=minutes: self._away(id, "snooze", m))
        morning = menu.addAction(words(N_("Tomorrow morning, when the office opens")))
        morning.triggered.connect(lambda _on=False: self._away(id, "snooze_to_morning"))
        made.setMenu(menu)
        return made

    # what a person does

    def _open(self, id: int, each: Any) -> None:
        self._away(id, "close")
        self._office.go(each.link)

    def _away(self, id: int, name: str, *args: Any) -> None:
        """Out of the bar; only what is done is a deed of the clerk's, with its Undo."""
        self.lines.pop(id, None)
        self._missed.discard(id)
        there = QApplication.focusWidget()
        kept = there is not None and self.isAncestorOf(there)
        self._draw()
        if kept:
            self.enter()
        if name == "finish":
            said = self._words(N_("Completed"))
            self._office.do(self, _case(name), id, then=lambda done: self._office.say(said, done.deed))
        else:
            self._deed(name, id, *args)

    def _close_all(self) -> None:
        for id in list(self.lines):
            self._away(id, "close")

    def _unfold(self) -> None:
        self._folded = False
        self._draw()
        self.enter()

    def enter(self) -> None:
        """The keyboard goes to the first line."""
        if self._folded:
            self._folded = False
            self._draw()
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _quiet(_refusal: Any) -> None:
    """An office open for reading only, or a server that is away: whoever can write shows it, or it comes later."""
