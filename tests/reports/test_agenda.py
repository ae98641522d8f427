"""The agenda on paper: a day over two pages says on the second whose rows they are, and nobody's name is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import calendar, call_topics, promises, staff
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.call_topics import TopicForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.staff import StaffForm
from tests.reports import reading

START = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""Eight in the morning in Shanghai."""


def test_a_long_day_goes_on_under_its_name_and_everybody_is_named(office: Office, tmp_path: Path) -> None:
    names = [f"Aleksandra Wisniewska-Kowalczyk {letter}" for letter in "ABCDEFGH"]
    ids = tuple(office.do(staff.add, StaffForm(name, role="technician")).result for name in names)
    office.do(
        calendar.add,
        EventForm("Fire drill", "activity", starts=START, ends=START + timedelta(hours=1), staff=ids),
    )
    for n in range(60):
        at = START + timedelta(minutes=61 + n)
        office.do(calendar.add, EventForm(f"Round {n}", starts=at, ends=at + timedelta(minutes=1)))
    path = tmp_path / "agenda.pdf"
    for language, said in (("en", "Tue 24 Nov, continued"), ("zh_CN", "周二 11月24日（续）")):
        making.write(office, "agenda", Options(language=language, day=date(2026, 11, 24)), path)
        first, second, *_rest = reading.pages(path)
        assert said in second and said not in first
        whole = " ".join(reading.text(path).split())
        assert [whole.count(part) for part in ("Aleksandra", "Wisniewska", "Kowalczyk")] == [8, 8, 8]
        assert "…" not in whole and "..." not in whole
    office.do(calendar.add, EventForm("Short", starts=START + timedelta(1), ends=START + timedelta(1, 3600)))
    making.write(office, "agenda", Options(language="en", day=date(2026, 11, 25)), path)
    assert "continued" not in reading.text(path)


def test_what_was_promised_is_said_in_the_papers_language(office: Office, tmp_path: Path) -> None:
    office.do(call_topics.add, TopicForm("Loud music", "音响声"))
    office.do(promises.give, PromiseForm(text="Loud music", due=START + timedelta(hours=2)))
    path = tmp_path / "agenda.pdf"
    for language, said, other in (("en", "Loud music", "音响声"), ("zh_CN", "音响声", "Loud music")):
        making.write(office, "agenda", Options(language=language, day=date(2026, 11, 24)), path)
        assert said in reading.text(path) and other not in reading.text(path)
