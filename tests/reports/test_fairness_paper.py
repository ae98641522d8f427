"""The comparison of service on paper, read back in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmcrm_desktop.model import fair_words
from fmcrm_desktop.model.words import LANGUAGES, Words
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import customer_value
from fmcrm_desktop.services.office import Office
from tests.reports import reading
from tests.sample import Sample
from tests.services.test_fair_and_loyal import slow_for


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_and_mark_stands_on_it(
    office: Office, sample: Sample, tmp_path: Path, english: Words, chinese: Words, language: str
) -> None:
    office.do(slow_for, sample.owner, sample.second_owner)
    path = tmp_path / "fair.pdf"
    making.write(office, "fairness", Options(language=language), path)
    said = "".join(word.text for page in reading.words(path) for word in page).replace(" ", "")
    words = {"en": english, "zh_CN": chinese}[language]
    sheet = office.ask(customer_value.fairness)
    for line in (*sheet.tiers, *sheet.buildings, sheet.all):
        for figure in fair_words.figures(line, words):
            assert figure.replace(" ", "") in said, figure
    for mark in ("response", "finish", "kept"):
        assert words(fair_words.WORSE[mark]).replace(" ", "") in said
    for word in words("The whole office").split():  # its cell is narrow: the lines of a row are read across
        assert word in said
