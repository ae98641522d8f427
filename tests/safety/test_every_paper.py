"""Every paper there is, found in the code, drawn with other words in all its fields: hostile, very long, none at all.

A paper is a module of reports/ that opens a Paper. Each gets its sheet from a demo office as people get it; then
every text of the sheet that is no word of ours is replaced, and what comes out is read by another program. A new
paper without a line here is missed by the first test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from importlib import import_module
from inspect import signature
from itertools import cycle
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pypdf
import pytest

from fmcrm_desktop import places, reports
from fmcrm_desktop.model.label_sheet import SHEETS
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.own_report import Definition, Total
from fmcrm_desktop.model.words import CHINESE, ENGLISH, Words
from fmcrm_desktop.model.working_time import Line
from fmcrm_desktop.reports import REPORTS
from fmcrm_desktop.reports.options import Heading, Listed, Options, Titled
from fmcrm_desktop.reports.paper import A4, LETTER, Printing, Size
from fmcrm_desktop.services import (
    articles,
    attendance_sheet,
    case_book,
    letters,
    own_reports,
    papers,
    recognitions,
)
from fmcrm_desktop.services.demo import DemoPlan, build
from fmcrm_desktop.services.letters import TemplateForm, Wish
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.outbox import Slip, Slips
from fmcrm_desktop.services.targets.clocks import Clock
from tests.conftest import NOW
from tests.reports import reading
from tests.safety.hostile import WORST
from tests.safety.test_hostile_papers import on_paper, squeezed
from tests.ui.at_work import rows

MARKED = "<b>&{0}%s"
"""Stands in front of each hostile text: it is on the paper as it is, or the text was run instead of printed."""
HOSTILE = tuple(f"{MARKED}{text}" for text in WORST)
LONG = (
    "Maximiliana Josephine von und zu Hohenlohe-Waldenburg-Schillingsfuerst de la Tour Auvergne the Younger",
)
CHINESE_LONG = (
    "柳苑小区三号楼二单元业主代表欧阳娜娜女士及其共同产权人联合委托的房屋使用管理与维修监督事务联络处" * 2,
)
KINDS = {
    ENGLISH: {"hostile": HOSTILE, "long Chinese": CHINESE_LONG},
    CHINESE: {"empty": ("",), "long": LONG, "hostile": HOSTILE[::7]},
}
"""In which language which texts: the paper's own words make no difference to them."""
UNNUMBERED = {"letter", "suggestion_slip", "slip", "labels", "certificate"}
"""A letter of one sheet, what is cut apart, and what is hung up: without page x of y."""
OWN_FRAME = {"labels", "slip", "suggestion_slip", "survey_forms", "certificate"}
"""They draw nearer to the edge than other papers."""
ENDING = {"issued_document", "blank_job_sheet"}
"""Their headings may be the last there is."""
CODE = re.compile(r"[a-z][a-z0-9_.:]*|[A-Z]{3}|[0-9:/+-]+|zh_CN|")
"""A key of ours, a currency, a day or a time: not what anybody typed."""

NO_PAPER = {"paper", "handbook"}
"""What others are made with; and our own text, in which nobody types (tests/ui/test_handbook.py reads it)."""
OURS = {(Clock, "source")}
"""A sentence of ours that is filled in."""
WHICH = {
    "job-sheet": "select number from work_order order by state <> 'scheduled', id desc",
    "order-report": "select number from work_order where done is not null order by id desc",
    "complaint-report": "select number from complaint where id in (select complaint_id from corrective_action)",
    "complaint-receipt": "select number from complaint order by length(own_words) desc",
    "complaint-answer": "select number from complaint where answer <> '' and answered is not null",
    "notice-poster": "select '#' || id from notice order by length(text) desc",
    "post-receipt": "select number from post_item order by id desc",
    "handbook-receipt": "select '#' || person_id from handbook_issue",
    "receipt": "select number from bill order by paid desc",
    "statement": "select '#' || person_id from bill where person_id is not null group by 1 order by count(*) desc",
    "agreement-statement": "select number from agreement where id in (select agreement_id from agreement_charge)",
    "owner-page": "select '#' || person_id from complaint where person_id is not null",
    "letter": "select number from letter",
    "document": "select number from issued_document where kind = 'proposal'",
    "unit-passport": "select label from unit where id in (select unit_id from work_order)",
    "behaviour-profile": "select name from staff where id in (select staff_id from behaviour_score)",
    "survey-forms": "select name from survey order by id desc",
    "survey-results": "select name from survey where id in (select survey_id from survey_sheet)",
    "procedure-checklist": "select name from procedure where id in (select procedure_id from review)",
    "committee-minutes": "select number from committee_meeting order by starts",
    "committee-invitation": "select number from committee_meeting order by starts",
}
"""Of the papers about one matter: which."""


@dataclass(frozen=True)
class Drawn:
    """What a paper is made of: its sheet, and what draws it."""

    sheet: Any
    draw: Callable[[Any, Words, Printing], None]


