"""The figures above an owner's page: what stands on a narrow tile, and what it says when asked."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.ui.tabs.owners import figures


@pytest.mark.parametrize(
    ("language", "note", "told"),
    [
        ("en", "late by 3 d 16 h", ("1 of 2", "The others were late by 3 d 16 h on average.")),
        ("zh_CN", "平均延误3天16小时", ("2", "其余平均延误3天16小时。")),
    ],
)
def test_how_late_stands_whole_on_the_tile(language, note, told):
    words = Words(language, "Asia/Shanghai", places.resources() / "locale")
    fulfilment = SimpleNamespace(on_time=1, due=2, percent=50, delay=timedelta(days=3, hours=16))
    figure = figures.on_time(SimpleNamespace(fulfilment=fulfilment), words)
    assert figure.note == note and all(each in figure.hint for each in told)
