"""Several sheets in one file, each with its own page numbers; and a list on paper as it was seen."""

from __future__ import annotations

from pathlib import Path

import pypdf

from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Heading, Listed, Options
from fmcrm_desktop.services.office import Office
from tests.sample import Sample


class Steps:
    def __init__(self, path: Path) -> None:
        self.path: Path | None = path
        self.told: list[tuple[int, int]] = []

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None:
        self.told.append((done, of))


def pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def test_owner_pages_stand_in_one_file_each_counted_alone(
    office: Office, sample: Sample, office_path: Path, tmp_path: Path
) -> None:
    steps, options = Steps(tmp_path / "many.pdf"), Options(language="en")
    ids = (sample.owner, sample.tenant, sample.company)
    making.make_many(steps, str(office_path), ("owner-page", ids), options, office.who)
    found = pages(tmp_path / "many.pdf")
    assert len(found) == 3 and all("Page 1 of 1" in text for text in found)
    assert "Moreau" in found[1] and "Sato" in found[2]
    assert steps.told[-1] == (3, 3)


def test_a_list_repeats_its_heads_and_lies_across_when_it_is_wide(
    office: Office, office_path: Path, tmp_path: Path
) -> None:
    headings = tuple(Heading(f"Head {n}", 90) for n in range(8))
    rows = tuple((f"first {n}", *("x" for _ in range(7))) for n in range(100))
    listed = Listed("People", "Kind: Odd", headings, rows, "en")
    making.make_list(Steps(tmp_path / "list.pdf"), str(office_path), listed, Options(), office.who)
    sheet = pypdf.PdfReader(tmp_path / "list.pdf").pages[0].mediabox
    found = pages(tmp_path / "list.pdf")
    assert sheet.width > sheet.height and len(found) > 1
    assert all("Head 7" in text for text in found) and "Kind: Odd" in found[0]
    assert sum(text.count("first ") for text in found) == 100
    assert f"Page {len(found)} of {len(found)}" in found[-1]
