"""The list of questionnaires; one is written as a table of questions, moved up and down by Alt and the arrows."""

from __future__ import annotations

from typing import Any

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
from fmcrm_desktop.ui.kit.columns import Action, Column, Empty, Filter, Suited
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab, bar_button, new_button

HOW = N_(
    "Alt with the up or down arrow moves a question. Whoever is asked reads their own language; what is not written "
    "in it is printed in the other."
)


COLUMNS = (
    Suited("name", N_("Questionnaire"), 170, stretch=True, sorts=False),
    Column("kind", N_("Kind"), 130, choices=QUESTIONNAIRE_KINDS, sorts=False),
    Column("questions", N_("Questions"), 74, digits=True, sorts=False),
    Column("rounds", N_("Rounds"), 64, digits=True, sorts=False, hidden=True),
)


class QuestionnairesSection(Tab):
    name = "questionnaires"
    title = N_("Questionnaires")
    shows = ("questionnaire", "question", "survey")

    def build(self) -> None:
        words = self.words
        empty = Empty(
            N_("What the office asks again and again is written down here once, in both languages."),
            N_("Add the ready forms"), self.add_ready, questionnaires.add_ready,
        )  # fmt: skip
        filters = (Filter("kind", N_("Kind"), QUESTIONNAIRE_KINDS),)
        made = self.add_list(
            ListSetup("questionnaires", questionnaires.page, questionnaires.rows, COLUMNS, filters, empty),
            share=32,
        )
        ready = Button(words(N_("Add the ready forms")), FILTER).on(self.add_ready)
        bar_button(self, ready, questionnaires.add_ready)
        new_button(self, questionnaires.add, "", N_("New questionnaire"))
        made.counted.connect(
            lambda count: self.counts.emit(words(N_("Questionnaires: {n}"), n=words.number(count)))
        )
        for action in (
            Action(N_("Change"), lambda ids: self.edit(ids[0]), questionnaires.change, "pencil", many=False,
                   keys="Ctrl+E"),
            Action(N_("Archive"), lambda ids: self.put_away(ids[0]), questionnaires.archive, "archive", many=False,
                   keys="Delete"),
        ):  # fmt: skip
            made.add_action(action)

    def add_ready(self) -> None:
        words = self.words
        self.do(
            questionnaires.add_ready,
            said=lambda count: words(N_("Questionnaires added: {n}"), n=words.number(count)),
        )

    def put_away(self, id: int) -> None:
        self.do(questionnaires.archive, id, said=self.words(N_("Archived")))

    def show_record(self, id: int) -> None:
        self.ask(questionnaires.card, id, then=self._draw)

    def _draw(self, card: QuestionnaireCard) -> None:
        row, words = card.row, self.words
        if row.id != self.id:
            return
        name = suiting(row.name, row.other_name, words)
        page = self.new_page().head(name, other_of(row.name, row.other_name, words))
        if row.archived:
            said = words(N_("Restored"))
            page.button(
                N_("Restore"), lambda: self.do(questionnaires.restore, row.id, said=said), questionnaires.restore,
                primary=True,
            )  # fmt: skip
        else:
            page.button(N_("Archive"), lambda: self.put_away(row.id), questionnaires.archive)
            page.button(N_("Change"), lambda: self.edit(row.id), questionnaires.change)
            page.button(N_("New round"), lambda: self.begin_round(row.id), surveys.add, primary=True)
        page.chips(
            (words(QUESTIONNAIRE_KINDS[row.kind]), GREY),
            (words(N_("Answered already: only texts can be corrected")), ACCENT) if card.answered else "",
        )
        intro = suiting(card.intro, card.other_intro, words)
        if intro:
            page.card(N_("What stands above")).say(intro)
        rows = [
            (
                f"{n}. {suiting(each.text, each.other_text, words)}", words(SCALES[each.scale]),
                words(TOPICS[each.topic]) if each.topic else "",
            )
            for n, each in enumerate(card.questions, 1)
        ]  # fmt: skip
        page.card(N_("Questions")).table((N_("Question"), N_("Kind of answer"), N_("Asks about")), rows)
        self.put(page.done())

    def begin_round(self, id: int) -> None:
        self.office.go(Link("surveys", section="rounds", new={"questionnaire_id": id}))

    def open_new(self, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New questionnaire"), QuestionnaireForm(**start), questionnaires.add,
            said=lambda _id: self.words(N_("Saved")), then=lambda done: self.show_id(done.result),
            note=self.words(HOW),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def edit(self, id: int) -> None:
        def open_form(form: QuestionnaireForm) -> None:
            said = self.words(N_("Saved"))
            setup = FormSetup(
                N_("Change a questionnaire"), form, questionnaires.change, (id,), said=lambda _id: said,
                note=self.words(HOW),
            )  # fmt: skip
            self.put_form(setup, "edit", id)

        self.ask(questionnaires.form_of, id, then=open_form)
