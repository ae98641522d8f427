"""What is closed is gone: pages, forms, the desk with its office; nothing keeps them, or a long day would grow."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from pathlib import Path
from weakref import ref

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from fmcrm_desktop.model.words import CHINESE, ENGLISH
from fmcrm_desktop.ui.kit.detail import Detail
from fmcrm_desktop.ui.kit.flow import within
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.look import Look
from fmcrm_desktop.ui.tabs import PAGES, present
from tests.ui.at_work import desk_of, settle, until
from tests.ui.walking import walk

LAST = present(PAGES)[-1].name


class Watched:
    """Objects of our classes by the place they were seen at; they are not kept by that."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, ref[QObject]]] = set()

    def add(self, place: str, things: Iterable[QObject]) -> None:
        ours = (one for one in things if type(one).__module__.startswith("fmcrm_desktop."))
        self._seen |= {(place, ref(one)) for one in ours}

    def left(self, places: Iterable[str] = ()) -> set[str]:
        """Which of them (seen at some places; all) are still alive when everything that was under way is over."""
        wanted, found = tuple(places), set[str]()

        def gone() -> bool:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()
            there = ((place, seen()) for place, seen in self._seen if not wanted or place.startswith(wanted))
            found.clear()
            found.update(f"{place}: {type(one).__name__}" for place, one in there if one is not None)
            return not found

        until(gone, 5_000)
        return found


def kept(app: QApplication, path: Path) -> set[str]:
    """What is left of a walk through every place with its form: of the pages, which are closed one after the other,
    while the desk is there, and of all when it is closed."""
    watched, found = Watched(), set[str]()
    pages = {entry.name for entry in present(PAGES)} - {LAST}
    places = 0
    for place, tab in walk(app, path, ENGLISH):
        places += 1
        watched.add(place, (tab, *tab.findChildren(QWidget)))
        watched.add("desk", (tab.office, tab.window()))
        if place == LAST:
            found = watched.left(pages)
    del tab
    assert places > 150
    return found | watched.left()


def test_a_closed_page_and_a_closed_desk_leave_nothing(qtbot, qapp, tidied, office_path):
    """What is kept is kept each time; that something under way holds a page once on a busy machine is no growth."""
    left = kept(qapp, office_path)
    for _ in range(2):
        left = left and left & kept(qapp, office_path)
    assert left == set()


def test_a_change_of_language_or_theme_leaves_nothing_of_the_desk_before(qtbot, window):
    desk_of(window).show_tab("calls")
    settle(window, qtbot)
    for change, to in (
        (window.speak, CHINESE),
        (window.wear, "dark"),
        (window.wear, "light"),
        (window.speak, ENGLISH),
    ):
        before = Watched()
        before.add(to, (desk_of(window), window.office, *desk_of(window).findChildren(QWidget)))
        change(to)
        settle(window, qtbot)
        assert before.left() == set()


def test_a_page_that_is_looked_through_while_it_goes_leaves_nothing(qt_office):
    watched, detail = Watched(), Detail(qt_office)
    for record in range(3):
        page = Page(qt_office, detail)
        page.button("Call", page.done)
        watched.add("page", (page, *page.findChildren(QWidget)))
        detail.put(page, record)
        assert len(detail.findChildren(Page)) == min(record + 1, 2)  # the one before is still on its way
        del page
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(detail.findChildren(Page)) == 1
    detail.deleteLater()
    del detail
    assert watched.left() == set()


def of_qt(host: QWidget) -> QWidget:
    """A form of what Qt makes the parts of itself."""
    form = QWidget(host)
    lay = QVBoxLayout(form)
    for kind in (QComboBox, QPlainTextEdit, QDateEdit, QScrollArea):
        lay.addWidget(kind())
    return form


def test_looking_for_what_qt_made_itself_keeps_nothing_of_it(qtbot):
    def dead() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return sum(isinstance(one, QObject) and not isValid(one) for one in gc.get_objects())

    host = QWidget()
    qtbot.addWidget(host)
    before = dead()
    for _ in range(3):
        form = of_qt(host)
        assert len(list(within(host, QWidget))) > 10
        form.deleteLater()
        del form
    assert dead() == before


def test_what_is_looked_for_is_found_in_its_order(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    of_qt(host)
    for kind in (QWidget, QAbstractButton, QScrollBar):
        assert list(within(host, kind)) == host.findChildren(kind)


def test_words_of_qt_that_are_no_longer_spoken_go(qtbot, qapp):
    look = Look(qapp, ENGLISH)

    def translators() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return len(qapp.findChildren(QTranslator))

    before = translators()
    for language in (CHINESE, ENGLISH, CHINESE, ENGLISH):
        look.speak(language)
    assert translators() == before


def test_the_look_that_is_worn_is_not_put_on_again(qtbot, qapp, monkeypatch):
    """Every widget there is would be styled again, for nothing, as by a second window. Another language has another
    face: its quotation marks are of another width."""
    look = Look(qapp, ENGLISH)
    for theme in ("dark", "light"):
        look.wear(theme)
    put_on = []
    with monkeypatch.context() as patch:
        patch.setattr(QApplication, "setStyleSheet", lambda _app, sheet: put_on.append(sheet))
        look.speak(ENGLISH)
        look.wear("light")
        assert put_on == []
        look.speak(CHINESE)
        assert len(put_on) == 1
    look.speak(ENGLISH)
    sheet = qapp.styleSheet()
    look.wear("dark")
    assert qapp.styleSheet() != sheet
    look.wear("light")
    assert qapp.styleSheet() == sheet
