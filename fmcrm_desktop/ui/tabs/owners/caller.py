"""Above the call form: type a number, a name or a unit, take one of the candidates, see what one must know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calls
from fmcrm_desktop.services.calls import Candidate
from fmcrm_desktop.services.calls.who import Caller
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.owners import telling
from fmcrm_desktop.ui.tabs.owners.lines import side_by_side, warning


class CallerFinder(Card):
    """``taken`` carries the Candidate chosen; ``typed`` every text typed."""

    taken = Signal(object)
    typed = Signal(str)

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(office, N_("Who is it?"), parent=parent)
        self.field = QLineEdit()
        hint = office.words(N_("Number, name or unit"))
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setClearButtonEnabled(True)
        self.field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textEdited.connect(self._typed)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(office.words(N_("Found")))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.list.hide()
        self.nobody = label(
            office.words(N_("Nobody found. The call is kept under its number.")), "muted", wrap=True
        )
        self.nobody.hide()
        self._card: QWidget | None = None
        for widget in (self.field, self.list, self.nobody):
            self.add(widget)
        self._candidates: list[Candidate] = []

    def know(self, person: int) -> None:
        """Show the card of the one who is calling."""
        self.office.ask(self, calls.caller, person, then=self._show_caller)

    def forget(self) -> None:
        if self._card is not None:
            self._card.deleteLater()
            self._card = None

    def _typed(self, text: str) -> None:
        self.typed.emit(text)
        if text.strip():
            self.office.ask(self, calls.who, text.strip(), then=self._found)
        else:
            self._found(())

    def _found(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = list(candidates)
        self.list.clear()
        for one in self._candidates:
            item = QListWidgetItem(self._line(one))
            item.setSizeHint(QSize(0, theme.FILTER))
            self.list.addItem(item)
        rows = len(self._candidates)
        self.list.setFixedHeight(min(rows, 6) * theme.FILTER + 4)
        self.list.setVisible(bool(rows))
        self.list.setCurrentRow(0 if rows else -1)
        self.nobody.setVisible(not rows and bool(self.field.text().strip()))

    def _line(self, one: Candidate) -> str:
        row = one.row
        parts = [telling.full_name(row.name, row.other_name), one.unit or row.units]
        parts.append(self.office.words(ROLES[row.role]) if row.role else "")
        parts.append(row.phone)
        if row.open:
            parts.append(self.office.words(N_("{count} open"), count=row.open))
        return "   ".join(part for part in parts if part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus stays in the field: arrows move the mark, Enter takes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.list.isVisible():
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
                self._take()
                return True
            if key == Qt.Key.Key_Escape:
                self.list.hide()
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self._candidates):
            candidate = self._candidates[at]
            self.list.hide()
            self.nobody.hide()
            self.know(candidate.row.id)
            self.taken.emit(candidate)

    def _show_caller(self, caller: Caller | None) -> None:
        self.forget()
        if caller is None:
            return
        self._card = QWidget()
        lay = QVBoxLayout(self._card)
        lay.setContentsMargins(0, 4, 0, 0)
        lay.setSpacing(6)
        for widget in self._lines(caller):
            lay.addWidget(widget)
        self.add(self._card)

    def _lines(self, caller: Caller) -> list[Any]:
        words, row, now = self.office.words, caller.row, datetime.now(UTC)
        name = telling.full_name(row.name, row.other_name)
        units = ("、" if words.chinese else ", ").join(text for _, text in caller.units)
        who = " · ".join(
            part for part in (words(ROLES[row.role]) if row.role else "", units, row.phone) if part
        )
        lines: list[Any] = [side_by_side(label(name, "card"), Elided(who, "muted"))]
        if row.warning:
            lines.append(warning(row.warning))
        for matter in caller.open[:4]:
            text, tone = telling.matter_state(words, matter)
            lines.append(side_by_side(Elided(f"{matter.number} {matter.title}"), ChipLabel(text, tone)))
        for promise in caller.promises[:3]:
            text, tone = telling.due_in(words, promise.due, now)
            said = f"{words(PROMISE_KINDS[promise.kind])}: {promise.text}"
            lines.append(side_by_side(Elided(said), ChipLabel(text, tone)))
        return lines
