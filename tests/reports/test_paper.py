"""The frame of a paper: number of pages, properties, outline, fonts; and what becomes of the file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.reports import blocks
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.paper import A4, LETTER, Letterhead, Printing, opened
from tests.reports import reading

ROOT = Path(__file__).parents[2]
HEAD = Letterhead(
    "柳苑物业", "月度服务报告", "2026年10月", "周敏 打印", "zh_CN", "第 {page} 页，共 {pages} 页"
)


def printed(target: Path, lines: int = 200) -> Path:
    with opened(Printing(target), HEAD) as paper:
        paper.heading("概览")
        blocks.cards(paper, [Card("按时率", "94.0%", "▲ 3.1"), Card("长" * 60, "9" * 40, "长" * 200, "bad")])
        for i in range(lines):
            paper.text(f"第{i}行")
        paper.heading("投诉")
    return target


def test_every_page_says_which_it_is_and_how_many_there_are(tmp_path: Path) -> None:
    pages = reading.pages(printed(tmp_path / "a.pdf"))
    assert len(pages) > 3
    for i, page in enumerate(pages, 1):
        assert f"第 {i} 页，共 {len(pages)} 页" in page
        assert "柳苑物业·月度服务报告·2026年10月" in page.replace(" ", "")


def test_the_document_carries_title_author_language_and_outline(tmp_path: Path) -> None:
    reader = pypdf.PdfReader(printed(tmp_path / "a.pdf"))
    assert reader.metadata is not None
    assert reader.metadata.title == "月度服务报告 · 2026年10月"
    assert reader.metadata.author == "柳苑物业"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    title, sections = reader.outline
    assert title["/Title"] == "月度服务报告"
    assert [each["/Title"] for each in sections] == ["概览", "投诉"]
    last = len(reader.pages) - 1
    assert [reader.get_destination_page_number(each) for each in sections] == [0, last]


def test_only_our_fonts_are_used_and_both_travel_with_the_document(tmp_path: Path) -> None:
    assert reading.fonts(printed(tmp_path / "a.pdf")) - {"Helvetica"} == {
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
    }


@pytest.mark.parametrize("size", [A4, LETTER])
def test_a_paper_has_the_size_asked_for(tmp_path: Path, size: object) -> None:
    with opened(Printing(tmp_path / "s.pdf", size), HEAD):  # type: ignore[arg-type]
        pass
    assert reading.size(tmp_path / "s.pdf") == (size.width, size.height)  # type: ignore[attr-defined]


def test_the_old_file_survives_a_paper_that_fails(tmp_path: Path) -> None:
    target = tmp_path / "month.pdf"
    target.write_bytes(b"the old one")
    with pytest.raises(ZeroDivisionError), opened(Printing(target), HEAD) as paper:
        paper.text("new")
        _ = 1 / 0
    assert target.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as told, opened(Printing(tmp_path / "gone" / "a.pdf"), HEAD):
        pass
    assert "could not be written" in str(told.value)


def test_a_fault_in_the_drawing_is_not_blamed_on_the_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as told, opened(Printing(tmp_path / "a.pdf"), HEAD):
        raise Refusal("the month is not there")
    assert str(told.value) == "the month is not there"


WAITING = """
import sys
from pathlib import Path
from fmcrm_desktop.reports.paper import Letterhead, Printing, opened
with opened(Printing(Path(sys.argv[1])), Letterhead("a", "b", "c", "d")) as paper:
    paper.text("half")
    paper.new_page()
    print("begun", flush=True)
    sys.stdin.read()
"""


def test_the_old_file_survives_a_process_killed_midway_and_the_next_print_sweeps(tmp_path: Path) -> None:
    target = tmp_path / "month.pdf"
    target.write_bytes(b"the old one")
    command = [sys.executable, "-c", WAITING, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"begun"
        process.kill()
    assert target.read_bytes() == b"the old one"
    assert len(list(tmp_path.iterdir())) == 2, "the half file lies beside it"
    printed(target)
    assert list(tmp_path.iterdir()) == [target]
    assert target.read_bytes().startswith(b"%PDF")
