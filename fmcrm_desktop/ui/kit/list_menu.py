"""The menu of a list: what may be done with the marked rows, copying, exporting, printing, and the columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import grouping, leaving
from fmcrm_desktop.ui.kit.columns import Action
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.letter_menu import LetterMenu

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.listing import List

PRINT_KEYS, ARCHIVE_KEYS = "Ctrl+Shift+P", "Delete"


def offered(shown: List, action: Action, ids: Sequence[int]) -> bool:
    """Whether an action fits so many rows and the person's role."""
    fits = len(ids) >= 1 if action.many else len(ids) == 1
    case = action.late() if action.late else action.case
    return fits and (case is None or shown.office.may(case))


def begin(shown: List, action: Action) -> None:
    """By its key: only what its entry in the menu would do; on the page beside the list, with the record shown there,
    but for putting away: that takes marked rows."""
    beside = shown.beside() if action.keys != ARCHIVE_KEYS else 0
    ids = [beside] if beside else shown.table.selected()
    if action.archived == shown.query.archived and offered(shown, action, ids):
        action.act(ids)


def build(shown: List) -> QMenu:
    """Made anew each time, for the rows marked now."""
    menu = LetterMenu(shown)
    for title, choices in shown.folded():
        menu.addMenu(choices).setText(title)
    for one in shown.actions_offered:
        if one.archived != shown.query.archived:
            continue
        made = _entry(shown, menu, (one.picture, one.title), lambda one=one: one.act(shown.table.selected()))  # type: ignore[misc]
        made.setEnabled(offered(shown, one, shown.table.selected()))
        if one.keys:
            made.setShortcut(QKeySequence(one.keys))
    menu.addSeparator()
    _marking(shown, menu)
    _leaving(shown, menu)
    menu.addSeparator()
    columns = shown.table.columns_menu(menu)
    columns.setTitle(shown.office.words(N_("Columns")))
    menu.addMenu(columns)
    menu.addMenu(grouping.menu(shown, menu))
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _marking(shown: List, menu: QMenu) -> None:
    everything = _entry(shown, menu, ("list", N_("Mark all")), shown.table.selectAll)
    everything.setShortcut(QKeySequence.StandardKey.SelectAll)
    everything.setEnabled(bool(shown.model.ids))
    copy = _entry(shown, menu, ("copy", N_("Copy as table")), lambda: leaving.copy(shown))
    copy.setShortcut(QKeySequence.StandardKey.Copy)
    copy.setEnabled(bool(shown.table.selected()))
    shelf = menu.addAction(icon("archive"), shown.office.words(N_("Show archived")))
    shelf.setCheckable(True)
    shelf.setChecked(shown.query.archived)
    shelf.triggered.connect(shown.show_archived)


def _leaving(shown: List, menu: QMenu) -> None:
    """To a file and to the printer: as it is filtered and ordered now."""
    marked: Sequence[int] = shown.table.selected()
    exporter = shown.office.exporter
    if exporter is not None:
        ways: list[tuple[str, Callable[[], object]]] = []
        if exporter.takes(shown.setup.page):
            ways.append((N_("Export…"), lambda: exporter.ask(shown, shown.setup.page, shown.query)))
        ways.append((N_("Export as shown…"), lambda: leaving.export(shown, list(shown.model.ids))))
        if len(marked) > 1:
            ways.append((N_("Export marked rows…"), lambda: leaving.export(shown, marked)))
        for title, act in ways:
            _entry(shown, menu, ("download", title), act).setEnabled(exporter.allowed())
    text = N_("Print the marked rows…") if len(marked) > 1 else N_("Print the list…")
    paper = _entry(shown, menu, ("printer", text), lambda: leaving.print_list(shown))
    paper.setShortcut(QKeySequence(PRINT_KEYS))
    paper.setEnabled(bool(shown.model.ids))


def _entry(shown: List, menu: QMenu, named: tuple[str, str], act: Callable[[], object]) -> QAction:
    picture, title = named
    action: QAction = menu.addAction(icon(picture), shown.office.words(title))
    action.triggered.connect(lambda _on=False: act())
    return action
