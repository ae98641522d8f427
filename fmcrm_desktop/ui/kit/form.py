"""A form made from its dataclass: editors by type, errors beside the fields, what was typed is never lost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import is_dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLabel, QVBoxLayout, QWidget

from fmcrm_desktop.model.field import FormField, as_read, fields_of
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.day_editors import DayEditor, MomentEditor, TimeEditor
from fmcrm_desktop.ui.kit.editors import (
    ChoiceEditor,
    Editor,
    FigureEditor,
    LineEditor,
    LinesEditor,
    MoneyEditor,
    TextEditor,
    TickEditor,
    TicksEditor,
    WholeEditor,
)
from fmcrm_desktop.ui.kit.own_editor import OwnEditor
from fmcrm_desktop.ui.kit.picker import PickEditor, PicksEditor
from fmcrm_desktop.ui.kit.repeat_editor import RepeatEditor
from fmcrm_desktop.ui.kit.subforms import SubformsEditor
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.kit.theirs import know
from fmcrm_desktop.ui.qt_office import QtOffice

BY_TYPE: dict[type, type[Editor]] = {
    bool: TickEditor, int: WholeEditor, float: FigureEditor, Decimal: FigureEditor, datetime: MomentEditor,
    date: DayEditor, time: TimeEditor, Money: MoneyEditor, RuleText: RepeatEditor,
}  # fmt: skip
MOMENT = 240
"""Pixels in which a day and a time beside it can be read, though the other column takes some more than its half."""
SENTENCE = 360
"""Pixels from which on the name of a field is a sentence."""


def editor_for(office: QtOffice, field: FormField, parent: QWidget) -> Editor:
    """The editor a field's type, choices and pick ask for, made where it will stand: Qt styles it only once."""
    if field.type is OwnEntry:
        return OwnEditor(office, field, parent)
    if field.many and is_dataclass(field.type):
        return SubformsEditor(office, field, editor_for, parent)
    if field.field.pick:
        return PicksEditor(office, field, parent) if field.many else PickEditor(office, field, parent)
    if field.field.choices is not None:
        return TicksEditor(office, field, parent) if field.many else ChoiceEditor(office, field, parent)
    if field.many:
        return LinesEditor(office, field, parent)
    if field.type is str and field.field.lines > 1:
        return TextEditor(office, field, parent)
    return BY_TYPE.get(field.type, LineEditor)(office, field, parent)


class Slot(QWidget):
    """One field on the form: its name, its editor, the sentence when it cannot be saved. A folded one is hidden, and
    made when it is shown or asked for."""

    edited = Signal()

    def __init__(self, office: QtOffice, field: FormField, value: Any, parent: QWidget, folded: bool) -> None:
        super().__init__(parent)
        self.field, self._office, self._value = field, office, value
        self._start: Any = None  # as typed, when it counts as unchanged
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(3)
        self._lay.addStretch(1)
        self.edited.connect(self.clear)
        if folded:
            self.hide()
        else:
            self.editor  # noqa: B018 - made now

    @property
    def made(self) -> bool:
        return "editor" in vars(self)

    @property
    def dirty(self) -> bool:
        return self.made and self.editor.raw() != self._start

    @cached_property
    def editor(self) -> Editor:
        editor = editor_for(self._office, self.field, self)
        said = self._office.words(self.field.field.label)
        if isinstance(editor, TickEditor):
            self._lay.insertSpacing(0, 18)
        elif not isinstance(editor, OwnEditor):
            # A star says "required" without colour; screen readers hear the name without it.
            # A question is a sentence: it is broken to lines and has the whole width.
            long = theme.metrics(theme.SMALL).horizontalAdvance(said) > SENTENCE
            editor.wide = editor.wide or long
            name = label(f"{said} *" if self.field.field.required else said, "small", self, wrap=long)
            name.setBuddy(editor.focusProxy() or editor)
            name.lower()  # before the editor, as it is read out
            self._lay.insertWidget(0, name)
        self._lay.insertWidget(1, editor)
        editor.edited.connect(self.edited)
        editor.set(self._value)
        self._start = editor.raw()
        return editor

    def set(self, value: Any) -> None:
        """Show a value; it counts as unchanged."""
        self._value = value
        if self.made:
            self.editor.set(value)
            self.show_fault("")
            self._start = self.editor.raw()

    def setVisible(self, visible: bool) -> None:
        if visible:
            self.editor  # noqa: B018 - made now
        super().setVisible(visible)

    @property
    def wrong(self) -> bool:
        return "fault" in vars(self) and bool(self.fault.text())

    @cached_property
    def fault(self) -> QLabel:
        """The sentence below the field, made when there is first something wrong."""
        made = label("", "error", self, wrap=True)
        made.hide()
        self._lay.insertWidget(self._lay.count() - 1, made)
        return made

    def clear(self) -> None:
        """No fault while the person types on; a method, for Qt lets go of those by itself."""
        self.show_fault("")

    def show_fault(self, text: str) -> None:
        if text or "fault" in vars(self):
            self.fault.setText(text)
            self.fault.setVisible(bool(text))
        if self.made:
            self.editor.mark(bool(text))
        if text:
            self.editor.setAccessibleDescription(text)


