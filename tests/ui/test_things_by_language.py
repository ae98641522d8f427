"""Things that have a name in both scripts stand in their lists under the one that suits the screen."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType, SimpleNamespace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model.words import CHINESE, ENGLISH, Words
from fmcrm_desktop.services import equipment as equipment_service
from fmcrm_desktop.services.equipment import EquipmentForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import territories
from fmcrm_desktop.ui.tabs.buildings import buildings, sites
from fmcrm_desktop.ui.tabs.equipment import tab as equipment
from fmcrm_desktop.ui.tabs.plans import checklists
from tests.sample import Sample


@pytest.mark.parametrize("place", [buildings, sites, equipment, checklists, territories])
@pytest.mark.parametrize(
    ("language", "other", "said"),
    [(ENGLISH, "3号楼", "Building 3"), (CHINESE, "3号楼", "3号楼"), (CHINESE, "", "Building 3")],
)
def test_a_list_names_a_thing_once(place: ModuleType, language: str, other: str, said: str) -> None:
    name = next(column for column in place.COLUMNS if column.key == "name")
    row = SimpleNamespace(name="Building 3", other_name=other)
    assert name.text(row, Words(language, "Asia/Shanghai")) == said


@pytest.mark.parametrize(
    ("language", "heading", "line"),
    [(ENGLISH, "L-1 · Passenger lift", "客梯 · 1号楼"), (CHINESE, "L-1 · 客梯", "Passenger lift · 1号楼")],
)
def test_a_page_is_headed_by_one_name_and_the_other_stands_below(
    show: Callable[[type[Tab]], Tab], qtbot: QtBot, qt_office: QtOffice, office: Office, sample: Sample,
    language: str, heading: str, line: str,
) -> None:  # fmt: skip
    form = EquipmentForm("L-1", "Passenger lift", "客梯", kind="lift", building_id=sample.second_building)
    id = office.do(equipment_service.add, form).result
    qt_office.words = Words(language, "Asia/Shanghai", places.resources() / "locale")
    tab = show(equipment.EquipmentTab)
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    said = [each.text() for each in tab.detail.page.findChildren(QLabel)][:2]  # type: ignore[union-attr]
    assert said[0] == heading and said[1].startswith(line.partition(" · ")[0])
