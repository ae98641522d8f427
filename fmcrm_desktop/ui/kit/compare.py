"""Mine beside theirs: what somebody else saved while a form was open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.refusal import Refusal, Stale
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.form import Form, Slot
from fmcrm_desktop.ui.kit.text import label, text_of
from fmcrm_desktop.ui.qt_office import QtOffice


class Compare(QFrame):
    """``take_theirs`` carries a field's name and value; ``keep_mine`` the version to save over."""

    keep_mine = Signal(int)
    take_theirs = Signal(str, object)

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._version = 0
        self.setProperty("kind", "card")
        lay = QVBoxLayout(self)
        lay.setContentsMargins(14, theme.GAP_M, 14, theme.GAP_M)
        self._holder = QWidget(self)
        lay.addWidget(self._holder)
        foot = QHBoxLayout()
        lay.addLayout(foot)
        foot.addStretch(1)
        self.keep = Button(office.words(N_("Save what the form shows now")), parent=self)
        self.keep.on(lambda: self.keep_mine.emit(self._version))
        foot.addWidget(self.keep)
        self._lay = lay

    def show_both(self, form: Form, stale: Stale) -> None:
        """One line a field that differs: mine, theirs, and a button that takes theirs."""
        version = stale.theirs.get("version", 0)
        self._version = version if isinstance(version, int) else 0
        old, self._holder = self._holder, QWidget()
        self._lay.replaceWidget(old, self._holder)
        old.deleteLater()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        words = self._office.words
        for at, title in enumerate((N_("Field"), N_("Mine"), N_("Theirs"))):
            grid.addWidget(label(words(title), "small"), 0, at)
            grid.setColumnStretch(at, 1 if at else 0)
        for name, slot in form.slots.items():
            if name in stale.theirs and self._mine(slot) != stale.theirs[name]:
                self._line(grid, name, slot, stale.theirs[name])
        self.show()

    @staticmethod
    def _mine(slot: Slot) -> object:
        try:
            return slot.editor.value()
        except Refusal:
            return slot.editor.raw()

    def _line(self, grid: QGridLayout, name: str, slot: Slot, theirs: object) -> None:
        words, at = self._office.words, grid.rowCount()
        choices = slot.field.field.choices
        grid.addWidget(label(words(slot.field.field.label), "muted"), at, 0)
        grid.addWidget(label(text_of(self._mine(slot), words, choices) or "—", wrap=True), at, 1)
        grid.addWidget(label(text_of(theirs, words, choices) or "—", wrap=True), at, 2)
        take = Button(words(N_("Take theirs")), FILTER)
        take.on(lambda: (self.take_theirs.emit(name, theirs), take.refuse(words(N_("Taken")))))
        grid.addWidget(take, at, 3)
