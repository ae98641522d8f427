"""Several small forms in a field: a person's names, telephone numbers, the lines of a charge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

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
LEAST = {2: 48, 4: 88, 6: 136}
"""Pixels a field of this weight needs for what is usually typed into it: a telephone number is read while typed."""
AWAY = 29
"""Pixels of the button that takes a line away."""


def _weight(field: FormField) -> int:
    """What must be written has the most room of a line (a number, an address, a name), then words to choose from; a
    tick has what its word needs."""
    if field.type is bool:
        return 0
    if field.field.longest <= FEW:
        return 2
    if field.type is str and field.field.choices is None and field.field.required:
        return 6
    return 5 if field.field.choices is not None else 4


def _needs(editor: Editor) -> int:
    """Pixels below which it would be cut: a tick's word and words to choose from are known."""
    word = editor.focusProxy()
    if isinstance(word, QCheckBox | QComboBox):
        return word.sizeHint().width()
    return LEAST.get(_weight(editor.field), LEAST[4])


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
        self._heads: list[QLabel] = []
        titles = QHBoxLayout(self._titles)
        titles.setContentsMargins(0, 0, 0, 0)
        titles.setSpacing(theme.GAP_S)
        for each in fields_of(field.type):
            # A tick says itself what it is.
            title = label("" if each.type is bool else office.words(each.field.label), "small", self._titles)
            titles.addWidget(title if each.type is bool else _shared(title), _weight(each))
            self._heads.append(title)
        titles.addSpacing(AWAY)
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
        self._fit()
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Titles above all lines, or where a line has not the room for its fields in a row, in each line."""
        broken = [line.fit(self.width()) for line in self._lines]
        self._titles.setVisible(bool(broken) and not any(broken))
        for title, editor in zip(
            self._heads, self._lines[0].editors.values() if self._lines else (), strict=False
        ):
            if not _weight(editor.field):
                title.setFixedWidth(_needs(editor))

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
        self._fit()
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
    """Its fields in one row; where they would be cut, in several, each below its own title."""

    def __init__(self, office: QtOffice, value: Any, make: Make, parent: QWidget) -> None:
        super().__init__(parent)
        self.original: Any = value
        kind: type = type(value)
        self.editors: dict[str, Editor] = {}
        self.words = office.words
        self._cells: list[tuple[QWidget, QLabel, Editor]] = []
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(theme.GAP_XS)
        self._rows = [QHBoxLayout() for _ in fields_of(kind)]
        for row in self._rows:
            row.setSpacing(theme.GAP_S)
            lay.addLayout(row)
        for each in fields_of(kind):
            editor = self.editors[each.name] = make(office, each, self)
            editor.set(getattr(value, each.name))
            self._put(editor)
        self._blank = {name: editor.raw() for name, editor in self.editors.items()}
        self._was_blank = value == blank(kind)
        self.away = QToolButton(self)
        self.away.setIcon(icon("x", "muted"))
        self.away.setAccessibleName(office.words(N_("Remove")))
        self._rows[0].addWidget(self.away, 0, Qt.AlignmentFlag.AlignBottom)
        self._shape = [len(self._cells)]

    def _put(self, editor: Editor) -> None:
        tick = editor.field.type is bool
        cell = QWidget(self)
        above = label("" if tick else self.words(editor.field.field.label), "small", cell)
        above.hide()
        inside = QVBoxLayout(cell)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(_shared(above))
        inside.addWidget(editor if tick else _shared(editor))
        self._cells.append((cell if tick else _shared(cell), above, editor))
        self._rows[0].addWidget(cell, _weight(editor.field))

    def fit(self, width: int) -> bool:
        """Whether it is broken into rows at this width."""
        shape = self._shape_at(width)
        if shape != self._shape:
            self._shape = shape
            for row in self._rows:
                for cell, _above, _editor in self._cells:
                    row.removeWidget(cell)
            cells = iter(self._cells)
            for row, many in zip(self._rows, shape, strict=False):
                self._lay_out(row, [next(cells) for _ in range(many)])
        return len(shape) > 1

    def _lay_out(self, row: QHBoxLayout, cells: list[tuple[QWidget, QLabel, Editor]]) -> None:
        weights = [_weight(editor.field) for _cell, _above, editor in cells]
        for at, (cell, above, _editor) in enumerate(cells):
            above.setVisible(len(self._shape) > 1 and any(weights))
            row.insertWidget(at, cell, weights[at] or not any(weights))

    def _shape_at(self, width: int) -> list[int]:
        """How many fields stand in each row: all in one, where each has room in its share of it."""
        room = width - (AWAY + theme.GAP_S) * (self._rows[0].count() - self._shape[0])
        needs = [_needs(editor) + theme.GAP_S for _cell, _above, editor in self._cells]
        weights = [_weight(editor.field) for _cell, _above, editor in self._cells]
        left = room - sum(need for need, weight in zip(needs, weights, strict=True) if not weight)
        share = left / max(1, sum(weights))
        if all(need <= share * weight for need, weight in zip(needs, weights, strict=True) if weight):
            return [len(needs)]
        shape, taken = [0], 0
        for at, need in enumerate(needs):
            follow = next((more for more in range(at, len(needs)) if weights[more]), len(needs))
            together = max(need, sum(needs[at:follow]))  # ticks stay beside each other
            if shape[-1] and (taken + need > room or (weights[at - 1] and taken + together > room)):
                shape.append(0)
                taken = 0
            shape[-1] += 1
            taken += need
        return shape

    def put_movers(self, move: Callable[[int], object]) -> None:
        """Buttons that put the line further up and down, for whoever uses the mouse."""
        lay = self._rows[0]
        for picture, by, said in (("chevron-up", -1, N_("Up")), ("chevron-down", 1, N_("Down"))):
            button = QToolButton()
            button.setIcon(icon(picture, "muted"))
            button.setAccessibleName(self.words(said))
            button.setToolTip(self.words(said))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt and the arrows do it
            button.clicked.connect(lambda _on=False, by=by: move(by))
            lay.insertWidget(lay.count() - 1, button, 0, Qt.AlignmentFlag.AlignBottom)

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
