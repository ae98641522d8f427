"""Typing in answers: the code of a sheet, one key an answer, Enter; the same questions aloud during a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QMessageBox

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import survey_answers
from fmcrm_desktop.services.survey_answers import OwnEntry, Saved, Sheet
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.detail import Detail
from fmcrm_desktop.ui.kit.form_page import ask_leave
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.surveys.answers_pile import Pile
from fmcrm_desktop.ui.tabs.surveys.answers_row import DIFFERS, REFUSED, SAVED, SAVING, TYPED, Row
from fmcrm_desktop.ui.tabs.surveys.answers_view import AnswersView


class RowDetail(Detail):
    """Stands for the row being typed where the window asks what is not saved."""

    def __init__(self, section: AnswersSection) -> None:
        super().__init__(section.office, section)
        self._section = section
        self.hide()

    def typed(self) -> dict[str, Any] | None:
        row = self._section.grid.row
        return row.raw() if row is not None and row.begun else None

    def changed(self) -> dict[str, Any] | None:
        return self.typed()

    def drop_form(self) -> None:
        super().drop_form()
        self._section.drop_row()

    def leave(self, go: Callable[[], object], stay: Callable[[], object] | None = None) -> None:
        answer = QMessageBox.StandardButton.Discard
        if self.typed() is not None:
            answer = ask_leave(self._section.office, self._section)
        if answer == QMessageBox.StandardButton.Save and self._section.save():
            go()
        elif answer == QMessageBox.StandardButton.Discard:
            self.drop_form()
            go()
        elif stay is not None:
            stay()


class AnswersSection(Tab):
    name = "survey_answers"
    title = N_("Type in answers")

    def build(self) -> None:
        self.saved, self._pile, self._own = 0, 0, 0
        self.refused_rows: list[tuple[Row, str]] = []
        self.view = AnswersView(self.office)
        self.grid, self.code = self.view.grid, self.view.code
        self.pile = Pile(self)
        self.detail.deleteLater()
        self.detail = RowDetail(self)
        self.body.addWidget(self.view)
        self.code.returnPressed.connect(self.ask_code)
        self.grid.entered.connect(self.save)
        self.grid.left.connect(self.give_up)
        self.view.spoken.ended.connect(self.save)
        self.view.store.on(self.save)
        self.view.leave.on(self.give_up)
        self.view.again.on(self.type_again)

    def reload(self) -> None:
        if self.grid.row is None and not self.grid.waiting:
            self.view.to_code()

    # a sheet comes

    def open_new(self, start: dict[str, Any]) -> None:
        """A sheet, or the order whose customer is asked, by telephone or on the spot."""
        way = str(start.get("way", "call"))
        if "sheet" in start:
            self.detail.leave(lambda: self.take_up(int(start["sheet"]), way))
        elif "order" in start:
            self.detail.leave(lambda: self._about_order(int(start["order"]), way))

    def _about_order(self, order: int, way: str) -> None:
        self.do(
            survey_answers.ask_about, order,
            then=lambda done: self.take_up(done.result, way), refused=self._no_sheet,
        )  # fmt: skip

    def take_up(self, sheet: int, way: str = "") -> None:
        """Ask the questions of a sheet, or go on with one after a change of language."""
        self._wait()
        self.view.way.setCurrentIndex(max(self.view.way.findData(way), 0))
        begin: Callable[[Sheet], None] = lambda found: self._begin(Row(found, way=way))  # noqa: E731
        self.office.ask(self, survey_answers.by_id, sheet, then=begin, refused=self._no_sheet)

    def ask_code(self) -> None:
        """Ask for the sheet whose code was typed."""
        if self.grid.row is None and not self.grid.waiting:
            self._wait()
            self.office.ask(
                self, survey_answers.by_code, self.code.text(), then=self._come, refused=self._no_sheet
            )

    def _wait(self) -> None:
        self.view.say("")
        self.grid.wait()
        self.view.to_grid()

    def _no_sheet(self, refusal: Refusal) -> None:
        self._own = refusal.sheet if isinstance(refusal, OwnEntry) else 0
        self._stay(self.words(refusal.text, **refusal.values), bool(self._own))

    def _stay(self, sentence: str, own: bool = False) -> None:
        self.grid.give_up()
        self.view.say(sentence, own)
        self.view.to_code()

    def type_again(self) -> None:
        """One's own first entry was wrong: it is taken out, and typed once more."""
        row = self.grid.row
        sheet, way = (row.sheet.id, row.way) if row is not None else (self._own, "")
        for typed in [each for each in self.grid.rows if each.sheet.id == sheet]:
            self.grid.drop(typed)
        said = self.words(N_("Taken out. Type the answers again."))
        self.do(
            survey_answers.type_again, sheet, said=said,
            then=lambda _done: self.take_up(sheet, way), refused=self._no_sheet,
        )  # fmt: skip

    def _come(self, sheet: Sheet) -> None:
        """A sheet was asked for by its code. One of another questionnaire among those being typed is said first."""
        before = self.grid.rows[-1].sheet if self.grid.rows else sheet
        if before.questionnaire_id == sheet.questionnaire_id or self._pile == sheet.id:
            self._begin(Row(sheet))
            return
        self._pile = sheet.id
        name = suiting(sheet.questionnaire.name, sheet.questionnaire.other, self.words)
        said = N_("This sheet belongs to another questionnaire, “{name}”. Enter once more begins with it.")
        self._stay(self.words(said, name=name))

    def _begin(self, row: Row) -> None:
        if self.detail.typed_before is not None:
            row.restore(self.detail.typed_before)
            self.detail.typed_before = None
        self.detail.again = ("take_up", (row.sheet.id, row.way))
        self.view.upcoming = None
        self.view.spoken.ask(row)
        self.grid.begin(row)
        if self.grid.row is row and row.cell is None:
            self.view.spoken.enter()

    # a sheet goes

    def save(self) -> bool:
        """Enter: keep the row and ask for the next code at once. What is still open is gone to instead."""
        row = self.grid.row
        if row is None:
            return False
        if row.open:
            row.go(row.open[0])
            self.grid.relaid()
            self.view.to_grid()
            said = N_("Still to be answered: {n}. Space says that an answer was left out.")
            self.view.say(self.words(said, n=len(row.open)))
            return False
        self.view.spoken.take(row)
        row.state = SAVING
        sheet, way = row.sheet, str(self.view.way.currentData()) if row.way else ""
        self.do(
            survey_answers.save, sheet.id, sheet.entry, row.given(), way, said=lambda saved: _said(saved, self.words),
            then=lambda done: self._kept(row, done.result), refused=lambda refusal: self._not_kept(row, refusal),
        )  # fmt: skip
        self._next()
        return True

    def _kept(self, row: Row, saved: Saved) -> None:
        row.state, row.differences = DIFFERS if saved.differences else SAVED, saved.differences
        self.saved += 1
        self.counts.emit(self.words(N_("{n} sheets typed in"), n=self.words.number(self.saved)))
        self.grid.update()
        self.pile.ask(saved.sheet_id)
        if row.bad and row.sheet.entry == 1:
            said = self.words(N_("{code}: somebody is not satisfied."), code=codes.said(saved.code))
            take = self.words(N_("Take on a complaint"))
            self.office.offer(said, take, lambda: self.office.go(row.complaint(self.words)))

    def _not_kept(self, row: Row, refusal: Refusal) -> None:
        """It stands in the grid with its answers, and is taken up again as soon as no other row is being typed."""
        row.state = REFUSED
        self.refused_rows.append((row, self.words(refusal.text, **refusal.values)))
        self.grid.update()
        if self.grid.row is None and not self.grid.waiting and not self.code.text():
            self._next()

    def _next(self) -> None:
        self.detail.again = None
        self.code.clear()
        self.grid.relaid()
        if not self.refused_rows:
            self.view.to_code()
            return
        row, sentence = self.refused_rows.pop(0)
        row.state = TYPED
        self.grid.drop(row)
        self._begin(row)
        self.view.to_grid()
        self.view.say(sentence)

    def give_up(self) -> None:
        """Escape: leave the sheet; what is typed is asked about first."""
        self.detail.leave(lambda: None)

    def drop_row(self) -> None:
        """Leave the row being typed, without asking."""
        row = self.grid.row
        if row is not None:
            self.grid.drop(row)
            self._next()

    def open(self, link: Link) -> None:
        self._stale = False
        super().open(link)


def _said(saved: Saved, words: Words) -> str:
    code = codes.said(saved.code)
    if saved.differences:
        return words(N_("{code} saved; answers that differ: {n}"), code=code, n=saved.differences)
    return words(N_("{code} saved"), code=code)
