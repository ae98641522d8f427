"""Nothing is loaded beforehand for an office that is being let go, whatever timer comes late."""

from __future__ import annotations

import pytest

from fmcrm_desktop.services import rehearsal
from fmcrm_desktop.ui.doors import Doors


@pytest.fixture
def doors():
    made = Doors()
    yield made
    made.end()


@pytest.fixture
def opened(qtbot, doors, office_path):
    with qtbot.waitSignal(doors.opened, timeout=15_000) as told:
        doors.open(str(office_path))
    return told.args[0]


def test_who_leaves_is_not_kept_by_what_is_loaded_beforehand(qtbot, doors, opened, monkeypatch):
    asked, told = [], []
    monkeypatch.setattr(rehearsal, "rehearse", lambda *given: asked.append(given))
    doors.warmed.connect(lambda: told.append(True))
    with qtbot.waitSignal(doors.closed, timeout=15_000):
        doors.close(opened, with_backup=False)
        doors.warm_tabs(opened.office)
    doors.end()
    doors.warm_tabs(opened.office)
    assert (asked, told) == ([], [])


def test_who_leaves_while_it_is_loaded_hears_no_more_of_it(qtbot, doors, opened):
    told = []
    doors.warmed.connect(lambda: told.append(True))
    doors.warm_tabs(opened.office)
    with qtbot.waitSignal(doors.closed, timeout=60_000):
        doors.close(opened, with_backup=False)
    assert told == []
