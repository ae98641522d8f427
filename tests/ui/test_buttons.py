"""Buttons: a shortcut acts at once, not after the tenth of a second in which Qt paints the button as pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.ui.kit.buttons import Button, LinkButton


def test_a_shortcut_clicks_before_the_key_returns(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    heard = []
    button = Button("Save", parent=window).key("Ctrl+S").on(lambda: heard.append("saved"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["saved"]
    button.setEnabled(False)
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["saved"]


def test_the_tip_of_a_link_tells_its_whole_name_and_what_it_leads_to(qtbot, look):
    name = "Wolfeschlegelsteinhausenbergerdorff-Montgomery"
    link = LinkButton(name, lambda: None, "Ring back about the lift")
    qtbot.addWidget(link)
    assert link.toolTip() == f"{name}\nRing back about the lift"
    assert LinkButton(name, lambda: None).toolTip() == name
