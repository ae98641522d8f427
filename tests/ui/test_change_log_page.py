"""The change log in a real window: a change is seen with both values and undone from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.services import gaps, owners, staff_hours
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.change_log import ChangeLogTab
from tests.sample import Sample


def test_a_change_is_seen_and_undone(
    qtbot: QtBot, office: Office, sample: Sample, show: Callable[[type[Tab]], Tab]
) -> None:
    form = office.ask(owners.form, sample.owner)
    form.prefers = "phone, mornings"
    office.do(owners.change, sample.owner, form)
    tab = show(ChangeLogTab)
    assert tab.list is not None
    qtbot.waitUntil(lambda: tab.list is not None and len(tab.list.model.ids) > 0)
    tab.show_id(tab.list.model.ids[0])
    qtbot.waitUntil(lambda: any("phone, mornings" in each.text() for each in tab.detail.findChildren(QLabel)))
    undo = next(one for one in tab.detail.findChildren(Button) if one.accessibleName() == "Undo")
    undo.click()
    qtbot.waitUntil(lambda: office.ask(owners.form, sample.owner).prefers == "")


def test_a_change_of_any_record_opens_in_words(
    qtbot: QtBot, office: Office, sample: Sample, show: Callable[[type[Tab]], Tab]
) -> None:
    plan = gaps.PlanForm(gap="resources", text="A second lift key at the gate", target=2)
    office.do(gaps.add, plan)
    tab = show(ChangeLogTab)
    qtbot.waitUntil(lambda: tab.list is not None and len(tab.list.model.ids) > 0)
    newest = tab.list.model.ids  # type: ignore[union-attr]
    tab.show_id(newest[1])  # the plan itself; then comes what was measured
    qtbot.waitUntil(
        lambda: (
            {"A second lift key at the gate", "What we do about it"}
            <= {each.text() for each in tab.detail.findChildren(QLabel)}
        )
    )


def test_the_hours_of_a_week_are_told_by_their_days(
    qtbot: QtBot, office: Office, sample: Sample, show: Callable[[type[Tab]], Tab]
) -> None:
    shift = staff_hours.ShiftForm(from_day=date(2026, 11, 2), monday="06:00-14:00", tuesday="06:00-14:00")
    office.do(staff_hours.add_shift, sample.clerk, shift)
    tab = show(ChangeLogTab)
    qtbot.waitUntil(lambda: tab.list is not None and len(tab.list.model.ids) > 0)
    tab.show_id(tab.list.model.ids[0])  # type: ignore[union-attr]
    said = "Mon–Tue 06:00–14:00"
    qtbot.waitUntil(lambda: said in {each.text() for each in tab.detail.findChildren(QLabel)})
    assert not [each.text() for each in tab.detail.findChildren(QLabel) if "{" in each.text()]
