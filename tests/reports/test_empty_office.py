"""Every paper of an office in which nothing is entered yet: a sentence says so, and no table or chart of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.reports import REPORTS, making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from tests.reports import reading

OCTOBER = Options(month=Month(2026, 10))
FORMS = {"blank-job-sheet", "suggestion-slip"}
"""They are filled in by pen."""
REFUSED = {"commission-statement", "agreement-month"}
"""A sheet a person or agreement: there is none."""
SAID = {
    "en": {
        "fairness": ["There is nobody yet whose service could be compared."],
        "gap-report": ["No complaint was received in these twelve months."],
        "month-pack": [
            "No work order was received in these twelve months.", "Nothing was settled in these two months.",
            "No complaint was received in these twelve months.",
        ],
    },
    "zh_CN": {
        "fairness": ["尚无可供比较的客户。"],
        "gap-report": ["近12个月没有收到投诉。"],
        "month-pack": ["近12个月没有收到工单。", "这两个月没有办结的事项。", "近12个月没有收到投诉。"],
    },
}  # fmt: skip
NAKED = {"en": ("The whole office", "Orders received"), "zh_CN": ("全体", "登记工单")}
"""What stands in a table or chart even where there is nothing to tell."""


@pytest.fixture(params=["en", "zh_CN"])
def new(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Office, str]]:
    office = found_office(str(tmp_path / "new.fmcrm"), OfficeForm("Linden", language=request.param))
    yield office, request.param
    office.close()


def test_every_paper_of_a_new_office_says_that_there_is_nothing(
    new: tuple[Office, str], tmp_path: Path
) -> None:
    office, language = new
    for name in [each.name for each in REPORTS if each.needs != "number"]:
        target = tmp_path / f"{name}.pdf"
        if name in REFUSED:
            with pytest.raises(Refusal):
                making.write(office, name, OCTOBER, target)
            continue
        making.write(office, name, OCTOBER, target)
        text = reading.text(target)
        ends = [line for line in text.split("\n") if line.strip().endswith((".", "。"))]
        assert ends or name in FORMS, f"{name}: {text}"
        told = "".join(text.split())
        for sentence in SAID[language].get(name, ()):
            assert "".join(sentence.split()) in told, f"{name}: {text}"
            assert not any("".join(word.split()) in told for word in NAKED[language]), f"{name}: {text}"


@pytest.mark.parametrize("name", sorted({each.name for each in REPORTS if each.needs == "month"}))
def test_a_paper_of_a_month_asks_for_it_or_takes_the_present_one(
    empty_office: Office, tmp_path: Path, name: str
) -> None:
    target = tmp_path / "paper.pdf"
    try:
        making.write(empty_office, name, Options(), target)
    except Invalid as refusal:
        assert str(refusal.fields["month"]).startswith("Choose a month")
    else:
        assert target.stat().st_size > 500
