"""The office's working calendar as its settings say it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.calendar_of_office import read_calendar, working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work

WEEK = {"0": [["09:00", "17:00"]]}
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)


@needs("office.read")
def ours(work: Work) -> WorkingCalendar:
    return working_calendar(work)


def worked(holidays: list[dict[str, Any]]) -> int:
    """Working minutes of one week in UTC."""
    until = datetime(2026, 11, 30, tzinfo=UTC)
    return read_calendar("UTC", WEEK, holidays).between(MONDAY, until)


@pytest.mark.parametrize(
    ("holidays", "minutes"),
    [
        ([], 480),
        ([{"day": "2026-11-23"}], 0),
        ([{"day": "2026-11-23", "part": "morning"}], 300),
        ([{"day": "2026-11-23", "part": "afternoon"}], 180),
        ([{"day": "2026-11-24", "name": "Instead", "hours": [["09:00", "10:30"]]}], 570),
    ],
)
def test_holidays_and_make_up_days_count(holidays: list[dict[str, Any]], minutes: int) -> None:
    assert worked(holidays) == minutes


@pytest.mark.parametrize("holidays", [[{"day": "soon"}], [{}], [{"day": "2026-11-23", "part": "lunch"}]])
def test_a_holiday_that_is_none_is_refused_by_its_setting(holidays: list[dict[str, Any]]) -> None:
    with pytest.raises(Invalid) as caught:
        read_calendar("UTC", WEEK, holidays)
    assert set(caught.value.fields) == {"holidays"}


@pytest.mark.parametrize(
    "week", [{}, {"0": []}, {"0": [["9", "17"]]}, {"0": [["09:00", "12:00"], ["11:00", "13:00"]]}]
)
def test_a_week_nobody_could_work_in_is_refused(week: dict[str, list[list[str]]]) -> None:
    with pytest.raises(Invalid) as caught:
        read_calendar("UTC", week, [])
    assert set(caught.value.fields) == {"hours"}


def test_a_change_of_the_settings_changes_the_calendar(office: Office) -> None:
    before = office.ask(ours)
    assert office.ask(ours) is before
    office.do(settings.put, hours=WEEK)
    assert office.ask(ours).week[1] == ()
