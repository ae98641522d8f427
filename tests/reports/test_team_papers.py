"""The grid of posts and the certificate on paper, in both languages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from fmcrm_desktop.reports import certificate, making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import posts, recognitions, skills, staff
from fmcrm_desktop.services.abilities import SkillLine
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.posts import NeedLine, PostForm
from fmcrm_desktop.services.recognitions import RecognitionForm
from fmcrm_desktop.services.skills import SkillForm
from tests.sample import Sample


class Quiet:
    """Hears how far the work is, and says nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def step(self, *_args: Any, **_values: Any) -> None:
        pass


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Plumber", "Skill A · Works", "Level too low", "Lacks it")),
        ("zh_CN", ("水工", "可独立作业", "等级不足", "欠缺")),
    ],
)
def test_the_grid_names_every_skill_though_it_goes_on_below(
    office: Office, sample: Sample, tmp_path: Path, language: str, said: tuple[str, ...]
) -> None:
    named = [f"Skill {letter}" for letter in "ABCDEFG"]
    ids = [office.do(skills.add, SkillForm(name)).result for name in named]
    post = PostForm("Plumber", "水工", needs=tuple(NeedLine(id, 2) for id in ids))
    form = office.ask(staff.form_of, sample.plumber)
    form.post_id, form.skills = (
        office.do(posts.add, post).result,
        (SkillLine(ids[0], 1), SkillLine(ids[1], 2)),
    )
    office.do(staff.change, sample.plumber, form)
    office.do(posts.add, PostForm("Gardener"))
    making.write(office, "skills-grid", Options(language=language), tmp_path / "grid.pdf")
    text = text_of(tmp_path / "grid.pdf")
    for each in (*named, *said, "Gao Jun", "Gardener"):
        assert each in text, each


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("text", ["Stayed all night", "整夜坚守，直到恢复供水。" * 33])
def test_a_certificate_is_one_sheet_in_both_languages_however_long_the_praise(
    office: Office, sample: Sample, tmp_path: Path, language: str, text: str
) -> None:
    form = RecognitionForm("reward", date(2026, 11, 20), text, sample.manager)
    id = office.do(recognitions.add, sample.plumber, form).result
    path = tmp_path / "certificate.pdf"
    certificate.make(Quiet(path), office.store.address, id, Options(language=language))
    pages = pypdf.PdfReader(path).pages
    assert len(pages) == 1
    assert pages[0].mediabox.width > pages[0].mediabox.height
    said = pages[0].extract_text()
    for each in (
        "Certificate of merit",
        "荣誉证书",
        "Gao Jun",
        "高军",
        "Zhou Min",
        "Willow Court",
        text[-6:],
    ):
        assert each in said, each
