"""The gap report in both languages, empty and with a plan."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.improvement import GapPlan
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import gaps
from fmcrm_desktop.services.gaps import PlanForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Gap report", "No building", "Greeting at the gate")),
        ("zh_CN", ("差距报告", "未填楼栋", "尊重不足")),
    ],
)
def test_the_report_tells_counts_causes_and_plans(
    office: Office, tmp_path: Path, language: str, said: tuple[str, ...]
) -> None:
    with office.store.writing(office.who, "test") as work:
        for day in (1, 2, 100):
            work.add(
                Complaint(number=f"Z-{day}", received=NOW - timedelta(days=day), subject="x", gap="respect")
            )
    office.do(gaps.add, PlanForm(gap="respect", text="Greeting at the gate"))
    path = tmp_path / "gaps.pdf"
    making.write(office, "gap-report", Options(language=language), path)
    for each in said:
        assert each in text_of(path), each
    making.write(office, "gap-report", Options(language=language, month=Month(2020, 1)), path)
    assert "2020" in text_of(path)
    assert "No building" not in text_of(path), "nothing was received then"


def test_what_became_of_a_plan_is_told_in_full(office: Office, tmp_path: Path) -> None:
    plan = office.do(gaps.add, PlanForm(gap="respect", text="Greeting at the gate")).result
    with office.store.writing(office.who, "test") as work:
        work.get(GapPlan, plan).due_day = NOW.date()
    path = tmp_path / "gaps.pdf"
    making.write(office, "gap-report", Options(language="en"), path)
    assert "To be measured now" in " ".join(text_of(path).split())
