"""Every list, page, paper and table of the program over an office written over with hostile strings (R16 to R18).

What is walked comes from the program's own lists of tabs, papers and tables, so that nothing new is forgotten.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import REPORTS, making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import (
    agreements,
    exports,
)
from fmcrm_desktop.services.agreements import MonthForm
from fmcrm_desktop.services.office import UPKEEP, Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.ui.kit.listing import List
from fmcrm_desktop.ui.kit.sections import SectionsTab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import PAGES, TABS, Picks, present
from fmcrm_desktop.ui.window import MainWindow
from tests.conftest import NOW
from tests.safety.demo_office import found_demo
from tests.safety.overwritten import numbers_in, write_over, wrong_in
from tests.safety.read_back import shown
from tests.safety.test_hostile_files import as_in, read, written
from tests.safety.test_hostile_papers import on_paper, papers, squeezed
from tests.ui.at_work import desk_of, rows, settle

ENTRIES = [*present(TABS), *present(PAGES)]
Told = dict[int, str]


@pytest.fixture(scope="session")
def demo_overwritten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """A demo office, written over once; copied, never opened, by the tests."""
    path = tmp_path_factory.mktemp("overwritten") / "office.fmcrm"
    found_demo(path).close()
    return path, write_over(path)


@pytest.fixture
def everywhere(demo_overwritten: tuple[Path, Told], tmp_path: Path) -> Path:
    return Path(shutil.copy(demo_overwritten[0], tmp_path / "office.fmcrm"))


@pytest.fixture
def told(demo_overwritten: tuple[Path, Told]) -> Told:
    return demo_overwritten[1]


@pytest.fixture
def walked(everywhere: Path) -> Iterator[Office]:
    office = open_office(str(everywhere))
    office.store.clock = lambda: NOW
    yield office
    office.close()


# lists

WORDLESS = {
    "passing",
    "change_log",
    "targets",
    "survey_differences",
    "tasks_given",
    "outbox",
    "measures",
    "behind",
}
"""The first tells what was changed as it was then; of the others this office has none, or none with words: measures
have the program's, and records stand behind a figure when one was chosen."""


def lists_of(office: QtOffice) -> Iterator[tuple[str, List]]:
    """Every list of every tab and of every section of one."""
    for entry in ENTRIES:
        tab = entry.load()(office)
        parts = [tab]
        if isinstance(tab, SectionsTab):
            parts = [tab.section(section.name) for section in tab.sections]
        for part in parts:
            yield from ((f"{entry.name}/{part.name}", one) for one in part.findChildren(List))


def test_every_list_there_is_shows_every_string_as_it_is(walked: Office, told: Told, qtbot: QtBot) -> None:
    qt_office = QtOffice(walked, Words("en", "Asia/Shanghai", places.resources() / "locale"))
    qt_office.picks = Picks()
    wrong, silent, seen = [], [], set()
    for name, one in lists_of(qt_office):
        texts = []
        for archived in (False, True):
            ids = list(walked.ask(one.setup.page, Query(archived=archived)).ids)
            for row in walked.ask(one.setup.rows, ids):
                texts += [column.text(row, qt_office.words) for column in one.setup.columns]
                texts += [column.tip(row, qt_office.words) for column in one.setup.columns]
        wrong += [(name, text[:40]) for each in texts for text in wrong_in(each, told)]
        numbers = numbers_in("\n".join(texts))
        seen |= numbers
        if not numbers:
            silent.append(name)
    qt_office.close()
    assert wrong == []
    assert {name.rpartition("/")[2] for name in silent} <= WORDLESS, silent
    assert len(seen) > len(told) / 3


# pages


