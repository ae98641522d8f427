"""Mine beside theirs: what somebody else saved while a form was open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.refusal import Refusal, Stale
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.form import Form, Slot
from fmcrm_desktop.ui.kit.picker import suited
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

    def show_both(self, form: Form, stale: Stale, taken: Mapping[str, object] = MappingProxyType({})) -> None:
        """One line a field that differs: mine, theirs, and a button that takes theirs. ``taken`` are those that were
        left alone here and show theirs already, with what stood there before."""
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
            grid.setColumnStretch(at, 3 if at else 2)
        for name, slot in form.slots.items():
            if name in taken:
                self._line(grid, slot, (taken[name], stale.theirs[name]), words(N_("Taken")))
            elif name in stale.theirs and self._mine(slot) != stale.theirs[name]:
                self._line(grid, slot, (self._mine(slot), stale.theirs[name]))
        self.show()

    @staticmethod
    def _mine(slot: Slot) -> object:
        try:
            return slot.editor.value()
        except Refusal:
            return slot.editor.raw()

    def _line(self, grid: QGridLayout, slot: Slot, both: tuple[object, object], taken: str = "") -> None:
        words, at = self._office.words, grid.rowCount()
        name, theirs = slot.field.name, both[1]
        grid.addWidget(label(words(slot.field.field.label), "muted", wrap=True), at, 0)
        for column, value in enumerate(both, 1):
            grid.addWidget(self._said(slot, value), at, column)
        take = Button(taken or words(N_("Take theirs")), FILTER).refuse(taken)
        take.on(lambda: (self.take_theirs.emit(name, theirs), take.refuse(words(N_("Taken")))))
        grid.addWidget(take, at, 3)

    def _said(self, slot: Slot, value: object) -> QWidget:
        """A value in words; of a record that was picked its name, which is asked for."""
        office, subject = self._office, slot.field.field.pick
        if not subject or not isinstance(value, int):
            return label(text_of(value, office.words, slot.field.field.choices) or "—", wrap=True)
        made = label("…", wrap=True)

        def name(found: Sequence[Choice]) -> None:
            made.setText(next((suited(one, office.words).text for one in found if one.id == value), "—"))

        office.ask(made, office.picks[subject], "", (value,), then=name)
        return made
