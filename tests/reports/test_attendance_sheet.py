"""The sheet to sign on, read back: what, when and where, everybody invited with their units, and lines for others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from pypdf import PdfReader

from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import attendance_sheet as paper
from fmcrm_desktop.reports.paper import Printing
from fmcrm_desktop.services import attendance_sheet, calendar
from fmcrm_desktop.services.calendar import EventForm, GuestForm
from fmcrm_desktop.services.office import Office
from tests.reports import reading
from tests.sample import Sample

STARTS = datetime(2026, 12, 5, 6, tzinfo=UTC)


def party(office: Office, sample: Sample, **more: object) -> int:
    form = EventForm(
        "Residents' tea", "activity", starts=STARTS, ends=STARTS + timedelta(hours=2), place="Lobby"
    )
    form.guests = (GuestForm(sample.owner), GuestForm(None, "Mr Sato"))
    form.staff = (sample.clerk,)
    for name, value in more.items():
        setattr(form, name, value)
    return office.do(calendar.add, form).result


def printed(office: Office, target: Path, words: Words, id: int, occurrence: str = "") -> str:
    paper.draw(office.ask(attendance_sheet.sheet, id, occurrence), words, Printing(target))
    return " ".join(reading.text(target).split())


def test_who_is_invited_stands_on_it_with_lines_for_others(
    office: Office, sample: Sample, tmp_path: Path, english: Words, chinese: Words
) -> None:
    id = party(office, sample)
    said = printed(office, tmp_path / "a.pdf", english, id)
    for part in (
        "Attendance sheet",
        "Residents' tea",
        "5 Dec 2026, 14:00–16:00",
        "Lobby",
        "Mr Sato",
        "3-1202",
    ):
        assert part in said
    assert (
        office.ask(attendance_sheet.sheet, id).people[2].name == "Li Na"
        and "Signature" in said
        and "13" in said
    )
    assert "签到表" in printed(office, tmp_path / "b.pdf", chinese, id).replace(" ", "")


def test_there_is_room_to_sign(office: Office, sample: Sample, tmp_path: Path, english: Words) -> None:
    """Nine millimetres a line, and the lines go on over the page where many are invited."""
    id = party(office, sample, guests=tuple(GuestForm(None, f"Guest {n}") for n in range(40)))
    printed(office, tmp_path / "a.pdf", english, id)
    tops = []

    def seen(text: str, _cm: object, tm: list[float], *_font: object) -> None:
        if text.startswith("Guest"):
            tops.append(tm[5])

    pages = PdfReader(tmp_path / "a.pdf").pages
    pages[0].extract_text(visitor_text=seen)
    gaps = [above - below for above, below in pairwise(tops)]
    assert len(pages) > 1 and len(gaps) > 10
    assert min(gaps) > 9 / 25.4 * 72


def test_of_a_series_the_time_that_was_opened_is_named(
    office: Office, sample: Sample, tmp_path: Path, english: Words
) -> None:
    id = party(office, sample, repeat=RuleText("FREQ=WEEKLY;COUNT=3"))
    assert "12 Dec 2026" in printed(office, tmp_path / "a.pdf", english, id, "2026-12-12T14:00:00")
