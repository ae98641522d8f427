"""Two records beside each other: who is kept, what differs with a choice each, and the history of both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QRadioButton, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.merging import Comparison, Line, Side
from fmcrm_desktop.services.merging.forms import BOTH, GONE, KEEP
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.small_table import rule
from fmcrm_desktop.ui.kit.text import label, text_of
from fmcrm_desktop.ui.qt_office import QtOffice


class SideBySide:
    """Fills a page; ``choices`` tells what is chosen."""

    def __init__(self, office: QtOffice, told: Comparison) -> None:
        self.office, self.words, self.told = office, office.words, told
        self.groups: dict[str, QButtonGroup] = {}
        self._radios: dict[tuple[str, str], QRadioButton] = {}

    def draw(self, page: Page) -> None:
        left, right = page.columns(1, 1)
        self._side(left.card(N_("Record kept")), self.told.keep)
        self._side(right.card(N_("Becomes part of it")), self.told.gone)
        self._lines(page.card(N_("What differs")))
        self._history(page.card(N_("History, joined by the merge")))

    def choices(self) -> dict[str, str]:
        """Field → what is chosen."""
        return {key: choice for (key, choice), radio in self._radios.items() if radio.isChecked()}

    def radio(self, key: str, choice: str) -> QRadioButton:
        return self._radios[key, choice]

    def _side(self, card: Card, side: Side) -> None:
        row = side.row
        name = f"{row.name} {row.other_name}".strip()
        card.put(N_("Name"), LinkButton(name, lambda: self.office.go(Link("owners", id=row.id))))
        if side.names:
            card.line(N_("Further names"), self.words.listed(side.names))
        card.line(N_("Ways to reach them"), "\n".join(side.contacts))
        card.line(N_("Units"), self.words.listed(side.units))
        card.line(N_("Pending"), self.words.number(row.open))
        card.fill()

    def _lines(self, card: Card) -> None:
        words = self.words
        if self.told.fills == 1:
            card.say(words(N_("1 empty field is filled from the other record.")), "muted")
        elif self.told.fills:
            said = N_("{count} empty fields are filled from the other record.")
            card.say(words(said, count=self.told.fills), "muted")
        if self.told.keep.identity and self.told.gone.identity:
            card.say(words(N_("Both have an identity number; that of the one kept stays.")), "muted")
        if not self.told.lines:
            card.say(words(N_("Nothing else differs.")), "muted")
            return
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP_M)
        grid.setVerticalSpacing(theme.GAP_S)
        grid.setColumnMinimumWidth(0, 92)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for line in self.told.lines:
            self._line(grid, line)
        card.add(holder)

    def _line(self, grid: QGridLayout, line: Line) -> None:
        at = grid.rowCount()
        grid.addWidget(rule(), at, 0, 1, 3)
        said = line.label if line.own else self.words(line.label)
        grid.addWidget(label(said, "label", wrap=True), at + 1, 0, Qt.AlignmentFlag.AlignTop)
        group = self.groups[line.key] = QButtonGroup(grid.parentWidget())
        for column, (choice, value) in enumerate(((KEEP, line.keep), (GONE, line.gone)), 1):
            text = text_of(value, self.words, line.words)
            made = self._choice(group, line, choice, f"{said}: {text}", text)
            grid.addWidget(made, at + 1, column, Qt.AlignmentFlag.AlignTop)
        if BOTH in line.may_choose:
            both = self.words(N_("Both, one below the other"))
            grid.addWidget(self._choice(group, line, BOTH, f"{said}: {both}", both), at + 2, 1, 1, 2)

    def _choice(self, group: QButtonGroup, line: Line, choice: str, name: str, text: str) -> QWidget:
        radio = QRadioButton()
        radio.setAccessibleName(name)
        radio.setChecked(choice == line.chosen)
        group.addButton(radio)
        self._radios[line.key, choice] = radio
        return _Chosen(radio, text)

    def _history(self, card: Card) -> None:
        mine, theirs = self.told.keep.history, self.told.gone.history
        rows = [
            (self.words(title), self.words.number(one), self.words.number(other), self.words.number(one + other))
            for (title, one), (_, other) in zip(mine, theirs, strict=True)
            if one or other
        ]  # fmt: skip
        if rows:
            card.table((N_("What"), N_("Record kept"), N_("Other record"), N_("Together")), rows)
        else:
            card.say(self.words(N_("Neither has a history yet.")), "muted")


class _Chosen(QWidget):
    """A radio button whose text wraps and can be clicked."""

    def __init__(self, radio: QRadioButton, text: str) -> None:
        super().__init__()
        self._radio = radio
        lay = QHBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(6)
        lay.addWidget(radio, 0, Qt.AlignmentFlag.AlignTop)
        lay.addWidget(label(text, wrap=True), 1, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._radio.setChecked(True)
        self._radio.setFocus(Qt.FocusReason.MouseFocusReason)
