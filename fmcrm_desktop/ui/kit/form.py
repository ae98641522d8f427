"""A form made from its dataclass: editors by type, errors beside the fields, what was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import is_dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fmcrm_desktop.model.field import FormField, fields_of
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.editors import (
    ChoiceEditor,
    DayEditor,
    Editor,
    FigureEditor,
    LineEditor,
    LinesEditor,
    MomentEditor,
    MoneyEditor,
    TextEditor,
    TickEditor,
    TicksEditor,
    TimeEditor,
    WholeEditor,
)  # fmt: skip
from fmcrm_desktop.ui.kit.own_editor import OwnEditor
from fmcrm_desktop.ui.kit.picker import PickEditor, PicksEditor
from fmcrm_desktop.ui.kit.repeat_editor import RepeatEditor
from fmcrm_desktop.ui.kit.subforms import SubformsEditor
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

BY_TYPE: dict[type, type[Editor]] = {
    bool: TickEditor, int: WholeEditor, float: FigureEditor, Decimal: FigureEditor, datetime: MomentEditor,
    date: DayEditor, time: TimeEditor, Money: MoneyEditor, RuleText: RepeatEditor,
}  # fmt: skip


def editor_for(office: QtOffice, field: FormField) -> Editor:
    """The editor a field's type, choices and pick ask for."""
    if field.type is OwnEntry:
        return OwnEditor(office, field)
    if field.many and is_dataclass(field.type):
        return SubformsEditor(office, field, editor_for)
    if field.field.pick:
        return PicksEditor(office, field) if field.many else PickEditor(office, field)
    if field.field.choices is not None:
        return TicksEditor(office, field) if field.many else ChoiceEditor(office, field)
    if field.many:
        return LinesEditor(office, field)
    if field.type is str and field.field.lines > 1:
        return TextEditor(office, field)
    return BY_TYPE.get(field.type, LineEditor)(office, field)


class Slot(QWidget):
    """One field on the form: its name, its editor, the sentence when it cannot be saved."""

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor_for(office, field)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(3)
        said = office.words(field.field.label)
        # A star says "required" without colour; screen readers hear the name without it.
        name = label(f"{said} *" if field.field.required else said, "small")
        name.setBuddy(self.editor.focusProxy() or self.editor)
        if isinstance(self.editor, TickEditor):
            lay.addSpacing(18)
        elif not isinstance(self.editor, OwnEditor):
            lay.addWidget(name)
        lay.addWidget(self.editor)
        self.fault = label("", "error", wrap=True)
        self.fault.hide()
        lay.addWidget(self.fault)
        lay.addStretch(1)

    def clear(self) -> None:
        """No fault while the person types on; a method, for Qt lets go of those by itself."""
        self.show_fault("")

    def show_fault(self, text: str) -> None:
        self.fault.setText(text)
        self.fault.setVisible(bool(text))
        self.editor.mark(bool(text))
        if text:
            self.editor.setAccessibleDescription(text)


class Form(QWidget):
    """Fields in two columns, long ones over both. ``edited`` at each change by the person."""

    edited = Signal()

    def __init__(self, office: QtOffice, value: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        self.original = value
        self.slots: dict[str, Slot] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP_L)
        self._grid.setVerticalSpacing(theme.GAP_M)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._build()
        self.set(value)

    def _build(self) -> None:
        group = ""
        self._parts: list[QWidget] = []
        for field in fields_of(cast(type, type(self.original))):
            if field.field.group and field.field.group != group:
                group = field.field.group
                self._parts.append(label(self.office.words(group), "title"))
            slot = self.slots[field.name] = Slot(self.office, field)
            slot.editor.edited.connect(self.edited)
            slot.editor.edited.connect(slot.clear)
            self._parts.append(slot)
        self._place(frozenset())

    def _place(self, hidden: Set[str]) -> None:
        """Put every part at its place, those that are not asked for left out."""
        down, across = 0, 0
        for part in self._parts:
            slot = part if isinstance(part, Slot) else None
            if slot is not None and slot.field.name in hidden:
                self._grid.removeWidget(slot)
                slot.setParent(self)
            elif slot is None or slot.editor.wide:
                down, across = down + (across > 0), 0
                self._grid.addWidget(part, down, 0, 1, 2)
                down += 1
            else:
                self._grid.addWidget(part, down, across)
                down, across = (down + 1, 0) if across else (down, 1)

    def leave_out(self, hidden: Set[str]) -> None:
        """Ask for all fields but these; they keep what they hold."""
        self._place(hidden)
        for name, slot in self.slots.items():
            slot.setVisible(name not in hidden)

    def set(self, value: Any) -> None:
        """Show a form value; it counts as unchanged."""
        self.original = value
        for name, slot in self.slots.items():
            slot.editor.set(getattr(value, name))
            slot.show_fault("")
        self._start = self.raw()

    def value(self) -> Any:
        """The form as typed; fields that are not for people keep their value. Raises Invalid."""
        found: dict[str, Any] = {}
        wrong: dict[str, str | Refusal] = {}
        for name, slot in self.slots.items():
            try:
                found[name] = slot.editor.value()
            except Refusal as refusal:
                wrong[name] = refusal
        if wrong:
            raise Invalid(**wrong)
        return replace(self.original, **found)

    def raw(self) -> dict[str, Any]:
        """What is typed, read or not."""
        return {name: slot.editor.raw() for name, slot in self.slots.items()}

    def restore(self, raw: Mapping[str, Any]) -> None:
        """Put back what was typed; it stays a change."""
        for name, typed in raw.items():
            if name in self.slots:
                self.slots[name].editor.restore(typed)

    @property
    def dirty(self) -> bool:
        return self.raw() != self._start

    def show_faults(self, invalid: Invalid) -> list[str]:
        """Sentences under their fields, focus in the first; gives back those that belong to no field here."""
        words = self.office.words
        loose, first = [], None
        for slot in self.slots.values():
            slot.show_fault("")
        for name, refusal in invalid.fields.items():
            said = words(refusal.text, **refusal.values)
            if name in self.slots:
                self.slots[name].show_fault(said)
                first = first or self.slots[name]
            else:
                loose.append(said)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return loose

    def focus_first(self) -> None:
        for slot in self.slots.values():
            if slot.editor.focusProxy() is not None:
                slot.editor.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def on_change(self, name: str, act: Callable[[], object]) -> None:
        """Call when the person changes one field (suggestions that follow from it)."""
        self.slots[name].editor.edited.connect(act)
