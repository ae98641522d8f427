"""The typeface: what fits, where lines break, and that nothing prints as a box."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmcrm_desktop.reports import typeface

SIZE = 8.0


def test_bold_is_a_font_of_its_own() -> None:
    assert typeface.bold().name != typeface.regular().name
    assert typeface.bold().width("Willow", SIZE) != typeface.regular().width("Willow", SIZE)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Owners’ flat", "Owners' flat"),
        ("the “lift”", 'the "lift"'),
        ("他说“停梯”了", "他说“停梯”了"),
        ("−3.1 %", "−3.1 %"),
        ("喆珺堃玥", "喆珺堃玥"),
        ("Łódź șef", "〓ódz sef"),
        ("ring\ttwice\nplease", "ring twice please"),
        ("家里有狗🐕‍🦺", "家里有狗〓〓"),
        ("a\u200b\u202eb\u0301", "ab"),
        ("<b>A & B</b>", "<b>A & B</b>"),
    ],
)
def test_a_text_is_shown_as_far_as_the_font_goes_and_what_is_missing_is_seen(
    written: str, shown: str
) -> None:
    assert typeface.regular().printable(written) == shown


@given(st.text(max_size=200))
def test_whatever_is_written_has_a_glyph(text: str) -> None:
    face = typeface.regular()
    for line in face.lines(text, 120, SIZE):
        assert all(ord(c) in face._glyphs for c in line), line


@given(st.text(alphabet="ab cd电梯停，。（）“”, .-", max_size=120), st.floats(20, 200))
def test_lines_keep_to_the_width_and_lose_nothing_but_blanks(text: str, width: float) -> None:
    face = typeface.regular()
    lines = face.lines(text, width, SIZE)
    assert "".join(lines).replace(" ", "") == face.printable(text).replace(" ", "")
    # a comma may hang only where there was nothing to carry down with it
    assert all(face.width(line, SIZE) <= width + SIZE for line in lines)


def test_no_line_begins_with_a_comma_or_ends_with_an_opening_bracket() -> None:
    text = "电梯停了两次，我们等了（一个小时），没有人来。" * 6
    for width in range(40, 90):
        lines = typeface.regular().lines(text, width, SIZE)
        assert not [line for line in lines if line[0] in "，。）" or line[-1] == "（"], width


def test_a_day_stays_on_one_line_where_the_line_is_wide_enough() -> None:
    text = "This proposal is valid until 31 Dec 2026. It begins on 1 May 2027, or 17 May 2027 at the latest. "
    for width in range(90, 200):
        lines = typeface.regular().lines(text * 3, width, SIZE)
        for day in ("31 Dec 2026", "1 May 2027", "17 May 2027"):
            assert sum(line.count(f" {day}") + line.startswith(day) for line in lines) == 3, (width, day)
    narrow = typeface.regular().lines("until 31 Dec 2026", 32, SIZE)
    assert narrow[-1] == "2026", "in a column narrower than it at its blanks"


@pytest.mark.parametrize(
    ("sign", "text"),
    [("• ", "We look at the pump every Monday morning and write down what it says"),
     ("10. ", "Shut the main tap " * 4),
     ("（2）", "先关闭总阀，再缓慢打开排水阀，等待五分钟后检查压力表"),
     ("· ", "我们每周一上午检查水泵并登记，如有异响立即报告并停机等待维修")],
)  # fmt: skip
def test_the_lines_of_a_point_stand_below_its_text_not_below_its_sign(sign: str, text: str) -> None:
    face = typeface.regular()
    first, *others = face.lines(sign + text, 110, SIZE)
    assert first.startswith(sign) and len(others) > 1
    for line in others:
        white = line[: len(line) - len(line.lstrip())]
        assert abs(face.width(white, SIZE) - face.width(sign, SIZE)) < SIZE / 8, line
        assert face.width(line, SIZE) <= 110 + SIZE
    [_, *plain] = face.lines(text, 110, SIZE)
    assert all(line == line.lstrip() for line in plain)


def test_a_word_longer_than_the_line_is_broken() -> None:
    lines = typeface.regular().lines("Donaudampfschifffahrtsgesellschaftskapitän" * 3, 100, SIZE)
    assert len(lines) > 3
    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaftskapitän" * 3


@given(st.text(alphabet="abc 电梯", min_size=1, max_size=60), st.floats(12, 120))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, width: float) -> None:
    face = typeface.regular()
    cut = face.fit(text, width, SIZE)
    assert face.width(cut, SIZE) <= width
    assert cut == text or cut.endswith(("…", "..."))
