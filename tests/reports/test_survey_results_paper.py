"""The results of a round on paper: the figures of the screen, every word as it was written, in both languages."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.complaint import CRITERIA, NEEDS
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import survey_answers, survey_results
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.survey_answers import Given
from tests.conftest import NOW
from tests.reports import reading
from tests.sample import Sample
from tests.services import surveying

ALL = (*surveying.TEN, *(("five", need) for need in NEEDS), ("yes", ""), ("text", ""))
HOSTILE = "<b>Lift</b> & <a href='file:///etc/passwd'>stairs</a> {n} %s"


def filled(office: Office, sample: Sample) -> int:
    source = random.Random(4)
    round = surveying.make(office, ALL, 24, (sample.building, sample.second_building, None))
    for at, sheet in enumerate(round.sheets[:20]):
        surveying.at(office, NOW - timedelta(days=4 * at))
        given = [
            given_to(source, scale, id) for (scale, _topic), id in zip(ALL, round.questions, strict=True)
        ]
        given[-1] = Given(round.questions[-1], text=HOSTILE if at == 3 else "")
        office.do(survey_answers.save, sheet, 1, given)
    surveying.at(office, NOW)
    return round.survey


def given_to(source: random.Random, scale: str, id: int) -> Given:
    if scale == "gap":
        return Given(id, source.randint(4, 7), source.randint(1, 6))
    return Given(id, None, source.randint(1, {"five": 5}.get(scale, 1)))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_paper_has_the_figures_of_the_screen(
    office: Office, sample: Sample, tmp_path: Path, language: str, english: Words, chinese: Words
) -> None:
    id = filled(office, sample)
    words = english if language == "en" else chinese
    found = office.ask(survey_results.results, id)
    making.write(office, "survey-results", Options(number=f"#{id}", language=language), tmp_path / "a.pdf")
    said = reading.text(tmp_path / "a.pdf")
    assert "20 / 24" in said
    assert words.percent(20 / 24) in said
    parts = (*found.criteria, *found.buildings, *found.months, found)
    for sums in [part.sums for part in parts]:
        for figure in (sums.mean_expected, sums.mean_perceived, sums.gap, sums.mean):
            assert figure is None or words.number(figure / 1000, 3) in said, figure
    for each in found.needs:
        assert words.percent((each.sums.satisfaction or 0) / 1000) in said
    squeezed = "".join(said.split())
    for word in (*CRITERIA.values(), *NEEDS.values()):
        assert "".join(words(word).split()) in squeezed, word
    assert "".join(HOSTILE.split()) in squeezed
    assert ("Autumn" if language == "en" else "秋季") in said


def test_a_round_without_answers_says_so(office: Office, tmp_path: Path) -> None:
    surveying.make(office)
    making.write(office, "survey-results", Options(number="Autumn"), tmp_path / "a.pdf")
    assert "No sheet has come back yet." in reading.text(tmp_path / "a.pdf")


def test_a_name_that_no_round_has_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        making.write(office, "survey-results", Options(number="Spring"), tmp_path / "a.pdf")
