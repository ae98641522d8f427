"""The office's own fields on a form: which there are is asked when the form opens, an editor for each by its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from fmcrm_desktop.model.field import Field, FormField
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.day_editors import DayEditor
from fmcrm_desktop.ui.kit.editors import ChoiceEditor, Editor, LineEditor, TickEditor
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.text import label, plain
from fmcrm_desktop.ui.qt_office import QtOffice

LONGEST = 1000
KINDS: dict[str, type[Editor]] = {"date": DayEditor, "choice": ChoiceEditor, "tick": TickEditor}


class OwnEditor(Editor):
    """``value`` is a tuple of OwnEntry. A new record's entries are asked of ``office.picks["own_fields"]`` by the
    field's pick, its subject. It brings its own title: without own fields nothing is seen, not even that."""

    wide = True

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self.editors: dict[int, Editor] = {}
        self._entries: dict[int, OwnEntry] = {}
        self._typed: Mapping[int, Any] = {}
        self._holder = QWidget(self)
        self._grid = QGridLayout(self._holder)
        self._grid.setContentsMargins(0, theme.GAP_S, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP_L)
        self._grid.setVerticalSpacing(theme.GAP_M)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(label(office.words(field.field.label), "title", self._holder), 0, 0, 1, 2)
        self.box.addWidget(self._holder, 1)
        self._holder.hide()
        self._asked = False

    def set(self, value: Any) -> None:
        if value:
            self._fill(value)
        elif not self._asked:
            # Once: a form that was saved or set anew is still about the same fields.
            self._asked = True
            subject = self.field.field.pick
            self.office.ask(self, self.office.picks["own_fields"], subject, then=self._blank)

    def _blank(self, entries: Sequence[OwnEntry]) -> None:
        if not self._entries:
            self._fill(entries)

    def _fill(self, entries: Sequence[OwnEntry]) -> None:
        if [each.field_id for each in entries] != list(self.editors):
            self._build(entries)
        for entry in entries:
            self._entries[entry.field_id] = entry
            _show(self.editors[entry.field_id], entry)
        self._holder.setVisible(bool(entries))
        typed, self._typed = self._typed, {}
        self.restore(typed)

    def _build(self, entries: Sequence[OwnEntry]) -> None:
        clear(self._grid, 1)
        self.editors, self._entries = {}, {}
        for at, entry in enumerate(entries):
            self._grid.addWidget(self._cell(entry), 1 + at // 2, at % 2)

    def _cell(self, entry: OwnEntry) -> QWidget:
        """The field's name, which the office wrote and nobody translates, above its editor."""
        said = suiting(entry.name, entry.other_name, self.office.words)
        kind = date if entry.kind == "date" else bool if entry.kind == "tick" else str
        cell = QWidget(self._holder)
        field = FormField(f"own_{entry.field_id}", kind, Field("", longest=LONGEST))
        made = KINDS.get(entry.kind, LineEditor)(self.office, field, cell)
        if isinstance(made, ChoiceEditor):
            for choice in entry.choices:
                made.combo.addItem(choice, choice)
        if isinstance(made, TickEditor):
            made.tick.setText(said.replace("&", "&&"))
        proxy = made.focusProxy() or made
        proxy.setAccessibleName(plain(said))
        made.edited.connect(self.edited)
        self.editors[entry.field_id] = made
        grid = QGridLayout(cell)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(3)
        if not isinstance(made, TickEditor):
            name = label(said, "small", cell, wrap=True)
            name.setBuddy(proxy)
            grid.addWidget(name, 0, 0)
        else:
            grid.setRowMinimumHeight(0, 18)
        grid.addWidget(made, 1, 0)
        grid.setRowStretch(2, 1)
        if self.focusProxy() is None:
            self.setFocusProxy(proxy)
        return cell

    def value(self) -> Any:
        return tuple(
            replace(entry, value=_read(self.editors[id], entry)) for id, entry in self._entries.items()
        )

    def know(self, theirs: Sequence[OwnEntry]) -> None:
        """What somebody else has kept: shown where nothing was typed here, and what was typed stands over it."""
        for entry in theirs:
            mine = self._entries.get(entry.field_id)
            if mine is None:
                continue
            editor = self.editors[entry.field_id]
            self._entries[entry.field_id] = replace(mine, was=entry.value)
            with suppress(Refusal):  # half typed is typed
                if _read(editor, mine) == mine.was:
                    _show(editor, entry)

    def raw(self) -> Any:
        """What is typed where something is: the same before and after the empty fields have come."""
        found = {id: editor.raw() for id, editor in self.editors.items()}
        return {id: typed for id, typed in found.items() if typed not in ("", None, False)} or dict(
            self._typed
        )

    def restore(self, raw: Any) -> None:
        if not self.editors:
            self._typed = raw
            return
        for id, typed in (raw or {}).items():
            if id in self.editors:
                self.editors[id].restore(typed)

    def mark(self, wrong: bool) -> None:
        """The sentence below names the field."""


def _show(editor: Editor, entry: OwnEntry) -> None:
    if entry.kind == "date":
        editor.set(date.fromisoformat(entry.value) if entry.value else None)
    else:
        editor.set(bool(entry.value) if entry.kind == "tick" else entry.value)


def _read(editor: Editor, entry: OwnEntry) -> str:
    value = editor.value()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "1" if value else ""
    return str(value or "")
