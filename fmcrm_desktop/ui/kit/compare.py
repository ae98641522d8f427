"""Mine beside theirs: what somebody else saved while a form was open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.field import FormField, fields_of
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
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

    def show_both(
        self, form: Form, theirs: Mapping[str, object], taken: Mapping[str, object] = MappingProxyType({})
    ) -> None:
        """One line a field that differs: mine, theirs, and a button that takes theirs. ``taken`` are those that were
        left alone here and show theirs already, with what stood there before. What was put away is not saved over."""
        version = theirs.get("version", 0)
        self._version = version if isinstance(version, int) else 0
        self.keep.setVisible(theirs.get("archived") is None)
        old, self._holder = self._holder, QWidget()
        self._lay.replaceWidget(old, self._holder)
        old.deleteLater()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP_L)  # or a long word of mine runs into theirs
        words = self._office.words
        for at, title in enumerate((N_("Field"), N_("Mine"), N_("Theirs"))):
            grid.addWidget(label(words(title), "small"), 0, at)
            grid.setColumnStretch(at, 3 if at else 2)
        for name, slot in form.slots.items():
            if name in taken:
                self._line(grid, slot, (taken[name], theirs[name]), words(N_("Taken")))
            elif name in theirs and self._mine(slot) != theirs[name]:
                self._line(grid, slot, (self._mine(slot), theirs[name]))
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
        """A value in words; of records that were picked their names, which are asked for."""
        made = label("", wrap=True)
        names: dict[tuple[str, int], str] = {}
        parts = value if isinstance(value, tuple | list) else (value,)

        def tell() -> None:
            made.setText(
                "\n".join(filter(None, (self._told(slot.field, each, names) for each in parts))) or "—"
            )

        def learn(subject: str, ids: Sequence[int], found: Sequence[Choice]) -> None:
            names.update({(subject, id): "—" for id in ids})
            names.update({(subject, one.id): suited(one, self._office.words).text for one in found})
            tell()

        tell()
        picked = {pair for each in parts for pair in _picked(slot.field, each)}
        for subject in {subject for subject, _ in picked}:
            ids = tuple(sorted(id for its, id in picked if its == subject))
            # each question of one asker about one case is answered last alone
            asker = label("", parent=made)
            asker.hide()
            self._office.ask(asker, self._office.picks[subject], "", ids, then=partial(learn, subject, ids))
        return made

    def _told(self, field: FormField, value: object, names: Mapping[tuple[str, int], str]) -> str:
        """One value, or one line of a list, in words."""
        words = self._office.words
        if isinstance(value, OwnEntry):
            return f"{suiting(value.name, value.other_name, words)}: {value.value}" if value.value else ""
        if is_dataclass(value) and not isinstance(value, type):
            said = (self._in_line(each, part, names) for each, part in _parts(value))
            return " · ".join(filter(None, said))
        if field.field.pick and isinstance(value, int):
            return names.get((field.field.pick, value), "…")
        return text_of(value, words, field.field.choices)

    def _in_line(self, field: FormField, value: object, names: Mapping[tuple[str, int], str]) -> str:
        """A part of a line: a tick by its name where it is set."""
        if isinstance(value, bool):
            return self._office.words(field.field.label) if value else ""
        return self._told(field, value, names)


def _parts(line: Any) -> Iterator[tuple[FormField, object]]:
    """The fields of a line and what they say; of several values each."""
    kind: Any = type(line)
    for each in fields_of(kind):
        inner = getattr(line, each.name)
        yield from ((each, part) for part in (inner if isinstance(inner, tuple) else (inner,)))


def _picked(field: FormField, value: object) -> Iterator[tuple[str, int]]:
    """The subjects and ids of the records that a value names."""
    if is_dataclass(value) and not isinstance(value, type | OwnEntry):
        for each, part in _parts(value):
            yield from _picked(each, part)
    elif field.field.pick and type(value) is int:
        yield field.field.pick, value
