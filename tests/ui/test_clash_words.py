"""When somebody is taken already, said as one says it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services.calendar import Clash
from fmcrm_desktop.ui.tabs.calendar.event_form import clash_sentence


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        ((1, 9), (1, 11), "1 Dec 09:00–11:00"), ((1, 0), (2, 0), "1 Dec"), ((1, 0), (4, 0), "1 Dec–3 Dec"),
        ((1, 20), (2, 6), "1 Dec 20:00–2 Dec 06:00"), ((1, 20), (2, 0), "1 Dec 20:00–00:00"),
    ],
)  # fmt: skip
def test_a_whole_day_is_a_day_and_a_night_has_two(begins, ends, said):
    words = Words("en", "UTC", places.resources() / "locale")
    hours = (datetime(2026, 12, *each, tzinfo=UTC) for each in (begins, ends))
    assert clash_sentence(Clash("Gao Jun", "Ladders", "", *hours), words) == (
        f"Gao Jun is already at “Ladders”, {said}."
    )
