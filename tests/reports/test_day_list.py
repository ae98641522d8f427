"""The day on paper: one's own entries, calls, tasks with boxes and memos, in both languages, and by name."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import calendar, promises, tasks
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.tasks import MemoForm, TaskForm
from tests.conftest import NOW
from tests.sample import Sample

HOUR = timedelta(hours=1)
TODAY = date(2026, 11, 20)


def printed(office: Office, folder: Path, options: Options) -> str:
    making.write(office, "day-list", options, folder / "day.pdf")
    return "".join(page.extract_text() for page in pypdf.PdfReader(folder / "day.pdf").pages)


@pytest.fixture
def busy(office: Office, sample: Sample) -> Office:
    me, her = (sample.manager,), (sample.clerk,)
    office.do(calendar.add, EventForm("Round of the roofs", starts=NOW, ends=NOW + HOUR, staff=me))
    office.do(calendar.add, EventForm("Her training", starts=NOW, ends=NOW + HOUR, staff=her))
    office.do(promises.give, PromiseForm(due=NOW + HOUR, text="The key", person_id=sample.owner))
    office.do(tasks.add, TaskForm("Read the meters", TODAY - timedelta(2)))
    office.do(tasks.add, TaskForm("Her meters", TODAY, staff=her))
    office.do(tasks.add, TaskForm("Not yet", TODAY + timedelta(1)))
    office.do(tasks.jot, MemoForm("Key 12 is at the gate"))
    return office


def test_the_day_has_what_is_ones_own(busy: Office, tmp_path: Path) -> None:
    text = printed(busy, tmp_path, Options(language="en"))
    for said in (
        "Round of the roofs",
        "The key",
        "13800138000",
        "Read the meters",
        "overdue, 18 Nov",
        "Key 12",
    ):
        assert said in text, said
    for other in ("Her training", "Her meters", "Not yet"):
        assert other not in text, other
    assert "11:00" in text and "20 Nov 11:00" not in text  # a call of the day itself needs its time only
    chinese = printed(busy, tmp_path, Options(language="zh_CN"))
    assert "..." not in chinese and "…" not in chinese
    assert "当日安排表" in chinese and "任务" in chinese and "已逾期" in chinese


def test_the_day_of_another_and_another_day(busy: Office, tmp_path: Path) -> None:
    text = printed(busy, tmp_path, Options(language="en", number="李娜", day=TODAY))
    assert "Her training" in text and "Her meters" in text and "Read the meters" not in text
    assert "Not yet" in printed(busy, tmp_path, Options(language="en", day=TODAY + timedelta(1)))
    with pytest.raises(Refusal):
        printed(busy, tmp_path, Options(number="Nobody"))
