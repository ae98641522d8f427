"""The checklist of an order on its page: filled by keyboard alone, each item kept at once; what failed makes an order.

One line puts it on the page: ``page.add(ChecksCard(office, id, open))``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fmcrm_desktop.model.check_words import answer, found, in_order
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.tones import BAD, GOOD, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import checklists, failed_checks
from fmcrm_desktop.services.checklists import CheckRow, GiveForm, LeaveOutForm, NoteForm
from fmcrm_desktop.services.failed_checks import FailedForm
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, FLAT, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import inside
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.lines import clear
from fmcrm_desktop.ui.kit.page import lasting
from fmcrm_desktop.ui.kit.small_table import rule
from fmcrm_desktop.ui.kit.text import label, plain
from fmcrm_desktop.ui.qt_office import QtOffice

TONES = {"ok": GOOD, "failed": BAD, "skipped": GREY}
WIDE, SLIM = 190, 120
"""Pixels of the place where an item is answered; of a page that is narrow itself."""
NARROW = 360


class ChecksCard(Card):
    """It asks for its own rows; news of another desk comes into the same lines, so that nobody loses the keyboard."""

    def __init__(self, office: QtOffice, id: int, open: bool, parent: QWidget | None = None) -> None:
        super().__init__(office, N_("Checklist"), parent=parent)
        self.id, self._open, self.words = id, open, office.words
        self.lines: dict[int, Line] = {}
        self._count = label("", "muted")
        self.tool(self._count)
        self._away = Button(self.words(N_("Take away")), FILTER).on(self._take_away)
        self.tool(self._away.guard(office, checklists.take_away))
        give = Button(self.words(N_("Give a checklist…")), FILTER, "plus").on(self._give)
        self.tool(give.guard(office, checklists.give))
        give.setVisible(open)  # only once it has its place: before, it would be a window of its own
        self._stack = QVBoxLayout()
        self._stack.setSpacing(2)
        self.body.addLayout(self._stack)
        office.changed.connect(self._news)
        self.reload()

    def _news(self, touched: dict[str, set[int]]) -> None:
        if touched.keys() & {"order_check", "work_order"}:
            self.reload()

    def reload(self) -> None:
        self.office.ask(self, checklists.of_order, self.id, then=self._show)

    def _show(self, rows: Sequence[CheckRow]) -> None:
        if [row.id for row in rows] != list(self.lines):
            self._build(rows)
        for row in rows:
            self.lines[row.id].show_row(row)
        checked = sum(bool(row.state) for row in rows)
        said = self.words(N_("{n} of {all} checked"), n=checked, all=len(rows))
        self._count.setText(said if rows else self.words(N_("None")))
        self._away.setVisible(bool(rows) and not checked and self._open)

    def _build(self, rows: Sequence[CheckRow]) -> None:
        clear(self._stack)
        self.lines = {}
        named = ""
        for row in rows:
            name = suiting(row.checklist, row.checklist_other, self.words)
            if name != named:
                named = name
                self._stack.addWidget(label(name, "small", wrap=True))
            made = self.lines[row.id] = Line(self.office, row, self._open)
            made.failed.connect(self._make_order)
            self._stack.addWidget(made)
            self._stack.addWidget(rule())

    def _give(self) -> None:
        said = self.words(N_("Checklist given"))
        setup = FormSetup(
            N_("Give a checklist"), GiveForm(), checklists.give, (self.id,), said=lambda _n: said,
            verb=N_("Give"),
        )  # fmt: skip
        FormDialog(self.office, setup, self).open()

    def _take_away(self) -> None:
        office, said = self.office, self.words(N_("Checklist taken away"))
        office.do(lasting(self), checklists.take_away, self.id, then=lambda done: office.say(said, done.deed))

    def _make_order(self, id: int) -> None:
        over = lasting(self)

        def open_form(form: FailedForm) -> None:
            setup = FormSetup(
                N_("Make a work order of it"), form, failed_checks.make_order, (id,), verb=N_("Enter order"),
                said=lambda _id: self.words(N_("Work order made and linked")),
            )  # fmt: skip
            FormDialog(self.office, setup, over).open()

        self.office.ask(over, failed_checks.draft, id, then=open_form)


class Line(QWidget):
    """One item: its words, where it is answered, what was found. An answer is kept when the keyboard leaves it."""

    failed = Signal(int)

    def __init__(self, office: QtOffice, row: CheckRow, open: bool) -> None:
        super().__init__()
        self.office, self.words, self.row = office, office.words, row
        self._open = open and office.may(checklists.enter)
        self._busy = False
        self._waiting: str | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 2)
        whole.setSpacing(2)
        line = QHBoxLayout()
        whole.addLayout(line)
        line.setSpacing(theme.GAP_S)
        said = suiting(row.text, row.other_text, self.words)
        star = f"{said} *" if row.required else said
        line.addWidget(label(star, wrap=True), 1)
        self.answer = ANSWERS[row.kind](self)
        self.answer.setFixedWidth(WIDE)
        self.answer.setEnabled(self._open)
        self.answer.name(said)
        line.addWidget(self.answer)
        self._more(line)
        self._below(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.answer.setFixedWidth(SLIM if self.width() < NARROW else WIDE)

    def _more(self, line: QHBoxLayout) -> None:
        note = self._note = Button("", FLAT, "message-square").on(self._note_form)
        note.setAccessibleName(self.words(N_("Note")))
        note.setToolTip(self.words(N_("Note")))
        note.guard(self.office, checklists.note)
        leave = self._leave = Button("", FLAT, "x").on(self._leave_out)
        leave.setAccessibleName(self.words(N_("Leave out…")))
        leave.setToolTip(self.words(N_("Leave out…")))
        leave.guard(self.office, checklists.leave_out)
        for each in (note, leave):
            line.addWidget(each)
            if not self._open:
                each.hide()

    def _below(self, whole: QVBoxLayout) -> None:
        below = self._foot = QWidget()
        foot = QHBoxLayout(below)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(theme.GAP_S)
        self._chip = ChipLabel("")
        self._told = label("", "small", wrap=True)
        self._make = Button(self.words(N_("Make a work order of it…")), FILTER, "plus")
        self._make.on(lambda: self.failed.emit(self.row.id)).guard(self.office, failed_checks.make_order)
        self._made = LinkButton("", self._go)
        for each in (self._chip, self._make, self._made):
            foot.addWidget(each)
        foot.addWidget(self._told, 1)
        whole.addWidget(below)
        self._fault = label("", "error", wrap=True)
        self._fault.hide()
        whole.addWidget(self._fault)

    def _go(self) -> None:
        self.office.go(Link("work_orders", self.row.made_order_id))

    def show_row(self, row: CheckRow) -> None:
        """What is kept now; what the person types at this moment stays."""
        self.row = row
        self._busy = False
        if self._waiting is not None:
            typed, self._waiting = self._waiting, None
            self.keep(typed)
            return
        if not self.answer.typing():
            self.answer.show_row(row)
        self._fault.hide()
        plain = row.state == "ok"
        self._chip.set(
            "" if plain or not row.state else found(row.state, "pass", "", "", self.words),
            TONES.get(row.state, GREY),
        )
        said = [row.note]
        if row.checked is not None:
            said += [known(self.words, row.staff), self.words.short_moment(row.checked)]
        self._told.setText(" · ".join(part for part in said if part))
        self._make.setVisible(row.state == "failed" and row.made_order_id is None)
        self._made.setText(row.made_number)
        self._made.setVisible(bool(row.made_number))
        self._foot.setVisible(bool(row.state or row.note))

    def keep(self, typed: str) -> None:
        """Keep an answer; one that comes while the last is still on its way goes after it."""
        if self._busy:
            self._waiting = typed
            return
        self._busy = True
        self.office.do(self, checklists.enter, self.row.id, typed, self.row.version, refused=self._refused)

    def _refused(self, refusal: Refusal) -> None:
        self._busy = False
        fault = next(iter(getattr(refusal, "fields", {}).values()), refusal)
        self._fault.setText(self.words(fault.text, **fault.values))
        self._fault.show()
        self._foot.show()

    def _leave_out(self) -> None:
        self._ask(N_("Leave this item out"), LeaveOutForm(version=self.row.version), checklists.leave_out)

    def _note_form(self) -> None:
        self._ask(N_("Note"), NoteForm(self.row.note, self.row.version), checklists.note)

    def _ask(self, title: str, form: Any, case: Any) -> None:
        note = suiting(self.row.text, self.row.other_text, self.words)
        said = self.words(N_("Saved"))
        setup = FormSetup(title, form, case, (self.row.id,), note=note, said=lambda _id: said)
        FormDialog(self.office, setup, self).open()


class Answer(QWidget):
    """Where an item is answered; ``line.keep`` gets what is found."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line, self.words = line, line.words
        self.box = QHBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(4)
        self.build(line.row)

    def build(self, row: CheckRow) -> None:
        raise NotImplementedError

    def show_row(self, row: CheckRow) -> None:
        raise NotImplementedError

    def typing(self) -> bool:
        """Whether the person has typed something here that is not kept yet."""
        return False

    def hold(self, widget: QWidget) -> None:
        self.box.addWidget(widget, 1)
        self.setFocusProxy(self.focusProxy() or widget)

    def name(self, said: str) -> None:
        """What screen readers call it."""
        for each in inside(self):
            text = getattr(each, "text", None)
            own = text() if callable(text) and not isinstance(each, QLineEdit) else ""
            each.setAccessibleName(f"{said}: {own}" if own else said)


