"""The page Staff and service in a real window: every section by its buttons."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import (
    actions,
    behaviour,
    conduct,
    goals,
    observations,
    self_evaluations,
    trainings,
    work_orders,
)
from fmcrm_desktop.services.goals import GoalForm
from fmcrm_desktop.services.observations import ObservationForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_groups import Groups
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.behaviour import BehaviourTab
from fmcrm_desktop.ui.tabs.behaviour.bar import ScoreBar
from tests.conftest import NOW
from tests.sample import Sample

Show = Callable[[type[Tab]], BehaviourTab]
Press = Callable[[QWidget, Callable[..., Any]], Any]


def said(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def rows(path: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as plain:
        return plain.execute(question).fetchall()


@pytest.fixture
def section(show: Show, qtbot: QtBot, qt_office: QtOffice) -> Callable[[str], Tab]:
    tab = show(BehaviourTab)

    def shown(name: str) -> Tab:
        part = tab.show_section(name)
        qtbot.waitUntil(lambda: qt_office.quiet)
        return part

    return shown


def test_scales_are_added_and_somebody_is_scored_with_a_case(
    section: Callable[[str], Tab],
    press: Press,
    qtbot: QtBot,
    qt_office: QtOffice,
    sample: Sample,
    office_path: Path,
) -> None:
    order = qt_office.office.do(work_orders.enter, OrderForm(summary="Tap drips", unit_id=sample.unit)).result
    scales = section("scales")
    press(scales, behaviour.add_twelve)
    qtbot.waitUntil(lambda: len(scales.list.model.ids) == 12)
    profiles = section("profiles")
    profiles.show_id(sample.clerk)
    qtbot.waitUntil(lambda: profiles.detail.page is not None and "Li Na" in said(profiles.detail))
    press(profiles.detail, behaviour.score)
    qtbot.waitUntil(lambda: profiles.detail.form is not None)
    form = profiles.detail.form.form
    score, cases = form.slots["score_1"].editor, form.slots["cases_1"].editor
    assert isinstance(score.combo, QComboBox) and "Goes on typing" in said(profiles.detail)
    score.combo.setFocus()
    QTest.keyClicks(score.combo, "6")
    assert score.value() == "6"
    cases.picker.setFocus()
    QTest.keyClicks(cases.picker, "drips")
    qtbot.waitUntil(lambda: cases.picker.offered is not None)
    QTest.keyClick(cases.picker.offered, Qt.Key.Key_Return)
    assert cases.value() == (3 * order + 2,)
    profiles.detail.form.save()
    qtbot.waitUntil(lambda: "6 of 7" in said(profiles.detail) or bool(bars(profiles, 6)))
    assert rows(office_path, "select staff_id, score, order_id from behaviour_score join score_case on score_id = "
                "behaviour_score.id") == [(sample.clerk, 6, order)]  # fmt: skip


def bars(part: Tab, score: int) -> list[ScoreBar]:
    return [each for each in part.findChildren(ScoreBar) if f"{score} of 7" in each.accessibleName()]


def test_a_clerk_answers_for_oneself_and_sees_no_other(
    section: Callable[[str], Tab], press: Press, qtbot: QtBot, qt_office: QtOffice, sample: Sample
) -> None:
    qt_office.office.do(self_evaluations.add_ready)
    asked = qt_office.office.ask(self_evaluations.questions_now)
    form = self_evaluations.answer_form(tuple((each.id, each.group, each.text) for each in asked))
    qt_office.office.do(self_evaluations.answer, form(**{f"answer_{asked[0].id}": "2"}))
    qt_office.office.who = Who(sample.clerk, "Li Na", "clerk")
    part = section("evaluations")
    assert len(part.list.model.ids) == 0
    press(part, self_evaluations.answer)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    slots = part.detail.form.form.slots
    assert len([name for name in slots if name.startswith("answer_")]) == 20 - 1
    slots[f"answer_{asked[0].id}"].editor.combo.setFocus()
    QTest.keyClicks(slots[f"answer_{asked[0].id}"].editor.combo, "5")
    part.detail.form.save()
    qtbot.waitUntil(lambda: part.detail.page is not None and "5 – always" in said(part.detail))
    assert len(part.list.model.ids) == 1
    assert "Zhou Min" not in said(part) and "whole office" not in said(part)


def test_a_training_is_planned_from_the_difference(
    section: Callable[[str], Tab], press: Press, qtbot: QtBot, qt_office: QtOffice, office_path: Path
) -> None:
    qt_office.office.do(self_evaluations.add_ready)
    asked = qt_office.office.ask(self_evaluations.questions_now)
    form = self_evaluations.answer_form(tuple((each.id, each.group, each.text) for each in asked))
    qt_office.office.do(self_evaluations.answer, form(**{f"answer_{asked[0].id}": "5"}))
    part = section("evaluations")
    qtbot.waitUntil(lambda: part.detail.page is not None and "Friendliness" in said(part.detail))
    assert "Trend of the whole office" in said(part.detail) and "answered: 26-11: 1" in said(part.detail)
    press(part.detail, trainings.add)
    dialog = asked_in(part)
    dialog.page.save()
    qtbot.waitUntil(
        lambda: rows(office_path, "select course from training") == [("Customers' needs: Friendliness",)]
    )


def test_an_observation_leads_to_an_action(
    section: Callable[[str], Tab], press: Press, qtbot: QtBot, qt_office: QtOffice, office_path: Path
) -> None:
    form = ObservationForm(
        started=NOW, minutes=45, place="Reception", served=12, longest_wait=9, found="No chair"
    )
    qt_office.office.do(observations.add, form)
    part = section("observations")
    qtbot.waitUntil(lambda: part.detail.page is not None and "No chair" in said(part.detail))
    press(part.detail, actions.add)
    dialog = asked_in(part)
    dialog.page.save()
    qtbot.waitUntil(lambda: "Still to do" in "\n".join(chips(part)))
    assert rows(
        office_path, "select observation_id is not null, text, complaint_id from corrective_action"
    ) == [(1, "No chair", None)]


def asked_in(part: Tab) -> FormDialog:
    """The short form that is open."""
    return part.findChildren(FormDialog)[-1]


def chips(part: Tab) -> list[str]:
    return [each.text() for each in part.findChildren(ChipLabel)]


def test_the_code_is_acknowledged_by_one_button(
    section: Callable[[str], Tab], press: Press, qtbot: QtBot, qt_office: QtOffice, office_path: Path
) -> None:
    qt_office.office.do(conduct.add, qt_office.office.ask(conduct.new))
    part = section("conduct")
    qtbot.waitUntil(lambda: part.detail.page is not None and "give our name" in said(part.detail))
    press(part.detail, conduct.acknowledge)
    qtbot.waitUntil(lambda: any(text.startswith("You acknowledged it") for text in chips(part)))
    assert len(rows(office_path, "select * from conduct_receipt")) == 1


def test_who_signed_on_paper_is_entered_for_all_at_once(
    section: Callable[[str], Tab], press: Press, qtbot: QtBot, qt_office: QtOffice, office_path: Path
) -> None:
    qt_office.office.do(conduct.add, qt_office.office.ask(conduct.new))
    part = section("conduct")
    qtbot.waitUntil(lambda: part.detail.page is not None and "0 of 4" in said(part.detail))
    press(part.detail, conduct.signed)
    qtbot.waitUntil(lambda: bool(part.findChildren(FormDialog)))
    asked_in(part).page.save()
    qtbot.waitUntil(lambda: "4 of 4" in said(part.detail))
    assert len(rows(office_path, "select distinct staff_id from conduct_receipt")) == 4
    buttons = part.detail.findChildren(Button)
    assert not [each for each in buttons if each.case is conduct.signed and each.isVisible()]


def test_an_overdue_goal_is_marked(
    section: Callable[[str], Tab], qtbot: QtBot, qt_office: QtOffice, sample: Sample
) -> None:
    due = NOW.date().replace(day=1)
    qt_office.office.do(goals.add, GoalForm("Ring back within a day", sample.clerk, due_day=due, progress=40))
    part = section("goals")
    qtbot.waitUntil(lambda: "Overdue" in chips(part))
    assert "40 %" in said(part.detail)


def test_all_scales_are_scored_by_digits_and_enter_and_nothing_is_lost_when_left(
    section: Callable[[str], Tab], qtbot: QtBot, qt_office: QtOffice, sample: Sample, office_path: Path
) -> None:
    qt_office.office.do(behaviour.add_twelve)
    profiles = section("profiles")
    profiles.open_new({"staff_id": sample.clerk})
    qtbot.waitUntil(lambda: profiles.detail.form is not None)
    page = profiles.detail.form
    groups = page.findChild(Groups)
    assert len(groups.groups) == 12 and groups.said.text().startswith("0 of 12 answered")
    page.form.slots["day"].editor.setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.AltModifier)
    for digit in ("35", "4", "3", "2", "1"):  # the second digit, at once, puts the first right
        QTest.keyClicks(QApplication.focusWidget(), digit)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageUp, Qt.KeyboardModifier.AltModifier)
    assert page.form.slots["score_5"].editor.combo.hasFocus()
    assert groups.groups[0][2].text() == "✓ Greeting 5" and groups.said.text().startswith("5 of 12")
    section("scales")
    section("profiles")
    assert profiles.detail.form is page and page.dirty
    assert len({page.form.slots[f"{name}_6"].y() for name in ("score", "note", "cases")}) == 1, "one line"
    page.form.slots["score_6"].editor.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "3")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert groups.said.text().startswith("5 of 12")
    for digit in "7123456":
        QTest.keyClicks(QApplication.focusWidget(), digit)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert page.save_button.hasFocus()
    QTest.keyClick(page.save_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(rows(office_path, "select 1 from behaviour_score")) == 12)
    given = rows(office_path, "select score from behaviour_score order by scale_id")
    assert [score for (score,) in given] == [5, 4, 3, 2, 1, 7, 1, 2, 3, 4, 5, 6]