@cache
def modules() -> tuple[str, ...]:
    """The papers, by the code: every module that opens one."""
    names = (each.name for each in iter_modules(reports.__path__))
    found = {name: vars(import_module(f"fmcrm_desktop.reports.{name}")) for name in names}
    return tuple(
        name for name, it in found.items() if "draw" in it and "opened" in it and name not in NO_PAPER
    )


@cache
def words(language: str) -> Words:
    return Words(language, "Asia/Shanghai", places.resources() / "locale")


@pytest.fixture(scope="session")
def demo_path(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo office of two months with a letter in it."""
    path = tmp_path_factory.mktemp("papers") / "office.fmcrm"
    path.write_bytes(founded.read_bytes())
    office = open_office(str(path))
    office.store.clock = lambda: NOW
    office.do(build, DemoPlan(24, 2, 7, NOW.date()))
    office.do(
        letters.write, Wish(TemplateForm(subject="Works", text="Dear {{ name }}\nWater is off."), (1, 2))
    )
    office.close()
    return path


@pytest.fixture
def demo(demo_path: Path) -> Iterator[Office]:
    office = open_office(str(demo_path), read_only=True)
    office.store.clock = lambda: NOW
    yield office
    office.close()


def sheets(office: Office, path: Path, module: str) -> list[Drawn]:
    """What the demo office has for this paper."""
    drawing = import_module(f"fmcrm_desktop.reports.{module}").draw
    named = [each for each in REPORTS if each.module == module]
    if module in ALONE:
        return ALONE[module](office, path, drawing)
    assert named, f"{module} is on no list; say in ALONE where its sheet comes from"
    found = []
    for each in named:
        number = str(rows(path, WHICH[each.name])[0][0]) if each.needs == "number" else ""
        month = Month(2026, 10) if each.needs == "month" else None
        day = NOW.date() if each.needs == "day" else None
        found.append(
            Drawn(
                import_module(f"fmcrm_desktop.reports.{module}").ask(office, Options(month, number, day)),
                drawing,
            )
        )
    return found


def ids(path: Path, table: str) -> tuple[int, ...]:
    return tuple(id for (id,) in rows(path, f"select id from {table} order by id limit 4"))


def _certificates(office: Office, path: Path, drawing: Any) -> list[Drawn]:
    def draw(sheet: Any, said: Words, printing: Printing) -> None:
        across = Size("", printing.size.height, printing.size.width)
        drawing(sheet, (said, words(ENGLISH if said.chinese else CHINESE)), replace(printing, size=across))

    return [Drawn(office.ask(recognitions.certificate, id), draw) for id in ids(path, "recognition")[:1]]


def _labels(office: Office, path: Path, drawing: Any) -> list[Drawn]:
    addresses = office.ask(letters.labels, ids(path, "person"))
    return [
        Drawn(addresses, lambda sheet, said, printing, on=on: drawing(sheet, said, printing, on, 1))
        for on in SHEETS.values()
    ]


def _list(office: Office, path: Path, drawing: Any) -> list[Drawn]:
    headings = (Heading("No.", 60), Heading("Name of it", 200, stretch=True), Heading("Sum", 60, right=True))
    listed = Listed("Own List", "Open ones", headings, (("A-1", "Tap drips", "1 Piece"),) * 3, ENGLISH)
    head = office.ask(papers.letter_head)
    return [Drawn((head, listed), lambda sheet, said, printing: drawing(*sheet, said, printing))]


def _own(office: Office, path: Path, drawing: Any) -> list[Drawn]:
    titled = Titled(
        Definition("complaints", ("number", "subject"), totals=(Total("count"),)), "Own One", "自编"
    )
    sheet = office.ask(own_reports.sheet, titled.definition)
    # the definition is keys of ours; what people typed is its title and the rows
    return [
        Drawn(
            (sheet.answer.rows, titled.name),
            lambda said, told, printing: drawing(
                replace(sheet, answer=replace(sheet.answer, rows=said[0])),
                replace(titled, name=said[1] or "-"),
                told,
                printing,
            ),
        )
    ]


def _slips(office: Office, path: Path, drawing: Any) -> list[Drawn]:
    slip = Slip(1, "Wang Fang", "王芳", "3-1202", "", "Water off", "From nine to twelve.", "Li Na", NOW)
    return [Drawn(Slips("Willow Court", "0512 5550", "12 Willow Road", (slip, slip)), drawing)]


ALONE: dict[str, Callable[[Office, Path, Any], list[Drawn]]] = {
    "attendance_sheet": lambda office, path, draw: [
        Drawn(office.ask(attendance_sheet.sheet, id), draw) for id in ids(path, "event")[:1]
    ],
    "certificate": _certificates,
    "labels": _labels,
    "list_print": _list,
    "own_report": _own,
    "case_handout": lambda office, path, draw: [
        Drawn(sheet, draw) for sheet in office.ask(case_book.handouts, ids(path, "case_study"))[:1]
    ],
    "job_aid": lambda office, path, draw: [
        Drawn(sheet, draw) for sheet in office.ask(articles.sheets, ids(path, "article"))[:1]
    ],
    "slip": _slips,
}
"""Papers that no name in REPORTS stands for."""


def other(value: Any, texts: Iterator[str], heard: list[str]) -> Any:
    """The same sheet with another text for each that somebody typed; ``heard`` gets those that were replaced."""
    if isinstance(value, str):
        if CODE.fullmatch(value):
            return value
        heard.append(value)
        return next(texts)
    if isinstance(value, Month | Line | Enum):
        return value
    if hasattr(value, "_fields"):  # a named tuple
        return type(value)(*(other(each, texts, heard) for each in value))
    if is_dataclass(value):
        typed = [each.name for each in fields(value) if each.init and (type(value), each.name) not in OURS]
        return replace(value, **{name: other(getattr(value, name), texts, heard) for name in typed})
    if isinstance(value, list | tuple):
        return type(value)(other(each, texts, heard) for each in value)
    if isinstance(value, dict):
        return {key: other(each, texts, heard) for key, each in value.items()}
    return value


def test_every_paper_is_here_and_its_draw_takes_a_sheet() -> None:
    listed = {each.module for each in REPORTS}
    assert listed.isdisjoint(ALONE)
    assert set(modules()) - listed == set(ALONE), "a paper that this file does not print"
    assert {each.name for each in REPORTS if each.needs == "number"} == set(WHICH)
    for name in modules():
        assert "printing" in signature(import_module(f"fmcrm_desktop.reports.{name}").draw).parameters, name


@pytest.mark.parametrize("module", modules())
def test_a_paper_holds_any_text_as_text_on_its_page(
    demo: Office, demo_path: Path, tmp_path: Path, module: str
) -> None:
    target = tmp_path / "paper.pdf"
    made = sheets(demo, demo_path, module)
    assert made, f"the demo office has nothing for {module}"
    for drawn in made:
        for language, size in ((ENGLISH, A4), (CHINESE, LETTER)):
            drawn.draw(drawn.sheet, words(language), Printing(target, size))
            plain = squeezed(reading.text(target))
            framed(target, module, size)
            for kind, texts in KINDS[language].items():
                heard: list[str] = []
                sheet = other(drawn.sheet, cycle(texts), heard)
                drawn.draw(sheet, words(language), Printing(target, size))
                said = squeezed(reading.text(target))
                on_page(target, module)
                below_headings(target, module)
                inert(target)
                # what stood there before as a whole stands there now in other words
                if kind == "hostile" and any(len(each) > 3 and on_paper(each) in plain for each in heard):
                    assert on_paper(MARKED) in said, f"{module}: no hostile text is on the paper"


def framed(path: Path, module: str, size: Size) -> None:
    """The face that all papers share: properties, outline, size, page x of y at each foot, no missing sorts."""
    document = pypdf.PdfReader(path)
    about = document.metadata
    assert about is not None and about.title and about.creator == "FMCRM Desktop", module
    if module not in ("labels",):
        assert document.outline, f"{module} has no outline"
        box = document.pages[0].mediabox
        assert {round(float(box.width)), round(float(box.height))} == {round(size.width), round(size.height)}
    for page in reading.pages(path):
        assert page.strip(), f"{module} has an empty page"
        assert "〓" not in page
        if module not in UNNUMBERED:
            assert re.search(r"Page \d+ of \d+|第 ?\d+ ?页，共 ?\d+ ?页", page), f"{module}: {page[-60:]}"


def on_page(path: Path, module: str) -> None:
    """Nothing stands over the edge of the paper."""
    document = pypdf.PdfReader(path)
    edge = 8 if module in OWN_FRAME else 40
    for page, said in zip(document.pages, reading.words(path), strict=True):
        wide, high = float(page.mediabox.width), float(page.mediabox.height)
        for word in said:
            assert word.left >= edge - 1 and word.right <= wide - edge + 1, (module, word)
            assert word.bottom >= edge - 16 and word.top <= high - 8, (module, word)


def below_headings(path: Path, module: str) -> None:
    """No heading stands alone at a page's foot: what is in the outline has something below it on its page."""
    document = pypdf.PdfReader(path)
    said = reading.words(path)
    for place in flat(document.outline)[1:]:
        number = document.get_destination_page_number(place)
        # the outline leads thirty points above a heading's first line
        under = [word for word in said[number] if word.bottom > 44 and word.top < float(place.top) - 34]
        assert under or module in ENDING, (
            f"{module}: {place.title!r} stands alone at the foot of page {number + 1}"
        )


def flat(outline: list[Any]) -> list[Any]:
    """The places of an outline, those inside others too."""
    return [one for each in outline for one in (flat(each) if isinstance(each, list) else [each])]


def inert(path: Path) -> None:
    """Nothing in the file runs, opens or leads elsewhere; the outline leads to its own pages."""
    document = pypdf.PdfReader(path)
    root = document.trailer["/Root"].get_object()
    assert "/OpenAction" not in root and "/AA" not in root and "/AcroForm" not in root
    assert "/JavaScript" not in root.get("/Names", {})
    assert not any("/Annots" in page or "/AA" in page for page in document.pages)
