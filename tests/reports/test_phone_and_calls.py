"""The phone book and the call statistics on paper, made from a real office in both languages and on both sizes."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import LETTER
from fmcrm_desktop.services import calls
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.reports import reading
from tests.sample import Sample


def said(path: Path) -> str:
    return " ".join(word.text for page in reading.words(path) for word in page)


@pytest.mark.parametrize("by", ["", "name", "building"])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everybody_with_a_number_stands_in_the_printed_book(
    office: Office, tmp_path: Path, by: str, language: str
) -> None:
    path = tmp_path / "book.pdf"
    making.write(office, "phone-list", Options(by=by, language=language, paper="Letter"), path)
    assert reading.size(path) == (LETTER.width, LETTER.height)
    text = said(path)
    for part in ("王芳", "Novak", "Moreau", "13800138000", "13912340001"):
        assert part in text
    heading = {"en": "Building 3", "zh_CN": "3号楼"}[language]
    assert (heading in text) == (by == "building")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_months_calls_stand_on_paper(
    office: Office, sample: Sample, tmp_path: Path, language: str
) -> None:
    for hours, topic, outcome in (
        (30, "Lift stuck", "missed"),
        (9, "Lift again", "answered"),
        (1, "", "missed"),
    ):
        office.do(
            calls.log,
            CallForm(
                sample.owner, topic=topic or "Water", started=NOW - timedelta(hours=hours), outcome=outcome
            ),
        )
    path = tmp_path / "calls.pdf"
    making.write(office, "call-statistics", Options(Month(2026, 11), language=language), path)
    text = said(path)
    assert "Lift stuck" in text and "1 / 2" in text
    assert {"en": "Answered within a day", "zh_CN": "一天内"}[language] in text
    making.write(office, "call-statistics", Options(Month(2020, 1), language=language), path)
    assert {"en": "No calls were logged", "zh_CN": "没有通话记录"}[language] in said(path)
