"""Household, change of owner, own fields, buildings and units in real windows, by their buttons and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import (
    buildings,
    change_of_owner,
    household,
    own_fields,
    person_ties,
    units,
    work_orders,
)
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.own_editor import OwnEditor
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.buildings import BuildingsTab
from fmcrm_desktop.ui.tabs.own_fields import OwnFieldsTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.tabs.units import UnitsTab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from tests.sample import Sample
from tests.ui.test_owners_tab import texts

Press = Callable[[QWidget, Callable[..., object]], Button]
Show = Callable[[type[Any]], Any]


def owners_tab(show: Show, qtbot: QtBot) -> OwnersTab:
    shown: OwnersTab = show(OwnersTab)
    qtbot.waitUntil(lambda: shown.detail.page is not None)
    return shown


def see(tab: Any, qtbot: QtBot, id: int, text: str) -> None:
    tab.show_id(id)
    qtbot.waitUntil(lambda: tab.detail.page is not None and text in texts(tab.detail.page))


def dialog_of(tab: QWidget, qtbot: QtBot) -> FormDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    return next(one for one in tab.findChildren(FormDialog) if one.isVisible())


def test_a_helper_is_entered_with_a_new_person_in_one_form(
    show: Show, qtbot: QtBot, press: Press, qt_office: QtOffice, sample: Sample
) -> None:
    tab = owners_tab(show, qtbot)
    see(tab, qtbot, sample.owner, "13800138000")
    press(tab.detail.page, household.add)
    dialog = dialog_of(tab, qtbot)
    slots = dialog.page.form.slots
    slots["kind"].editor.set("helper")
    qtbot.keyClicks(slots["new_name"].editor.focusProxy(), "Aunt Li")
    with qtbot.waitSignal(qt_office.saved):
        dialog.page.save()
    qtbot.waitUntil(lambda: "Household helper" in texts(tab.detail.page))
    (row,) = qt_office.office.ask(person_ties.ties_of, sample.owner)
    see(tab, qtbot, row.other_id, "Is the Household helper of this one")


def test_a_unit_passes_to_a_new_owner_from_its_page(
    show: Show, qtbot: QtBot, press: Press, qt_office: QtOffice, sample: Sample
) -> None:
    tab = owners_tab(show, qtbot)
    see(tab, qtbot, -sample.unit, "3-1202")
    press(tab.detail.page, change_of_owner.transfer)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    page = tab.detail.form
    assert page is not None
    lines: Any = page.form.slots["coming"].editor
    page.save()
    qtbot.waitUntil(page.form.slots["coming"].fault.isVisible)
    qtbot.keyClicks(lines._lines[0].editors["new_name"].focusProxy(), "Tan Wei")
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(page.form, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    # The old owner's last day is today, so the new one's time has not begun.
    qtbot.waitUntil(lambda: "Not yet · Owner · 100 %" in texts(tab.detail.page))


def test_an_own_field_is_defined_asked_shown_and_put_away(
    show: Show, qtbot: QtBot, press: Press, qt_office: QtOffice, sample: Sample
) -> None:
    page = show(OwnFieldsTab)
    qtbot.waitUntil(lambda: page.detail.page is not None)
    press(page.detail.page, own_fields.add)
    dialog = dialog_of(page, qtbot)
    qtbot.keyClicks(dialog.page.form.slots["name"].editor.focusProxy(), "Plate")
    with qtbot.waitSignal(qt_office.saved):
        dialog.page.save()
    qtbot.waitUntil(lambda: "Plate" in texts(page.detail.page))
    tab = owners_tab(show, qtbot)
    tab.open_new({})
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    form = tab.detail.form
    assert form is not None
    own = form.form.slots["own"].editor
    assert isinstance(own, OwnEditor)
    qtbot.waitUntil(lambda: len(own.editors) == 1)
    assert not form.dirty
    qtbot.keyClicks(form.form.slots["name"].editor.focusProxy(), "Zhao Yu")
    qtbot.keyClicks(own.focusProxy(), "B 88")
    assert form.dirty
    with qtbot.waitSignal(qt_office.saved):
        form.save()
    qtbot.waitUntil(lambda: "B 88" in texts(tab.detail.page))
    field = qt_office.office.ask(own_fields.listed)[0].id
    qt_office.office.do(own_fields.archive, field)
    page.reload()
    qtbot.waitUntil(lambda: "No longer asked" in texts(page.detail.page))


def test_what_is_typed_in_an_own_field_is_kept_when_the_form_opens_anew(
    show: Show, qtbot: QtBot, qt_office: QtOffice, sample: Sample
) -> None:
    for kind, name in (("text", "Plate"), ("tick", "Volunteer"), ("date", "Lease"), ("choice", "Grade")):
        qt_office.office.do(own_fields.add, OwnFieldForm("work_order", kind, name, choices=("A", "B")))
    tab: Any = show(WorkOrdersTab)
    tab.open_new({})
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    editor: Any = tab.detail.form.form.slots["own"].editor
    qtbot.waitUntil(lambda: len(editor.editors) == 4)
    plate, volunteer, lease, grade = editor.editors.values()
    qtbot.keyClicks(plate.line, "B 88")
    volunteer.tick.click()
    qtbot.keyClicks(lease.line, "2026-12-31")
    grade.set("B")
    place = tab.place()
    tab.detail.drop_form()
    tab.restore(place)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    again: Any = tab.detail.form.form.slots["own"].editor
    qtbot.waitUntil(lambda: len(again.editors) == 4)
    assert [entry.value for entry in again.value()] == ["B 88", "1", "2026-12-31", "B"]
    tab.detail.form.form.slots["summary"].editor.set("Tap drips")
    with qtbot.waitSignal(qt_office.saved):
        tab.detail.form.save()
    order = qt_office.office.ask(work_orders.choices, "drips")[0].id
    see(tab, qtbot, order, "B 88")


def test_buildings_are_listed_and_changed(
    show: Show, qtbot: QtBot, press: Press, qt_office: QtOffice, sample: Sample
) -> None:
    tab = show(BuildingsTab)
    qtbot.waitUntil(lambda: tab.part is not None and tab.part.detail.page is not None)
    part = tab.part
    see(part, qtbot, sample.building, "Commercial")
    press(part.detail.page, buildings.change)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    lines = part.detail.form.form.slots["entrances"].editor
    lines.add.click()
    qtbot.keyClicks(lines._lines[0].editors["code"].focusProxy(), "East")
    with qtbot.waitSignal(qt_office.saved):
        part.detail.form.save()
    qtbot.waitUntil(lambda: "East" in texts(part.detail.page))
    part = tab.show_section("sites")
    qtbot.waitUntil(lambda: part.detail.page is not None and "Willow Court" in texts(part.detail.page))
    press(part.detail.page, buildings.change_site)
    qtbot.waitUntil(lambda: part.detail.form is not None)
    qtbot.keyClicks(part.detail.form.form.slots["address"].editor.focusProxy(), "1 Mill Lane")
    with qtbot.waitSignal(qt_office.saved):
        part.detail.form.save()
    qtbot.waitUntil(lambda: "1 Mill Lane" in texts(part.detail.page))


def test_units_are_listed_added_and_opened(
    show: Show, qtbot: QtBot, press: Press, qt_office: QtOffice, sample: Sample
) -> None:
    tab = show(UnitsTab)
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 3)
    gone: list[Link] = []
    qt_office.going.connect(gone.append)
    see(tab, qtbot, sample.unit, "王芳")
    press(tab.detail.page, units.card)
    assert gone[-1] == Link("owners", where={"unit": (sample.unit,)})
    press(tab, units.add)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    slots = tab.detail.form.form.slots
    slots["building_id"].editor.set(sample.building)
    qtbot.keyClicks(slots["code"].editor.focusProxy(), "0909")
    with qtbot.waitSignal(qt_office.saved):
        tab.detail.form.save()
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 4)
    tab.list.show_where({"empty": (True,)})
    qtbot.waitUntil(lambda: tab.list.model.rowCount() == 1)
