"""A calendar file through the import page: no columns to match, its entries on the calendar, and all taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.services import calendar, imports
from fmcrm_desktop.ui.tabs.imports import ImportsTab
from tests.exchange.test_calendar_files import SERIES, written

SLOW = 20_000
MARCH = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def page(show):
    return show(ImportsTab)


def reach(qtbot, tab, step):
    qtbot.waitUntil(lambda: tab.known.step == step and not tab.known.busy, timeout=SLOW)


def titles(office):
    return [each.title for each in office.ask(calendar.entries, MARCH, MARCH + timedelta(31))]


def test_a_calendar_goes_from_the_file_to_the_preview_and_its_series_stands_on_the_calendar(
    page, qtbot, press, office, tmp_path: Path
) -> None:
    page.take(written(tmp_path, *SERIES, "BEGIN:VEVENT\r\nSUMMARY:No time\r\nUID:bad\r\nEND:VEVENT"))
    reach(qtbot, page, 1)
    assert page.known.kind == "events"
    press(page, imports.run)
    reach(qtbot, page, 3)
    assert (page.known.told.result.added, page.known.told.result.rejected) == (2, 1)
    assert titles(office) == []
    page.bring_in()
    reach(qtbot, page, 4)
    assert titles(office) == ["Stand-up"] * 4
    page.undo()
    qtbot.waitUntil(lambda: page.known.undone, timeout=SLOW)
    assert titles(office) == []
