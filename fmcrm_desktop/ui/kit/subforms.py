"""Several small forms in a field: a person's names, telephone numbers, the lines of a charge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from fmcrm_desktop.model.field import FormField, fields_of
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.editors import Editor
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice

W = TypeVar("W", bound=QWidget)
Make = Callable[[QtOffice, FormField, QWidget], Editor]
"""form.editor_for, handed in: a form holds lists of forms, and the two files must not import each other."""


def blank(kind: type) -> Any:
    """A new one with its defaults; a text without a default is empty."""
    given = {
        each.name: "" if each.type in (str, "str") or "str" in str(each.type) else None
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING
    }
    return kind(**given)


FEW = 12
"""Characters of a field that needs little room: a unit of measure, a limit."""


def _weight(field: FormField) -> int:
    """What must be written has the most room of a line (a number, an address, a name), then words to choose from."""
    if field.field.longest <= FEW:
        return 2
    if field.type is str and field.field.choices is None and field.field.required:
        return 6
    return 5 if field.field.choices is not None else 4


def _shared(widget: W) -> W:
    """A widget whose width is its share of the line, so that titles stand above their fields."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
    return widget


class SubformsEditor(Editor):
    """A line of editors for each; "Add" brings an empty one, × takes one away."""

    wide = True

    def __init__(self, office: QtOffice, field: FormField, make: Make, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self._make = make
        self._lines: list[_Line] = []
        holder = self._holder = QWidget(self)
        self._stack = QVBoxLayout(holder)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(theme.GAP_XS)
        self._titles = QWidget(holder)
        titles = QHBoxLayout(self._titles)
        titles.setContentsMargins(0, 0, 0, 0)
        titles.setSpacing(theme.GAP_S)
        for each in fields_of(field.type):
            # A tick says itself what it is.
            title = label("" if each.type is bool else office.words(each.field.label), "small", self._titles)
            titles.addWidget(_shared(title), _weight(each))
        titles.addSpacing(28)
        self._stack.addWidget(self._titles)
        self._titles.hide()
        self.add = Button(office.words(N_("Add")), FILTER, "plus", holder).on(self._add)
        self.add.setAccessibleName(f"{office.words(N_('Add'))}: {office.words(field.field.label)}")
        self._stack.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.box.addWidget(holder, 1)
        self.setFocusProxy(self.add)

    def _append(self, value: Any) -> _Line:
        line = _Line(self.office, value, self._make, self._holder)
        line.edited_by(self.edited.emit)
        line.away.clicked.connect(lambda: self._remove(line))
        if getattr(self.field.type, "in_order", False):
            for key, by in (("Alt+Up", -1), ("Alt+Down", 1)):
                move = partial(self._move, line, by)
                shortcut = QShortcut(QKeySequence(key), line, move)
                # Not given with the slot: it would be taken for the window's, and every line has one.
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            line.put_movers(partial(self._move, line))
        self._lines.append(line)
        self._stack.insertWidget(self._stack.count() - 1, line)
        self._titles.show()
        return line

    def _add(self) -> None:
        line = self._append(blank(self.field.type))
        line.editors[next(iter(line.editors))].setFocus(Qt.FocusReason.TabFocusReason)
        self.edited.emit()

    def _move(self, line: _Line, by: int) -> None:
        """Put a line further up or down; the keyboard stays in its field."""
        at = self._lines.index(line)
        to = at + by
        if not 0 <= to < len(self._lines):
            return
        self._lines.insert(to, self._lines.pop(at))
        self._stack.removeWidget(line)
        self._stack.insertWidget(self._stack.indexOf(self._titles) + 1 + to, line)
        stops = [stop for each in self._lines for stop in each.stops()]
        for one, other in pairwise([*stops, self.add]):
            QWidget.setTabOrder(one, other)
        self.edited.emit()

    def _remove(self, line: _Line) -> None:
        self._lines.remove(line)
        line.deleteLater()
        self._titles.setVisible(bool(self._lines))
        self.edited.emit()

    def value(self) -> Any:
        return tuple(line.value() for line in self._lines if not line.is_blank())

    def set(self, value: Any) -> None:
        for line in list(self._lines):
            self._lines.remove(line)
            line.deleteLater()
        self._titles.hide()
        for one in value or ():
            self._append(one)

    def raw(self) -> Any:
        return tuple((line.original, line.raw()) for line in self._lines)

    def restore(self, raw: Any) -> None:
        self.set(tuple(original for original, _ in raw))
        for line, (_, typed) in zip(self._lines, raw, strict=True):
            line.restore(typed)

    def mark(self, wrong: bool) -> None:
        """The lines mark their own fields."""


class _Line(QWidget):
    def __init__(self, office: QtOffice, value: Any, make: Make, parent: QWidget) -> None:
        super().__init__(parent)
        self.original: Any = value
        kind: type = type(value)
        self.editors: dict[str, Editor] = {}
        lay = self._lay = QHBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(theme.GAP_S)
        for each in fields_of(kind):
            editor = self.editors[each.name] = make(office, each, self)
            editor.set(getattr(value, each.name))
            lay.addWidget(_shared(editor), _weight(each))
        self._blank = {name: editor.raw() for name, editor in self.editors.items()}
        self._was_blank = value == blank(kind)
        self.words = office.words
        self.away = QToolButton(self)
        self.away.setIcon(icon("x", "muted"))
        self.away.setAccessibleName(office.words(N_("Remove")))
        lay.addWidget(self.away)

    def put_movers(self, move: Callable[[int], object]) -> None:
        """Buttons that put the line further up and down, for whoever uses the mouse."""
        lay = self._lay
        for picture, by, said in (("chevron-up", -1, N_("Up")), ("chevron-down", 1, N_("Down"))):
            button = QToolButton()
            button.setIcon(icon(picture, "muted"))
            button.setAccessibleName(self.words(said))
            button.setToolTip(self.words(said))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt and the arrows do it
            button.clicked.connect(lambda _on=False, by=by: move(by))
            lay.insertWidget(lay.count() - 1, button)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return [*(each.focusProxy() or each for each in self.editors.values()), self.away]

    def edited_by(self, act: Any) -> None:
        for editor in self.editors.values():
            editor.edited.connect(act)

    def is_blank(self) -> bool:
        """Added and left alone: not a fault, just nothing."""
        return self._was_blank and self.raw() == self._blank

    def value(self) -> Any:
        from dataclasses import replace

        found = {}
        for name, editor in self.editors.items():
            try:
                found[name] = editor.value()
            except Refusal:
                editor.mark(True)
                raise
            editor.mark(False)
        return replace(self.original, **found)

    def raw(self) -> dict[str, Any]:
        return {name: editor.raw() for name, editor in self.editors.items()}

    def restore(self, raw: dict[str, Any]) -> None:
        for name, typed in raw.items():
            self.editors[name].restore(typed)
