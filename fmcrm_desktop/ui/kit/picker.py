"""Type to find a record: a person, a unit, a colleague, a category; keyboard alone is enough."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from fmcrm_desktop.model.field import FormField
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import ENTER, FILTER, Button
from fmcrm_desktop.ui.kit.editors import Editor
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.text import plain
from fmcrm_desktop.ui.qt_office import QtOffice

WIDE = 380
"""Least width of what is offered: a name with its unit and telephone, however narrow the field."""


PLACES = {
    "person": N_("Owners"), "unit": N_("Units"), "building": N_("Buildings"), "site": N_("Buildings, Sites"),
    "entrance": N_("Buildings"), "staff": N_("Staff"), "technician": N_("Staff"), "room": N_("Rooms"),
    "order_category": N_("Settings"), "complaint_category": N_("Settings"), "call_topic": N_("Call topics"),
    "agreement": N_("Agreements"), "equipment": N_("Equipment"), "part": N_("Parts list"),
    "territory": N_("Territories"), "skill": N_("Skills and training"), "problem": N_("Usual problems"),
}  # fmt: skip
"""Where what is not yet in a list is entered."""


PEOPLE = {"person", "staff", "technician", "lead"}


def nothing_found(subject: str, words: Words) -> str:
    """What stands where nothing can be chosen: how it is found, and where what is new is entered."""
    if (place := PLACES.get(subject)) is None:
        return words(N_("Nothing found. Try fewer words, or empty the field and press ↓ to choose."))
    return words(
        N_(
            "Nothing found. Try fewer words, or empty the field and press ↓; what is new is entered under {place}."
        ),
        place=words(place),
    )


def not_chosen(subject: str, words: Words) -> Refusal:
    """Something was typed that is none of the list."""
    if (place := PLACES.get(subject)) is None:
        return Refusal(N_("Choose one of the list."))
    return Refusal(N_("Choose one of the list; what is new is entered under {place}."), place=words(place))


def suited(choice: Choice, words: Words, subject: str = "") -> Choice:
    """The answer as this screen says it: its name in the reader's language; of people the other one behind it, for
    either may be heard on the telephone."""
    if not choice.other:
        return choice
    beside = (other_of(choice.text, choice.other, words) if subject in PEOPLE else "", choice.more)
    told = " · ".join(part for part in beside if part)
    return Choice(choice.id, suiting(choice.text, choice.other, words), told)


def keeps_escape(event: QEvent) -> bool:
    """Escape is for the list that hangs from a field: no shortcut of the form gets it, which would leave the form."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() != Qt.Key.Key_Escape:
        return False
    event.accept()
    return True


class _Offer(QCompleter):
    """The list below a picker, made when there is first something to offer: most fields of a form never need it."""

    def __init__(self, picker: QLineEdit) -> None:
        self._model = QStringListModel(picker)
        super().__init__(self._model, picker)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(10)
        self.setWrapAround(False)  # Down on the last line would mark none, and Enter then take nothing
        self.setWidget(picker)
        self.shown = popup = QListView()
        self.setPopup(popup)
        popup.setProperty("kind", "card")
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # the end tells two of one name apart
        popup.setStyleSheet("QListView::item { min-height: 26px; padding: 0 8px; }")

    def show_all(self, lines: list[str], nothing: str) -> None:
        """The lines, the first one marked; with none the sentence, which cannot be chosen."""
        self._model.setStringList(lines or [nothing])
        below = self.widget()
        wide = WIDE if lines else below.fontMetrics().horizontalAdvance(nothing) + 4 * theme.GAP_M
        self.complete(QRect(0, 0, max(below.width(), WIDE, wide), below.height()))
        self.shown.setEnabled(bool(lines))
        self.shown.setCurrentIndex(self.completionModel().index(0, 0) if lines else QModelIndex())


