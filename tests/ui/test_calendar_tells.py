"""The tick of a new entry by which guests are told: as the setting has it, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.ui.window import MainWindow
from tests.sample import Sample
from tests.ui.at_work import Mouse, desk_of, rows, settle, told, tomorrow


def test_the_tick_stands_as_the_office_has_it_and_tells_the_person(
    office_path: Path, sample: Sample, open_at: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    office = open_office(str(office_path))
    office.do(settings.put, **{"tell.guests": True})
    office.close()
    window, mouse = open_at(office_path), Mouse(qtbot)
    zone = desk_of(window).office.words.zone
    starts = datetime.combine(tomorrow(window), time(9), zone)  # what has passed is told to nobody
    entry = {"person_id": sample.owner, "starts": starts, "ends": starts + timedelta(hours=1)}
    desk_of(window).go(Link("calendar", new={**entry, "title": "Meter reading"}))
    settle(window, qtbot)
    form = desk_of(window).present.detail.form
    assert form is not None and form.form.slots["tell"].editor.value() is True and not form.dirty
    mouse.press("Save")
    told(window, "Saved on the calendar")
    (row,) = rows(office_path, "select name, channel, state, subject from message")
    assert row[:3] == ("王芳", "text", "waiting") and row[3].startswith("New entry: Meter reading")
    desk_of(window).go(Link("calendar", new={**entry, "title": "Second"}))
    settle(window, qtbot)
    mouse.tick("Tell the person and the guests")
    mouse.press("Save")
    told(window, "Saved on the calendar")
    assert rows(office_path, "select count(*) from message") == [(1,)]
