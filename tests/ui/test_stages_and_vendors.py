"""Stages and vendors in a real window: what is shown is what the month's report says, and opens its records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import monthly
from fmcrm_desktop.services.measures import behind
from fmcrm_desktop.services.measures.vended import DONE, efficiency
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.quality.efficiency import EfficiencySection
from tests.conftest import NOW
from tests.sample import Sample

Show = Callable[[type[Tab]], Tab]
MONTH = str(Month(2026, 10))


@pytest.fixture
def worked(office: Office, sample: Sample) -> int:
    """Four orders done in October, three of them by a firm: each two working hours requested, one assigned."""
    with office.store.writing(office.who, "test") as work:
        firm = work.add(Staff(name="Lift Firm", other_name="电梯公司", role="technician", vendor=True)).id
        for n in range(4):
            received = NOW - timedelta(days=36)  # Thursday 15 October, ten in the morning
            order = work.add(
                WorkOrder(
                    number=f"V-{n}", received=received, summary="Lift", state="done", due=received + timedelta(2),
                    staff_id=sample.plumber if n == 3 else firm, done=received + timedelta(hours=6),
                )
            )  # fmt: skip
            for before, after, hours in (("requested", "assigned", 2), ("assigned", "done", 6)):
                work.add(
                    Move(
                        subject="work_order", subject_id=order.id, from_state=before, to_state=after,
                        moment=received + timedelta(hours=hours), staff_id=sample.manager,
                    )
                )  # fmt: skip
    return firm


def test_the_figures_are_those_of_the_report(office: Office, worked: int) -> None:
    found = office.ask(efficiency, MONTH)
    assert found.stages["stage_requested"].value == 120
    (row,) = found.vendors
    assert (row.key, row.done, row.share, row.values[0]) == (worked, 3, 0.75, 1.0)
    parts = office.ask(monthly.sheet, Month(2026, 10)).parts
    assert parts is not None and parts.vendors == found.vendors


@pytest.mark.usefixtures("worked")
def test_a_figure_opens_its_records(qtbot: QtBot, show: Show, qt_office: QtOffice) -> None:
    tab = show(EfficiencySection)
    assert isinstance(tab, EfficiencySection)
    qtbot.waitUntil(lambda: any("Lift Firm" in each.text() for each in tab.findChildren(QLabel)))
    assert tab.month.currentData() == MONTH
    gone: list[Link] = []
    qt_office.going.connect(gone.append)
    for each in tab.findChildren(LinkButton):
        each.setFocus()
        qtbot.keyClick(each, Qt.Key.Key_Space)
    counts = {}
    for link in gone:
        key = (link.where["measure"][0], bool(link.where.get("by")))
        counts[key] = len(qt_office.office.ask(behind.page, Query(where=dict(link.where))).ids)
    assert counts["stage_requested", False] == 4 and counts[DONE, True] == 3
    tab.print_page()
    assert gone[-1].new == {"report": "month-pack", "month": MONTH}
