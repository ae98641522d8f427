"""Suggestions: slips typed in, handed to somebody, answered by their day; and the slips themselves to print."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.complaint import CHANNELS
from fmcrm_desktop.model.improvement import SUGGESTION_STATES
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GREY, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import actions, buildings, suggestions
from fmcrm_desktop.services.suggestions import AnswerForm, SuggestionForm, SuggestionRow
from fmcrm_desktop.ui.actions_here import ActionsHere
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.tabs.praise import telling

MANY = many.Many(
    suggestions.change_many, suggestions.ManySuggestionsForm,
    N_("{count} suggestions are marked. A field left empty stays as it is."),
    suggestions.archive_many, suggestions.restore_many,
)  # fmt: skip


def _responsible(row: SuggestionRow, words: Words) -> str:
    return suiting(row.responsible, row.responsible_other, words)


def _due(row: SuggestionRow, words: Words) -> str:
    return words.short_date(row.due_day) if row.due_day and row.state == "new" else ""


class SuggestionsSection(RecordsTab):
    name = "suggestions"
    title = N_("Suggestions")
    shows = ("suggestion", "person", "unit", "staff", "category")
    draft = suggestions.draft
    share = 58
    records = Records(
        suggestions.page, suggestions.rows, suggestions.add, suggestions.form_of, suggestions.change,
        suggestions.archive, suggestions.restore, SuggestionForm,
        (
            telling.NUMBER, telling.RECEIVED, telling.PERSON, telling.WORDS,
            Chip("state", N_("State"), 120, choices=SUGGESTION_STATES, sorts=False),
            Chip("due_day", N_("Answer by"), 88, show=_due, tones=lambda row: BAD if row.late else GREY, sorts=False),
            Column("responsible", N_("Responsible"), 96, show=_responsible, sorts=False),
            telling.UNIT, telling.CATEGORY, telling.CHANNEL,
        ),
        N_("What people propose stands here, from the box or spoken. Each gets an answer."),
        N_("Enter a suggestion"), N_("Change a suggestion"), N_("Suggestions: {count}"),
        (
            Filter("state", N_("State"), suggestions.SHOWN),
            Filter("responsible", N_("Responsible"), case=suggestions.staff_options),
            Filter("building", N_("Building"), case=buildings.options),
            Filter("channel", N_("Channel"), CHANNELS),
        ),
    )  # fmt: skip

    def offered(self) -> tuple[Action, ...]:
        slips = Action(N_("Print empty slips"), self.print_slips, suggestions.slip, "printer")
        return (*many.actions(self, MANY), slips)

    def _new(self, form: SuggestionForm, start: dict[str, Any]) -> None:
        setup = FormSetup(
            self.records.new, form, suggestions.add, said=lambda _id: self.words(N_("Suggestion entered")),
            then=lambda done: self.show_id(done.result),
        )  # fmt: skip
        self.put_form(setup, "open_new", start)

    def goes_on(self, row: SuggestionRow) -> bool:
        return row.state in ("new", "accepted")

    def heading(self, row: SuggestionRow) -> tuple[str, str]:
        return row.number, telling.who(row, self.words)

    def draw(self, page: Page, row: SuggestionRow) -> None:
        words = self.words
        if not row.archived:
            action = Link("complaints", new={"suggestion_id": row.id}, section="actions")
            page.button(N_("Record action"), lambda: self.office.go(action), actions.add)
            answer = page.button(
                N_("Answer"), lambda: self.answer(row), suggestions.answer, primary=self.goes_on(row)
            )
            answer.key("Ctrl+Return", words(N_("Answer")))
        chips = [(words(SUGGESTION_STATES[row.state]), tone(row.state))]
        if row.late:
            chips.append((words(N_("Answer overdue")), BAD))
        page.chips(*chips)
        page.card(N_("In the customer's own words")).say(row.own_words)
        given = page.card(N_("Answer"))
        given.say(row.answer or words(N_("Not answered yet.")), "" if row.answer else "muted")
        page.add(ActionsHere(self.office, "suggestion", row.id))
        card = page.card()
        telling.facts(card, row, words)
        card.line(N_("Responsible"), _responsible(row, words))
        card.line(N_("Answer by"), words.date(row.due_day) if row.due_day else "")
        if row.answered is not None:
            card.line(N_("Answered at"), words.moment(row.answered))

    def answer(self, row: SuggestionRow) -> None:
        """What becomes of it, and the words for it."""
        said = self.words(N_("{number} answered"), number=row.number)
        note = telling.spoken(row, self.words)

        def open_form(form: AnswerForm) -> None:
            self.ask_form(
                FormSetup(
                    N_("Answer"), form, suggestions.answer, (row.id,), said=lambda _id: said, note=note[:300]
                )
            )  # fmt: skip

        self.ask(suggestions.answer_form, row.id, then=open_form)

    def print_slips(self, _ids: list[int]) -> None:
        """A sheet of slips to lay beside the box."""
        self.office.go(Link("reports", new={"report": "suggestion-slip"}))
