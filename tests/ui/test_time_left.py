"""How late a matter is fits the narrow chip of its list, in both languages; the hover says it to the minute."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.ui.kit.arithmetic import on_chip
from fmcrm_desktop.ui.tabs.complaints import telling


@pytest.mark.parametrize(
    ("left", "english", "chinese"),
    [
        (162, "2 h 42 min", "2小时42分"), (200, "3 h", "3小时"), (-59, "59 min late", "超时59分钟"),
        (-60, "1 h late", "超时1小时"), (-162, "3 h late", "超时3小时"), (-2640, "44 h late", "超时44小时"),
    ],
)  # fmt: skip
def test_a_chip_says_how_late_in_whole_hours(left: int, english: str, chinese: str) -> None:
    for language, said in (("en", english), ("zh_CN", chinese)):
        words = Words(language, locale=places.resources() / "locale")
        row = SimpleNamespace(clock="answer", left=left)
        assert on_chip(left, words) == telling.left(row, words) == said


@pytest.mark.parametrize(
    ("left", "english", "chinese"),
    [
        (20_160, "14 d", "14天"),
        (-2_900, "2 d late", "超时2天"),
        (1_439, "24 h", "24小时"),
        (-90, "2 h late", "超时2小时"),
    ],
)
def test_a_chip_counts_the_days_until_a_complaint_is_followed_up(
    left: int, english: str, chinese: str
) -> None:
    for language, said in (("en", english), ("zh_CN", chinese)):
        words = Words(language, locale=places.resources() / "locale")
        assert telling.left(SimpleNamespace(clock="follow_up", left=left), words) == said
