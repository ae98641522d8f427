"""What stands in a sentence beside its words."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.reading import called
from fmcrm_desktop.model.words import Words


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "6 Feb 2027 · 21 Nov 2026, 13:48"), ("zh_CN", "2027年2月6日 · 2026年11月21日 13:48")],
)
def test_days_and_moments_are_said_as_the_language_says_them(language: str, said: str) -> None:
    words = Words(language, "Asia/Shanghai", places.resources() / "locale")
    moment = datetime(2026, 11, 21, 5, 48, tzinfo=UTC)
    assert words("{day} · {moment}", day=date(2027, 2, 6), moment=moment) == said


@pytest.mark.parametrize(
    ("code", "english", "chinese"),
    [("3", "Building 3", "3号楼"), ("12B", "Building 12B", "12B号楼"), ("Tower 2", "Tower 2", "Tower 2"),
     ("Building 1", "Building 1", "Building 1"), ("东楼", "东楼", "东楼"), ("", "", "")],
)  # fmt: skip
def test_a_building_is_called_by_its_number_or_as_it_is_called(code: str, english: str, chinese: str) -> None:
    locale = places.resources() / "locale"
    assert Words("en", locale=locale).building(code) == english
    assert Words("zh_CN", locale=locale).building(code) == chinese


def test_several_of_the_staff_stand_one_on_a_line_whatever_is_in_their_names() -> None:
    kept = {"Wang, Fang": "王芳", "Li Na": "李娜"}
    locale = places.resources() / "locale"
    assert called(Words("zh_CN", locale=locale), kept, "Wang, Fang\nLi Na", "赵敏") == "王芳、李娜、赵敏"
    assert called(Words(), {}, "Wang, Fang\nLi Na") == "Wang, Fang, Li Na"
