"""Ctrl+N begins a new record in every section that has a button for it, Ctrl+E changes the one in sight, Delete puts
it away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import calls, complaints, notices, parts, promises, skills, territories
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.notices import NoticeForm
from fmcrm_desktop.services.parts import PartForm
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.skills import SkillForm
from fmcrm_desktop.services.territories import TerritoryForm
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.call_topics import CallTopicsTab
from fmcrm_desktop.ui.tabs.calls import CallsTab
from fmcrm_desktop.ui.tabs.channels import ChannelsTab
from fmcrm_desktop.ui.tabs.committee import CommitteeTab
from fmcrm_desktop.ui.tabs.complaints import ComplaintsTab
from fmcrm_desktop.ui.tabs.customer_value import CustomerValueTab
from fmcrm_desktop.ui.tabs.issued_documents import IssuedDocumentsTab
from fmcrm_desktop.ui.tabs.notices import NoticesTab
from fmcrm_desktop.ui.tabs.parts import PartsTab
from fmcrm_desktop.ui.tabs.prospects import ProspectsTab
from fmcrm_desktop.ui.tabs.skills import SkillsTab
from fmcrm_desktop.ui.tabs.staff import StaffTab
from fmcrm_desktop.ui.tabs.territories import TerritoriesTab
from tests.conftest import NOW

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


@pytest.mark.parametrize("of", ["staff", "topic", "call", "promise", "complaint", "part", "notice"])
def test_control_e_changes_the_record_in_sight(show, qtbot, qt_office, sample, of):
    """As the page of keys promises for every list."""
    do = qt_office.office.do
    if of == "staff":
        tab = show(StaffTab)
    elif of == "topic":
        tab = show(CallTopicsTab)
    elif of == "call":
        do(calls.log, CallForm(sample.owner, topic="Key lost", length="2"))
        tab = show(CallsTab).show_section("log")
    elif of == "promise":
        do(promises.give, PromiseForm(due=NOW + timedelta(days=1), text="Lift", person_id=sample.owner))
        tab = show(CallsTab).show_section("promises")
    elif of == "complaint":
        do(complaints.register, ComplaintForm(own_words="Noise", person_id=sample.owner))
        tab = show(ComplaintsTab).show_section("register")
    elif of == "part":
        do(parts.add, PartForm(code="P-1", name="Tap"))
        tab = show(PartsTab)
    else:
        form = NoticeForm(
            "water", (sample.building,), "Water off", "停水", NOW, None, "Back at noon", "中午恢复"
        )
        do(notices.add, form)
        tab = show(NoticesTab).show_section("notices")
    tab.window().activateWindow()
    qtbot.waitUntil(tab.window().isActiveWindow)
    qtbot.waitUntil(lambda: tab.detail.page is not None and tab.list.table.current() and qt_office.quiet)
    tab.list.table.setFocus()
    qtbot.waitUntil(tab.list.table.hasFocus)
    QTest.keyClick(tab.list.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.detail.form is not None or bool(tab.findChildren(FormDialog)))


@pytest.mark.parametrize("of", ["topic", "skill", "territory"])
def test_delete_puts_the_record_in_sight_away(show, qtbot, qt_office, sample, of):
    do = qt_office.office.do
    if of == "topic":
        tab = show(CallTopicsTab)
    elif of == "skill":
        do(skills.add, SkillForm("Lifts"))
        tab = show(SkillsTab).show_section("skills")
    else:
        do(territories.add, TerritoryForm("North"))
        tab = show(TerritoriesTab)
    tab.window().activateWindow()
    qtbot.waitUntil(tab.window().isActiveWindow)
    qtbot.waitUntil(lambda: tab.detail.page is not None and tab.list.table.current() and qt_office.quiet)
    id = tab.id
    tab.list.table.setFocus()
    qtbot.waitUntil(tab.list.table.hasFocus)
    QTest.keyClick(tab.list.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: id not in tab.list.model.ids)
