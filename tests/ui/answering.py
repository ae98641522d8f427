"""What the tests of typing answers in share: fingers that count their keys, plain sqlite3."""

from __future__ import annotations

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fmcrm_desktop.ui.tabs.surveys.answers import AnswersSection

MIXED = (("gap", "access"), ("five", "empathy"), ("yes", ""), ("text", ""), ("text", ""))
HAND = 0.25
"""Seconds from key to key of a clerk who types four a second, as at the call desk (benchmarks/call_desk.py)."""


class Fingers:
    """Types into whatever has the keyboard, and counts."""

    def __init__(self, tab, qtbot):
        self.tab, self.qtbot, self.keys = tab, qtbot, 0

    def __call__(self, *keys):
        for key in keys:
            for one in key if isinstance(key, str) else (key,):
                QTest.keyClick(self.tab.window().focusWidget(), one)
                self.keys += 1

    def enter(self):
        self(Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: self.tab.office.quiet and not self.tab.grid.waiting)
        QApplication.processEvents()


@pytest.fixture
def answers_tab(show, qtbot):
    """The place where sheets are typed in, with the keyboard at the code."""
    made = show(AnswersSection)
    made.activateWindow()
    qtbot.waitUntil(made.code.hasFocus)
    return made


@pytest.fixture
def fingers(answers_tab, qtbot):
    return Fingers(answers_tab, qtbot)


def kept(path, question, *values):
    with sqlite3.connect(path) as connection:
        return connection.execute(question, values).fetchall()
