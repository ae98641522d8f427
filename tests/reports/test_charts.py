"""Charts: a round scale, every name and figure, nothing outside the field."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmcrm_desktop.model.chart import Chart, Series, steps
from fmcrm_desktop.reports import charts
from fmcrm_desktop.reports.paper import MARGIN, Letterhead, Printing, opened
from tests.reports import reading

HEAD = Letterhead("Willow Court", "Charts", "", "")
MONTHS = tuple("Nov Dec Jan Feb Mar Apr May Jun Jul Aug Sep Oct".split())


@given(st.floats(0.01, 1e9))
def test_the_scale_is_round_covers_the_highest_and_has_few_steps(top: float) -> None:
    scale = steps(top)
    assert scale[0] == 0
    assert scale[-1] >= top or scale[-1] == pytest.approx(top)
    assert 2 <= len(scale) <= 5
    assert all(f"{step:.0f}".strip("0") in ("", *"123456789", "12", "15") for step in scale if step < 1e5)


def test_bars_lie_with_names_and_figures_and_stand_with_months_and_a_scale(tmp_path: Path) -> None:
    with opened(Printing(tmp_path / "a.pdf"), HEAD) as paper:
        bars = Series("Received", tuple(range(12)))
        charts.draw(
            paper, Chart("Year", MONTHS, (bars,), (Series("Late", (None, *range(11))),)), paper.left, 300
        )
        paper.space(140)
        counts = Series("", (44.0, 7.0, 0.0))
        charts.draw(
            paper,
            Chart("By channel", ("Telephone", "渠道" * 30, "Letter"), (counts,), across=True),
            paper.left,
            160,
        )
        paper.space(140)
        charts.draw(paper, Chart("Nothing", (), ()), paper.left, 160)
    (page,) = reading.words(tmp_path / "a.pdf")
    said = {word.text for each in page for word in [each]}
    assert {*MONTHS, "Received", "Late", "Telephone", "44", "7", "0", "15"} <= {
        w for text in said for w in text.split()
    }
    assert all(word.left >= MARGIN - 1 and word.right <= MARGIN + 505 for word in page)


def test_a_pile_is_as_high_as_its_parts_together() -> None:
    bars = (Series("a", (3.0, 4.0)), Series("b", (5.0, None)))
    assert Chart("", ("x", "y"), bars, stacked=True).top() == 8
    assert Chart("", ("x", "y"), bars).top() == 5
    assert Chart("", (), ()).top() == 1
