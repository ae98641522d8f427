"""Equipment, plans and checklists in real windows, by buttons and by keyboard alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.services import checklists, equipment, equipment_page, failed_checks, plans, work_orders
from fmcrm_desktop.services.checklists import ChecklistForm, GiveForm, ItemLine
from fmcrm_desktop.services.equipment import EquipmentForm, ReadingForm
from fmcrm_desktop.services.plans import PlanForm
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.equipment_here import EquipmentHere
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.plans_ahead import PlansAhead
from fmcrm_desktop.ui.tabs.equipment import EquipmentTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.tabs.plans import PlansTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from fmcrm_desktop.ui.tabs.work_orders.checks_card import ChecksCard
from fmcrm_desktop.ui.tabs.work_orders.equipment_card import EquipmentCard
from tests.conftest import NOW
from tests.ui.test_kit_tab import line_of

TODAY = NOW.date()
DAY = timedelta(1)
ITEMS = (
    ItemLine("Cabin clean"),
    ItemLine("Doors", kind="pass"),
    ItemLine("Pressure", kind="number", unit="bar", low=Decimal(2), high=Decimal(4)),
    ItemLine("Remarks", kind="text"),
    ItemLine("Rope", kind="choice", choices="good; !broken"),
)


@pytest.fixture
def lift(office, sample):
    form = EquipmentForm("L-1", "Lift", kind="lift", building_id=sample.building, unit_id=None, counter="h")
    return office.do(equipment.add, form).result


def dialog_of(tab, qtbot):
    def there():
        return [one for one in tab.findChildren(FormDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(there()))
    return there()[-1].page


def seen(widget, text):
    return any(text in one.text() and one.isVisible() for one in widget.findChildren(QLabel))


def still(qtbot, tab):
    qtbot.waitUntil(lambda: tab.office.quiet)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: tab.office.quiet)


def test_it_is_read_stands_still_and_runs_again_from_its_page(show, qtbot, press, office, lift):
    office.do(equipment.read, lift, ReadingForm(Decimal(100), NOW - DAY))
    tab = show(EquipmentTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    press(tab, equipment.read)
    page = dialog_of(tab, qtbot)
    line_of(page, "value").setText("90")
    page.save()
    qtbot.waitUntil(page.form.slots["value"].fault.isVisible)
    assert "exchanged" in page.form.slots["value"].fault.text()
    page.form.slots["exchanged"].editor.tick.click()
    page.save()
    qtbot.waitUntil(lambda: len(office.ask(equipment_page.card, lift).readings) == 2)
    still(qtbot, tab)
    press(tab, equipment.begin)
    dialog_of(tab, qtbot).save()
    qtbot.waitUntil(lambda: office.ask(equipment_page.card, lift).standing is not None)
    still(qtbot, tab)
    press(tab, equipment.end)
    page = dialog_of(tab, qtbot)
    office.store.clock = lambda: NOW + timedelta(minutes=30)
    page.save()
    qtbot.waitUntil(lambda: office.ask(equipment_page.card, lift).month.round_the_clock == 30)


def test_the_place_names_its_equipment(show, qtbot, office, sample):
    office.do(equipment.add, EquipmentForm("B-7", "Boiler", unit_id=sample.unit))
    tab = show(OwnersTab)
    tab.show_id(-sample.unit)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(EquipmentHere)), timeout=10_000)


@pytest.fixture
def order(office, sample, lift):
    id = office.do(
        work_orders.enter, OrderForm(summary="Lift service", staff_id=sample.plumber, equipment_id=lift)
    ).result
    template = office.do(checklists.add, ChecklistForm("Monthly", items=ITEMS)).result
    office.do(checklists.give, id, GiveForm(template))
    return id


def wake(tab, qtbot):
    """Shortcuts work in the active window only."""
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)


def opened(show, qtbot, order):
    tab = show(WorkOrdersTab)
    tab.show_id(order)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    still(qtbot, tab)
    card = tab.detail.page.findChild(ChecksCard)
    qtbot.waitUntil(lambda: len(card.lines) == 5)
    return tab, card


def test_a_checklist_is_filled_by_the_keyboard_alone(show, qtbot, office, order):
    tab, card = opened(show, qtbot, order)
    tick, doors, pressure, remarks, rope = card.lines.values()
    box = tick.answer.focusProxy()
    wake(tab, qtbot)
    box.setFocus(Qt.FocusReason.TabFocusReason)

    def at() -> object:
        return tab.focusWidget()

    def on_to(line):
        for _ in range(6):
            QTest.keyClick(at(), Qt.Key.Key_Tab)
            if line.answer.isAncestorOf(at()):
                return
        raise AssertionError("the keyboard does not get there")

    def states():
        return [row.state for row in office.ask(checklists.of_order, order)]

    QTest.keyClick(at(), Qt.Key.Key_Space)
    on_to(doors)
    QTest.keyClick(at(), Qt.Key.Key_Tab)
    QTest.keyClick(at(), Qt.Key.Key_Space)
    on_to(pressure)
    QTest.keyClicks(at(), "2,5")
    on_to(remarks)
    QTest.keyClicks(at(), "Rust at the frame")
    QTest.keyClick(at(), Qt.Key.Key_Return)
    on_to(rope)
    QTest.keyClicks(at(), "b")
    qtbot.waitUntil(lambda: states() == ["ok", "failed", "ok", "ok", "failed"])
    still(qtbot, tab)
    assert rope.answer.isAncestorOf(at()), "the keyboard stays where it is"
    assert [row.value for row in office.ask(checklists.of_order, order)][2:4] == ["2.5", "Rust at the frame"]
    assert seen(card, "5 of 5")


def test_a_value_that_is_none_is_refused_beside_its_item(show, qtbot, office, order):
    _tab, card = opened(show, qtbot, order)
    pressure = list(card.lines.values())[2]
    field = pressure.answer.field
    QTest.keyClicks(field, "much")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: seen(pressure, "not a number"))
    assert field.text() == "much"


def test_what_failed_makes_an_order(show, qtbot, press, office, order):
    tab, card = opened(show, qtbot, order)
    doors = list(card.lines)[1]
    office.do(checklists.enter, doors, "failed")
    qtbot.waitUntil(lambda: seen(card, "1 of 5"))
    press(card, failed_checks.make_order)
    dialog_of(tab, qtbot).save()
    qtbot.waitUntil(lambda: len(office.ask(work_orders.page, Query()).ids) == 2)
    assert office.ask(checklists.of_order, order)[1].made_order_id is not None


def test_finishing_names_what_is_open(show, qtbot, press, office, order):
    tab, _card = opened(show, qtbot, order)
    press(tab, work_orders.done)
    page = dialog_of(tab, qtbot)
    page.form.slots["fix"].editor.set("Served")
    page.save()
    qtbot.waitUntil(lambda: seen(page, "Cabin clean; Doors; Pressure; Remarks; Rope"))


def test_the_orders_page_tells_that_it_stands_still(show, qtbot, press, office, order, lift):
    tab, _card = opened(show, qtbot, order)
    card = tab.detail.page.findChild(EquipmentCard)
    press(card, equipment.begin)
    dialog_of(tab, qtbot).save()
    qtbot.waitUntil(lambda: office.ask(equipment_page.card, lift).standing is not None)
    assert office.ask(equipment_page.card, lift).standing.order_id == order
    qtbot.waitUntil(card.start.isVisible)


def section(show, qtbot, name):
    tab = show(PlansTab)
    part = tab.show_section(name)
    still(qtbot, tab)
    return part


def plan(office, **more):
    values = {"name": "Pumps", "summary": "Serve", "from_day": TODAY, "rule": RuleText("FREQ=WEEKLY")}
    return office.do(plans.add, PlanForm(**{**values, **more})).result


def test_a_plan_is_written_and_asks_for_what_its_basis_needs(show, qtbot, office):
    part = section(show, qtbot, "plans")
    part.open_new({})
    qtbot.waitUntil(lambda: part.detail.form is not None)
    page = part.detail.form
    slots = page.form.slots
    assert slots["rule"].isVisible() and not slots["every_days"].isVisible()
    combo = slots["basis"].editor.combo
    wake(part.window(), qtbot)
    combo.setFocus()
    QTest.keyClicks(combo, "From the last")
    assert slots["every_days"].isVisible() and not slots["rule"].isVisible()
    for name, text in (("name", "Gate"), ("summary", "Serve the gate"), ("every_days", "90")):
        line_of(page, name).setText(text)
    page.save()
    qtbot.waitUntil(lambda: len(office.ask(plans.page, Query()).ids) == 1)
    assert office.ask(plans.page, Query()).first[0].every_days == 90


def test_orders_are_previewed_made_and_left_out(show, qtbot, press, office):
    id = plan(office)
    part = section(show, qtbot, "plans")
    qtbot.waitUntil(lambda: part.detail.page is not None)
    press(part, plans.skip)
    page = dialog_of(part, qtbot)
    page.form.slots["why"].editor.set("Closed")
    page.save()
    qtbot.waitUntil(lambda: any(each.why == "Closed" for each in office.ask(plans.card, id).before))
    still(qtbot, part)
    part.preview()
    qtbot.waitUntil(lambda: seen(part, "Orders to be made now"))
    assert len(office.ask(work_orders.page, Query()).ids) == 0, "looking makes nothing"
    buttons = [
        one
        for one in part.detail.findChildren(type(part.detail.page._buttons[0]))
        if one.case is plans.generate
    ]
    buttons[-1].click()
    qtbot.waitUntil(lambda: len(office.ask(work_orders.page, Query()).ids) == 2)


def test_the_workload_is_shown(show, qtbot, office, sample):
    plan(office, staff_id=sample.plumber, minutes=90)
    part = section(show, qtbot, "workload")
    qtbot.waitUntil(lambda: seen(part, "Gao Jun"))


def test_items_are_moved_by_the_keyboard(show, qtbot, office):
    id = office.do(checklists.add, ChecklistForm("Monthly", items=ITEMS[:3])).result
    part = section(show, qtbot, "checklists")
    part.edit(id)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    page = part.detail.form
    editor = page.form.slots["items"].editor
    first = editor._lines[0].editors["text"].line
    wake(part.window(), qtbot)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(first, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is first
    assert page.dirty
    page.save()
    qtbot.waitUntil(
        lambda: (
            [each.text for each in office.ask(checklists.card, id).items]
            == ["Doors", "Pressure", "Cabin clean"]
        )
    )


def test_orders_of_plans_are_made_by_themselves_once(qtbot, qt_office, office):
    plan(office)
    holder = QWidget()
    qtbot.addWidget(holder)
    ahead = PlansAhead(qt_office, False, holder)
    ahead.look()
    qtbot.waitUntil(lambda: len(office.ask(work_orders.page, Query()).ids) == 3)
    qtbot.waitUntil(lambda: qt_office.quiet)
    ahead.look()
    qtbot.waitUntil(lambda: qt_office.quiet)
    assert len(office.ask(work_orders.page, Query()).ids) == 3
