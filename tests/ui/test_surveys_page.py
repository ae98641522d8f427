"""Questionnaires and rounds in the window: by mouse, by keyboard, and for whoever may only read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import questionnaires, surveys
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.surveys import RoundForm, SampleForm
from fmcrm_desktop.services.surveys.codes import said
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.surveys import SurveysTab
from fmcrm_desktop.ui.window import MainWindow
from tests.conftest import NOW
from tests.ui.at_work import ALT, CONTROL, Keys, Mouse, desk_of, paper, rows, settle, told, until


def begin(window: MainWindow, qtbot: QtBot, section: str) -> Any:
    desk_of(window).go(Link("surveys", section=section))
    settle(window, qtbot)
    return desk_of(window).present.part  # type: ignore[union-attr]


def test_a_round_by_mouse_from_the_questionnaire_to_the_printed_forms(
    window: MainWindow, qtbot: QtBot, office_path: Path
) -> None:
    part, mouse = begin(window, qtbot, "questionnaires"), Mouse(qtbot)
    kinds = [row[0] for row in rows(office_path, "select kind from questionnaire order by name")]
    mouse.row(part.list.table, kinds.index("criteria"))
    settle(window, qtbot)
    mouse.press("New round")
    qtbot.waitUntil(lambda: desk_of(window).present.part.detail.form is not None)
    mouse.type("Name of the round", "Autumn")
    mouse.press("Save")
    assert until(lambda: bool(rows(office_path, "select 1 from survey where name = 'Autumn'")))
    settle(window, qtbot)
    mouse.press("Ask people…")
    mouse.type("At most people", "2")
    mouse.press("Look who is drawn")
    assert until(lambda: any("2" in each for each in labels(window, "To be asked")))
    assert not rows(office_path, "select 1 from survey_sheet"), "nothing is made before it was seen"
    mouse.press("Make the forms")
    told(window, "Forms made: 2")
    settle(window, qtbot)
    sheets = rows(
        office_path,
        "select s.code, p.name, p.other_name from survey_sheet s join person p on p.id = s.person_id order by s.id",
    )
    came_back(window, mouse, sheets[0][0])
    part = begin(window, qtbot, "rounds")
    mouse.press("Print forms")
    text = paper(window, qtbot)
    assert len(sheets) == 2
    for code, name, other in sheets:
        assert said(code) in text and (other or name) in text


def came_back(window: MainWindow, mouse: Mouse, code: str) -> None:
    """One click on its code, which nobody types."""
    mouse.press(said(code))

    def asked() -> bool:
        row = getattr(getattr(desk_of(window).present.part, "grid", None), "row", None)  # type: ignore[union-attr]
        return row is not None and bool(row.sheet.code == code)

    assert until(asked)


def labels(window: MainWindow, part: str) -> list[str]:
    found = desk_of(window).present.findChildren(QLabel)  # type: ignore[union-attr]
    return [each.text() for each in found if each.isVisible() and part in each.text()]


def test_a_questionnaire_by_keyboard(window: MainWindow, qtbot: QtBot, office_path: Path) -> None:
    part, keys = begin(window, qtbot, "questionnaires"), Keys(qtbot)
    part.list.table.setFocus()
    keys.press(Qt.Key.Key_N, CONTROL)
    keys.comes_to("Name of the questionnaire")
    keys.type("Noise")
    keys.push("Add: Questions")
    keys.comes_to("Question")
    keys.type("Where is it loud?")
    keys.push("Add: Questions")
    keys.comes_to("Question")
    keys.type("Is it quiet?")
    keys.press(Qt.Key.Key_Up, ALT)
    keys.press(Qt.Key.Key_S, CONTROL)
    asked = "select q.text from question q join questionnaire n on n.id = q.questionnaire_id where n.name = 'Noise'"
    assert until(lambda: bool(rows(office_path, asked)))
    assert rows(office_path, f"{asked} order by q.position") == [("Is it quiet?",), ("Where is it loud?",)]


@pytest.fixture
def autumn(office: Office) -> int:
    kinds = {row.kind: row.id for row in office.ask(questionnaires.page, Query()).first}
    return int(office.do(surveys.add, RoundForm(kinds["criteria"], "Autumn", "", NOW.date())).result)


def still(qtbot: QtBot, tab: Any) -> None:
    qtbot.waitUntil(lambda: tab.office.quiet)


def test_the_filters_about_work_are_asked_of_those_served_only(show: Any, qtbot: QtBot, autumn: int) -> None:
    part = show(SurveysTab).show_section("rounds")
    part.show_id(autumn)
    still(qtbot, part)
    part.sample(autumn, SampleForm("served"))
    qtbot.waitUntil(lambda: bool(part.findChildren(FormDialog)))
    slots = part.findChildren(FormDialog)[0].page.form.slots
    assert slots["done_from"].isVisible() and slots["building_ids"].isVisible()
    combo = slots["whom"].editor.combo
    combo.setFocus()
    QTest.keyClicks(combo, "Tenants")
    qtbot.waitUntil(lambda: not slots["done_from"].isVisible())
    assert slots["building_ids"].isVisible()


def test_those_not_back_are_called(show: Any, qtbot: QtBot, office: Office, autumn: int, press: Any) -> None:
    count = office.do(surveys.ask_people, autumn, SampleForm("both")).result
    part = show(SurveysTab).show_section("rounds")
    part.show_id(autumn)
    still(qtbot, part)
    went: list[Link] = []
    part.office.going.connect(went.append)
    press(part, surveys.by_telephone)
    qtbot.waitUntil(lambda: bool(went))
    assert (went[0].tab, went[0].section) == ("calls", "lists")
    assert office.ask(surveys.card, autumn).figures.asked == count


def test_whoever_may_only_read_sees_and_cannot_ask(
    show: Any, qtbot: QtBot, office: Office, autumn: int, press: Any
) -> None:
    office.who = Who(1, "Somebody", "reader")
    part = show(SurveysTab).show_section("rounds")
    part.show_id(autumn)
    still(qtbot, part)
    can = {each.case: each.isEnabled() for each in part.findChildren(Button) if each.case is not None}
    assert can[surveys.forms_of]
    assert not any(
        can[case] for case in (surveys.ask_people, surveys.by_telephone, surveys.add, surveys.archive)
    )
