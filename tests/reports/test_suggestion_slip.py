"""Suggestion slips on paper: three on a sheet, in both languages, nothing over another or over the edge."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.reports import suggestion_slip
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import A4, LETTER, Printing
from fmcrm_desktop.services import search, suggestions
from fmcrm_desktop.services.suggestions import SuggestionForm
from tests.reports import reading


@pytest.mark.parametrize("size", [A4, LETTER], ids=["A4", "Letter"])
@pytest.mark.parametrize("language", ["english", "chinese"])
def test_three_slips_stand_on_one_sheet_in_both_languages(office, tmp_path, request, language, size):
    words = request.getfixturevalue(language)
    path = tmp_path / "slips.pdf"
    suggestion_slip.draw(suggestion_slip.ask(office, Options()), words, Printing(path, size))
    assert len(reading.pages(path)) == 1
    said = reading.text(path)
    for part in ("Your suggestion", "您的建议", "Willow Court", "Telephone", "电话"):
        assert said.count(part) == 3, part
    (page,) = reading.words(path)
    high = size.height / 3
    for word in page:
        assert word.left >= 40 and word.right <= size.width - 40, word
        assert int(word.bottom // high) == int(word.top // high), word


def test_each_slip_has_its_code_and_is_typed_in_under_it_once(office, sample, english, tmp_path):
    sheet, next = (suggestion_slip.ask(office, Options()) for _ in range(2))
    assert len({*sheet.codes, *next.codes}) == 6
    suggestion_slip.draw(sheet, english, Printing(tmp_path / "slips.pdf"))
    said = reading.text(tmp_path / "slips.pdf")
    printed = [f"{code[:3]}-{code[3:]}" for code in sheet.codes]
    assert all(said.count(code) == 1 for code in printed)

    def typed(code, words="A bench at the gate"):
        return office.do(suggestions.add, SuggestionForm(words, anonymous=True, slip=code)).result

    first = typed(sheet.codes[0].lower())
    with pytest.raises(Invalid) as refused:
        typed(printed[0])
    assert set(refused.value.fields) == {"slip"}
    with pytest.raises(Invalid) as refused:
        typed("3AB7K9X")
    assert set(refused.value.fields) == {"slip"}
    plain = typed("")
    rows = office.ask(suggestions.rows, [first, plain])
    assert [row.number for row in rows] == [printed[0], "S-2611-001"]
    form = office.ask(suggestions.form_of, plain)
    assert form.slip == "" and office.ask(suggestions.form_of, first).slip == printed[0]
    form.slip = printed[1]
    office.do(suggestions.change, plain, form)
    assert office.ask(suggestions.rows, [plain])[0].number == printed[1]
    office.do(suggestions.change, first, office.ask(suggestions.form_of, first))
    assert [each.ref for each in office.ask(search.find, printed[1])] == [plain]


@pytest.mark.parametrize("size", [A4, LETTER], ids=["A4", "Letter"])
def test_each_slip_has_its_own_code_as_a_square(office, english, tmp_path, size):
    path, side = tmp_path / "slips.pdf", suggestion_slip.QR
    sheet = suggestion_slip.ask(office, Options())
    suggestion_slip.draw(sheet, english, Printing(path, size))
    for at, code in enumerate(sheet.codes):
        top = at * size.height / 3 + suggestion_slip.EDGE - 4
        assert reading.qr_says(path, code, size.width - 45 - side, top, side), at
