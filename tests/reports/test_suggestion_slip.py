"""Suggestion slips on paper: three on a sheet, in both languages, nothing over another or over the edge."""

from __future__ import annotations

import pytest

from fmcrm_desktop.reports import suggestion_slip
from fmcrm_desktop.reports.paper import A4, LETTER, Printing
from fmcrm_desktop.services import suggestions
from tests.reports import reading


@pytest.mark.parametrize("size", [A4, LETTER], ids=["A4", "Letter"])
@pytest.mark.parametrize("language", ["english", "chinese"])
def test_three_slips_stand_on_one_sheet_in_both_languages(office, tmp_path, request, language, size):
    words = request.getfixturevalue(language)
    path = tmp_path / "slips.pdf"
    suggestion_slip.draw(office.ask(suggestions.slip), words, Printing(path, size))
    assert len(reading.pages(path)) == 1
    said = reading.text(path)
    for part in ("Your suggestion", "您的建议", "Willow Court", "Telephone", "电话"):
        assert said.count(part) == 3, part
    (page,) = reading.words(path)
    high = size.height / 3
    for word in page:
        assert word.left >= 40 and word.right <= size.width - 40, word
        assert int(word.bottom // high) == int(word.top // high), word
