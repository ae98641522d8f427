"""The button behind the others of a page: what is rarely done, in a menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.letter_menu import LetterMenu
from fmcrm_desktop.ui.qt_office import QtOffice

KEYS = "Ctrl+0"
Rare = tuple[str, Callable[[], object], Callable[..., Any]]
"""Marked title, what it does, the case it is for."""


def more_button(office: QtOffice, deeds: Iterable[Rare]) -> Button:
    """Opened by a click, by Space or by Ctrl+0; what the role does not allow is grey. A page has one."""
    button = Button(office.words(N_("More")), FILTER, "chevron-down")
    menu = LetterMenu(button)
    for title, act, case in deeds:
        action = menu.addAction(office.words(title))
        action.triggered.connect(lambda _on=False, act=act: act())
        action.setEnabled(office.may(case))
    button.setMenu(menu)
    QShortcut(QKeySequence(KEYS), button, lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
    return button.named(KEYS, office.words(N_("More")))
