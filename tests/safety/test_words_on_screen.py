"""In Chinese nothing on the screen is English: every tab, form, menu page and menu of an office that writes Chinese."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import calendar, calls, complaints, messages, owners, work_orders
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.messages import StaffMessageForm
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.tabs import PAGES, TABS, TabEntry, present
from fmcrm_desktop.ui.window import MainWindow
from tests.safety.subjects import SOON
from tests.ui.at_work import desk_of, rows, settle

WORD = re.compile(r"[A-Za-z]{2,}")
FILE = re.compile(r"(/|[A-Z]:\\)\S+")
NAMES = {
    "FMCRM", "Desktop", "PDF", "CSV", "XLSX", "XLS", "ODS", "Ctrl", "Alt", "Shift", "Enter", "Esc", "Tab", "Letter",
    "PostgreSQL", "SQLite", "English", "Asia", "Shanghai", "CNY", "office", "fmcrm", "WeChat", "YYYY", "MM", "DD",
    "Excel", "MIT", "ID", "MB", "GB", "UTF", "GBK", "TSV", "VCF", "ICS", "PgUp", "PgDown", "Delete", "backups", "CN",
    "TLS", "STARTTLS", "CM",
}  # fmt: skip
"""Names, keys, units, beginnings of numbers and the name of the office's own file."""


@pytest.fixture(scope="session")
def chinese_filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small office that writes Chinese; copied, never opened, by the tests."""
    path = tmp_path_factory.mktemp("chinese") / "office.fmcrm"
    office = found_office(str(path), OfficeForm("柳苑物业服务中心", "Asia/Shanghai", "CNY", CHINESE, "周敏"))
    person = office.do(
        owners.add, NewPersonForm("王芳", contacts=(ContactLine("mobile", "13800138000"),))
    ).result
    office.do(complaints.register, ComplaintForm("电梯坏了", person_id=person))
    office.do(work_orders.enter, OrderForm(person, summary="天花板漏水", own_words="滴到床上"))
    office.do(calls.log, CallForm(person, topic="问候", call_back=office.store.clock().replace(year=2099)))
    office.do(calendar.add, EventForm("例会", starts=SOON, ends=SOON.replace(hour=4)))
    office.do(messages.write, StaffMessageForm(staff=(1,), subject="周会改期", text="改到周五。"))
    office.close()
    return path


@pytest.fixture
def chinese_window(
    chinese_filled: Path, tmp_path: Path, open_at: Callable[..., MainWindow], qtbot: QtBot
) -> MainWindow:
    path = Path(shutil.copy(chinese_filled, tmp_path / "office.fmcrm"))
    window = open_at(path, CHINESE)
    settle(window, qtbot)
    return window


def texts(inside: QWidget) -> Iterator[tuple[str, str]]:
    for widget in inside.findChildren(QWidget):
        if not widget.isVisible():
            continue
        kind = type(widget).__name__
        yield from (
            (kind, said)
            for said in (widget.accessibleName(), widget.toolTip(), widget.accessibleDescription())
        )
        if isinstance(widget, QLabel | QAbstractButton):
            yield kind, widget.text()
        elif isinstance(widget, QLineEdit | QPlainTextEdit):
            yield kind, widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from ((kind, widget.itemText(at)) for at in range(widget.count()))
        elif isinstance(widget, QTabBar):
            yield from ((kind, widget.tabText(at)) for at in range(widget.count()))
        elif isinstance(widget, QTableView):
            model = widget.model()
            for column in range(model.columnCount()):
                yield kind, str(model.headerData(column, Qt.Orientation.Horizontal) or "")
                yield from (
                    (kind, str(model.index(at, column).data() or "")) for at in range(model.rowCount())
                )
        elif callable(getattr(widget, "text", None)):
            yield kind, str(widget.text())


def english(inside: QWidget) -> set[tuple[str, str]]:
    """What is said in English, places of files left aside."""
    return {(kind, said) for kind, said in texts(inside) if set(WORD.findall(FILE.sub("", said))) - NAMES}


FIELD = re.compile(r"\{\{.*?\}\}|\[.*?\]")
"""A field of a letter's text: as it is kept, and as its page says it."""
BOTH = {
    "settings": ("select name, other_name from category",),
    "call_topics": ("select name, other_name, script, other_script from call_topic",),
    "letters": (
        "select name, other_name, subject, other_subject, text, other_text from letter_template",
    ),
}  # fmt: skip


@pytest.mark.parametrize("entry", [*present(TABS), *present(PAGES)], ids=lambda entry: entry.name)
def test_every_tab_and_page_speaks_chinese(
    chinese_window: MainWindow, qtbot: QtBot, tmp_path: Path, entry: TabEntry
) -> None:
    desk = desk_of(chinese_window)
    desk.go(Link(entry.name))
    settle(chinese_window, qtbot)
    listed = desk.present.list
    if listed is not None and listed.model.ids:
        listed.select(int(listed.model.ids[0]))
        settle(chinese_window, qtbot)
    # What the office keeps in both languages stands side by side where it is put right.
    both = {
        FIELD.sub("", text)
        for asked in BOTH.get(entry.name, ())
        for row in rows(tmp_path / "office.fmcrm", asked)
        for text in row
    }
    assert {one for one in english(chinese_window) if FIELD.sub("", one[1]) not in both} == set()


FORMS = (
    Link("owners", new={}), Link("owners", new={"call": {}}), Link("owners", new={"new_unit": True}),
    Link("owners", new={"new_building": True}), Link("work_orders", new={}), Link("complaints", new={}),
    Link("calendar", new={}), Link("staff", new={}), Link("messages", new={}), Link("messages", new={"people": ()}),
)  # fmt: skip


@pytest.mark.parametrize("way", FORMS, ids=lambda way: f"{way.tab} {''.join(way.new)}")
def test_every_form_speaks_chinese(chinese_window: MainWindow, qtbot: QtBot, way: Link) -> None:
    desk = desk_of(chinese_window)
    desk.go(way)
    qtbot.waitUntil(lambda: desk.present.detail.form is not None)
    settle(chinese_window, qtbot)
    desk.present.detail.form.save()
    settle(chinese_window, qtbot)
    assert english(chinese_window) == set()


def test_the_menus_and_the_page_of_keys_speak_chinese(chinese_window: MainWindow) -> None:
    from fmcrm_desktop.ui.office_menu import office_menu

    window = chinese_window
    menu = office_menu(window, desk_of(window).office.words, window.look, window.menu.acts())
    said = {action.text() for action in menu.findChildren(QAction)} | {
        action.text() for action in desk_of(window).tab("owners").list.menu().actions()
    }
    assert {text for text in said if set(WORD.findall(text)) - NAMES} == set()
    window.menu.act("shortcuts")
    window.menu.act("about")
    assert english(window) == set()
