"""Text from people is text in every window and on every paper: shown character for character, nothing opened (R17)."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.reports import REPORTS, making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import equipment
from fmcrm_desktop.services.equipment import EquipmentForm
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.ui.tabs import PAGES, TABS, present
from fmcrm_desktop.ui.window import MainWindow
from tests.safety.read_back import literal, shown
from tests.safety.subjects import SUBJECTS
from tests.ui.at_work import desk_of, rows, settle, text_of

NASTY = (
    "<b>&", "A & B", "a<b", "</para>", '<img src="file:///etc/passwd">', "R&D;", "{0}%s", "&amp;",
    "'; drop table person; --", "=1+1",
)  # fmt: skip
OPENED: list[str] = []

EMPTY = ("post-register", "agreement-register", "agreement-month")
"""Papers of what this office has none of; test_hostile_everywhere.py tries them."""


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event in ("open", "urllib.Request", "socket.connect", "os.system", "subprocess.Popen"):
        OPENED.append(f"{event} {args[0]!r}")


@pytest.fixture(scope="module", autouse=True)
def watched() -> None:
    """What is opened from Python; an audit hook stays for ever, so it is set once."""
    sys.addaudithook(_watch)


@pytest.fixture(scope="session")
def nasty_filled(filled: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample office with every subject once for each string, tied to a person of that name."""
    path = tmp_path_factory.mktemp("nasty") / "office.fmcrm"
    shutil.copy(filled[0], path)
    office = open_office(str(path))
    by_table = {subject.table: subject for subject in SUBJECTS}
    for at, text in enumerate(NASTY):
        for table in ("category", "staff", "building"):
            office.do(by_table[table].case, by_table[table].filled(text))
        form = by_table["person"].filled(text)
        person = office.do(by_table["person"].case, form).result
        unit = office.do(
            by_table["unit"].case, by_table["unit"].filled(text, code=f"{text}{at}", floor="")
        ).result
        tied = {"person_id": person, "unit_id": unit}
        office.do(by_table["complaint"].case, by_table["complaint"].filled(text, **tied, anonymous=False))
        for table in ("work_order", "call"):
            office.do(by_table[table].case, by_table[table].filled(text, **tied))
        office.do(by_table["event"].case, by_table["event"].filled(text, **tied))
        office.do(by_table["note"].case, "person", person, by_table["note"].filled(text))
    office.close()
    return path


@pytest.fixture
def nasty_office(nasty_filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(nasty_filled, tmp_path / "office.fmcrm"))


def missing(inside: QWidget, strings: tuple[str, ...] = NASTY) -> list[str]:
    found = "\n".join(shown(inside))
    return [text for text in strings if text not in found]


@pytest.fixture
def nasty_window(open_at: Callable[..., MainWindow], nasty_office: Path, qtbot: QtBot) -> MainWindow:
    window = open_at(nasty_office)
    settle(window, qtbot)
    return window


@pytest.mark.parametrize(
    ("tab", "table"), [("owners", "person"), ("work_orders", "work_order"), ("complaints", "complaint")]
)
def test_every_record_is_shown_character_for_character(
    nasty_window: MainWindow, nasty_office: Path, qtbot: QtBot, tab: str, table: str
) -> None:
    desk = desk_of(nasty_window)
    name = {"person": "name", "work_order": "summary", "complaint": "subject"}[table]
    for id, text in rows(
        nasty_office, f"select id, {name} from {table} where {name} in ({','.join('?' * 10)})", *NASTY
    ):
        desk.go(Link(tab, id))
        settle(nasty_window, qtbot)
        page = desk.present.detail.page
        assert missing(page, (text,)) == [], (table, text)
        getattr(desk.present, "part", desk.present).edit(id)
        qtbot.waitUntil(lambda: desk.present.detail.form is not None)
        settle(nasty_window, qtbot)
        assert missing(desk.present.detail.form, (text,)) == [], (table, text)
        desk.present.detail.drop_form()
    assert missing(desk.present.list) == []


def test_every_unit_is_shown_character_for_character(
    nasty_window: MainWindow, nasty_office: Path, qtbot: QtBot
) -> None:
    desk = desk_of(nasty_window)
    for at, text in enumerate(NASTY):
        ((unit,),) = rows(nasty_office, "select id from unit where code = ?", f"{text}{at}")
        desk.go(Link("owners", -unit))
        settle(nasty_window, qtbot)
        assert missing(desk.present.detail.page, (text,)) == []


