"""The service profile on paper: what belongs to a scale stays on its page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import behaviour_profile
from fmcrm_desktop.reports.paper import Printing
from fmcrm_desktop.services.behaviour.profile import Mark, Profile, ProfileSheet, Told
from fmcrm_desktop.services.behaviour.scales import ScaleRow
from tests.reports import example, reading

SAID = "The neighbour upstairs says that nothing is leaking, and the plaster is soft to the touch. "


@pytest.mark.parametrize("lines", range(6))
def test_the_scores_before_stand_on_the_page_of_their_scale(
    tmp_path: Path, english: Words, lines: int
) -> None:
    days = (date(2026, 5, 1), 3), (date(2026, 8, 1), 4)
    marks = tuple(Mark(1, day, score, "Li Na", SAID * lines, ()) for day, score in days)
    told = tuple(
        Told(ScaleRow(at, at, f"Scale{at}", "", "Looks away", "", "Looks up", "", False), marks)
        for at in range(24)
    )
    sheet = ProfileSheet(example.HEAD, date(2026, 11, 29), Profile(1, "Li Na", "", "", told))
    behaviour_profile.draw(sheet, english, Printing(tmp_path / "a.pdf"))
    pages = reading.pages(tmp_path / "a.pdf")
    assert len(pages) > 1
    for page in pages:
        assert page.count("Scale") == page.count("Trend:") > 0
