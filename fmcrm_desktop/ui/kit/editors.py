"""One editor for each type of a form field; each reads its value or refuses, and keeps what was typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)  # fmt: skip

from fmcrm_desktop.model import money
from fmcrm_desktop.model.field import FormField
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.ui.kit import theme, typed
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.text import plain
from fmcrm_desktop.ui.qt_office import QtOffice


class Editor(QWidget):
    """``edited`` at each change by the person; ``raw`` is what is typed, kept when it cannot be read yet."""

    edited = Signal()
    wide = False

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.field = office, field
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.GAP_S)

    def value(self) -> Any:
        """The typed value; raises Refusal."""
        raise NotImplementedError

    def set(self, value: Any) -> None:
        raise NotImplementedError

    def raw(self) -> Any:
        return self.value()

    def restore(self, raw: Any) -> None:
        self.set(raw)

    def mark(self, wrong: bool) -> None:
        """Red edge or not; never colour alone, the form shows the sentence."""
        target = self.focusProxy() or self
        theme.dress(target, "wrong", wrong)

    def hold(self, widget: QWidget) -> None:
        """Make a widget the one that has the focus and the accessible name."""
        self.box.addWidget(widget, 1)
        self.setFocusProxy(widget)
        said = self.office.words(self.field.field.label)
        widget.setAccessibleName(said)
        widget.setAccessibleDescription(self.office.words(self.field.field.hint))


class LineEditor(Editor):
    """One line; ``read`` makes the value of the text, ``write`` the text of a value."""

    empty: Any = ""
    _known: tuple[str, ...] = ()

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self.line = QLineEdit(self)
        # Somewhat longer than allowed: a paste is not cut in silence, the check names the length.
        self.line.setMaxLength(max(field.field.longest * 4, 1000))
        if field.field.secret and field.name.endswith("password"):
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setPlaceholderText(office.words(field.field.hint))
        self.line.setToolTip(
            plain(office.words(field.field.hint))
        )  # whole, where the line is too short for it
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        if field.field.known is not None:
            self._offer(sorted(field.field.known()))
        self.hold(self.line)

    def _offer(self, known: list[str]) -> None:
        """What is known is shown while one types any part of it."""
        self._known = tuple(known)
        offer = QCompleter(known, self.line)
        offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offer.setFilterMode(Qt.MatchFlag.MatchContains)
        offer.activated.connect(lambda _text: self.edited.emit())
        self.line.setCompleter(offer)
        self.line.editingFinished.connect(lambda: self.set(self.value()))

    def value(self) -> Any:
        """What was typed; of what is offered the only entry that has it, when it is just one ("london")."""
        text = self.line.text()
        said = text.strip().casefold()
        meant = [each for each in self._known if said in each.casefold()] if said else []
        return meant[0] if len(meant) == 1 else text

    def set(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def raw(self) -> Any:
        return self.line.text()

    def restore(self, raw: Any) -> None:
        self.line.setText(str(raw))


class WholeEditor(LineEditor):
    def value(self) -> Any:
        return typed.whole_of(self.line.text())


class FigureEditor(LineEditor):
    def value(self) -> Any:
        found = typed.figure_of(self.line.text())
        return Decimal(str(found)) if found is not None and self.field.type is Decimal else found

    def set(self, value: Any) -> None:
        super().set(f"{value:g}" if isinstance(value, float) else value)


class MoneyEditor(LineEditor):
    def value(self) -> Any:
        text = self.line.text().strip()
        return money.parse(text, self.office.currency) if text else None

    def set(self, value: Any) -> None:
        super().set(str(value) if isinstance(value, Money) else value)


TALLEST = 12
"""More lines than this a field does not take of a form."""


class TextEditor(Editor):
    """Several lines. Tab leaves the field, as everywhere in a form."""

    wide = True

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self.text = QPlainTextEdit(self)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(office.words(field.field.hint))
        high = 18 * min(field.field.lines, TALLEST) + 16
        if field.field.lines > TALLEST:  # a whole document: its page may wish for more
            self.text.setMinimumHeight(high)
        else:
            self.text.setFixedHeight(high)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._quiet = False
        self.text.textChanged.connect(self._changed)
        self.hold(self.text)

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()

    def value(self) -> Any:
        # toPlainText would make plain blanks of those that hold words together
        return self.text.document().toRawText().replace("\u2029", "\n")

    def set(self, value: Any) -> None:
        self._quiet = True
        self.text.setPlainText("" if value is None else str(value))
        self._quiet = False

    def raw(self) -> Any:
        return TextEditor.value(self)

    def restore(self, raw: Any) -> None:
        self.set(raw)


HALF = 210
"""Pixels that half a line of a form has in the pane of a small screen."""


class TickEditor(Editor):
    """Its words are not broken: longer ones take the whole line, or the form would be wider than its pane."""

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self.tick = QCheckBox(office.words(field.field.label).replace("&", "&&"), self)
        self.tick.clicked.connect(lambda _on: self.edited.emit())
        self.wide = self.tick.sizeHint().width() > HALF
        self.hold(self.tick)

    def value(self) -> Any:
        return self.tick.isChecked()

    def set(self, value: Any) -> None:
        self.tick.setChecked(bool(value))


class ChoiceEditor(Editor):
    """One of a few words; typing its first letters finds it, the wheel does not change it by accident. Where the words
    are single signs, as scores are, each key is an answer: a second digit puts the first right, Backspace takes it."""

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self.combo = QComboBox(self)
        self.combo.installEventFilter(self)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        choices = field.field.choices or {}
        if not field.field.required and not {"", None} & set(choices):
            self.combo.addItem("", "")
        for value, word in choices.items():
            self.combo.addItem(office.words(word) or "—", value)
        self.combo.activated.connect(lambda _at: self.edited.emit())
        self.hold(self.combo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.combo.hasFocus():
            event.ignore()
            return True
        if event.type() == QEvent.Type.KeyPress and (at := self._by_sign(cast(QKeyEvent, event))) >= 0:
            self.combo.setCurrentIndex(at)
            self.edited.emit()
            return True
        return super().eventFilter(watched, event)

    def _by_sign(self, event: QKeyEvent) -> int:
        """Which choice a key is, -1 for none. The box itself would take "3" and at once "5" for a word, "35"."""
        combo = self.combo
        if any(len(combo.itemText(at)) > 1 for at in range(combo.count())):
            return -1
        taken = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        return combo.findData("") if taken else combo.findText(event.text()) if event.text() else -1

    def value(self) -> Any:
        found = self.combo.currentData()
        if self.field.type is str:
            return found if found is not None else ""
        return found if found != "" else None

    def set(self, value: Any) -> None:
        at = self.combo.findData("" if value is None else value)
        if at < 0 and value not in (None, ""):
            self.combo.addItem(str(value), value)
            at = self.combo.count() - 1
        self.combo.setCurrentIndex(max(at, 0))

    def raw(self) -> Any:
        return self.combo.currentData()


class TicksEditor(Editor):
    """Several of a few words, each with its tick box."""

    wide = True

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        flow = Flow(theme.GAP_S, self)
        self.ticks: dict[Any, QCheckBox] = {}
        for value, word in (field.field.choices or {}).items():
            tick = QCheckBox(office.words(word).replace("&", "&&"), flow)
            tick.clicked.connect(lambda _on: self.edited.emit())
            flow.add(tick)
            self.ticks[value] = tick
        self.box.addWidget(flow, 1)
        if self.ticks:
            self.setFocusProxy(next(iter(self.ticks.values())))

    def value(self) -> Any:
        return tuple(value for value, tick in self.ticks.items() if tick.isChecked())

    def set(self, value: Any) -> None:
        for one, tick in self.ticks.items():
            tick.setChecked(one in (value or ()))


class LinesEditor(TextEditor):
    """Several short texts, one a line."""

    def value(self) -> Any:
        return tuple(line.strip() for line in self.text.toPlainText().splitlines() if line.strip())

    def set(self, value: Any) -> None:
        super().set("\n".join(value or ()))

    def restore(self, raw: Any) -> None:
        super().set(raw)
