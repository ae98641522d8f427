"""The base of every tab: list left, detail right; reloads when its subjects change, keeps its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import leaving, memory
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Action
from fmcrm_desktop.ui.kit.detail import Again, Detail
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormPage, FormSetup
from fmcrm_desktop.ui.kit.list_menu import ARCHIVE_KEYS
from fmcrm_desktop.ui.kit.listing import List, ListSetup, take_keyboard
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.qt_office import Case, QtOffice


@dataclass
class Place:
    """Where a person is in a tab, kept over a change of language, theme or sign-in."""

    id: int = 0
    text: str = ""
    where: dict[str, tuple[object, ...]] | None = None
    again: Again | None = None
    typed: dict[str, Any] | None = None
    cut_off: bool = False
    """Typed before the program was interrupted."""
    parts: dict[str, Place] = field(default_factory=dict)
    """The places in the sections of a tab that has several; ``part`` is the one shown."""
    part: str = ""


ARCHIVE = QKeySequence(ARCHIVE_KEYS)
TIGHT = 800
"""Pixels below which a list and a form beside each other would both be too narrow."""


class Tab(QWidget):
    """Subclass: set ``name``, ``title``, ``shows``; write ``build`` and, with a list, ``show_record``.

    A tab knows the office and nothing else: no other tab, not the window.
    """

    name = ""
    title = ""
    shows: Sequence[Any] = ()
    """Table names ("complaint") or model classes; news of them reloads the tab."""
    by_rows = False
    """One goes through its rows: after a form the keyboard is on the list again, not on the page."""

    counts = Signal(str)
    """Finished text for the status line ("2,148 people · 1,930 units")."""

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.words = office, office.words
        self.list: List | None = None
        self.steered: QWidget | None = None  # what takes the keys of a tab without a list
        self.id = 0
        self._stale = True
        self.counted = ""
        # What the status line says when the person comes back to this tab.
        self.counts.connect(lambda text: setattr(self, "counted", text))
        self.setObjectName("Body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.words(self.title))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.detail = Detail(office)
        self.detail.left.connect(lambda: _form_left(self))
        self.build()
        self.detail.reopen = lambda again, typed, cut_off: _reopen(self, again, typed, cut_off)
        if (
            self.detail.parentWidget() is None
        ):  # without a list it has no place: it goes with the tab all the same
            self.detail.setParent(self)
            self.detail.hide()
        office.changed.connect(self._news)

    # for the subclass

    def build(self) -> None:
        """Make the widgets, once. Nothing is asked here: ``reload`` follows when the tab is shown."""
        raise NotImplementedError

    def reload(self) -> None:
        """Ask anew for what is seen; with a list that is the list and the record shown. News refreshes lists and
        pages, never an open form."""
        if self.list is not None:
            self.list.reload()
            if self.id and self.detail.form is None:
                self.show_record(self.id)

    def show_record(self, id: int) -> None:
        """Ask for a record and show its page: ``self.ask(case, id, then=self._draw)``."""

    def open_new(self, start: dict[str, Any]) -> None:
        """Open the form for a new record, filled from a link's ``new``."""

    def add_list(self, setup: ListSetup, share: int = 38) -> List:
        """The list on the left and the detail on the right, ``share`` percent of the width to the list."""
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        pane = QFrame(self.splitter)
        pane.setProperty("kind", "pane")
        self.list = List(self.office, replace(setup, title=setup.title or self.title), pane)
        self.list.beside = lambda: _beside(self)
        self.list.marked.connect(lambda marked, of: _show_marked(self, marked, of))
        # News sets the list anew under an open form: the same record chosen again is no choice.
        self.list.chosen.connect(lambda id: id and id != self.id and self.show_id(id))
        self.list.counted.connect(lambda _count: _show_first(self))
        self.detail.currentChanged.connect(lambda at: at >= 0 and self.detail.show())
        self.list.opened.connect(lambda _id: self.detail.setFocus(Qt.FocusReason.OtherFocusReason))
        pane.setMinimumWidth(280)
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.addWidget(self.list)
        # On a screen with few pixels a form has the whole width.
        self.detail.currentChanged.connect(
            lambda at: pane.setVisible(at < 0 or self.detail.form is None or self.width() >= TIGHT)
        )
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(pane)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        key = f"splitter/{self.name}"
        state = memory.get_bytes(key)
        if state is None or not self.splitter.restoreState(state):
            self.splitter.setSizes([1366 * share // 100, 1366 * (100 - share) // 100])
        self.splitter.splitterMoved.connect(lambda *_: memory.put_bytes(key, self.splitter.saveState()))
        self.body.addWidget(self.splitter, 1)
        return self.list

    def ask(self, case: Case, *args: Any, then: Callable[[Any], object]) -> None:
        """Off the screen's thread; only the newest answer about a case arrives."""
        self.office.ask(self, case, *args, then=then)

    def do(
        self, case: Case, *args: Any, said: Callable[[Any], str] | str = "",
        then: Callable[[Any], object] | None = None, refused: Callable[[Refusal], object] | None = None,
    ) -> None:  # fmt: skip
        """Do a deed; ``said`` is the message bar's finished text, or makes it of the result (with Undo)."""

        def done(outcome: Any) -> None:
            text = said(outcome.result) if callable(said) else said
            if text:
                self.office.say(text, outcome.deed)
            if then is not None:
                then(outcome)

        self.office.do(self, case, *args, then=done, refused=refused)

    def new_page(self) -> Page:
        """An empty page for the detail; ``put`` shows it when it is filled."""
        return Page(self.office, self.detail)

    def put(self, page: Page) -> None:
        """Show a page of the present record; the same record keeps its scroll."""
        if not page.accessibleName():  # a page without a heading takes the keyboard too
            page.setAccessibleName(self.words(self.title))
        if self.list is not None:  # its keys act on the record shown, too
            page.addActions([each for each in self.list.actions() if each.shortcut() != ARCHIVE])
        self.detail.put(page, self.id)

    def put_form(self, setup: FormSetup, again: str = "", *args: Any) -> FormPage:
        """Open a form in the detail's place; an unsaved one before it is asked about first. ``again`` names the
        tab's method (with ``args``) that opens this form, so that a change of language keeps what was typed."""
        return self.detail.open_form(setup, (again, args) if again else None)

    def ask_form(self, setup: FormSetup) -> FormDialog:
        """A short deed in a dialog, which names the record on the page where it is about that."""
        dialog = FormDialog(self.office, setup, self, _about(self, setup))
        dialog.open()
        return dialog

    @property
    def quiet(self) -> bool:
        """Whether everything that is to be seen is there; a picture waits for it."""
        return True

    # news and ways

    def _news(self, touched: dict[str, set[int]]) -> None:
        if not touched.keys() & set(_tables(self.shows)):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def shown(self) -> None:
        """The window shows this tab: what is stale is asked for."""
        if self._stale:
            self._stale = False
            self.reload()

    def open(self, link: Link) -> None:
        """Follow a link into this tab."""
        if link.where and self.list is not None:
            self._stale = False
            self.list.show_where(link.where)
        if link.id is not None:
            self.show_id(link.id)
        if link.new is not None:
            start = dict(link.new)
            self.open_new(start)
            self.detail.again = self.detail.again or ("open_new", (start,))

    def show_id(self, id: int) -> None:
        """Show a record, also when the list does not hold it (filtered away), once what was typed is safe."""
        before = self.id

        def go() -> None:
            _to_row(self)
            self.detail.drop_form()
            self.id = id
            if self.list is not None and self.list.table.current() != id:
                self.list.select(id)
            self.show_record(id)

        self.detail.leave(go, stay=lambda: self.list and before and self.list.select(before))

    def unsaved(self) -> bool:
        """Whether something is typed here and not saved; shows it."""
        return self.detail.typed() is not None

    def place(self) -> Place:
        """Where the person is now."""
        query = self.list.query if self.list is not None else None
        typed = self.detail.typed()
        return Place(
            self.id,
            query.text if query else "",
            dict(query.where) if query else None,
            self.detail.again,
            typed,
            self.detail.interrupted is not None,
        )

    def restore(self, place: Place) -> None:
        """Go back to a place, half-typed form included."""
        self._stale = False
        if self.list is not None:
            self.list.show_where(place.where or {}, place.text)
        else:
            self.reload()
        if place.id:
            self.show_id(place.id)
        if place.again is not None and place.typed is not None:
            self.detail.reopen(place.again, place.typed, place.cut_off)


def _beside(tab: Tab) -> int:
    """The record on whose page the keyboard is, or which the list beside it does not hold."""
    if tab.list is None or tab.detail.page is None or tab.detail.form is not None:
        return 0
    return tab.id if tab.detail.holds_focus() or not tab.list.table.selected() else 0


def _about(tab: Tab, setup: FormSetup) -> str:
    """The heading of the page shown, when the deed or its form names that record."""
    named = [it for name, it in vars(setup.value).items() if name.endswith("_id")]
    page, id = tab.detail.page, abs(tab.id)
    if page is None or not id or id not in (*setup.args, *named):
        return ""
    return page.accessibleName() if page.accessibleName() != tab.words(tab.title) else ""


def print_shown(tab: Tab) -> None:
    """Ctrl+P: what the tab prints, else the paper of the page shown, else the list."""
    act = getattr(tab, "print_page", None)
    printer = tab.detail.page.printer if tab.detail.page is not None and tab.detail.form is None else None
    if act is not None:
        act()
    elif printer is not None:
        printer.click()
    elif tab.list is not None:
        leaving.print_list(tab.list)


def fetch(tab: Tab, case: Case, *args: Any, then: Callable[[Any], object]) -> None:
    """Ask for what a press leads to. Its page asks the same case when news draw it anew, and only the newest answer of
    one asker arrives: asked by the tab itself, what was pressed would be lost."""
    tab.office.ask(tab.detail, case, *args, then=then)


def new_button(tab: Tab, case: Case, short: str, whole: str = "") -> None:
    """The plus over a tab's list, with Ctrl+N: ``short`` stands on it (empty: the picture alone), ``whole`` says what
    it begins where that does not."""
    said = tab.words(whole) if whole else ""
    new = Button(tab.words(short) if short else "", FILTER, "plus").on(lambda: tab.open_new({}))
    new.setAccessibleName(said or tab.words(short))
    bar_button(tab, new.key("Ctrl+N", said), case)


def bar_button(tab: Tab, button: Button, case: Case | None) -> None:
    """One more button over a tab's list, grey where the role does not allow the case."""
    assert tab.list is not None
    tab.list.bar.insertWidget(tab.list.bar.count() - 1, button.guard(tab.office, case))


def archiving(tab: Tab, case: Case) -> Action:
    """For a tab's list: Delete puts the record chosen away."""
    said = tab.words(N_("Archived"))
    return Action(
        N_("Archive"), lambda ids: tab.do(case, ids[0], said=said), case, "archive", many=False, keys="Delete"
    )


def _reopen(tab: Tab, again: Again, typed: dict[str, Any], cut_off: bool) -> None:
    """Open a form as it was opened, and put into it what was typed."""
    tab.detail.expect(again, typed, cut_off)
    getattr(tab, again[0])(*again[1])
    tab.detail.again = again


def _form_left(tab: Tab) -> None:
    _to_row(tab)
    if tab.id:
        tab.show_record(tab.id)
    else:
        _show_first(tab)


def _to_row(tab: Tab) -> None:
    """From a form back to the list, where that is what one works in."""
    if tab.by_rows and tab.list is not None and tab.detail.holds_focus():
        take_keyboard(tab.list)


def _show_first(tab: Tab) -> None:
    """A list with rows always has one shown; an open form is left alone, and the keyboard where it is. An empty
    list has the whole width for its sentence until there is something to show beside it."""
    if tab.list is None or tab.id or tab.detail.form is not None:
        return
    if len(tab.list.model.ids):
        tab.show_id(int(tab.list.model.ids[0]))
    elif tab.detail.page is None:
        if tab.detail.holds_focus():  # hidden, it would hand the keyboard on to the message of what was saved
            take_keyboard(tab.list)
        tab.detail.hide()


def _show_marked(tab: Tab, marked: int, of: int) -> None:
    """The status line counts what is marked; with one row or none it says again what the tab counts."""
    usual = tab.counted
    said = tab.words(
        N_("{marked} of {count} marked"), marked=tab.words.number(marked), count=tab.words.number(of)
    )
    tab.counts.emit(said if marked > 1 else usual)
    tab.counted = usual


def _tables(shows: Iterable[Any]) -> list[str]:
    return [one if isinstance(one, str) else str(one.__tablename__) for one in shows]
