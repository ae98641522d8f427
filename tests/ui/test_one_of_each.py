"""Of one thing English speaks in the singular: an office with one of everything, read place by place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fmcrm_desktop.model.words import ENGLISH
from tests.safety import hostile
from tests.ui.walking import read_out, settle, walk

ONE_OF_MANY = re.compile(r"(?<![\d.,:/–-])\b1 (?!is\b|was\b|has\b|plus\b|Gas\b)[a-z]+s\b(?! )?[^\n]{0,30}")


@pytest.fixture
def one_of_each(tmp_path: Path) -> Path:
    return hostile.office_of(tmp_path / "office.fmcrm", [(0, "Linden")])


def test_one_thing_is_said_as_one(qtbot, qapp, tidied, one_of_each):
    wrong, places = [], 0
    for place, tab in walk(qapp, one_of_each, ENGLISH):
        places += 1
        listed = tab.list
        if listed is not None and listed.model.ids and not place.endswith("+"):
            listed.select(int(listed.model.ids[0]))
            settle(tab.window(), tab)
        texts = [*read_out(tab.window()), *read_out(tab)]
        wrong += [(place, found.group()) for text in texts if (found := ONE_OF_MANY.search(text))]
    assert places > 100
    assert not wrong, sorted(set(wrong))
