"""Keep away from a PySide6 that loses a reference of None at each call: the interpreter dies of it later."""

import sys

from PySide6.QtWidgets import QWidget


def test_a_call_into_qt_leaves_the_references_of_none_alone(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(1000):
        widget.setEnabled(True)
    assert abs(sys.getrefcount(None) - before) <= 100


def test_a_call_into_qt_leaves_the_references_of_true_alone(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(True)
    for _ in range(1000):
        widget.isEnabled()
    assert abs(sys.getrefcount(True) - before) <= 100
