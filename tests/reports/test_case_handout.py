"""Handouts of the case book: the story, the questions with room to write, the lesson last; many in one file."""

from __future__ import annotations

import pytest

from fmcrm_desktop.reports import case_handout
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import A4, LETTER, Printing
from fmcrm_desktop.services import case_book
from fmcrm_desktop.services.case_book import CaseForm
from tests.reports import reading

QUESTIONS = "What did the owner expect?\n换作是您，会怎么说？"


@pytest.fixture
def case(office):
    form = CaseForm(
        "good", "A note at the door", "门上的字条", "Water ran at night.\n\nA note told the rest.", "Leave a note",
        QUESTIONS, gap="respect",
    )  # fmt: skip
    return office.do(case_book.add, form).result


class Progress:
    def __init__(self, path):
        self.path = path

    def step(self, *_args, **_more):
        pass


@pytest.mark.parametrize("size", [A4, LETTER], ids=["A4", "Letter"])
@pytest.mark.parametrize("language", ["english", "chinese"])
def test_the_story_comes_first_and_the_lesson_last(office, case, tmp_path, request, language, size):
    words = request.getfixturevalue(language)
    (sheet,) = office.ask(case_book.handouts, [case])
    path = tmp_path / "case.pdf"
    case_handout.draw(sheet, words, Printing(path, size))
    said = reading.text(path)
    title = "A note at the door" if language == "english" else "门上的字条"
    parts = (title, "Water ran at night.", "1. What did", "2. 换作是您", "Leave a note")
    places = [said.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)
    assert ("Good example" if language == "english" else "优秀案例") in said


def test_many_are_one_file_with_a_page_each(office, office_path, case, tmp_path):
    told = "\n".join(f"Step {n} of the story" for n in range(1, 60))
    second = office.do(case_book.add, CaseForm(title="A long one", told=told)).result
    path = tmp_path / "cases.pdf"
    case_handout.make(Progress(path), str(office_path), (second, case), Options(language="en"))
    found = reading.pages(path)
    assert ["A long one" in found[0], "Step 59" in found[1], "A note at the door" in found[2]] == [True] * 3
    assert "Page 1 of 2" in found[0] and "Page 1 of 1" in found[2]
