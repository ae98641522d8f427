"""Procedures that customers meet: which is to be looked through next, what was found, and what is changed for it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.complaint import ACTION_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Wanted
from fmcrm_desktop.services import actions, procedures
from fmcrm_desktop.services.actions import STATES as ACTION_STATES
from fmcrm_desktop.services.actions import ActionRow
from fmcrm_desktop.services.procedures import (
    STATES,
    ProcedureCard,
    ProcedureForm,
    ProcedureRow,
    ReviewForm,
    ReviewRow,
    steps,
)
from fmcrm_desktop.services.procedures.steps import Finding
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import other_of, suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Filter
from fmcrm_desktop.ui.kit.form_groups import Groups
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records, RecordsTab
from fmcrm_desktop.ui.kit.tab import bar_button, fetch

MAKE = "fmcrm_desktop.reports.making:make_many"
ACTION_TONES = {"open": ACCENT, "overdue": BAD, "done": GOOD}
TONES = {"overdue": BAD, "planned": ACCENT, "none": GREY}
MANY = many.Many(
    procedures.change_many, procedures.ManyProceduresForm,
    N_("{count} procedures are marked. A field left empty stays as it is."),
    procedures.archive_many, procedures.restore_many,
)  # fmt: skip


def _name(row: ProcedureRow, words: Words) -> str:
    return suiting(row.name, row.other_name, words)


def _owner(row: ProcedureRow, words: Words) -> str:
    return suiting(row.owner, row.owner_other, words)


def _next(row: ProcedureRow, words: Words) -> str:
    return words.date(row.next_day) if row.next_day else words(STATES["none"])


class ProceduresTab(RecordsTab):
    name = "procedures"
    title = N_("Procedures")
    shows = ("procedure", "review", "corrective_action", "staff")
    records = Records(
        procedures.page, procedures.rows, procedures.add, procedures.form_of, procedures.change, procedures.archive,
        procedures.restore, ProcedureForm,
        (
            Column("name", N_("Procedure"), 180, stretch=True, show=_name),
            Column("owner", N_("Who looks after it"), 120, show=_owner, sorts=False),
            Chip("next_day", N_("Next review"), 134, show=_next, tones=lambda row: TONES[row.state]),
            Column("last", N_("Last review"), 122),
        ),
        N_("How things are done that customers meet stands here, each with a day on which it is looked through again."),
        N_("New procedure"), N_("Change a procedure"), N_("Procedures: {count}"),
        (
            Filter("state", N_("Review"), STATES),
            Filter("owner", N_("Who looks after it"), case=procedures.owner_options),
        ),
    )  # fmt: skip

    def build(self) -> None:
        super().build()
        ready = Button(self.words(N_("Ready checklists")), FILTER, "check").on(self.add_ready)
        bar_button(self, ready, procedures.add_ready)

    def offered(self) -> tuple[Action, ...]:
        return many.actions(self, MANY)

    def add_ready(self) -> None:
        """The two checklists: the points of contact, the practices."""
        words = self.words
        self.do(procedures.add_ready, said=lambda count: words(N_("Checklists added: {count}"), count=count))

    def open_new(self, start: dict[str, Any]) -> None:
        self.ask(procedures.draft, then=lambda form: self._new(form, start))

    def show_record(self, id: int) -> None:
        self.ask(procedures.card, id, then=self._draw)

    def goes_on(self, row: ProcedureCard) -> bool:
        return True

    def heading(self, row: ProcedureCard) -> tuple[str, str]:
        its = row.row
        return _name(its, self.words), other_of(its.name, its.other_name, self.words)

    def draw(self, page: Page, row: ProcedureCard) -> None:
        words, its = self.words, row.row
        if not row.archived:
            page.button(
                N_("Print checklist"),
                lambda: self.print_checklist(row),
                procedures.checklist,
                picture="printer",
            )
            review = page.button(N_("Review"), lambda: self.review(row.id), procedures.review, primary=True)
            review.key("Ctrl+Return", words(N_("Review")))
        page.chips((words(STATES[its.state]), TONES[its.state]))
        card = page.card()
        card.line(N_("Next review"), words.date(its.next_day) if its.next_day else "")
        card.line(N_("How often"), words(N_("every {n} months"), n=its.every_months))
        card.line(N_("Who looks after it"), _owner(its, words))
        if row.text:
            page.card(N_("How it is done")).say(procedures.text_in(row.text, words.chinese))
        if not row.reviews:
            page.card(N_("Reviews")).say(words(N_("Not looked through yet.")), "muted")
        for each in row.reviews:
            self._review(page, each)

    def _review(self, page: Page, review: ReviewRow) -> None:
        words = self.words
        card = page.card(N_("Review"), words.date(review.day))
        said = words(N_("It suits the customer") if review.friendly else N_("It does not suit the customer"))
        card.tool(ChipLabel(said, GOOD if review.friendly else WARNING))
        away = Button("", FILTER, "x").on(
            lambda: self.do(procedures.archive_review, review.id, said=words(N_("Archived")))
        )
        away.setAccessibleName(words(N_("Entered by mistake")))
        away.setToolTip(words(N_("Entered by mistake")))
        card.tool(away.guard(self.office, procedures.archive_review))
        findings, further = steps.read(review.found)
        suit = sum(each.good for each in findings)
        if findings:
            card.line(N_("Looked at"), words(N_("{n} of {all} suit"), n=suit, all=len(findings)))
        for each in findings:
            if not each.good:
                self._finding(card, each, review)
        if further or not findings:
            card.say(further or words(N_("Nothing was found.")), "" if further else "muted")
        if suit:
            card.unfold("\n".join(each.said for each in findings if each.good), N_("What suits"))
        card.line(N_("Reviewed by"), suiting(review.staff, review.staff_other, words))
        if review.actions:
            titles = (N_("Corrective action"), N_("Kind"), N_("Responsible"), N_("Due"), N_("State"))
            card.table(titles, [self._action(each) for each in review.actions])

    def _action(self, action: ActionRow) -> tuple[str | QWidget, ...]:
        """An action, with the way to its own page."""
        words = self.words
        way = LinkButton(
            action.text, lambda: self.office.go(Link("complaints", action.id, section="actions"))
        )
        state = ChipLabel(words(ACTION_STATES[action.state]), ACTION_TONES[action.state])
        due = words.date(action.due_day) if action.due_day else ""
        return (
            way,
            words(ACTION_KINDS[action.kind]),
            suiting(action.responsible, action.responsible_other, words),
            due,
            state,
        )

    def _finding(self, card: Card, finding: Finding, review: ReviewRow) -> None:
        """What does not suit, with the way to a corrective action."""
        words = self.words
        start = {"review_id": review.id, "text": finding.said, "kind": "process"}
        agree = Button(words(N_("Agree on an action")), FILTER, "plus")
        agree.on(lambda: self.office.go(Link("complaints", new=start, section="actions")))
        agree.guard(self.office, actions.add)
        card.say(f"× {finding.said}")
        if not any(each.text == finding.said for each in review.actions):
            card.add(side_by_side(agree))

    def review(self, id: int) -> None:
        """Step by step: findings, the next day, and an action where something is to be changed."""
        said = self.words(N_("Review kept"))

        def open_form(form: ReviewForm, card: ProcedureCard) -> None:
            steps = procedures.steps_of(card.text, self.words.chinese)
            setup = FormSetup(
                N_("Review"), form, procedures.review, (id,), said=lambda _id: said,
                then=lambda _done: self.show_id(id), note=_name(card.row, self.words),
                dress=Groups if steps else None,
            )  # fmt: skip
            if steps:
                self.put_form(setup, "review", id)
            else:
                self.ask_form(setup)

        fetch(
            self,
            procedures.card,
            id,
            then=lambda card: self.ask(
                procedures.review_form, id, self.words.chinese, then=lambda form: open_form(form, card)
            ),
        )

    def print_page(self) -> None:
        """Ctrl+P: the checklist of the procedure shown."""
        fetch(self, procedures.card, self.id, then=self.print_checklist)

    def print_checklist(self, row: ProcedureCard) -> None:
        """What is looked at, to tick with a pen, and what was found before."""
        given = ("procedure-checklist", (row.id,))

        def named(words: Words) -> str:
            return f"{words(N_('Checklist'))} {_name(row.row, words)}"

        self.office.go(
            Link("reports", new={"wanted": Wanted(self.words(N_("Checklist")), MAKE, (given,), named)})
        )
