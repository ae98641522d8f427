"""The second click of a double click presses nothing that came to stand there because of the first."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.ui.kit.buttons import Button

LEFT = Qt.MouseButton.LeftButton


def clicks(at: QWidget, second: QWidget) -> None:
    """Press and let go, and once more as a system tells the second click of a double click."""
    for kind, widget, held in (
        (QEvent.Type.MouseButtonPress, at, LEFT), (QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.NoButton),
        (QEvent.Type.MouseButtonDblClick, second, LEFT),
        (QEvent.Type.MouseButtonRelease, second, Qt.MouseButton.NoButton),
    ):  # fmt: skip
        place = QPointF(QPoint(4, 4))
        event = QMouseEvent(
            kind, place, widget.mapToGlobal(place), LEFT, held, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(widget, event)


def button(qtbot: QtBot, title: str, pressed: list[str]) -> Button:
    made = Button(title).on(lambda: pressed.append(title))
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_came_to_stand_under_the_mouse_is_not_pressed(qtbot: QtBot) -> None:
    pressed: list[str] = []
    before, after = button(qtbot, "Set off", pressed), button(qtbot, "Arrived", pressed)
    clicks(before, after)
    assert pressed == ["Set off"]
    clicks(after, after)  # it is meant: the first click was on it
    assert pressed == ["Set off", "Arrived", "Arrived"]


def test_what_is_clicked_through_quickly_is_pressed_each_time_though_it_is_drawn_anew(qtbot: QtBot) -> None:
    pressed: list[str] = []
    clicks(button(qtbot, "The next month", pressed), button(qtbot, "The next month", pressed))
    assert pressed == ["The next month", "The next month"]
