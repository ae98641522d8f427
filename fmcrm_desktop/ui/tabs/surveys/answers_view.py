"""What a typist sees: the code, the sentence about what is wrong, the question, the grid, the lines for words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model.survey import WAYS
from fmcrm_desktop.model.tones import ACCENT, VIOLET
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import survey_answers
from fmcrm_desktop.services.survey_answers import Sheet, Upcoming
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import both, suiting
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.surveys.answers_grid import UNDER, AnswersGrid, GridScroll
from fmcrm_desktop.ui.tabs.surveys.answers_question import QuestionCard
from fmcrm_desktop.ui.tabs.surveys.answers_row import BOTH
from fmcrm_desktop.ui.tabs.surveys.answers_words import WordLines

HINT = N_(
    "Type the code of a sheet, then one figure an answer: Space, 0 or − for one that was left out, * for all the rest, "
    "+ for the same as the question above, q w e r t y u for 1 to 7 both expected and perceived, ← to go back, "
    "Enter to save. The next code is asked at once."
)
ALONE = N_("+ answers a question as the one above it; here there is none like it.")
ONCE = N_("q to u give what is expected and what is perceived the same number; here it takes a figure.")


class CodeField(QLineEdit):
    """Where a code is typed; Escape empties it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class AnswersView(QWidget):
    """The widgets in their places; ``show_row`` tells of the row being typed."""

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office, self.words = office, office.words
        self.grid = AnswersGrid(self.words)
        self.question = QuestionCard(office)
        self.spoken = WordLines(self.words)
        self.about = label("", "muted", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.upcoming: Upcoming | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar())
        inner = QWidget()
        inner.setProperty("kind", "page")
        inside = QVBoxLayout(inner)
        # The message that the sheet before is saved lies on no line for words.
        inside.setContentsMargins(20, theme.GAP_M, 20, theme.GAP_M + UNDER)
        inside.setSpacing(theme.GAP_M)
        inside.addWidget(self.about)
        inside.addWidget(self.question)
        self._scroll = GridScroll(self.grid)
        inside.addWidget(self._scroll, 1)
        inside.addWidget(self.spoken)
        whole.addWidget(inner, 1)
        self.grid.moved.connect(self.show_row)
        self.grid.wrong.connect(self._off_the_scale)
        self.grid.unfit.connect(lambda key: self.say(self.words(ONCE if key in BOTH else ALONE)))
        self.grid.ended.connect(self.spoken.enter)
        self.question.chosen.connect(self._pressed)
        self.spoken.left.connect(self.to_grid)
        self.spoken.typed.connect(self._worded)
        self.show_row()

    def _bar(self) -> QFrame:
        words = self.words
        bar = QFrame()
        bar.setProperty("kind", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(20, theme.GAP_S, 20, theme.GAP_S)
        row.setSpacing(theme.GAP_S)
        self.code = CodeField()
        self.code.setAccessibleName(words(N_("Code of the sheet")))
        self.code.setPlaceholderText(words(N_("Code of the sheet")))
        self.code.setFixedWidth(170)
        self.code.setEnabled(self.office.may(survey_answers.save))
        self.chip = ChipLabel("")
        self.fault = label("", "error", wrap=True)
        self.way = QComboBox()
        self.way.setAccessibleName(words(N_("How it was asked")))
        for value in ("call", "spot"):
            self.way.addItem(words(WAYS[value]), value)
        self.again = Button(words(N_("Type again"))).guard(self.office, survey_answers.type_again)
        self.again.key("Ctrl+R", words(N_("Take your own entry out and type it once more")))
        self.leave = Button(words(N_("Leave this sheet")))
        self.store = Button(words(N_("Save the sheet")), PRIMARY).guard(self.office, survey_answers.save)
        for widget in (self.code, self.chip, self.way):
            row.addWidget(widget)
        row.addWidget(self.fault, 1)
        row.addWidget(self.again)
        row.addWidget(self.leave)
        row.addWidget(self.store)
        return bar

    def say(self, text: str, own: bool = False) -> None:
        """The one sentence about what is wrong; ``own``: that one typed it in oneself, and may type it again."""
        row = self.grid.row
        self.fault.setText(text)
        self.again.setVisible(own or (row is not None and row.sheet.own))

    def propose(self, it: Upcoming | None) -> None:
        """The sheet that should lie next on the pile: the end of its code is enough for it."""
        self.upcoming = it
        if self.grid.row is None:
            self._show_upcoming()

    def _show_upcoming(self) -> None:
        words, it = self.words, self.upcoming
        self.code.setPlaceholderText(codes.said(it.code) if it else words(N_("Code of the sheet")))
        if it is not None:
            said = N_(
                "Next on the pile should be {code}: type {end} to begin with it, or the whole code of another."
            )
            self.about.setText(f"{words(said, code=codes.said(it.code), end=it.end)}\n{words(HINT)}")

    def to_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def to_code(self) -> None:
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code.selectAll()

    def _pressed(self, number: int | None) -> None:
        self.grid.typed(" " if number is None else str(number))
        if self.grid.row is not None and self.grid.row.cell is not None:
            self.to_grid()

    def _worded(self, id: int, text: str) -> None:
        if self.grid.row is not None:
            self.grid.row.words[id] = text

    def _off_the_scale(self, number: int) -> None:
        row = self.grid.row
        if row is None or row.cell is None:
            return
        said = N_("{value} is not on the scale of question {number}; it goes from {least} to {most}.")
        asked, numbers = row.cell.asked.number, row.cell.numbers
        self.say(self.words(said, value=number, number=asked, least=numbers[0], most=numbers[-1]))

    def show_row(self) -> None:
        """Where the typist is; what was wrong is behind them."""
        row, words = self.grid.row, self.words
        self.say("")
        for widget in (self.leave, self.store):
            widget.setVisible(row is not None)
        self.way.setVisible(row is not None and bool(row.way))
        self.code.setReadOnly(row is not None)
        self.question.show_row(row)
        self.spoken.setVisible(row is not None and bool(row.spoken))
        # before the first row it would take the room of the sentence that says how to begin
        self._scroll.setVisible(bool(self.grid.rows))
        if row is None:
            self.chip.set("", ACCENT)
            self.about.setText(words(HINT))
            self._show_upcoming()
            return
        sheet = row.sheet
        self.code.setText(codes.said(sheet.code))
        said = words(N_("Second entry")) if sheet.entry == 2 else words(N_("First entry"))
        if sheet.first_by:
            said = words(N_("Second entry · first by {name}"), name=sheet.first_by)
        self.chip.set("" if row.way else said, VIOLET if sheet.entry == 2 else ACCENT)
        self.about.setText(self._about(sheet))

    def _about(self, sheet: Sheet) -> str:
        words = self.words
        named = suiting(sheet.questionnaire.name, sheet.questionnaire.other, words)
        round = suiting(sheet.survey.name, sheet.survey.other, words)
        whom = both(sheet.person.name, sheet.person.other)
        said = " · ".join(part for part in (named, round, whom, sheet.unit, sheet.order) if part)
        return f"{said}\n{words(sheet.note)}" if sheet.note else said