@pytest.mark.parametrize("entry", [*present(TABS), *present(PAGES)], ids=lambda entry: entry.name)
def test_every_tab_and_page_takes_text_for_text(nasty_window: MainWindow, qtbot: QtBot, entry: Any) -> None:
    desk = desk_of(nasty_window)
    desk.go(Link(entry.name))
    settle(nasty_window, qtbot)
    OPENED.clear()
    everything = list(shown(nasty_window))
    assert everything
    assert not [each for each in OPENED if "etc/passwd" in each]
    if entry.name == "staff":
        assert missing(desk.present.list) == []


def test_menus_of_filters_show_names_as_they_are(nasty_window: MainWindow, qtbot: QtBot) -> None:
    desk = desk_of(nasty_window)
    desk.go(Link("owners"))
    settle(nasty_window, qtbot)
    button = desk.present.list.filters["building"]
    button._fill()
    settle(nasty_window, qtbot)
    button._fill()
    texts = "\n".join(literal(action.text()) for action in button.menu().actions())
    assert [text for text in NASTY if text not in texts] == []


def test_what_the_search_finds_is_shown_as_it_is(nasty_window: MainWindow, qtbot: QtBot) -> None:
    search = desk_of(nasty_window).top.search
    search.setFocus()
    for text in ("drop table", "passwd", "R&D"):
        search.setText(text)
        search.textEdited.emit(text)
        qtbot.waitUntil(lambda: bool(search.results.rows))
        settle(nasty_window, qtbot)
        assert not Qt.mightBeRichText(search.results.toolTip())
    QApplication.processEvents()


def printed_in(text: str, paper: str) -> bool:
    """A narrow column ends what is too long with dots; what stands before them is the text as it is."""
    squeezed = "".join(text.split())
    return squeezed in paper or any(f"{squeezed[:cut]}..." in paper for cut in range(8, len(squeezed)))


def test_every_paper_prints_every_string_as_it_is(nasty_office: Path, tmp_path: Path) -> None:
    office = open_office(str(nasty_office))
    numbers = {
        "job-sheet": rows(nasty_office, "select number, summary from work_order"),
        "order-report": rows(nasty_office, "select number, summary from work_order"),
        "complaint-report": rows(nasty_office, "select number, own_words from complaint"),
        "complaint-receipt": rows(nasty_office, "select number, subject from complaint"),
        "complaint-answer": rows(
            nasty_office, "select number, answer from complaint where answered is not null and answer <> ''"
        ),
        "owner-page": rows(
            nasty_office, "select cast(id as text), name from person where name in (?,?,?)", *NASTY[:3]
        ),
        "statement": rows(nasty_office, "select cast(id as text), name from person where name = ?", NASTY[0]),
        # words of these are those of orders and people, which the others print; the office here has no bills
        "receipt": [],
        "commission-statement": [],
        # hostile questions and answers: tests/reports/test_survey_results_paper.py
        "survey-results": [],
        "survey-forms": [],
        "unit-passport": rows(nasty_office, "select label, code from unit limit 3"),
        # letters in hostile words: tests/reports/test_letters.py
        "letter": rows(nasty_office, "select number, text from letter"),
    }
    for at, text in enumerate(NASTY):
        office.do(equipment.add, EquipmentForm(code=f"E-{at}", name=text))
    today = Month(office.store.clock().year, office.store.clock().month)
    OPENED.clear()
    # what is made of one record, or tells of records, and has none here is tried by test_hostile_everywhere.py
    tried = [each for each in REPORTS if each.needs != "number" or each.optional or each.name in numbers]
    for report in (each for each in tried if each.name not in EMPTY):
        for number, text in numbers.get(report.name, [("", None)]):
            target = tmp_path / "paper.pdf"
            month = today if not number else None
            making.write(office, report.name, Options(month=month, number=number), target)
            printed = "".join(text_of(target).split())
            if text is not None:
                assert "".join(text.split()) in printed, (report.name, text)
            elif report.name.endswith("register"):
                assert [each for each in NASTY if not printed_in(each, printed)] == [], report.name
    office.close()
    assert not [each for each in OPENED if "passwd" in each or not each.startswith("open")]
