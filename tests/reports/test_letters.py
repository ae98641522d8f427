"""Letters and labels on paper: read back word for word, in the window of the envelope, nothing cut."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fmcrm_desktop.model.label_sheet import SHEETS
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import labels, letter, mailing
from fmcrm_desktop.reports.letter import MM
from fmcrm_desktop.reports.paper import A4, LETTER, SIZES, Printing
from fmcrm_desktop.services import letters
from fmcrm_desktop.services.letters import Address, LetterHead, LetterSheet, LetterSheets, TemplateForm, Wish
from tests.reports import reading

HEAD = LetterHead("Willow Court 柳苑", "0755 1234 5678", "12 Willow Road")
HOSTILE = (
    "{{ name }}",
    "<b>Bold</b> & R&D;",
    "&amp; &lt;",
    "%s %n {0}",
    "C:\\temp\\x",
    "=1+1",
    "<img src=x>",
    "王芳 {% x %}",
)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein " * 2 + "物业管理处一号楼二单元三层" * 4


def sheet(
    text: str, number: int = 1, language: str = "en", address: str = "王芳\nWillow Court\n3-1202"
) -> LetterSheet:
    made = datetime(2026, 11, 20, 2, tzinfo=UTC)
    return LetterSheet(number, f"L-2611-{number:03}", made, language, address, "About <b>", text, "Zhou Min")


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("size", [A4, LETTER], ids=lambda size: size.name)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_letter_reads_back_as_it_was_written(tmp_path: Path, chinese: Words, language: str, size) -> None:
    text = "\n\n".join(HOSTILE)
    letter.draw(
        LetterSheets(HEAD, (sheet(text, language=language),)), chinese, Printing(tmp_path / "a.pdf", size)
    )
    said = squeezed(reading.text(tmp_path / "a.pdf"))
    for each in (*HOSTILE, "About <b>", "L-2611-001", "0755 1234 5678", "Zhou Min"):
        assert squeezed(each) in said
    assert ("2026年11月20日" if language == "zh_CN" else "20Nov2026") in said
    assert "页" not in said and "Page" not in said
    assert reading.size(tmp_path / "a.pdf") == (size.width, size.height)


@pytest.mark.parametrize(
    "address", ["王芳\nWillow Court\n3-1202", f"{LONG}\n{LONG}\n{LONG}"], ids=["short", "long"]
)
def test_the_address_stands_in_the_window(tmp_path: Path, english: Words, address: str) -> None:
    letter.draw(LetterSheets(HEAD, (sheet("Text", address=address),)), english, Printing(tmp_path / "a.pdf"))
    top = A4.height
    page = reading.words(tmp_path / "a.pdf")[0]
    inside = [w for w in page if top - 88 * MM < w.bottom < top - 54 * MM and w.left < 90 * MM]
    assert squeezed("".join(w.text for w in inside)) == squeezed(address)
    assert all(w.left > 19 * MM and w.right < 106 * MM for w in inside)


def test_pages_are_counted_within_each_letter(tmp_path: Path, english: Words) -> None:
    long = "A paragraph of this letter.\n\n" * 60
    sheets = LetterSheets(HEAD, (sheet("Short"), sheet(long, 2), sheet(long, 3, "zh_CN")))
    letter.draw(sheets, english, Printing(tmp_path / "a.pdf"))
    pages = reading.pages(tmp_path / "a.pdf")
    assert "Page" not in pages[0]
    count = (len(pages) - 1) // 2
    assert count > 1 and f"Page 1 of {count}" in pages[1] and f"Page {count} of {count}" in pages[count]
    assert "Page" not in pages[-1] and str(count) in pages[-1]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("said", [*HOSTILE, LONG], ids=[*map(str, range(len(HOSTILE))), "long"])
def test_no_label_is_cut(tmp_path: Path, english: Words, name: str, said: str) -> None:
    form = SHEETS[name]
    addresses = (Address(said, f"{LONG}\n3-1202"),) * (form.count + 1)
    labels.draw(addresses, english, Printing(tmp_path / "a.pdf"), form, 3)
    pages = reading.words(tmp_path / "a.pdf")
    assert len(pages) == 2
    cells: dict[tuple[int, int, int], list[str]] = {}
    for number, page in enumerate(pages):
        for word in page:
            across = int((word.left / MM - form.first[0]) // form.step[0])
            down = int(((SIZES[form.paper].height - word.top) / MM - form.first[1]) // form.step[1])
            cells.setdefault((number, down, across), []).append(word.text)
            left = (form.first[0] + across * form.step[0]) * MM
            upper = SIZES[form.paper].height - (form.first[1] + down * form.step[1]) * MM
            assert left <= word.left and word.right <= left + form.size[0] * MM
            assert upper >= word.top and word.bottom >= upper - form.size[1] * MM
    whole = sorted(squeezed(f"{said}{LONG}3-1202"))
    assert (
        len(cells) == form.count + 1
        and (0, 0, 0) not in cells
        and (0, 0, 2 % form.across) in cells
        or form.across < 3
    )
    assert all(sorted(squeezed("".join(texts))) == whole for texts in cells.values())


def test_a_sheet_has_only_so_many_places(tmp_path: Path, english: Words) -> None:
    with pytest.raises(Refusal):
        labels.draw((Address("A", "B"),), english, Printing(tmp_path / "a.pdf"), SHEETS["2x7"], 15)


class Steps:
    def __init__(self, path: Path | None) -> None:
        self.path, self.told = path, 0

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
        self.told += 1


def test_many_letters_become_one_file_or_a_file_each(office, sample, tmp_path: Path) -> None:
    form = TemplateForm(text="Dear {{ name }}", other_text="{{ 称呼 }}")
    written = office.do(letters.write, Wish(form, (sample.owner, sample.company))).result
    wanted, address = mailing.Mailing(written.ids), office.store.address
    steps = Steps(tmp_path / "all.pdf")
    assert mailing.one_file(steps, address, wanted) == 2 and len(reading.pages(tmp_path / "all.pdf")) == 2
    folder = tmp_path / "each"
    folder.mkdir()
    assert mailing.a_file_each(Steps(None), address, str(folder), wanted) == 2
    assert sorted(each.name for each in folder.iterdir()) == [
        "L-2611-001 Wang Fang.pdf", "L-2611-002 Sato Travel.pdf",
    ]  # fmt: skip
    people = mailing.Mailing((sample.owner, sample.company), sheet="5160", start=2)
    assert mailing.labels(Steps(tmp_path / "labels.pdf"), address, people) == (2, 0)
    assert "Sato Travel" in reading.text(tmp_path / "labels.pdf")


def test_a_file_name_is_one_on_every_system() -> None:
    said = mailing.file_name(sheet("", address='a/b\\c:d*e?"<>|\x01 ' + "x" * 200))
    assert said.startswith("L-2611-001 a-b-c-d-e------ x") and len(said) < 90