class TickAnswer(Answer):
    """Done or not: the space bar."""

    def build(self, row: CheckRow) -> None:
        self.tick = QCheckBox(self.words(N_("It is done")))
        self.tick.clicked.connect(lambda on: self.line.keep("1" if on else ""))
        self.hold(self.tick)

    def show_row(self, row: CheckRow) -> None:
        self.tick.setChecked(row.state == "ok")


class PassAnswer(Answer):
    """In order or not: two buttons, each pressed by the space bar; pressed again it is open."""

    def build(self, row: CheckRow) -> None:
        self.buttons: dict[str, Button] = {}
        for state, said in (("ok", N_("In order")), ("failed", N_("Not in order"))):
            made = self.buttons[state] = Button(self.words(said), FILTER)
            made.setCheckable(True)
            made.clicked.connect(lambda on, state=state: self._press(state, on))
            self.box.addWidget(made)
        self.box.addStretch(1)
        self.setFocusProxy(self.buttons["ok"])

    def _press(self, state: str, on: bool) -> None:
        for name, button in self.buttons.items():
            button.setChecked(on and name == state)
        self.line.keep(state if on else "")

    def show_row(self, row: CheckRow) -> None:
        for state, button in self.buttons.items():
            button.setChecked(row.state == state)


class TypedAnswer(Answer):
    """A measured value or a text: kept by Enter, or when the keyboard goes on."""

    def build(self, row: CheckRow) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(in_order(row, self.words))
        self.field.setToolTip(plain(in_order(row, self.words)))
        self.field.editingFinished.connect(self._finished)
        self.hold(self.field)
        if row.unit:
            self.box.addWidget(label(row.unit, "muted"))

    def _finished(self) -> None:
        typed = self.field.text().strip()
        if self.field.isModified() and typed != self.line.row.value:
            self.field.setModified(False)
            self.line.keep(typed)

    def typing(self) -> bool:
        return self.field.isModified()

    def show_row(self, row: CheckRow) -> None:
        self.field.setText(row.value)


class ChoiceAnswer(Answer):
    """One of several: the arrows, or the first letters."""

    def build(self, row: CheckRow) -> None:
        self.combo = QComboBox()
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.combo.addItem("—", "")
        for each in row.choices:
            self.combo.addItem(answer(each), each)
        self.combo.activated.connect(lambda _at: self.line.keep(str(self.combo.currentData())))
        self.hold(self.combo)

    def show_row(self, row: CheckRow) -> None:
        self.combo.setCurrentIndex(max(self.combo.findData(row.value), 0))


ANSWERS: dict[str, type[Answer]] = {
    "tick": TickAnswer, "pass": PassAnswer, "number": TypedAnswer, "text": TypedAnswer, "choice": ChoiceAnswer,
}  # fmt: skip
