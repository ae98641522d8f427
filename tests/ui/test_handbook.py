"""The handbook: F1 opens the page of what is in sight, search, links, keys; and its paper."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model import handbook
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.ui.handbook_paper import bind
from fmcrm_desktop.ui.handbook_text import PAGE, PLACE
from fmcrm_desktop.ui.office_menu import office_menu
from fmcrm_desktop.ui.tabs import PAGES, TABS
from fmcrm_desktop.ui.window import MainWindow
from tests.ui.at_work import desk_of, settle


def opened(window: MainWindow, qtbot: QtBot):
    """The handbook after F1 in the window."""
    from fmcrm_desktop.ui.handbook import Handbook

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(window.findChildren(Handbook)))
    return window.findChildren(Handbook)[-1]


def test_f1_opens_the_page_of_the_tab_and_of_the_section(window: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(window)
    desk.show_tab("calls")
    settle(window, qtbot)
    book = opened(window, qtbot)
    assert book.present.name == "calls" and book.isVisible()
    assert book.present.title in book.text.toPlainText()
    desk.show_tab("settings")
    settle(window, qtbot)
    assert opened(window, qtbot) is book
    assert book.present.name == handbook.page_of(book.pages, "settings").name != "calls"


def test_every_tab_and_page_has_its_page() -> None:
    pages = handbook.pages(places.resources() / "handbook", Words())
    assert not [entry.name for entry in (*TABS, *PAGES) if handbook.page_of(pages, entry.name) is None]


def test_every_page_can_be_reached_from_the_menu(window: MainWindow) -> None:
    from PySide6.QtGui import QAction

    menu = office_menu(window, desk_of(window).office.words, window.look, window.menu.acts())
    there = {action.data() for action in menu.findChildren(QAction)}
    tabs = {entry.name for entry in TABS}
    assert {entry.name for entry in PAGES} <= there
    assert not {entry.name for entry in PAGES} & tabs, "Ctrl+W would close a tab"
    assert {"handbook", "shortcuts"} <= there


def test_the_handbook_is_read_and_searched_by_keys_alone(window: MainWindow, qtbot: QtBot) -> None:
    book = opened(window, qtbot)
    qtbot.waitUntil(book.isActiveWindow)
    before = book.list.count()
    QTest.keyClick(book, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(book.field.hasFocus)
    QTest.keyClicks(book.field, "receiver")
    assert 0 < book.list.count() < before
    assert book.present.name == "calls"
    assert book.text.textCursor().selectedText().lower() == "receiver"
    QTest.keyClick(book.field, Qt.Key.Key_Down)
    qtbot.waitUntil(book.list.hasFocus)
    QTest.keyClick(book.list, Qt.Key.Key_Return)
    qtbot.waitUntil(book.text.hasFocus)
    book.field.setText("no such words anywhere")
    assert book.list.count() == 0 and book.none.isVisible()
    QTest.keyClick(book, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not book.isVisible())


def test_links_lead_to_other_pages_and_to_the_tab_in_the_window(window: MainWindow, qtbot: QtBot) -> None:
    book = opened(window, qtbot)
    book.follow(QUrl(f"{PAGE}keys"))
    assert book.present.name == "keys" and "Ctrl+K" in book.text.toPlainText()
    book.follow(QUrl(f"{PLACE}calls/promises"))
    settle(window, qtbot)
    tab = desk_of(window).present
    assert tab.name == "calls" and tab.section_shown == "promises"


def test_every_picture_shows_a_tab_and_section_that_are_there() -> None:
    entries = {entry.name: entry for entry in (*TABS, *PAGES)}
    pages = handbook.pages(places.resources() / "handbook", Words())
    for place in [place for page in pages for place in (*page.pictures, *page.places)]:
        link = handbook.link(place)
        sections = {section.name for section in getattr(entries[link.tab].load(), "sections", ())}
        assert not link.section or link.section in sections, place


def test_no_picture_needs_another_process() -> None:
    """Print… paints the pictures in a process that may have no children, and the Reports tab begins one."""
    pages = handbook.pages(places.resources() / "handbook", Words())
    assert "reports" not in {handbook.link(place).tab for page in pages for place in page.pictures}


def test_the_keys_keep_their_own_window(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.menu.act("shortcuts")
    top = QApplication.activeModalWidget()
    assert top is not None and top.windowTitle() == "Keyboard shortcuts"
    top.close()


@pytest.mark.parametrize("dark", [False, True])
def test_the_page_is_written_in_the_colours_of_the_look(window: MainWindow, qtbot: QtBot, dark: bool) -> None:
    from fmcrm_desktop.ui.kit import theme

    book = opened(window, qtbot)
    window.wear("dark" if dark else "light")
    cursor = QTextCursor(book.text.document())
    cursor.movePosition(QTextCursor.MoveOperation.Right)
    assert cursor.charFormat().foreground().color() == theme.colour("ink")
    window.wear("light")


def test_the_paper_has_every_page_with_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, office_path: Path, qapp: QApplication
) -> None:
    few = tmp_path / "handbook"
    (few / "zh_CN").mkdir(parents=True)
    (few / "pages.txt").write_text("one: today\ntwo: calls\n", encoding="utf-8")
    (few / "zh_CN" / "one.md").write_text("# 第一页\n\n点[[Save]]。\n\n![今日](today)\n", encoding="utf-8")
    (few / "zh_CN" / "two.md").write_text("# 第二页\n\n1. 按`F2`。\n\n{keys}\n", encoding="utf-8")
    real = handbook.pages
    monkeypatch.setattr(handbook, "pages", lambda _folder, words: real(few, words))

    seen: list[int] = []

    class Told:
        def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
            seen.append(done)

    remembered = places.last_office()
    bind(Told(), Options(language="zh_CN"), tmp_path / "book.pdf", str(office_path))
    assert places.last_office() == remembered
    paper = pypdf.PdfReader(tmp_path / "book.pdf")
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert "“保存”" in text and "第二页" in text and "Ctrl+K" in text
    assert sum(len(page.images) for page in paper.pages) == 1
    assert seen[-1] == 1
