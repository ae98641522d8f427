"""The list of questionnaires; one is written as a table of questions, moved up and down by Alt and the arrows."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.survey import QUESTIONNAIRE_KINDS, SCALES
from fmcrm_desktop.model.tones import ACCENT, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import questionnaires, surveys
from fmcrm_desktop.services.questionnaires import (
    TOPICS,
    QuestionnaireCard,
    QuestionnaireForm,
)
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.columns import Column, Filter, Suited
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.tab import bar_button

COLUMNS = (
    Suited("name", N_("Questionnaire"), 170, stretch=True, sorts=False),
    Column("kind", N_("Kind"), 130, choices=QUESTIONNAIRE_KINDS, sorts=False),
    Column("questions", N_("Questions"), 74, digits=True, sorts=False),
    Column("rounds", N_("Rounds"), 64, digits=True, sorts=False, hidden=True),
)


class QuestionnairesSection(RecordsTab):
    name = "questionnaires"
    title = N_("Questionnaires")
    shows = ("questionnaire", "question", "survey")
    share = 32
    records = Records(
        questionnaires.page, questionnaires.rows, questionnaires.add, questionnaires.form_of, questionnaires.change,
        questionnaires.archive, questionnaires.restore, QuestionnaireForm, COLUMNS,
        N_("What the office asks again and again is written down here once, in both languages."),
        N_("New questionnaire"), N_("Change a questionnaire"), N_("Questionnaires: {count}"),
        (Filter("kind", N_("Kind"), QUESTIONNAIRE_KINDS),),
        N_(
            "Alt with the up or down arrow moves a question. Whoever is asked reads their own language; what is not "
            "written in it is printed in the other."
        ),
    )  # fmt: skip

    def build(self) -> None:
        super().build()
        ready = Button(self.words(N_("Add the ready forms")), FILTER).on(self.add_ready)
        bar_button(self, ready, questionnaires.add_ready)

    def add_ready(self) -> None:
        words = self.words
        self.do(
            questionnaires.add_ready,
            said=lambda count: words(N_("Questionnaires added: {n}"), n=words.number(count)),
        )

    def show_record(self, id: int) -> None:
        self.ask(questionnaires.card, id, then=self._draw)

    def heading(self, row: QuestionnaireCard) -> tuple[str, str]:
        its, words = row.row, self.words
        return suiting(its.name, its.other_name, words), other_of(its.name, its.other_name, words)

    def goes_on(self, row: QuestionnaireCard) -> bool:
        return True

    def draw(self, page: Page, row: QuestionnaireCard) -> None:
        words = self.words
        if not row.archived:
            page.button(N_("New round"), lambda: self.begin_round(row.id), surveys.add, primary=True)
        page.chips(
            (words(QUESTIONNAIRE_KINDS[row.row.kind]), GREY),
            (words(N_("Answered already: only texts can be corrected")), ACCENT) if row.answered else "",
        )
        intro = suiting(row.intro, row.other_intro, words)
        if intro:
            page.card(N_("What stands above")).say(intro)
        rows = [
            (
                f"{n}. {suiting(each.text, each.other_text, words)}", words(SCALES[each.scale]),
                words(TOPICS[each.topic]) if each.topic else "",
            )
            for n, each in enumerate(row.questions, 1)
        ]  # fmt: skip
        page.card(N_("Questions")).table((N_("Question"), N_("Kind of answer"), N_("Asks about")), rows)

    def begin_round(self, id: int) -> None:
        self.office.go(Link("surveys", section="rounds", new={"questionnaire_id": id}))
