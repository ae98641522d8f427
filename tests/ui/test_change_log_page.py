"""The change log in a real window: a change is seen with both values and undone from there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model.own_report import Condition, Definition, Group, Total
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import CHINESE, ENGLISH, Words
from fmcrm_desktop.services import gaps, imports, own_reports, owners, staff_hours, views
from fmcrm_desktop.services.change_values import Minutes, Weight
from fmcrm_desktop.services.change_words import SUBJECTS
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kept_measures import said_of
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.painting import PAD
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.change_log import KIND, ChangeLogTab
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


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_every_kind_is_whole_in_its_column(language: str, look: None) -> None:
    words = Words(language, locale=places.resources() / "locale")
    metrics = QFontMetrics(QApplication.font())
    longest = max(metrics.horizontalAdvance(words(kind)) for kind in SUBJECTS.values())
    assert longest <= KIND[words.chinese] - 2 * PAD <= longest + 8, longest


@pytest.mark.parametrize(("column", "value", "told"), [
    ("attendance.weight", Weight("area", Fraction(7_850)), "78.50 m²"),
    ("attendance.weight", Weight("head", Fraction(1)), "1"),
    ("escalation_rule.minutes", Minutes(-90), "1 h 30 min before it is due"),
    ("plan.minutes", Minutes(90), "1 h 30 min"),
    ("attachment.size", 2_048, "2.0 KB"),
    ("frozen_measure.name", "satisfaction", "Satisfaction"),
    ("person.notes", "Dog", None),
])  # fmt: skip
def test_figures_are_said_as_their_page_shows_them(column: str, value: object, told: str | None) -> None:
    assert said_of(column, value, Words("en", "Asia/Shanghai")) == told


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


def test_what_is_kept_as_names_and_values_is_told_in_words(
    qtbot: QtBot, office: Office, sample: Sample, show: Callable[[type[Tab]], Tab]
) -> None:
    asked = Condition("state", "is", ("requested",))
    totals = (Total("count"), Total("share"))
    report = Definition(
        "orders", ("number", "state"), (asked,), (Group("state"),), totals, "#0", True, "bars"
    )
    office.do(own_reports.save, report, own_reports.ReportForm("By state"))
    look = views.Look(
        Query("tap", {"state": ("requested",), "light": ("red",)}, "number", True), (("number", 90),)
    )
    office.do(views.save, "work_orders", look, views.ViewForm("Open ones"))
    mapping = {
        "columns": {"received": "Created Date", "own:7": "Gas"},
        "values": {},
        "dates": "mdy",
        "zone": "",
    }
    office.do(imports.remember, "s", "orders", mapping)
    tab = show(ChangeLogTab)
    qtbot.waitUntil(lambda: tab.list is not None and len(tab.list.model.ids) > 2)
    seen = set()
    for id in list(tab.list.model.ids)[:3]:  # type: ignore[union-attr]
        tab.show_id(id)
        page = tab.detail.page
        qtbot.waitUntil(lambda page=page: tab.detail.page is not page)  # type: ignore[misc]
        seen |= {line for each in tab.detail.findChildren(QLabel) for line in each.text().split("\n")}
    assert {
        "Work orders", "Columns: No., State", "Filters: State: is Requested", "Groups: State",
        "Totals: Count, Percentage", "Sorted by Count, descending", "Bar chart",
        "Search: tap", "Filters: State, 1 more", "Sorted by No., descending",
        "Created Date → Received on", "Gas → Own field", "Dates are written: Month first: 11/21/2026",
    } <= seen, sorted(seen)  # fmt: skip
    assert not [each for each in seen if "{" in each or "[" in each]
