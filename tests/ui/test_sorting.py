"""A click on a heading sorts, a third one takes that back, and what cannot be sorted by gets no arrow."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from fmcrm_desktop.ui.tabs.owners import OwnersTab
from tests.ui.at_work import until


def test_the_arrow_says_how_the_list_is_sorted(show, qtbot, sample):
    tab = show(OwnersTab)
    made = tab.list
    assert until(lambda: len(made.model.ids) >= 3)
    usual = list(made.model.ids)
    head = made.table.horizontalHeader()
    keys = [column.key for column in made.setup.columns]

    def click(key):
        at = QPoint(head.sectionViewportPosition(keys.index(key)) + 20, head.height() // 2)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)

    click("open")
    assert until(lambda: made.query.sort == "open")
    click("role")
    assert head.sortIndicatorSection() == keys.index("open") and made.query.sort == "open"
    click("open")
    assert until(lambda: made.query.descending)
    click("open")
    assert until(lambda: not made.query.sort) and head.sortIndicatorSection() == -1
    assert until(lambda: list(made.model.ids) == usual)
    click("role")
    assert head.sortIndicatorSection() == -1
