"""A walk through every place of the window: each tab, page and section, and the form for a new record where there is
one, found from the code. What is looked for there is in judging.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QComboBox, QTableView, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.ui.desk import Desk
from fmcrm_desktop.ui.doors import close_office, open_locked
from fmcrm_desktop.ui.kit.sections import SectionsTab
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.timeline import Timeline
from fmcrm_desktop.ui.look import LIGHT, Look
from fmcrm_desktop.ui.pictures import Still
from fmcrm_desktop.ui.tabs import PAGES, TABS, Picks, present
from tests.ui.at_work import until

WIDTH, HEIGHT = 1366, 768
"""The smallest screen the window is made for."""
ASKED_FOR = {"reports"}
"""A link's ``new`` opens a paper there, no form."""


def walk(
    app: QApplication, path: Path, language: str, size: tuple[int, int] = (WIDTH, HEIGHT)
) -> Iterator[tuple[str, Tab]]:
    """Each place by its name ("calls/log", with a + behind it for the form), shown and filled, in a window that does
    not grow with what stands in it."""
    look = Look(app, language)
    look.wear(LIGHT)
    opened = open_locked(str(path))
    office = Still(opened.office, Words(language, "Asia/Shanghai", places.resources() / "locale"))
    office.picks = Picks()
    desk = Desk(office, opened)
    for ahead in (desk.plans, desk.months):
        ahead.deleteLater()
    desk.resize(*size)
    if size < (WIDTH, HEIGHT):
        desk.setMaximumSize(*size)  # or it would grow to what a place asks for
        desk.setMinimumSize(*size)
    desk.show()
    desk.activateWindow()
    assert until(desk.isActiveWindow)
    try:
        for entry in (*present(TABS), *present(PAGES)):
            yield from _places(desk, entry.name)
            _away(desk)
    finally:
        office.close()
        desk.hide()
        desk.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        close_office(opened, with_backup=False)
        look.speak("en")


def _places(desk: Desk, name: str) -> Iterator[tuple[str, Tab]]:
    """A tab, or each of its sections; behind each its form."""
    tab = desk.show_tab(name)
    assert tab is not None
    names = [section.name for section in tab.sections] if isinstance(tab, SectionsTab) else [""]
    for section in names:
        here = tab.show_section(section) if isinstance(tab, SectionsTab) else tab
        place = f"{name}/{section}".rstrip("/")
        settle(desk, here)
        yield place, here
        if type(here).open_new is not Tab.open_new and name not in ASKED_FOR:
            here.open(Link(name, section=section, new={}))
            settle(desk, here)
            yield f"{place}+", here
            here.detail.drop_form()
            while (over := QApplication.activeModalWidget()) is not None:
                over.hide()
                over.deleteLater()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _away(desk: Desk) -> None:
    """What is typed nowhere is closed without a question."""
    tab = desk.present
    assert tab is not None
    tab.detail.drop_form()
    desk.close_page()


def settle(desk: Desk, tab: Tab) -> None:
    """Until every question is answered and drawn; a paper, whose job is never begun here, is not waited for."""
    for _ in range(2):
        assert until(lambda: desk.office.quiet)
        until(lambda: tab.quiet, 300)
        QApplication.processEvents()
    desk.activateWindow()
    assert until(desk.isActiveWindow)
    if desk.minimumSize() != desk.maximumSize():
        desk.resize(WIDTH, HEIGHT)  # what one place asked for is not laid to the next ones
    QApplication.processEvents()


def inside(tab: QWidget) -> list[QWidget]:
    """What can be seen of a tab, in the order of making."""
    return [one for one in tab.findChildren(QWidget) if one.isVisible() and one.window() is tab.window()]


def read_out(inside: QWidget) -> list[str]:
    """What stands in a place, as far as it is painted or read out."""
    found = []
    for widget in inside.findChildren(QWidget):
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        text = getattr(widget, "text", None)
        if callable(text):
            found.append(str(text()))
        if isinstance(widget, QComboBox):
            found += [widget.itemText(at) for at in range(widget.count())]
        elif isinstance(widget, QTableView):
            model = widget.model()
            for at in range(min(model.rowCount(), 60)):
                found += [str(model.index(at, column).data() or "") for column in range(model.columnCount())]
        elif isinstance(widget, Timeline):
            found += [line.text for line in widget._all]
    return found