def _is_moment(slot: Slot) -> bool:
    return slot.field.type is datetime and not slot.field.many


class Line(QWidget):
    """Fields that share a line of the form: a choice needs less of it than words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lay = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay.setContentsMargins(0, 0, 0, 0)
        self._lay.setSpacing(theme.GAP_L)
        self._slots: list[Slot] = []

    def stand(self, tight: bool) -> None:
        """Moments below each other where there is no room for them beside."""
        below = tight and any(_is_moment(slot) for slot in self._slots)
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._lay.setDirection(way)

    def take(self, slot: Slot) -> None:
        self._slots.append(slot)
        short = slot.made and isinstance(slot.editor, ChoiceEditor)
        self._lay.addWidget(slot, 1 if short else 4, Qt.AlignmentFlag.AlignTop)


class Form(QWidget):
    """Fields in two columns, long ones over both. ``edited`` at each change by the person. Fields named by ``folded``
    stay away until they are shown."""

    edited = Signal()

    def __init__(
        self, office: QtOffice, value: Any, parent: QWidget | None = None, folded: Collection[str] = ()
    ) -> None:
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
        self._hidden: Set[str] = frozenset()
        self._tight = False
        self._build(folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        suit(self, self.width())

    def _build(self, folded: Collection[str]) -> None:
        group = ""
        self._parts: list[QWidget] = []
        self._groups: dict[QWidget, list[str]] = {}  # a title and the fields below it
        for field in as_read(fields_of(cast(type, type(self.original))), self.office.words.chinese):
            if field.field.group and field.field.group != group:
                group = field.field.group
                self._title(group, field.field.below)
            away = field.name in folded
            slot = Slot(self.office, field, getattr(self.original, field.name), self, away)
            self.slots[field.name] = slot
            if self._groups:
                list(self._groups.values())[-1].append(field.name)
            slot.edited.connect(self.edited)
            self._add(slot)
        self._place(frozenset())

    def _title(self, group: str, below: str) -> None:
        """The title of a group, and what is said below it."""
        names: list[str] = []
        for text, kind in ((group, "title"), (below, "small")):
            if text:
                self._parts.append(label(self.office.words(text), kind, self, wrap=kind == "small"))
                self._groups[self._parts[-1]] = names

    def _add(self, slot: Slot) -> None:
        """Behind the field before it, in its line where it stands beside it."""
        if slot.field.field.beside:
            line = self._parts[-1]
            if not isinstance(line, Line):
                first, line = line, Line(self)
                line.take(cast(Slot, first))
                self._parts[-1] = line
            line.take(slot)
        else:
            self._parts.append(slot)

    def _place(self, hidden: Set[str]) -> None:
        """Put every part at its place, those that are not asked for left out."""
        self._hidden = hidden
        down, across = 0, 0
        for part in self._parts:
            slot = part if isinstance(part, Slot) else None
            if slot is not None and slot.field.field.first and across:
                down, across = down + 1, 0
            if slot is not None and slot.field.name in hidden:
                self._grid.removeWidget(slot)
                slot.setParent(self)
            elif slot is None or (slot.made and slot.editor.wide) or (self._tight and _is_moment(slot)):
                down, across = down + (across > 0), 0
                self._grid.addWidget(part, down, 0, 1, 2)
                down += 1
            else:
                self._grid.addWidget(part, down, across)
                down, across = (down + 1, 0) if across else (down, 1)

    def given(self) -> QGridLayout:
        """The grid, for a page that lays the fields out by rows of its own: from now on this form leaves them there."""
        self._parts = []
        return self._grid

    def leave_out(self, hidden: Set[str]) -> None:
        """Ask for all fields but these; they keep what they hold."""
        for name, slot in self.slots.items():
            if name not in hidden:
                slot.editor  # noqa: B018 - made now: only then it says how wide it is
        self._place(hidden)
        for name, slot in self.slots.items():
            slot.setVisible(name not in hidden)
        for title, names in self._groups.items():
            title.setVisible(any(name not in hidden for name in names))

    def set(self, value: Any) -> None:
        """Show a form value; it counts as unchanged."""
        self.original = value
        for name, slot in self.slots.items():
            slot.set(getattr(value, name))

    def value(self) -> Any:
        """The form as typed; fields that are not for people keep their value. Raises Invalid."""
        found: dict[str, Any] = {}
        wrong: dict[str, str | Refusal] = {}
        for name, slot in self.slots.items():
            try:
                if slot.made:
                    found[name] = slot.editor.value()
            except Refusal as refusal:
                wrong[name] = refusal
        if wrong:
            raise Invalid(**wrong)
        return replace(self.original, **found)

    def raw(self) -> dict[str, Any]:
        """What is typed, read or not."""
        return {name: slot.editor.raw() for name, slot in self.slots.items() if slot.made}

    def changed(self) -> dict[str, Any]:
        """What is typed in the fields that were changed, secret ones left out."""
        return {
            name: slot.editor.raw()
            for name, slot in self.slots.items()
            if slot.dirty and not slot.field.field.secret
        }

    def restore(self, raw: Mapping[str, Any]) -> None:
        """Put back what was typed; it stays a change."""
        for name, typed in raw.items():
            if name in self.slots:
                self.slots[name].editor.restore(typed)

    def follow(self, theirs: Mapping[str, object]) -> dict[str, Any]:
        """Fields that the person left alone show what somebody else has made of them; gives what stood there before.
        What is of another kind than the field (a form may say a column in its own way) is left."""
        taken: dict[str, Any] = {}
        for name, slot in self.slots.items():
            was, now = getattr(self.original, name), theirs.get(name)
            alike = type(was) is type(now) or was is None or now is None
            know(self, name, now)
            if name in theirs and alike and not slot.dirty and (was or None) != (now or None):
                taken[name] = was
                self.original = replace(self.original, **{name: now})
                slot.set(now)
        return taken

    @property
    def dirty(self) -> bool:
        return any(slot.dirty for slot in self.slots.values())

    @property
    def groups(self) -> list[tuple[str, list[Slot]]]:
        """The titles between the fields, each with the fields below it."""
        return [
            (title.text(), [self.slots[name] for name in names])
            for title, names in self._groups.items()
            if isinstance(title, QLabel) and title.property("kind") == "title"
        ]

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

    def focus_first(self, name: str = "") -> None:
        """The keyboard to the first field, or to the one of this name."""
        for slot in [self.slots[name]] if name else self.slots.values():
            if slot.made and not slot.isHidden() and slot.editor.focusProxy() is not None:
                slot.editor.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def on_change(self, name: str, act: Callable[[], object]) -> None:
        """Call when the person changes one field (suggestions that follow from it)."""
        self.slots[name].edited.connect(act)


def suit(form: Form, width: int) -> None:
    """Place a form's fields as so many pixels want it."""
    if form._tight != (tight := width < 2 * MOMENT + theme.GAP_L):
        form._tight = tight
        for line in [part for part in form._parts if isinstance(part, Line)]:
            line.stand(tight)
        form._place(form._hidden)
