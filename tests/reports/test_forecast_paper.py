"""The work expected on paper and in the month's report, read back in both languages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.reports import reading


@pytest.mark.parametrize(("language", "title"), [("en", "Work expected"), ("zh_CN", "工作量预测")])
def test_the_weeks_and_the_error_stand_on_paper(
    office: Office, tmp_path: Path, language: str, title: str
) -> None:
    with office.store.writing(office.who, "test") as work:
        for n in range(280):
            work.add(
                WorkOrder(
                    number=f"F-{n}", received=NOW - timedelta(hours=12 * n), summary="Tap", state="done"
                )
            )
    for name, options in (
        ("forecast", Options(language=language)),
        ("month-pack", Options(month=Month(2026, 10), language=language)),
    ):
        path = tmp_path / f"{name}.pdf"
        making.write(office, name, options, path)
        text = "".join(word.text for page in reading.words(path) for word in page).replace(" ", "")
        assert title.replace(" ", "") in text
        assert {"en": "Newlyaskedfor:themean", "zh_CN": "新报修：取此前八个完整周"}[language] in text
        assert "14.0" in text, "two a day, expected and come"
