"""Reports of one's own on paper: groups with their rows and sums, the chart, filters in words, both languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fmcrm_desktop.model.own_report import Condition, Definition, Group, Total
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options, Titled
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_reports import answering
from tests.reports import reading
from tests.sample import Sample
from tests.services.reporting import HOSTILE, fill_all

DETAILED = Definition(
    "orders", ("number", "summary", "amount"), (Condition("priority", "is", ("urgent", "normal")),),
    (Group("priority"), Group("state")), (Total("count"), Total("sum", "amount")), "number", chart="bars",
)  # fmt: skip


def text(office: Office, given: Titled, path: Path, **wishes: str) -> str:
    making.write_own(office, given, Options(**wishes), path)  # type: ignore[arg-type]
    return reading.text(path)


@pytest.fixture
def full(office: Office, sample: Sample) -> Office:
    office.do(fill_all, sample)
    return office


def test_groups_stand_with_their_rows_and_sums(full: Office, tmp_path: Path) -> None:
    told = text(full, Titled(DETAILED, "Taps", "水龙头"), tmp_path / "a.pdf")
    for part in (
        "Taps",
        "4 rows",
        "Priority: is Urgent, Normal",
        "W-0",
        "W-3",
        "Count: 2",
        "¥13.00",
        "Page 1 of 1",
    ):
        assert part in told, part
    assert told.index("Urgent") < told.index("W-0") < told.index("W-1") < told.index("W-3")


def test_the_same_in_chinese_on_letter_paper(full: Office, tmp_path: Path) -> None:
    told = text(
        full, Titled(DETAILED, "Taps", "水龙头"), tmp_path / "a.pdf", language="zh_CN", paper="Letter"
    )
    for part in ("水龙头", "优先级：等于 紧急、普通", "已完工", "数量"):
        assert part in told, part
    assert "Taps" not in told


def test_groups_alone_have_their_totals(full: Office, tmp_path: Path) -> None:
    told = text(full, Titled(replace(DETAILED, columns=()), "Taps"), tmp_path / "a.pdf")
    assert "W-0" not in told
    assert told.count("Total") == 2
    one = replace(DETAILED, columns=(), groups=DETAILED.groups[:1])
    assert text(full, Titled(one, "Taps"), tmp_path / "b.pdf").count("Total") == 1


def test_an_empty_report_says_how_to_widen_it(full: Office, tmp_path: Path) -> None:
    none = replace(DETAILED, conditions=(Condition("summary", "is", ("nothing like it",)),))
    assert "choose a longer period" in text(full, Titled(none, "Taps"), tmp_path / "a.pdf").replace("\n", " ")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_titles_and_values_are_only_text(full: Office, tmp_path: Path, hostile: str) -> None:
    asked = replace(DETAILED, conditions=(Condition("summary", "lacks", (hostile,)),))
    assert "W-3" in text(full, Titled(asked, hostile, hostile), tmp_path / "a.pdf")


def test_more_than_anybody_reads_is_refused(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "ON_PAPER", 3)
    with pytest.raises(Refusal, match="too many for paper"):
        full.ask(own_reports.sheet, DETAILED)
    assert full.ask(own_reports.sheet, replace(DETAILED, columns=())).answer.lines
