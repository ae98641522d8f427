"""Ctrl+N begins a new record in every section that has a button for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.ui.tabs.channels import ChannelsTab
from fmcrm_desktop.ui.tabs.committee import CommitteeTab
from fmcrm_desktop.ui.tabs.customer_value import CustomerValueTab
from fmcrm_desktop.ui.tabs.issued_documents import IssuedDocumentsTab
from fmcrm_desktop.ui.tabs.notices import NoticesTab
from fmcrm_desktop.ui.tabs.prospects import ProspectsTab

PLACES = (
    (ProspectsTab, ("leads", "campaigns", "costs", "responses")),
    (CustomerValueTab, ("offers", "time")),
    (IssuedDocumentsTab, ("documents", "templates")),
    (ChannelsTab, ("counter", "post", "handbooks", "groups")),
    (NoticesTab, ("notices", "postings", "places")),
    (CommitteeTab, ("bodies", "meetings", "opinions", "disputes", "duties")),
)


@pytest.mark.parametrize(("kind", "names"), PLACES, ids=[kind.__name__ for kind, _ in PLACES])
def test_control_n_opens_the_form_of_the_section_in_sight(show, qtbot, qt_office, kind, names):
    tab = show(kind)
    for name in names:
        tab.open(Link(tab.name, section=name))
        qtbot.waitUntil(lambda: qt_office.quiet)
        part = tab.section(name)
        assert part.detail.form is None
        QTest.keyClick(part.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda part=part: part.detail.form is not None)
