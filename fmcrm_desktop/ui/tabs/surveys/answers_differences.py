"""Where the two entries of a sheet differ: one after the other, settled by a button or by what the paper says."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.survey import SCALES
from fmcrm_desktop.model.tones import WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import survey_answers
from fmcrm_desktop.services.survey_answers import Difference, Said
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.ui.kit.bilingual import known, suiting
from fmcrm_desktop.ui.kit.columns import Column, Empty, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.surveys.answers_question import YES_NO


def said(scale: str, it: Said, words: Words) -> str:
    """What an entry holds, in words: 7 / 5 of expected and perceived."""
    if scale == "text":
        return it.text or words(N_("Not answered"))
    if scale == "gap":
        return " / ".join("–" if each is None else str(each) for each in (it.expected, it.value))
    if it.value is None:
        return words(N_("Not answered"))
    return words(YES_NO[it.value]) if scale == "yes" else str(it.value)


COLUMNS = (
    Column("code", N_("Code"), 84, show=lambda row, words: codes.said(row.code), sorts=False),
    Suited("question", N_("Question"), 160, stretch=True, sorts=False),
    Column("first", N_("First entry"), 86, sorts=False, show=lambda row, words: said(row.scale, row.first, words),
           hint=lambda row, words: said(row.scale, row.first, words)),
    Column("second", N_("Second entry"), 112, sorts=False, show=lambda row, words: said(row.scale, row.second, words),
           hint=lambda row, words: said(row.scale, row.second, words)),
)  # fmt: skip


class DifferencesSection(Tab):
    name = "survey_differences"
    title = N_("Differences")
    shows = ("survey_sheet", "survey_answer", "question")

    def build(self) -> None:
        empty = Empty(N_("Nothing waits to be settled: what was typed in twice is the same."))
        setup = ListSetup(self.name, survey_answers.page, survey_answers.rows, COLUMNS, (), empty)
        made = self.add_list(setup, share=55)
        made.counted.connect(
            lambda count: self.counts.emit(self.words(N_("{n} differences wait to be settled"), n=count))
        )

    def show_record(self, id: int) -> None:
        self.ask(survey_answers.rows, [id], then=self._draw)

    def _draw(self, found: list[Difference]) -> None:
        if not found or found[0].id != self.id:
            return
        it, words = found[0], self.words
        page = self.new_page().head(
            words(N_("Sheet {code}"), code=codes.said(it.code)), suiting(it.survey, it.survey_other, words)
        )
        first = page.button(N_("The first is right"), lambda: self.settle(1), survey_answers.take)
        first.key("Ctrl+1")
        page.button(N_("The second is right"), lambda: self.settle(2), survey_answers.take).key("Ctrl+2")
        page.button(N_("Neither: look at the paper…"), self.look, survey_answers.settle).key("Ctrl+3")
        page.chips((words(SCALES[it.scale]), WARNING))
        page.card(N_("Question")).say(suiting(it.question, it.question_other, words))
        left, right = page.columns(1, 1)
        for column, title, by, what in (
            (left, N_("First entry"), it.first_by, it.first),
            (right, N_("Second entry"), it.second_by, it.second),
        ):
            card = column.card(title)
            card.say(said(it.scale, what, words), "figure" if it.scale != "text" else "")
            card.say(known(words, by) or "—", "muted")
        self._now = it
        self.put(page.done())

    def settle(self, entry: int) -> None:
        """One entry is right; the next difference follows."""
        id = self.id
        self._going_on()
        self.do(survey_answers.take, id, entry, said=self._said)

    def look(self) -> None:
        """The form for what the paper says."""
        it = self._now
        start = survey_answers.PaperForm(it.first.expected, it.first.value, it.first.text)
        setup = FormSetup(
            N_("What the paper says"), start, survey_answers.settle, (it.id,), said=self._said,
            then=lambda _done: self._going_on(),
            note=suiting(it.question, it.question_other, self.words), folded=_folded(it.scale),
        )  # fmt: skip
        self.ask_form(setup)

    def _going_on(self) -> None:
        """The row below takes the place of the one that goes."""
        if self.list is None:
            return
        ids = list(self.list.model.ids)
        at = ids.index(self.id) if self.id in ids else -1
        rest = ids[:at] + ids[at + 1 :]
        self.id = 0
        if rest:
            self.show_id(int(rest[min(max(at, 0), len(rest) - 1)]))
        else:
            self.put(self.new_page().head(self.words(N_("All differences are settled"))).done())

    def _said(self, left: Any) -> str:
        if left:
            return self.words(N_("Settled; of this sheet {n} are left"), n=left)
        return self.words(N_("Settled; the sheet is checked"))


def _folded(scale: str) -> tuple[str, ...]:
    return {"gap": ("text",), "text": ("expected", "value")}.get(scale, ("expected", "text"))
