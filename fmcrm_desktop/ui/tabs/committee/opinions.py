"""Opinions of the committee: kept in its words, answered by their day, made a complaint, a suggestion or an order."""

from __future__ import annotations

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import committee, complaints, suggestions, work_orders
from fmcrm_desktop.services.committee import OpinionForm, OpinionRow
from fmcrm_desktop.services.committee.opinions import SHOWN, STATES
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records
from fmcrm_desktop.ui.tabs.committee.drafted import (
    DraftedTab,
    body_of,
    on_one_line,
    person_of,
    responsible_of,
)

TONES = {"open": WARNING, "answered": GOOD}


def _due(row: OpinionRow, words: Words) -> str:
    return words.short_date(row.due_day) if row.due_day and row.state == "open" else ""


class OpinionsSection(DraftedTab):
    name = "opinions"
    title = N_("Opinions")
    shows = ("opinion", "committee_body", "person", "staff", "complaint", "suggestion", "work_order")
    share = 56
    draft = committee.draft_opinion
    records = Records(
        committee.opinion_page, committee.opinion_rows, committee.add_opinion, committee.opinion_form,
        committee.change_opinion, committee.archive_opinion, committee.restore_opinion, OpinionForm,
        (
            Column("number", N_("No."), 96, sorts=False),
            Column("received", N_("Received on"), 118),
            Column("own_words", N_("Own words"), 160, stretch=True, show=lambda row, _words: on_one_line(row.own_words),
                   hint=lambda row, _words: row.own_words, sorts=False),
            Chip("state", N_("State"), 112, choices=STATES, tones=lambda row: TONES[row.state], sorts=False),
            Chip("due_day", N_("Answer by"), 88, show=_due, tones=lambda row: BAD if row.late else GREY, sorts=False),
            Column("person", N_("Brought by"), 96, show=person_of, sorts=False),
            Column("responsible", N_("Responsible"), 96, show=responsible_of, sorts=False),
            Column("body", N_("Body"), 110, show=body_of, sorts=False, hidden=True),
        ),
        N_("What the committee brings stands here in its own words, until it is answered."),
        N_("Enter an opinion"), N_("Change an opinion"), N_("Opinions: {count}"),
        (
            Filter("state", N_("State"), SHOWN),
            Filter("responsible", N_("Responsible"), case=committee.opinion_staff),
            Filter("body", N_("Body"), case=committee.body_options),
        ),
    )  # fmt: skip

    def goes_on(self, row: OpinionRow) -> bool:
        return row.state == "open"

    def heading(self, row: OpinionRow) -> tuple[str, str]:
        return row.number, " · ".join(
            part for part in (body_of(row, self.words), person_of(row, self.words)) if part
        )

    def draw(self, page: Page, row: OpinionRow) -> None:
        words = self.words
        if not row.archived:
            self._ways_on(page, row)
            page.button(
                N_("Answer"),
                lambda: self.answer(row),
                committee.reply,
                primary=self.goes_on(row),
                picture="message-square",
            ).key("Ctrl+Return")
        chips = [(words(STATES[row.state]), TONES[row.state])]
        if row.late:
            chips.append((words(N_("Answer overdue")), BAD))
        page.chips(*chips)
        page.card(N_("In the committee's own words")).say(row.own_words)
        answer = page.card(N_("Answer to the committee"))
        answer.say(row.answer or words(N_("Not answered yet.")), "" if row.answer else "muted")
        if row.answered_day is not None:
            answer.line(N_("Answered on"), words.date(row.answered_day))
        self._facts(page.card(), row)

    def _facts(self, card: Card, row: OpinionRow) -> None:
        words = self.words
        card.line(N_("Received at"), words.moment(row.received))
        card.line(
            N_("Brought by"), person_of(row, words), Link("owners", row.person_id) if row.person_id else None
        )
        card.line(N_("Responsible"), responsible_of(row, words))
        card.line(N_("Answer by"), words.date(row.due_day))
        for title, number, link in (
            (N_("Complaint"), row.complaint, Link("complaints", row.complaint_id)),
            (N_("Suggestion"), row.suggestion, Link("praise", row.suggestion_id, section="suggestions")),
            (N_("Work order"), row.order, Link("work_orders", row.order_id)),
        ):
            if number:
                card.line(title, number, link)

    def _ways_on(self, page: Page, row: OpinionRow) -> None:
        """What it may become: a form of its own page, with everything that is known filled in."""
        start = {
            "own_words": row.own_words, "person": row.person_id, "channel": "committee", "opinion_id": row.id,
        }  # fmt: skip
        if not row.complaint_id:
            to = Link("complaints", new=start)
            page.button(N_("Make a complaint"), lambda: self.office.go(to), complaints.register)
        if not row.suggestion_id:
            slip = Link("praise", new=start, section="suggestions")
            page.button(N_("Make a suggestion"), lambda: self.office.go(slip), suggestions.add)
        if not row.order_id:
            order = Link("work_orders", new=start | {"summary": on_one_line(row.own_words)[:80]})
            page.button(N_("Make a work order"), lambda: self.office.go(order), work_orders.enter)

    def answer(self, row: OpinionRow) -> None:
        """What the committee is told."""
        self.ask_with(N_("Answer"), committee.reply_form, committee.reply, row.id, on_one_line(row.own_words))
