"""Which times of a repeating entry a deed is about: this one, this and the following, all; by key 1, 2, 3."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.calendar import ALL, FOLLOWING, THIS
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, QUIET, Button
from fmcrm_desktop.ui.kit.text import label

SCOPES = {THIS: N_("This one"), FOLLOWING: N_("This and following"), ALL: N_("All")}


class ScopeDialog(QDialog):
    """Asked once; ``then`` gets the scope, Escape leaves everything as it is."""

    def __init__(self, words: Words, title: str, then: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words(N_("Repeating entry")))
        self._then = then
        lay = QVBoxLayout(self)
        lay.setContentsMargins(20, theme.GAP_L, 20, theme.GAP_L)
        lay.setSpacing(theme.GAP_S)
        lay.addWidget(label(title, "title", wrap=True))
        lay.addWidget(label(words(N_("Which of its times do you mean?")), "muted", wrap=True))
        self.buttons: dict[str, Button] = {}
        for key, (scope, word) in enumerate(SCOPES.items(), 1):
            button = Button(f"{key}   {words(word)}", PRIMARY if scope == THIS else QUIET)
            button.setAccessibleName(words(word))
            button.on(partial(self._choose, scope))
            button.setMinimumWidth(260)
            self.buttons[scope] = button
            lay.addWidget(button)
        cancel = Button(words(N_("Cancel"))).on(self.reject)
        lay.addSpacing(theme.GAP_S)
        lay.addWidget(cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.buttons[THIS].setAutoDefault(True)
        self.buttons[THIS].setDefault(True)
        self.buttons[THIS].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = dict(zip("123", SCOPES, strict=True))
        if event.text() in keys:
            self._choose(keys[event.text()])
        else:
            super().keyPressEvent(event)

    def _choose(self, scope: str) -> None:
        self.accept()
        self._then(scope)
