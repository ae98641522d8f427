"""A list: search as you type, filter buttons, the lazy table, its actions, and the sentence when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QStackedLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.views import Look
from fmcrm_desktop.ui.kit import arrangement, grouping, leaving, list_menu, memory, theme
from fmcrm_desktop.ui.kit.buttons import FILTER, PRIMARY, Button
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty, Filter
from fmcrm_desktop.ui.kit.filters import FilterButton
from fmcrm_desktop.ui.kit.fitting import SEARCH, FittingBar
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.narrowed import Narrowed
from fmcrm_desktop.ui.kit.rows import Rows
from fmcrm_desktop.ui.kit.table import Table
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.views import ViewsButton
from fmcrm_desktop.ui.qt_office import QtOffice


@dataclass(frozen=True)
class ListSetup:
    """What a list is made of: ``page(work, query)`` and ``rows(work, ids)`` of its service, columns, filters."""

    name: str
    page: Callable[..., Any]
    rows: Callable[..., Any]
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    empty: Empty = Empty()
    search: bool = True
    query: Query = Query()
    title: str = ""
    """What stands over the list on paper, marked; empty: its tab's title."""
    told: Sequence[str] = ()
    """What ``query.where`` may hold without a filter button and the tab tells in its own way."""


class SearchField(QLineEdit):
    """Search as you type; Escape empties it, Down goes to the list. Ctrl+E is the list's here as everywhere: on some
    systems a field would take it for the end of the line, which the End key is for as well."""

    down = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and _is_change(event)
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)


