"""Job aids on paper: the steps in order, what it is about, what staff add, in both languages and on both sizes."""

from __future__ import annotations

import pytest

from fmcrm_desktop.reports import job_aid
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import A4, LETTER, Printing
from fmcrm_desktop.services import articles
from fmcrm_desktop.services.articles import ArticleForm
from fmcrm_desktop.services.notes import NoteForm
from tests.reports import reading

STEPS = ("1. Shut the valve", "2. 拆下阀芯", "3. Test for five minutes")


@pytest.fixture
def article(office):
    form = ArticleForm(
        "guide",
        "Cartridge of a mixer tap",
        "混合龙头阀芯",
        symptoms="It drips",
        cause="Worn",
        text="\n".join(STEPS),
    )
    id = office.do(articles.add, form).result
    office.do(articles.rate, id, 4)
    office.do(articles.comment, id, NoteForm("带上两种阀芯"))
    return id


class Progress:
    def __init__(self, path):
        self.path = path

    def step(self, *_args, **_more):
        pass


@pytest.mark.parametrize("size", [A4, LETTER], ids=["A4", "Letter"])
@pytest.mark.parametrize("language", ["english", "chinese"])
def test_all_of_it_is_on_the_paper_in_its_order(office, article, tmp_path, request, language, size):
    words = request.getfixturevalue(language)
    (sheet,) = office.ask(articles.sheets, [article])
    path = tmp_path / "aid.pdf"
    job_aid.draw(sheet, words, Printing(path, size))
    said = reading.text(path)
    title, other = ("Cartridge of a mixer tap", "混合龙头阀芯")[:: 1 if language == "english" else -1]
    places = [said.find(part) for part in (title, "It drips", "Worn", *STEPS, "带上两种阀芯")]
    assert other not in said
    assert -1 not in places and places == sorted(places)
    assert ("4.0 of 5" if language == "english" else "4.0/5分") in said


def test_many_are_one_file_with_a_page_each(office, office_path, article, tmp_path):
    long = "\n".join(f"{n}. Step" for n in range(1, 60))
    second = office.do(articles.add, ArticleForm(title="A long guide", text=long)).result
    path = tmp_path / "aids.pdf"
    job_aid.make(Progress(path), str(office_path), (second, article), Options(language="en"))
    found = reading.pages(path)
    assert ["A long guide" in found[0], "59. Step" in found[1], "It drips" in found[2]] == [True] * 3
    assert "Page 1 of 2" in found[0] and "Page 1 of 1" in found[2]
