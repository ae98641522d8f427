"""Decisions of all meetings: what is to be carried out by whom until when, and how the vote was."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model import vote_words
from fmcrm_desktop.model.committee import DECISION_STATES, VOTES
from fmcrm_desktop.model.complaint import ACTION_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import actions, committee, work_orders
from fmcrm_desktop.services.actions import STATES as ACTION_STATES
from fmcrm_desktop.services.committee import DecisionCard, DecisionForm, DecisionRow
from fmcrm_desktop.services.committee.decision_list import SHOWN
from fmcrm_desktop.ui.kit.bilingual import both, other_of, suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.columns import Chip, Column, Filter
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.records import Records
from fmcrm_desktop.ui.tabs.committee.drafted import DraftedTab, body_of, on_one_line, responsible_of

TONES = {"open": ACCENT, "done": GOOD, "dropped": GREY, "rejected": GREY}
ACTION_TONES = {"open": ACCENT, "overdue": BAD, "done": GOOD}


def _text(row: DecisionRow, words: Words) -> str:
    return on_one_line(suiting(row.text, row.other_text, words))


def _due(row: DecisionRow, words: Words) -> str:
    return words.short_date(row.due_day) if row.due_day and row.state == "open" else ""


class DecisionsSection(DraftedTab):
    name = "decisions"
    title = N_("Decisions")
    shows = (
        "decision", "committee_vote", "committee_meeting", "attendance", "corrective_action", "work_order", "staff",
        "person",
    )  # fmt: skip
    share = 54
    records = Records(
        committee.decision_page, committee.decision_rows, committee.decide, committee.decision_form,
        committee.change_decision, committee.archive_decision, committee.restore_decision, DecisionForm,
        (
            Column("number", N_("No."), 92, sorts=False),
            Column("decided_day", N_("Decided on"), 124),
            Column("text", N_("Decision"), 160, stretch=True, show=_text,
                   hint=lambda row, _words: row.text, sorts=False),
            Chip("state", N_("State"), 116, choices=DECISION_STATES, tones=lambda row: TONES[row.state], sorts=False),
            Chip("due_day", N_("Due"), 88, show=_due, tones=lambda row: BAD if row.late else GREY),
            Column("responsible", N_("Responsible"), 96, show=responsible_of, sorts=False),
            Column("meeting", N_("Meeting"), 92, sorts=False, hidden=True),
            Column("body", N_("Body"), 110, show=body_of, sorts=False, hidden=True),
        ),
        N_("What meetings decide stands here until it is carried out. Decisions are entered in their meeting."),
        N_("Go to the meetings"), N_("Change a decision"), N_("Decisions: {count}"),
        (
            Filter("state", N_("State"), SHOWN),
            Filter("responsible", N_("Responsible"), case=committee.decision_staff),
            Filter("body", N_("Body"), case=committee.body_options),
        ),
    )  # fmt: skip

    def open_new(self, start: dict[str, Any]) -> None:
        """A decision is made in a meeting."""
        self.office.go(Link("committee", section="meetings"))

    def show_record(self, id: int) -> None:
        self.ask(committee.decision_card, id, then=self._draw)

    def goes_on(self, row: DecisionCard) -> bool:
        return row.row.state == "open"

    def heading(self, row: DecisionCard) -> tuple[str, str]:
        its, words = row.row, self.words
        return f"{its.number} {_text(its, words)}", other_of(its.text, its.other_text, words)

    def draw(self, page: Page, row: DecisionCard) -> None:
        its, words = row.row, self.words
        if not row.archived and its.passed:
            self._ways_on(page, its)
        chips = [(words(DECISION_STATES[its.state]), TONES[its.state])]
        if its.passed:
            chips.insert(0, (words(N_("Passed")), GOOD))
        if its.late:
            chips.append((words(N_("Overdue")), BAD))
        page.chips(*chips)
        card = page.card(N_("Carrying it out"))
        card.line(N_("Responsible"), responsible_of(its, words))
        card.line(N_("Due"), words.date(its.due_day))
        card.line(N_("Decided on"), words.date(its.decided_day))
        card.line(N_("Meeting"), its.meeting, Link("committee", its.meeting_id, section="meetings"))
        if its.order:
            card.line(N_("Work order"), its.order, Link("work_orders", its.order_id))
        if its.done_day is not None:
            card.line(N_("Carried out on"), words.date(its.done_day))
        if its.result:
            card.line(N_("Result"), its.result)
        self._votes(page, row)
        if row.actions:
            titles = (N_("Corrective action"), N_("Kind"), N_("Responsible"), N_("Due"), N_("State"))
            page.card(N_("Actions")).table(titles, [self._action(each) for each in row.actions])

    def _ways_on(self, page: Page, its: DecisionRow) -> None:
        said = suiting(its.text, its.other_text, self.words)
        action = Link("complaints", new={"decision_id": its.id, "text": said[:1000]}, section="actions")
        page.button(N_("Record action"), lambda: self.office.go(action), actions.add)
        if its.order_id is None:
            start = {"summary": on_one_line(said)[:200], "channel": "committee", "decision_id": its.id}
            order = Link("work_orders", new=start)
            page.button(N_("Make a work order"), lambda: self.office.go(order), work_orders.enter)
        page.button(
            N_("What became of it"),
            lambda: self.end(its),
            committee.end,
            primary=its.state == "open",
            picture="check",
        ).key("Ctrl+Return")

    def _votes(self, page: Page, row: DecisionCard) -> None:
        words, its = self.words, row.row
        card = page.card(N_("The vote"))
        for title, weight in ((N_("In favour"), its.tally.yes), (N_("Against"), its.tally.no),
                              (N_("Abstained"), its.tally.abstained)):  # fmt: skip
            card.line(title, vote_words.weighed(words, its.counts, weight, row.entitled))
        card.line(N_("Came"), vote_words.weighed(words, its.counts, row.present, row.entitled))
        for title, said in vote_words.rule_lines(words, row.rule):
            card.line(title, said)
        rows = [
            (
                both(each.name, each.other_name) or words(N_("Counted together")),
                words(VOTES[each.vote]),
                vote_words.weighed(words, its.counts, each.weight, row.entitled),
            )
            for each in row.votes
        ]
        if rows:
            card.table((N_("Who"), N_("Vote"), N_("Weight of the vote")), rows)

    def _action(self, action: actions.ActionRow) -> tuple[str | QWidget, ...]:
        words = self.words
        way = LinkButton(
            action.text, lambda: self.office.go(Link("complaints", action.id, section="actions"))
        )
        state = ChipLabel(words(ACTION_STATES[action.state]), ACTION_TONES[action.state])
        return (
            way,
            words(ACTION_KINDS[action.kind]),
            suiting(action.responsible, action.responsible_other, words),
            words.date(action.due_day),
            state,
        )

    def end(self, its: DecisionRow) -> None:
        """Carried out, dropped, or open again."""
        self.ask_with(
            N_("What became of it"), committee.end_form, committee.end, its.id, _text(its, self.words)
        )
