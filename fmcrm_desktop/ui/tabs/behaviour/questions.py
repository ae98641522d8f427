"""The questions of the self-evaluation by groups: the ready ones to begin with, then in the office's own words."""

from __future__ import annotations

from fmcrm_desktop.model.behaviour import QUESTION_GROUPS
from fmcrm_desktop.model.complaint import NEEDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import self_evaluations
from fmcrm_desktop.services.self_evaluations import QuestionForm, QuestionRow
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.tab import bar_button


def _text(row: QuestionRow, words: Words) -> str:
    return suiting(row.text, row.other_text, words)


class QuestionsSection(RecordsTab):
    name = "self_questions"
    title = N_("Questions")
    shows = ("self_question",)
    records = Records(
        self_evaluations.question_page, self_evaluations.question_rows, self_evaluations.add_question,
        self_evaluations.question_form, self_evaluations.change_question, self_evaluations.archive_question,
        self_evaluations.restore_question, QuestionForm,
        (
            Column("text", N_("Question"), 240, stretch=True, show=_text, sorts=False),
            Column("group", N_("Group"), 120, choices=QUESTION_GROUPS, sorts=False),
            Column("need", N_("Need"), 100, choices=NEEDS, sorts=False),
        ),
        N_("The questions staff put to themselves stand here, by groups."), N_("New question"),
        N_("Change the question"), N_("Questions: {count}"),
        (Filter("group", N_("Group"), QUESTION_GROUPS),),
    )  # fmt: skip

    def build(self) -> None:
        super().build()
        ready = Button(self.words(N_("Add the ready questions")), FILTER).on(self._ready)
        bar_button(self, ready, self_evaluations.add_ready)

    def _ready(self) -> None:
        def said(added: int) -> str:
            words = self.words
            return (
                words(N_("Questions added: {n}"), n=added)
                if added
                else words(N_("They are all there already."))
            )

        self.do(self_evaluations.add_ready, said=said)

    def heading(self, row: QuestionRow) -> tuple[str, str]:
        return _text(row, self.words), other_of(row.text, row.other_text, self.words)

    def draw(self, page: Page, row: QuestionRow) -> None:
        card = page.card(N_("Question"))
        card.line(N_("Group"), self.words(QUESTION_GROUPS[row.group]))
        if row.need:
            card.line(N_("Need"), self.words(NEEDS[row.need]))
