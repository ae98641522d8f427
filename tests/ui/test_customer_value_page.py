"""Customer value in real windows: counted, entered, tiers applied, an offer from the person's page, by keys too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from fmcrm_desktop import places
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import customer_value, time_spent
from fmcrm_desktop.services.customer_value import leaving, loyalty, offers
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import Picks
from fmcrm_desktop.ui.tabs.customer_value import CustomerValueTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.tabs.owners.value_card import PersonValue
from tests.services.valuing import by_chance
from tests.ui.test_kit_tab import line_of


@pytest.fixture
def section(show, qtbot):
    def made(name):
        tab = show(CustomerValueTab)
        part = tab.show_section(name)
        part.shown()
        qtbot.waitUntil(lambda: tab.office.quiet)
        return part

    return made


@pytest.fixture
def gone(qt_office):
    ways = []
    qt_office.going.connect(ways.append)
    return ways


def dialog_of(tab, qtbot):
    def there():
        return [one for one in tab.findChildren(FormDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[-1].page


def button(widget, text):
    return next(one for one in widget.findChildren(Button) if text in (one.text(), one.accessibleName()))


def said(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def links(widget):
    return " ".join(one.text() for one in widget.findChildren(LinkButton))


def test_whoever_only_looks_at_an_office_is_refused_nothing(qtbot, look, office_path):
    office = open_office(str(office_path), read_only=True)
    made = QtOffice(office, Words("en", "Asia/Shanghai", places.resources() / "locale"))
    made.picks = Picks()
    refused = []
    made.refused.connect(refused.append)
    tab = CustomerValueTab(made)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_section("customers").shown()
    qtbot.waitUntil(lambda: made.quiet)
    assert office.may(customer_value.count) and office.ask(customer_value.out_of_date)
    made.close()
    office.close()
    assert refused == []


def test_customers_are_counted_when_looked_at_and_points_entered_by_keyboard(section, qtbot, office, sample):
    tab = section("customers")
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == 4 and tab.detail.page is not None)
    assert office.ask(customer_value.counted) is not None
    tab.show_id(sample.owner)
    qtbot.waitUntil(lambda: tab.detail.page is not None and "Wang Fang" in tab.detail.page.accessibleName())
    enter = button(tab.detail.page, "Enter… Insight given")
    enter.setFocus()
    QTest.keyClick(enter, Qt.Key.Key_Space)
    page = dialog_of(tab, qtbot)
    QTest.keyClicks(line_of(page, "points"), "80")
    page.save()
    qtbot.waitUntil(page.form.slots["why"].fault.isVisible)
    QTest.keyClicks(page.form.slots["why"].editor.text, "Found the leak")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Found the leak" in said(tab.detail.page))
    assert office.ask(customer_value.card, sample.owner).lines[3].points == 8000


def test_tiers_are_applied_from_the_preview_and_undone(section, qtbot, office):
    office.do(by_chance, 5, 20)
    office.do(customer_value.count)
    wanted = office.ask(customer_value.preview).total
    assert wanted
    tab = section("tiers")
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    button(tab.detail.page, "Apply computed tiers").click()
    qtbot.waitUntil(lambda: "Every tier is as computed." in said(tab.detail.page))
    assert office.ask(customer_value.preview).total == 0


def test_fairness_loyalty_and_time_are_shown(section, qtbot, office):
    office.do(by_chance, 5, 20)
    tab = section("fairness")
    qtbot.waitUntil(lambda: tab.detail.page is not None and "The whole office" in said(tab.detail.page))
    tab = section("loyalty")
    lines = office.ask(loyalty.page, Query()).ids
    qtbot.waitUntil(lambda: len(tab.list.model.ids) == len(lines))
    button(tab, "By month").click()
    qtbot.waitUntil(lambda: "November 2026" in said(tab.detail.page))


def test_time_is_logged_by_keyboard(section, qtbot, office):
    tab = section("time")
    tab.open_new({})
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    page = tab.detail.form
    QTest.keyClicks(line_of(page, "minutes"), "25")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(office.ask(time_spent.page, Query()).ids) == 1)
    assert office.ask(time_spent.page, Query()).first[0].minutes == 25


def test_an_offer_begins_at_the_person_and_is_answered(show, section, qtbot, qt_office, office, sample, gone):
    office.do(customer_value.count)
    tab = show(OwnersTab)
    tab.show_id(sample.owner)
    qtbot.waitUntil(lambda: bool(tab.findChildren(PersonValue)))
    card = tab.findChildren(PersonValue)[0]
    qtbot.waitUntil(lambda: any(one.text() == "Something else…" for one in card.findChildren(Button)))
    assert "not known" in said(card)
    button(card, "Something else…").click()
    link = gone[-1]
    assert (link.tab, link.section, link.new) == ("customer_value", "offers", {"person_id": sample.owner})
    part = section("offers")
    part.open(link)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    page = part.detail.form
    QTest.keyClicks(line_of(page, "what"), "Window cleaning")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(office.ask(offers.page, Query()).ids) == 1)
    qtbot.waitUntil(
        lambda: part.detail.page is not None and "Window cleaning" in part.detail.page.accessibleName()
    )
    button(part.detail.page, "Answer…").click()
    page = dialog_of(part, qtbot)
    page.save()
    qtbot.waitUntil(lambda: office.ask(offers.page, Query()).first[0].answer == "yes")


def test_the_list_tells_the_behaviour_and_names_who_said_it_in_the_language_of_the_screen(
    section, qtbot, office, sample
):
    form = replace(
        office.ask(leaving.draft, sample.tenant), reason="warned", mouth="bad", mouth_id=sample.owner
    )
    office.do(leaving.add, form)
    tab = section("loyalty")
    shown = [column.key for column in tab.list.setup.columns if not column.hidden]
    assert "scale" in shown
    tab.show_id(office.ask(loyalty.page, Query()).ids[0])
    qtbot.waitUntil(lambda: tab.detail.page is not None and "Wang Fang" in links(tab.detail.page))
    assert "王芳" not in links(tab.detail.page)
