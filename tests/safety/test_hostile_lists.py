"""515 hostile strings in every list of the window and on every page, read back character for character (R17, R18)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.ui.kit.rows import CHUNK, Rows
from fmcrm_desktop.ui.kit.sections import SectionsTab
from fmcrm_desktop.ui.window import MainWindow
from tests.safety import hostile
from tests.safety.hostile import Called, kept
from tests.safety.read_back import shown
from tests.ui.at_work import desk_of, rows, settle

LISTS = (
    ("owners", "", "name", "select name from person where other_name = ''"),
    (
        "owners",
        "",
        "units",
        "select label from unit u join relation r on r.unit_id = u.id where r.note <> ''",
    ),
    ("work_orders", "", "summary", "select summary from work_order"),
    ("work_orders", "", "person", "select p.name from person p join work_order o on o.person_id = p.id"),
    ("complaints", "", "subject", "select subject from complaint"),
    ("complaints", "", "person", "select p.name from person p join complaint c on c.person_id = p.id"),
    ("calls", "log", "topic", "select topic from call"),
    ("calls", "log", "number", "select number from call"),
    ("calls", "lists", "name", "select name from call_list"),
    ("calls", "promises", "text", "select text from promise where kind = 'call_back'"),
    ("calls", "phone_book", "hours", "select hours from contact_point where kind = 'mobile'"),
    ("units", "", "label", "select label from unit"),
    ("buildings", "buildings", "code", "select code from building"),
    ("staff", "", "name", "select name from staff"),
    ("notices", "", "title", "select title from notice"),
    ("call_topics", "", "name", "select name from call_topic"),
    ("letters", "", "name", "select name from letter_template where kind = 'letter'"),
)
"""Tab, section, column, and what plain sqlite3 finds: each must be one whole cell of that column."""


@pytest.fixture
def hostile_window(open_at: Callable[..., MainWindow], hostile_path: Path, qtbot: QtBot) -> MainWindow:
    window = open_at(hostile_path)
    settle(window, qtbot)
    return window


def cells(window: MainWindow, qtbot: QtBot, key: str) -> list[str]:
    """Every cell of a column of the list that is shown, as it is painted; rows are fetched as when scrolled to."""
    found = [
        model
        for model in desk_of(window).present.findChildren(Rows)
        if any(c.key == key for c in model.columns)
    ]
    assert found, f"no list has a column {key}"
    model = max(found, key=lambda each: each.rowCount())
    for at in range(0, model.rowCount(), CHUNK):
        model.row(at)
    qtbot.waitUntil(lambda: all(model.row(at) is not None for at in range(model.rowCount())), timeout=15_000)
    at = next(at for at, column in enumerate(model.columns) if column.key == key)
    return [str(model.index(row, at).data() or "") for row in range(model.rowCount())]


def test_every_list_shows_every_string_as_it_is(
    hostile_window: MainWindow, hostile_path: Path, called: list[Called], qtbot: QtBot
) -> None:
    desk = desk_of(hostile_window)
    for tab, section, key, question in LISTS:
        desk.go(Link(tab))
        settle(hostile_window, qtbot)
        if section:
            assert isinstance(desk.present, SectionsTab)
            desk.present.show_section(section)
            settle(hostile_window, qtbot)
        should = {text for (text,) in rows(hostile_path, question) if text}
        assert len(should) > (90 if hostile.WHOLE else 40), (tab, key)
        assert should - set(cells(hostile_window, qtbot, key)) == set(), (tab, section, key)


@pytest.mark.parametrize(
    ("tab", "table", "names"),
    [
        ("owners", "person", ("name", "notes", "warning", "occupation")),
        ("work_orders", "work_order", ("summary", "own_words", "description", "place")),
        ("complaints", "complaint", ("subject", "own_words", "expected", "delivered")),
        ("calls", "call", ("topic", "notes", "number")),
        ("units", "unit", ("code", "notes")),
        ("notices", "notice", ()),
    ],
)
def test_every_page_shows_every_string_as_it_is(
    hostile_window: MainWindow, called: list[Called], qtbot: QtBot, tab: str, table: str, names: tuple[str, ...]
) -> None:  # fmt: skip
    desk, wrong = desk_of(hostile_window), []
    # "&lt;" besides: the one that a hint took for markup although nothing in it is a tag
    some = [*called[:: len(called) // 12], *(each for each in called if each.text.startswith("&lt;"))]
    for each in called if hostile.WHOLE else some:
        desk.go(Link(tab, each.ids[table]))
        settle(hostile_window, qtbot)
        # the page alone: every row of the list beside it, read for every page, is the square of the strings
        said = "\n".join(shown(desk.present.detail))
        should = [each.said(table, name) for name in names] or [kept(each.text)[:200].strip()]
        if table in ("person", "work_order", "complaint"):
            should.append(each.own)
        wrong += [(each.text[:40], text[:40]) for text in should if text not in said]
    assert wrong == []
