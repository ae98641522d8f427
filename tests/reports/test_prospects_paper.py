"""The figures of winning customers on paper in both languages, empty, and with hostile names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import making, prospects
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import A4, Printing
from fmcrm_desktop.services import campaigns
from fmcrm_desktop.services.campaigns import CampaignForm, costs
from fmcrm_desktop.services.campaigns.costs import CostForm
from fmcrm_desktop.services.campaigns.figures import Line
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names
from tests.services.prospecting import TODAY, enter, lose, win

HOSTILE = "<b>Autumn</b> & {name} %s " + "very long " * 9


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Winning customers", "Heard something bad of us", "Internet", "Advertising", "¥250.00")),
        ("zh_CN", ("获客", "听到负面评价", "网络", "广告", "¥250.00")),
    ],
)
def test_the_paper_tells_what_was_won_and_spent(
    office: Office, tmp_path: Path, language: str, said: tuple[str, ...]
) -> None:
    of = office.do(campaigns.add, CampaignForm(HOSTILE, from_day=TODAY)).result
    office.do(costs.add, CostForm(TODAY, "advertising", Money(25_000, "CNY"), of))
    win(office, enter(office, source="web", campaign_id=of))
    lose(office, enter(office, "He Min"), "warned")
    path = tmp_path / "prospects.pdf"
    making.write(office, "prospects", Options(day=TODAY, until=TODAY, language=language), path)
    told = text_of(path)
    for each in (*said, "<b>Autumn</b>"):
        assert each in told, each
    empty = Options(day=date(2020, 1, 1), until=date(2020, 1, 31), language=language)
    making.write(office, "prospects", empty, path)
    assert "¥250.00" not in text_of(path) and "2020" in text_of(path)


def test_a_long_name_of_staff_stands_whole(office: Office, tmp_path: Path, english: Words) -> None:
    sheet = office.ask(campaigns.sheet, TODAY, TODAY)
    name = "Maximiliane-Friederike Schwarzenberger von Habsburg"
    line = Line(1, Names(name), 4, 1, 0, 12.0, 12.0)
    path = tmp_path / "prospects.pdf"
    prospects.draw(replace(sheet, people=(line,)), english, Printing(path, A4))
    assert "von Habsburg" in " ".join(text_of(path).split())
