"""Board or list: the two ways to see the work orders, with the choice remembered on this computer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.buttons import FILTER, Button

BOARD, LIST = "board", "list"
MODES = {BOARD: (N_("Board"), "layout-grid"), LIST: (N_("List"), "list")}
KEYS = "Ctrl+G"
REMEMBERED = "work_orders/mode"


class Switch(QWidget):
    """Two buttons; ``turned`` gives the way wanted. ``brief`` shows pictures instead of words."""

    turned = Signal(str)

    def __init__(self, words: Words, brief: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.buttons: dict[str, Button] = {}
        for mode, (title, picture) in MODES.items():
            said = words(title)
            made = Button("" if brief else said, FILTER, picture if brief else "")
            made.setAccessibleName(said)
            made.setToolTip(f"{said} ({KEYS})")
            made.setCheckable(True)
            made.on(partial(self.turned.emit, mode))
            row.addWidget(made)
            self.buttons[mode] = made

    def show_mode(self, mode: str) -> None:
        for each, button in self.buttons.items():
            button.setChecked(each == mode)


def remembered() -> str:
    """The way chosen last; the list at first."""
    return BOARD if memory.get(REMEMBERED) == BOARD else LIST