def _is_change(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class List(QWidget):
    """``chosen`` carries the id of the current record (0: none), ``opened`` one that was double-clicked or
    entered, ``counted`` how many there are after each answer."""

    chosen = Signal(object)
    opened = Signal(object)
    counted = Signal(int)
    marked = Signal(int, int)
    """How many rows are marked, of how many."""

    def __init__(self, office: QtOffice, setup: ListSetup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.setup = office, setup
        self.query = setup.query
        for one in setup.filters:
            if one.start:
                self.query = self.query.having(one.name, *one.start)
        self._start = dict(self.query.where)
        self.views = ViewsButton(office, setup.name, self.look, self.show_look)
        self.actions_offered: list[Action] = []
        self.beside: Callable[[], int] = lambda: 0
        """Set by the tab: the record whose page has the keyboard; 0 where the rows have it."""
        self._wanted = 0
        self._answered: Query | None = None
        self.model = Rows(office, setup.rows, setup.columns, self)
        self.table = Table(self.model, setup.name)
        self.table.setAccessibleName(office.words(N_("List")))
        self.field = SearchField(office.words(N_("Search")))
        self.filters = {one.name: FilterButton(office, one) for one in setup.filters}
        self.more = Button("", FILTER).on(
            lambda: self.menu().exec(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))
        )
        self.more.setIcon(icon("more-horizontal", "muted"))
        self.more.setAccessibleName(office.words(N_("More")))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._bar = FittingBar(self)
        self.bar = self._bar.row
        if self.setup.search:
            self.field.setProperty("small", "true")
            self.field.setMinimumWidth(SEARCH)
            self.bar.addWidget(self.field, 1)
        for button in self.filters.values():
            self.bar.addWidget(button)
        if not self.setup.search:
            self.field.setParent(self)  # without a place it would stay when the list goes
            self.field.hide()
            self.bar.addStretch(1)
        self.bar.addWidget(self.views)
        self.bar.addWidget(self.more)
        self._bar.views, self._bar.more = self.views, self.more
        self._bar.filters = tuple(self.filters.values())
        self._shelf = Button(self.office.words(N_("Archived")), FILTER).on(lambda: self.show_archived(False))
        self._shelf.setIcon(icon("x", "muted", 12))
        self._shelf.setProperty("on", "true")
        self._shelf.hide()
        self.bar.insertWidget(1, self._shelf)
        self.narrowed = Narrowed(self)
        self.bar.insertWidget(1, self.narrowed)
        self._empty = self._empty_page()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        self._stack = QStackedLayout()
        # In its place first: it shows what it is given, and without a parent that is a window that takes the focus.
        whole.addLayout(self._stack, 1)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)

    def _empty_page(self) -> QWidget:
        words, empty = self.office.words, self.setup.empty
        page = QFrame(self)
        lay = QVBoxLayout(page)
        lay.setContentsMargins(theme.GAP_XL, 48, theme.GAP_XL, theme.GAP_XL)
        lay.setSpacing(theme.GAP_M)
        self._sentence = label(words(empty.text), "muted", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lay.addWidget(self._sentence)
        self._step = Button(words(empty.step), PRIMARY)
        self._step.guard(self.office, empty.case)
        if empty.act is not None:
            self._step.on(empty.act)
        lay.addWidget(self._step, 0, Qt.AlignmentFlag.AlignHCenter)
        lay.addStretch(1)
        return page

    def _connect(self) -> None:
        self.field.textEdited.connect(lambda text: self._ask(replace(self.query, text=text)))
        self.field.down.connect(self._to_list)
        self.model.sorted_by.connect(self._sort)
        self.table.chosen.connect(self.chosen)
        self.table.opened.connect(self.opened)
        self.table.marked.connect(lambda count: self.marked.emit(count, len(self.model.ids)))
        self.table.copying.connect(lambda: leaving.copy(self))
        QShortcut(
            QKeySequence(list_menu.PRINT_KEYS), self, lambda: leaving.print_list(self),
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        )  # fmt: skip
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._context)
        for button in self.filters.values():
            button.changed.connect(lambda one=button: self._filter(one))
            button.known_anew.connect(self._bar.fit)
            # What the person set the last time; a place that is restored or a link goes before it.
            kept = memory.get_values(f"filter/{self.setup.name}/{button.filter.name}")
            if kept is not None:
                button.set(kept)
                self.query = self.query.having(button.filter.name, *kept)
        order = memory.get_values(f"sort/{self.setup.name}")
        if order and order[0] in {column.key for column in self.setup.columns if column.sorts}:
            key, down, grouped, *_ = (*order, 0, 0)  # what was kept before there were groups says less
            self.query = replace(self.query, sort=str(key), descending=bool(down), grouped=bool(grouped))
            arrangement.show_order(self.table, self.query.sort, self.query.descending)

    def _filter(self, button: FilterButton) -> None:
        memory.put_values(f"filter/{self.setup.name}/{button.filter.name}", button.values)
        self._ask(self.query.having(button.filter.name, *button.values))

    # asking

    def reload(self) -> None:
        """Ask again; the selection stays."""
        self._ask(self.query)

    def show_where(self, where: Mapping[str, tuple[object, ...]], text: str = "") -> None:
        """Set the filters from outside (a figure that opens its records)."""
        for name, button in self.filters.items():
            button.set(tuple(where.get(name, ())))
        self.field.setText(text)
        if dict(where) != dict(self.query.where):
            self.views.leave()
        self._ask(replace(self.query, where=dict(where), text=text))

    def show_archived(self, archived: bool) -> None:
        """Show what is archived, from where it can be restored, or the list as usual."""
        self._shelf.setVisible(archived)
        self._ask(replace(self.query, archived=archived))

    def select(self, id: int) -> None:
        """Make a record the current one, also one the list shows only after its next answer."""
        self._wanted = 0 if self.table.select(id) else id

    def _sort(self, key: str, descending: bool) -> None:
        if self.table.horizontalHeader().sortIndicatorSection() < 0:
            key, descending = self.setup.query.sort, self.setup.query.descending
        elif not key:  # by this column nothing is sorted, and the arrow must not say so
            arrangement.show_order(self.table, self.query.sort, self.query.descending)
            return
        grouping.order(self, key, descending, self.query.grouped and key == self.query.sort)

    def _ask(self, query: Query) -> None:
        self.query = query
        self.office.ask(self, self.setup.page, query, then=self._show)

    def _show(self, page: Page[Any]) -> None:
        current = self._wanted or self.table.current()
        kept = set(self.table.selected())
        # Read anew, not asked otherwise: what is seen stays where it is, whatever others put above it.
        top = arrangement.top(self.table) if self._answered == self.query and not self._wanted else (0, 0)
        self._answered = self.query
        self.table.grouped = self.query.sort if self.query.grouped else ""
        self.model.show(page)
        self.table.executeDelayedItemsLayout()  # or Qt lays it out after its first paint, and paints it twice
        words = self.office.words
        if len(page) == 0:
            narrowed = bool(self.query.text or self.query.archived) or dict(self.query.where) != self._start
            nothing = N_("Nothing found. Try fewer words or filters.")
            self._sentence.setText(words(nothing if narrowed else self.setup.empty.text))
            self._step.setVisible(bool(self.setup.empty.step) and not narrowed)
        self._stack.setCurrentWidget(self.table if len(page) else self._empty)
        self.narrowed.say()
        self.counted.emit(len(page))
        self._bar.refit()
        if (
            self._wanted
            and self.model.place_of(self._wanted) < 0
            and not self.query.text
            and not self.query.where
        ):
            self._wanted = 0
        if len(kept) > 1:
            self.table.select_many(kept)
        elif current and self.table.restore(current):
            self._wanted = 0
        arrangement.put_top(self.table, *top)

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.table.current() and self.model.ids:
            self.table.step(1)

    # actions

    def add_action(self, action: Action) -> None:
        """Offer an action in the context menu and the … menu."""
        self.actions_offered.append(action)
        if action.keys:
            made = QAction(self)
            made.setShortcut(QKeySequence(action.keys))
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.triggered.connect(lambda: list_menu.begin(self, action))
            self.addAction(made)

    def _context(self, at: QPoint) -> None:
        self.menu().exec(self.table.viewport().mapToGlobal(at))

    def menu(self) -> QMenu:
        """All actions, copying, exporting, printing and the columns."""
        return list_menu.build(self)

    def folded(self) -> list[tuple[str, QMenu]]:
        """The menus that the bar has no room for now, with their titles."""
        return self._bar.folded

    # views

    def look(self) -> Look:
        """How the list is seen now, as a view keeps it: only what a person sets here, not where a link led."""
        where = {name: values for name, values in self.query.where.items() if name in self.filters}
        return Look(replace(self.query, where=where, archived=False), arrangement.chosen(self.table))

    def show_look(self, look: Look | None) -> None:
        """Show a view, or the list's own. Filters and columns that are gone are left out."""
        arrangement.arrange(self.table, look.columns if look else ())
        asked = look.query if look else replace(self.setup.query, where=self._start)
        for name, button in self.filters.items():
            button.set(button.known(asked.where.get(name, ())))
            memory.put_values(f"filter/{self.setup.name}/{name}", button.values)
        self.field.setText(asked.text)
        arrangement.show_order(self.table, asked.sort, asked.descending)
        where = {name: button.values for name, button in self.filters.items() if button.values}
        sort = (
            asked.sort if asked.sort in {column.key for column in self.setup.columns if column.sorts} else ""
        )
        keys = (sort, asked.descending) if sort else (self.setup.query.sort, self.setup.query.descending)
        grouped = asked.grouped and bool(sort)
        self.query = replace(asked, where=where, archived=self.query.archived)
        grouping.order(self, *keys, grouped)


def take_keyboard(it: List) -> None:
    """To the rows; while there are none, to what the sentence offers, from where it goes on to the first row."""
    if it._stack.currentWidget() is it.table:
        to: QWidget = it.table
    else:
        to = it._empty if it._step.isHidden() or not it._step.isEnabled() else it._step
    to.setFocus(Qt.FocusReason.OtherFocusReason)
