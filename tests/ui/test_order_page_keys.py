"""An order's page by its keys: what it waits for, its quiet buttons and the rest of its deeds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from fmcrm_desktop.services import charges, work_orders
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab

CONTROL = Qt.KeyboardModifier.ControlModifier


def enter(office, sample):
    form = OrderForm(summary="Water through the ceiling", staff_id=sample.plumber)
    return office.do(work_orders.enter, form).result


@pytest.fixture
def open_tab(show, qtbot):
    def opened(id):
        tab = show(WorkOrdersTab)
        tab.show_id(id)
        qtbot.waitUntil(lambda: tab.detail.page is not None)
        tab.detail.page.setFocus()
        return tab

    return opened


def dialog_of(tab, qtbot):
    qtbot.waitUntil(lambda: bool(tab.findChildren(FormDialog)))
    return tab.findChildren(FormDialog)[-1]


def test_what_an_order_waits_for_is_said_on_its_page_until_it_goes_on(open_tab, qtbot, office, sample, press):
    id = enter(office, sample)
    tab = open_tab(id)
    card = office.ask(work_orders.card, id)
    at = card.steps.index("wait")
    qtbot.keyClick(tab.detail.page, Qt.Key(Qt.Key.Key_0 + at), CONTROL)  # the first step is the blue button
    page = dialog_of(tab, qtbot).page
    assert page.save_button.text() == "Save", "a button that ends in … would open something"
    qtbot.keyClicks(page.form.slots["why"].editor.text, "Cartridge 35 mm")
    page.save()

    def said():
        return [one.text() for one in tab.detail.page.findChildren(QLabel) if one.text() == "Cartridge 35 mm"]

    qtbot.waitUntil(lambda: len(said()) == 1)
    office.do(work_orders.arrive, id)
    qtbot.waitUntil(lambda: not said())


def test_a_part_is_charged_from_the_keys_of_the_page(open_tab, qtbot, office, sample):
    id = enter(office, sample)
    tab = open_tab(id)
    qtbot.keyClick(tab.detail.page, Qt.Key.Key_0, CONTROL)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    qtbot.keyClicks(menu, "aa")
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    page = dialog_of(tab, qtbot).page
    assert page.setup.case is charges.add and page.setup.title == "Add a part"