class Picker(QLineEdit):
    """Asks ``office.picks[subject]``: a case ``choices(work, text, ids=())`` that gives Choice rows. ``picked``
    carries the id, 0 when the choice is taken back."""

    picked = Signal(int)

    def __init__(self, office: QtOffice, subject: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office, self.subject = office, subject
        self.id: int | None = None
        self._choices: list[Choice] = []
        self._offer: _Offer | None = None
        # Who types faster than the office answers means what was typed, not what the letters before it found.
        self.answered, self._hasty = True, False
        opens = self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        opens.triggered.connect(self._ask)
        self.setClearButtonEnabled(True)
        self.setPlaceholderText(office.words(N_("Type to find")))
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._settle)

    def set(self, id: int | None) -> None:
        """Show the record with this id; its name is asked for."""
        self.id = id
        if id is None:
            self.clear()
        else:
            self.setText("…")
            self._office.ask(self, self._office.picks[self.subject], "", (id,), then=self._name)

    def show_choice(self, choice: Choice) -> None:
        self.id = choice.id
        self.setText(choice.text)
        # the field may be too narrow for the name
        self.setToolTip(plain("\n".join(part for part in (choice.text, choice.more) if part)))
        self.setCursorPosition(0)

    def _name(self, choices: Sequence[Choice]) -> None:
        for choice in choices:
            if choice.id == self.id:
                self.show_choice(suited(choice, self._office.words, self.subject))

    def _typed(self, text: str) -> None:
        if self.id is not None:
            self.id = None
            self.picked.emit(0)
        self.answered, self._hasty = not text.strip(), False
        if text.strip():
            self._ask()
        else:
            self._choices = []
            self._hide()

    def _ask(self) -> None:
        self._office.ask(self, self._office.picks[self.subject], self.text().strip(), then=self._found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens a short list before anything is typed; people and units are too many for that. Enter that comes
        before the answer takes the first of it."""
        if event.key() == Qt.Key.Key_Down and self.id is None and self.offered is None:
            self._ask()
        elif event.key() in ENTER and not self.answered:
            self._hasty = True
        else:
            super().keyPressEvent(event)

    def _found(self, choices: Sequence[Choice]) -> None:
        self.answered = True
        if self.id is not None:
            return
        self._choices = [suited(one, self._office.words, self.subject) for one in choices]
        if self._choices and self._hasty:
            self._hide()
            self._take(self._choices[0])
            return
        if not self.hasFocus() or not (self._choices or self.text().strip()):
            self._hide()
            self._settle()
            return
        if self._offer is None:
            self._offer = _Offer(self)
            self._offer.activated[QModelIndex].connect(self._take_index)  # type: ignore[index]
            self._offer.shown.installEventFilter(self)
        lines = [f"{one.text}   {one.more}".rstrip() for one in self._choices]
        self._offer.show_all(lines, nothing_found(self.subject, self._office.words))

    def _hide(self) -> None:
        if self._offer is not None:
            self._offer.shown.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter that comes before the answer takes the first of the answer; Escape closes the list and no more."""
        if keeps_escape(event):
            return True
        if (
            not self.answered
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in ENTER
        ):
            self._hasty = True
            return True
        return super().eventFilter(watched, event)

    def _take_index(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._choices):
            self._take(self._choices[index.row()])

    def _take(self, choice: Choice) -> None:
        self.show_choice(choice)
        self.picked.emit(choice.id)

    @property
    def offered(self) -> QListView | None:
        """The list below the field while there is something to choose from."""
        there = self._offer is not None and self._offer.shown.isVisible() and bool(self._choices)
        return self._offer.shown if self._offer is not None and there else None

    def _settle(self) -> None:
        """Leaving with one answer left takes it: the number pasted, the name typed in full."""
        if self.answered and self.id is None and self.text().strip() and self.offered is None:
            same = [one for one in self._choices if one.text.casefold() == self.text().strip().casefold()]
            if len(self._choices) == 1 or len(same) == 1:
                self._take((same or self._choices)[0])


class PickEditor(Editor):
    """A record by its id."""

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self.picker = Picker(office, field.field.pick, self)
        if field.field.hint:
            self.picker.setPlaceholderText(office.words(field.field.hint))
            self.picker.setToolTip(plain(office.words(field.field.hint)))
        self.picker.textEdited.connect(lambda _text: self.edited.emit())
        self.picker.picked.connect(lambda _id: self.edited.emit())
        self.hold(self.picker)

    def value(self) -> Any:
        if self.picker.id is None and self.picker.text().strip():
            raise not_chosen(self.picker.subject, self.office.words)
        return self.picker.id

    def set(self, value: Any) -> None:
        self.picker.set(value or None)

    def raw(self) -> Any:
        return (self.picker.id, "" if self.picker.id is not None else self.picker.text())

    def restore(self, raw: Any) -> None:
        self.picker.set(raw[0])
        if raw[0] is None:
            self.picker.setText(raw[1])


CHIP = 220
"""Pixels of a name that was chosen: a longer one ends in … and is whole on hover."""


def _chip_text(name: str) -> str:
    return QFontMetrics(theme.font()).elidedText(name, theme.ELIDE, CHIP)


class PicksEditor(Editor):
    """Several records: pick one after the other; a button each takes one away."""

    wide = True

    def __init__(self, office: QtOffice, field: FormField, parent: QWidget | None = None) -> None:
        super().__init__(office, field, parent)
        self.picker = Picker(office, field.field.pick, self)
        self.picker.picked.connect(self._add)
        self.picker.setMinimumWidth(150)
        self.picker.setMaximumWidth(260)
        self._chosen: dict[int, str] = {}
        self._flow = Flow(theme.GAP_XS, self)
        self.hold(self.picker)
        self.box.addWidget(self._flow, 2)

    def _add(self, id: int) -> None:
        if id:
            self._chosen[id] = self.picker.text()
            self.picker.set(None)
            self._show()
            self.edited.emit()

    def _show(self) -> None:
        self._flow.clear()
        for id, name in self._chosen.items():
            shown = _chip_text(name)
            button = Button(shown, FILTER, parent=self._flow).on(partial(self._remove, id))
            button.setIcon(icon("x", "muted", 12))
            button.setToolTip(plain(name) if shown != name else "")
            button.setAccessibleName(self.office.words(N_("Remove {name}"), name=name))
            self._flow.add(button)

    def _remove(self, id: int) -> None:
        self._chosen.pop(id, None)
        self._show()
        self.edited.emit()

    def value(self) -> Any:
        if self.picker.text().strip():
            raise not_chosen(self.picker.subject, self.office.words)
        return tuple(self._chosen)

    def set(self, value: Any) -> None:
        self._chosen = {id: self._chosen.get(id, "…") for id in value or ()}
        self._show()
        if self._chosen:
            case = self.office.picks[self.field.field.pick]
            self.office.ask(self, case, "", tuple(self._chosen), then=self._names)

    def _names(self, choices: Sequence[Choice]) -> None:
        for choice in choices:
            if choice.id in self._chosen:
                self._chosen[choice.id] = suited(choice, self.office.words).text
        self._show()

    def raw(self) -> Any:
        return tuple(self._chosen)
