"""The filter by own fields over a list: not there without own fields, there as soon as one is defined."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fmcrm_desktop.services import own_fields
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from tests.ui.at_work import until

LONG = "Emergency key deposited with (name, unit, telephone number)"


def test_a_list_is_narrowed_by_what_an_own_field_says(show, qtbot, qt_office, sample):
    tab = show(OwnersTab)
    made = tab.list
    button = made.filters["own"]
    everybody = list(made.model.ids)
    assert not button.isVisible() and button.menu() not in dict(made.folded()).values()

    office = qt_office.office
    office.do(own_fields.add, OwnFieldForm("person", "choice", LONG, "钥匙", ("porter & co", "无")))
    assert until(
        lambda: button.menu() in dict(made.folded()).values()
    )  # there, where the bar has no room for it
    assert button.text() == "Own fields"

    menu = button.menu()
    menu.popup(tab.mapToGlobal(tab.rect().center()))
    offered = [action.text() for action in menu.actions() if action.isCheckable()]
    assert offered == [f"{LONG}: porter && co", f"{LONG}: 无", f"{LONG}: not filled in"]
    menu.setActiveAction(menu.actions()[0])
    QTest.keyClick(menu, Qt.Key.Key_Space)
    menu.close()
    assert until(lambda: not made.model.ids)
    assert (
        button.isVisible() and len(button.text()) < len(LONG) and button.toolTip() == f"{LONG}: porter & co"
    )

    made.show_where({"own": (button.values[0].replace("=porter & co", "-"),)})
    made._ask(made.query.having("own", *button.values))
    assert until(lambda: list(made.model.ids) == everybody)
