"""Lists that are filled elsewhere: empty, each says in a sentence what it is for and leads there by one button."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.ui.tabs.agreements.month import MonthSection
from fmcrm_desktop.ui.tabs.quality.behind import BehindSection
from fmcrm_desktop.ui.tabs.surveys.results import ResultsSection


@pytest.mark.parametrize(
    ("section", "said", "to"),
    [
        (MonthSection, "New agreement", Link("agreements", new={}, section="list")),
        (BehindSection, "How we did", Link("quality", section="measures")),
        (ResultsSection, "New round", Link("surveys", new={}, section="rounds")),
    ],
    ids=["month", "behind", "results"],
)
def test_an_empty_list_leads_to_where_it_is_filled(qtbot, show, qt_office, monkeypatch, section, said, to):
    gone = []
    monkeypatch.setattr(qt_office, "go", gone.append)
    tab = show(section)
    qtbot.waitUntil(
        lambda: any(one.isVisible() and one.text() == said for one in tab.findChildren(QPushButton))
    )
    next(one for one in tab.findChildren(QPushButton) if one.isVisible() and one.text() == said).click()
    assert gone == [to]
