"""The page of duplicates: a pair side by side, merged by button or key, told apart, taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import merging, notes, owners, suspects
from fmcrm_desktop.services.merging import MergeForm
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.duplicates import DuplicatesTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.window import MainWindow
from tests.sample import Sample
from tests.ui.at_work import desk_of

Press = Callable[[QWidget, Callable[..., object]], Button]


@pytest.fixture
def twin(office: Office) -> int:
    form = NewPersonForm(
        name="Wang Fang", warning="Dog", contacts=(ContactLine("mobile", "13800138000"),), kind="company"
    )
    return office.do(owners.add, form).result


@pytest.fixture
def tab(twin: int, show: Callable[[type[DuplicatesTab]], DuplicatesTab], qtbot: QtBot) -> DuplicatesTab:
    shown = show(DuplicatesTab)
    qtbot.waitUntil(lambda: shown.beside is not None)
    return shown


def archived(path: Path, person: int) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("select archived from person where id = ?", (person,)).fetchone()
        return row[0] is not None


def test_a_pair_is_merged_as_chosen_and_taken_back(
    tab: DuplicatesTab,
    qt_office: QtOffice,
    press: Press,
    qtbot: QtBot,
    office_path: Path,
    sample: Sample,
    twin: int,
) -> None:
    heard: list[tuple[str, Any]] = []
    qt_office.said.connect(lambda text, undo: heard.append((text, undo)))
    assert tab.beside is not None and tab.list is not None
    assert tab.id == suspects.id_of(sample.owner, twin)
    radio = tab.beside.radio("kind", "keep")
    radio.setFocus()
    QTest.keyClick(radio, Qt.Key.Key_Right)
    assert tab.beside.choices() == {"kind": "gone", "warning": "both"}
    press(tab, merging.merge)
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == 0)
    assert heard[0][0] == "Wang Fang is now part of 王芳 Wang Fang"
    assert archived(office_path, twin)
    assert qt_office.office.ask(owners.card, sample.owner).kind == "company"
    qt_office.undo(heard[0][1])
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == 1)
    assert not archived(office_path, twin)


def test_the_other_record_can_be_kept(
    tab: DuplicatesTab, qtbot: QtBot, office_path: Path, sample: Sample, twin: int
) -> None:
    tab.swap()
    qtbot.waitUntil(lambda: tab.beside is not None and tab.beside.told.keep.row.id == twin)
    tab.merge()
    qtbot.waitUntil(lambda: archived(office_path, sample.owner))
    assert not archived(office_path, twin)


def test_two_people_are_told_apart_for_good(tab: DuplicatesTab, press: Press, qtbot: QtBot) -> None:
    press(tab, merging.keep_apart)
    qtbot.waitUntil(lambda: tab.list is not None and len(tab.list.model.ids) == 0)


def test_two_marked_people_come_from_the_list_of_owners(
    show: Callable[..., Any], qt_office: QtOffice, qtbot: QtBot, sample: Sample
) -> None:
    owners_tab = show(OwnersTab)
    qtbot.waitUntil(lambda: owners_tab.list is not None and len(owners_tab.list.model.ids) == 4)
    ways: list[Link] = []
    qt_office.going.connect(ways.append)
    action = next(one for one in owners_tab.list.actions_offered if one.case is merging.merge)
    action.act([sample.tenant, sample.second_owner])
    assert ways[0].tab == "duplicates"
    tab = show(DuplicatesTab)
    tab.open(ways[0])
    qtbot.waitUntil(lambda: tab.beside is not None)
    assert tab.beside.told.keep.row.id == sample.tenant


def test_a_note_found_by_ctrl_k_opens_what_it_is_on(
    window: MainWindow, office_path: Path, qtbot: QtBot, sample: Sample
) -> None:
    desk = desk_of(window)
    assert window.office is not None
    kept: list[Any] = []
    window.office.do(window, notes.add, "person", sample.tenant, NoteForm("Pekingese"), then=kept.append)
    qtbot.waitUntil(lambda: bool(kept))
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(desk.top.search.hasFocus)
    qtbot.keyClicks(desk.top.search, "pekin")
    qtbot.waitUntil(lambda: bool(desk.top.search.results.rows))
    assert desk.top.search.results.rows[0].subtitle == "J. Moreau"
    QTest.keyClick(desk.top.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.present is not None and desk.present.name == "owners")
    assert desk.present is not None
    qtbot.waitUntil(lambda: desk.present is not None and desk.present.id == sample.tenant)


def test_a_person_merged_away_leads_to_the_one_kept(
    show: Callable[..., Any], office: Office, qtbot: QtBot, sample: Sample, twin: int
) -> None:
    office.do(merging.merge, MergeForm(sample.owner, twin))
    tab = show(OwnersTab)
    tab.open(Link("owners", id=twin))

    def way() -> Button | None:
        found = tab.detail.page.findChildren(Button) if tab.detail.page is not None else []
        return next((one for one in found if one.accessibleName() == "Open the one kept"), None)

    qtbot.waitUntil(lambda: way() is not None)
    made = way()
    assert made is not None
    made.click()
    qtbot.waitUntil(lambda: tab.id == sample.owner)
