"""515 hostile strings on every paper, read back from the PDF: each character as it is or as the printer's mark (R17).

The office's typeface holds Chinese, Latin, Greek and Cyrillic. What it holds is printed as it is; of the rest a letter
with an accent is printed without it, a sign that only steers or sits on another is left out, and everything else is
〓, the printer's mark for a sort that the case does not hold. Never a box, never another letter, never nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdf
import pytest
from fontTools.ttLib import TTFont

from fmcrm_desktop import places
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.reports import mailing, making
from fmcrm_desktop.reports.mailing import Mailing
from fmcrm_desktop.reports.options import Heading, Listed, Options
from fmcrm_desktop.services import letters
from fmcrm_desktop.services.letters import TemplateForm, Wish
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from tests.conftest import NOW
from tests.safety import hostile
from tests.safety.hostile import Called, kept
from tests.safety.subjects import SOON
from tests.ui.at_work import rows

DRAWN_ALIKE = "\u2212\u2011\u2010\u2022\u202f\u2009\u2002"
"""Drawn by the sign of a sibling; in the PDF's text they are themselves."""
CURLS = str.maketrans("“”‘’", "\"\"''")


@cache
def case() -> frozenset[int]:
    """The characters that both weights of the typeface hold."""
    fonts = places.resources() / "fonts"
    held = [TTFont(fonts / f"NotoSansSC-{weight}.ttf").getBestCmap() for weight in ("Regular", "Bold")]
    return frozenset(held[0]) & frozenset(held[1])


def printed(character: str) -> str:
    if (ord(character) in case() and character >= " ") or character in DRAWN_ALIKE:
        return character
    kind = unicodedata.category(character)
    if character.isspace() or kind in ("Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"):
        return ""
    return "".join(c for c in unicodedata.normalize("NFKD", character) if ord(c) in case()) or "〓"


def squeezed(text: str) -> str:
    """Without blanks, since lines are broken anywhere; curled marks beside Latin letters are set straight."""
    return "".join(text.translate(CURLS).split())


def on_paper(text: str) -> str:
    return squeezed("".join(map(printed, unicodedata.normalize("NFC", text))))


def stands(text: str, paper: str) -> bool:
    """A narrow place ends what is too long in dots; what stands before them is the text as it is."""
    wanted = on_paper(text)
    return wanted in paper or any(
        wanted[:length] + dots in paper for length in range(4, len(wanted)) for dots in ("...", "…")
    )


def papers(path: Path) -> list[str]:
    """The documents of one file: each counts its own pages."""
    found: list[str] = []
    for page in pypdf.PdfReader(path).pages:
        text = page.extract_text()
        if not found or re.search(r"Page\s1\sof\s\d+\s*$", text):
            found.append("")
        found[-1] += text
    return [squeezed(text) for text in found]


@pytest.fixture
def hostile_office(hostile_path: Path) -> Iterator[Office]:
    office = open_office(str(hostile_path))
    office.store.clock = lambda: NOW
    yield office
    office.close()


class Steps:
    def __init__(self, path: Path) -> None:
        self.path: Path | None = path

    def step(self, done: int, of: int = 0, text: str = "", **values: object) -> None: ...


@pytest.mark.parametrize(
    ("paper", "table", "names"),
    [
        ("owner-page", "person", ("name", "notes", "warning")),
        ("job-sheet", "work_order", ("summary", "description")),
        ("complaint-receipt", "complaint", ("subject", "own_words")),
    ],
)
def test_every_string_is_printed_on_its_own_paper(
    hostile_path: Path, called: list[Called], tmp_path: Path, paper: str, table: str, names: tuple[str, ...]
) -> None:  # fmt: skip
    target, ids = tmp_path / "many.pdf", tuple(each.ids[table] for each in called)
    making.make_many(Steps(target), str(hostile_path), (paper, ids), Options(language="en"))
    made = papers(target)
    assert len(made) == len(called)
    wrong = []
    for each, said in zip(called, made, strict=True):
        should = [each.said(table, name) for name in names]
        if paper == "owner-page":
            should += [each.own, "=1+1 <b>{0}%s&person"]
        wrong += [(each.text[:40], text[:40]) for text in should if on_paper(text) not in said]
    assert wrong == []


@pytest.mark.parametrize(
    ("paper", "options", "table", "name"),
    [
        ("complaint-register", Options(), "complaint", "subject"),
        ("work-order-register", Options(), "work_order", "summary"),
        ("phone-list", Options(), "person", "name"),
        ("agenda", Options(day=SOON.date()), "event", "title"),
    ],
)
def test_every_string_is_in_the_list_on_paper(
    hostile_office: Office, called: list[Called], tmp_path: Path, paper: str, options: Options, table: str, name: str
) -> None:  # fmt: skip
    making.write(hostile_office, paper, replace(options, language="en"), tmp_path / "list.pdf")
    said = "".join(papers(tmp_path / "list.pdf"))
    assert [each.text[:40] for each in called if not stands(each.said(table, name), said)] == []


def test_every_string_is_in_a_list_printed_from_the_screen(
    hostile_path: Path, called: list[Called], tmp_path: Path
) -> None:
    listed = Listed(
        "<b>&{0}%s", "A & B", (Heading("</para>", 300, stretch=True),),
        tuple((each.said("person", "name"),) for each in called), "en",
    )  # fmt: skip
    making.make_list(Steps(tmp_path / "list.pdf"), str(hostile_path), listed, Options())
    said = "".join(papers(tmp_path / "list.pdf"))
    for text in ("<b>&{0}%s", "A & B", "</para>", *(each.said("person", "name") for each in called)):
        assert stands(text, said), text


def test_a_unit_called_anything_has_its_passport(
    hostile_office: Office, hostile_path: Path, called: list[Called], tmp_path: Path
) -> None:
    for each in called if hostile.WHOLE else called[::6]:
        [(label,)] = rows(hostile_path, "select label from unit where id = ?", each.ids["unit"])
        making.write(
            hostile_office, "unit-passport", Options(number=label, language="en"), tmp_path / "a.pdf"
        )
        said = "".join(papers(tmp_path / "a.pdf"))
        assert on_paper(label) in said and stands(each.said("person", "name"), said), each.text
        assert stands(each.said("work_order", "summary"), said), each.text


def test_a_letter_says_every_string_as_text(
    hostile_office: Office, hostile_path: Path, called: list[Called], tmp_path: Path
) -> None:
    ids, should = [], []
    for each in called:
        form = TemplateForm(subject=each.said("call", "topic"), text=f"Dear {{{{ name }}}},\n{each.text}")
        wish = Wish(form, (each.ids["person"],))
        try:
            ids += hostile_office.do(letters.write, wish).result.ids
        except Refusal:  # what would run is never kept, and the field is named
            assert re.search(r"\{[{%]", each.text), each.text
            continue
        name = each.said("person", "name")
        should.append((each.said("call", "topic"), name, each.text.replace("{{ name }}", name)))
    stored = rows(hostile_path, "select subject, text from letter order by id")
    for (subject, name, text), said in zip(should, stored, strict=True):
        assert said[0] == subject and squeezed(said[1]) == squeezed(kept(f"Dear {name},\n{text}", 2))
    mailing.one_file(Steps(tmp_path / "letters.pdf"), str(hostile_path), Mailing(tuple(ids)))
    sheets = [squeezed(page.extract_text()) for page in pypdf.PdfReader(tmp_path / "letters.pdf").pages]
    for subject, name, text in should:
        whole = "".join(sheets)
        assert on_paper(name) in whole and on_paper(text) in whole, text
        assert stands(subject, whole), subject
    assert len(sheets) >= len(should)
