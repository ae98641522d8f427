"""Two desks have the same form open, and the first one changes only a list in it: the second is told, and nothing of
the first one's is put back without a word. Plain SQL looks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Stale
from fmcrm_desktop.services import calendar, complaints, notices, tasks, territories
from fmcrm_desktop.services.calendar import EventForm, GuestForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.tasks import TaskForm
from fmcrm_desktop.services.territories import BuildingLine, StaffLine, TerritoryForm
from tests.conftest import NOW
from tests.sample import Sample

Forms = tuple[Any, int, Callable[[], Any], Any]


def _event(office: Office, sample: Sample) -> Forms:
    form = EventForm(title="Keys", starts=NOW, ends=NOW + timedelta(hours=1))
    id = office.do(calendar.add, form).result
    return (
        calendar.change,
        id,
        lambda: office.ask(calendar.event, id),
        ("guests", (GuestForm(name="Notary"),)),
    )


def _staff_of_event(office: Office, sample: Sample) -> Forms:
    case, id, read, _ = _event(office, sample)
    return case, id, read, ("staff", (sample.plumber,))


def _complaint(office: Office, sample: Sample) -> Forms:
    form = ComplaintForm(own_words="The lift stands still", person_id=sample.owner)
    id = office.do(complaints.register, form).result
    return complaints.change, id, lambda: office.ask(complaints.form_of, id), ("people", (sample.tenant,))


def _task(office: Office, sample: Sample) -> Forms:
    id = office.do(tasks.add, TaskForm(title="Meters")).result
    return tasks.change, id, lambda: office.ask(tasks.form_of, id), ("staff", (sample.plumber,))


def _notice(office: Office, sample: Sample) -> Forms:
    id = office.do(notices.add, NoticeForm(title="Water off", starts=NOW)).result
    return notices.change, id, lambda: office.ask(notices.form_of, id), ("buildings", (sample.building,))


def _territory(office: Office, sample: Sample) -> Forms:
    id = office.do(territories.add, TerritoryForm(name="North")).result
    line = BuildingLine(building_id=sample.building)
    return territories.change, id, lambda: office.ask(territories.form_of, id), ("buildings", (line,))


@pytest.mark.parametrize("made", [_event, _staff_of_event, _complaint, _task, _notice, _territory])
def test_the_second_form_is_out_of_date(
    office: Office, sample: Sample, made: Callable[[Office, Sample], Forms]
) -> None:
    case, id, read, (name, value) = made(office, sample)
    first, second = read(), read()
    setattr(first, name, value)
    office.do(case, id, first)
    with pytest.raises(Stale):
        office.do(case, id, second)
    assert len(getattr(read(), name)) == 1


def test_saving_again_what_is_there_changes_no_version(
    office: Office, sample: Sample, office_path: Path
) -> None:
    case, id, read, (name, value) = _event(office, sample)
    form = read()
    setattr(form, name, value)
    office.do(case, id, form)
    before = _version(office_path, id)
    office.do(case, id, read())
    assert _version(office_path, id) == before


def _version(path: Path, event: int) -> Any:
    with closing(sqlite3.connect(path)) as file:
        return file.execute("select version from event where id = ?", [event]).fetchone()[0]


def test_a_line_that_was_changed_here_and_taken_out_there_is_kept_as_the_form_shows_it(
    office: Office, sample: Sample
) -> None:
    """Whoever saves over the other desk knowingly."""
    id = office.do(territories.add, TerritoryForm(name="North", staff=(StaffLine(sample.plumber),))).result
    mine, theirs = office.ask(territories.form_of, id), office.ask(territories.form_of, id)
    theirs.staff = ()
    office.do(territories.change, id, theirs)
    mine.staff[0].from_day = NOW.date()
    mine.version = office.ask(territories.form_of, id).version
    office.do(territories.change, id, mine)
    [line] = office.ask(territories.form_of, id).staff
    assert (line.staff_id, line.from_day) == (sample.plumber, NOW.date())
