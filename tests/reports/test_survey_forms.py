"""The printed forms of a round: one for each sheet, in its language, its code on every page and in the QR."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.words import CHINESE, ENGLISH, Words
from fmcrm_desktop.reports import survey_forms
from fmcrm_desktop.reports.paper import A4, LETTER, Printing
from fmcrm_desktop.services.questionnaires import READY, QuestionRow, Ready
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.services.surveys import FormSheet, SurveyForms
from fmcrm_desktop.services.surveys.codes import said
from tests.reports import reading

WORDS = {each: Words(each, "Asia/Shanghai", places.resources() / "locale") for each in (ENGLISH, CHINESE)}
SHEETS = (
    FormSheet("ABCDEF", ENGLISH, Names("A. Novak"), "1-0304"),
    FormSheet("GHJKMN", CHINESE, Names("王芳", "Wang Fang"), "3-1202"),
    FormSheet("PQRSTU", "", Names(), ""),
)


def forms(ready: Ready, sheets: Sequence[FormSheet] = SHEETS) -> SurveyForms:
    head = Head("Willow Court", datetime(2026, 11, 20, 2, tzinfo=UTC), "Li Na")
    questions = tuple(QuestionRow(at, *each[:2], *each[2:]) for at, each in enumerate(ready.questions, 1))
    return SurveyForms(
        head, "12 Willow Road", Names("Autumn", "秋季"), Names(*ready.name), Names(*ready.intro), date(2026, 12, 5),
        questions, tuple(sheets),
    )  # fmt: skip


def drawn(path: Path, its: SurveyForms, size: Any = A4) -> list[str]:
    survey_forms.draw(its, WORDS[ENGLISH], Printing(path, size))
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


@pytest.mark.parametrize("size", [A4, LETTER], ids=lambda size: size.name)
@pytest.mark.parametrize("ready", READY, ids=lambda ready: ready.kind)
def test_every_form_holds_every_question_in_its_language(tmp_path: Path, ready: Ready, size: Any) -> None:
    pages = drawn(tmp_path / "forms.pdf", forms(ready), size)
    count = len(pages) // 3
    assert len(pages) == 3 * count <= 6
    for at, sheet in enumerate(SHEETS):
        its = pages[at * count : (at + 1) * count]
        assert all(said(sheet.code) in page for page in its)
        text = "".join("".join(its).split())
        for question in ready.questions:
            mine, other = (question[3], question[2]) if sheet.language == CHINESE else question[2:]
            assert "".join(mine.split()) in text, (sheet, mine)
            assert "".join(other.split()) not in text
        assert ("王芳" in text) == (at == 1)
        assert ("1-0304" in text) == (at == 0)


def test_pages_are_counted_within_each_form(tmp_path: Path) -> None:
    pages = drawn(tmp_path / "forms.pdf", forms(READY[0]))
    assert len(pages) == 6
    for at, page in enumerate(pages):
        told = f"第{at % 2 + 1}页，共2页" if at in (2, 3) else f"Page {at % 2 + 1} of 2"
        assert told in page


def test_a_gap_question_has_two_rows_and_the_others_one(tmp_path: Path) -> None:
    text = "".join(drawn(tmp_path / "forms.pdf", forms(READY[0], SHEETS[:1])))
    gaps = sum(question[0] == "gap" for question in READY[0].questions)
    assert text.count("should be 1 2") == text.count("is with us 1 2") == gaps == 20
    assert text.count("1 2 3 4 5 6 7") == 2 * gaps
    text = "".join(drawn(tmp_path / "needs.pdf", forms(READY[1], SHEETS[:1])))
    assert "should be" not in text and "1 = very poor, 5 = very good" in text


def test_the_qr_says_the_code(tmp_path: Path) -> None:
    path = tmp_path / "forms.pdf"
    drawn(path, forms(READY[2]))
    side = survey_forms.QR
    for at, sheet in enumerate(SHEETS):
        assert reading.qr_says(path, sheet.code, A4.width - 45 - side, 45 - 4, side, page=at), sheet.code


def test_two_hundred_forms_go_in_one_file(tmp_path: Path) -> None:
    turned: list[int] = []
    many = [FormSheet(f"{at:06}", "", Names(f"Guest {at}"), "") for at in range(200)]
    survey_forms.draw(
        forms(READY[0], many), WORDS[ENGLISH], Printing(tmp_path / "forms.pdf", A4, turned.append)
    )
    assert len(pypdf.PdfReader(tmp_path / "forms.pdf").pages) == 400
    assert len(turned) > 390, "the bar at the foot hears of every page, and can stop it"
