"""Units as people write and paste them."""

import pytest

from fmcrm_desktop.model.written_unit import figures, parted


@pytest.mark.parametrize(
    ("typed", "rest", "labels"),
    [
        ("3栋2单元1202室", "", ["3-2-1202"]), ("3#楼-1202", "", ["3-1202"]),
        ("三号楼 二单元 102", "", ["3-2-102", "3-2-0102"]),
        ("A座0803", "", ["A-0803", "A-803"]), ("张伟 3栋1202 漏水", "张伟 漏水", ["3-1202"]),
        ("十二栋301房", "", ["12-301", "12-0301"]),
        ("电梯在3楼", "电梯在3楼", []), ("3-1202", "3-1202", []), ("13800138000", "13800138000", []), ("", "", []),
    ],
)  # fmt: skip
def test_a_unit_is_read_out_of_what_was_typed(typed: str, rest: str, labels: list[str]) -> None:
    said, found = parted(typed)
    assert " ".join(said.split()) == rest
    assert [ways[1:] for ways in found] == ([tuple(labels)] if labels else [])


def test_chinese_figures() -> None:
    assert [figures(said) for said in ("一", "十", "十二", "二十", "九十九", "两", "东", "", "三二")] == [
        "1", "10", "12", "20", "99", "两", "东", "", "三二",
    ]  # fmt: skip