def test_every_page_there_is_shows_every_string_as_it_is(
    open_at: Callable[..., MainWindow], everywhere: Path, told: Told, qtbot: QtBot
) -> None:
    """Each tab and section in the real window, with the pages of some records of its list."""
    window = open_at(everywhere)
    desk, wrong, seen, pages = desk_of(window), [], set(), 0
    # the Reports tab paints a paper, and those are read below
    for entry in [entry for entry in ENTRIES if entry.name != "reports"]:
        tab = desk.show_tab(entry.name)
        sections = [section.name for section in tab.sections] if isinstance(tab, SectionsTab) else [""]
        for section in sections:
            part = tab.show_section(section) if isinstance(tab, SectionsTab) else tab
            settle(window, qtbot)
            ids = list(part.list.model.ids) if part.list is not None else [0]
            for id in [*ids[:2], *ids[-1:]]:
                if id:
                    part.show_id(int(id))
                    settle(window, qtbot)
                said = "\n".join(shown(tab))
                wrong += [(entry.name, section, text[:40]) for text in wrong_in(said, told)]
                seen |= numbers_in(said)
                pages += 1
    assert wrong == []
    assert pages > len(ENTRIES) and len(seen) > len(told) / 3


# papers

NUMBERED = {
    "job-sheet": "select number from work_order where archived is null",
    "order-report": "select number from work_order where archived is null order by id desc",
    "complaint-report": "select number from complaint where archived is null order by resolved desc",
    "complaint-receipt": "select number from complaint where archived is null and not anonymous",
    "complaint-answer": "select number from complaint where answered is not null",
    "receipt": "select number from bill where archived is null",
    "statement": "select p.id from person p join bill b on b.person_id = p.id",
    "owner-page": "select person_id from work_order where person_id is not null",
    "letter": "select number from letter",
    "unit-passport": "select u.label from unit u join work_order w on w.unit_id = u.id",
    "behaviour-profile": "select s.name from staff s join behaviour_score b on b.staff_id = s.id",
    "survey-forms": "select name from survey",
    "survey-results": "select name from survey",
    "notice-poster": "select '#' || id from notice where archived is null",
    "post-receipt": "select number from post_item",
    "handbook-receipt": "select person_id from handbook_issue",
    "agreement-statement": "select number from agreement where archived is null",
    "document": "select number from issued_document where archived is null",
    "committee-minutes": "select number from committee_meeting where archived is null",
    "committee-invitation": "select number from committee_meeting where archived is null",
    "procedure-checklist": "select name from procedure where archived is null",
}
"""Of what a paper with a number is made; a paper that is not here has none or fails the test below."""
WORDLESS_PAPERS = {"suggestion-slip", "call-statistics", "counter-statistics", "contact-points", "workload",
                   "code-of-conduct", "commission-statement", "you-said-we-did", "letter"}  # fmt: skip
"""What the office writes itself, or figures alone."""


@pytest.mark.parametrize("report", REPORTS, ids=lambda each: each.name)
def test_every_paper_there_is_prints_every_string_as_it_is(
    walked: Office, everywhere: Path, told: Told, tmp_path: Path, report: object
) -> None:
    name, needed = report.name, report.needs  # type: ignore[attr-defined]
    assert needed != "number" or name in NUMBERED, "say above of what this paper is made"
    numbers = [str(one) for (one,) in rows(everywhere, NUMBERED[name])[:3]] if name in NUMBERED else [""]
    month = Month(NOW.year, NOW.month)
    if name == "agreement-month":  # the office has charged others, or none
        walked.who = UPKEEP
        walked.do(agreements.make_month, MonthForm(str(month), NOW.date()))
    said = ""
    for number in numbers:
        options = Options(month=None if number else month, number=number, day=NOW.date(), language="en")
        making.write(walked, name, options, tmp_path / "paper.pdf")
        said += "".join(papers(tmp_path / "paper.pdf"))
    printed = {number: squeezed(on_paper(text)) for number, text in told.items()}
    found = numbers_in(said)
    assert [told[number] for number in sorted(found) if printed[number] not in said] == []
    assert found or name in WORDLESS_PAPERS


# tables


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", exports.kinds())
def test_every_table_that_can_be_written_holds_every_string_as_it_is(
    everywhere: Path, told: Told, tmp_path: Path, kind: str, ending: str
) -> None:
    target = tmp_path / f"list{ending}"
    written(everywhere, kind, target)
    wrong, found = [], set()
    for line in read(target):
        for cell in map(str, line.values()):
            wrong += list(wrong_in(cell, told, lambda text: as_in(target, text)))
            found |= numbers_in(cell)
    assert wrong == [] and found
