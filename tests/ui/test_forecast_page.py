"""The work expected, in a real window: a figure opens its records, by trade and by territory, and it prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.quality.forecast import TERRITORIES, ForecastSection
from tests.conftest import NOW

Show = Callable[[type[Tab]], Tab]


@pytest.fixture
def lived(office: Office) -> None:
    """Two orders a day for 140 days, one of them still open."""
    with office.store.writing(office.who, "test") as work:
        for n in range(280):
            received = NOW - timedelta(hours=12 * n)
            state = "requested" if n == 0 else "done"
            work.add(WorkOrder(number=f"F-{n}", received=received, summary="Tap", state=state, minutes=30))


@pytest.mark.usefixtures("lived")
def test_a_figure_opens_its_records(qtbot: QtBot, show: Show, qt_office: QtOffice) -> None:
    tab = show(ForecastSection)
    assert isinstance(tab, ForecastSection)
    qtbot.waitUntil(lambda: tab.found is not None and qt_office.quiet)
    gone: list[Link] = []
    qt_office.going.connect(gone.append)
    links = {each.text(): each for each in tab.findChildren(LinkButton) if each.isVisibleTo(tab)}
    assert {"1", "14.0", "14"} <= set(links), sorted(links)
    for said, count in (("1", 1), ("14.0", 8 * 14), ("14", 14)):
        links[said].setFocus()
        qtbot.keyClick(links[said], Qt.Key.Key_Space)
        assert len(qt_office.office.ask(work_orders.page, Query(where=dict(gone[-1].where))).ids) == count
    tab.by.setCurrentIndex(tab.by.findData(TERRITORIES))
    tab.by.activated.emit(1)
    assert "14.0" not in {each.text() for each in tab.findChildren(LinkButton) if each.isVisibleTo(tab)}
    tab.print_page()
    assert gone[-1].new == {"report": "forecast"}
