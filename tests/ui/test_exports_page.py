"""Exports from the window: a whole list by the page, what is seen by the list's own menu."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtWidgets import QFileDialog

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import exports, owners
from fmcrm_desktop.ui import exporting
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.listing import List, ListSetup
from fmcrm_desktop.ui.tabs.exports import ExportsTab

SLOW = 20_000


@pytest.fixture
def offers(qt_office):
    found = []
    qt_office.offered.connect(lambda *offer: found.append(offer))
    return found


def choose(monkeypatch, path, kind="CSV (*.csv)"):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), kind))


def lines(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_every_list_has_a_button_for_each_kind_of_file(show, qtbot):
    tab = show(ExportsTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    found = [one for one in tab.findChildren(Button) if one.case is exports.through]
    assert len(found) == 2 * len(exports.kinds()) + 2  # people also as contact cards, events as a calendar


def test_a_list_is_written_and_its_folder_offered(show, qtbot, press, monkeypatch, tmp_path, offers, office):
    tab = show(ExportsTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    choose(monkeypatch, tmp_path / "people", "XLSX (*.xlsx)")  # no ending typed: the kind chosen gives it
    press(tab, exports.through)
    qtbot.waitUntil(lambda: bool(offers), timeout=SLOW)
    assert (tmp_path / "people.xlsx").stat().st_size > 1_000
    assert str(len(office.ask(owners.page, Query()).ids)) in offers[0][0]
    assert offers[0][1] == "Open folder"


def test_a_list_writes_what_is_seen(qtbot, qt_office, monkeypatch, tmp_path, offers, office):
    qt_office.exporter = exporting.Exporter(qt_office)
    shown = List(qt_office, ListSetup("people", owners.page, owners.rows, [Column("name", "Name")]))
    qtbot.addWidget(shown)
    first = office.ask(owners.page, Query()).first[0].name
    shown.show_where({}, first)
    qtbot.waitUntil(lambda: 0 < shown.model.rowCount() < len(office.ask(owners.page, Query()).ids))
    choose(monkeypatch, tmp_path / "some.csv")
    export = next(one for one in shown.menu().actions() if one.text() == "Export…")
    export.trigger()
    qtbot.waitUntil(lambda: bool(offers), timeout=SLOW)
    assert len(lines(tmp_path / "some.csv")) == 1 + shown.model.rowCount()


def test_a_folder_that_cannot_be_written_gets_a_sentence(qtbot, qt_office, tmp_path):
    refused = []
    qt_office.refused.connect(refused.append)
    exporting.write(qt_office, "people", Query(), tmp_path / "nowhere" / "people.csv")
    qtbot.waitUntil(lambda: bool(refused), timeout=SLOW)
    assert "nowhere" in qt_office.words(refused[0].text, **refused[0].values)
