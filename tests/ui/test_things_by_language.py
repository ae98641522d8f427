"""Things that have a name in both scripts stand in their lists under the one that suits the screen."""

from __future__ import annotations

from types import ModuleType, SimpleNamespace

import pytest

from fmcrm_desktop.model.words import CHINESE, ENGLISH, Words
from fmcrm_desktop.ui.tabs import territories
from fmcrm_desktop.ui.tabs.buildings import buildings, sites
from fmcrm_desktop.ui.tabs.equipment import tab as equipment
from fmcrm_desktop.ui.tabs.plans import checklists


@pytest.mark.parametrize("place", [buildings, sites, equipment, checklists, territories])
@pytest.mark.parametrize(
    ("language", "other", "said"),
    [(ENGLISH, "3号楼", "Building 3"), (CHINESE, "3号楼", "3号楼"), (CHINESE, "", "Building 3")],
)
def test_a_list_names_a_thing_once(place: ModuleType, language: str, other: str, said: str) -> None:
    name = next(column for column in place.COLUMNS if column.key == "name")
    row = SimpleNamespace(name="Building 3", other_name=other)
    assert name.text(row, Words(language, "Asia/Shanghai")) == said
